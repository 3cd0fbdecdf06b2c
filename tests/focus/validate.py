"""Checks our FOCUS 1.2 export of bill.toml with the FOCUS consortium's validator; not a part of the tests.

Needs Python 3.12 and the PyPI packages `focus-validator==2.2.1` and, over its pin, `numpy>=2`. Run from the project root:

    cargo build -p netprice-cli
    python3.12 tests/focus/validate.py target/debug/netprice

Two rules of its model of 1.2 cannot be met by any file, so that they are named here and nothing else may fail:
InvoiceId-C-004-C and InvoiceId-C-005-C are the two sides of one rule (an invoice or none) without their conditions, and
CommitmentDiscountStatus-C-004-C has its condition the wrong way round (it applies where CommitmentDiscountId is null).
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import focus_validator

SUPPORTED = [
    "COMMITMENT_DISCOUNT_SUPPORTED",
    "MULTIPLE_PRICING_CATEGORIES_SUPPORTED",
    "NEGOTIATED_PRICING_SUPPORTED",
    "PUBLIC_PRICE_LIST_SUPPORTED",
    "USAGE_MEASUREMENT_SUPPORTED",
    "UNIT_PRICING_SUPPORTED",
    "SUB_ACCOUNT_SUPPORTED",
    "REGION_SUPPORTED",
    "PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED",
    "TAGGING_SUPPORTED",
    "ACCOUNT_NAMING_SUPPORTED",
]
CANNOT_HOLD = {
    "InvoiceId-C-004-C",
    "InvoiceId-C-005-C",
    "CommitmentDiscountStatus-C-004-C",
    # These two only sum up the last one.
    "CommitmentDiscountStatus-C-002-C",
    "CommitmentDiscountStatus-C-000-C",
}

command = pathlib.Path(sys.argv[1]).resolve()
study = pathlib.Path(__file__).with_name("bill.toml")
rows = subprocess.run([command, "compare", "--focus", "1.2", study], check=True, capture_output=True).stdout
# The validator opens its rules by a path relative to its packages.
packages = pathlib.Path(focus_validator.__file__).parent.parent
with tempfile.NamedTemporaryFile(suffix=".csv") as file:
    file.write(rows)
    file.flush()
    validator = pathlib.Path(sys.executable).with_name("focus-validator")
    arguments = ["--data-file", file.name, "--validate-version", "1.2", "--block-download"]
    arguments += ["--applicability-criteria", ",".join(SUPPORTED)]
    told = subprocess.run([validator, *arguments], cwd=packages, capture_output=True, text=True).stdout
failed = set(re.findall(r"(\S+): FAIL", told))
print(re.search(r"Total: .*", told).group())
print("failed and cannot hold:", ", ".join(sorted(failed & CANNOT_HOLD)))
print("failed:", ", ".join(sorted(failed - CANNOT_HOLD)) or "none")
sys.exit(bool(failed - CANNOT_HOLD))
