"""An independent model of a quote and its bill in exact rationals, written from the stated rules."""
