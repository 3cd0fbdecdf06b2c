//! The bills of a month of traffic: ranked, explained, and where they cross.

use netprice::bandwidth::peak::Across;
use netprice::bandwidth::plan::{Billed, Measure, Unit};
use netprice::bandwidth::samples::Samples;
use netprice::bandwidth::side_by_side::Ranked;
use netprice::money::Money;
use netprice::published::Confidence;
use netprice_catalog::network::{Kind, NetworkPlan};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::bandwidth::{BandwidthProps, short};
use super::save_as;
use super::steps::slices_table;
use crate::billing::{CrossoverOf, Found};
use crate::number::{exact, in_cents};
use crate::settings::Setting;
use crate::text::bandwidth::BandwidthText;
use crate::text::{Language, Text};
use crate::traffic::{shaving, utilisation_percent};

/// Who is cheapest, and until when.
pub(super) fn verdict(props: &BandwidthProps, found: &Found) -> Html {
    // A price whose source is not sure of it does not make the headline.
    let is_sure = |ranked: &&Ranked| {
        let plan = props.network.plan(&ranked.id);
        plan.is_none_or(|plan| plan.published.confidence != Confidence::Low)
    };
    let sure = found.side.ranked.iter().find(is_sure);
    let Some(first) = sure.or(found.side.ranked.first()) else {
        return html! { <p class="sentence">{props.say(&BandwidthText::NoPlan)}</p> };
    };
    let said = BandwidthText::Cheapest {
        name: &props.plan_name(&first.id),
        cost: &props.language.money(first.cost),
        count: found.side.ranked.len(),
        area: &props.name(Kind::Area, props.settings.get(Setting::Area)),
    };
    let is_first = found.side.ranked.first().map(|ranked| &ranked.id) == Some(&first.id);
    let next = match &found.overtaken {
        _ if !is_first => props.say(&BandwidthText::CheaperNotSure),
        Some(next) => props.say(&BandwidthText::Overtaken {
            percent: next.percent,
            name: &props.plan_name(&next.by),
        }),
        None => props.say(&BandwidthText::NeverOvertaken),
    };
    html! {
        <div class="verdict">
            <p class="sentence" aria-live="polite">{props.say(&said)}</p>
            <p id="overtaken">{next}</p>
            {for exchanges(props, found)}
        </div>
    }
}

/// The rate of each currency that is not the one compared in.
fn exchanges(props: &BandwidthProps, found: &Found) -> Vec<Html> {
    let rates = &props.catalog.0.exchange_rates;
    let mut said: Vec<Html> = Vec::new();
    let mut seen: Vec<String> = vec![props.currency.clone()];
    for ranked in &found.side.ranked {
        let from = ranked.billed.cost.currency();
        let to = ranked.cost.currency();
        let Ok(rate) = rates.rate(from, to) else {
            continue;
        };
        if seen.contains(&from.to_string()) {
            continue;
        }
        seen.push(from.to_string());
        let text = BandwidthText::Exchange {
            from: &from.to_string(),
            rate: &exact(Money::new(rate, to)),
            as_of: &format!(
                "{}, {}",
                props.language.note(&props.catalog.0.chinese, &rates.source),
                props.language.date(rates.as_of)
            ),
        };
        said.push(html! { <p class="hint" key={from.to_string()}>{props.say(&text)}</p> });
    }
    said
}

/// Every plan with its bill.
pub(super) fn table(props: &BandwidthProps, found: &Found) -> Html {
    let count = shaving(&props.settings).unwrap_or_default();
    let row = |(index, (ranked, saved)): (usize, (&Ranked, &Money))| {
        let plan = props.network.plan(&ranked.id);
        plan.map(|plan| plan_row(props, index, ranked, *saved, plan, count))
    };
    let refused = |(id, problem): &(String, netprice::error::Problem)| {
        let why = props.language.problem(problem);
        html! {
            <tr key={id.clone()} class="incomplete">
                <td class="place">{"–"}</td>
                <th scope="row">{props.plan_name(id)}</th>
                <td colspan="3" class="missing">{props.say(&BandwidthText::Refused(&why))}</td>
            </tr>
        }
    };
    let rows = found.side.ranked.iter().zip(&found.saved).enumerate();
    let place = props.language.say(&Text::Place);
    html! {
        <>
        <div class="scroll" role="group" tabindex="0" aria-label={props.say(&BandwidthText::Plans)}>
            <table class="plans">
                <caption>{props.say(&BandwidthText::Plans)}</caption>
                <thead><tr>
                    <th scope="col">{place}</th>
                    <th scope="col">{props.say(&BandwidthText::Plan)}</th>
                    <th scope="col">{props.say(&BandwidthText::Measured)}</th>
                    <th scope="col" class="number">{props.say(&BandwidthText::Cost)}{" ("}{&props.currency}{")"}</th>
                    <th scope="col" class="number" hidden={count == 0}>{props.say(&BandwidthText::Saves(&count.to_string()))}</th>
                </tr></thead>
                <tbody>
                    {for rows.filter_map(row)}
                    {for found.side.refused.iter().map(refused)}
                </tbody>
            </table>
        </div>
        {save_as::table(props.language, "plans")}
        </>
    }
}

