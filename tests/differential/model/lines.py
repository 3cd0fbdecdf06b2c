"""Usage lines at list price: parts by days, the count of each SKU, and what has no price.

Rules: the docs of `UsageLine`, `Sku`, `Pooling`, `Segment`, and DESIGN.md, "What is above the end of a list?".
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from . import prices
from .numbers import ONE, ZERO, Ledger, Refused, exact
from .listing import LISTED, Listing, changes_of_rate, listing_on
from .prices import Fees, Segment
from .scopes import matches, names_of
from .units import metered, quantity, converted, ruled


@dataclass
class Charge:
    """A charge with its costs; `now` is its exact cost, the other costs are as they are shown."""

    kind: str
    names: dict
    line: str = ""
    day: str | None = None
    covered_by: str | None = None
    quantity: Fraction = ZERO
    units: Fraction = ZERO
    #: The units of each machine, covered or not, where the SKU counts machines apart.
    each: Fraction | None = None
    pool: tuple = ()
    segment: Segment | None = None
    reached: Fraction = ZERO
    hours: str | None = None
    block: str | None = None
    #: The part of flat fees that is owed.
    part: Fraction = ONE
    list: Fraction = ZERO
    list_exact: Fraction = ZERO
    contracted: Fraction = ZERO
    effective: Fraction = ZERO
    billed: Fraction = ZERO
    now: Fraction = ZERO
    #: Whether the bill has the fee of its commitment as it is paid.
    is_paid_apart: bool = False

    @property
    def is_uncovered(self):
        """Whether it is for usage that no commitment covers."""
        return self.kind == "usage" and self.covered_by is None

    def change(self, amount, ledger):
        """Changes the exact cost; the ledger shows it."""
        if amount == self.now:
            return
        is_contracted = self.is_uncovered and self.contracted == self.effective
        self.now, self.effective = amount, ledger.show(amount)
        if is_contracted:
            self.contracted = self.effective
        if not self.is_paid_apart:
            self.billed = self.effective


@dataclass
class Part:
    """A usage line, or a part of it in which no price and no term changes."""

    index: int
    line: dict
    sku: dict
    day: str | None
    own_day: str | None
    share: Fraction
    price: dict = field(default_factory=dict)
    #: How its price becomes an amount: the rate and the part of fees.
    listing: Listing = LISTED
    pool: tuple = ()
    quantity: Fraction = ZERO
    segment: Segment | None = None


def following(day):
    """The day after a day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def changes(terms, names, within=()):
    """The days on which a term in whose scope a line is begins or no longer applies."""
    for term in terms:
        scopes = (*within, term.get("scope"))
        if all(matches(scope, names) for scope in scopes):
            if "from" in term:
                yield term["from"]
            if "until" in term:
                yield following(term["until"])
        for group in ("additive", "best_of", "first_of"):
            yield from changes(term["change"].get(group, []), names, scopes)


def ends(held, names):
    """The days from which commitments in whose scope a line is can no longer be drawn."""
    return {following(one["until"]) for one in held if "until" in one and matches(one.get("scope"), names)}


def pool_of(part, window):
    """What a part is counted with: the SKU, that of its account, or only the other parts of its line."""
    apart = {"apart": part.index, "by_owner": part.line.get("owner")}.get(part.sku.get("pooling"))
    return (part.line["sku"], window, apart)


def parts_of(index, line, sku, names, usage, changing, rate_days):
    """The parts of a line, split before each day on which something changes."""
    first = line.get("day", usage.get("day"))
    if sku.get("later") and first is None:
        raise Refused("no day")
    if "until" not in line:
        return [Part(index, line, sku, first, line.get("day"), ONE)]
    if first is None or line["until"] < first:
        raise Refused("no day, or ends early")
    end = following(line["until"])
    days = {later["from"] for later in sku.get("later", [])} | changing | rate_days
    starts = [first, *sorted(day for day in days if first < day < end)]
    span = [date.fromisoformat(day).toordinal() for day in (*starts, end)]
    parts = []
    for start, begin, stop in zip(starts, span, span[1:]):
        own = start if "day" in line or len(starts) > 1 else None
        parts.append(Part(index, line, sku, start, own, Fraction(stop - begin, span[-1] - span[0])))
    return parts


def price_on(sku, day):
    """The price on a day, or the reason why there is none."""
    listed = sku
    for later in sku.get("later", []):
        if day is not None and later["from"] <= day:
            listed = later
    if listed.get("price") is None:
        return None, "not_listed"
    if prices.is_zero(listed["price"]) and not listed.get("free"):
        return None, "zero"
    return listed["price"], None


