//! The view of hardware prices: five questions, of which one is shown.

use std::rc::Rc;

use netprice_study::{MarketAnswer, Problems};
use yew::prelude::*;

use crate::kit::tables::ask;
use crate::kit::{Shared, unreadable};
use crate::market::answers::{use_market, use_tokens};
use crate::market::form::CardChoice;
use crate::market::problems::FieldProblems;
use crate::market::props::{MarketProps, MarketViewProps};
use crate::market::section::Section;
use crate::market::{buyer, cards, gpu_prices, outlook, seller, tender, tokens};

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
                asked_gpus={props.asked_gpus}
                catalog={props.catalog.clone()}
                hardware={Shared(hardware.clone())}
            />
        },
    }
}

/// The questions, and the card of the one that is shown.
#[component]
pub fn MarketPage(props: &MarketProps) -> Html {
    let form = &props.editor.form;
    let answers = use_market(form, &props.catalog);
    let of_tokens = use_tokens(form, &props.catalog);
    let of_tokens = of_tokens.as_ref().as_ref();
    let problems = FieldProblems::new(form, answers.answer.as_deref(), of_tokens);
    let section = Section {
        props,
        problems: &problems,
        answer: read(answers.answer.as_ref()),
        without: read(answers.without.as_ref()),
    };
    let card = match form.card {
        CardChoice::Buyer => buyer::buyer(section),
        CardChoice::Outlook => outlook::outlook(section),
        CardChoice::Seller => seller::seller(section),
        CardChoice::Tender => tender::tender(section),
        CardChoice::Tokens => tokens::tokens(section, of_tokens),
    };
    html! {
        <section class="answer market">
            {cards::choice(section)}
            <div class="card" key={form.card.name()}>
                {outlook::refining(section, answers.done)}
                {card}
                {outlook::method(section)}
                {gpu_prices::gpu_prices(props)}
            </div>
        </section>
    }
}

fn read(answer: Option<&Rc<Result<MarketAnswer, Problems>>>) -> Option<&MarketAnswer> {
    answer?.as_ref().as_ref().ok()
}
