"""The whole of a quote: charges at list, terms, commitments, terms on what is left, fees and the bill."""

from . import commitments, terms
from .bill import Bill
from .checks import check, check_charges
from .commitments import Held
from .lines import Charge, at_list
from .numbers import ZERO, Refused, exact, money, print_shown, rounded, shown
from .scopes import matches, names_of
from .terms import paid_of


def expected(case):
    """What a case comes to, and the features that it exercised."""
    seen = set()
    try:
        return answer(case, seen), sorted(seen)
    except Refused:
        return {"refused": True}, ["refused"]


def answer(case, seen):
    """The charges and the bill of a case."""
    book, usage, agreement = case["book"], case["usage"], case["agreement"]
    check(book, usage, agreement)
    charges, unpriced = at_list(book, usage, agreement, seen)
    check_charges(agreement.get("commitments", {}).get("held", []), book, usage, charges)
    policy = book.get("rounding", {})
    if "unit_price" in policy or "tier" in policy:
        seen.add("rounding of prices")
    terms.apply(agreement.get("terms", []), False, charges, usage, policy, seen)
    held = Held()
    charges = commitments.apply(book, usage, agreement, charges, held, False, seen)
    spread = commitments.spread(charges)
    terms.apply(agreement.get("terms", []), True, charges, usage, policy, seen)
    commitments.bill_fees(charges, spread)
    charges = commitments.apply(book, usage, agreement, charges, held, True, seen)
    charges.extend([fee_charge(fee, charges, book, seen) for fee in agreement.get("fees", [])])
    for correction in agreement.get("billing", {}).get("corrections", []):
        charges.append(correction_charge(correction, book, seen))
    told = {"charges": [told_of(charge) for charge in charges], "unpriced": sorted(map(told_unpriced, unpriced))}
    if unpriced:
        seen.add("unpriced")
    else:
        bill = Bill(charges, book, usage, agreement, seen)
        told |= {"amount_due": print_shown(bill.amount_due), "tax": print_shown(bill.of_tax)}
        told["carried_over"] = print_shown(bill.carried_over)
        if "paid_in" in case:
            told["paid"] = print_shown(paid_in(bill, case["paid_in"], seen))
    if "paid_in" in case:
        told["converted"] = converted(charges, case["paid_in"])
    return told


def fee_charge(fee, charges, book, seen):
    """The charge of a fee that is a share of other charges."""
    base = sum((charge.now for charge in charges if matches(fee.get("scope"), charge.names)), ZERO)
    cost = max(paid_of(fee["rate"], base), money(fee.get("at_least")))
    seen.add("fee on charges")
    amount = shown(cost)
    return Charge("fee", names_of(book), fee["id"],
                  list=amount, list_exact=cost, contracted=amount, effective=amount, billed=amount, now=cost)  # fmt: skip


def correction_charge(correction, book, seen):
    """The charge of a correction of an earlier bill."""
    amount = money(correction["amount"])
    seen.add("correction")
    return Charge("correction", names_of(book, service=correction.get("service")), correction["id"],
                  list=amount, list_exact=amount, contracted=amount, effective=amount, billed=amount, now=amount)  # fmt: skip


#: The decimals of the smallest unit of the currencies of the cases.
MINOR = {"USD": 2, "EUR": 2, "JPY": 0, "KWD": 3}


def paid_in(bill, exchange, seen):
    """The amount due in another currency: the exact amount times the rate, rounded once, as the bill is."""
    seen.add("paid in another currency")
    rate, to = rate_of(exchange), exchange["currency"]
    rounding = bill.rounding
    if rounding is None:
        return shown(bill.exact * rate)
    if rounding["places"] == MINOR["USD"]:
        rounding = {**rounding, "places": MINOR[to]}
    return rounded(bill.exact * rate, rounding)


def converted(charges, exchange):
    """The costs in another currency: the exact sums times the rate, rounded once."""
    rate = rate_of(exchange)
    sums = (sum((exact_of(charge, kind) for charge in charges), ZERO) for kind in COSTS)
    return [print_shown(shown(amount * rate)) for amount in sums]


COSTS = ("list", "contracted", "effective", "billed")


def exact_of(charge, kind):
    """The exact amount of a cost: that of the effective or the list cost where it is shown as the same."""
    cost = getattr(charge, kind)
    if cost == charge.effective and charge.kind != "fee_as_paid":
        return charge.now
    return charge.list_exact if cost == charge.list else cost


def rate_of(exchange):
    """How many units of the currency of a bill one USD buys."""
    rates, to = exchange["rates"], exchange["currency"]
    return exact(rates.get(to, "1")) / exact(rates.get("USD", "1"))


def text(amount):
    """The text of an exact amount: a fraction in lowest terms."""
    return f"{amount.numerator}/{amount.denominator}"


def told_of(charge):
    """The figures of a charge that are compared."""
    costs = [print_shown(cost) for cost in (charge.list, charge.contracted, charge.effective, charge.billed)]
    exact_now = charge.now if charge.kind != "fee_as_paid" else ZERO
    return {
        "of": charge.line,
        "covered_by": charge.covered_by,
        "costs": costs,
        "left_over": text(exact_now - charge.effective),
    }


def told_unpriced(unpriced):
    """A line without a price, its reason, and the quantity above the end of a list."""
    line, reason, above = unpriced
    return [line, reason, "" if above is None else text(above)]