class Counted:
    """Places lines one after another on the count of their SKU."""

    def __init__(self):
        self.counts, self.ends = {}, {}

    def place(self, part):
        """Sets the segment of a part, which starts where the part before it on the count ended."""
        machines = exact(part.line.get("machines", "1"))
        is_apart = part.sku.get("pooling") == "apart"
        amount = part.quantity if is_apart else part.quantity * machines
        rules, equivalents = part.sku.get("rules", []), part.sku.get("equivalents", [])
        before = self.counts.get(part.pool)
        count = (before or ZERO) + amount
        start = ZERO if before is None else ruled(before, part.sku["unit"], rules, equivalents)
        end = ruled(count, part.sku["unit"], rules, equivalents)
        if end < start:
            raise Refused("below zero")
        part.segment = Segment(start, end, machines if is_apart else ONE, before is None)
        self.counts[part.pool], self.ends[part.pool] = count, end


def at_list(book, usage, agreement, seen):
    """The charges of all lines at list price, and the lines and quantities without a price."""
    parts, unpriced = [], []
    terms, held = agreement.get("terms", []), agreement.get("commitments", {}).get("held", [])
    for index, line in enumerate(usage["lines"]):
        sku = book["skus"][line["sku"]]
        names = names_of(book, line["sku"], sku, line["id"], owner=line.get("owner"))
        whole = metered(line, sku)
        changing = {*changes(terms, names), *ends(held, names)}
        for part in parts_of(index, line, sku, names, usage, changing, changes_of_rate(book)):
            price, reason = price_on(sku, part.day)
            if price is None:
                unpriced.append((line["id"], reason, None))
                continue
            window, part.price = prices.window_of(price, line.get("hours"))
            part.listing = listing_on(book, sku, usage, part.day)
            part.pool = pool_of(part, window)
            part.quantity = whole * part.share
            parts.append(part)
            if part.share != 1:
                seen.add("lines split by days")
            if quantity(line["quantity"])[1] != sku["unit"] or "factors" in sku:
                seen.add("converted units")
    counted = Counted()
    in_order = sorted(parts, key=lambda part: part.day or "")
    for part in in_order:
        counted.place(part)
    fees = Fees()
    for part in in_order:
        reached = reached_by(part, counted)
        part.owes = fees.owes(part.pool, part.price, part.segment, reached)
    ledger, charges, above = Ledger(), [], []
    for part in parts:
        charge, missing = priced(part, reached_by(part, counted), book, ledger, seen)
        if charge is not None:
            charges.append(charge)
        if missing:
            above.append((part.line["id"], "above_last_tier", missing))
    note(parts, seen)
    unmatched = [(line["id"], "no_sku", None) for line in usage.get("unmatched", [])]
    return charges, unpriced + above + unmatched


def reached_by(part, counted):
    """The quantity that selects the tier of an all-units price."""
    if "tier_by" in part.line:
        return converted(*quantity(part.line["tier_by"]), part.sku["unit"], part.sku.get("equivalents", []))
    return counted.ends[part.pool]


def priced(part, reached, book, ledger, seen):
    """The charge of a part for what the list prices, and the quantity above the end of the list."""
    segment, line = part.segment, part.line
    end = prices.listed_end(part.price, segment, reached)
    above = (segment.end - end) * segment.machines
    used = part.quantity * exact(line.get("machines", "1"))
    if above:
        seen.add("closed last tier")
        if end == segment.start:
            return None, above
        used, segment = max(used - above, ZERO), replace(segment, end=end)
    costs = prices.slices(part.price, segment, reached, part.owes, book.get("rounding", {}), seen, part.listing)
    cost = sum(costs)
    shown = sum(ledger.show(amount) for amount in costs)
    is_apart = part.sku.get("pooling") == "apart"
    names = names_of(book, line["sku"], part.sku, line["id"], owner=line.get("owner"))
    charge = Charge(
        "usage", names, line["id"], part.own_day, None, used, (segment.end - segment.start) * segment.machines,
        (segment.end - segment.start if segment.machines else ZERO) if is_apart else None, part.pool, segment, reached, line.get("hours"),
        list=shown, list_exact=cost, contracted=shown, effective=shown, billed=shown, now=cost,
    )  # fmt: skip
    charge.block, charge.part = line.get("during"), part.listing.part
    return charge, above


def note(parts, seen):
    """Notes the features that lines use."""
    for part in parts:
        if part.sku.get("rules") or any(factor.get("rules") for factor in part.sku.get("factors", [])):
            seen.add("quantity rules")
        if "tier_by" in part.line:
            seen.add("tier by")
        if part.sku.get("pooling") == "apart":
            seen.add("machines apart" if "machines" in part.line else "lines apart")
        if part.sku.get("pooling") == "by_owner" and "owner" in part.line:
            seen.add("accounts apart")
        if part.pool[1] is not None:
            seen.add("time of day")
        if part.segment.end in bounds(part.price):
            seen.add("bounds hit")


def bounds(price):
    """The ends of the tiers of a price."""
    return {prices.end_of(tier) for tier in prices.tiers_of(price)} - {None}
