"""Usage of one to six lines, whose counts often end on a bound."""

from fractions import Fraction

from model.units import converted

from .book import UNITS
from .draw import ACCOUNTS, DAYS, decimal

AMOUNTS = ("0", "1", "20", "40", "3", "7", "0.5", "2.25", "100", "61", "730", "1000.5")


def bounds(sku):
    """The ends and starts of tiers, the sizes of packages and the quantities of rules of a SKU."""
    found = set()

    def visit(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("from", "up_to", "per") and isinstance(value, str) and "-" not in value:
                    found.add(Fraction(value))
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(sku.get("price"))
    return sorted(found) or [Fraction(1)]


def quantity(draw, sku, before, machines=1):
    """A quantity in one of the units of a SKU; often what is missing from a count to a bound."""
    given = next(given for unit, given, _ in UNITS if unit == sku["unit"])
    definition = sku.get("equivalents", [])
    if definition:
        given = next(row[1] for row in UNITS if row[0] == sku["unit"] and row[2] and row[2][0] == definition[0]["this"])
    unit = draw.one(given)
    one = converted(Fraction(1), unit, sku["unit"], definition)
    if draw.chance(55):
        wanted = (draw.one(bounds(sku)) - before) / (machines or 1)
        text = decimal(wanted / one)
        if text is not None:
            return f"{text} {unit}", wanted
    text = draw.one(AMOUNTS)
    return f"{text} {unit}", Fraction(text) * one


def line(draw, name, sku, before, usage):
    """A usage line."""
    found = {"id": draw.name("line"), "sku": name}
    if draw.chance(30):
        found["machines"] = draw.one(("1", "2", "3", "6", "0.5", "0"))
    if "factors" in sku:
        values = [draw.one(("1", "3", "100", "0", "0.25", "40")) for _ in sku["factors"]]
        units = [factor["unit"] for factor in sku["factors"]]
        given = [f"{value} {unit}" for value, unit in zip(values, units)]
        if draw.chance(40):
            given[1] = f"{values[1]} Minutes"
        found["quantity"], found["times"], counted = given[0], given[1:], Fraction(0)
    else:
        found["quantity"], counted = quantity(draw, sku, before, Fraction(found.get("machines", "1")))
    all_units = "all_units" in (sku.get("price") or {})
    if all_units and draw.chance(35):
        found["tier_by"] = f"{decimal(draw.one(bounds(sku)) + draw.one((0, 0, 1)))} {sku['unit']}"
    if "by_time_of_day" in (sku.get("price") or {}) or draw.chance(3):
        found["hours"] = draw.one(("00:00/08:00", "02:00/03:00", "12:00/24:00", "13:00/14:00"))
    if len(usage.get("time_blocks", [])) > 1 or (usage.get("time_blocks") and draw.chance(20)):
        found["during"] = draw.one(usage["time_blocks"])["id"]
    if "day" in usage and draw.chance(15):
        first, last = sorted((draw.one(DAYS), draw.one(DAYS)))
        found["day"] = first
        if draw.chance(60):
            found["until"] = last
    elif "day" in usage and draw.chance(8):
        found["until"] = draw.one(DAYS[DAYS.index(usage["day"]) :])
    return found, counted


def usage(draw, book):
    """The usage of a price book."""
    found = {}
    if draw.chance(75) or any("later" in part for part in (*book["skus"].values(), book.get("listed_in", {}).get("rates", {}))):
        found["day"] = draw.one(DAYS)
    if draw.chance(40 if any("fees_by_part" in sku for sku in book["skus"].values()) else 10):
        found["part"] = draw.one(({"used": "19", "of": "30"}, {"used": "1", "of": "3"}, {"used": "15", "of": "30"}, {"used": "0", "of": "30"}))
    if draw.chance(50):
        count = draw.one((1, 1, 1, 2, 3))
        hours = ("1", "365", "24", "2", "0.5", "100")
        found["time_blocks"] = [{"id": f"block {index}", "hours": draw.one(hours)} for index in range(count)]
    found["lines"], counts = [], {}
    has_owners = draw.chance(40)
    for _ in range(draw.whole(1, 6)):
        name = draw.one(list(book["skus"]))
        added, counted = line(draw, name, book["skus"][name], counts.get(name, Fraction(0)), found)
        if has_owners and draw.chance(80):
            added["owner"] = draw.one(ACCOUNTS)
        counts[name] = counts.get(name, Fraction(0)) + counted
        found["lines"].append(added)
    if draw.chance(2):
        found["unmatched"] = [{"id": "unmatched", "quantity": "5 Hours"}]
    return found
