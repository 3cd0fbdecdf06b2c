"""Reference values of ln, exp, sqrt and the normal quantile to 40 digits.

python3 -m venv venv && venv/bin/pip install mpmath==1.4.1
venv/bin/python functions.py > functions.csv
"""

import random

from mpmath import erfinv, exp, log, mp, mpf, nstr, sqrt

mp.dps = 60
random.seed(20261122)


def decimals(low, high, count):
    """Numbers spread evenly over the powers of ten between two."""
    for _ in range(count):
        power = random.randint(low, high)
        digits = random.randint(10**9, 10**10 - 1)
        yield plain(digits, power - 9)


def plain(digits, power):
    """digits × 10^power as plain text."""
    if power >= 0:
        return str(digits) + "0" * power
    text = str(digits).rjust(-power + 1, "0")
    return (text[:power] + "." + text[power:]).rstrip("0").rstrip(".")


def say(name, text, value):
    print(f"{name},{text},{nstr(value, 40, min_fixed=-200, max_fixed=200)}")


print("function,at,value")
ones = ["1.0000000000000001", "0.9999999999999999", "1.00000000000000000001", "2", "10", "0.5", "2.125"]
ends = ["0.0000000000000000000000000001", "79228162514264337593543950335", "7"]
for text in ones + ends + list(decimals(-19, 27, 300)):
    say("ln", text, log(mpf(text)))
    say("sqrt", text, sqrt(mpf(text)))
for text in ["0", "1", "-1", "66.5", "-64", "-66", "-90", "0.0000000001", "0.6931471805599453094172321214"]:
    say("exp", text, exp(mpf(text)))
for _ in range(300):
    text = plain(random.randint(0, 66 * 10**9), -9)
    say("exp", text, exp(mpf(text)))
    say("exp", "-" + text if text != "0" else text, exp(-mpf(text)))


def quantile(p):
    """By Newton's method on the distribution in 60 digits, from the tail that is the smaller."""
    return sqrt(mpf(2)) * erfinv(2 * p - 1)


for text in ["0.5", "0.025", "0.975", "0.95", "0.075", "0.925", "0.0749", "0.001", "0.5000000001"]:
    say("normal_quantile", text, quantile(mpf(text)))
mp.dps = 100
for text in ["0.0000000000000000000000000001", "0.0000000000138879", "0.9999999999999999999999999999", "0.99999999999"]:
    say("normal_quantile", text, quantile(mpf(text)))
for _ in range(200):
    power = random.randint(-19, -1)
    text = plain(random.randint(10**8, 10**9 - 1), power - 8)
    if mpf(text) < 1:
        say("normal_quantile", text, quantile(mpf(text)))
