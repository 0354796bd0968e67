"""
Peer of the step of projected, noisy SGD on a three-layer network: PyTorch eager on one thread.

Request: {"seconds": s}
Answer:  {"stepsPerSecond": r, "loss": of the last batch, "blas": [names of libraries]}
By hand: echo '{"seconds": 2}' | python3 bench/peers/psgd_step.py

A step is what infoplane does: draw a batch with replacement, smoothing noise on both trained matrices,
forward, squared loss, backward, decay, noise on the gradients, step, projection of both. The batch goes
through autograd; the update is in place, without it.
"""

import math
import time

import torch

from protocol import blas, serve

M1, M2, M3, D, BATCH, SAMPLES = 1024, 64, 1024, 20, 128, 4096
RATE, BETA, PSI, NOISE, BOUND = 0.5, 0.005, 1e-5, 1e-4, 1.0


class Training:
    def __init__(self):
        torch.manual_seed(0)
        x = torch.randn(SAMPLES, D)
        self.x = x / x.norm(dim=1, keepdim=True)
        self.y = torch.sign(self.x[:, 0] * self.x[:, 1])
        self.signs = torch.randint(2, (M1, M2)).float().mul_(2).sub_(1)
        a = torch.randint(2, (M3 // 2,)).float().mul_(2).sub_(1)
        self.a = torch.stack([a, -a], 1).flatten()
        self.start = [
            torch.randn(M1, D) / math.sqrt(M2),
            (torch.randn(M3 // 2, M2) / math.sqrt(M2)).repeat_interleave(2, 0),
        ]
        self.trained = [torch.zeros_like(w).requires_grad_() for w in self.start]
        self.loss = None
        self.run(0.5)

    def step(self):
        rows = torch.randint(SAMPLES, (BATCH,))
        x, y = self.x[rows], self.y[rows]
        w, v = (
            start + trained + torch.randn_like(start).mul_(BETA)
            for start, trained in zip(self.start, self.trained)
        )
        z = torch.relu(x @ w.t()) @ self.signs * (1 / math.sqrt(M1))
        f = torch.relu(z @ v.t()) @ self.a * (1 / math.sqrt(M3))
        self.loss = (f - y).square().mean() / 2
        gradients = torch.autograd.grad(self.loss, self.trained)
        with torch.no_grad():
            for trained, gradient in zip(self.trained, gradients):
                gradient.add_(trained, alpha=2 * PSI)
                gradient.add_(torch.randn_like(gradient), alpha=NOISE)
                trained.sub_(gradient, alpha=RATE)
                norm = trained.norm().item()
                if norm > BOUND:
                    trained.mul_(BOUND / norm)

    def run(self, seconds):
        """Trains for that long or a little longer; returns steps per second."""
        steps, start = 0, time.perf_counter()
        while True:
            self.step()
            steps += 1
            elapsed = time.perf_counter() - start
            if elapsed >= seconds:
                return steps / elapsed


training = Training()


def answer(request):
    rate = training.run(request["seconds"])
    return {"stepsPerSecond": rate, "loss": training.loss.item(), "blas": blas()}


if __name__ == "__main__":
    torch.set_num_threads(1)
    serve(answer)
