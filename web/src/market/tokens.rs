//! The card of tokens: an API or machines of one's own.

use netprice::Money;
use netprice::tokens::ApiOrOwn;
use netprice::value::decimal::print;
use netprice_study::tokens::{TokenMachineAnswer, TokenTurns};
use netprice_study::{Problems, TokensAnswer};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::market::changes::{self, Change};
use crate::market::form::MarketField;
use crate::market::section::{Inputs, Section};
use crate::market::tokens_chart;
use crate::market::words::tokens::TokensText;

const INPUTS: Inputs = Inputs {
    first: &[
        MarketField::Load1M,
        MarketField::ApiPrice,
        MarketField::Gpus,
    ],
    others: &[
        MarketField::GpuHour,
        MarketField::TokenCurrency,
        MarketField::ServerGpus,
        MarketField::Throughput,
        MarketField::TopUse,
    ],
    moves: false,
};

/// The card.
pub(crate) fn tokens(section: Section<'_>, found: Option<&Result<TokensAnswer, Problems>>) -> Html {
    let machine = found.and_then(|found| found.as_ref().ok()?.machines.values().next());
    let machine = machine.and_then(|machine| machine.as_ref().ok());
    let against = machine.and_then(|machine| Some((machine, machine.against_api.as_ref()?)));
    html! {
        <>
        {against.map_or_else(|| section.no_verdict(), |(_, against)| verdict(section, against))}
        {section.inputs(INPUTS)}
        {against.and_then(|(machine, against)| below(section, machine, against)).unwrap_or_default()}
        </>
    }
}

fn is_api(against: &ApiOrOwn) -> bool {
    against.api.amount() < against.own.amount()
}

fn verdict(section: Section<'_>, against: &ApiOrOwn) -> Html {
    let language = section.props.language;
    let gpus = section.form().server_gpus.value();
    let gpus = gpus.map(|gpus| u64::from(gpus.get()).saturating_mul(against.servers));
    let load = section.form().load_1m.value();
    let load = load.map(|load| language.millions(load.get()));
    let costs = TokensText::Costs {
        api: &language.money(against.api),
        servers: against.servers,
        gpus: gpus.unwrap_or_default(),
        own: &language.money(against.own),
    };
    let from = against
        .cheaper_from
        .map(|from| language.millions(from.get()));
    let from = TokensText::From(from.as_deref().unwrap_or_default());
    let lead = section.say(&TokensText::Lead(is_api(against)));
    let rest = section.say(&TokensText::For(&load.unwrap_or_default()));
    html! {
        <div id="tokens-answer" data-api={against.api.to_string()} data-own={against.own.to_string()}>
            {section.verdict("tokens-verdict", String::new(), lead, rest)}
            <p class="why">{section.say(&costs)}{section.props.language.gap()}{section.say(&from)}</p>
        </div>
    }
}

fn below(section: Section<'_>, machine: &TokenMachineAnswer, against: &ApiOrOwn) -> Option<Html> {
    let turns = machine.turns.as_ref()?;
    let pills = [
        MarketField::ServerGpus,
        MarketField::GpuHour,
        MarketField::Throughput,
        MarketField::TopUse,
    ];
    let pills = pills.map(|field| changes::typed(section, field));
    Some(html! {
        <>
        {tokens_chart::chart(section, &turns.costs)}
        <div class="two">
            {bases(section, machine)}
            {changes::table(section, changes_of(section, turns, against).unwrap_or_default())}
        </div>
        {changes::pills(section, pills.into_iter().collect(), false)}
        </>
    })
}

/// A million tokens from the API, and from the servers by both bases of their cost.
fn bases(section: Section<'_>, machine: &TokenMachineAnswer) -> Html {
    let form = section.form();
    let api = form.api_price.value().zip(form.token_currency.value());
    let api = api.map(|(price, currency)| Money::new(price.get(), *currency));
    let rows = [
        ("api", TokensText::Api, api),
        ("reserved", TokensText::Reserved, machine.million_reserved),
        ("used", TokensText::Used, Some(machine.million)),
    ];
    let row = |(id, text, money): (&'static str, TokensText<'static>, Option<Money>)| {
        let exact = money.map(|money| money.to_string());
        let shown = money.map(|money| section.props.language.money(money));
        html! {
            <tr key={id} data-basis={id}>
                <th scope="row">{section.say(&text)}</th>
                <td class="number" data-exact={exact}>{shown.unwrap_or_else(|| "—".to_owned())}</td>
            </tr>
        }
    };
    html! {
        <section class="bases">
            <h3>{section.say(&TokensText::Million)}</h3>
            <table id="bases">
                <thead><tr>
                    <th scope="col">{section.say(&TokensText::Way)}</th>
                    <th scope="col" class="number">{section.say(&TokensText::PerMillion)}</th>
                </tr></thead>
                <tbody>{for rows.into_iter().map(row)}</tbody>
            </table>
        </section>
    }
}

fn changes_of(section: Section<'_>, turns: &TokenTurns, against: &ApiOrOwn) -> Option<Vec<Change>> {
    let form = section.form();
    let currency = *form.token_currency.value()?;
    let language = section.props.language;
    let then = if is_api(against) {
        TokensText::UseOwn
    } else {
        TokensText::UseApi
    };
    let money = |amount: Decimal| language.money(Money::new(amount, currency));
    let row = |field: MarketField, now: String, at: Option<(String, Decimal)>| Change {
        name: section.short_label(field),
        now,
        exact: at
            .as_ref()
            .map(|(_, exact)| print(*exact))
            .unwrap_or_default(),
        turn: at.map(|(at, _)| (at, section.say(&then))),
    };
    let of_money =
        |price: Option<Money>| price.map(|price| (language.money(price), price.amount()));
    Some(vec![
        row(
            MarketField::ApiPrice,
            money(form.api_price.value()?.get()),
            of_money(turns.api_million),
        ),
        row(
            MarketField::GpuHour,
            money(form.gpu_hour.value()?.get()),
            of_money(turns.hour),
        ),
        row(
            MarketField::Load1M,
            language.millions(form.load_1m.value()?.get()),
            turns
                .million_tokens
                .map(|load| (language.millions(load.get()), load.get())),
        ),
    ])
}
