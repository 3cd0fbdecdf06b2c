"""What is refused before anything is priced.

Rules: the errors that the docs of `quote`, `PriceBook`, `Terms`, `Commitments` and `Billing` state, and
kind 7 of the rules of input: unknown names, amounts below zero or in another currency, bounds that cross,
names given twice.
"""

from . import prices
from .commitments import may_cover
from .listing import check_listing
from .numbers import ONE, PLACES, Refused, exact, money
from .scopes import drawn_of, names_of
from .units import converted, quantity

USAGE_ONLY = {
    "fixed": ("before_commitments",),
    "unit_off": ("before_commitments", "uncovered"),
    "by_quantity": ("before_commitments", "uncovered"),
    "not_below": ("before_commitments", "uncovered"),
    "not_above": ("before_commitments", "uncovered"),
}


def refuse(is_wrong, why):
    """Refuses what is wrong."""
    if is_wrong:
        raise Refused(why)


def check(book, usage, agreement):
    """Refuses a price book, a usage or an agreement that breaks a rule."""
    for sku in book["skus"].values():
        check_sku(sku)
    check_rounding(book.get("rounding", {}))
    check_listing(book)
    ids = [line["id"] for line in usage["lines"]]
    refuse(len(set(ids)) < len(ids), "lines of one name")
    refuse(any(line["sku"] not in book["skus"] for line in usage["lines"]), "unknown SKU")
    held = agreement.get("commitments", {}).get("held", [])
    names = Names(book, usage, held)
    currency = book["currency"]
    check_terms(agreement.get("terms", []), names, currency, set(), None)
    check_fees(agreement, names, currency)
    check_commitments(held, book, usage, names)
    check_billing(agreement.get("billing", {}), usage, names, currency)


class Names:
    """The names that a scope may use."""

    def __init__(self, book, usage, held):
        skus = book["skus"].values()
        self.known = {
            "providers": {book["provider"]},
            "regions": {book["region"]},
            "services": {sku["service"] for sku in skus},
            "skus": set(book["skus"]),
            "purchase_options": {sku["purchase_option"] for sku in skus if "purchase_option" in sku},
            "lines": {line["id"] for line in (*usage["lines"], *usage.get("unmatched", []))},
            "owners": {one["owner"] for one in (*usage["lines"], *held) if "owner" in one},
        }

    def check(self, scope):
        """Refuses a scope with an unknown name."""
        for kind, listed in (scope or {}).items():
            refuse(not set(listed) <= self.known[kind], "unknown name in a scope")


def check_sku(sku):
    """Refuses tiers with gaps, increments of zero, and units that do not convert."""
    equivalents = sku.get("equivalents", [])
    for pair in equivalents:
        refuse(quantity(pair["this"])[0] == 0 or quantity(pair["is"])[0] == 0, "an equivalent of zero")
    units = [quantity(pair["this"])[1] for pair in equivalents]
    refuse(len(set(units)) < len(units), "two equivalents for one unit")
    for listed in (sku, *sku.get("later", [])):
        if listed.get("price") is not None:
            check_price(listed["price"], may_end=True)
    days = [later["from"] for later in sku.get("later", [])]
    refuse(sorted(set(days)) != days, "days that descend")
    check_rules(sku.get("rules", []), sku["unit"], equivalents)
    refuse(any("short_of" in rule for rule in sku.get("rules", [])), "a rule of factors")
    for factor in sku.get("factors", []):
        check_rules(factor.get("rules", []), factor["unit"], equivalents)
    if sku.get("factors"):
        units = {factor["unit"] for factor in sku["factors"]}
        refuse(not set(sku.get("product", sku["unit"]).split("-")[1:]) <= units, "factors of another product")
    if "product" in sku:
        converted(ONE, sku["product"], sku["unit"], equivalents)


def check_rules(rules, unit, equivalents):
    """Refuses rules in another unit, and increments of zero."""
    for rule in rules:
        ((kind, text),) = rule.items()
        size = converted(*quantity(text), unit, equivalents)
        refuse(kind in ("round_up", "round_down") and size == 0, "an increment of zero")


