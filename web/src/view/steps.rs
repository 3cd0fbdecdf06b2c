//! How an offer's costs come about: each charge with its steps, in words.

use netprice::bill::Bill;
use netprice::commit::offer::Commitment;
use netprice::convert::{ConvertedQuote, Exchange};
use netprice::decimal::{Amount, print};
use netprice::id::{SkuId, TermId};
use netprice::measure::Factor;
use netprice::published::Published;
use netprice::quantity::Quantity;
use netprice::quote::{Charge, ChargeKind, Costs, Total};
use netprice::rule::RuleStep;
use netprice::step::{Part, Reason, Slice, Step};
use netprice::tax::Listed;
use netprice_catalog::choose::Choice;
use yew::prelude::*;

use super::offers::missing;
use super::waterfall::Waterfall;
use super::{CatalogProp, committed, say};
use crate::number::{exact, grouped};
use crate::text::{Language, TermText, Text};

/// The properties of [`Steps`].
#[derive(Clone, Properties, PartialEq)]
pub struct StepsProps {
    /// The language of the page.
    pub language: Language,
    /// The quote.
    pub quote: ConvertedQuote,
    /// Why its SKUs were chosen.
    pub choices: Vec<Choice>,
    /// The catalog, for its notes.
    pub catalog: CatalogProp,
    /// Its bill, if it is complete.
    pub bill: Option<Bill>,
    /// What it would take to match the cheapest, and to meet the budget.
    pub needed: Vec<String>,
    /// What one more GB costs.
    pub one_more: Vec<String>,
    /// What the offer commits to.
    pub held: Vec<Commitment>,
}

/// The steps of a quote.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let language = props.language;
    let total = match props.quote.total {
        Total::Complete(total) => exact(total.effective),
        Total::Incomplete { known } => language.say(&Text::MoreThan(&exact(known.effective))),
    };
    let unpriced = missing(language, &props.quote);
    let charges = props.quote.quote.charges.iter().zip(&props.quote.costs);
    let nothing = props
        .choices
        .iter()
        .filter_map(|choice| nothing(language, choice));
    html! {
        <div class="steps">
            {tax_step(language, &props.quote)}
            <p class="total">{say(language, &Text::Total(&total))}</p>
            {for props.needed.iter().map(|said| html! { <p class="needed">{said}</p> })}
            {for props.one_more.iter().map(|said| html! { <p class="one-more">{said}</p> })}
            {committed::worth(language, &props.catalog.0, &props.quote.quote, &props.held)}
            <Waterfall {language} quote={props.quote.quote.clone()} bill={props.bill.clone()} />
            {for charges.enumerate().map(|(position, (charge, costs))| charge_steps(props, position, charge, *costs))}
            {for nothing}
            <p class="missing" hidden={unpriced.is_empty()}>{unpriced}</p>
        </div>
    }
}

fn charge_steps(props: &StepsProps, position: usize, charge: &Charge, costs: Costs) -> Html {
    let language = props.language;
    let line = language.say(&Text::Line(charge.line.as_str()));
    let heading = match &charge.kind {
        ChargeKind::Usage => line,
        ChargeKind::Covered(_) => language.say(&Text::CoveredPart(&line)),
        ChargeKind::Unused(id) => {
            let name = committed::name(language, &props.catalog.0, id.as_str());
            language.say(&Text::UnusedOf(&name))
        }
    };
    let why = props
        .choices
        .iter()
        .find_map(|choice| why(language, choice, charge));
    let exchange = props.quote.exchange.as_ref();
    html! {
        <section key={position} data-line={charge.line.to_string()}>
            <h3>{heading}</h3>
            <p hidden={matches!(charge.kind, ChargeKind::Unused(_))}>{why.unwrap_or_else(|| charge.sku.to_string())}</p>
            {for charge.steps.iter().map(|step| step_html(props, step))}
            {exchange.map(|exchange| exchange_step(props, exchange, charge, costs)).unwrap_or_else(|| html! { <span></span> })}
        </section>
    }
}

/// Why a charge is of its SKU.
fn why(language: Language, choice: &Choice, charge: &Charge) -> Option<String> {
    match choice {
        Choice::Machine {
            line,
            sku,
            vcpus,
            memory_gib,
            large_enough,
            runner_up,
            is_named,
        } if *line == charge.line => {
            let runner_up = runner_up.as_ref().map(SkuId::as_str);
            Some(language.say(&Text::Because {
                sku: sku.as_str(),
                vcpus,
                memory_gib,
                large_enough: *large_enough,
                runner_up: runner_up.unwrap_or_default(),
                is_named: *is_named,
            }))
        }
        Choice::Only { line, sku } if *line == charge.line => {
            Some(language.say(&Text::OnlySku(sku.as_str())))
        }
        Choice::Machine { .. }
        | Choice::Only { .. }
        | Choice::NoMachine { .. }
        | Choice::Nothing { .. } => None,
    }
}

