"""Paths of a price by another hand: xoshiro256++ and the rules of `gpu::paths` in plain integers.

python3 paths.py > paths.json

Source of the generator: D. Blackman and S. Vigna, prng.di.unimi.it (xoshiro256plusplus.c, splitmix64.c).
"""

import json
from fractions import Fraction

MASK = (1 << 64) - 1
ONE = 1 << 32


class Xoshiro:
    def __init__(self, seed):
        self.s = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = seed
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.s.append(z ^ (z >> 31))

    def next(self):
        def rotl(x, k):
            return ((x << k) | (x >> (64 - k))) & MASK

        s = self.s
        result = (rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result


def parts(text):
    """Half-even parts of 2^-32."""
    return round(Fraction(text) * ONE)


def product(a, b):
    return min((a * b + (1 << 31)) >> 32, MASK)


def paths(process, months, count, seed):
    factors = [parts(f) for f in process["factors"]]
    block = process.get("block", 1)
    if block == 1:
        factors.sort()
    random = Xoshiro(seed)
    levels = [ONE] * count
    pairs = count // 2
    starts = [0] * pairs
    drawn = []
    for month in range(months):
        if month % block == 0:
            for at in range(0, pairs, 2):
                bits = random.next()
                starts[at] = ((bits & 0xFFFFFFFF) * len(factors)) >> 32
                if at + 1 < pairs:
                    starts[at + 1] = ((bits >> 32) * len(factors)) >> 32
        for path in range(count):
            start = starts[path // 2]
            if path % 2:
                start = len(factors) - 1 - start
            level = levels[path]
            if "reversion" in process:
                target, speed = (parts(process["reversion"][key]) for key in ("level", "speed"))
                if level > target:
                    level -= product(level - target, speed)
                else:
                    level += product(target - level, speed)
            levels[path] = product(level, factors[(start + month % block) % len(factors)])
        for shock in process.get("shocks", []):
            if shock["month"] == month + 1:
                for pair in range(pairs):
                    bits = random.next() >> 32
                    for path, bits in ((2 * pair, bits), (2 * pair + 1, 0xFFFFFFFF - bits)):
                        if bits < parts(shock["probability"]):
                            levels[path] = product(levels[path], parts(shock["factor"]))
        drawn.append(list(levels))
    return drawn


def quantile(levels, share):
    ordered = sorted(levels)
    rank = -(-Fraction(share) * len(levels) // 1)
    return ordered[max(int(rank) - 1, 0)]


CASES = {
    "bootstrap": {"factors": ["1.2", "0.9", "1.05", "0.85", "1"]},
    "blocks": {"factors": ["1.2", "0.9", "1.05", "0.85", "1"], "block": 3},
    "reversion and a shock": {
        "factors": ["1.1", "0.92"],
        "reversion": {"level": "1.5", "speed": "0.125"},
        "shocks": [{"month": 4, "factor": "2.125", "probability": "0.3"}],
    },
}
SHARES = ["0.05", "0.5", "0.95"]
found = {}
for name, process in CASES.items():
    drawn = paths(process, 36, 1000, 20261122)
    found[name] = {
        "process": process,
        "first_paths": [[str(month[path]) for month in drawn[:6]] for path in range(4)],
        "quantiles": [[str(quantile(month, share)) for share in SHARES] for month in drawn],
    }
print(json.dumps(found, indent=1))
