//! The offers side by side: costs, bars, and the steps of each.

use std::collections::BTreeSet;

use netprice::convert::ConvertedQuote;
use netprice::decimal::Amount;
use netprice::money::{Money, Rounding, RoundingMode};
use netprice::published::Date;
use netprice::quote::{Costs, Total};
use netprice::rate::PayRate;
use netprice::solve::NeededRate;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::parts::{Later, StepsPart};
use super::{CatalogProp, Dispatch, Evaluated, on, save_as, say};
use crate::age::oldest;
use crate::chart::{dots, width_percent};
use crate::document::NeedField;
use crate::evaluate::Evaluation;
use crate::names::OfferName;
use crate::number::{at_least_in_cents, exact, in_cents};
use crate::state::Action;
use crate::text::more::MoreText;
use crate::text::{Language, Text};

/// The properties of [`Offers`].
#[derive(Properties, PartialEq)]
pub struct OffersProps {
    /// The language of the page.
    pub language: Language,
    /// What the plan comes to.
    pub evaluation: Evaluated,
    /// The offers whose steps are shown.
    pub open: BTreeSet<usize>,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
    /// The catalog, for its notes.
    pub catalog: CatalogProp,
    /// What a month may cost, as typed.
    pub budget: String,
    /// The reader's day.
    pub today: Date,
    /// How to say what a person did.
    pub dispatch: Dispatch,
}

/// One row of the table.
struct Row<'a> {
    position: usize,
    place: Option<usize>,
    costs: Costs,
    quote: &'a ConvertedQuote,
}

/// The table of the offers.
#[component]
pub fn Offers(props: &OffersProps) -> Html {
    let language = props.language;
    let rows = rows(&props.evaluation);
    let widest = rows.iter().map(|row| row.costs.list);
    let widest = widest.max_by_key(|list| list.amount());
    let currency = props
        .evaluation
        .comparison
        .as_ref()
        .map(|c| c.currency.to_string());
    let heading = |text: Text<'_>| {
        let currency = currency.clone().unwrap_or_default();
        let label = language.say(&text);
        let name = format!("{label} {currency}");
        html! { <th scope="col" class="number" data-name={name}>{label}{" "}<small>{currency}</small></th> }
    };
    html! {
        <>
            // Long amounts may be wider than the screen, so the keyboard must reach the scrolling.
            <div class="scroll" role="group" tabindex="0" aria-label={language.say(&Text::Offers)}>
            <table class="offers" hidden={props.evaluation.comparison.is_none()}>
                <caption>{say(language, &Text::OffersCaption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say(language, &Text::Place)}</th>
                        <th scope="col">{say(language, &Text::Provider)}</th>
                        {heading(Text::List)}
                        {heading(Text::Contracted)}
                        {heading(Text::Effective)}
                        {heading(Text::Billed)}
                        {heading(Text::Saving)}
                    </tr>
                </thead>
                {for rows.iter().map(|row| body(props, row, widest))}
                {for unpriced_offers(props)}
            </table>
            </div>
            {save_as::table(language, "offers")}
            <p class="hint" hidden={rows.is_empty()}>{say(language, &Text::BarKey)}</p>
        </>
    }
}

/// The offers by place, then the incomplete ones.
fn rows(evaluation: &Evaluation) -> Vec<Row<'_>> {
    let Some(comparison) = &evaluation.comparison else {
        return Vec::new();
    };
    let position = |offer: &str| evaluation.positions.get(offer).copied().unwrap_or_default();
    let ranked = comparison.ranked.iter().map(|offer| Row {
        position: position(offer.offer.as_str()),
        place: Some(offer.place),
        costs: offer.costs,
        quote: &offer.quote,
    });
    let incomplete = comparison.incomplete.iter().map(|offer| Row {
        position: position(offer.offer.as_str()),
        place: None,
        costs: offer.known,
        quote: &offer.quote,
    });
    ranked.chain(incomplete).collect()
}

