"""Commitments: usage draws on their capacity and costs its share of their fees.

Rules: the docs of `Commitment`, `Draws`, `Fee`, `First`, `Order`, `apply_commitments` and
`meet_promises`, and DESIGN.md, "Why is there one mechanism for all commitments?".
"""

from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction

from .lines import Charge
from .listing import part_of
from .numbers import ONE, ZERO, exact, money, shown, split
from .scopes import drawn_of, matches, names_of_all
from .units import in_smallest


@dataclass
class Bucket:
    """The capacity of one time block, or of the period (`None`), and its fee."""

    block: str | None
    capacity: Fraction
    fee: Fraction
    #: The capacity that the fees of other commitments have drawn, and its share of the fee.
    counted: Fraction = ZERO
    counted_fee: Fraction = ZERO

    def __post_init__(self):
        #: What is not drawn yet.
        self.left, self.fee_left = self.capacity - self.counted, self.fee - self.counted_fee
        #: What is used of each allowance of a pack that ends with the first.
        self.used = {}


@dataclass
class Held:
    """What commitments have made of the charges so far."""

    kept: Fraction = ZERO
    results: dict = field(default_factory=dict)


def scope_rank(scope):
    """The rank of a scope: 0 is the narrowest."""
    ranks = (("lines", "skus"), ("services", "purchase_options"), ("regions", "providers"))
    named = [rank for rank, kinds in enumerate(ranks) if any((scope or {}).get(kind) for kind in kinds)]
    return min(named, default=3)


def in_order(commitments, day):
    """The commitments that have not expired, in the order in which they are applied."""
    held = [one for one in commitments.get("held", []) if not ("until" in one and one["until"] < day)]
    if commitments.get("order", "narrow_first") == "listed":
        return held

    return sorted(held, key=rank_of)


def rank_of(one):
    """The rank of a commitment, and its expiry, which orders those of one rank."""
    draws = one.get("draws", "quantity")
    is_in_money = "rates" in draws or "spend" in draws
    until = one.get("until")
    return (one.get("counts_fees", False), is_in_money, scope_rank(one.get("scope")), until is None, until or "")


def apply(book, usage, agreement, charges, held, counts_fees, seen):
    """Covers charges by the commitments, or by the promises that count fees, and returns all charges."""
    commitments = agreement.get("commitments", {})
    ordered = [one for one in in_order(commitments, usage.get("day")) if one.get("counts_fees", False) == counts_fees]
    fees = sum((charge.effective for charge in charges if not charge.is_uncovered), held.kept)
    drawings, covered, after = [], {}, []
    for one in ordered:
        drawings.append((one, buckets(one, usage, fees)))
        fees += sum((bucket.fee - bucket.counted_fee for bucket in drawings[-1][1]), ZERO)
    for equals in of_one_rank(drawings, commitments.get("order", "narrow_first") == "listed"):
        for turn in TURNS:
            for one, in_time in equals:
                for bucket in in_time:
                    draw((one, turn), bucket, book, usage, charges, covered, seen)
    for one, in_time in drawings:
        after.extend(others_of(one, in_time, book, usage, held, seen))
    return [*finished(ordered, book, charges, covered, seen), *after]


def of_one_rank(drawings, is_listed):
    """Commitments of one rank, which cover the usage of their owners before any of them is shared; in the
    listed order each is alone."""
    found = []
    for one, in_time in drawings:
        if not is_listed and found and rank_of(found[-1][-1][0])[:3] == rank_of(one)[:3]:
            found[-1].append((one, in_time))
        else:
            found.append([(one, in_time)])
    return found


TURNS = ("owner", "group", "others")


def turn_of(one, charge):
    """When a commitment covers the usage of a charge: as that of its owner, of its group, or of others."""
    user = charge.names["owners"]
    if "owner" not in one and not one.get("group"):
        return "owner"
    if user is not None and user == one.get("owner"):
        return "owner"
    return "group" if user in one.get("group", []) else "others"


