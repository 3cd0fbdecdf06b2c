"""Terms: each changes the charges in its scope, at its stage, on its days.

Rules: the docs of `Terms`, `Term`, `Stage`, `PriceChange`, `RateTable` and `negotiate::apply`.
"""

from copy import copy

from . import prices
from .numbers import ONE, ZERO, Ledger, Refused, exact, money, paid, shown, split
from .listing import Listing
from .prices import Fees
from .scopes import holds_on, is_dated, matches

BEFORE = "before_commitments"


def apply(terms, is_later, charges, usage, policy, seen):
    """Applies the terms before commitments, or those of all later stages, in their listed order."""
    for term in terms:
        if (term.get("stage", BEFORE) != BEFORE) == is_later:
            apply_term(term, charges, usage, policy, seen)


def is_at_stage(term, charge):
    """Whether the stage of a term is about a charge."""
    stage = term.get("stage", BEFORE)
    if charge.kind not in ("usage", "unused"):
        return False
    if stage == "uncovered":
        return charge.is_uncovered
    return stage != "commitment_fees" or not charge.is_uncovered


def is_changed(term, charge, usage):
    """Whether a term is in force for a charge and about it."""
    day = charge.day or usage.get("day")
    return is_at_stage(term, charge) and holds_on(term, day) and matches(term.get("scope"), charge.names)


def lacks_day(term, charges, usage):
    """Whether it is unknown for a charge whether a dated term is in force."""
    return (
        is_dated(term)
        and "day" not in usage
        and any(charge.day is None and is_at_stage(term, charge) for charge in charges)
    )


def apply_term(term, charges, usage, policy, seen):
    """Applies one term to the charges that it changes."""
    if lacks_day(term, charges, usage):
        raise Refused("no day")
    chosen = [charge for charge in charges if is_changed(term, charge, usage)]
    ((kind, value),) = term["change"].items()
    before = [charge.now for charge in chosen]
    if kind in ("additive", "best_of", "first_of"):
        GROUPS[kind](value, chosen, usage, policy, seen)
    elif kind == "amount_off":
        share_out(chosen, max(total(chosen) - money(value), ZERO))
    elif kind == "by_spend":
        share_out(chosen, paid_of(value, total(chosen)))
    elif kind == "by_quantity":
        by_quantity(value, chosen)
    elif kind in ("at_least", "at_most"):
        bound(kind, money(value), chosen)
    elif kind == "fixed":
        fixed(value, chosen, policy, seen)
    else:
        ledger = Ledger()
        for charge in chosen:
            charge.change(of_one(kind, value, charge), ledger)
    if before != [charge.now for charge in chosen]:
        seen.add(f"term {kind}")
        seen.add(f"stage {term.get('stage', BEFORE)}")


def of_one(kind, value, charge):
    """The exact cost of a charge after a change that depends on it alone."""
    now = charge.now
    if kind == "pay":
        return now * paid(value)
    if kind == "markup":
        return now * (1 + exact(value["percent"]) / 100)
    if kind == "unit_off":
        return max(now - money(value) * charge.units, ZERO)
    if kind == "not_below":
        return max(now, charge.list_exact * paid(value))
    assert kind == "not_above"
    return min(now, charge.list_exact * paid(value))


def bound(kind, amount, charges):
    """Brings the parts of each line, and of each commitment, to a minimum or a maximum of their sum."""
    subjects = {}
    for charge in charges:
        subjects.setdefault((charge.kind, charge.line), []).append(charge)
    ledger = Ledger()
    for parts in subjects.values():
        before = total(parts)
        to = max(before, amount) if kind == "at_least" else min(before, amount)
        if to == before:
            continue
        weights = [part.now for part in parts] if before else [part.list_exact for part in parts]
        weights = weights if any(weights) else [ONE] * len(parts)
        for part, weight in zip(parts, weights):
            part.change(to * weight / sum(weights), ledger)


def total(charges):
    """The exact sum of charges."""
    return sum((charge.now for charge in charges), ZERO)


def share_out(charges, amount):
    """Splits an amount over charges in proportion to their cost as it is shown, to 12 decimals."""
    weights = [charge.effective for charge in charges]
    if not any(weights) or amount == total(charges):
        return
    for charge, part in zip(charges, split(shown(amount), weights)):
        charge.change(part, Ledger())


def paid_of(table, amount):
    """The part of an amount that is paid under a rate table."""
    if "graduated" in table:
        return sum((prices.within(tier, amount) * paid(tier["pay"]) for tier in table["graduated"]), ZERO)
    tier = prices.reached_tier(table["all_units"], amount)
    return amount * paid(tier["pay"])


def by_quantity(table, charges):
    """Pays the share that belongs to the quantity of the SKU, or of each machine where it counts apart."""

    def key(charge):
        return charge.names["skus"] if charge.each is None else charge.line

    quantities = {}
    for charge in charges:
        units = charge.units if charge.each is None else charge.each
        quantities[key(charge)] = quantities.get(key(charge), ZERO) + units
    ledger = Ledger()
    for charge in charges:
        used = quantities[key(charge)]
        charge.change(charge.now * (paid_of(table, used) / used if used else ONE), ledger)


def fixed(model, charges, policy, seen):
    """Prices the quantities by an agreed price, in the currency of the price book."""
    fees, ledger = Fees(), Ledger()
    for charge in charges:
        owes = fees.owes(charge.pool, model, charge.segment, charge.reached)
        listing = Listing(None, charge.part)
        costs = prices.slices(model, charge.segment, charge.reached, owes, policy, seen, listing)
        charge.change(sum(costs), ledger)


def tried(term, charges, usage, policy, seen):
    """Copies of charges after a term."""
    copies = [copy(charge) for charge in charges]
    apply_term(term, copies, usage, policy, seen)
    return copies


def replace(charges, by):
    """Gives charges the amounts of their copies."""
    for charge, new in zip(charges, by):
        charge.__dict__.update(new.__dict__)


def additive(terms, charges, usage, policy, seen):
    """All terms start from the same amounts; their reductions are added, and no cost is below zero."""
    starts = [copy(charge) for charge in charges]
    sums = [charge.now for charge in charges]
    for term in terms:
        ledger = Ledger()
        for index, new in enumerate(tried(term, starts, usage, policy, seen)):
            sums[index] -= starts[index].now - new.now
            if new.now != starts[index].now:
                charges[index].change(max(sums[index], ZERO), ledger)


def best_of(terms, charges, usage, policy, seen):
    """Only the term with the lowest total applies; among equals, the first."""
    results = [tried(term, charges, usage, policy, seen) for term in terms]
    replace(charges, min(results, key=total))


def first_of(terms, charges, usage, policy, seen):
    """On each day, only the first term that changes a charge of that day applies, to all its days at once."""
    for term in terms:
        if is_dated(term) and "day" not in usage and any(charge.day is None for charge in charges):
            raise Refused("no day")
    first = {}
    for day in {charge.day for charge in charges}:
        of_day = [charge for charge in charges if charge.day == day]
        changing = (index for index, term in enumerate(terms) if any(is_changed(term, one, usage) for one in of_day))
        first[day] = next(changing, None)
    for index, term in enumerate(terms):
        of_term = [charge for charge in charges if first[charge.day] == index]
        if of_term:
            replace(of_term, tried(term, of_term, usage, policy, seen))


GROUPS = {"additive": additive, "best_of": best_of, "first_of": first_of}
