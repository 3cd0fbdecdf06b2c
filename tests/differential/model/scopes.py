"""Scopes and dates: which charges a clause is about.

Rules: the docs of `Scope` and of the days of `Term`.
"""


def matches(scope, names):
    """Whether every list of a scope that is not empty has all names of a charge; `names` has one or a list
    of them for each list, or `None`."""
    return all(not listed or all_in(names.get(kind), listed) for kind, listed in (scope or {}).items())


def all_in(named, listed):
    """Whether a charge has a name of a kind, and all its names are listed."""
    named = [named] if isinstance(named, str) else named
    return bool(named) and set(named) <= set(listed)


def names_of(book, sku_id=None, sku=None, line_id=None, service=None, owner=None):
    """The names by which scopes select a charge."""
    return {
        "providers": book["provider"],
        "regions": book["region"],
        "services": sku["service"] if sku else service,
        "skus": sku_id,
        "purchase_options": sku.get("purchase_option") if sku else None,
        "lines": line_id,
        "owners": owner,
    }


def drawn_of(one):
    """The SKUs that the draws of a commitment name, each with what it draws."""
    draws = one.get("draws", "quantity")
    if draws == "quantity" or "spend" in draws:
        return {}
    if "first_to_end" in draws:
        return {sku: value for allowance in draws["first_to_end"] for sku, value in allowance.items()}
    return draws.get("factors", draws.get("rates"))


def names_of_all(book, one):
    """The names of all that a commitment may cover, by which scopes select its fee."""
    scope, drawn = one.get("scope", {}), drawn_of(one)
    skus = [sku for sku in scope.get("skus") or drawn if not drawn or sku in drawn]
    options = [book["skus"][sku].get("purchase_option") for sku in skus]
    return {
        **names_of(book),
        "services": scope.get("services") or [book["skus"][sku]["service"] for sku in skus],
        "skus": skus,
        "purchase_options": scope.get("purchase_options") or ([] if None in options else options),
        "lines": scope.get("lines"),
        "owners": one.get("owner"),
    }


def is_dated(term):
    """Whether a term has a first or a last day."""
    return "from" in term or "until" in term


def holds_on(term, day):
    """Whether a term is in force on a day; a term without dates always is."""
    if not is_dated(term):
        return True
    return day is not None and term.get("from", day) <= day <= term.get("until", day)
