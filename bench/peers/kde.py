"""
Peer of the KDE bounds: pairwise distances by |a|^2 + |b|^2 - 2ab, in float64 numpy.

Request: {"method": "exp-sum" | "logsumexp", "variance": v, "scale": 2 | 8, "runs": n}
Answer:  {"milliseconds": [one per run], "inputInformation": bits, "labelInformation": bits}
By hand: echo '{"method": "exp-sum", "variance": 0.1, "scale": 2, "runs": 5}' | python3 bench/peers/kde.py
"""

import time

import numpy as np
from activations import uniform_sample
from protocol import serve


def exponents(values, width):
    squares = (values**2).sum(axis=1)
    products = values @ values.T
    products *= 2 / width
    products -= (squares / width)[:, None]
    products -= (squares / width)[None, :]
    return products


def by_exp_sum(values, labels, width):
    """All kernels once; sums over all inputs and over each class are products with indicators."""
    kernels = exponents(values, width)
    np.exp(kernels, out=kernels)
    indicators = np.eye(labels.max() + 1)[labels]
    sums = kernels @ indicators
    own = np.log2(sums[np.arange(len(labels)), labels] / indicators.sum(axis=0)[labels]).mean()
    whole = np.log2(sums.sum(axis=1) / len(labels)).mean()
    return -whole, own - whole


def by_logsumexp(values, labels, width):
    """The distances of all inputs, then those of each class, as the authors' code has it."""

    def information(rows):
        e = exponents(rows, width)
        most = e.max(axis=1)
        e -= most[:, None]
        np.exp(e, out=e)
        return -((np.log(e.sum(axis=1)) + most) - np.log(len(rows))).mean() / np.log(2)

    whole = information(values)
    parts = [values[labels == label] for label in np.unique(labels)]
    return whole, whole - sum(len(p) / len(values) * information(p) for p in parts)


METHODS = {"exp-sum": by_exp_sum, "logsumexp": by_logsumexp}
SAMPLE = uniform_sample()


def answer(request):
    milliseconds = []
    for _ in range(request["runs"]):
        start = time.perf_counter()
        bits = METHODS[request["method"]](*SAMPLE, request["scale"] * request["variance"])
        milliseconds.append(1000 * (time.perf_counter() - start))
    return {
        "milliseconds": milliseconds,
        "inputInformation": float(bits[0]),
        "labelInformation": float(bits[1]),
    }


if __name__ == "__main__":
    serve(answer)
