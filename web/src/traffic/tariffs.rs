//! The bills of a month of traffic: the cheapest plan, the ranking, crossovers and methods.

use netprice::NonNegative;
use netprice::bandwidth::method::{Across, Peak};
use netprice::bandwidth::tariff::{Metering, TariffBill};
use netprice::book::citation::Confidence;
use netprice::value::figure::Figure;
use netprice::value::id::TariffId;
use netprice_catalog::network::{NetworkNameKind, PublishedMethod, PublishedTariff};
use netprice_study::Problems;
use netprice_study::traffic::{CrossoverAnswer, TariffAnswer, TrafficAnswer};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::number::{exact, four_digits, in_cents, in_column};
use crate::kit::save_as;
use crate::kit::tier_table::rounded_slices_table;
use crate::kit::words::KitText;
use crate::traffic::agreed::named;
use crate::traffic::bill_words::TariffText;
use crate::traffic::form::TrafficField;
use crate::traffic::own_contract::own_row;
use crate::traffic::props::{TrafficProps, short};
use crate::traffic::to_study::OWN;

/// The cheapest plan, and the growth at which another one is cheaper.
pub(crate) fn verdict(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    let first = found.cheapest(&props.network);
    let first = first.and_then(|id| Some((id, found.cost_of(id)?)));
    let Some((first, cost)) = first else {
        return html! { <p class="sentence">{props.say(&TariffText::NoPlan)}</p> };
    };
    let said = TariffText::Cheapest {
        name: NAME,
        cost: &props.language.money(cost),
    };
    let compared = TariffText::Compared {
        count: found
            .ranked
            .len()
            .saturating_sub(found.contract_costs.len()),
        area: &props.name(NetworkNameKind::Area, props.editor.text(TrafficField::Area)),
    };
    let is_first = found.ranked.first() == Some(first);
    let next = match &found.overtaken {
        _ if !is_first => props.say(&TariffText::CheaperUncertain),
        Some(Ok(next)) => props.say(&TariffText::Overtaken {
            percent: next.percent,
            name: &props.tariff_name(&next.by),
        }),
        Some(Err(problems)) => props.language.say(&problems.first().problem),
        None => props.say(&TariffText::NeverOvertaken),
    };
    html! {
        <div class="verdict">
            <p class="sentence" aria-live="polite">{named_in(&props.say(&said), &props.tariff_name(first))}</p>
            <p id="at-discount">{at_discount(props, found, first)}</p>
            <p id="overtaken">{next}{props.language.gap()}{props.say(&compared)}</p>
            {for exchanges(props, found)}
        </div>
    }
}

/// The place of the name in a sentence.
const NAME: &str = "\u{0}";

/// A sentence in which the name stands out, whatever its order in a language.
fn named_in(sentence: &str, name: &str) -> Html {
    let (before, after) = sentence.split_once(NAME).unwrap_or(("", sentence));
    html! { <>{before.to_owned()}<em>{name.to_owned()}</em>{after.to_owned()}</> }
}

/// What the cheapest plan costs at its list price; empty if no discount is taken off it.
fn at_discount(props: &TrafficProps, found: &TrafficAnswer, first: &TariffId) -> Option<String> {
    let discount = found.bill_of(first)?.discount.as_ref()?;
    Some(props.say(&TariffText::AtDiscount {
        pay: &named(props, discount.pay),
        list: &props.language.money(discount.list),
        is_of_offer: discount.offer.is_some(),
    }))
}

/// The exchange rates of the bills.
fn exchanges(props: &TrafficProps, found: &TrafficAnswer) -> Vec<Html> {
    let rates = props.study.exchange_rates.as_ref();
    let Some(rates) = rates.or_else(|| props.catalog.exchange_rates().ok()) else {
        return Vec::new();
    };
    let source = props.note(&rates.source);
    let day = props.language.date(rates.as_of);
    let said = found.rates(rates).into_iter().map(|(from, rate)| {
        let from = from.to_string();
        let text = TariffText::Exchange {
            from: &from,
            rate: &format!("{} {}", four_digits(rate.amount()), rate.currency()),
            source: &source,
            day: &day,
        };
        html! { <p class="hint" key={from.clone()} title={exact(rate)}>{props.say(&text)}</p> }
    });
    said.collect()
}

