//! The section of a buyer: rent, buy or wait.

use netprice::Money;
use netprice::market::rent_or_buy::Weighed;
use netprice::market::selling::Waiting;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::number::percent;
use crate::market::form::MarketField;
use crate::market::section::Section;
use crate::market::words::buyer::BuyerText;

/// The inputs of a buyer and the answer.
pub(crate) fn buyer(section: Section<'_>) -> Html {
    html! {
        <section>
            <h2>{section.say(&BuyerText::Buyer)}</h2>
            <div class="inputs">
                {section.fields(&[MarketField::BuyCurrency, MarketField::Capital, MarketField::OwnMonth, MarketField::RentMonth,
                    MarketField::Residual, MarketField::Correlation, MarketField::Interest, MarketField::UseLow,
                    MarketField::UseLikely, MarketField::UseHigh, MarketField::WaitMonths, MarketField::MonthWithout])}
            </div>
            {answer(section).unwrap_or_default()}
        </section>
    }
}

fn answer(section: Section<'_>) -> Option<Html> {
    let answer = section.answer?.buyer.as_ref()?.as_ref().ok()?;
    let worth = answer.weighed.net_present_value;
    let waiting = answer.waiting.as_ref();
    let waiting = waiting.and_then(|waiting| waiting.as_ref().ok());
    Some(html! {
        <>
            <p class="sentence" id="buyer-answer" aria-live="polite"
                data-exact={worth.to_string()}>{said(section, &answer.weighed)}</p>
            <p>{figures(section, &answer.weighed)}</p>
            <p id="waiting">{waiting.and_then(|waiting| waits(section, waiting))}</p>
        </>
    })
}

fn said(section: Section<'_>, weighed: &Weighed) -> Option<String> {
    let worth = weighed.net_present_value;
    let outlook = section.answer?.outlook.as_ref()?.as_ref().ok()?;
    Some(section.say(&BuyerText::Answer {
        buys: worth.amount() > Decimal::ZERO,
        saving: &section.props.language.money(absolute(worth)),
        chance: &percent(weighed.probability_buying.get()),
        months: outlook.fan.len(),
    }))
}

fn figures(section: Section<'_>, weighed: &Weighed) -> String {
    let language = section.props.language;
    let quantiles = weighed.quantiles.map(|one| language.money(one));
    section.say(&BuyerText::Figures {
        quantiles: quantiles.each_ref().map(String::as_str),
        worst: &language.money(weighed.worst),
    })
}

fn waits(section: Section<'_>, waiting: &Waiting) -> Option<String> {
    let language = section.props.language;
    Some(section.say(&BuyerText::Waits {
        months: section.form().wait_months.value()?.get(),
        saves: waiting.expected_saving.amount() >= Decimal::ZERO,
        saving: &language.money(absolute(waiting.expected_saving)),
        chance: &percent(waiting.probability_cheaper.get()),
        worst: &language.money(waiting.worst),
    }))
}

fn absolute(money: Money) -> Money {
    Money::new(money.amount().abs(), money.currency())
}
