//! The choice of a commitment, and what became of it.

use netprice::agreement::commitment::Basis;
use netprice::sizing::cash::{FeeMonth, by_month, pay_back_month};
use netprice::value::decimal::{self, Number, print};
use netprice::value::id::CommitmentId;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::problem::ValueProblem;
use netprice::{Commitment, Money, Quote};
use netprice_catalog::Catalog;
use netprice_catalog::commitments::CommitmentKind;
use netprice_study::analysis::commitment_worth;
use netprice_study::commit::SoldAhead;
use rust_decimal::Decimal;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::compare::committed::{Chosen, published};
use crate::compare::terms_props::TermsProps;
use crate::compare::text::Text;
use crate::kit::draft::Draft;
use crate::kit::field::Field;
use crate::kit::number::exact;
use crate::kit::say;
use crate::kit::words::KitText;
use crate::language::Language;

/// What people call a commitment of the study.
pub(crate) fn name(language: Language, catalog: &Catalog, id: &str) -> String {
    match published(catalog, id) {
        Some((count, one)) => language.say(&KitText::CommitmentOf(&count, one)),
        None => language.say(&Text::CommitmentName(id)),
    }
}

/// The choice of a commitment and its count.
pub(crate) fn choice(props: &TermsProps, ahead: &[SoldAhead]) -> Html {
    let language = props.language;
    let held = props.contract.chosen.as_ref();
    let chosen = held.map(|held| held.key.as_str()).unwrap_or_default();
    let onchange = {
        let ahead = ahead.to_vec();
        let machines = props.machines.clone();
        let edit = props.edit(move |contract, key: String| {
            let choice = ahead.iter().find(|choice| choice.published.key() == key);
            contract.chosen = choice.map(|choice| {
                let first = || {
                    Draft::typed(match choice.published.kind {
                        CommitmentKind::Pack => "1",
                        CommitmentKind::Reserved
                        | CommitmentKind::SavingsPlan
                        | CommitmentKind::CommittedUse
                        | CommitmentKind::Subscription => machines.as_str(),
                    })
                };
                let before = contract.chosen.take().map(|before| before.count);
                let count = before.filter(|count| !count.is_empty());
                let count = count.unwrap_or_else(first);
                Chosen { key, count }
            });
            let chosen = contract.chosen.as_ref().zip(choice);
            let commitments = chosen.map(|(chosen, choice)| chosen.commitments(choice));
            contract.commitments = commitments.unwrap_or_default();
        });
        edit.reform(|event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            select.value()
        })
    };
    let option = |choice: &SoldAhead| {
        let key = choice.published.key();
        let is_chosen = key == chosen;
        let text = language.say(&KitText::CommitmentOf("", &choice.published));
        html! { <option key={key.clone()} value={key} selected={is_chosen}>{text}</option> }
    };
    let is_known = ahead.iter().any(|choice| choice.published.key() == chosen);
    let id = props.id("commit");
    html! {
        <>
            <div class="field choice">
                <label for={id.clone()}>{say(language, &Text::CommitmentChoice)}</label>
                <select {id} {onchange}>
                    <option value="" selected={held.is_none()}>{say(language, &Text::NoCommitment)}</option>
                    // What was chosen for another machine is still held.
                    { if held.is_some() && !is_known {
                        let id = format!("× {chosen}");
                        let known = name(language, &props.catalog, &id);
                        html! { <option value={chosen.to_owned()} selected=true>{known}</option> }
                    } else {
                        html! { <></> }
                    } }
                    {for ahead.iter().map(option)}
                </select>
            </div>
            {for held.map(|held| count_field(props, ahead, held))}
            {source(props, ahead, chosen)}
        </>
    }
}

/// Where the price of the chosen commitment was read.
fn source(props: &TermsProps, ahead: &[SoldAhead], chosen: &str) -> Html {
    let choice = ahead.iter().find(|choice| choice.published.key() == chosen);
    let Some(published) = choice.map(|choice| &choice.published.published) else {
        return html! { <></> };
    };
    let source = props.language.say(&KitText::Source {
        source: &published.source,
        as_of: &props.language.date(published.as_of),
        confidence: published.confidence,
    });
    let note = published.note.as_deref().map(|note| props.translated(note));
    let note = note.map(|note| props.language.say(&KitText::Note(&note)));
    html! { <p class="source">{source}{" "}{note}</p> }
}

