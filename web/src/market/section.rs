//! The building blocks of a card of the view.

use netprice::Discount;
use netprice_catalog::hardware::HardwareNameKind;
use netprice_study::MarketAnswer;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::draft::{Draft, Typed};
use crate::kit::field::Field;
use crate::kit::form::Form;
use crate::kit::number::grouped;
use crate::language::{Language, Words};
use crate::market::form::{
    FIRST_BID, FIRST_COST, MarketField, MarketForm, MovesChoice, PathsChoice,
};
use crate::market::problems::FieldProblems;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;
use crate::market::words::cards::CardText;
use crate::market::words::seller::SellerText;

/// The content of a card.
#[derive(Clone, Copy)]
pub(crate) struct Section<'a> {
    pub(crate) props: &'a MarketProps,
    pub(crate) problems: &'a FieldProblems,
    /// Absent while a field of the card cannot be read.
    pub(crate) answer: Option<&'a MarketAnswer>,
    /// The answer without the event, if one is set.
    pub(crate) without: Option<&'a MarketAnswer>,
}

/// The inputs of a card.
#[derive(Clone, Copy)]
pub(crate) struct Inputs {
    /// The most important ones, which are always shown.
    pub(crate) first: &'static [MarketField],
    /// The other ones of the question.
    pub(crate) others: &'static [MarketField],
    /// Whether the answer depends on the price outlook.
    pub(crate) moves: bool,
}

/// The inputs of the price outlook.
const PRICE: [MarketField; 10] = [
    MarketField::Series,
    MarketField::Horizon,
    MarketField::Volatility,
    MarketField::ShockChance,
    MarketField::ShockFactor,
    MarketField::ShockMonth,
    MarketField::PullLevel,
    MarketField::PullSpeed,
    MarketField::Moves,
    MarketField::Paths,
];

