//! The components of the page.

pub mod app;
mod bandwidth;
mod break_even;
mod by_service;
mod committed;
mod compare;
mod fan_chart;
mod field;
mod file;
mod form;
mod gpu;
mod heat;
mod import;
mod keep;
mod load;
mod many_paths;
mod offers;
mod own_link;
mod plans;
mod prices;
mod save_as;
mod sensitivity;
mod steps;
mod terms;
mod traffic_chart;
mod verdict;
mod waterfall;

use std::ops::Deref;
use std::rc::Rc;

use netprice::published::Date;
use netprice_catalog::catalog::Catalog;
use yew::prelude::*;

use crate::evaluate::Evaluation;
use crate::state::{Action, State};
use crate::text::{Language, Text};

/// How a component says what a person did.
pub(crate) type Dispatch = UseReducerDispatcher<State>;

/// The catalog as a property; there is one, so all are equal.
#[derive(Clone)]
pub(crate) struct CatalogProp(pub Rc<Catalog>);

impl PartialEq for CatalogProp {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the plan comes to, as a property: another evaluation is another, whatever it comes to.
#[derive(Clone)]
pub(crate) struct Evaluated(pub Rc<Evaluation>);

impl PartialEq for Evaluated {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Evaluated {
    type Target = Evaluation;

    fn deref(&self) -> &Evaluation {
        &self.0
    }
}

/// An action as the callback of an event that carries nothing.
pub(crate) fn on<E>(dispatch: &Dispatch, action: Action) -> Callback<E> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(action.clone()))
}

/// The day in the reader's place: the page has a clock, what it works out has none.
pub(crate) fn today() -> Date {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month(), now.get_date());
    let text = format!("{year:04}-{:02}-{day:02}", month.saturating_add(1));
    text.parse().unwrap_or_default()
}

/// A text in a language, as a node.
pub(crate) fn say(language: Language, text: &Text<'_>) -> Html {
    html! { {language.say(text)} }
}