fn body(props: &OffersProps, row: &Row<'_>, widest: Option<Money>) -> Html {
    let language = props.language;
    let Some(name) = props.names.get(row.position) else {
        return Html::default();
    };
    let is_open = props.open.contains(&row.position);
    let priced = props.evaluation.priced.get(&row.position);
    let is_complete = matches!(row.quote.total, Total::Complete(_));
    let details = format!("steps-{}", row.position);
    let toggle = match is_open {
        true => Text::HideSteps(&name.provider),
        false => Text::ShowSteps(&name.provider),
    };
    let place = match row.place {
        Some(place) => place.to_string(),
        None => "–".to_owned(),
    };
    let number = |label: Text<'_>, class: &'static str, money: Money| {
        let shown = shown(language, money, is_complete);
        html! {
            <td class={classes!("number", class)} data-label={language.say(&label)} data-exact={money.to_string()}>
                {shown}
            </td>
        }
    };
    let billed = match props.evaluation.billed.get(&row.position) {
        Some(billed) => number(Text::Billed, "billed", *billed),
        None => html! {
            <td class="number billed" data-label={language.say(&Text::Billed)}>{"–"}</td>
        },
    };
    // The saving on a part of the costs says nothing about the whole.
    let saving = match (is_complete, row.costs.saving()) {
        (true, Ok(saving)) => number(Text::Saving, "saving", saving),
        (true, Err(_)) | (false, _) => html! {
            <td class="number saving" data-label={language.say(&Text::Saving)}>{say(language, &Text::Incomplete)}</td>
        },
    };
    html! {
        <tbody key={row.position} data-offer={row.position.to_string()} class={classes!((!is_complete).then_some("incomplete"))}>
            <tr>
                <td class="place">{place}</td>
                <th scope="row" data-name={format!("{} {}", name.provider, name.place)}>
                    <button
                        type="button"
                        class="toggle"
                        aria-expanded={is_open.to_string()}
                        aria-controls={details.clone()}
                        title={language.say(&toggle)}
                        onclick={on::<MouseEvent>(&props.dispatch, Action::Toggle(row.position))}
                    >
                        <span class="name">{&name.provider}</span>{" "}<span class="where">{&name.place}</span>
                    </button>
                    {bar(language, &name.provider, row, widest)}
                    <span class="missing">{missing(language, row.quote)}</span>
                    <small class="old">{oldest(row.quote, props.today).map(|months| MoreText::OldestPrice(months).say(language))}</small>
                </th>
                {number(Text::List, "list", row.costs.list)}
                {number(Text::Contracted, "contracted", row.costs.contracted)}
                {number(Text::Effective, "effective", row.costs.effective)}
                {billed}
                {saving}
            </tr>
            <tr id={details} class="details" hidden={!is_open}>
                <td colspan="7">
                    { if is_open {
                        html! {
                            <Later<StepsPart>
                                {language}
                                quote={row.quote.clone()}
                                choices={priced.map(|priced| priced.choices.clone()).unwrap_or_default()}
                                catalog={props.catalog.clone()}
                                bill={priced.and_then(|priced| priced.bill.clone())}
                                needed={needed(props, row)}
                                one_more={one_more(props, row)}
                                held={props.evaluation.held(row.position)}
                            />
                        }
                    } else {
                        html! { <span></span> }
                    } }
                </td>
            </tr>
        </tbody>
    }
}

/// The pay rates that would match the cheapest and meet the budget, the other clauses as they are.
fn needed(props: &OffersProps, row: &Row<'_>) -> Vec<String> {
    let language = props.language;
    let (Some(comparison), Some(_)) = (&props.evaluation.comparison, row.place) else {
        return Vec::new();
    };
    let needed = |target| {
        props
            .evaluation
            .needed(row.position, target, &props.catalog.0)
    };
    let mut lines = Vec::new();
    let first = comparison.ranked.first();
    if let Some(first) = first.filter(|first| first.costs.effective != row.costs.effective) {
        let position = props.evaluation.positions.get(first.offer.as_str());
        let name = position.and_then(|position| props.names.get(*position));
        if let Some(name) = name {
            let name = name.provider.as_str();
            lines.extend(match needed(first.costs.effective) {
                Some(NeededRate::Pay(rate)) => {
                    let rate = &rate_text(language, rate);
                    Some(language.say(&Text::ToMatch { name, rate }))
                }
                Some(NeededRate::Impossible) => Some(language.say(&Text::NoRateMatches(name))),
                Some(NeededRate::AlreadyMet) | None => None,
            });
        }
    }
    if let Ok(budget) = props.budget.parse::<Amount>() {
        let budget = Money::new(budget.get(), row.costs.list.currency());
        let above = row.costs.effective.minus(budget);
        let is_met = above.is_ok_and(|above| above.amount() <= Decimal::ZERO);
        lines.extend(match (is_met, needed(budget)) {
            (true, _) => Some(language.say(&Text::BudgetMet)),
            (false, Some(NeededRate::Pay(rate))) => {
                Some(language.say(&Text::ToMeetBudget(&rate_text(language, rate))))
            }
            (false, Some(NeededRate::Impossible)) => Some(language.say(&Text::NoRateMeetsBudget)),
            (false, Some(NeededRate::AlreadyMet) | None) => None,
        });
    }
    lines
}

