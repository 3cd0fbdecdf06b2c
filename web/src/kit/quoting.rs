//! Which agreements the page can price so far.
//!
//! The first view has agreements of at most a discount on everything. What reads or edits another agreement is in
//! a part, which brings the code for all of them.

use std::cell::{Cell, RefCell};

use netprice_study::compare::Quoting;
use yew::prelude::*;

thread_local! {
    static QUOTING: Cell<Quoting> = Cell::new(first());
    static IS_WHOLE: Cell<bool> = const { Cell::new(cfg!(not(target_family = "wasm"))) };
    /// Draws the page again when all agreements can be priced.
    static REDRAW: RefCell<Option<UseStateSetter<bool>>> = const { RefCell::new(None) };
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

/// Whether all agreements and lines can be priced; an answer from before then is out of date.
#[must_use]
pub fn is_whole() -> bool {
    IS_WHOLE.get()
}

/// Draws the component again when all agreements can be priced: the part that brings this often comes after the
/// edit that needs it.
#[hook]
pub fn use_quoting() {
    let drawn = use_state_eq(is_whole);
    use_effect_with((), move |()| {
        // It may have come between the drawing and this effect.
        drawn.set(is_whole());
        REDRAW.set(Some(drawn.setter()));
    });
}

/// Lets the page price all agreements; only parts call this.
pub fn quote_all() {
    QUOTING.set(Quoting::whole());
    IS_WHOLE.set(true);
    if let Some(drawn) = REDRAW.take() {
        drawn.set(true);
    }
}
