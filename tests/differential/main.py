"""Prints generated cases with what the model expects of them, one JSON document a line.

Usage: python3 main.py SEED FIRST COUNT
       python3 main.py --replay FILE    (the cases of a file, one JSON document a line)
"""

import json
import sys

from generate.case import case
from model.quote import expected


def cases(arguments):
    """The cases that the arguments ask for."""
    if arguments[0] == "--replay":
        with open(arguments[1], encoding="utf-8") as file:
            yield from map(json.loads, filter(str.strip, file))
        return
    seed, first, count = arguments[0], int(arguments[1]), int(arguments[2])
    for index in range(first, first + count):
        yield case(seed, index)


def main():
    """Prints each case with its expectation and the features that it exercises."""
    for found in cases(sys.argv[1:]):
        found["expected"], found["features"] = expected(found)
        print(json.dumps(found, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
