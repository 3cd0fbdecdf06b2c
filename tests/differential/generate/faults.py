"""Faults that are put into cases, which the rules refuse; the model finds them by itself."""


def spoil(draw, case):
    """Puts a random fault into a case, if the case has the part that the fault is about."""
    draw.one(FAULTS)(draw, case)


def scopes(case):
    """The clauses that have a scope."""
    agreed = case["agreement"]
    billing = agreed.get("billing", {})
    clauses = [*agreed.get("terms", []), *agreed.get("fees", []), *agreed.get("commitments", {}).get("held", [])]
    return [*clauses, *billing.get("vouchers", []), *billing.get("line_minimums", []), *billing.get("tax_rates", [])]


def unknown_name(draw, case):
    """A name in a scope that nothing has."""
    if clauses := scopes(case):
        kind = draw.one(("skus", "services", "lines", "regions", "providers", "purchase_options", "owners"))
        draw.one(clauses).setdefault("scope", {})[kind] = ["nowhere"]


def unknown_account(draw, case):
    """A group with an account that nothing has."""
    for held in case["agreement"].get("commitments", {}).get("held", []):
        held["group"] = ["nobody"]


def wrong_rate(draw, case):
    """Prices that are listed in a currency without a rate, or at rates whose days descend."""
    rates = {"source": "generated", "as_of": "2026-03-02", "base": "USD", "rates": {"CNY": "7.1"}}
    fault = draw.one(
        (
            {"rates": {"EUR": "0.9"}},
            {"rates": {"CNY": "0"}},
            {"rates": {"CNY": "7.1", "USD": "1"}},
            {"later": [{"as_of": "2026-03-02", "rates": {"CNY": "7.1"}}]},
            {"later": [{"as_of": "2026-03-15", "rates": {"EUR": "0.9"}}]},
            {"later": [{"as_of": "2026-03-31", "rates": {"CNY": "7"}}]},
        )
    )
    case["book"]["listed_in"] = {"currency": "CNY", "rates": rates | fault}


def wrong_amount(draw, case):
    """An amount below zero or in another currency."""
    wrong = draw.one(("-1 USD", "5 EUR"))
    agreed = case["agreement"]
    places = [(agreed.setdefault("billing", {}), draw.one(("minimum", "maximum", "credit")))]
    places += [(term["change"], draw.one(("at_least", "amount_off", "unit_off"))) for term in agreed.get("terms", [])]
    places += [(fee, "at_least") for fee in agreed.get("fees", [])]
    places += [(held["fee"], "period") for held in agreed.get("commitments", {}).get("held", [])]
    places += [(one, "amount") for one in agreed["billing"].get("vouchers", [])]
    where, name = draw.one(places)
    if name in ("at_least", "amount_off", "unit_off") and "id" not in where:
        where.clear()
    where[name] = wrong


def crossed_bounds(draw, case):
    """A maximum of the bill below its minimum."""
    case["agreement"].setdefault("billing", {}).update({"minimum": "10 USD", "maximum": draw.one(("9.99 USD", "10 USD"))})


def broken_tiers(draw, case):
    """A gap, an overlap, a late start or an end where none may be."""
    sku = draw.one(list(case["book"]["skus"].values()))
    tiers = draw.one(
        (
            [{"from": "1", "unit_price": "1"}],
            [{"from": "0", "up_to": "5", "unit_price": "1"}, {"from": "6", "unit_price": "1"}],
            [{"from": "0", "up_to": "5", "unit_price": "1"}, {"from": "4", "unit_price": "1"}],
            [{"from": "0", "unit_price": "1"}, {"from": "4", "unit_price": "1"}],
            [{"from": "0", "up_to": "0", "unit_price": "1"}],
            [{"from": "0", "unit_price": "1", "per": "0"}],
            [{"from": "0", "up_to": "5", "unit_price": "1"}, {"from": "5", "unit_price": "1", "fee_at_zero": True}],
            [],
        )
    )
    sku["price"] = draw.one(({"graduated": tiers}, {"all_units": {"tiers": tiers}}))


def broken_table(draw, case):
    """A table of paid shares that ends, or has a gap."""
    tiers = draw.one(([{"from": "0", "up_to": "5", "pay": "pay 50%"}], [{"from": "1", "pay": "pay 50%"}]))
    rate = {"graduated": tiers}
    agreed = case["agreement"]
    if draw.chance(50):
        agreed.setdefault("fees", []).append({"id": "broken", "rate": rate})
    else:
        agreed.setdefault("terms", []).append({"id": "broken", "change": {"by_spend": rate}})


