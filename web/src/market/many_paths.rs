//! Many paths in slices.

use std::ops::ControlFlow;
use std::rc::Rc;

use netprice_study::Resumable;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::form::Form;
use crate::kit::slices::{Next, Sliced, use_slices};
use crate::market::form::{MarketField, MarketForm};
use crate::market::{Computed, MANY_PATHS, Work};

/// Many paths being drawn for what is typed.
struct ManyPaths {
    form: Rc<MarketForm>,
    work: Work,
}

impl Resumable for ManyPaths {
    /// Nothing for what is typed wrongly: the view says what is wrong.
    type Answer = Option<Rc<Computed>>;

    fn share(&self) -> Decimal {
        self.work.share()
    }

    fn step(self) -> Next<Self> {
        let Self { form, work } = self;
        match work.step(&form) {
            Ok(Work::Done(computed)) => ControlFlow::Break(Some(Rc::new(*computed))),
            Ok(work) => ControlFlow::Continue(Self { form, work }),
            Err(_) => ControlFlow::Break(None),
        }
    }
}

/// What follows from many paths, if they are chosen and done for what is typed; else the share of
/// the work that is done, if there is any.
#[hook]
pub(crate) fn use_many_paths(
    form: &Rc<MarketForm>,
    catalog: &CatalogProp,
) -> (Option<Rc<Computed>>, Option<Decimal>) {
    let is_chosen = form.text(MarketField::Paths) == MANY_PATHS.to_string();
    let asked = is_chosen.then(|| (form.clone(), catalog.clone()));
    let sliced = use_slices(asked, |(form, catalog)| {
        match Work::new(&catalog, &form, MANY_PATHS) {
            Ok(work) => ControlFlow::Continue(ManyPaths { form, work }),
            Err(_) => ControlFlow::Break(None),
        }
    });
    match sliced {
        Some(Sliced::Done(computed)) => (Option::clone(&computed), None),
        Some(Sliced::Working(share)) => (None, Some(share)),
        None => (None, None),
    }
}
