//! The calculation of an offer: each charge with its steps, in words.

use netprice::book::exchange::Exchange;
use netprice::book::rule::RuleStep;
use netprice::book::tax::TaxInclusion;
use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::{OneOffReason, Total, UsageCharge};
use netprice::rating::meter::Factor;
use netprice::rating::step::{Part, Reason, Slice};
use netprice::value::decimal::{print, times};
use netprice::value::id::TermId;
use netprice::{Charge, Citation, Costs, Quantity, Step};
use netprice_study::OfferAnswer;
use netprice_study::analysis::is_off_start;
use netprice_study::sku_match::{Found, SkuMatch};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::commitment_view;
use crate::compare::missing::missing;
use crate::compare::steps_props::StepsProps;
use crate::compare::targets::{needed, one_more};
use crate::compare::waterfall::Waterfall;
use crate::compare::words::form::FormText;
use crate::compare::words::offers::OfferText;
use crate::compare::words::steps::StepText;
use crate::compare::words::terms::TermText;
use crate::compare::words::waterfall::WaterfallText;
use crate::kit::number::{exact, grouped};
use crate::kit::say;
use crate::kit::tier_table::{quantity, slices_table};
use crate::kit::words::KitText;
use crate::language::Language;

/// The steps of a quote.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let language = props.language;
    let Some(priced) = props.evaluation.priced.get(&props.offer) else {
        return html! {};
    };
    let quote = &priced.quote;
    let total = match quote.total {
        Total::Complete(total) => exact(total.effective),
        Total::Incomplete { known } => language.say(&OfferText::MoreThan(&exact(known.effective))),
    };
    let unpriced = missing(language, priced, props.evaluation.study.as_ref());
    let matches = priced.matches.iter().filter(|one| props.shows(&one.of));
    let nothing = matches.filter_map(|one| nothing(language, one));
    let charges = quote.charges().enumerate();
    let charges = charges.filter(|(_, (charge, _))| props.shows_charge(priced, charge));
    let charges = charges
        .map(|(position, (charge, costs))| charge_steps(props, priced, position, charge, costs));
    if props.line.is_some() {
        return html! {
            <div class="steps">
                {for charges}
                {for nothing}
                {for one_more(props).into_iter().map(|said| html! { <p class="one-more">{said}</p> })}
            </div>
        };
    }
    html! {
        <div class="steps">
            {tax_step(language, quote)}
            <p class="total">{say(language, &StepText::Total(&total))}</p>
            {for needed(props).into_iter().map(|said| html! { <p class="needed">{said}</p> })}
            {for one_more(props).into_iter().map(|said| html! { <p class="one-more">{said}</p> })}
            {commitment_view::worth(language, (&props.catalog, props.book()), &quote.quote, props.evaluation.held(&props.offer))}
            <Waterfall {language} quote={quote.quote.clone()} />
            {for charges}
            {for nothing}
            <p class="missing" hidden={unpriced.is_empty()}>{unpriced}</p>
            <p class="without-charge" hidden={quote.quote.without_charge.is_empty()}>{without_charge(language, quote)}</p>
        </div>
    }
}

fn without_charge(language: Language, quote: &ConvertedQuote) -> String {
    let names = quote.quote.without_charge.iter();
    let names = names.map(|id| language.say(&WaterfallText::TermName(id.as_str())));
    let names: Vec<String> = names.collect();
    language.say(&StepText::WithoutCharge(&names.join(language.comma())))
}

