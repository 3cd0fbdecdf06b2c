//! The table of offers: costs, bars, and the steps of each.

use std::collections::BTreeSet;

use netprice::rating::charge::Total;
use netprice::value::day::Date;
use netprice::value::id::OfferId;
use netprice::{Costs, Money, NonNegative};
use netprice_study::OfferAnswer;
use yew::prelude::*;

use crate::compare::evaluate::Evaluation;
use crate::compare::missing::missing;
use crate::compare::parts::StepsPart;
use crate::compare::props::Evaluated;
use crate::compare::steps_props::StepsProps;
use crate::compare::words::offers::OfferText;
use crate::kit::chart::{dots, width_percent};
use crate::kit::number::{at_least_in_cents, in_cents};
use crate::kit::part::later;
use crate::kit::words::KitText;
use crate::kit::{CatalogProp, save_as, say};
use crate::language::Language;
use crate::language::names::OfferName;
use netprice_study::analysis::oldest_price;

/// The properties of [`Offers`].
#[derive(Properties, PartialEq)]
pub struct OffersProps {
    /// The language of the page.
    pub language: Language,
    /// The answer to the study.
    pub evaluation: Evaluated,
    /// The names of the providers of the offers.
    pub names: Vec<OfferName>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// The monthly budget, in the currency of the comparison.
    pub budget: Option<NonNegative>,
    /// The reader's day.
    pub today: Date,
}

/// One row of the table.
struct Row<'a> {
    offer: &'a OfferId,
    position: usize,
    rank: Option<usize>,
    costs: Costs,
    priced: &'a OfferAnswer,
}

impl Row<'_> {
    fn is_complete(&self) -> bool {
        matches!(self.priced.quote.total, Total::Complete(_))
    }
}

/// The table of the offers.
#[component]
pub fn Offers(props: &OffersProps) -> Html {
    let language = props.language;
    // The offers whose steps are shown.
    let open = use_state(BTreeSet::<usize>::new);
    let rows = rows(&props.evaluation);
    let widest = rows.iter().map(|row| row.costs.list);
    let widest = widest.max_by_key(|list| list.amount());
    let currency = props
        .evaluation
        .comparison
        .as_ref()
        .map(|c| c.currency.to_string());
    let heading = |text: OfferText<'_>| {
        let currency = currency.clone().unwrap_or_default();
        let label = language.say(&text);
        let name = format!("{label} {currency}");
        html! { <th scope="col" class="number" data-name={name}>{label}{" "}<small>{currency}</small></th> }
    };
    html! {
        <>
            // Long amounts may be wider than the screen; the tabindex lets the keyboard scroll.
            <div class="scroll" role="group" tabindex="0" aria-label={language.say(&OfferText::Offers)}>
            <table class="offers" hidden={props.evaluation.comparison.is_none()}>
                <caption>{say(language, &OfferText::Caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say(language, &KitText::Rank)}</th>
                        <th scope="col">{say(language, &KitText::Provider)}</th>
                        {heading(OfferText::List)}
                        {heading(OfferText::Contracted)}
                        {heading(OfferText::Effective)}
                        {heading(OfferText::Billed)}
                        {heading(OfferText::Saving)}
                    </tr>
                </thead>
                {for rows.iter().map(|row| body(props, row, widest, &open))}
                {for unpriced_offers(props)}
            </table>
            </div>
            {save_as::table(language, "offers")}
            <p class="hint" hidden={rows.is_empty()}>{say(language, &OfferText::BarKey)}</p>
        </>
    }
}

/// The offers by rank, then the incomplete ones.
fn rows(evaluation: &Evaluation) -> Vec<Row<'_>> {
    let Some(comparison) = &evaluation.comparison else {
        return Vec::new();
    };
    let ranked = comparison.ranked.iter();
    let ranked = ranked.map(|one| (&one.offer, Some(one.rank), one.costs));
    let incomplete = comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, None, one.known));
    let row = |(offer, rank, costs)| {
        Some(Row {
            offer,
            position: *evaluation.positions.get(offer)?,
            rank,
            costs,
            priced: evaluation.priced.get(offer)?,
        })
    };
    ranked.chain(incomplete).filter_map(row).collect()
}

