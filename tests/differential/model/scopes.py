"""Scopes and dates: which charges a clause is about.

Rules: the docs of `Scope` and of the days of `Term`.
"""


def matches(scope, names):
    """Whether every list of a scope that is not empty has the name of a charge; `names` has one for each
    list, or `None`."""
    return all(not listed or names.get(kind) in listed for kind, listed in (scope or {}).items())


def names_of(book, sku_id=None, sku=None, line_id=None, service=None):
    """The names by which scopes select a charge."""
    return {
        "providers": book["provider"],
        "regions": book["region"],
        "services": sku["service"] if sku else service,
        "skus": sku_id,
        "purchase_options": sku.get("purchase_option") if sku else None,
        "lines": line_id,
    }


def is_dated(term):
    """Whether a term has a first or a last day."""
    return "from" in term or "until" in term


def holds_on(term, day):
    """Whether a term is in force on a day; a term without dates always is."""
    if not is_dated(term):
        return True
    return day is not None and term.get("from", day) <= day <= term.get("until", day)