fn count_field(props: &TermsProps, ahead: &[SoldAhead], held: &Chosen) -> Html {
    let mut ahead = ahead.iter();
    let choice = ahead.find(|choice| choice.published.key() == held.key);
    let (choice, key) = (choice.cloned(), held.key.clone());
    html! {
        <Field
            id={props.id("commit-count")}
            label={props.language.say(&Text::CommitmentCount)}
            text={held.count.text().to_owned()}
            problem={props.problem(held.count.parsed().err())}
            oninput={props.edit(move |contract, count: String| {
                if let Some(choice) = &choice {
                    let (key, count) = (key.clone(), Draft::typed(&count));
                    let chosen = Chosen { key, count };
                    contract.commitments = chosen.commitments(choice);
                    contract.chosen = Some(chosen);
                }
            })}
        />
    }
}

/// Coverage, waste, saving and cash of the commitments behind a quote.
pub(crate) fn worth(
    language: Language,
    catalog: &Catalog,
    quote: &Quote,
    held: &[Commitment],
) -> Html {
    if quote.commitments.is_empty() && quote.expired.is_empty() {
        return html! { <></> };
    }
    let expired = quote.expired.iter().map(|id| {
        let name = name(language, catalog, id.as_str());
        html! { <p class="missing">{say(language, &Text::Expired(&name))}</p> }
    });
    let percent = |share: Decimal| {
        let mode = RoundingMode::HalfUp;
        let share = decimal::times(share, Decimal::ONE_HUNDRED).unwrap_or_default();
        print(Rounding { places: 1, mode }.apply(share))
    };
    let share = |share: Option<Number>| share.map(|share| percent(share.0)).unwrap_or_default();
    let lines = quote.commitments.iter().map(|one| {
        let used = one.utilisation().map(percent).unwrap_or_default();
        let said = Text::HeldLine {
            name: &name(language, catalog, one.id.as_str()),
            used: &used,
            fee: &exact(one.fee),
            unused: &exact(one.unused),
        };
        html! { <p class="held">{say(language, &said)}</p> }
    });
    let worth = commitment_worth(quote, Basis::List).ok();
    let said = Text::Worth {
        coverage: &share(worth.and_then(|worth| worth.coverage)),
        saving: &share(worth.and_then(|worth| worth.savings_rate)),
    };
    let cash = held
        .iter()
        .filter_map(|held| cash(language, catalog, quote, held).ok());
    html! {
        <section class="worth">
            {for lines}
            {for expired}
            <p>{say(language, &said)}</p>
            {for cash}
        </section>
    }
}

/// The hours of a month, as terms count them.
const MONTH: u32 = 730;

/// What is paid in the first month and in each later one, what it is worth, and when it pays back.
fn cash(
    language: Language,
    catalog: &Catalog,
    quote: &Quote,
    held: &Commitment,
) -> Result<Html, ValueProblem> {
    let month = Decimal::from(MONTH);
    let sold = published(catalog, held.id.as_str());
    let months = match (held.fee.term_hours, sold) {
        (Some(hours), _) => decimal::over_floor(hours.get(), month)?,
        (None, Some((_, sold))) => Decimal::from(sold.months),
        (None, None) => Decimal::from(12),
    };
    let months = usize::try_from(months).unwrap_or(1).clamp(1, 120);
    let months = by_month(&held.fee, &vec![month; months], quote.currency)?;
    let on_demand = vec![replaced(quote, &held.id)?; months.len()];
    let pay_back = pay_back_month(&months, &on_demand)?;
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Ok(html! { <></> });
    };
    let mut rows = vec![(language.say(&Text::FirstMonth), first)];
    if months.len() > 1 {
        rows.push((language.say(&Text::LaterMonths(months.len())), last));
    }
    let row = |(name, month): &(String, &FeeMonth)| {
        html! {
            <tr key={name.clone()}>
                <th scope="row">{name}</th>
                <td class="number">{language.money(month.cash)}</td>
                <td class="number">{language.money(month.effective)}</td>
            </tr>
        }
    };
    let pay_back = match pay_back {
        Some(month) => Text::PaysBack(month),
        None => Text::NeverPaysBack,
    };
    Ok(html! {
        <>
            <table class="cash">
                <caption>{say(language, &Text::CashByMonth)}</caption>
                <thead><tr>
                    <th scope="col">{say(language, &Text::Month)}</th>
                    <th scope="col" class="number">{say(language, &Text::Cash)}</th>
                    <th scope="col" class="number">{say(language, &Text::Effective)}</th>
                </tr></thead>
                <tbody>{for rows.iter().map(row)}</tbody>
            </table>
            <p>{say(language, &pay_back)}</p>
        </>
    })
}

/// What the usage that a commitment covers would cost without it.
fn replaced(quote: &Quote, id: &CommitmentId) -> Result<Money, ValueProblem> {
    let covered = quote.usage_charges();
    let covered = covered.filter(|charge| charge.covered_by.as_ref() == Some(id));
    Money::sum(
        quote.currency,
        covered.map(|charge| charge.costs.contracted),
    )
}
