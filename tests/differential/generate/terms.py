"""Terms of every kind and stage."""

from .book import BOUNDS, price
from .draw import DAYS

ANY_STAGE = ("pay", "pay", "markup", "amount_off", "by_spend", "at_least", "at_most")
UNCOVERED = (*ANY_STAGE, "unit_off", "by_quantity", "not_below", "not_above")
BEFORE = (*UNCOVERED, "fixed")
GROUPS = ("additive", "best_of", "first_of")
STAGES = ("uncovered", "commitment_fees", "after_commitments", "after_commitments")


def scope(draw, book, usage, chance=45):
    """A scope of lists of names; empty for everything."""
    found = {}
    if not draw.chance(chance):
        return found
    skus = book["skus"]
    kind = draw.whole(0, 5)
    if owners := sorted({line["owner"] for line in usage["lines"] if "owner" in line}):
        kind = draw.whole(0, 6)
    if kind <= 1:
        found["skus"] = draw.some(list(skus), 2)
    elif kind == 2:
        found["services"] = draw.some(sorted({sku["service"] for sku in skus.values()}), 2)
    elif kind == 3:
        found["lines"] = draw.some([line["id"] for line in usage["lines"]])
    elif kind == 4:
        options = sorted({sku["purchase_option"] for sku in skus.values() if "purchase_option" in sku})
        if options:
            found["purchase_options"] = draw.some(options)
    elif kind == 6:
        found["owners"] = draw.some(owners, 2)
    else:
        found[draw.one(("providers", "regions"))] = ["acme"]
        if "regions" in found:
            found["regions"] = ["north"]
    return found


def rate_table(draw):
    """A table of paid shares by tiers."""
    ends = draw.one(BOUNDS)
    tiers = [
        {"from": start, "pay": draw.pay()} | ({} if end is None else {"up_to": end})
        for start, end in zip(("0", *ends), (*ends, None))
    ]
    if draw.chance(50):
        return {"graduated": tiers}
    return {"all_units": {"tiers": tiers} | ({"bound": draw.one(("upper", "lower"))} if draw.chance(60) else {})}


def change(draw, kind, book, usage, kinds, depth):
    """A change of a kind."""
    if kind in GROUPS:
        return [term(draw, book, usage, kinds, depth + 1) for _ in range(draw.whole(1, 3))]
    if kind in ("pay", "not_below", "not_above"):
        return draw.pay()
    if kind == "markup":
        return {"percent": draw.one(("10", "0", "33.3", "100"))}
    if kind == "unit_off":
        return draw.amount(("0.01", "0.1", "0.333", "5", "0"))
    if kind in ("by_spend", "by_quantity"):
        return rate_table(draw)
    if kind == "fixed":
        return price(draw, may_end=False, may_vary=False)
    return draw.amount()


def term(draw, book, usage, kinds=BEFORE, depth=0):
    """A term before commitments, or inside a group."""
    kind = draw.one(kinds + GROUPS) if depth < 2 else draw.one(kinds)
    found = {"id": draw.name("term"), "change": {kind: change(draw, kind, book, usage, kinds, depth)}}
    if chosen := scope(draw, book, usage):
        found["scope"] = chosen
    if "day" in usage and draw.chance(25):
        first, last = sorted((draw.day(), draw.one(DAYS)))
        dates = {"from": first, "until": last}
        for name in draw.some(["from", "until"], 2):
            found[name] = dates[name]
    return found


def terms(draw, book, usage):
    """The terms of an agreement."""
    found = [term(draw, book, usage) for _ in range(draw.one((0, 1, 1, 2, 3)))]
    for _ in range(draw.one((0, 0, 0, 1, 2))):
        stage = draw.one(STAGES)
        added = term(draw, book, usage, UNCOVERED if stage == "uncovered" else ANY_STAGE)
        found.insert(draw.whole(0, len(found)), added | {"stage": stage})
    return found


def fees(draw, book, usage):
    """Fees that are a share of other charges."""
    found = []
    for _ in range(draw.one((0, 0, 0, 0, 1, 2))):
        fee = {"id": draw.name("fee"), "rate": rate_table(draw)}
        if chosen := scope(draw, book, usage, 30):
            fee["scope"] = chosen
        if draw.chance(30):
            fee["at_least"] = draw.amount()
        found.append(fee)
    return found
