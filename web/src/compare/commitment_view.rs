//! The choice of a commitment, and its use, fee and cash.

use netprice::agreement::commitment::Basis;
use netprice::sizing::cash::FeeMonth;
use netprice::value::decimal::Number;
use netprice::{Commitment, Quote};
use netprice_catalog::Catalog;
use netprice_catalog::commitments::CommitmentKind;
use netprice_study::analysis::{commitment_cash, commitment_worth};
use netprice_study::commit::SoldAhead;
use yew::prelude::*;

use crate::compare::committed::{Chosen, published};
use crate::compare::terms_props::TermsProps;
use crate::compare::words::commitments::CommitmentText;
use crate::compare::words::offers::OfferText;
use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::draft::Draft;
use crate::kit::field::Field;
use crate::kit::number::{exact, percent};
use crate::kit::say;
use crate::kit::words::KitText;
use crate::language::Language;

/// The name of a commitment at the price book of an offer.
pub(crate) fn name(language: Language, catalog: &Catalog, book: &str, id: &str) -> String {
    match published(catalog, book, id) {
        Some((count, one)) => language.say(&KitText::CommitmentOf(&count, one)),
        None => language.say(&CommitmentText::Name(id)),
    }
}

/// The choices of commitments with their counts, and one for another.
pub(crate) fn choices(props: &TermsProps, ahead: &[SoldAhead]) -> Html {
    let held = props.contract.chosen.len();
    let rows = (0..held).map(|index| chosen_row(props, ahead, index));
    html! {
        <>
            {for rows}
            {choice(props, ahead, held)}
        </>
    }
}

/// The choice of the commitment of a position; of one more after the last.
fn choice(props: &TermsProps, ahead: &[SoldAhead], index: usize) -> Html {
    let language = props.language;
    let held = props.contract.chosen.get(index);
    let chosen = held.map(|held| held.key.as_str()).unwrap_or_default();
    let onchoose = {
        let ahead = ahead.to_vec();
        let machines = props.machines();
        props.edit(move |contract, key: String| {
            let choice = ahead.iter().find(|choice| choice.published.key() == key);
            let first = match choice.map(|choice| choice.published.kind) {
                Some(CommitmentKind::Pack) => "1",
                Some(_) | None => machines.as_str(),
            };
            let slot = contract.chosen.get_mut(index);
            match (choice, slot) {
                (Some(_), Some(slot)) => slot.key = key,
                (Some(_), None) => {
                    let count = Draft::typed(first);
                    contract.chosen.push(Chosen { key, count });
                }
                (None, Some(_)) => {
                    contract.chosen.remove(index);
                }
                (None, None) => {}
            }
            contract.commit(&ahead);
        })
    };
    let nothing = (String::new(), language.say(&CommitmentText::Nothing));
    // A commitment that was chosen for another machine is still held.
    let is_known = ahead.iter().any(|choice| choice.published.key() == chosen);
    let other = (held.is_some() && !is_known).then(|| {
        let known = name(
            language,
            &props.catalog,
            props.of.price_book.as_str(),
            &format!("× {chosen}"),
        );
        (chosen.to_owned(), known)
    });
    let option = |choice: &SoldAhead| {
        let text = language.say(&KitText::CommitmentOf("", &choice.published));
        (choice.published.key(), text)
    };
    let options = std::iter::once(nothing)
        .chain(other)
        .chain(ahead.iter().map(option));
    html! {
        <Choice
            id={props.id(&format!("commit-{index}"))}
            label={language.say(&CommitmentText::Choice)}
            chosen={chosen.to_owned()}
            options={options.collect::<Vec<ChoiceOption>>()}
            {onchoose}
        />
    }
}

/// A chosen commitment: what it is, its count and its source.
fn chosen_row(props: &TermsProps, ahead: &[SoldAhead], index: usize) -> Html {
    let Some(held) = props.contract.chosen.get(index) else {
        return html! { <></> };
    };
    let ahead_of = ahead.to_vec();
    html! {
        <div class="term" key={index}>
            {choice(props, ahead, index)}
            <Field
                id={props.id(&format!("commit-count-{index}"))}
                label={props.language.say(&CommitmentText::Count)}
                text={held.count.text().to_owned()}
                problem={props.problem(held.count.parsed().err())}
                oninput={props.edit(move |contract, count: String| {
                    if let Some(slot) = contract.chosen.get_mut(index) {
                        slot.count = Draft::typed(&count);
                    }
                    contract.commit(&ahead_of);
                })}
            />
            {source(props, ahead, &held.key)}
        </div>
    }
}

/// The source of the price of the chosen commitment.
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

/// The coverage, unused fees, saving and cash of the commitments of a quote.
pub(crate) fn worth(
    language: Language,
    (catalog, book): (&Catalog, &str),
    quote: &Quote,
    held: &[Commitment],
) -> Html {
    if quote.commitments.is_empty() && quote.expired.is_empty() {
        return html! { <></> };
    }
    let expired = quote.expired.iter().map(|id| {
        let name = name(language, catalog, book, id.as_str());
        html! { <p class="missing">{say(language, &CommitmentText::Expired(&name))}</p> }
    });
    let share = |share: Option<Number>| share.map(|share| percent(share.0)).unwrap_or_default();
    let lines = quote.commitments.iter().map(|one| {
        let used = one.utilisation().map(percent).unwrap_or_default();
        let said = CommitmentText::Held {
            name: &name(language, catalog, book, one.id.as_str()),
            used: &used,
            fee: &exact(one.fee),
            unused: &exact(one.unused),
        };
        html! { <p class="held">{say(language, &said)}</p> }
    });
    let worth = commitment_worth(quote, Basis::List).ok();
    let said = CommitmentText::Worth {
        coverage: &share(worth.and_then(|worth| worth.coverage)),
        saving: &share(worth.and_then(|worth| worth.savings_rate)),
    };
    let cash = held
        .iter()
        .filter_map(|held| cash(language, (catalog, book), quote, held));
    html! {
        <section class="worth">
            {for lines}
            {for expired}
            <p>{say(language, &said)}</p>
            {for cash}
        </section>
    }
}

/// The cash and the effective cost of the first and of each later month, and the pay-back.
fn cash(
    language: Language,
    (catalog, book): (&Catalog, &str),
    quote: &Quote,
    held: &Commitment,
) -> Option<Html> {
    let term = published(catalog, book, held.id.as_str()).map(|(_, sold)| sold.months);
    let found = commitment_cash(quote, held, term).ok()?;
    let (first, last) = (found.months.first()?, found.months.last()?);
    let mut rows = vec![("1".to_owned(), first)];
    if found.months.len() > 1 {
        let later = CommitmentText::LaterMonths(found.months.len());
        rows.push((language.say(&later), last));
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
    let pay_back = match found.pay_back {
        Some(month) => CommitmentText::PaysBack(month),
        None => CommitmentText::NeverPaysBack,
    };
    Some(html! {
        <>
            <table class="cash">
                <caption>{say(language, &CommitmentText::CashByMonth)}</caption>
                <thead><tr>
                    <th scope="col">{say(language, &CommitmentText::Month)}</th>
                    <th scope="col" class="number">{say(language, &CommitmentText::Cash)}</th>
                    <th scope="col" class="number">{say(language, &OfferText::Effective)}</th>
                </tr></thead>
                <tbody>{for rows.iter().map(row)}</tbody>
            </table>
            <p>{say(language, &pay_back)}</p>
        </>
    })
}