def others_of(one, in_time, book, usage, held, seen):
    """The charges of a commitment for what was not drawn, and for its fee as it is paid."""
    others, is_apart = [], "paid_on" in one["fee"]
    for bucket in in_time:
        if one.get("unused") == "kept":
            held.kept += bucket.fee_left
            seen.add("kept")
        elif bucket.fee_left:
            seen.add("unused commitment")
            names, left = names_of_all(book, one), bucket.fee_left
            unused = Charge("unused", names, effective=left, now=left, line=one["id"])
            unused.billed = ZERO if is_apart else left
            unused.is_paid_apart = is_apart
            others.append(unused)
    if is_apart:
        amount = fee_as_paid(one, usage) - sum((bucket.counted_fee for bucket in in_time), ZERO)
        if amount:
            seen.add("fee as it is paid")
            others.append(Charge("fee_as_paid", names_of_all(book, one), billed=amount, line=one["id"]))
    return others


def hours_of(usage):
    """The hours of all time blocks."""
    return sum((exact(block["hours"]) for block in usage.get("time_blocks", [])), ZERO)


def fee_of(fee, usage):
    """The fee for the period: the exact sum of its parts, as it is shown."""
    part, hours = part_of(usage), hours_of(usage)
    total = money(fee.get("hourly")) * hours + money(fee.get("period")) * part
    if "upfront" in fee:
        share = part / exact(fee["term_months"]) if "term_months" in fee else hours / exact(fee["term_hours"])
        total += money(fee["upfront"]) * share
    return shown(total)


def fee_as_paid(one, usage):
    """The fee on the bill of the month of the usage."""
    fee = one["fee"]
    is_month = fee["paid_on"][:7] == usage["day"][:7]
    period = money(fee.get("period")) * part_of(usage)
    if one.get("unused") == "kept" and not is_month:
        period = ZERO
    upfront = money(fee.get("upfront")) if is_month else ZERO
    return shown(money(fee.get("hourly")) * hours_of(usage) + period + upfront)


def buckets(one, usage, fees):
    """The capacity by time block or for the period."""
    fee, capacity = fee_of(one["fee"], usage), exact(one["capacity"])
    if one.get("over") == "period":
        counted = min(fees, capacity) if one.get("counts_fees") else ZERO
        return [Bucket(None, capacity, fee, counted, shown(fee * counted / capacity))]
    hours = [exact(block["hours"]) for block in usage["time_blocks"]]
    blocks = zip(usage["time_blocks"], hours, split(fee, hours))
    return [Bucket(block["id"], capacity * count, part) for block, count, part in blocks]


def may_cover(one, charge):
    """Whether a charge may draw on a commitment."""
    named = drawn_of(one)
    is_over = "until" in one and charge.day is not None and charge.day > one["until"]
    is_in_scope = matches(one.get("scope"), charge.names)
    return not is_over and is_in_scope and (not named or charge.names["skus"] in named)


def need_of(one, charge):
    """The capacity that what is left of a charge would draw."""
    draws = one.get("draws", "quantity")
    sku = charge.names["skus"]
    if draws == "quantity":
        return charge.quantity
    if "factors" in draws:
        return charge.quantity * exact(draws["factors"][sku])
    if "first_to_end" in draws:
        return sum(used_of(allowance, charge) for allowance in draws["first_to_end"])
    if "spend" in draws:
        return charge.list_exact if draws["spend"] == "list" else charge.now
    need = charge.quantity * money(draws["rates"][sku])
    return min(need, charge.now) if one.get("at_most_contracted") else need


def used_of(allowance, charge):
    """The share of an allowance that what is left of a charge would use up."""
    sku = charge.names["skus"]
    return charge.quantity / exact(allowance[sku]) if sku in allowance else ZERO


def cut_evenly(one, wanting, bucket):
    """The capacity drawn for a unit of need and the share of each charge that is covered, where the allowances
    of a pack end together; `None` for other commitments."""
    draws = one.get("draws", "quantity")
    if "first_to_end" not in draws or not wanting:
        return None
    if not bucket.left:
        return ZERO, ZERO
    needs = [sum(used_of(allowance, charge) for _, _, charge in wanting) for allowance in draws["first_to_end"]]
    left = [bucket.capacity - bucket.used.get(number, ZERO) for number in range(len(needs))]
    share = min([ONE, *(rest / need for rest, need in zip(left, needs) if need)])
    for number, need in enumerate(needs):
        bucket.used[number] = bucket.used.get(number, ZERO) + need * share
    drawn = bucket.left - (bucket.capacity - max(bucket.used.values()))
    return drawn / sum(needs), share


