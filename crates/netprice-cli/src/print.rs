//! An answer as text for a terminal.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};
use netprice::commit::Held;
use netprice::convert::ConvertedQuote;
use netprice::money::{Money, Rounding, RoundingMode};
use netprice::quote::{ChargeKind, Costs, Unpriced};
use netprice_catalog::answer::Answer;

/// The offers by rank, rounded to cents for reading; `--json` has every digit.
pub fn ranking(answer: &Answer) -> String {
    let currency = answer.comparison.currency;
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let costs = ["List", "Contracted", "Effective", "Saving"];
    let costs = costs.map(|cost| format!("{cost} {currency}"));
    table.set_header(
        ["", "Offer"]
            .into_iter()
            .chain(costs.iter().map(String::as_str)),
    );
    for offer in &answer.comparison.ranked {
        let mut row = vec![offer.place.to_string(), offer.offer.to_string()];
        row.extend(cents(&offer.costs));
        row.push(cent(offer.saving));
        table.add_row(row);
    }
    for offer in &answer.comparison.incomplete {
        let mut row = vec!["-".to_owned(), offer.offer.to_string()];
        row.extend(cents(&offer.known).map(|known| format!("> {known}")));
        row.push("incomplete".to_owned());
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut text = table.to_string();
    for offer in &answer.comparison.incomplete {
        for missing in &offer.quote.quote.unpriced {
            let _ = write!(text, "\n{}: {}", offer.offer, no_price(missing));
        }
    }
    text
}

/// Every charge of every offer with all its steps and digits.
pub fn steps(answer: &Answer) -> String {
    let mut text = String::new();
    for offer in &answer.comparison.ranked {
        let (place, name) = (offer.place, &offer.offer);
        let _ = writeln!(text, "{place}. {name}: {} effective", offer.costs.effective);
        charges(&mut text, &offer.quote);
    }
    for offer in &answer.comparison.incomplete {
        let (name, known) = (&offer.offer, offer.known.effective);
        let _ = writeln!(text, "-. {name}: incomplete, more than {known}");
        charges(&mut text, &offer.quote);
    }
    text.truncate(text.trim_end().len());
    text
}

fn charges(text: &mut String, quote: &ConvertedQuote) {
    for (charge, costs) in quote.quote.charges.iter().zip(&quote.costs) {
        let kind = match &charge.kind {
            ChargeKind::Usage => String::new(),
            ChargeKind::Covered(id) => format!(", covered by {id}"),
            ChargeKind::Unused(_) => ", not used".to_owned(),
        };
        let _ = writeln!(text, "   {} ({}){kind}", charge.line, charge.sku);
        for step in &charge.steps {
            let _ = writeln!(text, "      {step}");
        }
        if let Some(exchange) = &quote.exchange {
            let to = costs.effective;
            let (rate, source, as_of) = (exchange.rate, &exchange.source, exchange.as_of);
            let _ = writeln!(text, "      × {rate} = {to} [{source}, {as_of}]");
        }
    }
    for held in &quote.quote.commitments {
        let Held {
            id,
            capacity,
            drawn,
            fee,
            unused,
            kept,
            counted,
        } = held;
        let counted = match counted.is_zero() {
            true => String::new(),
            false => format!(", {counted} met by other fees"),
        };
        let _ = writeln!(
            text,
            "   {id}: {drawn} of {capacity} drawn; {fee} of fee, {unused} unused, {kept} kept{counted}"
        );
    }
    for expired in &quote.quote.expired {
        let _ = writeln!(text, "   {expired}: holds no more on that day");
    }
    for missing in &quote.quote.unpriced {
        let _ = writeln!(text, "   {}", no_price(missing));
    }
}

fn no_price(missing: &Unpriced) -> String {
    let (line, quantity) = (&missing.line, &missing.quantity);
    match &missing.sku {
        Some(sku) => format!("{line}: no price is known for {sku} ({quantity})"),
        None => format!("{line}: nothing in the price book answers this ({quantity})"),
    }
}

fn cents(costs: &Costs) -> [String; 3] {
    [costs.list, costs.contracted, costs.effective].map(cent)
}

fn cent(money: Money) -> String {
    let places = money.currency().minor_digits();
    let mode = RoundingMode::HalfUp;
    let mut amount = money.round(Rounding { places, mode }).amount();
    amount.rescale(places);
    amount.to_string()
}