fn plan_row(
    props: &BandwidthProps,
    index: usize,
    ranked: &Ranked,
    saved: Money,
    plan: &NetworkPlan,
    count: usize,
) -> Html {
    let Billed {
        metered, slices, ..
    } = &ranked.billed;
    let first = metered.figures.first().map(|figure| figure.get());
    let unit = unit_name(plan.plan.unit);
    let first = first.unwrap_or_default();
    let figure = match (&plan.plan.measure, metered.figures.len()) {
        (Measure::Fixed(_), _) if first.fract().is_zero() => format!("{} {unit}", short(first)),
        (Measure::Fixed(_), _) => {
            let peak = props.say(&BandwidthText::Peak(&short(first)));
            format!("{} {unit} {peak}", short(first.ceil()))
        }
        (Measure::DailyPeak(_), days) => props.say(&BandwidthText::EachDay(days)),
        (Measure::Volume(_) | Measure::Peak(_), _) => {
            let sum = metered.figures.iter().map(|figure| figure.get()).sum();
            format!("{} {unit}", short(sum))
        }
    };
    let times = metered.times.get() != Decimal::ONE;
    let times = times.then(|| {
        let per = match plan.plan.unit {
            Unit::MbpsDay => "days",
            Unit::MbpsHour => "hours",
            Unit::Gb | Unit::Gib | Unit::MbpsMonth => "months",
        };
        let per = period(props.language, per);
        let times = short(metered.times.get());
        props.say(&BandwidthText::Times(&times, &per))
    });
    let published = &plan.published;
    let source = props.language.say(&Text::Source {
        source: &published.source,
        as_of: &props.language.date(published.as_of),
        confidence: published.confidence,
    });
    let note = published.note.as_deref().map(|note| {
        let note = props.language.note(&props.catalog.0.chinese, note);
        props.language.say(&Text::Note(&note))
    });
    let year: String = published.as_of.to_string().chars().take(4).collect();
    let uncertain = props.say(&BandwidthText::Uncertain {
        as_of: &year,
        is_low: published.confidence == Confidence::Low,
    });
    html! {
        <tr key={ranked.id.clone()} data-plan={ranked.id.clone()}>
            <td class="place">{index + 1}</td>
            <th scope="row">
                <details>
                    <summary>{props.plan_name(&ranked.id)}{" "}<span class="where">{uncertain}</span></summary>
                    <p class="where">{props.say(&BandwidthText::Measure(measure(&plan.plan.measure)))}{" · "}{props.name(Kind::Service, &plan.service)}</p>
                    { match (&plan.plan.measure, slices.len()) {
                        (Measure::DailyPeak(_), days) if days > 1 => html! { <p>{props.say(&BandwidthText::FirstOf(days))}</p> },
                        _ => html! { <></> },
                    } }
                    {slices.first().map(|slices| slices_table(props.language, slices)).unwrap_or_default()}
                    <p>{summed(props, ranked)}</p>
                    <p class="source">{source}{" "}{note}</p>
                </details>
            </th>
            <td>{figure}{" "}{times}</td>
            <td class="number effective" data-exact={ranked.cost.to_string()}>{in_cents(ranked.cost)}</td>
            <td class="number" hidden={count == 0} data-label={props.say(&BandwidthText::Saves(&count.to_string()))}>{in_cents(saved)}</td>
        </tr>
    }
}

/// The slices' sum × how often it is billed = the cost.
fn summed(props: &BandwidthProps, ranked: &Ranked) -> String {
    let Billed {
        metered,
        slices,
        cost,
    } = &ranked.billed;
    let costs = slices.iter().flatten().map(|slice| slice.cost);
    let sum = Money::sum(cost.currency(), costs).unwrap_or(*cost);
    let sum = match slices.len() {
        1 => exact(sum),
        days => format!(
            "{} = {}",
            props.say(&BandwidthText::EachDay(days)),
            exact(sum)
        ),
    };
    match metered.times.get() == Decimal::ONE {
        true => sum,
        false => format!("{sum} × {} = {}", short(metered.times.get()), exact(*cost)),
    }
}

