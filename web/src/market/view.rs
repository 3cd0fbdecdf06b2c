//! The view of hardware prices: the outlook, a seller, a tender, a buyer, tokens.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::tables::ask;
use crate::kit::{Shared, unreadable};
use crate::market::answers::{use_market, use_tokens};
use crate::market::problems::FieldProblems;
use crate::market::props::{MarketProps, MarketViewProps};
use crate::market::section::Section;
use crate::market::words::MarketText;
use crate::market::{buyer, gpu_prices, outlook, seller, tender, tokens};

/// The view, with the hardware prices of the catalogue, which are read when it is first shown.
#[component]
pub(crate) fn MarketView(props: &MarketViewProps) -> Html {
    let hardware = use_memo(props.catalog.clone(), |catalog| {
        ask(["gpu_names.csv"]);
        let hardware = catalog.hardware();
        hardware.cloned().map(Rc::new)
    });
    match hardware.as_ref() {
        Err(error) => unreadable(error),
        Ok(hardware) => html! {
            <MarketPage
                language={props.language}
                editor={props.editor.clone()}
                catalog={props.catalog.clone()}
                hardware={Shared(hardware.clone())}
            />
        },
    }
}

/// The sections of the view.
#[component]
pub fn MarketPage(props: &MarketProps) -> Html {
    let form = &props.editor.form;
    let (answer, done) = use_market(form, &props.catalog);
    let of_tokens = use_tokens(form, &props.catalog);
    let of_tokens = of_tokens.as_ref().as_ref();
    let problems = FieldProblems::new(form, answer.as_deref(), of_tokens);
    let section = Section {
        props,
        problems: &problems,
        answer: answer.as_deref().and_then(|answer| answer.as_ref().ok()),
    };
    html! {
        <section class="answer market">
            {outlook::outlook(section, done)}
            {seller::seller(section)}
            {tender::tender(section)}
            {buyer::buyer(section)}
            {tokens::tokens(section, of_tokens)}
            <p class="hint">{props.say(&MarketText::Defaults)}</p>
            {gpu_prices::gpu_prices(props)}
        </section>
    }
}
