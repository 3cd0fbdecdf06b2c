"""Bills: minimums, a maximum, vouchers, corrections, taxes and roundings."""

from .book import tax
from .draw import DAYS
from .terms import scope


def clause(draw, kind, book, usage, amount, chance=40):
    """A line minimum or a voucher."""
    found = {"id": draw.name(kind), "amount": amount}
    if chosen := scope(draw, book, usage, chance):
        found["scope"] = chosen
    return found


def vouchers(draw, book, usage):
    """Some vouchers."""
    found = []
    for _ in range(draw.whole(1, 2)):
        one = clause(draw, "voucher", book, usage, draw.amount())
        if draw.chance(30):
            one["at_least"] = draw.amount()
        if "day" in usage and draw.chance(30):
            one["until"] = draw.one(DAYS)
        found.append(one)
    return found


def policy(draw):
    """A rounding of the bill."""
    found = {}
    if draw.chance(45):
        found["line"] = draw.rounding()
        if draw.chance(40):
            found["lines_to_sum"] = True
    if draw.chance(35):
        found["tax"] = draw.rounding()
    if "tax" in found and draw.chance(60):
        found["tax_on"] = draw.one(("charge", "bill"))
    if draw.chance(45):
        found["invoice"] = draw.rounding()
    return found


def corrections(draw, book):
    """A refund or a later charge."""
    services = sorted({sku["service"] for sku in book["skus"].values()})
    found = {"id": draw.name("correction"), "amount": draw.amount(("-30", "-1.005", "10", "-100", "0.333"))}
    if draw.chance(40):
        found["service"] = draw.one([*services, "a service of last month"])
    return [found]


def tax_rate(draw, book, usage):
    """A tax on some charges."""
    return {"id": draw.name("rate"), "scope": scope(draw, book, usage, 90), "tax": tax(draw)}


def billing(draw, book, usage):
    """The billing of an agreement."""
    found = {}
    if draw.chance(15):
        amounts = [clause(draw, "line minimum", book, usage, draw.amount()) for _ in range(draw.whole(1, 2))]
        found["line_minimums"] = amounts
    if draw.chance(20):
        found["minimum"] = draw.amount()
    if draw.chance(15):
        found["maximum"] = draw.amount(("100", "1000", "150", "100.5"))
    if draw.chance(25):
        found["vouchers"] = vouchers(draw, book, usage)
    if draw.chance(12):
        found["corrections"] = corrections(draw, book)
    if draw.chance(12):
        found["credit"] = draw.amount()
    if draw.chance(15):
        found["tax_rates"] = [tax_rate(draw, book, usage) for _ in range(draw.whole(1, 2))]
    if draw.chance(40):
        found["rounding"] = policy(draw)
    return found