fn period(language: Language, english: &'static str) -> String {
    let chinese = match english {
        "days" => "天",
        "hours" => "小时",
        _ => "个月",
    };
    language.of([english, chinese])
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Gb => "GB",
        Unit::Gib => "GiB",
        Unit::MbpsMonth | Unit::MbpsDay | Unit::MbpsHour => "Mbps",
    }
}

fn measure(measure: &Measure) -> &'static str {
    match measure {
        Measure::Volume(_) => "volume",
        Measure::Fixed(_) => "fixed",
        Measure::DailyPeak(_) => "daily_peak",
        Measure::Peak(_) => "peak",
    }
}

/// Where paying by volume and a set bandwidth cost the same, by provider.
pub(super) fn crossovers(props: &BandwidthProps, samples: &Samples, found: &Found) -> Html {
    let Some(first) = found.crossovers.first() else {
        return html! { <></> };
    };
    let used = utilisation_percent(samples, first.link_mbps).unwrap_or_default();
    let row = |one: &CrossoverOf| {
        let share = one
            .at
            .as_ref()
            .map(|at| at.utilisation.get() * Decimal::ONE_HUNDRED);
        let said = match share {
            Some(share) => format!("{}%", short(share)),
            None => props.say(&BandwidthText::Always),
        };
        let by_volume = share.is_none_or(|share| used < share);
        html! {
            <tr key={one.provider.clone()} data-provider={one.provider.clone()}>
                <th scope="row">{props.name(Kind::Provider, &one.provider)}</th>
                <td>{props.name(Kind::Plan, &one.by_volume)}{" / "}{props.name(Kind::Plan, &one.by_mbps)}</td>
                <td class="number" data-exact={one.at.as_ref().map(|at| at.utilisation.to_string())}>{said}</td>
                <td>{props.say(&BandwidthText::Verdict(by_volume))}</td>
            </tr>
        }
    };
    html! {
        <section>
            <h2>{props.say(&BandwidthText::Crossovers)}</h2>
            <p>{props.say(&BandwidthText::CrossoverHint { mbps: first.link_mbps, percent: &short(used) })}</p>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&BandwidthText::Crossovers)}>
                <table class="crossovers-of">
                    <thead><tr>
                        <th scope="col">{props.language.say(&Text::Provider)}</th>
                        <th scope="col">{props.say(&BandwidthText::Plan)}</th>
                        <th scope="col" class="number">{props.say(&BandwidthText::CheaperBelow)}</th>
                        <th scope="col">{props.say(&BandwidthText::ForThis)}</th>
                    </tr></thead>
                    <tbody>{for found.crossovers.iter().map(row)}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The figure of every published method.
pub(super) fn methods(props: &BandwidthProps, found: &Found) -> Html {
    let row = |(id, peak): &(String, netprice::error::R<netprice::bandwidth::peak::Peak>)| {
        let (figure, discarded) = match peak {
            Ok(peak) => {
                let groups = peak.groups.iter();
                let discarded: usize = groups.map(|group| group.discarded.len()).sum();
                let method = props.network.methods.iter().find(|one| one.id == *id);
                let is_sum = method.is_some_and(|one| one.method.across == Across::Sum);
                let figure = match is_sum {
                    true => props.say(&BandwidthText::MbpsDays(&short(peak.mbps.get()))),
                    false => short(peak.mbps.get()),
                };
                (figure, discarded.to_string())
            }
            Err(problem) => (props.language.problem(problem), String::new()),
        };
        let source = props.network.methods.iter();
        let source = source
            .filter(|one| one.id == *id)
            .map(|one| one.source.as_str());
        let exact = peak.as_ref().ok().map(|peak| peak.mbps.to_string());
        html! {
            <tr key={id.clone()} data-method={id.clone()}>
                <th scope="row">{props.method_name(id)}<br /><span class="source">{for source}</span></th>
                <td class="number" data-exact={exact}>{figure}</td>
                <td class="number">{discarded}</td>
            </tr>
        }
    };
    html! {
        <details class="methods">
            <summary id="methods"><h2>{props.say(&BandwidthText::Methods)}</h2></summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&BandwidthText::Methods)}>
                <table>
                    <thead><tr>
                        <th scope="col">{props.say(&BandwidthText::Method)}</th>
                        <th scope="col" class="number">{props.say(&BandwidthText::Figure)}</th>
                        <th scope="col" class="number">{props.say(&BandwidthText::Discarded)}</th>
                    </tr></thead>
                    <tbody>{for found.methods.iter().map(row)}</tbody>
                </table>
            </div>
        </details>
    }
}
