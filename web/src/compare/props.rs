//! The properties of the view that compares offers, and of its parts.

use std::cell::RefCell;

use netprice::value::day::Date;
use yew::prelude::*;

use crate::compare::document::Document;
use crate::compare::evaluate::Evaluation;
use crate::compare::form::{Brought, CompareEdit, CompareForm};
use crate::compare::options::{CompareOption, CompareOptions};
use crate::kit::form::{Editor, Form};
use crate::kit::{CatalogProp, Shared};
use crate::language::Language;
use crate::language::names::OfferName;

/// The answer to the study.
pub type Evaluated = Shared<Evaluation>;

/// What an answer was computed with: an answer by anything else is out of date.
#[derive(Clone, PartialEq)]
pub struct PricedWith {
    /// The catalogue, with the reader's own prices.
    pub catalog: CatalogProp,
    /// Whether all agreements and lines could be priced.
    pub is_whole: bool,
}

/// The latest answer, and what it was computed with: the next study often differs in one offer of many.
pub type Kept = Shared<RefCell<Option<(PricedWith, Evaluated)>>>;

/// The properties of the view.
#[derive(Clone, Properties, PartialEq)]
pub struct CompareProps {
    /// The language of the page.
    pub language: Language,
    /// The reader's day.
    pub today: Date,
    /// The form.
    pub form: CompareForm,
    /// The catalogue, with the reader's own prices.
    pub catalog: CatalogProp,
    /// The latest answer.
    pub kept: Kept,
    /// Called with each change of the form.
    pub onedit: Callback<CompareEdit>,
}

/// The properties of a section below the ranked providers.
#[derive(Clone, Properties, PartialEq)]
pub struct SectionProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// The answer to it.
    pub evaluation: Evaluated,
    /// The names of the providers of the offers.
    pub names: Vec<OfferName>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// The options.
    pub editor: Editor<CompareOptions>,
    /// The bill whose usage is compared.
    pub bill: Option<Brought>,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

impl SectionProps {
    /// The callback that puts text into an option.
    pub fn set(&self, option: CompareOption) -> Callback<String> {
        self.editor.set(option)
    }

    /// The text of an option.
    pub fn option(&self, option: CompareOption) -> &str {
        self.editor.form.text(option)
    }
}