/// The tariffs with their bills by rank, then those that cannot bill the traffic.
pub(crate) fn table(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    let count = props.editor.form.shaved_count();
    // A saving that decides nothing is not shown.
    let count = count.filter(|_| found.saves_by_capping());
    let count = count.unwrap_or_default();
    let row = |(index, id): (usize, &TariffId)| {
        if *id == *OWN {
            return own_row(props, found, index + 1, count > 0);
        }
        let (tariff, answer) = (props.network.tariff(id)?, found.bill_of(id)?);
        Some(tariff_row(props, index, answer, tariff, count))
    };
    let refused = |tariff: &PublishedTariff| {
        let problems = found.tariffs.get(&tariff.id)?.as_ref().err()?;
        Some(refused_row(props, &tariff.id, problems))
    };
    let rows = found.ranked.iter().enumerate();
    let place = props.language.say(&KitText::Rank);
    let currency = props.study.currency.to_string();
    let cost = props
        .language
        .bracketed(&props.say(&TariffText::Cost), &currency);
    html! {
        <>
        <div class="scroll" role="group" tabindex="0" aria-label={props.say(&TariffText::TableHeading)}>
            <table class="plans">
                <caption>{props.say(&TariffText::TableHeading)}</caption>
                <thead><tr>
                    <th scope="col">{place}</th>
                    <th scope="col">{props.say(&TariffText::Plan)}</th>
                    <th scope="col">{props.say(&TariffText::Measured)}</th>
                    <th scope="col" class="number">{cost}</th>
                    <th scope="col" class="number" hidden={count == 0}>{props.say(&TariffText::Saves(&count.to_string()))}</th>
                </tr></thead>
                <tbody>
                    {for rows.filter_map(row)}
                    {for found.ranked_apart.iter().filter_map(|id| apart_row(props, found, id))}
                    {for props.network.tariffs.iter().filter_map(refused)}
                </tbody>
            </table>
        </div>
        {save_as::table(props.language, "plans")}
        </>
    }
}

/// A plan on a peak of shorter samples than the traffic has.
fn apart_row(props: &TrafficProps, found: &TrafficAnswer, id: &TariffId) -> Option<Html> {
    let cost = props.language.money(found.cost_of(id)?);
    let minutes = found.interval;
    let said = props.say(&TariffText::Apart {
        cost: &cost,
        minutes,
    });
    Some(html! {
        <tr key={id.to_string()} class="incomplete">
            <td class="place">{"–"}</td>
            <th scope="row">{props.tariff_name(id)}</th>
            <td colspan="3" class="missing">{said}</td>
        </tr>
    })
}

fn refused_row(props: &TrafficProps, id: &TariffId, problems: &Problems) -> Html {
    let why = props.language.say(&problems.first().problem);
    html! {
        <tr key={id.to_string()} class="incomplete">
            <td class="place">{"–"}</td>
            <th scope="row">{props.tariff_name(id)}</th>
            <td colspan="3" class="missing">{props.say(&TariffText::Refused(&why))}</td>
        </tr>
    }
}

