"""Random choices that favour edges."""

from fractions import Fraction

#: The accounts to which usage and commitments belong.
ACCOUNTS = ("shop", "search", "books")
MODES = ("half_up", "half_down", "half_even", "half_odd", "half_ceiling", "up", "truncate", "ceiling", "floor")
DAYS = ("2026-03-01", "2026-03-02", "2026-03-10", "2026-03-15", "2026-03-16", "2026-03-30", "2026-03-31")
PAYS = ("pay 100%", "10% off", "pay 45%", "pay 33.3%", "pay 70%", "pay 0%", "50% off", "pay 12.5%")


class Draw:
    """A source of random choices; equal seeds draw equally."""

    def __init__(self, random):
        self.random = random
        self.count = 0

    def one(self, choices):
        """One of some choices."""
        return self.random.choice(choices)

    def some(self, choices, most=3):
        """Some of the choices, at least one, in random order."""
        return self.random.sample(choices, self.random.randint(1, min(most, len(choices))))

    def chance(self, percent):
        """Whether something with a chance in percent happens."""
        return self.random.random() * 100 < percent

    def whole(self, least, most):
        """A whole number."""
        return self.random.randint(least, most)

    def name(self, kind):
        """A new name."""
        self.count += 1
        return f"{kind} {self.count}"

    def price(self):
        """A unit price."""
        return self.one(("1", "0.1", "0.09", "2", "0.333", "0.0049", "1.25", "0.07", "3", "0.192", "0.015", "10"))

    def amount(self, choices=("0", "1", "2.5", "5", "10", "33.33", "100", "0.01", "0.1", "7.777")):
        """An amount of money."""
        return f"{self.one(choices)} USD"

    def pay(self):
        """A discount as text."""
        return self.one(PAYS)

    def rounding(self, places=(0, 1, 2, 2, 2, 3, 4, 6)):
        """A rounding."""
        return {"places": self.one(places), "mode": self.one(MODES)}

    def day(self):
        """A day of the month of the usage, or near it."""
        return self.one((*DAYS, "2026-02-20", "2026-04-02"))


def decimal(value):
    """The text of a number whose decimals end within ten places; `None` for another."""
    scaled = Fraction(value) * 10**10
    if scaled.denominator != 1 or scaled < 0:
        return None
    whole, rest = divmod(scaled.numerator, 10**10)
    return f"{whole}.{rest:010}".rstrip("0").rstrip(".")
