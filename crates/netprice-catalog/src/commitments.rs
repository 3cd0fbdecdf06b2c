//! Published commitments: reservations, savings plans, subscriptions and packs.

use netprice::value::problem::ValueProblem;
use std::collections::BTreeMap;

use netprice::agreement::commitment::{Basis, Commitment, Draws, Fee, Over};
use netprice::book::citation::{Citation, Confidence};
use netprice::value::day::AsOf;
use netprice::value::decimal::{self, NonNegative};
use netprice::value::id::{BookId, SkuId};
use netprice::value::money::{Currency, Money};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::error::CatalogError;
use crate::rows::{Sources, rows};
use crate::services::MACHINES;
use crate::tables::Tables;
use netprice::value::hours::HOURS_OF_MONTH;

/// A commitment that a provider sells, for one machine or one pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCommitment {
    /// The price book whose SKUs it covers.
    pub book: BookId,
    /// The kind of commitment.
    pub kind: CommitmentKind,
    /// The SKU that it covers; `None` for any machine.
    pub sku: Option<SkuId>,
    /// The term in months.
    pub months: u32,
    /// The time of payment.
    pub payment: Payment,
    /// The price, and what it is for.
    pub price: Price,
    /// The currency of the price.
    pub currency: Currency,
    /// The price of a month before what is off for the length of a subscription; `None` if not published.
    pub list_month: Option<NonNegative>,
    /// Whether the price is an estimate, such as a third party's average over machines, and not a price
    /// of the provider.
    pub is_estimate: bool,
    /// The source and the date of the price.
    pub published: Citation,
}

/// The kind of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentKind {
    /// A reserved instance.
    Reserved,
    /// A savings plan.
    SavingsPlan,
    /// A committed-use discount.
    CommittedUse,
    /// A subscription (包年包月).
    Subscription,
    /// A pack (资源包): a prepaid quantity that is drawn down over the term.
    Pack,
}

/// The time at which a commitment is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// Nothing upfront: hour by hour.
    None,
    /// All upfront.
    All,
}

/// The price of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// The price per hour of one machine.
    Hour(NonNegative),
    /// The price of one machine over the whole term.
    Term(NonNegative),
    /// The share of the machine's on-demand price.
    Share(NonNegative),
    /// The monthly price of a pack.
    Pack {
        /// The price of one pack per month.
        price: NonNegative,
        /// The quantity of one pack per month, in the unit of the SKU.
        quantity: NonNegative,
    },
}

impl PublishedCommitment {
    /// The hours of the term, at 730 per month.
    #[must_use]
    pub fn hours(&self) -> Decimal {
        Decimal::from(self.months).saturating_mul(HOURS_OF_MONTH)
    }

    /// The key of the commitment within its price book: kind, months, payment and SKU, and whether it is
    /// an estimate.
    #[must_use]
    pub fn key(&self) -> String {
        let kind = match self.kind {
            CommitmentKind::Reserved => "reserved",
            CommitmentKind::SavingsPlan => "savings_plan",
            CommitmentKind::CommittedUse => "committed_use",
            CommitmentKind::Subscription => "subscription",
            CommitmentKind::Pack => "pack",
        };
        let payment = match self.payment {
            Payment::None => "none",
            Payment::All => "all",
        };
        let months = self.months;
        let estimate = if self.is_estimate { "estimate " } else { "" };
        match &self.sku {
            Some(sku) => format!("{estimate}{kind} {months} {payment} {sku}"),
            None => format!("{estimate}{kind} {months} {payment}"),
        }
    }

    /// Whether a published price takes its place: it is an estimate, and the other is a price of the same
    /// kind, term and payment.
    #[must_use]
    pub fn gives_way_to(&self, other: &Self) -> bool {
        let same = |one: &Self| (one.kind, one.months, one.payment);
        self.is_estimate && !other.is_estimate && same(self) == same(other)
    }

