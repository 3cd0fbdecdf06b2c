"""Works out compare_1.json again, without this project's code: the figures by Python's decimals.

python3 tests/studies/six_clouds.py > tests/studies/compare_1.expected.json

Prices are those of the catalog's data files, chosen by hand: the cheapest x86 machine with its
processors to itself and at least 4 vCPU and 16 GiB. Quantities, costs and rates are exact; the lines show
at 12 decimals what the rounded sum so far has grown by, so that they add up to the rounded total.
"""

import json
from decimal import Decimal as D, ROUND_HALF_EVEN, getcontext

getcontext().prec = 60
HOURS, STORED, EGRESS = D(3 * 730), D(1000), D(20000)
GIB_PER_GB = D(10) ** 9 / D(2) ** 30


def rounded(x):
    return x.quantize(D("1e-12"), rounding=ROUND_HALF_EVEN)


def graduated(quantity, *tiers):
    total, start = D(0), D(0)
    for end, price in tiers:
        within = min(quantity, D(end) if end else quantity) - start
        total += max(within, D(0)) * D(price)
        start = D(end) if end else start
    return total


def shown(lines):
    """The exact amounts of lines at 12 decimals, adding up to their rounded sum."""
    sums = [rounded(sum(lines[:count], D(0))) for count in range(len(lines) + 1)]
    return [after - before for before, after in zip(sums, sums[1:])]


CNY_PER_USD = D("7.4326") / D("1.1172")
STORED_GIB, EGRESS_GIB = STORED * GIB_PER_GB, EGRESS * GIB_PER_GB

OFFERS = {
    "alibaba-cn-hangzhou": (1, "0.45", [HOURS * D("0.88"), STORED * D("0.12"), EGRESS * D("0.8")]),
    # The first 96 hours of each machine, then those up to 360, and the rest.
    "tencent-ap-guangzhou": (1, "0.5", [
        3 * graduated(HOURS / 3, (96, "0.74"), (360, "0.37"), (None, "0.25")), STORED * D("0.118"), EGRESS * D("0.8"),
    ]),
    "aws-china-cn-north-1": (1, "0.6", [HOURS * D("1.821"), STORED * D("0.195"), EGRESS * D("0.933")]),
    "aws-us-east-1": (CNY_PER_USD, "0.8", [
        HOURS * D("0.172"), STORED * D("0.023"), graduated(EGRESS, (10240, "0.09"), (51200, "0.085")),
    ]),
    "azure-eastus": (CNY_PER_USD, "1", [
        HOURS * D("0.172"), STORED * D("0.0208"), graduated(EGRESS, (100, "0"), (10100, "0.087"), (50100, "0.083")),
    ]),
    "gcp-us-central1": (CNY_PER_USD, "1", [
        HOURS * D("0.13402284"), STORED_GIB * D("0.02"),
        graduated(EGRESS_GIB, (1024, "0.12"), (10240, "0.11"), (None, "0.08")),
    ]),
}


def cny(costs, rate):
    return f"{rounded(sum(costs) * rate).normalize():f} CNY"


def figures(name, rate, pay, lines):
    paid = [line * D(pay) for line in lines]
    at = f"/compare/offers/{name}/answer/quote/total/complete"
    parts = " + ".join(f"{line.normalize():f}" for line in shown(lines))
    of = "7.4326 ÷ 1.1172" if rate == CNY_PER_USD else D(rate).normalize()
    why = f"{parts}, each × {{}}{of} CNY"
    return {
        f"{at}/list": (cny(lines, rate), why.format("")),
        f"{at}/contracted": (cny(paid, rate), why.format(f"{pay} × ")),
        f"{at}/effective": (cny(paid, rate), "the contracted cost, as nothing is committed"),
    }


found = {}
for name, (rate, pay, lines) in OFFERS.items():
    found.update(figures(name, D(rate), pay, lines))
expected = {at: figure for at, (figure, _) in found.items()}
expected["why"] = {at: why for at, (_, why) in found.items()}
print(json.dumps(expected, indent=2, ensure_ascii=False))
