//! The view of hardware prices shows what the library answers to the study that is saved from it.

use std::ops::ControlFlow;
use std::rc::Rc;

use netprice_catalog::Catalog;
use netprice_page::app::stories::{Story, opened};
use netprice_page::kit::Shared;
use netprice_page::kit::form::{Editor, FieldInput, Form, StudyForm};
use netprice_page::language::Language;
use netprice_page::market::form::{CardChoice, MarketField, MarketForm};
use netprice_page::market::problems::FieldProblems;
use netprice_page::market::props::MarketProps;
use netprice_page::market::sellers::Sellers;
use netprice_page::market::view::MarketPage;
use netprice_study::market::decision::Choice;
use netprice_study::market::{MarketWork, Simulation};
use netprice_study::{MarketAnswer, Resumable, Study, TokensAnswer, market, tokens};
use yew::{Callback, LocalServerRenderer};

fn form(texts: &[(MarketField, &str)]) -> MarketForm {
    let form = MarketForm::default();
    texts
        .iter()
        .fold(form, |form, (field, text)| form.with(*field, text))
}

/// A form with a choice or a number in each part that differs from the first.
fn changed() -> MarketForm {
    form(&[
        (MarketField::Moves, "observed"),
        (MarketField::Block, "3"),
        (MarketField::Horizon, "7"),
        (MarketField::PullSpeed, "20%"),
        (MarketField::PullLevel, "80"),
        (MarketField::CostPay, "pay 33.3%"),
        (MarketField::Late, "2"),
        (
            MarketField::Sellers,
            "Ada, 5折, 0.2折, 100%, 3折\n\nBen，4.5折，0.2折，50，100% off",
        ),
        (MarketField::BuyCurrency, "usd"),
        (MarketField::TokenCurrency, "EUR"),
        (MarketField::TopUse, "62.5"),
        (MarketField::Gpu, ""),
        (MarketField::Gpus, "20"),
        (MarketField::ReservedMonth, "50000"),
        (MarketField::ShockChance, "12.5"),
    ])
}

/// The study that is saved from a form, after it was read again.
fn saved(form: &MarketForm) -> Study {
    let mut study = Study::new("CNY".parse().unwrap());
    form.write_to(&mut study);
    Study::from_json(&serde_json::to_string(&study).unwrap()).unwrap()
}

async fn shown(form: MarketForm, catalog: Catalog) -> String {
    let hardware = Rc::new(catalog.hardware().unwrap().clone());
    let props = MarketProps {
        language: Language::English,
        editor: Editor {
            form: Rc::new(form),
            onedit: Callback::noop(),
        },
        asked_gpus: None,
        catalog: Shared(Rc::new(catalog)),
        hardware: Shared(hardware),
    };
    let renderer = LocalServerRenderer::<MarketPage>::with_props(props);
    renderer.hydratable(false).render().await
}