fn tariff_row(
    props: &TrafficProps,
    index: usize,
    answer: &TariffAnswer,
    published_tariff: &PublishedTariff,
    count: usize,
) -> Html {
    let (bill, cost) = (&answer.billed.bill, answer.billed.cost);
    let TariffBill {
        metered, slices, ..
    } = bill;
    let PublishedTariff {
        id,
        tariff,
        published,
        service,
        ..
    } = published_tariff;
    let saved = answer.shaved.as_ref().map(|shaved| in_cents(shaved.saved));
    let first = metered.figures.first().map(Figure::get);
    let unit = tariff.unit.of_figure();
    let first = first.unwrap_or_default();
    let figure = match (&tariff.metering, metered.figures.len()) {
        (Metering::Fixed(_), _) if first.fract().is_zero() => format!("{} {unit}", short(first)),
        (Metering::Fixed(_), _) => {
            let peak = props.say(&TariffText::Peak(&short(first)));
            format!("{} {unit} {peak}", short(first.ceil()))
        }
        (Metering::DailyPeak(_), days) => props.say(&TariffText::EachDay(days)),
        (Metering::Volume(_) | Metering::Peak(_), _) => {
            let sum = answer.metered().unwrap_or_default();
            format!("{} {unit}", short(sum))
        }
    };
    let times = metered.times.get() != Decimal::ONE;
    let times = times.then(|| {
        let times = short(metered.times.get());
        props.say(&TariffText::Times(&times, tariff.unit))
    });
    let source = props.language.say(&KitText::Source {
        source: &published.source,
        as_of: &props.language.date(published.as_of),
        confidence: published.confidence,
    });
    let note = published.note.as_deref().map(|note| {
        let note = props.note(note);
        props.language.say(&KitText::Note(&note))
    });
    let year: String = published.as_of.to_string().chars().take(4).collect();
    let uncertain = props.say(&TariffText::Year {
        as_of: &year,
        is_uncertain: published.confidence == Confidence::Low,
    });
    let list = answer.discount.as_ref().map(|discount| {
        let list = TariffText::List {
            pay: &named(props, discount.pay),
            list: &in_cents(discount.list),
        };
        html! { <small class="where">{props.say(&list)}</small> }
    });
    html! {
        <tr key={id.to_string()} data-plan={id.to_string()}>
            <td class="place">{index + 1}</td>
            <th scope="row">
                <details>
                    <summary>{props.tariff_name(id)}{" "}<span class="where">{uncertain}</span></summary>
                    <p class="where">{props.say(&TariffText::Measure(&tariff.metering))}{" · "}{props.name(NetworkNameKind::Service, service)}</p>
                    { match (&tariff.metering, slices.len()) {
                        (Metering::DailyPeak(_), days) if days > 1 => html! { <p>{props.say(&TariffText::FirstOf(days))}</p> },
                        _ => html! { <></> },
                    } }
                    {slices.first().map(|slices| rounded_slices_table(props.language, slices)).unwrap_or_default()}
                    <p>{summed(props, answer)}</p>
                    <p class="source">{source}{" "}{note}</p>
                </details>
            </th>
            <td>{figure}{" "}{times}</td>
            <td class="number effective" data-exact={cost.to_string()} title={exact(cost)}>
                {in_cents(cost)}{list.unwrap_or_else(|| html! { <></> })}
            </td>
            <td class="number" hidden={count == 0} data-label={props.say(&TariffText::Saves(&count.to_string()))}>{saved}</td>
        </tr>
    }
}

/// The cost as the sum of the slices × the number of months, days or hours.
fn summed(props: &TrafficProps, answer: &TariffAnswer) -> String {
    let TariffBill {
        metered,
        slices,
        cost,
    } = &answer.billed.bill;
    let sum = answer.slices_cost().unwrap_or(*cost);
    let money = |money| props.language.money(money);
    let sum = match slices.len() {
        1 => money(sum),
        days => format!("{} = {}", props.say(&TariffText::EachDay(days)), money(sum)),
    };
    if metered.times.get() == Decimal::ONE {
        sum
    } else {
        format!("{sum} × {} = {}", short(metered.times.get()), money(*cost))
    }
}

