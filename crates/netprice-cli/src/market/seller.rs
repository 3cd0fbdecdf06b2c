//! Prints the answers about sellers and the tender.

use std::collections::BTreeMap;

use netprice::Discount;
use netprice::market::selling::Heat;
use netprice::market::tender::{Aftermath, Turn};
use netprice_study::market::seller::{DeliveryAnswer, SellerAnswer};
use netprice_study::market::tender::TenderAnswer;

use crate::text::{below, cents, percent, table};

/// Formats the sale at each price of the hardware, and the delivery.
pub fn seller(seller: &SellerAnswer) -> Vec<String> {
    let discounts = seller.at.values().next();
    let discounts = discounts.into_iter().flat_map(|at| at.margins.keys());
    let margins: Vec<String> = discounts.map(|pay| format!("Margin at {pay}")).collect();
    let fixed = ["Hardware", "Cost", "Break-even discount", "折"];
    let headings = fixed.into_iter().chain(margins.iter().map(String::as_str));
    let rows = seller.at.iter().map(|(hardware, at)| {
        let mut row = vec![
            format!("× {hardware}"),
            cents(at.cost),
            percent(at.break_even),
            format!("{:.4}", at.break_even_tenths),
        ];
        row.extend(at.margins.values().map(|margin| cents(*margin)));
        row
    });
    let mut lines = vec![table(1, &headings.collect::<Vec<&str>>(), rows.collect())];
    if let Some(Ok(answer)) = &seller.delivery {
        lines.extend(delivery(answer));
    }
    lines
}

fn delivery(delivery: &DeliveryAnswer) -> Vec<String> {
    let mut lines = vec![format!(
        "floor discount: pay {} of list",
        percent(delivery.floor)
    )];
    if let Some(risk) = &delivery.risk {
        let (today, mean) = (cents(risk.margin_today), cents(risk.mean_margin));
        let loss = percent(risk.probability_of_loss);
        let (at_risk, beyond) = (cents(risk.value_at_risk), cents(risk.expected_shortfall));
        lines.push(format!(
            "margin of the bid: {today} today, {mean} on average; chance of loss {loss}"
        ));
        lines.push(format!(
            "value at risk {at_risk}, expected shortfall {beyond}"
        ));
    }
    if let Some(clause) = &delivery.clause {
        let (seller, buyer) = (cents(clause.to_seller), cents(clause.to_buyer));
        lines.push(format!(
            "value of the clause: {seller} to the seller, {buyer} to the buyer"
        ));
    }
    if let Some(Ok(delay)) = &delivery.delay {
        lines.push(format!(
            "late delivery costs {} more on average",
            cents(*delay)
        ));
    }
    if !delivery.heat.is_empty() {
        lines.push(heat(&delivery.heat));
    }
    lines
}

/// Formats the mean margin and the chance of loss, with a row per month and a column per discount.
fn heat(heat: &BTreeMap<Discount, Vec<Heat>>) -> String {
    let headings: Vec<String> = heat.keys().map(ToString::to_string).collect();
    let headings = std::iter::once("Month").chain(headings.iter().map(String::as_str));
    let headings: Vec<&str> = headings.collect();
    let months = heat.values().map(Vec::len).max().unwrap_or_default();
    let rows = (0..months).map(|month| {
        let cells = heat.values().filter_map(|months| {
            let heat = months.get(month)?;
            let (margin, loss) = (cents(heat.mean_margin), percent(heat.probability_of_loss));
            Some(format!("{margin}, {loss} loss"))
        });
        std::iter::once((month + 1).to_string())
            .chain(cells)
            .collect()
    });
    table(1, &headings, rows.collect())
}

/// Formats a tender turn by turn.
pub fn tender(tender: &TenderAnswer) -> String {
    let turns = tender.result.rounds.iter().map(|round| {
        let turn = match round.turn {
            Turn::Opens(pay) => format!("opens at {pay}"),
            Turn::Bids(pay) => format!("bids {pay}"),
            Turn::DropsOut { needed } => format!("drops out: the next bid would be {needed}"),
        };
        vec![round.round.to_string(), round.seller.to_string(), turn]
    });
    let turns = table(3, &["Round", "Seller", "Turn"], turns.collect());
    let end = match (&tender.result.winner, tender.result.pay) {
        (Some(winner), Some(pay)) => format!("{winner} wins at {pay}"),
        (Some(_) | None, _) => "nobody wins".to_owned(),
    };
    let mut lines = vec![turns, end];
    if let Some(Ok(after)) = &tender.aftermath {
        lines.extend(aftermath(after));
    }
    below("Tender", &lines)
}

fn aftermath(after: &Aftermath) -> [String; 2] {
    let today = cents(after.margin_today);
    let margins = after.margins.map(cents).join(", ");
    let (loss, default) = (
        percent(after.probability_of_loss),
        percent(after.probability_of_default),
    );
    [
        format!("margin of the winner: {today} today; {margins} at the 5%, 50% and 95% quantiles"),
        format!("chance of loss {loss}, of default {default}"),
    ]
}
