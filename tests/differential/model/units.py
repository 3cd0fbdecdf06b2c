"""Quantities with units, their conversion, and the rules that apply to them.

Rules: the docs of `Quantity::in_unit`, `Quantity::in_unit_by` and `QuantityRule`.
"""

from fractions import Fraction

from .numbers import ONE, ZERO, Refused, ceiling, floor

BYTES = {name: 1000 ** (power + 1) for power, name in enumerate(("KB", "MB", "GB", "TB", "PB"))}
BYTES |= {name: 1024 ** (power + 1) for power, name in enumerate(("KiB", "MiB", "GiB", "TiB", "PiB"))}
SECONDS = {"Seconds": 1, "Minutes": 60, "Hours": 3600, "Days": 86400}


def quantity(text):
    """The number and the unit of `730 Hours`."""
    number, unit = text.split(" ", 1)
    return Fraction(number), unit


def size(unit):
    """What a unit measures, with its suffix, and how many of the smallest unit it is."""
    count, name = 1, unit
    first, _, rest = unit.partition(" ")
    if rest and first.isdigit():
        count, name = int(first), rest
    head, _, suffix = name.partition("-")
    if head in BYTES:
        return ("data", suffix), count * BYTES[head]
    if head in SECONDS:
        return ("time", suffix), count * SECONDS[head]
    return (head, suffix), count


def plain(value, unit, to):
    """A quantity in another unit of the same measure; `None` if it has another measure."""
    if unit == to:
        return value
    (ours, one), (theirs, other) = size(unit), size(to)
    return value * one / other if ours == theirs else None


def converted(value, unit, to, equivalents):
    """A quantity in another unit, by the definitions of the provider first."""
    if unit == to:
        return value
    for pair in equivalents:
        this, other = quantity(pair["this"]), quantity(pair["is"])
        for (size_from, unit_from), (size_to, unit_to) in ((this, other), (other, this)):
            if unit_from != unit and unit_to != to:
                continue
            given = plain(value, unit, unit_from)
            if given is not None and (found := plain(given * size_to / size_from, unit_to, to)) is not None:
                return found
    found = plain(value, unit, to)
    if found is None:
        raise Refused(f"{unit} is not {to}")
    return found


def in_smallest(unit, equivalents):
    """The size of a unit in seconds, bytes or single counts, so that units compare."""
    try:
        return converted(ONE, unit, "Seconds", equivalents)
    except Refused:
        return Fraction(size(unit)[1])


def ruled(value, unit, rules, equivalents):
    """A quantity after rules, each applied to the result of the rule before."""
    for rule in rules:
        ((kind, text),) = rule.items()
        limit = converted(*quantity(text), unit, equivalents)
        if kind == "at_least":
            value = max(value, limit) if value else value
        elif kind == "always_at_least":
            value = max(value, limit)
        elif kind == "round_up":
            value = ceiling(value / limit) * limit
        elif kind == "round_down":
            value = floor(value / limit) * limit
        elif kind == "free":
            value = max(value - limit, ZERO)
        elif kind == "short_of":
            value = max(limit - value, ZERO)
    return value


def metered(line, sku):
    """The quantity of a usage line in the unit of its SKU, before the rules of the SKU."""
    equivalents = sku.get("equivalents", [])
    given = [line["quantity"], *line.get("times", [])]
    factors = sku.get("factors") or [{"unit": sku["unit"]}]
    if len(given) != len(factors):
        raise Refused("number of factors")
    product = ONE
    for text, factor in zip(given, factors):
        value = converted(*quantity(text), factor["unit"], equivalents)
        product *= ruled(value, factor["unit"], factor.get("rules", []), equivalents)
    if not sku.get("factors"):
        return product
    return converted(product, sku.get("product", sku["unit"]), sku["unit"], equivalents)