/// The crossover of each provider, in the order of the catalogue.
pub(crate) fn crossovers(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    let of_provider = |tariff: &'_ PublishedTariff| {
        let one = found.crossovers.get(&tariff.provider)?.as_ref().ok()?;
        (one.by_volume == tariff.id).then(|| (tariff.provider.to_string(), one))
    };
    let crossovers = props.network.tariffs.iter().filter_map(of_provider);
    let crossovers: Vec<(String, &CrossoverAnswer)> = crossovers.collect();
    let Some((_, first)) = crossovers.first() else {
        return html! { <></> };
    };
    let used = first.utilisation(found.mean_mbps).unwrap_or_default();
    let row = |(provider, one): &(String, &CrossoverAnswer)| {
        let said = match one.at.as_ref() {
            Some(at) => format!("{}%", short_percent(at.utilisation)),
            None => props.say(&TariffText::Always),
        };
        let by_volume = one.is_volume_cheaper(used);
        html! {
            <tr key={provider.clone()} data-provider={provider.clone()}>
                <th scope="row">{props.name(NetworkNameKind::Provider, provider)}</th>
                <td>{props.name(NetworkNameKind::Tariff, one.by_volume.as_str())}{" / "}{props.name(NetworkNameKind::Tariff, one.by_mbps.as_str())}</td>
                <td class="number" data-exact={one.at.as_ref().map(|at| at.utilisation.to_string())}>{said}</td>
                <td>{props.say(&TariffText::Verdict(by_volume))}</td>
            </tr>
        }
    };
    html! {
        <section>
            <h2>{props.say(&TariffText::Crossovers)}</h2>
            <p>{props.say(&TariffText::CrossoverHint { mbps: first.link_mbps, percent: &short_percent(used) })}</p>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&TariffText::Crossovers)}>
                <table class="crossovers-of">
                    <thead><tr>
                        <th scope="col">{props.language.say(&KitText::Provider)}</th>
                        <th scope="col">{props.say(&TariffText::Plan)}</th>
                        <th scope="col" class="number">{props.say(&TariffText::CheaperBelow)}</th>
                        <th scope="col">{props.say(&TariffText::ForThis)}</th>
                    </tr></thead>
                    <tbody>{for crossovers.iter().map(row)}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The figure of each published method.
pub(crate) fn methods(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    let row = |method: &PublishedMethod| {
        let peak = found.methods.get(&method.id)?;
        Some(method_row(props, method, peak.as_ref()))
    };
    html! {
        <details class="methods">
            <summary id="methods"><h2>{props.say(&TariffText::Methods)}</h2></summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&TariffText::Methods)}>
                <table>
                    <thead><tr>
                        <th scope="col">{props.say(&TariffText::Method)}</th>
                        <th scope="col" class="number">{props.say(&TariffText::Figure)}</th>
                        <th scope="col" class="number">{props.say(&TariffText::Discarded)}</th>
                    </tr></thead>
                    <tbody>{for props.network.methods.iter().filter_map(row)}</tbody>
                </table>
            </div>
        </details>
    }
}

/// A share in percent, rounded half-up to two decimals.
fn short_percent(share: NonNegative) -> String {
    in_column(share.get() * Decimal::ONE_HUNDRED, 2)
}

fn method_row(
    props: &TrafficProps,
    method: &PublishedMethod,
    peak: Result<&Peak, &Problems>,
) -> Html {
    let (figure, unit, discarded) = match peak {
        Ok(peak) => {
            let groups = peak.groups.iter();
            let discarded: usize = groups.map(|group| group.discarded.len()).sum();
            let is_sum = method.method.across == Across::Sum;
            let unit = is_sum.then(|| props.say(&TariffText::MbpsDays));
            let figure = in_column(peak.mbps.get(), 2);
            (figure, unit, discarded.to_string())
        }
        Err(problems) => {
            let problem = props.language.say(&problems.first().problem);
            (problem, None, String::new())
        }
    };
    let exact = peak.ok().map(|peak| peak.mbps.to_string());
    let id = &method.id;
    html! {
        <tr key={id.to_string()} data-method={id.to_string()}>
            <th scope="row">{props.method_name(id)}<br /><span class="source">{&method.source}</span></th>
            <td class="number" data-exact={exact}>{figure}<small class="where">{unit}</small></td>
            <td class="number">{discarded}</td>
        </tr>
    }
}
