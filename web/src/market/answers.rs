//! The answers of the library to the questions of the form.

use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use netprice_study::market::{Market, MarketWork, PATHS, Simulation};
use netprice_study::{MarketAnswer, Problems, Resumable, Study, TokensAnswer, tokens};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::slices::{Sliced, use_slices};
use crate::market::form::MarketForm;

/// The answer to the market question, from the larger simulation once that is done, and the share of the
/// larger simulation that is done while it runs.
///
/// A change of the seller, the tender or the buyer keeps the paths of the smaller simulation.
#[hook]
pub(crate) fn use_market(
    form: &MarketForm,
    catalog: &CatalogProp,
) -> (Option<Rc<Result<MarketAnswer, Problems>>>, Option<Decimal>) {
    let question = form.market();
    let few = question.clone().map(|question| Market {
        paths: PATHS,
        ..question
    });
    let outlook = few.as_ref().map(Market::outlook_part);
    let simulation = use_memo((outlook, catalog.clone()), |(outlook, catalog)| {
        let outlook = outlook.as_ref()?;
        Some(Arc::new(Simulation::of(outlook, catalog)))
    });
    let asked = few.zip(Option::clone(&simulation));
    let few = use_memo(asked, |asked| {
        let (question, simulation) = asked.as_ref()?;
        let work = MarketWork::on(simulation.clone(), question);
        Some(Rc::new(work.finish()))
    });
    let many = question.filter(|question| question.paths > PATHS);
    let many = many.map(|question| (question, catalog.clone()));
    let many = use_slices(many, |(question, catalog)| {
        ControlFlow::Continue(MarketWork::begin(&question, &catalog))
    });
    match many {
        Some(Sliced::Done(answer)) => (Some(answer), None),
        Some(Sliced::Working(share)) => (Option::clone(&few), Some(share)),
        None => (Option::clone(&few), None),
    }
}

/// The answer to the tokens question.
#[hook]
pub(crate) fn use_tokens(
    form: &MarketForm,
    catalog: &CatalogProp,
) -> Rc<Option<Result<TokensAnswer, Problems>>> {
    let asked = (form.tokens(), catalog.clone());
    use_memo(asked, |(question, catalog)| {
        let question = question.clone()?;
        let mut study = Study::new(question.currency?);
        study.tokens = Some(question);
        Some(tokens(&study, catalog))
    })
}
