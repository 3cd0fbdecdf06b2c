//! Many paths in slices.

use std::ops::ControlFlow;
use std::rc::Rc;

use rust_decimal::Decimal;
use yew::prelude::*;

use super::CatalogProp;
use super::slices::{Next, Sliced, Slices, use_slices};
use crate::market::{Computed, MANY_PATHS, Work};
use crate::settings::{Setting, Settings};

/// Many paths being drawn for what is typed.
struct ManyPaths {
    settings: Settings,
    work: Work,
}

impl Slices for ManyPaths {
    /// Nothing for what is typed wrongly: the view says what is wrong.
    type Answer = Option<Rc<Computed>>;

    fn share(&self) -> Decimal {
        self.work.share()
    }

    fn slice(self) -> Next<Self> {
        let Self { settings, work } = self;
        match work.step(&settings) {
            Ok(Work::Done(computed)) => ControlFlow::Break(Some(Rc::new(*computed))),
            Ok(work) => ControlFlow::Continue(Self { settings, work }),
            Err(_) => ControlFlow::Break(None),
        }
    }
}

/// What follows from many paths, if they are chosen and done for what is typed; else the share of
/// the work that is done, if there is any.
#[hook]
pub(super) fn use_many_paths(
    settings: &Settings,
    catalog: &CatalogProp,
) -> (Option<Rc<Computed>>, Option<Decimal>) {
    let is_chosen = settings.get(Setting::Paths) == MANY_PATHS.to_string();
    let asked = is_chosen.then(|| (settings.clone(), catalog.clone()));
    let sliced = use_slices(asked, |(settings, catalog)| {
        match Work::new(&catalog, &settings, MANY_PATHS) {
            Ok(work) => ControlFlow::Continue(ManyPaths { settings, work }),
            Err(_) => ControlFlow::Break(None),
        }
    });
    match sliced {
        Some(Sliced::Done(computed)) => (computed, None),
        Some(Sliced::Working(share)) => (None, Some(share)),
        None => (None, None),
    }
}
