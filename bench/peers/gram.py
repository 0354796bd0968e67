"""
Peer of the Gram matrices: the same kernels of points on the sphere with numpy.

Request: {"samples": n, "features": d, "runs": k, "pixels": n d bytes in base64, or nothing}
Answer:  {"milliseconds": [processor time, one per run], "sums": [sum of the entries of each matrix]}
By hand: echo '{"samples": 2000, "features": 784, "runs": 3}' | /usr/bin/python3 bench/peers/gram.py

Without pixels, points come from the integer recipe of bench/gram.ts.
"""

import base64
import time

import numpy as np

from protocol import serve


def points(samples, features, pixels):
    if pixels:
        rows = np.frombuffer(base64.b64decode(pixels), np.uint8).astype(np.float64)
        rows = rows.reshape(samples, features)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
    index = np.arange(samples * features, dtype=np.uint32)
    x = index * np.uint32(2654435761)
    x ^= x >> np.uint32(15)
    x *= np.uint32(2246822519)
    x ^= x >> np.uint32(13)
    rows = x.astype(np.float64).reshape(samples, features) / 2.0**32 - 0.5
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def kernels(x):
    """F2, F3, H, K, K F3, K H and the three-layer tangent kernel."""
    r = x @ x.T
    np.clip(r, -1, 1, out=r)
    np.fill_diagonal(r, 1)
    theta = np.arccos(r)
    step = 0.5 - theta / (2 * np.pi)
    relu = (np.sqrt(1 - r * r) + r * (np.pi - theta)) / (2 * np.pi)
    feature = r * step
    rho = np.minimum(2 * relu, 1)
    theta2 = np.arccos(rho)
    gate = 0.5 - theta2 / (2 * np.pi)
    second = gate * relu
    first = gate * feature
    deep = (np.sqrt(1 - rho * rho) + rho * (np.pi - theta2)) / (2 * np.pi)
    return step, relu, feature, gate, second, first, second + first + 0.5 * deep


made = {}


def answer(request):
    key = request["samples"], request["features"], request.get("pixels")
    if key not in made:
        made[key] = points(*key)
    milliseconds = []
    for _ in range(request["runs"]):
        start = time.process_time()
        grams = kernels(made[key])
        milliseconds.append(1000 * (time.process_time() - start))
    return {"milliseconds": milliseconds, "sums": [float(gram.sum()) for gram in grams]}


if __name__ == "__main__":
    serve(answer)
