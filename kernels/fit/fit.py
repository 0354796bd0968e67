#!/usr/bin/env python3
"""Fits the polynomials of kernels/math.ts and kernels/math64.ts (numpy only) and prints coefficients and errors.

Run: python3 kernels/fit/fit.py

Each fit is a minimax approximation found by Lawson's reweighting of linear least squares in f64;
the coefficients are then rounded to f32 and the whole routine is evaluated in f32 arithmetic, in
the order of the kernel, to state its error in units in the last place. exp in f64 is beyond least
squares in f64, and interpolated instead.
"""
from decimal import Decimal, localcontext

import numpy as np

f32 = np.float32


def lawson(basis, target, weight, rounds=400):
    w = np.ones(len(target))
    best, best_error = None, np.inf
    for _ in range(rounds):
        root = np.sqrt(w) * weight
        coefficients, *_ = np.linalg.lstsq(basis * root[:, None], target * root, rcond=None)
        error = np.abs((basis @ coefficients - target) * weight)
        if error.max() < best_error:
            best, best_error = coefficients, error.max()
        w = w * (error / error.max() + 1e-3)
        w /= w.sum()
    return best, best_error


def ulps(got, want):
    return np.abs(got.astype(np.float64) - want) / np.spacing(np.abs(want).astype(f32))


def horner(coefficients, x):
    value = np.full_like(x, f32(coefficients[-1]))
    for c in coefficients[-2::-1]:
        value = value * x + f32(c)
    return value


def fit_exp():
    """exp(r) = 1 + r + r^2 p(r), |r| <= ln2/2."""
    r = np.cos(np.linspace(0, np.pi, 4001)) * np.log(2) / 2 * 1.0001
    r = r[np.abs(r) > 1e-3]
    target = (np.expm1(r) - r) / r**2
    c, error = lawson(np.vander(r, 5, increasing=True), target, r**2 / np.exp(r))
    x = np.linspace(-87, 88, 2000001).astype(f32)
    n = np.rint(x * f32(1.4426950408889634))
    hi, lo = f32(0.693359375), f32(-2.12194440e-4)
    rr = (x - n * hi) - n * lo
    p = horner(c, rr) * (rr * rr) + rr + f32(1)
    got = (p.astype(f32) * (2.0 ** n.astype(np.float64)).astype(f32)).astype(f32)
    print("exp   p:", [float(f32(v)) for v in c], "fit error %.1e" % error,
          "max ulp %.2f" % ulps(got, np.exp(x.astype(np.float64))).max())


def fit_log():
    """log(1 + t) = t - t^2/2 + t^3 p(t), sqrt(1/2) <= 1 + t < sqrt(2)."""
    m = np.exp(np.cos(np.linspace(0, np.pi, 4001)) * np.log(2) / 2)
    t = m - 1
    keep = np.abs(t) > 2e-3
    t = t[keep]
    target = (np.log1p(t) - t + t**2 / 2) / t**3
    c, error = lawson(np.vander(t, 9, increasing=True), target, np.abs(t**3 / np.log1p(t)))
    x = np.exp(np.linspace(-87, 88, 2000001)).astype(f32)
    bits = x.view(np.int32)
    e = ((bits - 0x3F3504F3) >> 23).astype(np.int32)
    mm = (bits - (e << 23)).view(f32)
    tt = mm - f32(1)
    ef = e.astype(f32)
    hi, lo = f32(0.693359375), f32(-2.12194440e-4)
    zz = tt * tt
    y = horner(c, tt) * (tt * zz) + ef * lo - zz * f32(0.5)
    got = (tt + y) + ef * hi
    print("log   p:", [float(f32(v)) for v in c], "fit error %.1e" % error,
          "max ulp %.2f" % ulps(got.astype(f32), np.log(x.astype(np.float64))).max())


