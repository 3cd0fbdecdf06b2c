"""One case: a price book, its usage, an agreement, and sometimes a currency in which the bill is paid."""

from random import Random

from .billing import billing
from .book import book, tax
from .commitments import commitments
from .draw import Draw
from .faults import spoil
from .terms import fees, terms
from .usage import usage

RATES = {"EUR": "0.92345", "JPY": "152.405", "KWD": "0.307"}


def case(seed, index):
    """The case of a number; equal seeds give equal cases."""
    draw = Draw(Random(f"{seed}/{index}"))
    priced = book(draw)
    used = usage(draw, priced)
    agreed = {
        "terms": terms(draw, priced, used),
        "commitments": commitments(draw, priced, used),
        "fees": fees(draw, priced, used),
        "billing": billing(draw, priced, used),
    }
    agreed = {name: value for name, value in agreed.items() if value}
    if draw.chance(25):
        agreed["tax"] = tax(draw)
    found = {"id": index, "book": priced, "usage": used, "agreement": agreed}
    if draw.chance(20):
        to = draw.one(sorted(RATES))
        found["paid_in"] = {"currency": to, "rates": {to: RATES[to]}}
    if draw.chance(12):
        spoil(draw, found)
    return found