def check_price(model, may_end):
    """Refuses tiers and windows that do not follow each other."""
    if "by_time_of_day" in model:
        windows = [prices.minutes(window["hours"]) for window in model["by_time_of_day"]]
        refuse(not windows, "no windows")
        ordered = sorted(windows)
        refuse(any(before[1] > after[0] for before, after in zip(ordered, ordered[1:])), "windows overlap")
        for window in model["by_time_of_day"]:
            check_price(window["price"], may_end)
        return
    tiers = prices.tiers_of(model)
    check_spans(tiers, may_end)
    for index, tier in enumerate(tiers):
        refuse(tier.get("per") is not None and exact(tier["per"]) == 0, "an empty package")
        refuse(tier.get("fee_at_zero", False) and index > 0, "a fee at zero inside")


def check_spans(tiers, may_end):
    """Refuses tiers that leave a gap, overlap, descend, or are open inside or closed at the end."""
    refuse(not tiers, "no tiers")
    expected = exact("0")
    for index, tier in enumerate(tiers):
        start, end = exact(tier["from"]), prices.end_of(tier)
        refuse(start != expected, "a gap or an overlap")
        is_last = index + 1 == len(tiers)
        refuse(end is None and not is_last, "an open tier inside")
        refuse(end is not None and end <= start, "a tier that descends")
        refuse(end is not None and is_last and not may_end, "a last tier that ends")
        expected = end


def check_rounding(policy):
    """Refuses a rounding to more decimals than amounts are shown with, and choices without their stage."""
    refuse(policy.get("lines_to_sum", False) and "line" not in policy, "no rounding of lines")
    refuse(policy.get("tax_on") == "charge" and "tax" not in policy, "no rounding of the tax")
    stages = ("unit_price", "tier", "line", "tax", "invoice")
    refuse(any(policy[stage]["places"] > PLACES for stage in stages if stage in policy), "too many decimals")


def check_amount(amount, currency):
    """Refuses an amount below zero or in another currency."""
    if amount is not None:
        refuse(not amount.endswith(currency), "another currency")
        refuse(money(amount) < 0, "an amount below zero")


def check_table(table):
    """Refuses a rate table whose tiers do not follow each other."""
    check_spans(table.get("graduated") or table["all_units"]["tiers"], may_end=False)


def check_terms(terms, names, currency, ids, group):
    """Refuses terms with a wrong name, scope, date, stage or change; groups are checked inside."""
    for term in terms:
        refuse(term["id"] in ids, "two terms of one name")
        ids.add(term["id"])
        names.check(term.get("scope"))
        refuse("from" in term and "until" in term and term["until"] < term["from"], "ends before its start")
        refuse(group is not None and "stage" in term, "a stage in a group")
        stage = group or term.get("stage", "before_commitments")
        ((kind, value),) = term["change"].items()
        refuse(stage not in USAGE_ONLY.get(kind, (stage,)), "a change at a wrong stage")
        if kind in ("additive", "best_of", "first_of"):
            refuse(not value, "an empty group")
            check_terms(value, names, currency, ids, stage)
        elif kind == "fixed":
            check_price(value, may_end=False)
        elif kind in ("by_spend", "by_quantity"):
            check_table(value)
        elif kind in ("unit_off", "amount_off", "at_least", "at_most"):
            check_amount(value, currency)


def term_ids(terms):
    """The names of terms, nested ones included."""
    for term in terms:
        yield term["id"]
        for group in ("additive", "best_of", "first_of"):
            yield from term_ids(term["change"].get(group, []))


def check_fees(agreement, names, currency):
    """Refuses fees with a wrong name, scope, table or minimum."""
    ids = [*term_ids(agreement.get("terms", [])), *(fee["id"] for fee in agreement.get("fees", []))]
    refuse(len(set(ids)) < len(ids), "two fees of one name")
    for fee in agreement.get("fees", []):
        names.check(fee.get("scope"))
        check_table(fee["rate"])
        check_amount(fee.get("at_least"), currency)


def check_commitments(held, book, usage, names):
    """Refuses commitments that break a rule alone, and those that do not fit the usage."""
    ids = [one["id"] for one in held]
    refuse(len(set(ids)) < len(ids), "two commitments of one name")
    refuse(set(ids) & names.known["lines"], "a commitment named like a line")
    exclusive = [sku for one in held if one.get("exclusive") for sku in skus_of(one)]
    refuse(len(set(exclusive)) < len(exclusive), "two exclusive commitments for a SKU")
    for one in held:
        check_commitment(one, book, names)
        needs_day = "until" in one or "paid_on" in one["fee"]
        refuse(needs_day and "day" not in usage, "no day")
    blocks = [block["id"] for block in usage.get("time_blocks", [])]
    refuse(len(set(blocks)) < len(blocks), "two time blocks of one name")
    refuse(any(exact(block["hours"]) == 0 for block in usage.get("time_blocks", [])), "a block of no hours")
    refuse(not blocks and any(map(counts_hours, held)), "no time block")
    for line in usage["lines"]:
        refuse("during" in line and line["during"] not in blocks, "an unknown time block")


