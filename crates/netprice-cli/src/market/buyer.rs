//! The buyer: rent, buy or wait, own or rent, and servers of one's own.

use netprice::market::own_or_rent::{OwnOrRent, Preferred};
use netprice::value::id::SkuId;
use netprice_study::market::buyer::{BuyerAnswer, OwnServerAnswer};
use netprice_study::outcome::Outcomes;

use crate::text::{below, cents, or_dash, percent, table};

/// Renting against buying, and waiting against both.
pub fn buyer(buyer: &BuyerAnswer) -> String {
    let weighed = &buyer.weighed;
    let worth = cents(weighed.net_present_value);
    let buying = percent(weighed.probability_buying);
    let quantiles = weighed.quantiles.map(cents).join(", ");
    let mut lines = vec![
        format!("buying saves {worth} on average, and on {buying} of the paths"),
        format!("{quantiles} at the worst 5%, the middle and the best 5%"),
        format!("{} on average of the worst 5%", cents(weighed.worst)),
    ];
    if let Some(Ok(waiting)) = &buyer.waiting {
        let (saving, cost) = (
            cents(waiting.expected_saving),
            cents(waiting.cost_of_waiting),
        );
        let (cheaper, worst) = (percent(waiting.probability_cheaper), cents(waiting.worst));
        lines.push(format!(
            "waiting saves {saving} on average and costs {cost}"
        ));
        lines.push(format!(
            "it is cheaper then on {cheaper} of the paths; at worst {worst} more is paid"
        ));
    }
    below("Rent or buy", &lines)
}

/// Owning against renting for known payments.
pub fn own_or_rent(answer: &OwnOrRent) -> String {
    let (worth, plain) = (cents(answer.net_present_value), cents(answer.undiscounted));
    let preferred = match answer.answer {
        Preferred::Own => "own",
        Preferred::Rent => "rent",
        Preferred::Either => "either",
    };
    let line = format!("owning saves {worth} in today's money, {plain} undiscounted");
    below(&format!("Own or rent: {preferred}"), &[line])
}

/// Servers of one's own, by what a month of them is for.
pub fn servers(servers: &Outcomes<SkuId, OwnServerAnswer>) -> String {
    let headings = [
        "Server",
        "Depreciation",
        "Interest",
        "Monthly",
        "Energy",
        "A month",
        "GPU-hours",
        "GPU-hour",
        "Beats the rent from use of",
    ];
    let rows = servers.iter().filter_map(|(name, server)| {
        let server = server.as_ref().ok()?;
        let month = &server.month;
        let parts = [
            month.depreciation,
            month.interest,
            month.monthly,
            month.energy,
            month.cost,
        ];
        let mut row = vec![name.to_string()];
        row.extend(parts.map(cents));
        row.push(format!("{:.2}", month.gpu_hours));
        row.push(format!("{:.4}", month.gpu_hour));
        row.push(or_dash(server.break_even_utilisation, percent));
        Some(row)
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        String::new()
    } else {
        table(1, &headings, rows)
    }
}
