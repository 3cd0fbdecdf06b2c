//! Prints the buyer's answers: rent, buy or wait; own or rent; the cost of own servers.

use netprice::market::own_or_rent::{OwnOrRent, Preferred};
use netprice::value::id::SkuId;
use netprice_study::market::buyer::{BuyerAnswer, OwnServerAnswer};
use netprice_study::market::decision::Choice;
use netprice_study::outcome::Outcomes;

use crate::text::{below, cents, or_dash, percent, table};

/// Formats the comparison of renting with buying, and of waiting with buying today.
pub fn buyer(buyer: &BuyerAnswer) -> String {
    let weighed = &buyer.weighed;
    let worth = cents(weighed.net_present_value);
    let buying = percent(weighed.probability_buying);
    let quantiles = weighed.quantiles.map(cents).join(", ");
    let costs = buyer.decision.costs.iter();
    let costs = costs.map(|(choice, cost)| {
        let [_, middle, _] = cost.quantiles.map(cents);
        let (name, cheapest) = (name_of(*choice), percent(cost.cheapest));
        format!(
            "to {name} costs {middle} at the median of all paths and least on {cheapest} of them"
        )
    });
    let mut lines: Vec<String> = costs.collect();
    lines.extend([
        format!("buying saves {worth} on average and is cheaper on {buying} of the paths"),
        format!("saving at the 5%, 50% and 95% quantiles: {quantiles}"),
        format!(
            "mean saving on the worst 5% of the paths: {}",
            cents(weighed.worst)
        ),
    ]);
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
            "waiting is cheaper on {cheaper} of the paths; it costs at worst {worst} more"
        ));
    }
    let choice = name_of(buyer.decision.choice);
    below(&format!("Rent, reserve or buy: {choice}"), &lines)
}

fn name_of(choice: Choice) -> &'static str {
    match choice {
        Choice::Rent => "rent",
        Choice::Reserve => "reserve",
        Choice::Buy => "buy",
    }
}

/// Formats the comparison of owning with renting for known payments.
pub fn own_or_rent(answer: &OwnOrRent) -> String {
    let (worth, plain) = (cents(answer.net_present_value), cents(answer.undiscounted));
    let preferred = match answer.answer {
        Preferred::Own => "own",
        Preferred::Rent => "rent",
        Preferred::Either => "either",
    };
    let line = format!("net present value of owning: {worth}; undiscounted: {plain}");
    below(&format!("Own or rent: {preferred}"), &[line])
}

/// Formats the monthly cost of own servers by cost component.
pub fn servers(servers: &Outcomes<SkuId, OwnServerAnswer>) -> String {
    let headings = [
        "Server",
        "Depreciation",
        "Interest",
        "Operation",
        "Energy",
        "Monthly cost",
        "GPU-hours",
        "Per GPU-hour",
        "Break-even utilisation",
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
