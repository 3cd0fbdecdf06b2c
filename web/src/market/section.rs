//! The building blocks of a section of the view.

use netprice_study::MarketAnswer;
use yew::prelude::*;

use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::field::Field;
use crate::kit::form::Form;
use crate::language::Words;
use crate::market::form::{MarketField, MarketForm};
use crate::market::problems::FieldProblems;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;

/// The content of a section.
#[derive(Clone, Copy)]
pub(crate) struct Section<'a> {
    pub(crate) props: &'a MarketProps,
    pub(crate) problems: &'a FieldProblems,
    /// Absent while the outlook cannot be read from the form.
    pub(crate) answer: Option<&'a MarketAnswer>,
}

impl<'a> Section<'a> {
    pub(crate) fn form(self) -> &'a MarketForm {
        &self.props.editor.form
    }

    pub(crate) fn say(self, text: &impl Words) -> String {
        self.props.language.say(text)
    }

    /// The problem of a field, in the language of the page.
    pub(crate) fn problem(self, field: MarketField) -> Option<String> {
        self.problems.say(field, self.props.language)
    }

    /// Inputs for some fields.
    pub(crate) fn fields(self, fields: &[MarketField]) -> Html {
        let field = |field: &MarketField| {
            html! {
                <Field
                    key={MarketForm::name(*field)}
                    id={MarketForm::name(*field)}
                    label={self.say(&MarketText::Label(*field))}
                    text={self.props.editor.text(*field).to_owned()}
                    problem={self.problem(*field)}
                    inputmode="text"
                    oninput={self.props.editor.set(*field)}
                />
            }
        };
        html! { <>{for fields.iter().map(field)}</> }
    }

    /// A select box for a field.
    pub(crate) fn choice(self, field: MarketField, options: Vec<ChoiceOption>) -> Html {
        html! {
            <Choice
                id={MarketForm::name(field)}
                label={self.say(&MarketText::Label(field))}
                chosen={self.props.editor.text(field).to_owned()}
                {options}
                problem={self.problem(field)}
                onchoose={self.props.editor.set(field)}
            />
        }
    }
}
