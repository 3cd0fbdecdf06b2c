//! The answers of the library to the question that is shown.

use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use netprice_study::market::{Market, MarketWork, PATHS, Simulation};
use netprice_study::{MarketAnswer, Problems, Resumable, Study, TokensAnswer, tokens};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::slices::{Sliced, use_slices};
use crate::market::form::{CardChoice, MarketForm};

type Answer = Rc<Result<MarketAnswer, Problems>>;

/// The answers to the market question of the shown card.
pub(crate) struct Answers {
    /// From the larger simulation once that is done.
    pub(crate) answer: Option<Answer>,
    /// Without the event, if one is set.
    pub(crate) without: Option<Answer>,
    /// The share of the larger simulation that is done while it runs.
    pub(crate) done: Option<Decimal>,
}

/// Answers the market question of the shown card, with and without the event.
#[hook]
pub(crate) fn use_market(form: &MarketForm, catalog: &CatalogProp) -> Answers {
    let question = form.shown_market();
    let few = question.clone().map(|question| Market {
        paths: PATHS,
        ..question
    });
    let without = few.as_ref().and_then(Market::without_events);
    let few = use_few(few, catalog);
    let without = use_few(without, catalog);
    let many = question.filter(|question| question.paths > PATHS);
    let many = many.map(|question| (question, catalog.clone()));
    let many = use_slices(many, |(question, catalog)| {
        ControlFlow::Continue(MarketWork::begin(&question, &catalog))
    });
    let (answer, done) = match many {
        Some(Sliced::Done(answer)) => (Some(answer), None),
        Some(Sliced::Working(share)) => (few, Some(share)),
        None => (few, None),
    };
    Answers {
        answer,
        without,
        done,
    }
}

/// Answers a question on a smaller simulation, whose paths are kept until the outlook changes.
#[hook]
fn use_few(question: Option<Market>, catalog: &CatalogProp) -> Option<Answer> {
    let outlook = question.as_ref().map(Market::outlook_part);
    let simulation = use_memo((outlook, catalog.clone()), |(outlook, catalog)| {
        let outlook = outlook.as_ref()?;
        Some(Arc::new(Simulation::of(outlook, catalog)))
    });
    let asked = question.zip(Option::clone(&simulation));
    let answer = use_memo(asked, |asked| {
        let (question, simulation) = asked.as_ref()?;
        let work = MarketWork::on(simulation.clone(), question);
        Some(Rc::new(work.finish()))
    });
    Option::clone(&answer)
}

/// The answer to the tokens question while its card is shown.
#[hook]
pub(crate) fn use_tokens(
    form: &MarketForm,
    catalog: &CatalogProp,
) -> Rc<Option<Result<TokensAnswer, Problems>>> {
    let question = form.tokens().filter(|_| form.card == CardChoice::Tokens);
    let asked = (question, catalog.clone());
    use_memo(asked, |(question, catalog)| {
        let question = question.clone()?;
        let mut study = Study::new(question.currency?);
        study.tokens = Some(question);
        Some(tokens(&study, catalog))
    })
}
