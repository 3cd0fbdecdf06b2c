//! The section of a tender: the sellers, the rounds, the winner.

use netprice::market::tender::{Aftermath, Round, TenderResult, Turn};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::kit::number::{in_cents, percent};
use crate::market::form::MarketField;
use crate::market::section::Section;
use crate::market::words::MarketText;
use crate::market::words::seller::SellerText;

/// The inputs of a tender and its course.
pub(crate) fn tender(section: Section<'_>) -> Html {
    html! {
        <section>
            <h2>{section.say(&SellerText::Tender)}</h2>
            {sellers(section)}
            <div class="inputs">{section.fields(&[MarketField::Opening, MarketField::Penalty])}</div>
            {answer(section).unwrap_or_default()}
        </section>
    }
}

/// The text of the sellers, with the problem or the format below it.
fn sellers(section: Section<'_>) -> Html {
    let oninput = section.props.editor.set(MarketField::Sellers);
    let oninput = oninput.reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let problem = section.problem(MarketField::Sellers);
    let is_wrong = problem.is_some();
    let below = problem.unwrap_or_else(|| section.say(&SellerText::SellersHint));
    html! {
        <div class={classes!("field", is_wrong.then_some("wrong"))}>
            <label for="sellers">{section.say(&MarketText::Label(MarketField::Sellers))}</label>
            <textarea id="sellers" rows="4" spellcheck="false" aria-describedby="sellers-below"
                aria-invalid={is_wrong.to_string()}
                value={section.props.editor.text(MarketField::Sellers).to_owned()} {oninput} />
            <small id="sellers-below" aria-live="polite">{below}</small>
        </div>
    }
}

fn answer(section: Section<'_>) -> Option<Html> {
    let answer = section.answer?.tender.as_ref()?.as_ref().ok()?;
    let rounds = answer.result.rounds.iter().enumerate();
    let rounds = rounds.map(|(index, round)| html! { <li key={index}>{turn(section, round)}</li> });
    let after = answer.aftermath.as_ref();
    let after = after.and_then(|after| after.as_ref().ok());
    Some(html! {
        <>
            <p class="sentence" id="tender-answer" aria-live="polite">{won(section, &answer.result)}</p>
            <ol class="rounds">{for rounds}</ol>
            {for after.map(|after| html! { <p id="aftermath">{aftermath(section, after)}</p> })}
        </>
    })
}

fn turn(section: Section<'_>, round: &Round) -> String {
    let (Turn::Opens(bid) | Turn::Bids(bid) | Turn::DropsOut { needed: bid }) = round.turn;
    section.say(&SellerText::Turn {
        round: round.round,
        name: round.seller.as_str(),
        turn: round.turn,
        bid: &section.props.rate(bid.paid()),
    })
}

fn won(section: Section<'_>, result: &TenderResult) -> String {
    match (&result.winner, result.pay) {
        (Some(name), Some(bid)) => section.say(&SellerText::Won {
            name: name.as_str(),
            bid: &section.props.rate(bid.paid()),
        }),
        (None, _) | (_, None) => section.say(&SellerText::NobodyWon),
    }
}

fn aftermath(section: Section<'_>, after: &Aftermath) -> String {
    let margins = after.margins.map(in_cents);
    section.say(&SellerText::Aftermath {
        today: &in_cents(after.margin_today),
        margins: margins.each_ref().map(String::as_str),
        loss: &percent(after.probability_of_loss.get()),
        default: &percent(after.probability_of_default.get()),
    })
}
