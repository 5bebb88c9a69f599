#!/usr/bin/env python3
"""Reference values for tests of other implementations: what an override is worth.

    worth_session.py            # inputs and what the oracle makes of them
    worth_session.py --check    # the same by scipy and statsmodels (not part of the oracle)
"""

import argparse
import math

from contrast import BUCKET_NAMES, contrast, drawn_lead, more_needed, tables_of
from hashed_draws import SplitMix64, finalised, fnv_1a, place_of
from logistic import LogisticFit, expit, logit
from override_worth import cut, indicators, joined_levels, points_of, slope_of, worth_of_rows
from statistics_reference import null_standard_error, student_quantile

ACCOUNTS, SEGMENTS = 40, ("Enterprise", "Mid-Market", "SMB", "Öffentlich")


def compared_rows(count=160, seed=2026):
    """Two arms; an account has several rows; the smallest segment has too few of an outcome."""
    stream, found = SplitMix64(seed), []
    for number in range(count):
        account = place_of(stream.draw(), ACCOUNTS)
        treated = int(place_of(stream.draw(), 100) < 35)
        p = round((1 + place_of(stream.draw(), 600)) / 1000, 3)
        p = 0.001 if number % 40 == 7 else p
        segment = SEGMENTS[3 if account < 2 else account % 3]
        truth = expit(logit(p) - 0.9 * treated + 0.4 * (account % 3))
        found.append({"account": "A%02d" % account, "bucket": place_of(stream.draw(), 3),
                      "segment": segment, "treated": treated, "p": p,
                      "churned": int(stream.draw() / 2 ** 64 < truth)})
    return found


def training_rows(count=80, seed=7):
    stream, found = SplitMix64(seed), []
    for _ in range(count):
        score = place_of(stream.draw(), 1001) / 10
        found.append({"account": "A%02d" % place_of(stream.draw(), 30), "score": score,
                      "churned": int(stream.draw() / 2 ** 64 < expit(1.0 - 0.045 * score))})
    return found


def design(rows):
    outcomes = [r["churned"] for r in rows]
    columns = [[1] * len(rows)]
    for names in ([BUCKET_NAMES[r["bucket"]] for r in rows], [r["segment"] for r in rows]):
        columns += indicators(joined_levels(names, outcomes))
    return columns + [[r["treated"] for r in rows]], [logit(cut(r["p"])) for r in rows], outcomes


def show(name, value):
    print("%-28s %s" % (name, "%.17g" % value if isinstance(value, float) else value))


def print_inputs():
    print("# compared rows: account,bucket,segment,treated,p,churned")
    for r in compared_rows():
        print("%s,%s,%s,%d,%.3f,%d" % (r["account"], BUCKET_NAMES[r["bucket"]], r["segment"],
                                       r["treated"], r["p"], r["churned"]))
    print("\n# training rows at T-60: account,score,churned")
    for r in training_rows():
        print("%s,%.1f,%d" % (r["account"], r["score"], r["churned"]))


def print_worth():
    rows = compared_rows()
    columns, offsets, outcomes = design(rows)
    accounts = [r["account"] for r in rows]
    print("\n# penalised regression of the compared rows")
    fit = LogisticFit(columns, outcomes, offsets, 0.25)
    for number, value in enumerate(fit.coefficients):
        show("coefficient %d" % number, value)
    show("model error", fit.model_error())
    show("clustered error", fit.clustered_error(accounts))
    show("t quantile", student_quantile(len(set(accounts)) - 1))
    worth = worth_of_rows(rows)
    for name, value in worth.items():
        show(name, value)
    print("\n# the same without the penalty")
    plain = LogisticFit(columns, outcomes, offsets)
    show("coefficient of treated", plain.coefficients[-1])
    show("model error", plain.model_error())
    show("clustered error", plain.clustered_error(accounts))
    print("\n# churn on score")
    slope = slope_of(training_rows())
    show("slope", slope[0])
    show("clustered error", slope[1])
    for name, value in points_of(worth, slope).items():
        show(name, value)


def print_draws():
    print("\n# draws: text, FNV-1a 64, finalised, place among 1, 2, 3, 5, 100")
    for text in ("", "a", "foobar", "r1", "R0001-2", "é"):
        bits = finalised(fnv_1a(text))
        print("%r %016x %016x %s" % (text, fnv_1a(text), bits,
                                     [place_of(bits, n) for n in (1, 2, 3, 5, 100)]))
    print("lead of R0001-2 among 20, 20, 33, 60:", drawn_lead("R0001-2", [20, 20, 33, 60]))
    for seed in (1, 1234567):
        stream = SplitMix64(seed)
        print("SplitMix64 of", seed, [stream.draw() for _ in range(4)])
    stream = SplitMix64(1)
    print("of 5 accounts, three resamples of seed 1:",
          [[place_of(stream.draw(), 5) for _ in range(5)] for _ in range(3)])


