"""
Four ways to write 8-bit fake quantisation in PyTorch eager. Each is a factory of modules that quantise
a tensor to 256 levels, with a range that follows the tensor's extremes: average = 1 takes those of
the tensor at hand, 0.001 moves towards them with decay 0.999. Ranges contain 0; the backward pass is
straight-through inside the range and zero outside.
"""

import torch
from torch import nn
from torch.ao.quantization import FakeQuantize, MovingAverageMinMaxObserver

TOP = 255


def modules(average, low, high):
    """The modules of torch.ao.quantization, as prepare_qat inserts them."""
    module = FakeQuantize(
        observer=MovingAverageMinMaxObserver,
        averaging_constant=average,
        quant_min=0,
        quant_max=TOP,
        dtype=torch.quint8,
        qscheme=torch.per_tensor_affine,
        reduce_range=False,
    )
    if average < 1:
        module.activation_post_process.min_val = torch.tensor(low)
        module.activation_post_process.max_val = torch.tensor(high)
    return module


class Tracked(nn.Module):
    """Range tracking in Python numbers, which on a CPU is quicker than in tensors."""

    def __init__(self, average, low, high):
        super().__init__()
        self.average, self.low, self.high = average, low, high

    def grid(self, x):
        low, high = torch.aminmax(x.detach())
        self.low += self.average * (min(low.item(), 0.0) - self.low)
        self.high += self.average * (max(high.item(), 0.0) - self.high)
        scale = (self.high - self.low) / TOP or 1.0
        return scale, min(TOP, max(0, round(-self.low / scale)))


class Operator(Tracked):
    def forward(self, x):
        scale, zero_point = self.grid(x)
        return torch.fake_quantize_per_tensor_affine(x, scale, zero_point, 0, TOP)


class StraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale, zero_point):
        lowest, highest = -zero_point, TOP - zero_point
        ctx.save_for_backward(x)
        ctx.range = lowest * scale, highest * scale
        return (x / scale).round_().clamp_(lowest, highest).mul_(scale)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        low, high = ctx.range
        return gradient * ((x >= low) & (x <= high)), None, None


class Function(Tracked):
    def forward(self, x):
        return StraightThrough.apply(x, *self.grid(x))


class Fused(nn.Module):
    """One operator for range tracking, grid and rounding."""

    def __init__(self, average, low, high):
        super().__init__()
        infinite = average == 1
        self.average = average
        self.low = torch.tensor(float("inf") if infinite else low)
        self.high = torch.tensor(float("-inf") if infinite else high)
        self.scale = torch.ones(1)
        self.zero_point = torch.zeros(1, dtype=torch.int32)
        self.on = torch.ones(1, dtype=torch.long)

    def forward(self, x):
        return torch.fused_moving_avg_obs_fake_quant(
            x,
            self.on,
            self.on,
            self.low,
            self.high,
            self.scale,
            self.zero_point,
            self.average,
            0,
            TOP,
            -1,
        )


VARIANTS = {"modules": modules, "function": Function, "operator": Operator, "fused": Fused}
