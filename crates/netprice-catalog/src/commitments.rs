//! What providers sell ahead: reservations, savings plans, subscriptions and packs, as published.

use std::collections::BTreeMap;

use netprice::commit::offer::{Basis, Commitment, Draws, Fee, First, Over, Unused};
use netprice::decimal::{self, Amount};
use netprice::error::R;
use netprice::id::{BookId, SkuId};
use netprice::money::{Currency, Money};
use netprice::published::{AsOf, Confidence, Published};
use netprice::terms::Scope;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::catalog::{Book, CatalogError, at, rows};
use crate::files;

/// Hours of a month of a term, as the price lists of machines count them.
const HOURS_OF_MONTH: u32 = 730;

/// A commitment that a provider sells, for one machine or one pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCommitment {
    /// The price book whose SKUs it is for.
    pub book: BookId,
    /// What it is called there.
    pub kind: Kind,
    /// The SKU that it is for; any machine if none.
    pub sku: Option<SkuId>,
    /// How long it holds.
    pub months: u32,
    /// When it is paid.
    pub payment: Payment,
    /// What it costs.
    pub price: Price,
    /// The currency of the price.
    pub currency: Currency,
    /// Where the price was read.
    pub published: Published,
}

/// What a commitment is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A reserved instance.
    Reserved,
    /// A savings plan.
    SavingsPlan,
    /// A committed-use discount.
    CommittedUse,
    /// A subscription (包年包月).
    Subscription,
    /// A pack (资源包), drawn down over its months.
    Pack,
}

/// When a commitment is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// Hour by hour.
    None,
    /// All at the start.
    All,
}

/// What a commitment costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// This much for each hour of one machine.
    Hour(Amount),
    /// This much for one machine over the whole term.
    Term(Amount),
    /// This share of what the machine costs on demand.
    Share(Amount),
    /// This much for a quantity a month.
    Pack {
        /// The price.
        price: Amount,
        /// The quantity in the unit of the SKU.
        quantity: Amount,
    },
}

impl PublishedCommitment {
    /// Its hours.
    #[must_use]
    pub fn hours(&self) -> Decimal {
        Decimal::from(self.months.saturating_mul(HOURS_OF_MONTH))
    }

    /// The commitment to a number of machines, or of packs, named like itself.
    ///
    /// `on_demand` is the price of an hour of the machine, for a price that is a share of it.
    ///
    /// # Errors
    /// [`netprice::error::Problem::TooLarge`].
    pub fn held(&self, name: &str, count: Amount, on_demand: Amount) -> R<Commitment> {
        let of_count = |amount: Amount| Amount::new(decimal::times(amount.get(), count.get())?);
        let scope = Scope {
            skus: self.sku.iter().cloned().collect(),
            services: match self.sku {
                Some(_) => Vec::new(),
                None => vec!["compute".parse()?],
            },
            ..Scope::default()
        };
        let (draws, capacity) = match (self.kind, self.price, &self.sku) {
            (_, Price::Pack { quantity, .. }, _) => (Draws::Quantity, of_count(quantity)?),
            (_, Price::Share(_), _) => (Draws::Spend(Basis::List), of_count(on_demand)?),
            (Kind::SavingsPlan, Price::Hour(rate), Some(sku)) => {
                let rates = [(sku.clone(), Money::new(rate.get(), self.currency))];
                (Draws::Rates(rates.into()), of_count(rate)?)
            }
            (_, Price::Hour(_) | Price::Term(_), _) => (Draws::Quantity, count),
        };
        Ok(Commitment {
            id: name.parse()?,
            scope,
            draws,
            capacity,
            over: match self.price {
                Price::Pack { .. } => Over::Period,
                Price::Hour(_) | Price::Term(_) | Price::Share(_) => Over::Hour,
            },
            fee: self.fee(count, on_demand)?,
            first: First::HighestSaving,
            unused: Unused::Lost,
            overage: None,
            until: None,
            exclusive: false,
            counts_fees: false,
        })
    }

    fn fee(&self, count: Amount, on_demand: Amount) -> R<Fee> {
        let money = |amount: Decimal| -> R<Money> {
            let all = decimal::times(amount, count.get())?;
            Ok(Money::new(all, self.currency))
        };
        let hourly = match self.price {
            Price::Pack { price, .. } => {
                let period = Some(money(price.get())?);
                return Ok(Fee {
                    period,
                    ..Fee::default()
                });
            }
            Price::Term(price) => {
                let upfront = Some(money(price.get())?);
                let term_hours = Some(Amount::new(self.hours())?);
                return Ok(Fee {
                    upfront,
                    term_hours,
                    ..Fee::default()
                });
            }
            Price::Hour(price) => price.get(),
            Price::Share(share) => decimal::times(share.get(), on_demand.get())?,
        };
        match self.payment {
            Payment::None => Ok(Fee {
                hourly: Some(money(hourly)?),
                ..Fee::default()
            }),
            Payment::All => Ok(Fee {
                upfront: Some(money(decimal::times(hourly, self.hours())?)?),
                term_hours: Some(Amount::new(self.hours())?),
                ..Fee::default()
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    book: BookId,
    kind: Kind,
    sku: Option<SkuId>,
    months: u32,
    payment: Payment,
    price: Amount,
    per: Per,
    capacity: Option<Amount>,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Per {
    Hour,
    #[serde(rename = "month_730")]
    Month730,
    Term,
    Share,
}

pub(crate) fn read(
    books: &BTreeMap<BookId, Book>,
    sources: &BTreeMap<String, String>,
) -> Result<Vec<PublishedCommitment>, CatalogError> {
    const FILE: &str = "commitments.csv";
    let rows = rows::<Row>(FILE, files::COMMITMENTS)?;
    rows.into_iter()
        .map(|row| published(row, books, sources).map_err(|message| at(FILE, message)))
        .collect()
}

fn published(
    row: Row,
    books: &BTreeMap<BookId, Book>,
    sources: &BTreeMap<String, String>,
) -> Result<PublishedCommitment, String> {
    let Some(book) = books.get(&row.book) else {
        return Err(format!("'{}' is not in books.csv", row.book));
    };
    let Some(source) = sources.get(&row.source) else {
        return Err(format!("'{}' is not in sources.csv", row.source));
    };
    if let Some(sku) = row
        .sku
        .as_ref()
        .filter(|sku| !book.prices.skus.contains_key(*sku))
    {
        return Err(format!("'{sku}' is not in {}", row.book));
    }
    let of_month = || decimal::over(row.price.get(), Decimal::from(HOURS_OF_MONTH));
    let price = match (row.per, row.capacity) {
        (_, Some(quantity)) => Price::Pack {
            price: row.price,
            quantity,
        },
        (Per::Hour, None) => Price::Hour(row.price),
        (Per::Month730, None) => {
            let hourly = of_month().and_then(Amount::new);
            Price::Hour(hourly.map_err(|problem| problem.to_string())?)
        }
        (Per::Term, None) => Price::Term(row.price),
        (Per::Share, None) => Price::Share(row.price),
    };
    Ok(PublishedCommitment {
        currency: book.prices.currency,
        book: row.book,
        kind: row.kind,
        sku: row.sku,
        months: row.months,
        payment: row.payment,
        price,
        published: Published {
            source: source.clone(),
            as_of: row.as_of,
            confidence: row.confidence,
            note: row.note,
        },
    })
}
