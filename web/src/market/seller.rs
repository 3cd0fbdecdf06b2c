//! The section of a seller: the floor, the risk of a bid, the price term, late delivery.

use netprice::Money;
use netprice_study::market::seller::DeliveryAnswer;
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::number::{in_cents, percent};
use crate::market::form::MarketField;
use crate::market::heat;
use crate::market::section::Section;
use crate::market::words::seller::SellerText;

/// The inputs of a seller and the answer.
pub(crate) fn seller(section: Section<'_>) -> Html {
    html! {
        <section>
            <h2>{section.say(&SellerText::Seller)}</h2>
            <div class="inputs">
                {section.fields(&[MarketField::CostPay, MarketField::Follows, MarketField::BidPay, MarketField::Delivery,
                    MarketField::Confidence, MarketField::Late, MarketField::PassedOn, MarketField::Rise, MarketField::Fall])}
            </div>
            {answer(section).unwrap_or_default()}
        </section>
    }
}

fn answer(section: Section<'_>) -> Option<Html> {
    let answer = section.answer?.sellers.values().next()?.as_ref().ok()?;
    let delivery = answer.delivery.as_ref()?.as_ref().ok()?;
    let break_even = answer.at.values().next()?.break_even;
    let (form, props) = (section.form(), section.props);
    let confidence = form.confidence.value()?.write();
    let risk = delivery.risk.as_ref()?;
    let said = SellerText::Answer {
        bid: &props.rate(form.bid_pay.value()?.paid()),
        month: form.delivery.value()?.get(),
        loss: &percent(risk.probability_of_loss.get()),
        floor: &props.rate(delivery.floor.get()),
        confidence: &confidence,
    };
    let figures = SellerText::Figures {
        break_even: &props.rate(break_even.get()),
        today: &in_cents(risk.margin_today),
        mean: &in_cents(risk.mean_margin),
        at_risk: &in_cents(risk.value_at_risk),
        shortfall: &in_cents(risk.expected_shortfall),
        confidence: &confidence,
    };
    let term = delivery.clause.as_ref()?;
    let term = SellerText::TermValue {
        seller: &in_cents(term.to_seller),
        buyer: &in_cents(term.to_buyer),
    };
    Some(html! {
        <>
            <p class="sentence" id="seller-answer" aria-live="polite" data-floor={delivery.floor.to_string()}
                data-loss={risk.probability_of_loss.to_string()}>{section.say(&said)}</p>
            <p id="seller-figures">{section.say(&figures)}</p>
            <p>{section.say(&term)}{" "}{late(section, delivery)}</p>
            {heat::table(props, &delivery.heat)}
        </>
    })
}

fn late(section: Section<'_>, delivery: &DeliveryAnswer) -> Option<String> {
    let months = section.form().late.value()?.get();
    let cost = |cost: &Money| in_cents(*cost);
    Some(match delivery.delay.as_ref()? {
        Ok(delay) => section.say(&SellerText::LateCosts {
            months,
            cost: &cost(delay),
        }),
        Err(_) => section.say(&SellerText::LateBeyond),
    })
}
