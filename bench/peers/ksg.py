"""
Peer of the KSG estimator, algorithm 1: scikit-learn's neighbours, used as its mutual_info_regression does.

Request: {"k": k, "runs": n}
Answer:  {"milliseconds": [one per run], "information": bits}
By hand: echo '{"k": 3, "runs": 5}' | python3 bench/peers/ksg.py
"""

import time

import numpy as np
from activations import dependent_vectors
from protocol import serve
from scipy.special import digamma
from sklearn.neighbors import KDTree, NearestNeighbors


def information(x, y, k):
    neighbours = NearestNeighbors(metric="chebyshev", n_neighbors=k).fit(np.hstack((x, y)))
    radius = np.nextafter(neighbours.kneighbors()[0][:, -1], 0)
    nats = digamma(len(x)) + digamma(k)
    for side in (x, y):
        tree = KDTree(side, metric="chebyshev")
        nats -= digamma(tree.query_radius(side, radius, count_only=True)).mean()
    return nats / np.log(2)


VECTORS = dependent_vectors()


def answer(request):
    milliseconds = []
    for _ in range(request["runs"]):
        start = time.perf_counter()
        bits = information(*VECTORS, request["k"])
        milliseconds.append(1000 * (time.perf_counter() - start))
    return {"milliseconds": milliseconds, "information": float(bits)}


if __name__ == "__main__":
    serve(answer)
