"""Values for the tests of log1p, trigamma, logRising and nsb: python3 gamma_fixtures.py (mpmath)."""

from mpmath import digamma, exp, inf, log, loggamma, log1p, mp, mpf, psi, quad, sqrt

mp.dps = 60


def f(x):
    return repr(float(x))


print("export const LOG1P: [number, number][] = [")
for x in ["1e-300", "1e-17", "0.001", "0.3", "0.5", "0.75", "3", "1e10"]:
    print(f"  [{x}, {f(log1p(mpf(float(x))))}],")
print("];\n\nexport const TRIGAMMA: [number, number, number][] = [")
for x in ["1e-10", "0.01", "0.5", "1", "3.7", "11.9", "12.1", "100", "1e8", "1e15"]:
    y = mpf(float(x))
    print(f"  [{x}, {f(psi(1, y))}, {f(1 - y * psi(1, y + 1))}],")
print("];\n\nexport const LOG_RISING: [number, number, number][] = [")
for c, z in [(1, "0.3"), (2, "1e-200"), (24, "0.001"), (25, "0.001"), (7, "11.5"), (70000, "2.5"),
             (3, "1e12"), (70000, "1e12"), (70000, "40"), (2, "1e240")]:
    y = mpf(float(z))
    mp.dps = 60 if float(z) < 1e50 else 600
    print(f"  [{c}, {z}, {f(loggamma(y + c) - loggamma(y) - c * log(y))}],")
print("];\n")


def nsb(counts, K):
    """Mean and standard deviation in nats: integrals over ln kappa."""
    mp.dps = 60 + 3 * len(str(int(float(K))))
    n, K = sum(counts), mpf(K)
    kinds = {c: counts.count(c) for c in set(counts)}
    zeros = K - len(counts)

    def log_weight(kappa):
        beta = kappa / K
        slope = kappa * psi(1, kappa + 1) - beta * psi(1, beta + 1)
        evidence = loggamma(kappa) - loggamma(n + kappa) + n * log(K)
        for c, m in kinds.items():
            evidence += m * (loggamma(c + beta) - loggamma(beta))
        return evidence + log(slope)

    def moments(kappa):
        beta = kappa / K
        a = [(c + beta, m) for c, m in kinds.items()] + [(beta, zeros)]
        A = n + kappa
        last, slope = digamma(A + 2), psi(1, A + 2)
        first = digamma(A + 1) - sum(m * x * digamma(x + 1) for x, m in a) / A
        cross = sum(m * x * (digamma(x + 1) - last) for x, m in a) ** 2
        cross -= sum(m * (x * (digamma(x + 1) - last)) ** 2 for x, m in a)
        cross -= slope * (A * A - sum(m * x * x for x, m in a))
        own = sum(m * x * (x + 1) * ((digamma(x + 2) - last) ** 2 + psi(1, x + 2) - slope) for x, m in a)
        return first, (cross + own) / (A * (A + 1))

    # Far finer steps than needed, over everything that weighs anything.
    steps = [mpf(i) / 6 for i in range(-6 * 45, int(6 * (float(log(K)) + 50)))]
    weights = [log_weight(exp(x)) for x in steps]
    top = max(weights)
    total = first = second = mpf(0)
    for x, w in zip(steps, weights):
        if w < top - 50:
            continue
        share = exp(w - top)
        one, two = moments(exp(x))
        total += share
        first += share * one
        second += share * two
    mean = first / total
    return mean, sqrt(second / total - mean * mean)


CASES = [
    ([7, 3, 5, 8, 9, 1, 3, 3, 1, 2, 5, 2, 11, 4, 23, 5, 8], "20"),
    ([1], "2"),
    ([3], "2"),
    ([5, 5], "2"),
    ([1, 1, 1, 1, 1], "10"),
    ([1, 1, 1, 1, 1, 1, 1, 2], "1e12"),
    ([40, 12, 3, 1, 1], "1e6"),
    ([2, 1, 1], "1e30"),
    ([100, 100, 100, 100], "4"),
    ([6] * 50 + [1] * 20, "81"),
]
print("/** Counts, alphabet, mean and standard deviation of the posterior in nats. */")
print("export const NSB: [number[], number, number, number][] = [")
for counts, K in CASES:
    mean, deviation = nsb(counts, K)
    print(f"  [{counts}, {K}, {f(mean)}, {f(deviation)}],")
print("];")
