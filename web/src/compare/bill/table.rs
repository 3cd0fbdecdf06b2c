//! The table of a bill beside the offers.

use netprice::value::id::OfferId;
use netprice::value::path::{Path, Segment};
use netprice_study::bill::{Beside, BesideLine, BillCategory};
use yew::prelude::*;

use crate::compare::columns::{Column, columns};
use crate::compare::props::SectionProps;
use crate::compare::words::bill::BillText;
use crate::kit::number::in_cents;
use crate::kit::save_as;
use crate::language::Language;

/// The most lines that are drawn.
const MOST_DRAWN: usize = 500;

/// The row and the column of a problem.
pub(super) fn place(language: Language, path: &Path) -> String {
    match path.segments() {
        [
            Segment::Name(rows),
            Segment::Index(row),
            Segment::Name(column),
        ] if rows == "rows" => {
            let row = row.to_string();
            language.say(&BillText::Row { row: &row, column })
        }
        _ => path.to_string(),
    }
}

/// The offers that are priced, in the order of their ranks, with their names.
fn offers(props: &SectionProps) -> Vec<(&OfferId, &str)> {
    let columns = columns(&props.evaluation).into_iter();
    let named = columns.filter_map(|Column { position, .. }| {
        let id = props.evaluation.name(position)?;
        Some((id, props.names.get(position)?.provider.as_str()))
    });
    named.collect()
}

/// The sums, and a row a line.
pub(super) fn drawn(props: &SectionProps, beside: &Beside) -> Html {
    let language = props.language;
    let offers = offers(props);
    let [billed, effective] =
        [beside.paid.billed, beside.paid.effective].map(|paid| language.money(paid));
    let paid = BillText::Paid {
        billed: &billed,
        effective: &effective,
    };
    let at = offers.iter().filter_map(|(id, name)| {
        let at = beside.offers.get(*id)?;
        let (cost, billed) = (language.money(at.effective), language.money(at.paid.billed));
        let said = language.say(&BillText::At {
            name,
            cost: &cost,
            lines: at.lines,
            billed: &billed,
        });
        Some(html! { <li data-offer={id.to_string()} data-exact={at.effective.to_string()}>{said}</li> })
    });
    let heads = offers.iter().map(|(_, name)| {
        html! { <th scope="col" class="number">{*name}</th> }
    });
    let rows = beside.lines.iter().take(MOST_DRAWN);
    let rows = rows.map(|line| row(language, line, &offers));
    let more = beside.lines.len().saturating_sub(MOST_DRAWN);
    html! {
        <>
            <p id="bill-paid" role="status" data-exact={beside.paid.billed.to_string()}>{language.say(&paid)}</p>
            <ul id="bill-at">{for at}</ul>
            <div class="scroll" role="group" tabindex="0" aria-label={language.say(&BillText::File)}>
                <table class="bill-lines">
                    <thead><tr>
                        <th scope="col">{language.say(&BillText::Line)}</th>
                        <th scope="col" class="number">{language.say(&BillText::Billed)}</th>
                        <th scope="col" class="number">{language.say(&BillText::Effective)}</th>
                        {for heads}
                    </tr></thead>
                    <tbody>{for rows}</tbody>
                </table>
                {(more > 0).then(|| html! { <p class="hint">{format!("… (+{more})")}</p> })}
            </div>
            {save_as::table(language, "bill")}
        </>
    }
}

fn row(language: Language, line: &BesideLine, offers: &[(&OfferId, &str)]) -> Html {
    let mark = match line.category {
        BillCategory::Usage if line.is_matched => None,
        BillCategory::Usage => Some(language.say(&BillText::Unknown)),
        other => Some(language.say(&BillText::Category(other))),
    };
    let cell = |(id, _): &(&OfferId, &str)| {
        let cost = line.offers.get(*id);
        let shown = cost.map_or_else(|| "–".to_owned(), |cost| in_cents(*cost));
        html! { <td class="number" data-exact={cost.map(ToString::to_string)}>{shown}</td> }
    };
    html! {
        <tr key={line.line.to_string()}>
            <th scope="row">{line.line.to_string()}{mark.map(|mark| html! { <>{" "}<small>{mark}</small></> })}</th>
            <td class="number">{in_cents(line.paid.billed)}</td>
            <td class="number">{in_cents(line.paid.effective)}</td>
            {for offers.iter().map(cell)}
        </tr>
    }
}