/// Why a line has no SKU.
fn nothing(language: Language, choice: &Choice) -> Option<Html> {
    let said = match choice {
        Choice::NoMachine { considered, .. } => language.say(&Text::NoMachine(*considered)),
        Choice::Nothing { line } => {
            let line = language.say(&Text::Line(line.as_str()));
            language.say(&Text::NoSku(&line))
        }
        Choice::Machine { .. } | Choice::Only { .. } => return None,
    };
    Some(html! { <p class="missing">{said}</p> })
}

fn step_html(props: &StepsProps, step: &Step) -> Html {
    let language = props.language;
    let said = match &step.reason {
        Reason::ListPrice {
            factors,
            rules,
            slices,
            published,
            part,
            ..
        } => {
            let conversions = conversions(language, factors, rules);
            let part = part.as_deref();
            return list_step(props, step, &conversions, slices, part, published);
        }
        Reason::Pay { pay, .. } => language.say(&Text::PayStep {
            percent: &pay.in_percent(),
            tenths: &pay.in_tenths(),
            from: &exact(step.from),
            to: &exact(step.to),
            is_of_start: step.from.times(pay.paid()) != Ok(step.to),
        }),
        Reason::UnitOff { off, .. } => term_step(language, step, TermText::UnitOff(&exact(*off))),
        Reason::AmountOff { off, .. } => {
            term_step(language, step, TermText::AmountOff(&exact(*off)))
        }
        Reason::Fixed { .. } => term_step(language, step, TermText::Fixed),
        Reason::BySpend { spend, paid, .. } => {
            let (spend, paid) = (&exact(*spend), &exact(*paid));
            term_step(language, step, TermText::BySpend { spend, paid })
        }
        Reason::ByQuantity {
            quantity: used,
            paid_share,
            ..
        } => {
            let (quantity, share) = (&quantity(language, used), &paid_share.to_string());
            term_step(language, step, TermText::ByQuantity { quantity, share })
        }
        Reason::NotBelow { pay, .. } => {
            term_step(language, step, TermText::NotBelow(&pay.in_percent()))
        }
        Reason::NotAbove { pay, .. } => {
            term_step(language, step, TermText::NotAbove(&pay.in_percent()))
        }
        Reason::AtLeast { amount, .. } => {
            term_step(language, step, TermText::AtLeast(&exact(*amount)))
        }
        Reason::AtMost { amount, .. } => {
            term_step(language, step, TermText::AtMost(&exact(*amount)))
        }
        Reason::Covered { commitment, drawn } => language.say(&Text::CoveredStep {
            commitment: &committed::name(language, &props.catalog.0, commitment.as_str()),
            drawn: &grouped(&drawn.to_string()),
            from: &exact(step.from),
            to: &exact(step.to),
        }),
        Reason::Unused {
            commitment,
            left,
            capacity,
        } => language.say(&Text::UnusedStep {
            commitment: &committed::name(language, &props.catalog.0, commitment.as_str()),
            left: &grouped(&left.to_string()),
            capacity: &grouped(&capacity.to_string()),
            cost: &exact(step.to),
        }),
        Reason::Overage { commitment, factor } => language.say(&Text::OverageStep {
            commitment: &committed::name(language, &props.catalog.0, commitment.as_str()),
            factor: &factor.to_string(),
            from: &exact(step.from),
            to: &exact(step.to),
        }),
    };
    html! { <p class="step result">{said}</p> }
}

fn term_step(language: Language, step: &Step, what: TermText<'_>) -> String {
    let term = step.reason.term().map(TermId::as_str);
    let term = term.map(|term| language.say(&Text::TermName(term)));
    language.say(&Text::TermStep {
        what,
        term: &term.unwrap_or_default(),
        from: &exact(step.from),
        to: &exact(step.to),
    })
}