def fit_tanh():
    """tanh(x) = x P(x^2) / Q(x^2), Q(0) = 1, |x| <= 9.01; tanh is 1 in f32 beyond."""
    limit = 9.02
    s = (1 - np.cos(np.linspace(0, np.pi / 2, 6001))) * limit
    s = np.maximum(s, 1e-4)
    u = s * s
    g = np.tanh(s) / s
    scale = limit**2
    best = None
    p_degree, q_degree = 4, 4
    q = np.ones_like(u)
    w = np.ones_like(u)
    for _ in range(300):
        a = np.hstack([np.vander(u / scale, p_degree + 1, increasing=True),
                       -g[:, None] * np.vander(u / scale, q_degree + 1, increasing=True)[:, 1:]])
        root = np.sqrt(w) / (q * g)
        c, *_ = np.linalg.lstsq(a * root[:, None], g * root, rcond=None)
        cp, cq = c[:p_degree + 1], np.concatenate([[1.0], c[p_degree + 1:]])
        q = np.polyval(cq[::-1], u / scale)
        if np.any(q <= 0):
            q = np.abs(q) + 1e-6
        error = np.abs(np.polyval(cp[::-1], u / scale) / q / g - 1)
        if best is None or error.max() < best[2]:
            best = (cp, cq, error.max())
        w = w * (error / error.max() + 1e-3)
        w /= w.sum()
    cp, cq, error = best
    cp = cp / scale ** np.arange(p_degree + 1)
    cq = cq / scale ** np.arange(q_degree + 1)
    x = np.concatenate([np.linspace(-12, 12, 2000001), np.logspace(-30, 0, 200001)]).astype(f32)
    z = np.clip(x, f32(-9.01), f32(9.01))
    v = z * z
    got = (z * horner(cp, v)) / horner(cq, v)
    got = np.clip(got, f32(-1), f32(1)).astype(f32)
    e = ulps(got, np.tanh(x.astype(np.float64)))
    print("tanh  P:", [float(f32(c)) for c in cp], "Q:", [float(f32(c)) for c in cq],
          "fit error %.1e" % error, "max ulp %.2f" % e.max())


def fit_exp64(terms=10):
    """exp(r) = 1 + r + r^2 p(r) in f64, |r| <= ln2/2: p through the Chebyshev nodes, in 60 digits."""
    with localcontext() as context:
        context.prec = 60
        half = Decimal(2).ln() / 2
        nodes = [half * Decimal(np.cos(np.pi * (i + 0.5) / terms)) for i in range(terms)]
        newton = [(r.exp() - 1 - r) / r**2 for r in nodes]
        for order in range(1, terms):
            for i in range(terms - 1, order - 1, -1):
                newton[i] = (newton[i] - newton[i - 1]) / (nodes[i] - nodes[i - order])
        p = [Decimal(0)] * (terms + 1)
        for node, coefficient in zip(nodes[::-1], newton[::-1]):
            shifted = [Decimal(0)] + p[:-1]
            p = [s - node * c for s, c in zip(shifted, p)]
            p[0] += coefficient
        error = 0
        for i in range(-200, 201):
            r = half * i / 200
            value = Decimal(0)
            for c in p[::-1]:
                value = value * r + c
            value = 1 + r + r**2 * value
            error = max(error, abs(value / r.exp() - 1))
    c = [float(v) for v in p[:terms]]
    x = np.linspace(-708, 0, 2000001)
    n = np.rint(x * 1.4426950408889634)
    r = (x - n * 0.6931471803691238) - n * 1.9082149292705877e-10
    value = np.full_like(r, c[-1])
    for coefficient in c[-2::-1]:
        value = value * r + coefficient
    got = (value * (r * r) + r + 1) * 2.0**n
    want = np.exp(x.astype(np.longdouble))
    ulp = np.abs(got - want) / np.spacing(want.astype(np.float64))
    print("exp64 p:", c, "fit error %.1e" % error, "max ulp %.2f" % ulp.max())


fit_exp()
fit_exp64()
fit_log()
fit_tanh()