/// What one more GB costs, with a warning where that changes.
fn one_more(props: &OffersProps, row: &Row<'_>) -> Vec<String> {
    let language = props.language;
    let currency = row.costs.list.currency();
    // An exchange rate leaves its own rounding in the 12th decimal.
    let sure = Rounding {
        places: 6,
        mode: RoundingMode::HalfEven,
    };
    let shown = |amount: Decimal| exact(Money::new(amount, currency).round(sure));
    let said = |of: NeedField| {
        let more = props
            .evaluation
            .one_more(row.position, of, &props.catalog.0)?;
        let (cost, last) = (shown(more.cost), shown(more.cost_of_last));
        let by = &shown(more.cost.abs());
        Some(language.say(&match more.falls {
            true => Text::OneMoreFalls { of, by },
            false if cost != last => Text::OneMoreChanges {
                of,
                cost: &cost,
                last: &last,
            },
            false => Text::OneMore { of, cost: &cost },
        }))
    };
    [NeedField::EgressGb, NeedField::StoredGb]
        .into_iter()
        .filter_map(said)
        .collect()
}

fn rate_text(language: Language, rate: PayRate) -> String {
    language.say(&Text::SamePay {
        tenths: &rate.in_tenths(),
        percent: &rate.in_percent(),
        saved: &rate.saved_percent(),
    })
}

/// An amount of an offer; of an incomplete one, what it is more than.
fn shown(language: Language, money: Money, is_complete: bool) -> String {
    match is_complete {
        true => in_cents(money),
        false => language.say(&Text::MoreThan(&at_least_in_cents(money))),
    }
}

fn bar(language: Language, name: &str, row: &Row<'_>, widest: Option<Money>) -> Html {
    let costs = row.costs;
    let is_complete = matches!(row.quote.total, Total::Complete(_));
    let widest = widest.unwrap_or(costs.list);
    let label = language.say(&Text::Bar {
        name,
        effective: &shown(language, costs.effective, is_complete),
        list: &shown(language, costs.list, is_complete),
    });
    let width = |money: Money| dots(width_percent(money, widest));
    html! {
        <svg class="bar" role="img" aria-label={label} viewBox="0 0 100 4" preserveAspectRatio="none">
            <rect class="to-list" width={width(costs.list)} height="4" />
            <rect class="to-effective" width={width(costs.effective)} height="4" />
        </svg>
    }
}

pub(super) fn missing(language: Language, quote: &ConvertedQuote) -> String {
    let line = |missing: &netprice::quote::Unpriced| {
        let line = language.say(&Text::Line(missing.line.as_str()));
        match &missing.sku {
            Some(sku) => language.say(&Text::NoPrice {
                line: &line,
                sku: sku.as_str(),
            }),
            None => language.say(&Text::NoSku(&line)),
        }
    };
    let lines: Vec<String> = quote.quote.unpriced.iter().map(line).collect();
    lines.join(&language.say(&Text::Semicolon))
}

/// The offers that could not be priced at all, with what is wrong.
fn unpriced_offers(props: &OffersProps) -> Vec<Html> {
    let language = props.language;
    let row = |(position, name): (usize, &OfferName)| {
        let contract = props.evaluation.figures.contains_key(&position);
        let errors = props.evaluation.offers.get(&position);
        let what = match (contract, errors) {
            (true, _) => language.say(&Text::MendContract),
            (false, Some(errors)) => {
                let said = errors
                    .0
                    .iter()
                    .map(|error| language.problem(&error.problem));
                let said = said.collect::<Vec<String>>();
                said.join(&language.say(&Text::Semicolon))
            }
            (false, None) => return None,
        };
        Some(html! {
            <tbody key={position} data-offer={position.to_string()} class="incomplete">
                <tr>
                    <td class="place">{"–"}</td>
                    <th scope="row"><span class="name">{&name.provider}</span></th>
                    <td colspan="5" class="missing">{what}</td>
                </tr>
            </tbody>
        })
    };
    props.names.iter().enumerate().filter_map(row).collect()
}
