//! The section of tokens: an API or your own servers.

use netprice_study::{Problems, TokensAnswer};
use yew::prelude::*;

use crate::kit::number::grouped;
use crate::market::form::MarketField;
use crate::market::section::Section;
use crate::market::words::buyer::BuyerText;

/// The inputs of tokens and the answer.
pub(crate) fn tokens(section: Section<'_>, found: Option<&Result<TokensAnswer, Problems>>) -> Html {
    html! {
        <section>
            <h2>{section.say(&BuyerText::Tokens)}</h2>
            <div class="inputs">
                {section.fields(&[MarketField::TokenCurrency, MarketField::Load1M, MarketField::ApiPrice, MarketField::GpuHour,
                    MarketField::ServerGpus, MarketField::Throughput, MarketField::TopUse])}
            </div>
            {found.and_then(|found| answer(section, found.as_ref().ok()?)).unwrap_or_default()}
        </section>
    }
}

fn answer(section: Section<'_>, answer: &TokensAnswer) -> Option<Html> {
    let machine = answer.machines.values().next()?.as_ref().ok()?;
    let found = machine.against_api.as_ref()?;
    let language = section.props.language;
    let said = BuyerText::TokensAnswer {
        is_api: found.api.amount() < found.own.amount(),
        api: &language.money(found.api),
        servers: found.servers,
        own: &language.money(found.own),
    };
    let from = found.cheaper_from.map(|from| grouped(&from.to_string()));
    let figures = BuyerText::TokensFigures {
        million: &language.money(machine.million),
        from: &from.unwrap_or_default(),
    };
    Some(html! {
        <>
            <p class="sentence" id="tokens-answer" aria-live="polite" data-api={found.api.to_string()}
                data-own={found.own.to_string()}>{section.say(&said)}</p>
            <p>{section.say(&figures)}</p>
        </>
    })
}
