"""Commitments of every kind."""

from .draw import ACCOUNTS, DAYS
from .terms import scope


def draws(draw, skus):
    """The measure by which usage draws."""
    kind = draw.whole(0, 5)
    if kind == 0:
        return "quantity"
    if kind == 1:
        return {"factors": {sku: draw.one(("1", "2", "4", "0.5")) for sku in draw.some(skus)}}
    if kind <= 3:
        rates = ("0.4 USD", "0.7 USD", "0.07 USD", "0.333 USD", "1 USD")
        return {"rates": {sku: draw.one(rates) for sku in draw.some(skus)}}
    if kind == 5:
        return {"first_to_end": [used_up_by(draw, skus) for _ in range(draw.whole(1, 3))]}
    return {"spend": draw.one(("list", "contracted"))}


def used_up_by(draw, skus):
    """The quantity of each SKU that would use up an allowance alone."""
    return {sku: draw.one(("10", "3", "100", "0.7", "7300")) for sku in draw.some(skus)}


def fee(draw, by_hour, day):
    """A fee with any of its parts."""
    found = {}
    kinds = ["hourly", "upfront"] if by_hour else ["period"]
    if draw.chance(30) or not by_hour:
        kinds.append("period")
    for kind in draw.some(kinds):
        found[kind] = draw.amount(("5", "1", "0.7", "100", "0", "33.33", "365", "0.01"))
    if "upfront" in found:
        found |= draw.one(({"term_hours": "8760"}, {"term_months": "12"}, {"term_months": "3"}))
    if day and draw.chance(25):
        found["paid_on"] = draw.one((day, "2026-01-15"))
    return found


def commitment(draw, book, usage):
    """A commitment."""
    skus = list(book["skus"])
    by_hour = bool(usage.get("time_blocks")) and draw.chance(60)
    found = {"id": draw.name("commitment"), "capacity": draw.one(("1", "2", "5", "10", "0.5", "100", "7"))}
    found["draws"] = draws(draw, skus)
    if not by_hour:
        found["over"] = "period"
    found["fee"] = fee(draw, bool(usage.get("time_blocks")), usage.get("day"))
    if found["draws"] == "quantity":
        found["scope"] = {"skus": [draw.one(skus)]} if draw.chance(80) else scope(draw, book, usage, 80)
        del found["draws"]
    elif chosen := scope(draw, book, usage, 30):
        found["scope"] = chosen
    if draw.chance(50):
        found["first"] = draw.one(("highest_saving", "smallest", "listed"))
    if draw.chance(20):
        found["unused"] = draw.one(("lost", "kept", "kept"))
    if "day" in usage and draw.chance(15):
        found["until"] = draw.one(DAYS)
    of_draws = found.get("draws", "quantity")
    if "rates" in of_draws and draw.chance(30):
        found["at_most_contracted"] = True
    if "spend" in of_draws and not by_hour and draw.chance(60):
        found["counts_fees"] = True
        found["capacity"] = draw.one(("10", "100", "1000"))
    if draw.chance(5):
        found["exclusive"] = True
    return found | shared(draw, usage)


def shared(draw, usage):
    """The owner of a commitment and the accounts that come after it."""
    found, users = {}, sorted({line["owner"] for line in usage["lines"] if "owner" in line})
    if draw.chance(60 if users else 5):
        found["owner"] = draw.one(users or ACCOUNTS)
    if users and draw.chance(35):
        found["group"] = draw.some(users, 2)
    return found


def commitments(draw, book, usage):
    """The commitments of an agreement."""
    held = [commitment(draw, book, usage) for _ in range(draw.one((0, 0, 0, 1, 1, 2, 3)))]
    if not held:
        return {}
    if draw.chance(15):
        draw.one(held)["overage"] = draw.one(("1.5", "2", "1", "0.9"))
    found = {"held": held}
    if draw.chance(25):
        found["order"] = "listed"
    return found
