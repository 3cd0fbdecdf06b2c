//! The building blocks of every view: fields, charts, tables, and parts that are loaded later.

pub mod axis;
pub(crate) mod books;
pub mod chart;
pub(crate) mod choice;
pub mod cite;
pub mod draft;
pub(crate) mod field;
pub(crate) mod file;
pub mod form;
pub mod number;
pub(crate) mod part;
pub(crate) mod quoting;
pub(crate) mod save_as;
pub(crate) mod saving;
pub(crate) mod slices;
pub(crate) mod stage;
pub mod tables;
pub(crate) mod tier_table;
pub mod words;

use std::ops::Deref;
use std::rc::Rc;

use gloo_utils::document_element;
use netprice_catalog::{Catalog, CatalogError};
use yew::prelude::*;

use crate::kit::words::KitText;
use crate::language::{Language, Words};

/// A large property, compared by its address: it equals its clones only.
#[derive(Debug)]
pub struct Shared<T>(pub Rc<T>);

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

/// The catalogue, as a property.
pub type CatalogProp = Shared<Catalog>;

/// The alert for a table that cannot be read; for one that is not loaded, a note, as it has been asked for.
pub fn unreadable(error: &CatalogError) -> Html {
    match error {
        CatalogError::NotLoaded { .. } => {
            let said = language_of_page().say(&KitText::Loading);
            html! { <p class="hint loading-part">{said}</p> }
        }
        CatalogError::Wrong { .. } => {
            html! { <p class="alert" role="alert">{error.to_string()}</p> }
        }
    }
}

/// The language of the page, for components without a language property.
pub fn language_of_page() -> Language {
    let code = document_element().get_attribute("lang");
    code.and_then(|code| Language::from_code(&code))
        .unwrap_or(Language::English)
}

/// A text in a language, as a node.
pub fn say(language: Language, text: &impl Words) -> Html {
    html! { {language.say(text)} }
}
