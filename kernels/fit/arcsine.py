#!/usr/bin/env python3
"""Fits arcsin x = x + x t p(t), t = x^2 <= 1/4, for kernels/arccosine.ts and src/numerics/arcsine.ts.

Run: python3 kernels/fit/arcsine.py   (needs mpmath)

p interpolates (arcsin(x)/x - 1)/t at the Chebyshev points of [0, 1/4], in 60 digits; printed from the
highest degree down, with the greatest relative error of arcsin before rounding.
"""
import mpmath as mp

mp.mp.dps = 60
DEGREE = 12


def wanted(t):
    x = mp.sqrt(t)
    return (mp.asin(x) / x - 1) / t


points = [(1 + mp.cos(mp.pi * (2 * k + 1) / (2 * DEGREE + 2))) / 8 for k in range(DEGREE + 1)]
matrix = mp.matrix(DEGREE + 1, DEGREE + 1)
for i, t in enumerate(points):
    for j in range(DEGREE + 1):
        matrix[i, j] = t**j
solution = mp.lu_solve(matrix, mp.matrix([wanted(t) for t in points]))
rounded = [float(solution[j]) for j in range(DEGREE, -1, -1)]
error = max(
    abs((mp.polyval([mp.mpf(c) for c in rounded], t) * t + 1) / (mp.asin(mp.sqrt(t)) / mp.sqrt(t)) - 1)
    for t in (mp.mpf(k) / 8000 for k in range(1, 2001))
)
for c in rounded:
    print(f"  {c!r},")
print("greatest relative error", mp.nstr(error, 3))