fn charge_steps(
    props: &StepsProps,
    priced: &OfferAnswer,
    position: usize,
    charge: &Charge,
    costs: Costs,
) -> Html {
    let language = props.language;
    let (line, heading, why) = match charge {
        Charge::Usage(usage) => {
            let line = language.say(&FormText::Line(usage.line.as_str()));
            let heading = match usage.covered_by {
                Some(_) => language.say(&StepText::CoveredPart(&line)),
                None => line,
            };
            (
                usage.line.to_string(),
                heading,
                why(props.language, priced, usage),
            )
        }
        Charge::UnusedCommitment(unused) => {
            let id = unused.commitment.as_str();
            let name = commitment_view::name(language, &props.catalog, props.book(), id);
            let heading = language.say(&StepText::UnusedOf(&name));
            (id.to_owned(), heading, String::new())
        }
        Charge::Fee(charge) => {
            let id = charge.fee.as_str();
            let heading = language.say(&WaterfallText::TermName(id));
            (id.to_owned(), heading, String::new())
        }
        Charge::OneOff(charge) => {
            let name = match &charge.reason {
                OneOffReason::Fee(commitment) => commitment_view::name(
                    language,
                    &props.catalog,
                    props.book(),
                    commitment.as_str(),
                ),
                OneOffReason::Correction(id) => id.to_string(),
            };
            let billed = exact(charge.costs.billed);
            (name.clone(), format!("{name}: {billed}"), String::new())
        }
    };
    let exchange = priced.quote.exchange_of(charge);
    html! {
        <section key={position} data-line={line}>
            <h3>{heading}</h3>
            <p hidden={why.is_empty()}>{why}</p>
            {for charge.steps().iter().map(|step| step_html(props, step))}
            {exchange.map(|exchange| exchange_step(props, exchange, charge, costs)).unwrap_or_else(|| html! { <span></span> })}
        </section>
    }
}

/// The reason for the SKU of a charge; the SKU alone where the offer lists its usage.
fn why(language: Language, priced: &OfferAnswer, charge: &UsageCharge) -> String {
    let sku = charge.sku.to_string();
    let found = priced.match_of(&charge.line).map(|one| (one, &one.found));
    if let Some((_, Found::Named { unmet: Some(_), .. })) = found {
        return language.say(&StepText::Smaller(&sku));
    }
    let (choice, is_named) = match found {
        Some((one, Found::Chosen { choice, .. })) => ((one, choice), false),
        Some((one, Found::Named { choice, .. })) => ((one, choice), true),
        Some((_, Found::Composed { .. } | Found::Given { .. } | Found::Missing(_))) | None => {
            return sku;
        }
    };
    let (one, choice) = choice;
    let runner_up = choice.second.clone().unwrap_or_default();
    match choice.size.filter(|_| one.is_of_machines) {
        Some(size) => language.say(&StepText::Machine {
            sku: &sku,
            vcpus: &size.vcpus.to_string(),
            memory_gib: &size.memory_gib.to_string(),
            large_enough: choice.fitting,
            runner_up: &runner_up,
            is_named,
        }),
        None if choice.fitting < 2 => language.say(&StepText::OnlySku(&sku)),
        None => language.say(&StepText::CheapestSku {
            sku: &sku,
            count: choice.fitting,
            runner_up: &runner_up,
        }),
    }
}

/// The reason for a usage line without a SKU.
fn nothing(language: Language, one: &SkuMatch) -> Option<Html> {
    let Found::Missing(missing) = &one.found else {
        return None;
    };
    let said = if one.is_of_machines {
        language.say(&StepText::NoMachine(missing.considered))
    } else {
        let line = language.say(&FormText::Line(one.line.as_str()));
        language.say(&OfferText::NoSku(&line))
    };
    Some(html! { <p class="missing">{said}</p> })
}

