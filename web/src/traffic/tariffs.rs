//! The bills of a month of traffic: ranked, explained, and where they cross.

use netprice::Money;
use netprice::bandwidth::method::{Across, Peak};
use netprice::bandwidth::tariff::{Metering, TariffBill, TariffUnit};
use netprice::book::citation::Confidence;
use netprice::value::id::TariffId;
use netprice_catalog::network::{NetworkNameKind, PublishedMethod, PublishedTariff};
use netprice_study::Problems;
use netprice_study::traffic::{CrossoverAnswer, TariffAnswer, TrafficAnswer};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::form::Form;
use crate::kit::number::{exact, in_cents};
use crate::kit::save_as;
use crate::kit::tier_table::slices_table;
use crate::kit::words::KitText;
use crate::language::Language;
use crate::traffic::form::TrafficField;
use crate::traffic::props::{TrafficProps, short};
use crate::traffic::request::{shaving, utilisation_percent};
use crate::traffic::words::TrafficText;

/// The bill of a tariff.
fn bill_of<'a>(found: &'a TrafficAnswer, id: &TariffId) -> Option<&'a TariffAnswer> {
    found.tariffs.get(id)?.as_ref().ok()
}

/// Who is cheapest, and until when.
pub(crate) fn verdict(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    // A price whose source is not sure of it does not make the headline.
    let is_sure = |id: &&TariffId| {
        let tariff = props.network.tariff(id);
        tariff.is_none_or(|tariff| tariff.published.confidence != Confidence::Low)
    };
    let sure = found.ranked.iter().find(is_sure);
    let first = sure.or(found.ranked.first());
    let first = first.and_then(|id| Some((id, bill_of(found, id)?)));
    let Some((first, answer)) = first else {
        return html! { <p class="sentence">{props.say(&TrafficText::NoPlan)}</p> };
    };
    let said = TrafficText::Cheapest {
        name: &props.tariff_name(first),
        cost: &props.language.money(answer.billed.cost),
        count: found.ranked.len(),
        area: &props.name(
            NetworkNameKind::Area,
            props.editor.form.text(TrafficField::Area),
        ),
    };
    let is_first = found.ranked.first() == Some(first);
    let next = match &found.overtaken {
        _ if !is_first => props.say(&TrafficText::CheaperNotSure),
        Some(Ok(next)) => props.say(&TrafficText::Overtaken {
            percent: next.percent,
            name: &props.tariff_name(&next.by),
        }),
        Some(Err(problems)) => props.language.say(&problems.first().problem),
        None => props.say(&TrafficText::NeverOvertaken),
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
fn exchanges(props: &TrafficProps, found: &TrafficAnswer) -> Vec<Html> {
    let Ok(rates) = props.catalog.exchange_rates() else {
        return Vec::new();
    };
    let mut said: Vec<Html> = Vec::new();
    let mut seen: Vec<String> = vec![props.currency.clone()];
    for answer in found.ranked.iter().filter_map(|id| bill_of(found, id)) {
        let from = answer.billed.bill.cost.currency();
        let to = answer.billed.cost.currency();
        let Ok(rate) = rates.rate(from, to) else {
            continue;
        };
        if seen.contains(&from.to_string()) {
            continue;
        }
        seen.push(from.to_string());
        let source = props.note(&rates.source);
        let text = TrafficText::Exchange {
            from: &from.to_string(),
            rate: &exact(Money::new(rate, to)),
            as_of: &format!("{source}, {}", props.language.date(rates.as_of)),
        };
        said.push(html! { <p class="hint" key={from.to_string()}>{props.say(&text)}</p> });
    }
    said
}

/// Every tariff with its bill, and those that cannot bill the traffic in the order of the data.
pub(crate) fn table(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    let count = shaving(&props.editor.form).unwrap_or_default();
    let row = |(index, id): (usize, &TariffId)| {
        let (tariff, answer) = (props.network.tariff(id)?, bill_of(found, id)?);
        Some(tariff_row(props, index, answer, tariff, count))
    };
    let refused = |tariff: &PublishedTariff| {
        let problems = found.tariffs.get(&tariff.id)?.as_ref().err()?;
        Some(refused_row(props, &tariff.id, problems))
    };
    let rows = found.ranked.iter().enumerate();
    let place = props.language.say(&KitText::Rank);
    html! {
        <>
        <div class="scroll" role="group" tabindex="0" aria-label={props.say(&TrafficText::Plans)}>
            <table class="plans">
                <caption>{props.say(&TrafficText::Plans)}</caption>
                <thead><tr>
                    <th scope="col">{place}</th>
                    <th scope="col">{props.say(&TrafficText::Plan)}</th>
                    <th scope="col">{props.say(&TrafficText::Measured)}</th>
                    <th scope="col" class="number">{props.say(&TrafficText::Cost)}{" ("}{&props.currency}{")"}</th>
                    <th scope="col" class="number" hidden={count == 0}>{props.say(&TrafficText::Saves(&count.to_string()))}</th>
                </tr></thead>
                <tbody>
                    {for rows.filter_map(row)}
                    {for props.network.tariffs.iter().filter_map(refused)}
                </tbody>
            </table>
        </div>
        {save_as::table(props.language, "plans")}
        </>
    }
}

fn refused_row(props: &TrafficProps, id: &TariffId, problems: &Problems) -> Html {
    let why = props.language.say(&problems.first().problem);
    html! {
        <tr key={id.to_string()} class="incomplete">
            <td class="place">{"–"}</td>
            <th scope="row">{props.tariff_name(id)}</th>
            <td colspan="3" class="missing">{props.say(&TrafficText::Refused(&why))}</td>
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
    let first = metered.figures.first().map(|figure| figure.get());
    let unit = unit_name(tariff.unit);
    let first = first.unwrap_or_default();
    let figure = match (&tariff.metering, metered.figures.len()) {
        (Metering::Fixed(_), _) if first.fract().is_zero() => format!("{} {unit}", short(first)),
        (Metering::Fixed(_), _) => {
            let peak = props.say(&TrafficText::Peak(&short(first)));
            format!("{} {unit} {peak}", short(first.ceil()))
        }
        (Metering::DailyPeak(_), days) => props.say(&TrafficText::EachDay(days)),
        (Metering::Volume(_) | Metering::Peak(_), _) => {
            let sum = metered.figures.iter().map(|figure| figure.get()).sum();
            format!("{} {unit}", short(sum))
        }
    };
    let times = metered.times.get() != Decimal::ONE;
    let times = times.then(|| {
        let per = match tariff.unit {
            TariffUnit::MbpsDay => "days",
            TariffUnit::MbpsHour => "hours",
            TariffUnit::Gb | TariffUnit::Gib | TariffUnit::MbpsMonth => "months",
        };
        let per = period(props.language, per);
        let times = short(metered.times.get());
        props.say(&TrafficText::Times(&times, &per))
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
    let uncertain = props.say(&TrafficText::Uncertain {
        as_of: &year,
        is_low: published.confidence == Confidence::Low,
    });
    html! {
        <tr key={id.to_string()} data-plan={id.to_string()}>
            <td class="place">{index + 1}</td>
            <th scope="row">
                <details>
                    <summary>{props.tariff_name(id)}{" "}<span class="where">{uncertain}</span></summary>
                    <p class="where">{props.say(&TrafficText::Measure(metering(&tariff.metering)))}{" · "}{props.name(NetworkNameKind::Service, service)}</p>
                    { match (&tariff.metering, slices.len()) {
                        (Metering::DailyPeak(_), days) if days > 1 => html! { <p>{props.say(&TrafficText::FirstOf(days))}</p> },
                        _ => html! { <></> },
                    } }
                    {slices.first().map(|slices| slices_table(props.language, slices)).unwrap_or_default()}
                    <p>{summed(props, bill)}</p>
                    <p class="source">{source}{" "}{note}</p>
                </details>
            </th>
            <td>{figure}{" "}{times}</td>
            <td class="number effective" data-exact={cost.to_string()}>{in_cents(cost)}</td>
            <td class="number" hidden={count == 0} data-label={props.say(&TrafficText::Saves(&count.to_string()))}>{saved}</td>
        </tr>
    }
}

/// The slices' sum × how often it is billed = the cost.
fn summed(props: &TrafficProps, bill: &TariffBill) -> String {
    let TariffBill {
        metered,
        slices,
        cost,
    } = bill;
    let costs = slices.iter().flatten().map(|slice| slice.cost);
    let sum = Money::sum(cost.currency(), costs).unwrap_or(*cost);
    let sum = match slices.len() {
        1 => exact(sum),
        days => format!(
            "{} = {}",
            props.say(&TrafficText::EachDay(days)),
            exact(sum)
        ),
    };
    if metered.times.get() == Decimal::ONE {
        sum
    } else {
        format!("{sum} × {} = {}", short(metered.times.get()), exact(*cost))
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

fn unit_name(unit: TariffUnit) -> &'static str {
    match unit {
        TariffUnit::Gb => "GB",
        TariffUnit::Gib => "GiB",
        TariffUnit::MbpsMonth | TariffUnit::MbpsDay | TariffUnit::MbpsHour => "Mbps",
    }
}

fn metering(metering: &Metering) -> &'static str {
    match metering {
        Metering::Volume(_) => "volume",
        Metering::Fixed(_) => "fixed",
        Metering::DailyPeak(_) => "daily_peak",
        Metering::Peak(_) => "peak",
    }
}

/// Where paying by volume and a set bandwidth cost the same, by provider in the order of the data.
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
    let used = utilisation_percent(found.mean_mbps, first.link_mbps).unwrap_or_default();
    let row = |(provider, one): &(String, &CrossoverAnswer)| {
        let share = one
            .at
            .as_ref()
            .map(|at| at.utilisation.get() * Decimal::ONE_HUNDRED);
        let said = match share {
            Some(share) => format!("{}%", short(share)),
            None => props.say(&TrafficText::Always),
        };
        let by_volume = share.is_none_or(|share| used < share);
        html! {
            <tr key={provider.clone()} data-provider={provider.clone()}>
                <th scope="row">{props.name(NetworkNameKind::Provider, provider)}</th>
                <td>{props.name(NetworkNameKind::Tariff, one.by_volume.as_str())}{" / "}{props.name(NetworkNameKind::Tariff, one.by_mbps.as_str())}</td>
                <td class="number" data-exact={one.at.as_ref().map(|at| at.utilisation.to_string())}>{said}</td>
                <td>{props.say(&TrafficText::Verdict(by_volume))}</td>
            </tr>
        }
    };
    html! {
        <section>
            <h2>{props.say(&TrafficText::Crossovers)}</h2>
            <p>{props.say(&TrafficText::CrossoverHint { mbps: first.link_mbps, percent: &short(used) })}</p>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&TrafficText::Crossovers)}>
                <table class="crossovers-of">
                    <thead><tr>
                        <th scope="col">{props.language.say(&KitText::Provider)}</th>
                        <th scope="col">{props.say(&TrafficText::Plan)}</th>
                        <th scope="col" class="number">{props.say(&TrafficText::CheaperBelow)}</th>
                        <th scope="col">{props.say(&TrafficText::ForThis)}</th>
                    </tr></thead>
                    <tbody>{for crossovers.iter().map(row)}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The figure of every published method.
pub(crate) fn methods(props: &TrafficProps, found: &TrafficAnswer) -> Html {
    let row = |method: &PublishedMethod| {
        let peak = found.methods.get(&method.id)?;
        Some(method_row(props, method, peak.as_ref()))
    };
    html! {
        <details class="methods">
            <summary id="methods"><h2>{props.say(&TrafficText::Methods)}</h2></summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&TrafficText::Methods)}>
                <table>
                    <thead><tr>
                        <th scope="col">{props.say(&TrafficText::Method)}</th>
                        <th scope="col" class="number">{props.say(&TrafficText::Figure)}</th>
                        <th scope="col" class="number">{props.say(&TrafficText::Discarded)}</th>
                    </tr></thead>
                    <tbody>{for props.network.methods.iter().filter_map(row)}</tbody>
                </table>
            </div>
        </details>
    }
}

fn method_row(
    props: &TrafficProps,
    method: &PublishedMethod,
    peak: Result<&Peak, &Problems>,
) -> Html {
    let (figure, discarded) = match peak {
        Ok(peak) => {
            let groups = peak.groups.iter();
            let discarded: usize = groups.map(|group| group.discarded.len()).sum();
            let figure = if method.method.across == Across::Sum {
                props.say(&TrafficText::MbpsDays(&short(peak.mbps.get())))
            } else {
                short(peak.mbps.get())
            };
            (figure, discarded.to_string())
        }
        Err(problems) => {
            let problem = props.language.say(&problems.first().problem);
            (problem, String::new())
        }
    };
    let exact = peak.ok().map(|peak| peak.mbps.to_string());
    let id = &method.id;
    html! {
        <tr key={id.to_string()} data-method={id.to_string()}>
            <th scope="row">{props.method_name(id)}<br /><span class="source">{&method.source}</span></th>
            <td class="number" data-exact={exact}>{figure}</td>
            <td class="number">{discarded}</td>
        </tr>
    }
}
