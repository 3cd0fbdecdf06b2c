"""Exact numbers, the stated roundings, and the split of amounts."""

from fractions import Fraction

ZERO = Fraction(0)
ONE = Fraction(1)
#: The decimals at which amounts are shown.
PLACES = 12


class Refused(Exception):
    """A document that the rules refuse."""


def exact(text):
    """The number of a text such as `0.125`."""
    return Fraction(text)


def money(text):
    """The number of an amount such as `2.5 USD`; zero for none."""
    return ZERO if text is None else Fraction(text.split(" ")[0])


def paid(discount):
    """The paid share of `pay 45%` or `55% off`."""
    if discount.startswith("pay "):
        return Fraction(discount[4:-1]) / 100
    return ONE - Fraction(discount.removesuffix("% off")) / 100


def nearest(whole, rest, divisor, sign, mode):
    """The whole number that a positive `whole` + `rest` / `divisor` becomes; `sign` is that of the amount."""
    if rest == 0:
        return whole
    if mode in ("up", "truncate"):
        return whole + (mode == "up")
    if mode in ("ceiling", "floor"):
        return whole + ((mode == "ceiling") == (sign > 0))
    if 2 * rest != divisor:
        return whole + (2 * rest > divisor)
    is_odd = whole % 2 == 1
    to_larger = {
        "half_up": True,
        "half_down": False,
        "half_even": is_odd,
        "half_odd": not is_odd,
        "half_ceiling": sign > 0,
    }
    return whole + to_larger[mode]


def rounded(amount, rounding):
    """The amount rounded to `places` decimals by a `mode`; unchanged without a rounding."""
    if rounding is None:
        return amount
    unit = 10 ** rounding["places"]
    sign = -1 if amount < 0 else 1
    whole, rest = divmod(abs(amount.numerator) * unit, amount.denominator)
    return Fraction(sign * nearest(whole, rest, amount.denominator, sign, rounding["mode"]), unit)


SHOWN = {"places": PLACES, "mode": "half_even"}


def shown(amount):
    """The amount as it is shown: half-even at 12 decimals."""
    return rounded(amount, SHOWN)


def ceiling(amount):
    """The smallest whole number that is not below an amount."""
    return Fraction(-(-amount.numerator // amount.denominator))


def floor(amount):
    """The largest whole number that is not above an amount."""
    return Fraction(amount.numerator // amount.denominator)


class Ledger:
    """Amounts that are shown one after the other: each by how much the rounded sum has grown."""

    def __init__(self):
        self.sum = ZERO
        self.shown = ZERO

    def show(self, amount):
        """The next amount as it is shown."""
        self.sum += amount
        before, self.shown = self.shown, shown(self.sum)
        return self.shown - before


def split(amount, weights):
    """Splits an amount by weights in units of 10⁻¹²; the largest remainders, among equals the first, get
    the units that are missing."""
    total = sum(weights)
    units = int(amount * 10**PLACES)
    shares = [divmod(units * (weight / total), 1) for weight in weights]
    missing = units - sum(int(whole) for whole, _ in shares)
    order = sorted(range(len(weights)), key=lambda index: -shares[index][1])
    order = [index for index in order if weights[index] != 0]
    more = set(order[:missing])
    return [Fraction(int(whole) + (index in more), 10**PLACES) for index, (whole, _) in enumerate(shares)]


def print_shown(amount):
    """The text of an amount whose decimals end."""
    units = amount * 10**PLACES
    assert units.denominator == 1, amount
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(units.numerator), 10**PLACES)
    return f"{sign}{whole}.{rest:012}".rstrip("0").rstrip(".")
