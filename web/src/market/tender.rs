//! The card of a tender: the sellers, the rounds, the winner.

use netprice::market::tender::{Aftermath, Round, TenderResult, Turn};
use netprice_study::MarketAnswer;
use netprice_study::market::tender::TenderAnswer;
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::number::in_cents;
use crate::market::changes::{self, Change};
use crate::market::form::MarketField;
use crate::market::props::of_thousand;
use crate::market::section::{Inputs, Section};
use crate::market::tender_chart;
use crate::market::words::seller::SellerText;

const INPUTS: Inputs = Inputs {
    first: &[
        MarketField::Sellers,
        MarketField::Opening,
        MarketField::Delivery,
    ],
    others: &[MarketField::Penalty],
    moves: true,
};

/// The card.
pub(crate) fn tender(section: Section<'_>) -> Html {
    let answer = answer_of(section.answer);
    html! {
        <>
        {answer.map_or_else(|| section.no_verdict(), |answer| verdict(section, answer))}
        {section.inputs(INPUTS)}
        {answer.map(|answer| below(section, answer)).unwrap_or_default()}
        </>
    }
}

fn answer_of(answer: Option<&MarketAnswer>) -> Option<&TenderAnswer> {
    answer?.tender.as_ref()?.as_ref().ok()
}

fn after(answer: &TenderAnswer) -> Option<&Aftermath> {
    answer.aftermath.as_ref()?.as_ref().ok()
}

fn verdict(section: Section<'_>, answer: &TenderAnswer) -> Html {
    let (lead, rest) = won(section, &answer.result);
    let pay = answer.result.pay.map(|pay| pay.write());
    let loss = |after: &Aftermath| of_thousand(after.probability_of_loss.get());
    let said = after(answer).map(|after| aftermath(section, after));
    let with = after(answer).map(loss);
    let without = answer_of(section.without).and_then(after).map(loss);
    let losses = |count: String| section.say(&SellerText::LossOn(&count));
    let event = with.and_then(|with| section.event(&losses(with), without.map(losses)));
    html! {
        <>
        {section.verdict("tender-answer", pay.unwrap_or_default(), lead, rest)}
        <p class="why" id="aftermath">{said}{section.props.language.gap()}<strong>{event}</strong></p>
        </>
    }
}

fn below(section: Section<'_>, answer: &TenderAnswer) -> Html {
    let rounds = answer.result.rounds.iter().enumerate();
    let rounds = rounds.map(|(index, round)| html! { <li key={index}>{turn(section, round)}</li> });
    let pills = [MarketField::Opening, MarketField::Penalty];
    let pills = pills.map(|field| changes::typed(section, field));
    html! {
        <>
        {tender_chart::chart(section, &answer.result)}
        <details>
            <summary id="rounds">{section.say(&SellerText::Rounds)}</summary>
            <ol class="rounds">{for rounds}</ol>
        </details>
        {changes::table(section, changes_of(section, answer))}
        {changes::pills(section, pills.into_iter().collect(), true)}
        </>
    }
}

/// The floors with which the other sellers would win.
fn changes_of(section: Section<'_>, answer: &TenderAnswer) -> Vec<Change> {
    let sellers = section.form().sellers.parsed().unwrap_or_default();
    let losers = sellers.iter();
    let losers = losers.filter(|seller| Some(&seller.name) != answer.result.winner.as_ref());
    let changes = losers.map(|seller| {
        let name = section.name(seller.name.as_str());
        let floor = answer.wins_with.get(&seller.name);
        let then = section.say(&SellerText::Wins(&name));
        Change {
            name: section.say(&SellerText::FloorOf(&name)),
            now: section.props.paid(seller.floor.paid()),
            exact: floor.map(Typed::write).unwrap_or_default(),
            turn: floor.map(|floor| (section.props.paid(floor.paid()), then)),
        }
    });
    changes.collect()
}

fn turn(section: Section<'_>, round: &Round) -> String {
    let (Turn::Opens(bid) | Turn::Bids(bid) | Turn::DropsOut { needed: bid }) = round.turn;
    section.say(&SellerText::Turn {
        round: round.round,
        name: &section.name(round.seller.as_str()),
        turn: round.turn,
        bid: &section.props.paid(bid.paid()),
    })
}

fn won(section: Section<'_>, result: &TenderResult) -> (String, String) {
    match (&result.winner, result.pay) {
        (Some(name), Some(bid)) => {
            let name = section.name(name.as_str());
            let bid = section.props.paid(bid.paid());
            (
                section.say(&SellerText::Winner(&name)),
                section.say(&SellerText::WinsAt(&bid)),
            )
        }
        (None, _) | (_, None) => (String::new(), section.say(&SellerText::NobodyWon)),
    }
}

fn aftermath(section: Section<'_>, after: &Aftermath) -> String {
    let margins = after.margins.map(in_cents);
    section.say(&SellerText::Aftermath {
        today: &in_cents(after.margin_today),
        margins: margins.each_ref().map(String::as_str),
        loss: &of_thousand(after.probability_of_loss.get()),
        default: &of_thousand(after.probability_of_default.get()),
    })
}
