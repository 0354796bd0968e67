#!/usr/bin/env python3
"""Prints test/numerics/digamma-fixtures.ts: psi(x) to 20 digits, by Python's decimal in 60 digits.

Run: python3 test/numerics/digamma_fixtures.py > test/numerics/digamma-fixtures.ts

psi(x) = psi(x + 1) - 1/x up to x >= 200, then the asymptotic series of Abramowitz & Stegun 6.3.18 with
20 terms: error below 1e-50.
"""
from decimal import Decimal, getcontext
from fractions import Fraction
from math import comb

getcontext().prec = 60

BERNOULLI = [Fraction(1)]
for m in range(1, 41):
    BERNOULLI.append(-sum(comb(m + 1, j) * b for j, b in enumerate(BERNOULLI)) / (m + 1))


def decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def psi(x):
    shift = Decimal(0)
    while x < 200:
        shift += 1 / x
        x += 1
    series = sum(decimal(BERNOULLI[2 * k] / (2 * k)) / x ** (2 * k) for k in range(1, 21))
    return x.ln() - 1 / (2 * x) - series - shift


POINTS = (
    [2.0**-e for e in range(10, 0, -1)]
    + [k / 8 for k in range(5, 8)]
    + [float(k) for k in range(1, 31)]
    + [1.25, 1.4375, 1.4616, 1.5, 2.75, 7.3, 11.9, 11.999999, 12.5, 0.1, 0.7]
    + [2.0**e + 1 for e in range(5, 33, 3)]
    + [4096.0, 70000.0, 2.0**40]
)

print("/** Pairs of x and psi(x). Printed by digamma_fixtures.py. */")
print("export const DIGAMMA: readonly (readonly [x: number, psi: number])[] = [")
for x in sorted(POINTS):
    print(f"  [{x!r}, {float(psi(Decimal(x)))!r}],".replace(".0,", ","))
print("];")
