//! Laws that hold for every input, checked on random inputs.

mod agreed;
mod bandwidth;
mod bills;
mod cash;
mod commitments;
mod exact;
mod gpu;
mod inputs;
mod inverse;
mod numbers;
mod pricing;
mod rational;
mod sharing;