/// The values of the data attributes of a card that the answers have.
fn exact(card: CardChoice, market: &MarketAnswer, tokens: &TokensAnswer) -> Vec<String> {
    match card {
        CardChoice::Buyer => {
            let buyer = market.buyer.as_ref().unwrap().as_ref().unwrap();
            let costs = &buyer.decision.costs;
            let middles = costs.values().map(|cost| cost.quantiles[1]);
            let middles = middles.map(|middle| format!("data-exact=\"{middle}\""));
            let saved = costs[&Choice::Buy].saving;
            let choice = buyer.decision.choice;
            let own = [
                format!("data-exact=\"{saved}\""),
                format!("data-choice=\"{choice:?}\""),
            ];
            middles.chain(own).collect()
        }
        CardChoice::Outlook => {
            let outlook = market.outlook.as_ref().unwrap().as_ref().unwrap();
            let history = market.history.as_ref().unwrap().as_ref().unwrap();
            let middle = outlook.prices(history.last).unwrap().pop().unwrap()[2];
            vec![format!("data-exact=\"{middle}\"")]
        }
        CardChoice::Seller => {
            let seller = market.sellers["seller"].as_ref().unwrap();
            let delivery = seller.delivery.as_ref().unwrap().as_ref().unwrap();
            let loss = delivery.risk.unwrap().probability_of_loss;
            vec![
                format!("data-floor=\"{}\"", delivery.floor),
                format!("data-loss=\"{loss}\""),
            ]
        }
        CardChoice::Tender => {
            let tender = market.tender.as_ref().unwrap().as_ref().unwrap();
            let winner = tender.result.winner.as_ref().unwrap();
            vec![format!("<em>{winner} wins</em>")]
        }
        CardChoice::Tokens => {
            let machine = tokens.machines["machine"].as_ref().unwrap();
            let against = machine.against_api.unwrap();
            vec![
                format!("data-api=\"{}\"", against.api),
                format!("data-own=\"{}\"", against.own),
                format!("data-exact=\"{}\"", machine.million),
                format!("data-exact=\"{}\"", machine.million_reserved.unwrap()),
            ]
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_saved_study_gives_the_digits_of_each_card() {
    for form in [MarketForm::default(), changed()] {
        let catalog = Catalog::published().unwrap();
        let study = saved(&form);
        let market = market(&study, &catalog).unwrap();
        let tokens = tokens(&study, &catalog).unwrap();
        for card in CardChoice::ALL {
            let form = form.clone().with(MarketField::Card, card.name());
            let html = shown(form, Catalog::published().unwrap()).await;
            for attribute in exact(*card, &market, &tokens) {
                assert!(html.contains(&attribute), "{attribute} in {html}");
            }
            assert!(!html.contains("Fix the highlighted field"));
        }
    }
}

/// What the shown card advises.
fn advice(form: &MarketForm) -> String {
    let catalog = Catalog::published().unwrap();
    let study = saved(form);
    if form.card == CardChoice::Tokens {
        let answer = tokens(&study, &catalog).unwrap();
        let machine = answer.machines["machine"].as_ref().unwrap();
        let against = machine.against_api.unwrap();
        return (against.api.amount() < against.own.amount()).to_string();
    }
    let market = market(&study, &catalog).unwrap();
    match form.card {
        CardChoice::Buyer => {
            let buyer = market.buyer.unwrap().unwrap();
            format!("{:?}, waits: {}", buyer.decision.choice, buyer.waits())
        }
        CardChoice::Seller => {
            let delivery = market.sellers["seller"].as_ref().unwrap().delivery.clone();
            delivery.unwrap().unwrap().bid.unwrap().holds.to_string()
        }
        CardChoice::Tender => format!("{:?}", market.tender.unwrap().unwrap().result.winner),
        CardChoice::Outlook | CardChoice::Tokens => String::new(),
    }
}

/// The forms that a person can start from.
fn presets() -> Vec<MarketForm> {
    let stories = Story::ALL.map(|story| opened(story).forms.market);
    let stories = stories
        .into_iter()
        .flatten()
        .map(|form| form.as_ref().clone());
    let each = CardChoice::ALL.iter();
    let first = each.map(|card| form(&[(MarketField::Card, card.name())]));
    stories.chain(first).collect()
}

#[test]
fn no_preset_hangs_on_an_input_without_a_source() {
    // Each input at the value at which it does nothing.
    let neutral = [
        (MarketField::ShockChance, "0"),
        (MarketField::PullSpeed, "0"),
        (MarketField::Correlation, "0"),
        (MarketField::Interest, "0"),
        (MarketField::MonthWithout, "0"),
        (MarketField::PassedOn, "0"),
        (MarketField::Penalty, "0"),
        (MarketField::Late, "1"),
        (MarketField::OwnMonth, "0"),
    ];
    for preset in presets() {
        let advised = advice(&preset);
        for (field, text) in neutral {
            let other = preset.clone().with(field, text);
            let name = MarketForm::name(field);
            assert_eq!(advice(&other), advised, "{name} of {:?}", preset.card);
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_event_that_changes_the_answer_is_named() {
    let event = |chance: &str| {
        form(&[
            (MarketField::ShockChance, chance),
            (MarketField::ShockFactor, "5"),
            (MarketField::ShockMonth, "1"),
        ])
    };
    let html = |form: MarketForm| shown(form, Catalog::published().unwrap());
    // A rent that certainly rises to five times its price makes buying the better choice.
    let text = html(event("100")).await;
    assert!(
        text.contains("With the event that you set: buy. Without it: rent."),
        "{text}"
    );
    let text = html(event("1")).await;
    assert!(text.contains("The event that you set does not change this answer."));
    for chance in ["", "0"] {
        assert!(!html(event(chance)).await.contains("event that you set:"));
    }
}

#[tokio::test(flavor = "current_thread")]
async fn figures_in_texts_are_those_of_the_fields() {
    let form = form(&[
        (MarketField::Gpu, "A100"),
        (MarketField::Gpus, "64"),
        (MarketField::Horizon, "3"),
        (MarketField::Capital, "900000"),
        (MarketField::RentMonth, "44384"),
    ]);
    let html = shown(form, Catalog::published().unwrap()).await;
    assert!(html.contains("the 64 A100 for 3 months."));
    assert!(html.contains("8 servers of 8 GPUs"));
    assert!(html.contains("Price of a server: ¥900,000"));
    // The amounts that the fields hold at first are in no text.
    for first in ["2.7\u{a0}million", "76,000"] {
        assert!(!html.contains(first), "{first}");
    }
}

#[test]
fn the_sellers_of_the_example_have_names_of_the_language() {
    let first = MarketForm::default();
    let chinese = first.sellers.text_in(Language::Simplified);
    assert_eq!(chinese.lines().next(), Some("甲, 5折, 0.2折, 100%, 3折"));
    assert_eq!(first.sellers.name_in(Language::Traditional, "Dong"), "丁");
    assert_eq!(first.sellers.name_in(Language::English, "Dong"), "Dong");
    // Each text reads as the same sellers, apart from their names.
    let english = first.sellers.text_in(Language::English);
    assert_eq!(Sellers::typed(&english).parsed(), first.sellers.parsed());
    // What is typed stays as it is.
    let typed = Sellers::typed("Ada, 5折, 0.2折, 100%, 3折");
    assert_eq!(typed.text_in(Language::Simplified), typed.text());
    assert_eq!(typed.name_in(Language::Simplified, "Ada"), "Ada");
}

/// What a form asks fills a form that asks the same, without a text besides.
#[test]
fn a_form_comes_back_from_its_study() {
    for form in [MarketForm::default(), changed()] {
        let study = saved(&form);
        let back = MarketForm::of_study(&study);
        assert_eq!(saved(&back), study);
        assert_eq!(MarketForm::of_study(&saved(&back)), back);
    }
    let first = MarketForm::default();
    assert_eq!(MarketForm::of_study(&saved(&first)), first);
}

/// The other parts are asked; nothing is asked of an outlook that cannot be read.
#[test]
fn a_part_with_a_wrong_field_is_left_out() {
    let without_seller = saved(&form(&[(MarketField::BidPay, "45")]));
    let market = without_seller.market.unwrap();
    assert!(market.sellers.is_empty() && market.tender.is_some() && market.buyer.is_some());
    let without_outlook = saved(&form(&[(MarketField::Horizon, "0")]));
    assert_eq!(without_outlook.market, None);
    assert!(without_outlook.tokens.is_some());
    let without_tokens = saved(&form(&[(MarketField::Load1M, "x")]));
    assert_eq!(without_tokens.tokens, None);
}

#[test]
fn limits_across_fields_are_said_at_the_field() {
    let form = form(&[
        (MarketField::Horizon, "6"),
        (MarketField::Delivery, "7"),
        (MarketField::WaitMonths, "8"),
        (
            MarketField::Sellers,
            "Ada, 5折, 100% off, 100%, 3折\n\nBen, 5折, 100% off, 100%, 3折",
        ),
        (MarketField::Throughput, "0"),
        (MarketField::TopUse, "0%"),
    ]);
    let catalog = Catalog::published().unwrap();
    let (study, english) = (saved(&form), Language::English);
    let answer = market(&study, &catalog);
    let problems = FieldProblems::new(&form, Some(&answer), Some(&tokens(&study, &catalog)));
    let said = |field| problems.say(field, english).unwrap_or_default();
    assert!(said(MarketField::Delivery).contains('6'));
    assert!(said(MarketField::WaitMonths).contains('6'));
    assert!(said(MarketField::Sellers).starts_with("line 1: "));
    assert!(said(MarketField::Throughput).contains("zero"));
    assert!(said(MarketField::TopUse).contains("zero"));
    assert_eq!(said(MarketField::Horizon), "");
    // The buyer is answered, but not how long to wait.
    assert!(answer.unwrap().buyer.unwrap().is_ok());
    let form = form.with(MarketField::ShockChance, "30");
    let form = form.with(MarketField::ShockMonth, "7");
    let answer = market(&saved(&form), &catalog);
    let problems = FieldProblems::new(&form, Some(&answer), None);
    assert!(problems.say(MarketField::ShockMonth, english).is_some());
}

#[test]
fn a_seller_that_cannot_be_read_has_its_line() {
    let sellers = Sellers::typed("Ada, 5折, 0.2折, 100%, 3折\n \nBen, 45, 0.2折, 50%, 3折");
    assert_eq!(sellers.parsed().unwrap_err().path.to_string(), "line 3");
    let sellers = Sellers::typed("甲，100% off，pay 100%，12.5，1.25折");
    let back = Sellers::of(sellers.parsed().unwrap());
    assert_eq!(back.text(), "甲, 0折, pay 100%, 12.5%, 1.25折");
    assert_eq!(back.parsed(), sellers.parsed());
}

#[test]
fn paths_in_steps_are_the_paths_at_once() {
    let catalog = Catalog::published().unwrap();
    let study = saved(&form(&[(MarketField::Horizon, "7")]));
    let question = study.market.as_ref().unwrap();
    let mut work = MarketWork::begin(question, &catalog);
    let mut shares = Vec::new();
    let answer = loop {
        shares.push(work.share());
        match work.step() {
            ControlFlow::Continue(left) => work = left,
            ControlFlow::Break(answer) => break answer,
        }
    };
    assert_eq!(answer, market(&study, &catalog));
    // A step a month for the paths and for the heat table, and one to go from one to the other.
    assert!(shares.is_sorted() && shares.len() >= 15, "{shares:?}");
    // On the paths of another seller's question, the answer is the same.
    let simulation = Simulation::of(&question.outlook_part(), &catalog);
    assert_eq!(MarketWork::on(simulation.into(), question).finish(), answer);
}
