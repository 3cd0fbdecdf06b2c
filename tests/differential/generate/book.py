"""Price books of one to four SKUs."""

from .draw import DAYS

#: Units of SKUs with the units of their usage, and the definitions of units that they need.
UNITS = (
    ("Hours", ("Hours", "Minutes", "Seconds", "Days"), None),
    ("Hours", ("Hours", "Minutes", "Months", "Days"), ("1 Months", "730 Hours")),
    ("Hours", ("Hours", "Minutes", "Months"), ("12 Months", "365 Days")),
    ("Months", ("Months", "Hours", "Days"), ("1 Months", "730 Hours")),
    ("Months", ("Months", "Days", "Minutes"), ("1 Months", "31 Days")),
    ("GB", ("GB", "GiB", "MB", "TB", "MiB"), None),
    ("GB", ("GB", "TB", "GiB"), ("1 TB", "1024 GB")),
    ("GiB", ("GiB", "GB", "TiB", "MB"), None),
    ("GiB-Months", ("GiB-Months", "GB-Months"), None),
    ("Requests", ("Requests", "1000 Requests", "10000 Requests"), None),
    ("1000 Requests", ("Requests", "1000 Requests"), None),
    ("Seconds", ("Seconds", "Minutes", "Hours"), None),
)
BOUNDS = (("10", "100"), ("1", "2", "3"), ("5", "15"), ("100", "1000"), ("0.5", "1.5"), ("50",), ("730",), ("40", "80"))
FACTORS = ({"unit": "Requests"}, {"unit": "Seconds"}, {"unit": "GB"})
INCREMENTS = ("1", "2", "10", "0.5", "100", "0.25", "3", "7")


def tiers(draw, spans, fee_chance=20):
    """Tiers over spans, with packages and flat fees."""
    found = []
    for index, (start, end) in enumerate(spans):
        tier = {"from": start, "unit_price": draw.one((draw.price(), draw.price(), "0"))}
        if end is not None:
            tier["up_to"] = end
        if draw.chance(25):
            tier["per"] = draw.one(INCREMENTS)
        if draw.chance(fee_chance):
            tier["flat_fee"] = draw.one(("5", "100", "0.5", "1.333"))
            if index == 0 and draw.chance(40):
                tier["fee_at_zero"] = True
        found.append(tier)
    return found


def spans(draw, may_end):
    """The starts and ends of tiers."""
    ends = draw.one(BOUNDS)
    starts = ("0", *ends)
    if may_end and draw.chance(15):
        return list(zip(starts, ends))
    return list(zip(starts, (*ends, None)))


def price(draw, may_end=True, may_vary=True):
    """A price of any model."""
    kind = draw.whole(0, 9 if may_vary else 8)
    if kind < 2:
        return {"flat": draw.price()}
    if kind < 6:
        return {"graduated": tiers(draw, spans(draw, may_end))}
    if kind < 9:
        model = {"tiers": tiers(draw, spans(draw, may_end))}
        if draw.chance(50):
            model["bound"] = draw.one(("upper", "lower"))
        return {"all_units": model}
    split = draw.one(("08:00", "12:00"))
    windows = (f"00:00/{split}", f"{split}/24:00")
    return {"by_time_of_day": [{"hours": hours, "price": price(draw, may_end, False)} for hours in windows]}


def rules(draw, units, of_factor=False):
    """Up to three rules in the units of a SKU or a factor."""
    kinds = ["at_least", "always_at_least", "round_up", "round_up", "round_down", "free"]
    if of_factor:
        kinds.append("short_of")
    count = draw.one((0, 0, 1, 1, 2, 3))
    return [{draw.one(kinds): f"{draw.one(INCREMENTS)} {draw.one(units)}"} for _ in range(count)]


def sku(draw):
    """A SKU with the units in which its usage is given."""
    unit, given, definition = draw.one(UNITS)
    found = {"service": draw.one(("compute", "storage", "network")), "unit": unit}
    if definition:
        found["equivalents"] = [{"this": definition[0], "is": definition[1]}]
    if draw.chance(30):
        found["purchase_option"] = draw.one(("on_demand", "spot"))
    if draw.chance(10):
        found |= with_factors(draw)
    elif draw.chance(45):
        found["rules"] = rules(draw, given)
    if draw.chance(35):
        found["pooling"] = draw.one(("apart", "apart", "together", "by_owner"))
    found["price"] = price(draw)
    if draw.chance(3):
        found["price"] = draw.one(({"flat": "0"}, None))
    if draw.chance(3):
        found["free"] = True
    if draw.chance(20):
        found["fees_by_part"] = True
    if draw.chance(15):
        found["later"] = [{"from": draw.one(DAYS[2:]), "price": price(draw, may_vary=False)}]
    return found


def with_factors(draw):
    """The factors, the unit and the product of a SKU such as executions × seconds × GB."""
    factors = [dict(factor) for factor in FACTORS[: draw.whole(2, 3)]]
    is_by_hour = draw.chance(50)
    factors[1]["unit"] = "Hours" if is_by_hour else "Seconds"
    for factor in factors:
        if found := rules(draw, (factor["unit"],), of_factor=True):
            factor["rules"] = found[:2]
    if not is_by_hour:
        return {"factors": factors, "unit": "GB-Seconds"}
    return {"factors": factors, "unit": draw.one(("GB-Hours", "GiB-Hours")), "product": "GB-Hours"}


def book(draw):
    """A price book."""
    names = ("vm", "disk", "out", "gpu")
    found = {"provider": "acme", "region": "north", "currency": "USD"}
    found["skus"] = {name: sku(draw) for name in names[: draw.one((1, 1, 2, 2, 3, 4))]}
    if draw.chance(25):
        found["rounding"] = {draw.one(("unit_price", "tier", "line", "invoice")): draw.rounding()}
    if draw.chance(25):
        found["tax"] = tax(draw)
    if draw.chance(12):
        found["listed_in"] = listed_in(draw)
    return found


def listed_in(draw):
    """The currency of the list and its rates, sometimes of several days."""
    currency, base = draw.one(("CNY", "EUR", "CNY", "USD")), draw.one(("EUR", "USD", "CNY", "HKD"))

    def fixing():
        rates = {"USD": ("1.1", "0.1398", "1"), "CNY": ("7.1", "7.25", "0.9"), "EUR": ("0.92345", "0.5", "8")}
        return {name: draw.one(some) for name, some in rates.items() if name != base}

    rates = {"source": "generated", "as_of": draw.one(("2026-01-30", *DAYS[:3])), "base": base, "rates": fixing()}
    if draw.chance(60):
        days = sorted(draw.some([day for day in DAYS if day > rates["as_of"]], 2))
        rates["later"] = [{"as_of": day, "rates": fixing()} for day in days]
    return {"currency": currency, "rates": rates}


def tax(draw):
    """A tax."""
    return {"percent": draw.one(("6", "20", "0", "8.875", "13")), "listed": draw.one(("before_tax", "before_tax", "with_tax"))}
