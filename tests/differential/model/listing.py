"""How listed prices become amounts: the rate at which they are converted, and the part of flat fees.

Rules: the docs of `ListedIn`, `ExchangeRates` and `Sku::fees_by_part`.
"""

from dataclasses import dataclass
from fractions import Fraction

from .numbers import ONE, Refused, exact


@dataclass(frozen=True)
class Listing:
    """The rate of the conversion, `None` for prices in the currency of the book, and the part of flat fees."""

    rate: Fraction | None = None
    part: Fraction = ONE


LISTED = Listing()


def part_of(usage):
    """The part of the period that the usage is of."""
    return exact(usage["part"]["used"]) / exact(usage["part"]["of"]) if "part" in usage else ONE


def changes_of_rate(book):
    """The days from which later fixings apply."""
    return {later["as_of"] for later in book.get("listed_in", {}).get("rates", {}).get("later", [])}


def listing_on(book, sku, usage, day):
    """How the prices of a SKU become amounts on a day."""
    part = part_of(usage) if sku.get("fees_by_part") else ONE
    listed = book.get("listed_in")
    if listed is None or listed["currency"] == book["currency"]:
        return Listing(None, part)
    rates = fixing_on(listed["rates"], day)
    return Listing(rate_between(rates, listed["rates"]["base"], listed["currency"], book["currency"]), part)


def fixing_on(rates, day):
    """The last fixing on or before a day; a single one holds on every day."""
    found, later = rates["rates"], rates.get("later", [])
    if not later:
        return found
    if day is None or day < rates["as_of"]:
        raise Refused("no rate on the day")
    for one in later:
        if one["as_of"] <= day:
            found = one["rates"]
    return found


def rate_between(rates, base, of, to):
    """How many units of a currency one of another buys."""
    if base in rates:
        raise Refused("a rate of the base")
    per_base = [ONE if currency == base else exact(rates.get(currency, "0")) for currency in (of, to)]
    if 0 in per_base:
        raise Refused("no rate")
    return per_base[1] / per_base[0]


def check_listing(book):
    """Refuses rates that cannot convert on some day, or whose days descend."""
    if "listed_in" not in book:
        return
    listed = book["listed_in"]
    rates = listed["rates"]
    days = [rates["as_of"], *(later["as_of"] for later in rates.get("later", []))]
    if sorted(set(days)) != days:
        raise Refused("fixings that descend")
    if listed["currency"] != book["currency"]:
        for fixing in (rates, *rates.get("later", [])):
            rate_between(fixing["rates"], rates["base"], listed["currency"], book["currency"])