def two_of_one_name(draw, case):
    """Two clauses, commitments or lines of one name."""
    agreed = case["agreement"]
    billing = agreed.get("billing", {})
    lists = [case["usage"]["lines"], agreed.get("terms", []), agreed.get("fees", [])]
    lists += [agreed.get("commitments", {}).get("held", []), billing.get("vouchers", []), billing.get("corrections", [])]
    chosen = draw.one([listed for listed in lists if listed])
    chosen.append(dict(chosen[0]))


def other_unit(draw, case):
    """A quantity or a rule in another unit."""
    line = draw.one(case["usage"]["lines"])
    if draw.chance(50):
        line["quantity"] = "5 Widgets"
    else:
        sku = case["book"]["skus"][line["sku"]]
        sku.setdefault("rules", []).append({"round_up": draw.one(("1 Widgets", f"0 {sku['unit']}"))})


def no_day(draw, case):
    """Usage without a day, where a clause may need one."""
    case["usage"].pop("day", None)
    for line in case["usage"]["lines"]:
        line.pop("day", None)
        line.pop("until", None)
    if draw.chance(50):
        day = {"until": "2026-03-20"}
        change = {"pay": "10% off"}
        case["agreement"].setdefault("terms", []).append({"id": "dated", "change": change} | day)


def no_blocks(draw, case):
    """Usage without time blocks, or with a line in an unknown one."""
    if draw.chance(50):
        case["usage"].pop("time_blocks", None)
    for line in case["usage"]["lines"]:
        line.pop("during", None)
    if draw.chance(30):
        case["usage"]["lines"][0]["during"] = "nowhere"


def wrong_stage(draw, case):
    """A change at a stage whose charges it cannot change, or a stage inside a group."""
    stage = draw.one(("uncovered", "commitment_fees", "after_commitments"))
    change = draw.one(({"unit_off": "0.1 USD"}, {"not_below": "pay 50%"}, {"fixed": {"flat": "1"}}))
    term = {"id": "late", "stage": stage, "change": change}
    if draw.chance(40):
        term = {"id": "group", "stage": stage, "change": {"best_of": [{"id": "inner", "change": change}]}}
    if draw.chance(30):
        term = {"id": "group", "change": {"best_of": [{"id": "inner", "stage": stage, "change": {"pay": "10% off"}}]}}
    case["agreement"].setdefault("terms", []).append(term)


def zero_weight(draw, case):
    """A commitment with a zero, without a fee, or with an unknown SKU."""
    if not (held := case["agreement"].get("commitments", {}).get("held", [])):
        return
    one = draw.one(held)
    fault = draw.one(
        (
            {"capacity": "0"},
            {"overage": "0"},
            {"draws": {"factors": {"vm": "0"}}},
            {"draws": {"first_to_end": [{"vm": "0"}]}},
            {"draws": {"first_to_end": [{}]}},
            {"draws": {"rates": {}}},
            {"draws": {"rates": {"nowhere": "1 USD"}}},
            {"fee": {}},
            {"fee": {"upfront": "5 USD"}},
            {"fee": {"upfront": "5 USD", "term_hours": "0"}},
            {"fee": {"period": "5 USD", "term_hours": "5", "term_months": "5"}},
            {"counts_fees": True},
            {"id": case["usage"]["lines"][0]["id"]},
        )
    )
    one.update(fault)


def fine_rounding(draw, case):
    """A rounding to more decimals than amounts are shown with."""
    rounding = {"places": draw.one((12, 13, 30)), "mode": "half_up"}
    policy = {draw.one(("line", "invoice", "tax")): rounding}
    case["agreement"].setdefault("billing", {})["rounding"] = policy


def idle_choice(draw, case):
    """A choice of the bill's rounding that does nothing, or a rule of factors on the count of a SKU."""
    if draw.chance(50):
        sku = draw.one(list(case["book"]["skus"].values()))
        sku.setdefault("rules", []).append({"short_of": f"1 {sku['unit']}"})
        return
    to_cents = {"places": 2, "mode": "half_up"}
    policy = draw.one(({"lines_to_sum": True}, {"tax_on": "charge"}, {"unit_price": to_cents}, {"tier": to_cents}))
    case["agreement"].setdefault("billing", {})["rounding"] = policy


def two_definitions(draw, case):
    """Two definitions of one unit, or one of nothing."""
    sku = draw.one(list(case["book"]["skus"].values()))
    pairs = draw.one(((("1 Months", "730 Hours"), ("1 Months", "744 Hours")), (("1 Months", "0 Hours"),)))
    sku["equivalents"] = [{"this": this, "is": other} for this, other in pairs]


FAULTS = (
    unknown_name,
    unknown_name,
    wrong_amount,
    wrong_amount,
    crossed_bounds,
    broken_tiers,
    broken_table,
    two_of_one_name,
    other_unit,
    no_day,
    no_blocks,
    wrong_stage,
    zero_weight,
    fine_rounding,
    idle_choice,
    two_definitions,
    unknown_account,
    wrong_rate,
)
