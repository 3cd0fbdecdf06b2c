"""Price models: the exact cost of a segment of a count, slice by slice.

Rules: the docs of `PriceModel`, `Tier`, `BoundOwner` and `price_segment`, and DESIGN.md, "Who owes the fee
of an all-units tier?".
"""

from dataclasses import dataclass
from fractions import Fraction

from .listing import LISTED
from .numbers import ONE, ZERO, Refused, ceiling, exact, rounded


@dataclass
class Segment:
    """The part of a count that belongs to one line, after the rules, for each of its machines."""

    start: Fraction
    end: Fraction
    machines: Fraction
    is_first: bool


def minutes(hours):
    """The first minute of `00:00/08:00` and the minute after the last."""
    return tuple(int(text[:2]) * 60 + int(text[3:]) for text in hours.split("/"))


def holds(window, hours):
    """Whether hours of the day lie within a window."""
    (first, last), (begin, end) = minutes(window), minutes(hours)
    return first <= begin and end <= last


def window_of(model, hours):
    """The window of a price by time of day in which hours lie, and its price."""
    if "by_time_of_day" not in model:
        return None, model
    if hours is None:
        raise Refused("no hours of the day")
    for window in model["by_time_of_day"]:
        if holds(window["hours"], hours):
            return window["hours"], window["price"]
    raise Refused("outside all hours")


def tiers_of(model):
    """The tiers of a price without windows."""
    if "flat" in model:
        return [{"from": "0", "unit_price": model["flat"]}]
    return model["graduated"] if "graduated" in model else model["all_units"]["tiers"]


def is_zero(model):
    """Whether a price charges nothing for any quantity."""
    if "by_time_of_day" in model:
        return all(is_zero(window["price"]) for window in model["by_time_of_day"])
    return all(exact(tier["unit_price"]) == 0 and exact(tier.get("flat_fee", "0")) == 0 for tier in tiers_of(model))


def end_of(tier):
    """The end of a tier; `None` if it is open."""
    return exact(tier["up_to"]) if tier.get("up_to") is not None else None


def within(tier, count):
    """The part of a count that lies within a tier."""
    end, start = end_of(tier), exact(tier["from"])
    return max(count if end is None else min(count, end), start) - start


def reached_tier(all_units, quantity):
    """The tier that a quantity reaches, by the owner of the bound; `None` above a last tier that ends."""
    is_upper = all_units.get("bound") == "upper"
    for tier in all_units["tiers"]:
        end = end_of(tier)
        if end is None or quantity < end or (quantity == end and not is_upper):
            return tier
    return None


def listed_end(model, segment, reached):
    """Where the priced part of a segment ends in a list that may end."""
    if "all_units" in model:
        return segment.end if reached_tier(model["all_units"], reached) else segment.start
    end = end_of(tiers_of(model)[-1])
    return segment.end if end is None else max(segment.start, min(segment.end, end))


class Fees:
    """Flat fees of all-units tiers: each is owed once by the lines of a count that reach its tier."""

    def __init__(self):
        self.owed = set()

    def owes(self, pool, model, segment, reached):
        """Whether a line owes the fee of the tier that it reaches; lines are asked in the order of the count."""
        if "all_units" not in model:
            return None
        tier = reached_tier(model["all_units"], reached)
        if tier is None or (segment.start == segment.end and not tier.get("fee_at_zero")):
            return False
        key = (pool, exact(tier["from"]))
        is_new = key not in self.owed
        self.owed.add(key)
        return is_new


def slices(model, segment, reached, owes_fee, policy, seen, listing=LISTED):
    """The exact cost of each slice of a segment, as a list."""
    if "all_units" in model:
        tier = reached_tier(model["all_units"], reached)
        if tier is None:
            return [ZERO]
        seen.add("all units")
        return [slice_cost({**tier, "from": "0", "up_to": None}, segment, owes_fee, policy, seen, listing)]
    if len(tiers_of(model)) > 1:
        seen.add("graduated tiers")
    return [slice_cost(tier, segment, None, policy, seen, listing) for tier in tiers_of(model)]


def slice_cost(tier, segment, owes_fee, policy, seen, listing):
    """The cost of a tier up to the end of a segment, less its cost up to the start."""
    start, end = within(tier, segment.start), within(tier, segment.end)
    price = rounded(exact(tier["unit_price"]) * (listing.rate or ONE), policy.get("unit_price"))

    def cost(count):
        units = count
        if tier.get("per") is not None:
            seen.add("packages")
            units = ceiling(count / exact(tier["per"]))
        return rounded(units * price, policy.get("tier"))

    by_quantity = cost(end) - cost(start)
    if owes_fee is None:
        owes_fee = segment.is_first if tier.get("fee_at_zero") else start == 0 and end > 0
    fee = exact(tier.get("flat_fee", "0")) if owes_fee else ZERO
    if listing.rate is not None:
        seen.add("listed in another currency")
        fee = rounded(fee * listing.rate, policy.get("unit_price"))
    if fee:
        seen.add("flat fees")
        if listing.part != ONE:
            seen.add("fees by part")
    return segment.machines * (by_quantity + fee * listing.part)
