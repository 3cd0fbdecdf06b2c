//! The components of the page.

pub mod app;
mod bandwidth;
mod billing;
mod break_even;
mod by_service;
mod committed;
mod compare;
mod fan_chart;
mod field;
mod file;
mod form;
mod gpu;
mod hardware_props;
mod heat;
mod import;
mod keep;
mod load;
mod many_paths;
mod missing;
mod offers;
mod own_link;
mod own_prices;
mod parts;
mod plans;
mod prices;
mod problems;
mod save_as;
mod saving;
mod sensitivity;
mod slices;
mod stage;
pub mod start;
mod steps;
mod steps_props;
mod targets;
mod terms;
mod terms_props;
mod traffic_chart;
mod traffic_props;
mod verdict;
mod waterfall;

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use gloo_utils::document_element;
use netprice_catalog::{Catalog, CatalogError};
use yew::prelude::*;

use crate::document::Document;
use crate::evaluate::Evaluation;
use crate::names::OfferName;
use crate::settings::Settings;
use crate::state::{Action, State};
use crate::text::{Language, Text};

/// How a component says what a person did.
pub(crate) type Dispatch = UseReducerDispatcher<State>;

/// Something large as a property: another is another, whatever is in it.
pub(crate) struct Shared<T>(pub Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The properties of a view.
#[derive(Clone, Properties, PartialEq)]
pub(crate) struct ViewProps {
    /// What the page holds.
    pub state: State,
    /// The catalog, with the prices of one's own.
    pub catalog: CatalogProp,
    /// What the study came to when it was last worked out.
    pub kept: Kept,
    /// How to say what a person did.
    pub dispatch: Dispatch,
}

/// The properties of a section below the ranked providers.
#[derive(Clone, Properties, PartialEq)]
pub(crate) struct SectionProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// What it comes to.
    pub evaluation: Evaluated,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
    /// The catalog.
    pub catalog: CatalogProp,
    /// What is typed and chosen besides the study.
    pub settings: Settings,
    /// How to say what a person did.
    pub dispatch: Dispatch,
}

/// The catalog.
pub(crate) type CatalogProp = Shared<Catalog>;

/// What the study comes to.
pub(crate) type Evaluated = Shared<Evaluation>;

/// What a study came to when it was last worked out, at the prices of which catalog: what changes
/// is often one offer of many.
pub(crate) type Kept = Shared<RefCell<Option<(CatalogProp, Evaluated)>>>;

/// What is shown for a data file that cannot be read.
pub(crate) fn unreadable(error: &CatalogError) -> Html {
    html! { <p class="alert" role="alert">{error.to_string()}</p> }
}

/// The language that the page is in, where no property says it.
pub(crate) fn language_of_page() -> Language {
    let code = document_element().get_attribute("lang");
    code.and_then(|code| Language::from_code(&code))
        .unwrap_or(Language::English)
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
