//! A report as Markdown and as a workbook: rows of cells with words that the caller says.

use netprice::value::day::{AsOf, Date, Day};
use netprice::value::decimal::print;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{Currency, Discount, Money};

use super::report::{Agreed, Report, ReportedCell, ReportedOffer};

/// The cost of an offer in a row of sums; `None` if a price is missing.
type CostOf = fn(&ReportedOffer) -> Option<Money>;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// An amount in the currency of the report.
    Amount(Money),
}

/// A text of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportText<'a> {
    /// The title, with the currency.
    Title(Currency),
    /// The heading of the lines.
    Line,
    /// The heading of what answers the lines of an offer.
    Sku(&'a str),
    /// A line or an offer without a price.
    Missing,
    /// What belongs to no line: unused commitments, fees, corrections.
    Besides,
    /// The list cost.
    List,
    /// The contracted cost.
    Contracted,
    /// The effective cost.
    Effective,
    /// The amount due.
    Due,
    /// The agreement.
    Contract,
    /// No agreement: list prices.
    AtList,
    /// A discount on everything.
    Discount(Discount),
    /// The day of prices and terms.
    Day(Option<Day>),
    /// The heading of the sources.
    Sources,
    /// A source with the first and the last day of its prices.
    Source(&'a str, Date, Date),
    /// An exchange rate: one unit, its price, the source and the day.
    Exchange(Currency, &'a str, &'a str, AsOf),
    /// The link to the comparison.
    Link(&'a str),
}

/// The words of a report in a language.
pub trait ReportWords {
    /// A text.
    fn say(&self, text: ReportText<'_>) -> String;

    /// The name of an offer.
    fn offer(&self, offer: &ReportedOffer) -> String;
}

/// English words, and offers by their ids.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainEnglish;

impl ReportWords for PlainEnglish {
    fn say(&self, text: ReportText<'_>) -> String {
        match text {
            ReportText::Title(currency) => format!("Comparison in {currency}"),
            ReportText::Line => "Line".into(),
            ReportText::Sku(offer) => format!("SKU at {offer}"),
            ReportText::Missing => "no price".into(),
            ReportText::Besides => "Commitments not used, fees".into(),
            ReportText::List => "List cost".into(),
            ReportText::Contracted => "Contracted cost".into(),
            ReportText::Effective => "Effective cost".into(),
            ReportText::Due => "Amount due".into(),
            ReportText::Contract => "Contract".into(),
            ReportText::AtList => "list prices".into(),
            ReportText::Discount(pay) => format!("{}% off everything", pay.saved_percent()),
            ReportText::Day(Some(day)) => format!("Prices and terms of {day}."),
            ReportText::Day(None) => "Prices and terms without a day.".into(),
            ReportText::Sources => "Sources of the list prices".into(),
            ReportText::Source(source, first, last) if first == last => {
                format!("{source}, {first}")
            }
            ReportText::Source(source, first, last) => format!("{source}, {first} to {last}"),
            ReportText::Exchange(from, rate, source, as_of) => {
                format!("1 {from} = {rate} ({source}, {as_of})")
            }
            ReportText::Link(address) => format!("The comparison: {address}"),
        }
    }

    fn offer(&self, offer: &ReportedOffer) -> String {
        offer.id.to_string()
    }
}

impl Report {
    /// The table: a heading, a row for each line with its net cost and SKUs at each offer, and the sums.
    #[must_use]
    pub fn table(&self, words: &impl ReportWords) -> Vec<Vec<Cell>> {
        let mut rows = vec![self.heading(words)];
        rows.extend(self.lines.iter().map(|line| {
            let cells = line.cells.iter().flat_map(|cell| line_cells(cell, words));
            std::iter::once(Cell::Text(line.id.to_string()))
                .chain(cells)
                .collect()
        }));
        let has_besides = |offer: &ReportedOffer| !offer.besides.amount().is_zero();
        if self.offers.iter().any(has_besides) {
            let besides = |offer: &ReportedOffer| Some(offer.besides);
            rows.push(self.sums(words, ReportText::Besides, besides));
        }
        let sums: [(ReportText<'_>, CostOf); 4] = [
            (ReportText::List, |one| one.rank.map(|_| one.costs.list)),
            (ReportText::Contracted, |one| {
                one.rank.map(|_| one.costs.contracted)
            }),
            (ReportText::Effective, |one| {
                one.rank.map(|_| one.costs.effective)
            }),
            (ReportText::Due, |one| one.amount_due),
        ];
        rows.extend(sums.map(|(text, cost)| self.sums(words, text, cost)));
        rows.push(self.contracts(words));
        rows
    }

    fn heading(&self, words: &impl ReportWords) -> Vec<Cell> {
        let offers = self.offers.iter().flat_map(|offer| {
            let name = words.offer(offer);
            let sku = words.say(ReportText::Sku(&name));
            [Cell::Text(name), Cell::Text(sku)]
        });
        let line = Cell::Text(words.say(ReportText::Line));
        std::iter::once(line).chain(offers).collect()
    }

    fn sums(
        &self,
        words: &impl ReportWords,
        text: ReportText<'_>,
        cost: impl Fn(&ReportedOffer) -> Option<Money>,
    ) -> Vec<Cell> {
        let cells = self.offers.iter().flat_map(|offer| {
            let missing = || Cell::Text(words.say(ReportText::Missing));
            let cost = cost(offer).map_or_else(missing, Cell::Amount);
            [cost, Cell::Text(String::new())]
        });
        let name = Cell::Text(words.say(text));
        std::iter::once(name).chain(cells).collect()
    }

    fn contracts(&self, words: &impl ReportWords) -> Vec<Cell> {
        let cells = self.offers.iter().flat_map(|offer| {
            let agreed = Cell::Text(agreed(offer, words));
            [agreed, Cell::Text(String::new())]
        });
        let name = Cell::Text(words.say(ReportText::Contract));
        std::iter::once(name).chain(cells).collect()
    }

    /// What the amounts rest on: the day, the exchange rates, and the sources after their heading.
    #[must_use]
    pub fn basis(&self, words: &impl ReportWords) -> Vec<String> {
        let mut said = vec![words.say(ReportText::Day(self.day))];
        said.extend(self.exchanges.iter().map(|exchange| {
            let rate = format!("{:.12}", exchange.rate);
            let rate = rate.trim_end_matches('0').trim_end_matches('.');
            let rate = format!("{rate} {}", exchange.to);
            let (source, as_of) = (&exchange.source, exchange.as_of);
            words.say(ReportText::Exchange(exchange.from, &rate, source, as_of))
        }));
        said.push(format!("{}:", words.say(ReportText::Sources)));
        let sources = self.sources.iter();
        said.extend(
            sources.map(|one| words.say(ReportText::Source(&one.source, one.first, one.last))),
        );
        said
    }

    /// The report as Markdown, with the address of the comparison if there is one. Amounts are rounded half-up
    /// to the minor unit; the net cost and the SKUs of a line share a cell.
    #[must_use]
    pub fn markdown(&self, words: &impl ReportWords, link: Option<&str>) -> String {
        let mut text = format!("## {}\n\n", words.say(ReportText::Title(self.currency)));
        for (index, row) in self.table(words).iter().enumerate() {
            let cells: Vec<String> = match row.split_first() {
                Some((first, offers)) => {
                    let pairs = offers.chunks(2).map(|pair| paired(pair, index == 0));
                    std::iter::once(shown(first)).chain(pairs).collect()
                }
                None => Vec::new(),
            };
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
            if index == 0 {
                let columns = " ---: |".repeat(cells.len().saturating_sub(1));
                text.push_str(&format!("| --- |{columns}\n"));
            }
        }
        text.push('\n');
        for said in self.basis(words) {
            text.push_str(&format!("- {}\n", escaped(&said)));
        }
        if let Some(link) = link {
            text.push_str(&format!("- {}\n", words.say(ReportText::Link(link))));
        }
        text
    }
}

/// The net cost of a line and its SKUs.
fn line_cells(cell: &ReportedCell, words: &impl ReportWords) -> [Cell; 2] {
    let missing = || Cell::Text(words.say(ReportText::Missing));
    let net = cell.net.map_or_else(missing, Cell::Amount);
    [net, Cell::Text(cell.skus.join(", "))]
}

/// What is agreed with an offer.
fn agreed(offer: &ReportedOffer, words: &impl ReportWords) -> String {
    let parts = offer.agreed.iter().map(|one| match one {
        Agreed::Discount(pay) => words.say(ReportText::Discount(*pay)),
        Agreed::Term(id) => id.to_string(),
        Agreed::Commitment(id) => id.to_string(),
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        words.say(ReportText::AtList)
    } else {
        parts.join(", ")
    }
}

/// The two cells of an offer as one; of the heading, the first.
fn paired(pair: &[Cell], is_heading: bool) -> String {
    let texts: Vec<String> = pair
        .iter()
        .map(shown)
        .filter(|text| !text.is_empty())
        .collect();
    match texts.as_slice() {
        [name, _] if is_heading => name.clone(),
        [amount, skus] => format!("{amount} ({skus})"),
        _ => texts.concat(),
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => escaped(text),
        Cell::Amount(money) => {
            let (places, mode) = (money.currency().minor_digits(), RoundingMode::HalfUp);
            let mut amount = money.round(Rounding { places, mode }).amount();
            amount.rescale(places);
            print_padded(&amount.to_string())
        }
    }
}

/// The digits before the point in groups of three.
fn print_padded(plain: &str) -> String {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", whole),
    };
    let digits: Vec<char> = whole.chars().collect();
    let groups = digits.rchunks(3).rev();
    let groups: Vec<String> = groups.map(|group| group.iter().collect()).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", groups.join(","))
}

/// A text without the signs that end a cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// An amount with all its digits, for a cell of numbers.
pub(super) fn digits(money: Money) -> String {
    print(money.amount())
}