fn step_html(props: &StepsProps, step: &Step) -> Html {
    let language = props.language;
    let said = match &*step.reason {
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
            return list_step(props, step, &conversions, slices, part, published.as_ref());
        }
        Reason::Pay { pay, .. } => language.say(&StepText::Discount {
            percent: &pay.in_percent(),
            tenths: &pay.in_tenths(),
            from: &exact(step.from),
            to: &exact(step.to),
            is_of_start: is_off_start(step),
        }),
        Reason::Markup { percent, .. } => {
            term_step(language, step, TermText::Markup(&percent.to_string()))
        }
        Reason::ShareFee { base, .. } => {
            term_step(language, step, TermText::ShareFee(&exact(*base)))
        }
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
            let share = times(paid_share.get(), Decimal::ONE_HUNDRED).unwrap_or_default();
            let (quantity, share) = (&quantity(language, used), &print(share));
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
        Reason::Covered {
            commitment,
            owner,
            drawn,
        } => {
            let name =
                commitment_view::name(language, &props.catalog, props.book(), commitment.as_str());
            let name = match owner {
                Some(owner) => language.say(&StepText::OwnedBy {
                    commitment: &name,
                    owner: owner.as_str(),
                }),
                None => name,
            };
            language.say(&StepText::Covered {
                commitment: &name,
                drawn: &grouped(&drawn.to_string()),
                from: &exact(step.from),
                to: &exact(step.to),
            })
        }
        Reason::Unused {
            commitment,
            left,
            capacity,
        } => language.say(&StepText::Unused {
            commitment: &commitment_view::name(
                language,
                &props.catalog,
                props.book(),
                commitment.as_str(),
            ),
            left: &grouped(&left.to_string()),
            capacity: &grouped(&capacity.to_string()),
            cost: &exact(step.to),
        }),
        Reason::Overage { commitment, factor } => language.say(&StepText::Overage {
            commitment: &commitment_view::name(
                language,
                &props.catalog,
                props.book(),
                commitment.as_str(),
            ),
            factor: &factor.to_string(),
            from: &exact(step.from),
            to: &exact(step.to),
        }),
    };
    html! { <p class="step result">{said}</p> }
}

fn term_step(language: Language, step: &Step, what: TermText<'_>) -> String {
    let term = step.reason.term().map(TermId::as_str);
    let term = term.map(|term| language.say(&WaterfallText::TermName(term)));
    language.say(&StepText::Term {
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
    published: Option<&Citation>,
) -> Html {
    let language = props.language;
    let source = published.map(|published| {
        language.say(&KitText::Source {
            source: &published.source,
            as_of: &language.date(published.as_of),
            confidence: published.confidence,
        })
    });
    let note = published.and_then(|published| published.note.as_deref());
    let note = note.map(|note| language.note(&props.catalog, note));
    html! {
        <div class="step">
            {for conversions.iter().map(|said| html! { <p>{said}</p> })}
            {slices_table(language, slices)}
            {part.map(|part| part_html(language, part)).unwrap_or_else(|| html! { <span></span> })}
            <p class="result">{say(language, &StepText::List(&exact(step.to)))}</p>
            <p class="source" hidden={source.is_none()}>{source}</p>
            <p class="source" hidden={note.is_none()}>{note.map(|note| language.say(&KitText::Note(&note)))}</p>
        </div>
    }
}

/// The part of the usage line that a charge is for.
fn part_html(language: Language, part: &Part) -> Html {
    let said = StepText::PartOf {
        part: &quantity(language, &part.quantity),
        of: &quantity(language, &part.of),
        list: &exact(part.list),
    };
    html! { <p>{say(language, &said)}</p> }
}

/// The conversions and rules that were applied to the quantity, one sentence each.
fn conversions(language: Language, factors: &[Factor], rules: &[RuleStep]) -> Vec<String> {
    let said = |used: &Quantity, priced: &Quantity| {
        language.say(&StepText::Converted {
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

fn exchange_step(props: &StepsProps, exchange: &Exchange, charge: &Charge, costs: Costs) -> Html {
    let whole_rate = format!("{:.12}", exchange.rate);
    let said = StepText::Exchange {
        from: &exact(charge.costs().effective),
        rate: &format!("{:.6}", exchange.rate),
        to: &exact(costs.effective),
        source: &props.language.note(&props.catalog, &exchange.source),
        as_of: &props.language.date(exchange.as_of),
    };
    html! { <p class="step result" title={whole_rate}>{say(props.language, &said)}</p> }
}

fn tax_step(language: Language, quote: &ConvertedQuote) -> Html {
    let said = quote.tax.map(|tax| {
        let percent = tax.percent.to_string();
        let is_off = tax.listed == TaxInclusion::WithTax;
        language.say(&StepText::Tax {
            percent: &percent,
            is_off,
        })
    });
    html! { <p hidden={said.is_none()}>{said}</p> }
}
