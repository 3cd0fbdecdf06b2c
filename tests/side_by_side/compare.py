"""Rates the same made-up rows with other software, checks that all totals are equal, and prints nanoseconds a row.

    cargo build --release -p netprice --example side_by_side
    pip install -r tests/side_by_side/requirements.txt   # in an environment of its own
    python tests/side_by_side/compare.py [ROWS]

Each row has the count of its SKU before it, which our own paths work out themselves. A cost is that of each tier:
price × the part of the row within it. All software keeps the costs of a row as exact decimals; sums are exact.
"""
import csv
import decimal
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.compute as compute

ROOT = Path(__file__).parents[2]
TIERS = 6
OPEN = decimal.Decimal(10) ** 12


def timed(rows, run, times=5):
    """The result, and the median nanoseconds a row."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        took.append((time.perf_counter() - start) * 1e9 / rows)
    return result, statistics.median(took)


def read(folder):
    """The tiers of each SKU with their ends, the paid shares, and the rows."""
    tiers, shares = {}, {}
    with open(folder / "prices.csv") as file:
        for row in csv.DictReader(file):
            sku = int(row["sku"])
            tiers.setdefault(sku, []).append((decimal.Decimal(row["from"]), decimal.Decimal(row["price"])))
            shares[sku] = decimal.Decimal(row["discount"]) / 10_000
    for sku, found in tiers.items():
        ends = [start for start, _ in found[1:]] + [OPEN]
        tiers[sku] = [(start, end, price) for (start, price), end in zip(found, ends)]
    with open(folder / "rows.csv") as file:
        rows = [(int(r["sku"]), decimal.Decimal(r["before"]), decimal.Decimal(r["quantity"])) for r in csv.DictReader(file)]
    return tiers, shares, rows


def by_decimal(tiers, shares, rows):
    """Python's decimal module, row by row."""
    decimal.getcontext().prec = 38
    list_total = net_total = decimal.Decimal(0)
    for sku, before, quantity in rows:
        after = before + quantity
        cost = decimal.Decimal(0)
        for start, end, price in tiers[sku]:
            if after <= start:
                break
            within = min(after, end) - max(before, start)
            if within > 0:
                cost += within * price
        list_total += cost
        net_total += cost * shares[sku]
    return list_total, net_total


def columns(tiers, shares, rows):
    """The rows with the start, the end and the price of each tier beside them, as decimal128."""
    skus = [sku for sku, _, _ in rows]
    quantity = pyarrow.decimal128(16, 6)
    table = {
        "before": pyarrow.array([before for _, before, _ in rows], quantity),
        "after": pyarrow.array([before + used for _, before, used in rows], quantity),
        "share": pyarrow.array([shares[sku] for sku in skus], pyarrow.decimal128(5, 4)),
    }
    for at in range(TIERS):
        of = {sku: found[at] if at < len(found) else (OPEN / 1000, OPEN / 1000, decimal.Decimal(0)) for sku, found in tiers.items()}
        table[f"start{at}"] = pyarrow.array([of[sku][0] for sku in skus], quantity)
        table[f"end{at}"] = pyarrow.array([min(of[sku][1], OPEN / 1000) for sku in skus], quantity)
        table[f"price{at}"] = pyarrow.array([of[sku][2] for sku in skus], pyarrow.decimal128(9, 6))
    return pyarrow.table(table)


def by_pyarrow(table):
    """pyarrow's decimal128, column by column."""
    zero = pyarrow.scalar(decimal.Decimal(0), pyarrow.decimal128(17, 6))
    cost = None
    for at in range(TIERS):
        to = compute.min_element_wise(table["after"], table[f"end{at}"])
        start = compute.max_element_wise(table["before"], table[f"start{at}"])
        within = compute.max_element_wise(compute.subtract(to, start), zero)
        part = compute.multiply(within, table[f"price{at}"])
        cost = part if cost is None else compute.add(cost, part)
    cost = cost.cast(pyarrow.decimal128(28, 12))
    net = compute.multiply(cost, table["share"])
    return compute.sum(cost).as_py(), compute.sum(net).as_py()


def in_sql():
    parts = [f"greatest(least(after, end{at}) - greatest(before, start{at}), 0::DECIMAL(17, 6))::DECIMAL(17, 6) * price{at}" for at in range(TIERS)]
    return "(" + " + ".join(parts) + ")::DECIMAL(28, 12)"


def by_duckdb(connection):
    """DuckDB on one thread; the product is cast wider, or it overflows."""
    cost = in_sql()
    query = f"SELECT sum(cost), sum(cost::DECIMAL(32, 12) * share) FROM (SELECT {cost} AS cost, share FROM rows)"
    return connection.execute(query).fetchone()


def by_polars(frame):
    """Polars on one thread, with its 128-bit decimals."""
    parts = None
    for at in range(TIERS):
        to = polars.min_horizontal("after", f"end{at}")
        start = polars.max_horizontal("before", f"start{at}")
        within = polars.when(to > start).then(to - start).otherwise(polars.lit(decimal.Decimal("0.000000")))
        # A product keeps the larger scale of the two, so both have that of the exact product.
        part = within.cast(polars.Decimal(38, 12)) * polars.col(f"price{at}").cast(polars.Decimal(38, 12))
        parts = part if parts is None else parts + part
    frame = frame.select(parts.alias("cost"), "share")
    net = (polars.col("cost").cast(polars.Decimal(38, 16)) * polars.col("share").cast(polars.Decimal(38, 16)))
    return frame.select(polars.col("cost").sum(), net.sum().alias("net")).row(0)


def main():
    rows_asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        example = ROOT / "target/release/examples/side_by_side"
        ours = json.loads(subprocess.run([example, folder, str(rows_asked)], check=True, capture_output=True, text=True).stdout)
        tiers, shares, rows = read(folder)
        if len(sys.argv) > 2:
            (Path(sys.argv[2]) / "rows.csv").write_bytes((folder / "rows.csv").read_bytes())
            (Path(sys.argv[2]) / "prices.csv").write_bytes((folder / "prices.csv").read_bytes())
    expected = (decimal.Decimal(ours["list"]), decimal.Decimal(ours["effective"]))
    print(f"{len(rows)} rows, totals {ours['list']} and {ours['effective']}")
    print(f"{'bare loop of 128 bits':>24} {ours['bare']:8.1f} ns a row")
    print(f"{'netprice, compiled':>24} {ours['compiled']:8.1f}")
    table = columns(tiers, shares, rows)
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.register("made", table)
    connection.execute("CREATE TABLE rows AS SELECT * FROM made")
    pyarrow.set_cpu_count(1)
    frame = polars.from_arrow(table)
    runs = [
        ("pyarrow decimal128", lambda: by_pyarrow(table), 5),
        ("Polars", lambda: by_polars(frame), 5),
        ("DuckDB", lambda: by_duckdb(connection), 5),
        ("Python's decimal", lambda: by_decimal(tiers, shares, rows), 1),
    ]
    is_equal = True
    for name, run, times in runs:
        totals, took = timed(len(rows), run, times)
        same = tuple(map(decimal.Decimal, totals)) == expected
        is_equal &= same
        print(f"{name:>24} {took:8.1f} {took / ours['compiled']:8.1f} times ours, {'equal totals' if same else f'OTHER TOTALS {totals}'}")
    sys.exit(0 if is_equal else 1)


if __name__ == "__main__":
    main()