fn list_step(
    props: &StepsProps,
    step: &Step,
    conversions: &[String],
    slices: &[Slice],
    part: Option<&Part>,
    published: &Published,
) -> Html {
    let language = props.language;
    let source = Text::Source {
        source: &published.source,
        as_of: &props.language.date(published.as_of),
        confidence: published.confidence,
    };
    let note = published
        .note
        .as_deref()
        .map(|note| translated(props, note));
    html! {
        <div class="step">
            {for conversions.iter().map(|said| html! { <p>{said}</p> })}
            {slices_table(language, slices)}
            {part.map(|part| part_html(language, part)).unwrap_or_else(|| html! { <span></span> })}
            <p class="result">{say(language, &Text::ListStep(&exact(step.to)))}</p>
            <p class="source">{say(language, &source)}</p>
            <p class="source" hidden={note.is_none()}>{note.map(|note| language.say(&Text::Note(&note)))}</p>
        </div>
    }
}

/// Which part of the usage line a charge is for.
fn part_html(language: Language, part: &Part) -> Html {
    let said = Text::PartOf {
        part: &quantity(language, &part.quantity),
        of: &quantity(language, &part.of),
        list: &exact(part.list),
    };
    html! { <p>{say(language, &said)}</p> }
}

/// What conversions and rules made of the quantity, one sentence each.
fn conversions(language: Language, factors: &[Factor], rules: &[RuleStep]) -> Vec<String> {
    let said = |used: &Quantity, priced: &Quantity| {
        language.say(&Text::Converted {
            used: &quantity(language, used),
            priced: &quantity(language, priced),
        })
    };
    let factors = factors
        .iter()
        .map(|factor| said(&factor.given, &factor.counted));
    let rules = rules.iter().map(|rule| said(&rule.from, &rule.to));
    factors.chain(rules).collect()
}

/// A text of the catalog in the language of the page, if the catalog has it in that.
fn translated(props: &StepsProps, text: &str) -> String {
    props.language.note(&props.catalog.0.chinese, text)
}

/// The slices of a quantity by tier.
pub(super) fn slices_table(language: Language, slices: &[Slice]) -> Html {
    let row = |slice: &Slice| {
        html! {
            <tr key={slice.from.to_string()}>
                <td>{tier(language, slice.from, slice.up_to)}</td>
                <td class="number">{quantity(language, &slice.quantity)}</td>
                <td class="number">{exact(slice.unit_price)}</td>
                <td class="number">{exact(slice.cost)}</td>
            </tr>
        }
    };
    html! {
        // On a narrow screen the table scrolls, so the keyboard must be able to reach it.
        <div class="scroll" role="group" tabindex="0" aria-label={language.say(&Text::Tier)}>
            <table class="slices">
                <thead>
                    <tr>
                        <th scope="col">{say(language, &Text::Tier)}</th>
                        <th scope="col" class="number">{say(language, &Text::Quantity)}</th>
                        <th scope="col" class="number">{say(language, &Text::UnitPrice)}</th>
                        <th scope="col" class="number">{say(language, &Text::Cost)}</th>
                    </tr>
                </thead>
                <tbody>{for slices.iter().map(row)}</tbody>
            </table>
        </div>
    }
}

fn tier(language: Language, from: Amount, up_to: Option<Amount>) -> String {
    let from_text = grouped(&from.to_string());
    match up_to {
        Some(up_to) => language.say(&Text::TierTo {
            from: &from_text,
            up_to: &grouped(&up_to.to_string()),
        }),
        None if from.get().is_zero() => language.say(&Text::AllUnits),
        None => language.say(&Text::TierAbove(&from_text)),
    }
}

fn quantity(language: Language, quantity: &Quantity) -> String {
    let unit = language.say(&Text::Unit(quantity.unit().as_str()));
    format!("{} {unit}", grouped(&print(quantity.value())))
}

fn exchange_step(props: &StepsProps, exchange: &Exchange, charge: &Charge, costs: Costs) -> Html {
    let said = Text::ExchangeStep {
        from: &exact(charge.costs.effective),
        rate: &exchange.rate.to_string(),
        to: &exact(costs.effective),
        source: &translated(props, &exchange.source),
        as_of: &props.language.date(exchange.as_of),
    };
    html! { <p class="step result">{say(props.language, &said)}</p> }
}

fn tax_step(language: Language, quote: &ConvertedQuote) -> Html {
    let said = quote.tax.map(|tax| {
        let percent = tax.percent.to_string();
        let is_off = tax.listed == Listed::WithTax;
        language.say(&Text::TaxStep {
            percent: &percent,
            is_off,
        })
    });
    html! { <p hidden={said.is_none()}>{said}</p> }
}
