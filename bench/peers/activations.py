"""The activations of bench/activations.ts, bit for bit."""

import numpy as np

from counting import mix

SAMPLES, UNITS = 4096, 10


def uniform_sample():
    """Activations, samples x units, and labels."""
    words = mix(np.arange(SAMPLES * UNITS)).astype(np.float64)
    values = (words / 2.0**31 - 1).reshape(SAMPLES, UNITS)
    return values, (values[:, 0] + values[:, 1] > 0).astype(np.int64)


def dependent_vectors():
    values, _ = uniform_sample()
    x = np.ascontiguousarray(values[:, : UNITS // 2])
    return x, (x + values[:, UNITS // 2 :]) / 2
