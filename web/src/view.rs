//! The components of the page.

pub mod app;
mod bandwidth;
mod break_even;
mod committed;
mod compare;
mod fan_chart;
mod field;
mod form;
mod gpu;
mod heat;
mod load;
mod offers;
mod plans;
mod steps;
mod terms;
mod traffic_chart;
mod verdict;
mod waterfall;

use std::rc::Rc;

use netprice_catalog::catalog::Catalog;
use yew::prelude::*;

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

/// An action as the callback of an event that carries nothing.
pub(crate) fn on<E>(dispatch: &Dispatch, action: Action) -> Callback<E> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(action.clone()))
}

/// A text in a language, as a node.
pub(crate) fn say(language: Language, text: &Text<'_>) -> Html {
    html! { {language.say(text)} }
}