def print_contrasts():
    print("\n# contrasts of tables (churned, treated, churned, controls)")
    for tables in ([(2, 5, 3, 5), (1, 4, 3, 6)], [(12, 60, 30, 80), (5, 40, 9, 55)],
                   [(0, 9, 4, 9)], [(5, 5, 0, 5)], [(3, 40, 4, 52), (2, 30, 2, 28)]):
        arms = [[{"stratum": number, "churned": i < table[2 * arm]}
                 for number, table in enumerate(tables) for i in range(table[2 * arm + 1])]
                for arm in (0, 1)]
        found = contrast(*arms)
        print(tables)
        for name in ("chi_square", "p", "risk_difference", "risk_difference_low",
                     "risk_difference_high", "odds_ratio"):
            show("  " + name, None if found[name] is None else float(found[name]))
        show("  reason", found["reason"])
        show("  null standard error", null_standard_error(tables))
        show("  more_needed", more_needed(found, tables_of(*arms)[0]))


def check():
    import numpy
    import scipy.optimize
    import scipy.stats
    import statsmodels.api as sm

    rows = compared_rows()
    columns, offsets, outcomes = design(rows)
    x, offset, y = (numpy.array(a, dtype=float) for a in (numpy.transpose(columns), offsets, outcomes))
    accounts = numpy.array([r["account"] for r in rows])
    count = len(set(accounts))

    def sandwich(x, residuals, information):
        sums = numpy.array([(x * residuals[:, None])[accounts == a].sum(0) for a in sorted(set(accounts))])
        bread = numpy.linalg.inv(information)
        return bread @ sums.T @ sums @ bread * count / (count - 1)

    penalty = numpy.zeros(x.shape[1])
    penalty[-1] = 0.25

    def score(b):
        return x.T @ (y - scipy.special.expit(offset + x @ b)) - penalty * b

    def hessian(b):
        p = scipy.special.expit(offset + x @ b)
        return -(x.T * (p * (1 - p))) @ x - numpy.diag(penalty)

    solved = scipy.optimize.root(score, numpy.zeros(x.shape[1]), jac=hessian, tol=1e-14)
    b = solved.x
    information = -hessian(b)
    residuals = y - scipy.special.expit(offset + x @ b)
    errors = (math.sqrt(numpy.linalg.inv(information)[-1, -1]),
              math.sqrt(sandwich(x, residuals, information)[-1, -1]))
    worth = worth_of_rows(rows)
    print("scipy", scipy.__version__, "statsmodels", sm.__version__ if hasattr(sm, "__version__")
          else __import__("statsmodels").__version__)
    show("penalised delta", float(b[-1]))
    show("model, clustered error", errors)
    half = scipy.stats.t.ppf(0.975, count - 1) * max(errors)
    show("low, high", (float(b[-1] - half), float(b[-1] + half)))
    assert numpy.allclose(LogisticFit(columns, outcomes, offsets, 0.25).coefficients, b, rtol=1e-10, atol=1e-12)
    assert numpy.allclose([worth[k] for k in ("delta", "low", "high", "standard_error")],
                          [b[-1], b[-1] - half, b[-1] + half, max(errors)], rtol=1e-9)

    plain = sm.GLM(y, x, family=sm.families.Binomial(), offset=offset).fit(
        tol=1e-13, cov_type="cluster", cov_kwds={"groups": accounts, "use_correction": False})
    fit = LogisticFit(columns, outcomes, offsets)
    error = float(plain.bse[-1] * math.sqrt(count / (count - 1)))
    show("statsmodels: delta, error", (float(plain.params[-1]), error))
    assert numpy.allclose(plain.params, fit.coefficients, rtol=1e-9, atol=1e-11)
    assert numpy.isclose(error, fit.clustered_error(accounts.tolist()), rtol=1e-9)
    assert numpy.isclose(sm.GLM(y, x, family=sm.families.Binomial(), offset=offset).fit(tol=1e-13)
                         .bse[-1], fit.model_error(), rtol=1e-9)

    training = training_rows()
    groups = numpy.array([r["account"] for r in training])
    count = len(set(groups))
    slope = sm.Logit([r["churned"] for r in training],
                     sm.add_constant(numpy.array([r["score"] for r in training]))).fit(
        disp=0, tol=1e-13, method="newton", cov_type="cluster",
        cov_kwds={"groups": numpy.unique(groups, return_inverse=True)[1], "use_correction": False})
    error = float(slope.bse[1] * math.sqrt(count / (count - 1)))
    show("statsmodels: slope, error", (float(slope.params[1]), error))
    assert numpy.allclose(slope_of(training), (slope.params[1], error), rtol=1e-9)

    tables = [(12, 60, 30, 80), (5, 40, 9, 55)]
    strata = sm.stats.StratifiedTable([numpy.array([[a, n1 - a], [c, n0 - c]]) for a, n1, c, n0 in tables])
    tested = strata.test_null_odds(correction=False)
    show("statsmodels: CMH, p", (float(tested.statistic), float(tested.pvalue)))
    show("statsmodels: odds ratio", float(strata.oddsratio_pooled))
    print("all agree")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with scipy and statsmodels")
    if parser.parse_args().check:
        check()
    else:
        print_inputs()
        print_worth()
        print_draws()
        print_contrasts()