    /// The fee per hour for one machine, whether it runs or not; `None` for a pack.
    ///
    /// `on_demand` is the machine's price per hour, of which a [`Price::Share`] is charged. The price of a
    /// whole term is divided by its hours and rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn hourly_fee(&self, on_demand: NonNegative) -> Result<Option<Decimal>, ValueProblem> {
        match self.price {
            Price::Hour(price) => Ok(Some(price.get())),
            Price::Term(price) => decimal::over(price.get(), self.hours()).map(Some),
            Price::Share(share) => decimal::times(share.get(), on_demand.get()).map(Some),
            Price::Pack { .. } => Ok(None),
        }
    }

    /// The commitment to a number of machines, or of packs, named like itself.
    ///
    /// `on_demand` is the price of an hour of the machine, for a price that is a share of it.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], and [`ValueProblem::NotAName`].
    pub fn held(
        &self,
        name: &str,
        count: NonNegative,
        on_demand: NonNegative,
    ) -> Result<Commitment, ValueProblem> {
        let of_count =
            |amount: NonNegative| NonNegative::new(decimal::times(amount.get(), count.get())?);
        let (draws, capacity) = match (self.kind, self.price, &self.sku) {
            (_, Price::Pack { quantity, .. }, _) => (Draws::Quantity, of_count(quantity)?),
            (_, Price::Share(_), _) => (Draws::Spend(Basis::List), of_count(on_demand)?),
            (CommitmentKind::SavingsPlan, Price::Hour(rate), Some(sku)) => {
                let rates = [(sku.clone(), Money::new(rate.get(), self.currency))];
                (Draws::Rates(rates.into()), of_count(rate)?)
            }
            (_, Price::Hour(_) | Price::Term(_), _) => (Draws::Quantity, count),
        };
        let mut held = Commitment::new(name, capacity, self.fee(count, on_demand)?)?;
        held.draws = draws;
        match &self.sku {
            Some(sku) => held.scope.skus.push(sku.clone()),
            None => held.scope.services.push(MACHINES.parse()?),
        }
        if matches!(self.price, Price::Pack { .. }) {
            held.over = Over::Period;
        }
        Ok(held)
    }

    fn fee(&self, count: NonNegative, on_demand: NonNegative) -> Result<Fee, ValueProblem> {
        let money = |amount: Decimal| -> Result<Money, ValueProblem> {
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
                let term_hours = Some(NonNegative::new(self.hours())?);
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
                term_hours: Some(NonNegative::new(self.hours())?),
                ..Fee::default()
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    book: BookId,
    kind: CommitmentKind,
    sku: Option<SkuId>,
    months: u32,
    payment: Payment,
    price: NonNegative,
    per: Per,
    capacity: Option<NonNegative>,
    estimate: Option<bool>,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Per {
    Hour,
    Term,
    Share,
}

/// Reads the commitments that are not in the tables of prices, such as packs.
pub(crate) fn read(
    tables: &Tables,
    currencies: &BTreeMap<BookId, Currency>,
    sources: &Sources,
) -> Result<Vec<PublishedCommitment>, CatalogError> {
    const FILE: &str = "commitments.csv";
    let rows = rows::<Row>(tables, FILE)?;
    rows.into_iter()
        .map(|row| {
            published(row, currencies, sources).map_err(|message| CatalogError::at(FILE, message))
        })
        .collect()
}

fn published(
    row: Row,
    currencies: &BTreeMap<BookId, Currency>,
    sources: &Sources,
) -> Result<PublishedCommitment, String> {
    let currency = currencies.get(&row.book);
    let currency = *currency.ok_or_else(|| format!("'{}' is not in books.csv", row.book))?;
    let price = match (row.per, row.capacity) {
        (_, Some(quantity)) => Price::Pack {
            price: row.price,
            quantity,
        },
        (Per::Hour, None) => Price::Hour(row.price),
        (Per::Term, None) => Price::Term(row.price),
        (Per::Share, None) => Price::Share(row.price),
    };
    Ok(PublishedCommitment {
        currency,
        book: row.book,
        kind: row.kind,
        sku: row.sku,
        months: row.months,
        payment: row.payment,
        price,
        list_month: None,
        is_estimate: row.estimate == Some(true),
        published: sources.citation(&row.source, row.as_of, row.confidence, row.note)?,
    })
}
