"""Statistics of two price series and of one tail, by numpy and scipy.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python statistics.py > statistics.json

The series are those of the catalog: the list price of an H100 hour at AWS, month by month, and the
street price of the A800 card in China with a correction that is no move.
"""

import csv
import json
import pathlib

import numpy
import scipy.optimize

DATA = pathlib.Path(__file__).parents[2] / "data" / "gpu_series.csv"


def series(name):
    with open(DATA, encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["series"] == name]


def moves(rows):
    """Log returns of the market's moves and their days."""
    returns, days = [], []
    for before, after in zip(rows, rows[1:]):
        if after["change"] == "correction":
            continue
        returns.append(numpy.log(float(after["price"]) / float(before["price"])))
        span = numpy.datetime64(after["as_of"]) - numpy.datetime64(before["as_of"])
        days.append(int(span.astype(int)))
    return numpy.array(returns), numpy.array(days)


def weighted(returns, weight):
    variance = returns[0] ** 2
    for one in returns[1:]:
        variance = weight * variance + (1 - weight) * one**2
    return numpy.sqrt(variance)


found = {}
for name in ["aws-h100-list", "gcp-h100-spot", "neocloud-h100-median"]:
    returns, days = moves(series(name))
    own = 365.25 * len(days) / days.sum()
    levels = numpy.concatenate([[1.0], numpy.exp(numpy.cumsum(returns))])
    highs = numpy.maximum.accumulate(levels)
    rolling = [numpy.std(returns[i : i + 6], ddof=1) * numpy.sqrt(12) for i in range(len(returns) - 5)]
    found[name] = {
        "moves": len(returns),
        "sample_12": numpy.std(returns, ddof=1) * numpy.sqrt(12),
        "population_252": numpy.std(returns, ddof=0) * numpy.sqrt(252),
        "sample_own_spacing": numpy.std(returns, ddof=1) * numpy.sqrt(own),
        "weighted_97": weighted(returns, 0.97) * numpy.sqrt(12),
        "largest_fall": ((highs - levels) / highs).max(),
        "rolling_6_last": rolling[-1],
        "rolling_6_count": len(rolling),
    }
flows = [-1000.0] + [-50.0] + [180.0] * 11
found["rate_of_return"] = scipy.optimize.brentq(
    lambda rate: sum(flow / (1 + rate) ** place for place, flow in enumerate(flows)), -0.9, 10, xtol=1e-15
)
print(json.dumps(found, indent=2))