def skus_of(one):
    """The SKUs that the scope and the draws of a commitment name."""
    return {*one.get("scope", {}).get("skus", []), *drawn_of(one)}


def counts_hours(one):
    """Whether the fee or the capacity of a commitment counts hours."""
    fee = one["fee"]
    by_hours = "hourly" in fee or ("upfront" in fee and "term_months" not in fee)
    return by_hours or one.get("over", "hour") == "hour"


def check_charges(held, book, usage, charges):
    """Refuses lines without one of several blocks, and commitments that would add up different units, among
    the lines that have a price."""
    blocks = usage.get("time_blocks", [])
    during = {line["id"]: line.get("during") for line in usage["lines"]}
    for one in held:
        units = set()
        for charge in (charge for charge in charges if may_cover(one, charge)):
            units.add(book["skus"][charge.names["skus"]]["unit"])
            is_lost = len(blocks) > 1 and during[charge.line] is None and one.get("over", "hour") == "hour"
            refuse(is_lost, "a line without a block")
        refuse(one.get("draws", "quantity") == "quantity" and len(units) > 1, "several units")


def check_commitment(one, book, names):
    """Refuses a commitment that breaks a rule alone."""
    names.check(one.get("scope"))
    names.check({"owners": one.get("group", [])})
    draws, fee, drawn = one.get("draws", "quantity"), one["fee"], drawn_of(one)
    refuse(draws != "quantity" and "spend" not in draws and not drawn, "nothing covered")
    refuse(not set(drawn) <= set(book["skus"]), "unknown SKU drawn")
    allowances = draws.get("first_to_end", []) if draws != "quantity" else []
    refuse(len(allowances) > 100, "too many allowances")
    for value in [*drawn.values(), *(value for allowance in allowances for value in allowance.values())]:
        if " " in value:
            check_amount(value, book["currency"])
        refuse(money(value) == 0, "a weight of zero")
    is_promise = draws != "quantity" and "spend" in draws and one.get("over") == "period"
    refuse(one.get("counts_fees", False) and not is_promise, "counts no spend")
    amounts = [fee.get(kind) for kind in ("upfront", "hourly", "period")]
    refuse(not any(amount is not None for amount in amounts), "no fee")
    for amount in amounts:
        check_amount(amount, book["currency"])
    refuse(exact(one.get("overage", "1")) == 0 or exact(one["capacity"]) == 0, "a zero")
    terms = [fee[kind] for kind in ("term_hours", "term_months") if kind in fee]
    refuse(len(terms) > 1 or any(exact(term) == 0 for term in terms), "two terms, or a term of zero")
    refuse("upfront" in fee and not terms, "no term")


def check_billing(billing, usage, names, currency):
    """Refuses amounts, bounds, names and roundings of the bill that break a rule."""
    for kind in ("minimum", "maximum", "credit"):
        check_amount(billing.get(kind), currency)
    if "minimum" in billing and "maximum" in billing:
        refuse(money(billing["maximum"]) < money(billing["minimum"]), "a maximum below the minimum")
    named = [*billing.get("line_minimums", []), *billing.get("vouchers", [])]
    ids = [one["id"] for one in (*named, *billing.get("tax_rates", []))]
    refuse(len(set(ids)) < len(ids), "two of one name")
    for one in named:
        names.check(one.get("scope"))
        check_amount(one["amount"], currency)
        check_amount(one.get("at_least"), currency)
        refuse("until" in one and "day" not in usage, "no day")
    corrections = billing.get("corrections", [])
    refuse(len({one["id"] for one in corrections}) < len(corrections), "two corrections of one name")
    for one in corrections:
        refuse(not one["amount"].endswith(currency), "another currency")
    for rate in billing.get("tax_rates", []):
        names.check(rate["scope"])
    rounding = billing.get("rounding", {})
    refuse("unit_price" in rounding or "tier" in rounding, "a stage before the bill")
    check_rounding(rounding)
