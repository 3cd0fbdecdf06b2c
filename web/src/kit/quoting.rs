//! Which agreements the page can price so far.
//!
//! The first view has agreements of at most a discount on everything. What reads or edits another agreement is in
//! a part, which brings the code for all of them.

use std::cell::Cell;

use netprice_study::compare::Quoting;

thread_local! {
    static QUOTING: Cell<Quoting> = Cell::new(first());
}

/// A native program has everything from the start.
#[cfg(not(target_family = "wasm"))]
fn first() -> Quoting {
    Quoting::whole()
}

#[cfg(target_family = "wasm")]
fn first() -> Quoting {
    Quoting::of_discount()
}

/// Which agreements can be priced.
#[must_use]
pub fn quoting() -> Quoting {
    QUOTING.get()
}

/// Lets the page price all agreements; only parts call this.
pub fn quote_all() {
    QUOTING.set(Quoting::whole());
}
