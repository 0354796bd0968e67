"""
Peer of the state counter: exact H(T) and I(T;Y) with numpy, on rows of uint8 codes.

Request: {"layer": "relu" | "distinct", "method": see METHODS, "runs": n}
Answer:  {"milliseconds": [one per run], "entropy": H(T) in bits, "labelInformation": I(T;Y) in bits,
          "states": n, "singletons": n}
By hand: echo '{"layer": "relu", "method": "void", "runs": 5}' | python3 bench/peers/counting.py

The codes are made by the integer recipe of bench/codes.ts, so that both sides count the same rows.
"""

import time

import numpy as np

from protocol import serve

SAMPLES, UNITS, CLASSES, LATENTS = 70_000, 16, 10, 3


def mix(x):
    """A bijective hash of 32-bit words (C. Wellons, lowbias32)."""
    x = np.asarray(x, dtype=np.uint32).copy()
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    return x ^ (x >> np.uint32(16))


def labels():
    return (mix(np.arange(SAMPLES)) % np.uint32(CLASSES)).astype(np.uint8)


def relu_codes():
    """A wide ReLU layer that sees a few latent values: many zeros, many states met more than once."""
    sample = np.arange(SAMPLES, dtype=np.uint32)
    label = labels().astype(np.uint32)
    latents = []
    for j in range(LATENTS):
        word = mix(sample + np.uint32((j + 1) << 28))
        nibbles = sum((word >> np.uint32(4 * k)) & np.uint32(15) for k in range(4)).astype(np.int64)
        offset = (mix(label + np.uint32((8 << 28) + 16 * j)) & np.uint32(31)).astype(np.int64)
        latents.append(nibbles + offset - 46)
    codes = np.empty((SAMPLES, UNITS), dtype=np.uint8)
    for u in range(UNITS):
        sums = np.full(SAMPLES, (int(mix((9 << 28) + u)) & 255) - 160)
        for j in range(LATENTS):
            sums += ((int(mix((10 << 28) + 16 * u + j)) & 15) - 8) * latents[j]
        codes[:, u] = np.clip(sums, 0, 255)
    return codes


def distinct_codes():
    """Rows without a pattern, each with a state of its own (the first word is a bijection)."""
    sample = np.arange(SAMPLES, dtype=np.uint32)
    words = [mix(sample + np.uint32(j << 28)) for j in range(UNITS // 4)]
    return np.stack(words, axis=1).astype("<u4").view(np.uint8)


def entropy(counts):
    total = counts.sum()
    return np.log2(total) - (counts * np.log2(counts)).sum() / total


def per_label(rows, label, unique):
    """H(T) from all rows and H(T|Y) from the rows of each label."""
    counts = unique(rows)
    conditional = 0.0
    for y in range(CLASSES):
        part = rows[label == y]
        conditional += len(part) / len(rows) * entropy(unique(part))
    whole = entropy(counts)
    return whole, whole - conditional, counts


def by_axis(codes, label):
    return per_label(codes, label, lambda rows: np.unique(rows, axis=0, return_counts=True)[1])


def as_void(codes):
    """Each row as one opaque value, compared byte by byte."""
    return np.ascontiguousarray(codes).view(np.dtype((np.void, codes.shape[1]))).ravel()


def by_void(codes, label):
    return per_label(as_void(codes), label, lambda rows: np.unique(rows, return_counts=True)[1])


def by_void_inverse(codes, label):
    """One sort; pairs of state and label by bincount."""
    _, inverse, counts = np.unique(as_void(codes), return_inverse=True, return_counts=True)
    pairs = np.bincount(inverse * CLASSES + label, minlength=CLASSES * len(counts))
    whole = entropy(counts)
    joint = entropy(pairs[pairs > 0])
    return whole, whole + entropy(np.bincount(label)) - joint, counts


LAYERS = {"relu": relu_codes, "distinct": distinct_codes}
METHODS = {"axis": by_axis, "void": by_void, "void-inverse": by_void_inverse}
made = {}


def answer(request):
    layer = request["layer"]
    if layer not in made:
        made[layer] = (LAYERS[layer](), labels())
    codes, label = made[layer]
    measure = METHODS[request["method"]]
    milliseconds = []
    for _ in range(request["runs"]):
        start = time.perf_counter()
        whole, information, counts = measure(codes, label)
        milliseconds.append(1000 * (time.perf_counter() - start))
    return {
        "milliseconds": milliseconds,
        "entropy": float(whole),
        "labelInformation": float(information),
        "states": len(counts),
        "singletons": int((counts == 1).sum()),
    }


if __name__ == "__main__":
    serve(answer)