fn body(
    props: &OffersProps,
    row: &Row<'_>,
    widest: Option<Money>,
    open: &UseStateHandle<BTreeSet<usize>>,
) -> Html {
    let language = props.language;
    let Some(name) = props.names.get(row.position) else {
        return Html::default();
    };
    let is_open = open.contains(&row.position);
    let onclick = toggled(open, row.position);
    let quote = &row.priced.quote;
    let is_complete = row.is_complete();
    let details = format!("steps-{}", row.position);
    let toggle = if is_open {
        OfferText::HideSteps(&name.provider)
    } else {
        OfferText::ShowSteps(&name.provider)
    };
    let rank = row
        .rank
        .map_or_else(|| "–".to_owned(), |rank| rank.to_string());
    let number = |label: OfferText<'_>, class: &'static str, money: Money| {
        let shown = shown(language, money, is_complete);
        html! {
            <td class={classes!("number", class)} data-label={language.say(&label)} data-exact={money.to_string()}>
                {shown}
            </td>
        }
    };
    let billed = match quote.amount_due {
        Some(billed) => number(OfferText::Billed, "billed", billed),
        None => html! {
            <td class="number billed" data-label={language.say(&OfferText::Billed)}>{"–"}</td>
        },
    };
    // The saving of an incomplete offer is not known.
    let saving = match (is_complete, row.costs.saving()) {
        (true, Ok(saving)) => number(OfferText::Saving, "saving", saving),
        (true, Err(_)) | (false, _) => html! {
            <td class="number saving" data-label={language.say(&OfferText::Saving)}>{say(language, &OfferText::Incomplete)}</td>
        },
    };
    html! {
        <tbody key={row.position} data-offer={row.position.to_string()} class={classes!((!is_complete).then_some("incomplete"))}>
            <tr>
                <td class="place">{rank}</td>
                <th scope="row" data-name={format!("{} {}", name.provider, name.place)}>
                    <button
                        type="button"
                        class="toggle"
                        aria-expanded={is_open.to_string()}
                        aria-controls={details.clone()}
                        title={language.say(&toggle)}
                        {onclick}
                    >
                        <span class="name">{&name.provider}</span>{" "}<span class="where">{&name.place}</span>
                    </button>
                    {bar(language, &name.provider, row, widest)}
                    <span class="missing">{missing(language, row.priced, props.evaluation.study.as_ref())}</span>
                    <small class="old">{oldest_price(quote, props.today).map(|months| language.say(&OfferText::OldestPrice(months)))}</small>
                </th>
                {number(OfferText::List, "list", row.costs.list)}
                {number(OfferText::Contracted, "contracted", row.costs.contracted)}
                {number(OfferText::Effective, "effective", row.costs.effective)}
                {billed}
                {saving}
            </tr>
            <tr id={details} class="details" hidden={!is_open}>
                <td colspan="7">
                    { if is_open {
                        later(StepsPart::of(StepsProps {
                            language,
                            evaluation: props.evaluation.clone(),
                            offer: row.offer.clone(),
                            names: props.names.clone(),
                            budget: props.budget,
                            catalog: props.catalog.clone(),
                        }))
                    } else {
                        html! { <span></span> }
                    } }
                </td>
            </tr>
        </tbody>
    }
}

/// Shows or hides the steps of an offer.
fn toggled(open: &UseStateHandle<BTreeSet<usize>>, position: usize) -> Callback<MouseEvent> {
    let open = open.clone();
    Callback::from(move |_| {
        let mut now = BTreeSet::clone(&open);
        if !now.remove(&position) {
            now.insert(position);
        }
        open.set(now);
    })
}

/// An amount of an offer; of an incomplete one, with “more than”.
fn shown(language: Language, money: Money, is_complete: bool) -> String {
    if is_complete {
        in_cents(money)
    } else {
        language.say(&OfferText::MoreThan(&at_least_in_cents(money)))
    }
}

fn bar(language: Language, name: &str, row: &Row<'_>, widest: Option<Money>) -> Html {
    let costs = row.costs;
    let is_complete = row.is_complete();
    let widest = widest.unwrap_or(costs.list);
    let label = language.say(&OfferText::Bar {
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

/// The offers that could not be priced, with their problems.
fn unpriced_offers(props: &OffersProps) -> Vec<Html> {
    let language = props.language;
    let row = |(position, name): (usize, &OfferName)| {
        let contract = props.evaluation.contracts.contains(&position);
        let errors = props.evaluation.offers.get(&position);
        let what = match (contract, errors) {
            (true, _) => language.say(&OfferText::WrongContract),
            (false, Some(errors)) => {
                let said = errors.iter().map(|error| language.say(&error.problem));
                let said = said.collect::<Vec<String>>();
                said.join(&language.say(&OfferText::Semicolon))
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