impl<'a> Section<'a> {
    pub(crate) fn form(self) -> &'a MarketForm {
        &self.props.editor.form
    }

    pub(crate) fn say(self, text: &impl Words) -> String {
        self.props.language.say(text)
    }

    /// The inputs: the first, then the others in a fold.
    pub(crate) fn inputs(self, inputs: Inputs) -> Html {
        let price = PRICE.iter().filter(|_| inputs.moves);
        let price = price.filter(|field| !inputs.first.contains(field));
        let mut price: Vec<MarketField> = price.copied().collect();
        if inputs.moves && self.form().moves == MovesChoice::Observed {
            price.push(MarketField::Block);
        }
        let count = inputs.others.len() + price.len();
        let mut folded = inputs.others.iter().chain(&price);
        let is_wrong = folded.any(|field| self.problem(*field).is_some());
        let wrong = is_wrong.then(|| {
            html! { <span class="fix">{" "}{self.say(&CardText::FixField)}</span> }
        });
        let group = |name: &CardText<'_>, fields: &[MarketField]| {
            let is_empty = fields.is_empty();
            html! {
                <div class="group" hidden={is_empty}>
                    <h3>{self.say(name)}</h3>
                    <div class="inputs">{self.fields(fields)}</div>
                </div>
            }
        };
        html! {
            <>
            <div class="inputs first">{self.fields(inputs.first)}</div>
            <details class="assumptions">
                <summary id="assumptions">{self.say(&CardText::Assumptions(count))}{wrong.unwrap_or_default()}</summary>
                {group(&CardText::OwnInputs, inputs.others)}
                {group(&CardText::PriceInputs, &price)}
            </details>
            </>
        }
    }

    /// The verdict: its first words, which stand out, and the rest.
    pub(crate) fn verdict(
        self,
        id: &'static str,
        exact: String,
        lead: String,
        rest: String,
    ) -> Html {
        html! {
            <h2 class="sentence" {id} aria-live="polite" data-exact={exact}><em>{lead}</em>{rest}</h2>
        }
    }

    /// The name of a seller as it is shown.
    pub(crate) fn name(self, seller: &str) -> String {
        self.form().sellers.name_in(self.props.language, seller)
    }

    /// What is shown while there is no answer.
    pub(crate) fn no_verdict(self) -> Html {
        let text = if self.problems.is_empty() {
            CardText::Computing
        } else {
            CardText::FixField
        };
        html! { <h2 class="sentence" aria-live="polite">{self.say(&text)}</h2> }
    }

    /// What the event changes: nothing if none is set or if the texts of both answers are equal.
    pub(crate) fn event(self, with: &str, without: Option<String>) -> Option<String> {
        let without = without?;
        Some(if without == with {
            self.say(&CardText::EventChangesNothing)
        } else {
            let without = &without;
            self.say(&CardText::Event { with, without })
        })
    }

    /// The problem of a field, in the language of the page.
    pub(crate) fn problem(self, field: MarketField) -> Option<String> {
        self.problems.say(field, self.props.language)
    }

    /// The label of a field.
    pub(crate) fn label(self, field: MarketField) -> String {
        self.say(&MarketText::Label(field))
    }

    /// The label of a field without its unit and its hint.
    pub(crate) fn short_label(self, field: MarketField) -> String {
        let label = self.label(field);
        let short = label
            .split(['(', '（'])
            .next()
            .unwrap_or_default()
            .trim_end();
        let short = short.trim_end_matches('%').trim_end();
        short.trim_end_matches(',').to_owned()
    }

    fn fields(self, fields: &[MarketField]) -> Html {
        html! { <>{for fields.iter().map(|field| self.field(*field))}</> }
    }

    fn field(self, field: MarketField) -> Html {
        let form = self.form();
        match field {
            MarketField::Series => {
                let all = self.props.hardware.series.iter();
                let options = all.map(|series| {
                    let id = series.id.as_str();
                    (id.to_owned(), self.props.name(HardwareNameKind::Series, id))
                });
                self.choice(field, options.collect())
            }
            MarketField::Moves => {
                let options = MovesChoice::ALL.iter().map(|option| {
                    let text = self.say(&MarketText::Moves(*option));
                    (option.name().to_owned(), text)
                });
                self.choice(field, options.collect())
            }
            MarketField::Paths => {
                let options = PathsChoice::ALL.iter().map(|option| {
                    let count = option.name();
                    (count.to_owned(), grouped(count))
                });
                self.choice(field, options.collect())
            }
            MarketField::Sellers => self.sellers(),
            MarketField::BidPay => self.input(field, self.meaning(&form.bid_pay)),
            MarketField::CostPay => self.input(field, self.meaning(&form.cost_pay)),
            MarketField::Opening => self.input(field, self.meaning(&form.opening)),
            _ => self.input(field, None),
        }
    }

    /// A discount in all notations.
    fn meaning(self, discount: &Draft<Discount>) -> Option<String> {
        let discount = discount.value()?;
        Some(self.props.rate(discount.paid()))
    }

    /// The text of a field: a discount that nobody has typed is in the notation of the language.
    pub(crate) fn text(self, field: MarketField) -> String {
        let (form, text) = (self.form(), self.props.editor.text(field));
        let (first, discount) = match field {
            MarketField::BidPay => (FIRST_BID, form.bid_pay.value()),
            MarketField::CostPay => (FIRST_COST, form.cost_pay.value()),
            MarketField::Opening => (FIRST_BID, form.opening.value()),
            _ => return text.to_owned(),
        };
        match (self.props.language, discount) {
            (Language::English, Some(discount)) if text == first => discount.write(),
            _ => text.to_owned(),
        }
    }

    fn input(self, field: MarketField, meaning: Option<String>) -> Html {
        html! {
            <Field
                key={MarketForm::name(field)}
                id={MarketForm::name(field)}
                label={self.label(field)}
                text={self.text(field)}
                problem={self.problem(field)}
                {meaning}
                inputmode="text"
                oninput={self.props.editor.set(field)}
            />
        }
    }

    fn choice(self, field: MarketField, options: Vec<ChoiceOption>) -> Html {
        html! {
            <Choice
                key={MarketForm::name(field)}
                id={MarketForm::name(field)}
                label={self.label(field)}
                chosen={self.props.editor.text(field).to_owned()}
                {options}
                problem={self.problem(field)}
                onchoose={self.props.editor.set(field)}
            />
        }
    }

    /// The text of the sellers, with the problem or the format below it.
    fn sellers(self) -> Html {
        let oninput = self.props.editor.set(MarketField::Sellers);
        let oninput = oninput.reform(|event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            area.value()
        });
        let problem = self.problem(MarketField::Sellers);
        let is_wrong = problem.is_some();
        let below = problem.unwrap_or_else(|| self.say(&SellerText::SellersHint));
        html! {
            <div key="sellers" class={classes!("field", "wide", is_wrong.then_some("wrong"))}>
                <label for="sellers">{self.label(MarketField::Sellers)}</label>
                <textarea id="sellers" rows="4" spellcheck="false" aria-describedby="sellers-below"
                    aria-invalid={is_wrong.to_string()}
                    value={self.form().sellers.text_in(self.props.language)} {oninput} />
                <small id="sellers-below" aria-live="polite">{below}</small>
            </div>
        }
    }
}
