//! `netprice market`: simulated paths of a price, and the decisions that depend on them.

mod buyer;
mod seller;

use netprice_study::market::outlook::{Outlook, PriceHistory};
use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, MarketAnswer, Question, Study};

use crate::question::QuestionCommand;
use crate::text::{below, exact_percent, or_dash, percent, sections, table};

/// The subcommand `market`.
pub struct MarketCommand;

impl QuestionCommand for MarketCommand {
    type Answer = MarketAnswer;

    const QUESTION: Question = Question::Market;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<MarketAnswer> {
        netprice_study::market(study, catalog)
    }

    fn text(answer: &MarketAnswer) -> String {
        let sellers = answer.sellers.iter().filter_map(|(name, seller)| {
            let seller = seller.as_ref().ok()?;
            Some(below(&format!("Seller {name}"), &seller::seller(seller)))
        });
        let mut parts = vec![
            answered(&answer.history, history),
            answered(&answer.outlook, outlook),
        ];
        parts.extend(sellers);
        parts.extend([
            answered(&answer.tender, seller::tender),
            answered(&answer.buyer, buyer::buyer),
            answered(&answer.own_or_rent, buyer::own_or_rent),
            buyer::servers(&answer.servers),
        ]);
        sections(parts)
    }
}

/// Formats a part of the answer; empty if it was not asked for or has problems.
fn answered<T>(part: &Option<Outcome<T>>, text: fn(&T) -> String) -> String {
    let part = part.as_ref().and_then(|part| part.as_ref().ok());
    part.map(text).unwrap_or_default()
}

fn history(history: &PriceHistory) -> String {
    let (last, moves) = (history.last, history.moves.len());
    let volatility = or_dash(history.volatility, percent);
    let fall = history.largest_fall;
    let lines = [
        format!("last price {last}, {moves} price moves"),
        format!("annual volatility {volatility}, largest fall {fall:.4}"),
    ];
    below("History", &lines)
}

fn outlook(outlook: &Outlook) -> String {
    let shares = outlook.fan.values().next();
    let shares = shares.into_iter().flat_map(|quantiles| quantiles.keys());
    let shares: Vec<String> = shares.map(|share| exact_percent(*share)).collect();
    let headings = std::iter::once("Month").chain(shares.iter().map(String::as_str));
    let rows = outlook.fan.iter().map(|(month, quantiles)| {
        let quantiles = quantiles.values().map(|quantile| format!("{quantile:.4}"));
        std::iter::once(month.to_string())
            .chain(quantiles)
            .collect()
    });
    let fan = table(1, &headings.collect::<Vec<&str>>(), rows.collect());
    let (paths, mean) = (outlook.paths, outlook.mean);
    let volatility = or_dash(outlook.volatility, percent);
    let (more, lower) = (percent(outlook.ever_half_more), percent(outlook.ends_lower));
    let lines = [
        format!("{paths} paths, annual volatility {volatility}, mean in the last month {mean:.4}"),
        format!("chance to reach 1.5 times today's price {more}, to end below it {lower}"),
        fan,
    ];
    below("Outlook, in multiples of today's price", &lines)
}
