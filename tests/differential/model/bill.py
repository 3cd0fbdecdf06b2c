"""The bill: minimums, a maximum, vouchers, tax, rounding and credit.

Rules: the docs of `Billing`, `RoundingPolicy`, `TaxUnit`, `Tax` and `bill`.
"""

from dataclasses import dataclass
from fractions import Fraction

from .listing import part_of
from .numbers import ONE, ZERO, exact, floor, money, rounded, shown
from .scopes import matches


@dataclass
class Item:
    """A line of the bill: what is owed, as it is shown and exactly."""

    names: dict
    kind: str
    owed: Fraction
    exact: Fraction


class Bill:
    """A bill under construction; `extra` is what its minimum or maximum changed, shown and exactly."""

    def __init__(self, charges, book, usage, agreement, seen):
        billing = agreement.get("billing", {})
        self.usage, self.billing, self.seen = usage, billing, seen
        self.policy = billing.get("rounding", book.get("rounding", {}))
        self.tax = agreement.get("tax", book.get("tax"))
        self.items = list(items_of(charges))
        self.extra, self.extra_exact = ZERO, ZERO
        self.round_lines()
        self.line_minimums()
        self.bounds()
        self.vouchers()
        self.finish()

    def round_lines(self):
        """Rounds the lines, each alone or so that they add up to their rounded sum."""
        rounding = self.policy.get("line")
        if rounding is None:
            return
        self.seen.add("rounding by line")
        amounts = [item.exact for item in self.items]
        if self.policy.get("lines_to_sum"):
            self.seen.add("lines to sum")
            lines = rounded_to_sum(amounts, rounding)
        else:
            lines = [rounded(amount, rounding) for amount in amounts]
        for item, line in zip(self.items, lines):
            item.owed = item.exact = line

    def for_part(self, amount):
        """An amount for the part of the period, rounded as the lines, or else as the bill."""
        part = part_of(self.usage)
        if part == 1:
            return amount
        self.seen.add("part of a period")
        rounding = self.policy.get("line") or self.policy.get("invoice")
        return rounded(amount * part, rounding) if rounding else shown(amount * part)

    def line_minimums(self):
        """Raises usage lines to their minimums."""
        for minimum in self.billing.get("line_minimums", []):
            least = self.for_part(money(minimum["amount"]))
            for item in self.items:
                if item.kind == "usage" and matches(minimum.get("scope"), item.names) and item.owed < least:
                    item.owed = item.exact = least
                    self.seen.add("line minimum")

    def bounds(self):
        """Brings the bill, without corrections, to its minimum and its maximum."""
        counted = [item for item in self.items if item.kind != "correction"]
        owed, due = sum(item.owed for item in counted), sum(item.exact for item in counted)
        for kind in ("minimum", "maximum"):
            if kind not in self.billing:
                continue
            bound = self.for_part(money(self.billing[kind]))
            if owed < bound if kind == "minimum" else owed > bound:
                self.extra, self.extra_exact = bound - owed, bound - due
                self.seen.add(f"bill {kind}")
                return

    def total(self):
        """What the bill comes to before tax."""
        return sum((item.owed for item in self.items), self.extra)

    def vouchers(self):
        """Lets vouchers pay, the earliest to expire first."""
        day = self.usage.get("day")
        came_to = [item.owed for item in self.items]
        usable = [one for one in self.billing.get("vouchers", []) if not ("until" in one and one["until"] < day)]
        for voucher in sorted(usable, key=lambda one: ("until" not in one, one.get("until", ""))):
            scope = voucher.get("scope", {})
            chosen = [index for index, item in enumerate(self.items) if matches(scope, item.names)]
            if sum(came_to[index] for index in chosen) < money(voucher.get("at_least")):
                if "at_least" in voucher:
                    self.seen.add("threshold missed")
                    continue
            payable = sum((self.items[index].owed for index in chosen), ZERO)
            if not any(scope.values()):
                payable += self.extra
            pays = min(money(voucher["amount"]), payable, self.total())
            if pays > 0:
                self.seen.add("voucher")
                self.pay([self.items[index] for index in chosen], pays)

    def pay(self, items, left):
        """Pays for items one after the other, and then for the minimum of the bill."""
        for item in items:
            if item.owed <= 0:
                continue
            part = min(item.owed, left)
            item.owed -= part
            item.exact = item.exact - part if item.owed else ZERO
            left -= part
        self.extra -= left
        self.extra_exact -= left

    def taxes(self):
        """The exact tax of each rate, in the order in which the rates are met."""
        taxed = {}

        def add(tax, amount):
            if tax is not None:
                taxed.setdefault((exact(tax["percent"]), tax["listed"]), []).append(amount)

        extra, share = self.extra_exact, ONE
        counted = sum((item.exact for item in self.items if item.kind != "correction"), ZERO)
        if extra < 0 and counted:
            # The maximum takes the same share off every charge but corrections.
            extra, share = ZERO, (counted + extra) / counted
        for item in self.items:
            of_scope = (rate for rate in self.billing.get("tax_rates", []) if matches(rate["scope"], item.names))
            rate = next(of_scope, None)
            amount = item.exact if item.kind == "correction" else item.exact * share
            add(rate["tax"] if rate else self.tax, amount)
        if extra:
            add(self.tax, extra)
        if len(taxed) > 1:
            self.seen.add("several taxes")
        for (percent, listed), amounts in taxed.items():
            yield listed, self.tax_on(percent / 100, listed == "with_tax", amounts)

    def tax_on(self, rate, is_included, amounts):
        """The tax of one rate, on the sum of the charges or on each."""
        self.seen.add("tax")
        share = rate / (1 + rate) if is_included else rate
        if self.policy.get("tax_on") != "charge":
            amounts = [sum(amounts)]
        return sum((rounded(amount * share, self.policy.get("tax")) for amount in amounts), ZERO)

    def finish(self):
        """Adds tax, rounds the sum, and pays it from credit."""
        owed = self.total()
        due = sum((item.exact for item in self.items), self.extra_exact)
        self.of_tax = ZERO
        for listed, tax in self.taxes():
            self.of_tax += shown(tax)
            if listed == "before_tax":
                owed += shown(tax)
                due += tax
        self.rounding = self.policy.get("invoice")
        if self.rounding:
            self.seen.add("rounding of the bill")
            owed = rounded(due, self.rounding)
        credit = money(self.billing.get("credit"))
        used = min(owed, credit)
        self.amount_due, self.carried_over = owed - used, credit - used
        self.exact = ZERO if self.carried_over else due - used
        if used:
            self.seen.add("carried over")


def items_of(charges):
    """The items of a bill: the parts of a usage line together, and every other charge."""
    items = {}
    for index, charge in enumerate(charges):
        key = ("line", charge.line) if charge.kind == "usage" else index
        # What rounding left over belongs to the effective cost.
        due = charge.now if charge.billed == charge.effective else charge.billed
        if key in items:
            items[key].owed += charge.billed
            items[key].exact += due
        else:
            items[key] = Item(charge.names, charge.kind, charge.billed, due)
    return items.values()


def rounded_to_sum(amounts, rounding):
    """Rounds each amount down; the largest remainders, among equals the first, get the missing units."""
    unit = Fraction(1, 10 ** rounding["places"])
    parts = [floor(amount / unit) for amount in amounts]
    missing = rounded(sum(amounts, ZERO), rounding) / unit - sum(parts)
    order = sorted(range(len(parts)), key=lambda index: parts[index] - amounts[index] / unit)
    for index in order[: int(missing)]:
        parts[index] += 1
    return [part * unit for part in parts]
