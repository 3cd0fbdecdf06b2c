//! The card of a seller: the floor, the risk of a bid, the price term, late delivery.

use netprice::Money;
use netprice_study::MarketAnswer;
use netprice_study::market::bid::Bid;
use netprice_study::market::seller::DeliveryAnswer;
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::number::{in_cents, percent};
use crate::market::changes::{self, Change, Pill};
use crate::market::form::MarketField;
use crate::market::heat;
use crate::market::props::of_thousand;
use crate::market::section::{Inputs, Section};
use crate::market::words::seller::SellerText;

const INPUTS: Inputs = Inputs {
    first: &[
        MarketField::BidPay,
        MarketField::CostPay,
        MarketField::Delivery,
    ],
    others: &[
        MarketField::Confidence,
        MarketField::Follows,
        MarketField::PassedOn,
        MarketField::Rise,
        MarketField::Fall,
        MarketField::Late,
    ],
    moves: true,
};

/// The card.
pub(crate) fn seller(section: Section<'_>) -> Html {
    let answer = delivery(section.answer);
    html! {
        <>
        {answer.and_then(|answer| verdict(section, answer)).unwrap_or_else(|| section.no_verdict())}
        {section.inputs(INPUTS)}
        {answer.and_then(|answer| below(section, answer)).unwrap_or_default()}
        </>
    }
}

fn delivery(answer: Option<&MarketAnswer>) -> Option<&DeliveryAnswer> {
    let answer = answer?.sellers.values().next()?.as_ref().ok()?;
    answer.delivery.as_ref()?.as_ref().ok()
}

fn verdict(section: Section<'_>, delivery: &DeliveryAnswer) -> Option<Html> {
    let (form, props) = (section.form(), section.props);
    let (risk, bid) = (delivery.risk.as_ref()?, delivery.bid.as_ref()?);
    let confidence = form.confidence.value()?.write();
    let bidden = props.paid(form.bid_pay.value()?.paid());
    let floor = floor_of(section, bid);
    let why = SellerText::Why {
        bid: &bidden,
        middle: &in_cents(bid.median_margin),
        loss: &of_thousand(risk.probability_of_loss.get()),
        floor: &floor,
        confidence: &confidence,
    };
    let without = self::delivery(section.without).and_then(|one| one.bid.as_ref());
    let without = without.map(|bid| floor_of(section, bid));
    let event = section.event(&floor, without);
    let (lead, rest) = if bid.holds {
        let rest = SellerText::Holds(form.delivery.value()?.get());
        (section.say(&SellerText::Bid(&bidden)), rest)
    } else {
        let rest = SellerText::HoldsNot(form.delivery.value()?.get());
        (section.say(&SellerText::BidAtLeast(&floor)), rest)
    };
    Some(html! {
        <>
        <div id="seller-answer" data-floor={delivery.floor.to_string()} data-loss={risk.probability_of_loss.to_string()}>
            {section.verdict("seller-verdict", delivery.floor.to_string(), lead, section.say(&rest))}
            <p class="why" id="seller-why">{section.say(&why)}{section.props.language.gap()}<strong>{event}</strong></p>
        </div>
        </>
    })
}

/// The lowest floor in whole hundredths of list that covers the cost.
fn floor_of(section: Section<'_>, bid: &Bid) -> String {
    section.props.paid(bid.lowest.get())
}

fn below(section: Section<'_>, delivery: &DeliveryAnswer) -> Option<Html> {
    let form = section.form();
    let confidence = form.confidence.value()?.write();
    let risk = delivery.risk.as_ref()?;
    let figures = SellerText::Figures {
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
    let changes = changes_of(section, delivery.bid.as_ref()?).unwrap_or_default();
    Some(html! {
        <>
        {heat::table(section, &delivery.heat)}
        <div class="two">
            {changes::table(section, changes)}
            <section>
                <h3>{section.say(&SellerText::More)}</h3>
                <p id="seller-figures">{section.say(&figures)}</p>
                <p>{section.say(&term)}</p>
                <p>{late(section, delivery)}</p>
            </section>
        </div>
        {changes::pills(section, pills(section), true)}
        </>
    })
}

fn changes_of(section: Section<'_>, bid: &Bid) -> Option<Vec<Change>> {
    let (form, props) = (section.form(), section.props);
    let answer = if bid.holds {
        SellerText::DoesNotHold
    } else {
        SellerText::DoesHold
    };
    let then = || section.say(&answer);
    let share = |share: netprice::NonNegative| format!("{}%", percent(share.get()));
    let row = |field: MarketField, now: String, at: Option<String>, exact: String| Change {
        name: section.short_label(field),
        now,
        exact,
        turn: at.map(|at| (at, then())),
    };
    let month = |month: u32| section.say(&SellerText::Month(month));
    Some(vec![
        row(
            MarketField::BidPay,
            props.paid(form.bid_pay.value()?.paid()),
            Some(props.paid(bid.lowest.get())),
            bid.lowest.to_string(),
        ),
        row(
            MarketField::CostPay,
            props.paid(form.cost_pay.value()?.paid()),
            Some(props.paid_at_most(bid.cost.get())),
            bid.cost.to_string(),
        ),
        row(
            MarketField::Follows,
            share(form.follows.value()?.share()),
            bid.follows.map(share),
            bid.follows.map(|one| one.to_string()).unwrap_or_default(),
        ),
        row(
            MarketField::Delivery,
            month(form.delivery.value()?.get()),
            bid.month.map(month),
            bid.month.map(|one| one.to_string()).unwrap_or_default(),
        ),
    ])
}

fn pills(section: Section<'_>) -> Vec<Pill> {
    let fields = [
        MarketField::Confidence,
        MarketField::Follows,
        MarketField::PassedOn,
    ];
    let pills = fields.map(|field| changes::typed(section, field));
    pills.into_iter().collect()
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
