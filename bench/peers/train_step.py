"""
Peer of the train step: PyTorch eager on one thread, with 8-bit fake quantisation as the study had it.

Request: {"case": "syn" | "mnist" | "conv", "variant": "modules" | "function" | "operator" | "fused" | "none",
          "seconds": s}
Answer:  {"stepsPerSecond": r, "loss": of the last batch, "blas": [names of libraries]}
By hand: echo '{"case": "syn", "variant": "fused", "seconds": 2}' | python3 bench/peers/train_step.py

A step is what an epoch of training does for each batch of 256: pick the rows of the shuffled batch,
forward, cross entropy, backward, Adam. Inputs are random, of the right kind (0/1; 81 % zeros), and
were put on their 8-bit grid beforehand.
"""

import time

import torch
import torch.nn.functional as F
from torch import nn

from fake_quantise import VARIANTS
from protocol import blas, serve

BATCH = 256
CASES = {
    "syn": {"widths": [12, 10, 7, 5, 4, 3, 2], "activation": torch.tanh, "samples": 3277},
    "mnist": {"widths": [784, 16, 8, 4, 2, 10], "activation": torch.relu, "samples": 60_000},
    "conv": {"widths": [784, 10], "activation": torch.relu, "samples": 60_000},
}


def identity(*_):
    return nn.Identity()


class Network(nn.Module):
    """Hidden tanh layers have float weights; ReLU layers and the output have 8-bit ones."""

    def __init__(self, widths, activation, quantiser):
        super().__init__()
        self.activation = activation
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.weights = nn.ModuleList()
        self.activations = nn.ModuleList()
        for l in range(len(self.layers)):
            wide = activation is torch.relu or l == len(self.layers) - 1
            self.weights.append(quantiser(1.0, 0.0, 0.0) if wide else nn.Identity())
            self.activations.append(quantiser(*((0.001, -6.0, 6.0) if wide else (1.0, 0.0, 0.0))))

    def forward(self, x):
        last = len(self.layers) - 1
        stages = zip(self.layers, self.weights, self.activations)
        for l, (layer, weight, activation) in enumerate(stages):
            x = F.linear(x, weight(layer.weight), layer.bias)
            x = activation(self.activation(x) if l < last else x)
        return x


class Convolutions(nn.Module):
    """
    1 x 28 x 28 -> two times (2 channels of 3 x 3, ReLU, max-pool 2) -> 16 ReLU -> 10 logits; weights
    and activations of all but the max-pool layers in 8 bit.
    """

    def __init__(self, quantiser):
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Conv2d(1, 2, 3), nn.Conv2d(2, 2, 3), nn.Linear(50, 16), nn.Linear(16, 10)]
        )
        self.weights = nn.ModuleList(quantiser(1.0, 0.0, 0.0) for _ in self.layers)
        self.activations = nn.ModuleList(quantiser(0.001, -6.0, 6.0) for _ in self.layers)

    def forward(self, x):
        x = x.view(-1, 1, 28, 28)
        stages = zip(self.layers, self.weights, self.activations)
        for l, (layer, weight, activation) in enumerate(stages):
            product = F.conv2d if l < 2 else F.linear
            x = product(x.flatten(1) if l == 2 else x, weight(layer.weight), layer.bias)
            x = activation(torch.relu(x) if l < 3 else x)
            if l < 2:
                x = F.max_pool2d(x, 2)
        return x


def make_data(case):
    samples, features, classes = case["samples"], case["widths"][0], case["widths"][-1]
    if features == 12:
        x = torch.randint(2, (samples, features)).float()
    else:
        x = torch.rand(samples, features).mul_(torch.rand(samples, features) < 0.19)
    x = torch.fake_quantize_per_tensor_affine(x, 12 / 255, 128, 0, 255)
    return x, torch.randint(classes, (samples,))


class Training:
    def __init__(self, case, variant):
        torch.manual_seed(0)
        settings = CASES[case]
        if case not in data:
            data[case] = make_data(settings)
        self.x, self.y = data[case]
        quantiser = VARIANTS.get(variant, identity)
        self.network = (
            Convolutions(quantiser)
            if case == "conv"
            else Network(settings["widths"], settings["activation"], quantiser)
        )
        self.optimiser = torch.optim.Adam(
            self.network.parameters(), lr=1e-4, eps=1e-7, foreach=True
        )
        self.loss = None
        self.run(0.3)

    def run(self, seconds):
        """Trains for that long or a little longer; returns steps per second."""
        steps, start = 0, time.perf_counter()
        while True:
            for rows in torch.randperm(len(self.x)).split(BATCH):
                x, y = self.x[rows], self.y[rows]
                self.optimiser.zero_grad(set_to_none=True)
                self.loss = F.cross_entropy(self.network(x), y)
                self.loss.backward()
                self.optimiser.step()
                steps += 1
                elapsed = time.perf_counter() - start
                if elapsed >= seconds:
                    return steps / elapsed


data = {}
trainings = {}


def answer(request):
    key = request["case"], request["variant"]
    if key not in trainings:
        trainings[key] = Training(*key)
    rate = trainings[key].run(request["seconds"])
    return {"stepsPerSecond": rate, "loss": trainings[key].loss.item(), "blas": blas()}


if __name__ == "__main__":
    torch.set_num_threads(1)
    serve(answer)
