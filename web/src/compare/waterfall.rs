//! The waterfall from list cost to the amount due: a table with bars.

use netprice::bill::line::BillLineKind;
use netprice::{Money, Quote};
use netprice_study::analysis::{BarKind, WaterfallBar, waterfall};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::words::commitments::CommitmentText;
use crate::compare::words::offers::OfferText;
use crate::compare::words::waterfall::{BillText, WaterfallText};
use crate::kit::chart::{dots, width_percent};
use crate::kit::number::exact;
use crate::kit::say;
use crate::language::Language;

/// The properties of [`Waterfall`].
#[derive(Properties, PartialEq)]
pub struct WaterfallProps {
    /// The language of the page.
    pub language: Language,
    /// The quote, with its bill if it is complete.
    pub quote: Quote,
}

/// The bars, in the currency of the price book.
#[component]
pub fn Waterfall(props: &WaterfallProps) -> Html {
    let language = props.language;
    let Ok(bars) = waterfall(&props.quote) else {
        return html! { <span></span> };
    };
    let widest = bars.iter().map(|bar| bar.left);
    let widest = widest.max_by_key(|left| left.amount());
    let widest = widest.unwrap_or(Money::zero(props.quote.currency));
    let currency = props.quote.currency.to_string();
    let title = language.say(&WaterfallText::Heading(&currency));
    let rows = bars.iter().enumerate();
    html! {
        <div class="scroll" role="group" tabindex="0" aria-label={title.clone()}>
            <table class="waterfall">
                <caption>{title}</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col" class="number">{say(language, &WaterfallText::Change)}</th>
                        <th scope="col" class="number">{say(language, &WaterfallText::Subtotal)}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{for rows.map(|(index, bar)| row(language, index, bar, widest))}</tbody>
            </table>
        </div>
    }
}

/// The least width of a bar, in percent.
const THINNEST: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

fn row(language: Language, index: usize, bar: &WaterfallBar, widest: Money) -> Html {
    let is_end = matches!(bar.what, BarKind::List | BarKind::AmountDue);
    let before = bar.left.minus(bar.change).unwrap_or(bar.left);
    let (after, before) = (
        width_percent(bar.left, widest),
        width_percent(before, widest),
    );
    let falls = bar.change.amount().is_sign_negative();
    let (low, high, class) = match (is_end, falls) {
        (true, _) => (Decimal::ZERO, after, "to-effective"),
        (false, true) => (after, before, "taken-off"),
        (false, false) => (before, after, "put-on"),
    };
    // The smallest change stays visible.
    let width = (high - low).max(THINNEST);
    let change = if is_end {
        String::new()
    } else {
        exact(bar.change)
    };
    html! {
        <tr key={index}>
            <th scope="row">{name(language, &bar.what)}</th>
            <td class="number">{change}</td>
            <td class="number" data-exact={bar.left.to_string()}>{exact(bar.left)}</td>
            <td class="fall">
                <svg class="bar" aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none">
                    <rect {class} x={dots(low)} width={dots(width)} height="4" />
                </svg>
            </td>
        </tr>
    }
}

fn name(language: Language, what: &BarKind) -> String {
    match what {
        BarKind::List => language.say(&OfferText::List),
        BarKind::Term(term) => language.say(&WaterfallText::TermName(term.as_str())),
        BarKind::Commitment(_) => language.say(&CommitmentText::Choice),
        BarKind::Payments => language.say(&WaterfallText::Payments),
        BarKind::AmountDue => language.say(&OfferText::Billed),
        BarKind::Bill(kind) => language.say(&WaterfallText::BillLine(bill_text(kind))),
    }
}

fn bill_text(kind: &BillLineKind) -> BillText<'_> {
    match kind {
        BillLineKind::LineRounding(_) | BillLineKind::InvoiceRounding | BillLineKind::Charge(_) => {
            BillText::Rounding
        }
        BillLineKind::LineMinimum { .. } | BillLineKind::Minimum => BillText::Minimum,
        BillLineKind::Maximum => BillText::Maximum,
        BillLineKind::Voucher(id) => BillText::Voucher(id.as_str()),
        BillLineKind::Tax(_) => BillText::Tax,
        BillLineKind::CarriedOver => BillText::CarriedOver,
    }
}