def rank(one, charge, need, sku):
    """The key by which usage is covered; the lowest is first."""
    a_unit = ZERO
    if charge.quantity:
        a_unit = need / (charge.quantity * in_smallest(sku["unit"], sku.get("equivalents", [])))
    first = one.get("first", "highest_saving")
    if first == "listed":
        return ()
    if first == "smallest":
        return (a_unit,)
    # A unit of capacity costs the same whatever draws it, so most is saved on what is dearest for its need.
    return (1, ZERO, a_unit) if charge.now == 0 else (0, need / charge.now, a_unit)


def draw(of_turn, bucket, book, usage, charges, covered, seen):
    """Draws the usage of a turn on a bucket."""
    one, turn = of_turn
    blocks = [block["id"] for block in usage.get("time_blocks", [])]
    wanting = []
    for charge in charges:
        block = charge.block or (blocks[0] if len(blocks) == 1 else None)
        if not charge.is_uncovered or not may_cover(one, charge) or turn_of(one, charge) != turn:
            continue
        if bucket.block is not None and block != bucket.block:
            continue
        need = need_of(one, charge)
        if need:
            sku = book["skus"][charge.names["skus"]]
            wanting.append((rank(one, charge, need, sku), need, charge))
    evenly = cut_evenly(one, wanting, bucket)
    for _, need, charge in sorted(wanting, key=lambda entry: entry[0]):
        drawn = min(need, bucket.left)
        share = drawn / need
        if evenly:
            drawn, share = need * evenly[0], evenly[1]
        if not share:
            break
        bucket.left -= drawn
        cost = bucket.fee_left
        if bucket.left:
            cost = min(shown(bucket.fee * drawn / bucket.capacity), cost)
        bucket.fee_left -= cost
        covered.setdefault(id(charge), []).append(cut(one, charge, share, cost))
        note(one, share < 1, seen)
        if "owner" in one or one.get("group"):
            seen.add(f"covers {turn}")


def note(one, is_partial, seen):
    """Notes the features of a commitment that covers usage."""
    draws = one.get("draws", "quantity")
    seen.add(f"draws {draws if isinstance(draws, str) else next(iter(draws))}")
    seen.add(f"over {one.get('over', 'hour')}")
    seen.add(f"first {one.get('first', 'highest_saving')}")
    if is_partial:
        seen.add("partly covered")
    if one.get("counts_fees"):
        seen.add("counts fees")


def spread(charges):
    """What the fees that are billed as they are paid cost as they are spread over the period."""
    sums = {charge.line: ZERO for charge in charges if charge.kind == "fee_as_paid"}
    for charge in charges:
        commitment = charge.line if charge.kind == "unused" else charge.covered_by
        if commitment in sums and charge.kind != "fee_as_paid":
            sums[commitment] += charge.now
    return sums


def bill_fees(charges, before):
    """Changes the fees on the bill as terms have changed what they cost as they are spread."""
    after = spread(charges)
    for charge in charges:
        if charge.kind == "fee_as_paid" and before[charge.line] not in (ZERO, after[charge.line]):
            charge.billed = shown(charge.billed * after[charge.line] / before[charge.line])


def cut(one, charge, share, cost):
    """Cuts a share out of a charge as a covered part that costs its share of the fee."""
    part = copy(charge)
    part.covered_by, part.effective, part.now = one["id"], cost, cost
    part.is_paid_apart = "paid_on" in one["fee"]
    part.billed = ZERO if part.is_paid_apart else cost
    for name in ("list", "contracted", "effective"):
        amount = getattr(charge, name)
        taken = shown(amount * share)
        setattr(charge, name, amount - taken)
        if name != "effective":
            setattr(part, name, taken)
    for name in ("list_exact", "quantity", "units", "now"):
        amount = getattr(charge, name)
        setattr(charge, name, amount - amount * share)
        if name != "now":
            setattr(part, name, amount * share)
    charge.billed = charge.effective
    return part


def finished(ordered, book, charges, covered, seen):
    """The covered parts of each charge, then the rest of it with its overage."""
    for charge in charges:
        parts = covered.get(id(charge), [])
        yield from parts
        is_gone = parts and not charge.quantity and not (charge.list or charge.contracted or charge.effective)
        if is_gone:
            continue
        over = [one for one in ordered if charge.is_uncovered and "overage" in one and may_cover(one, charge)]
        if over:
            seen.add("overage")
            charge.now *= exact(over[0]["overage"])
            charge.effective = charge.billed = shown(charge.now)
        yield charge
