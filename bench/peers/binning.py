"""
Peer of the binning estimator: H(T) and I(T;Y) of float32 activations in uniform bins, with numpy.

Request: {"bins": n, "runs": n}
Answer:  {"milliseconds": [one per run], "entropy": H(T) in bits, "labelInformation": I(T;Y) in bits,
          "states": n}
By hand: echo '{"bins": 30, "runs": 3}' | python3 bench/peers/binning.py

The activations are made from the codes of counting.py, as in bench/binning.ts.
"""

import time

import numpy as np

from counting import CLASSES, as_void, entropy, labels, relu_codes
from protocol import serve


def activations():
    codes = relu_codes()
    place = np.arange(codes.size).reshape(codes.shape)
    return np.where(codes == 0, 0, codes + (place % 97) / 97).astype(np.float32)


def measure(values, label, bins):
    """Digitize by uniform edges, one sort of the rows; pairs of state and label by bincount."""
    low, high = values.min(), values.max()
    edges = np.linspace(low, high, bins + 1, dtype=np.float64)
    codes = np.minimum(np.digitize(values, edges) - 1, bins - 1)
    rows = as_void(codes.astype(np.uint8 if bins <= 256 else np.uint16))
    _, inverse, counts = np.unique(rows, return_inverse=True, return_counts=True)
    pairs = np.bincount(inverse * CLASSES + label, minlength=CLASSES * len(counts))
    whole = entropy(counts)
    return whole, whole + entropy(np.bincount(label)) - entropy(pairs[pairs > 0]), len(counts)


made = {}


def answer(request):
    if not made:
        made.update(values=activations(), label=labels())
    milliseconds = []
    for _ in range(request["runs"]):
        start = time.perf_counter()
        whole, information, states = measure(made["values"], made["label"], request["bins"])
        milliseconds.append(1000 * (time.perf_counter() - start))
    return {
        "milliseconds": milliseconds,
        "entropy": float(whole),
        "labelInformation": float(information),
        "states": states,
    }


if __name__ == "__main__":
    serve(answer)
