"""
An independent quantized network in PyTorch, float32, to compare the engine's training with.

One JSON request per line on stdin, one JSON answer per line on stdout.

Request: {
  "layers": [{
    "activation": "tanh" | "relu" | "linear" | "softmax" (the last one),
    "weights": {"bits": 1..16 | "float", "range": policy},       as in experiment documents
    "activations": {"bits": 1..16 | "float", "range": policy},   of the logits, for the last layer
    "initialWeights": [inputs][units], "initialBiases": [units]
  }],
  "optimiser": {"name": "adam", "learningRate", "beta1", "beta2", "epsilon"}
             | {"name": "sgd", "learningRate", "momentum"},
  "batches": [{"inputs": [samples][features], "labels": [samples]}]
}
policy: {"policy": "batch"} | {"policy": "fixed", "low", "high"} | {"policy": "calibrated"}
      | {"policy": "moving-average", "decay", "low", "high", "biasCorrection"}

Answer: {"steps": [one per batch: {
  "logits": [samples][units] (quantised),
  "layers": [{"weightGradients": [inputs][units], "biasGradients": [units],
              "weights": [inputs][units], "biases": [units] (both after the step),
              "weightRange": [low, high] | null, "activationRange": [low, high] | null
              (as tracked: before bias correction and nudging)}],
  "margin": how far, in levels, the step was from a discontinuity: a value half way between two
            levels, at an end of a range, or at the corner of a ReLU
}]}
"""

import json
import sys

import torch
import torch.nn.functional as F


class Tracker:
    """The range of a tensor in training."""

    def __init__(self, policy):
        self.policy = policy
        self.kind = policy["policy"]
        self.corrected = policy.get("biasCorrection", False)
        started = self.kind == "fixed" or (self.kind == "moving-average" and not self.corrected)
        self.average = [policy["low"], policy["high"]] if started else [0.0, 0.0]
        self.steps = 0

    def observe(self, x):
        seen = [min(0.0, x.min().item()), max(0.0, x.max().item())]
        self.steps += 1
        if self.kind == "batch":
            self.average = seen
        elif self.kind == "calibrated":
            self.average = [min(self.average[0], seen[0]), max(self.average[1], seen[1])]
        elif self.kind == "moving-average":
            share = 1 - self.policy["decay"]
            self.average = [old + share * (new - old) for old, new in zip(self.average, seen)]

    def range(self):
        if not self.corrected:
            return self.average
        return [end / (1 - self.policy["decay"] ** self.steps) for end in self.average]


class FakeQuantise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale, zero_point, top):
        nudged = -zero_point * scale, (top - zero_point) * scale
        ctx.inside = (x >= nudged[0]) & (x <= nudged[1])
        codes = torch.clamp(torch.round(x / scale) + zero_point, 0, top)
        return (codes - zero_point) * scale

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.inside, None, None, None


class Quantiser:
    def __init__(self, spec):
        self.bits = spec["bits"]
        self.tracker = None if self.bits == "float" else Tracker(spec["range"])

    def tracked(self):
        return self.tracker.average if self.tracker else None

    def __call__(self, x, margins):
        if self.tracker is None:
            return x
        self.tracker.observe(x.detach())
        low, high = self.tracker.range()
        top = 2**self.bits - 1
        scale = (high - low) / top or 1.0
        exact = -low / scale
        zero_point = min(top, max(0, round(exact)))
        margins.append(to_half(torch.tensor([exact], dtype=torch.float64)))
        levels = x.detach().double() / scale
        ends = torch.tensor([-zero_point, top - zero_point], dtype=torch.float64)
        clipped = (levels < ends[0]) | (levels > ends[1])
        margins.append(to_half(levels[~clipped]))
        margins.append((levels[levels != 0].reshape(-1, 1) - ends).abs().reshape(-1))
        return FakeQuantise.apply(x, scale, zero_point, top)


def to_half(levels):
    """Distance of each number to the nearest half-integer."""
    return (levels - torch.floor(levels) - 0.5).abs()


def to_corner(z):
    """Distance from 0, in 255ths of the greatest; an exact 0 has no non-zero terms and is safe."""
    distance = z[z != 0].abs()
    return 255 * distance / distance.max() if distance.numel() else distance


class Layer:
    def __init__(self, spec):
        self.activation = spec["activation"]
        self.weights = torch.tensor(spec["initialWeights"], dtype=torch.float32, requires_grad=True)
        self.biases = torch.tensor(spec["initialBiases"], dtype=torch.float32, requires_grad=True)
        self.weight_quantiser = Quantiser(spec["weights"])
        self.activation_quantiser = Quantiser(spec["activations"])

    def forward(self, x, margins):
        z = x @ self.weight_quantiser(self.weights, margins) + self.biases
        if self.activation == "tanh":
            z = torch.tanh(z)
        elif self.activation == "relu":
            margins.append(to_corner(z.detach().double()))
            z = torch.relu(z)
        return self.activation_quantiser(z, margins)

    def report(self):
        return {
            "weightGradients": self.weights.grad.tolist(),
            "biasGradients": self.biases.grad.tolist(),
            "weights": self.weights.tolist(),
            "biases": self.biases.tolist(),
            "weightRange": self.weight_quantiser.tracked(),
            "activationRange": self.activation_quantiser.tracked(),
        }


class Optimiser:
    def __init__(self, spec, parameters):
        self.spec = spec
        self.steps = 0
        rate = spec["learningRate"]
        if spec["name"] == "adam":
            self.inner = torch.optim.Adam(parameters, rate, (spec["beta1"], spec["beta2"]))
        else:
            self.inner = torch.optim.SGD(parameters, rate, spec["momentum"])

    def step(self):
        """The study's epsilon is added before the bias correction of the root, PyTorch's after it."""
        self.steps += 1
        if self.spec["name"] == "adam":
            correction = (1 - self.spec["beta2"] ** self.steps) ** 0.5
            self.inner.param_groups[0]["eps"] = self.spec["epsilon"] / correction
        self.inner.step()


def train(case):
    layers = [Layer(spec) for spec in case["layers"]]
    parameters = [p for layer in layers for p in (layer.weights, layer.biases)]
    optimiser = Optimiser(case["optimiser"], parameters)
    steps = []
    for batch in case["batches"]:
        margins = []
        x = torch.tensor(batch["inputs"], dtype=torch.float32)
        for layer in layers:
            x = layer.forward(x, margins)
        loss = F.cross_entropy(x, torch.tensor(batch["labels"]))
        optimiser.inner.zero_grad()
        loss.backward()
        optimiser.step()
        steps.append(
            {
                "logits": x.tolist(),
                "layers": [layer.report() for layer in layers],
                "margin": min((m.min().item() for m in margins if m.numel()), default=1.0),
            }
        )
    return {"steps": steps}


if __name__ == "__main__":
    torch.set_num_threads(1)
    for line in sys.stdin:
        print(json.dumps(train(json.loads(line))), flush=True)
