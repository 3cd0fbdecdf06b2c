//! What a provider publishes: SKUs, their units, their prices, and where each price was read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::PricingError;
use crate::id::{Provider, PurchaseOption, Region, Service, SkuId};
use crate::money::{Currency, Rounding};
use crate::price::PriceModel;
use crate::published::{Day, Published};
use crate::quantity::{Equivalent, Unit};
use crate::rule::{Measure, QuantityRule};
use crate::tax::Tax;
use crate::text::unique_keys;

/// The published prices of one provider in one region and one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBook {
    /// Who publishes it.
    pub provider: Provider,
    /// Where its prices hold.
    pub region: Region,
    /// The currency of every price in it.
    pub currency: Currency,
    /// The tax on its prices, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// Where its bills round; nowhere, if it says nothing.
    #[serde(default, skip_serializing_if = "RoundingPolicy::is_none")]
    pub rounding: RoundingPolicy,
    /// What is sold.
    #[serde(default, deserialize_with = "unique_keys")]
    pub skus: BTreeMap<SkuId, Sku>,
}

impl PriceBook {
    /// A price book that lists nothing yet.
    ///
    /// ```
    /// use netprice::price_book::PriceBook;
    /// let book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
    /// assert!(book.skus.is_empty());
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    #[must_use]
    pub fn new(provider: Provider, region: Region, currency: Currency) -> Self {
        Self {
            provider,
            region,
            currency,
            tax: None,
            rounding: RoundingPolicy::default(),
            skus: BTreeMap::new(),
        }
    }

    /// Everything that is wrong with the prices, all of it; empty if they can be used.
    ///
    /// Fields are named from `skus`, as in `skus.egress.price.graduated[1].from`. See
    /// [`PriceModel::problems`] for what is checked.
    ///
    /// ```
    /// use netprice::price::PriceModel;
    /// use netprice::price_book::{PriceBook, Sku};
    /// use netprice::published::Published;
    /// let published = Published::new("price page", "2026-01-31".parse()?);
    /// let no_tiers = PriceModel::Graduated(vec![]);
    /// let mut book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
    /// let vm = Sku::new("compute".parse()?, "Hours".parse()?, Some(no_tiers), published);
    /// book.skus.insert("vm".parse()?, vm);
    /// assert_eq!(book.problems().len(), 1);
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> Vec<PricingError> {
        let of_sku = |(id, sku): (&SkuId, &Sku)| sku.problems(&format!("skus.{id}"));
        self.skus.iter().flat_map(of_sku).collect()
    }
}

/// Where a provider's bills round, and how.
///
/// Each stage that is named rounds what the stage before left; what it moved is reported. A stage
/// that is not named does not round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoundingPolicy {
    /// The unit price, before it meets the quantity: to cents 121.472 is 121.47, so 1,000 cost
    /// 121,470 and not 121,472.
    ///
    /// The example is by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Rounding>,
    /// The cost within each tier, without its flat fee: 10,001 at 0.001 in the last tier, 10.001,
    /// are 10.00, and 750.00 + 3,150.00 + 10.00 = 3,910.00.
    ///
    /// Source: Infracost, test of AWS Private CA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Rounding>,
    /// The effective cost of each charge, on the bill: 18.337 is 18.34, and with a charge of 0.40
    /// the bill is 18.74.
    ///
    /// Source: AWS, Lambda pricing example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<Rounding>,
    /// The whole bill, last, after vouchers and tax: 47.07258075, its rest dropped, is 47.07.
    ///
    /// Source: Huawei Cloud, CodeArts billing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Rounding>,
}

impl RoundingPolicy {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A thing that is sold by the unit.
///
/// A usage line's quantity is measured, the lines of one SKU are counted one after the other, the
/// rules are applied to that count, and the result meets the price. In packages of 10 at 15, a line
/// of 5 after one of 17 starts one package, the third, and costs 15; one of 3 starts none.
///
/// Source: OpenMeter, tests of package prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sku {
    /// The family it belongs to.
    pub service: Service,
    /// How it is bought, such as `on_demand`; a term can be limited to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_option: Option<PurchaseOption>,
    /// What one unit of it is.
    pub unit: Unit,
    /// What units mean here where it is no matter of course: `1 TB` is `1024 GB`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equivalents: Vec<Equivalent>,
    /// The factors of a line whose quantity is a product, such as executions × seconds × GB, in
    /// the order in which the line gives them. Empty: the quantity alone, in the unit of the SKU.
    ///
    /// 3,000,000 executions × 1 second × 0.5 GB are 1,500,000 GB-seconds.
    /// Source: AWS, Lambda pricing example.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Measure>,
    /// The unit of the product of the factors, where it is not the unit of the SKU itself, such as
    /// `GiB-Hours` for a price by `GiB-Months`.
    ///
    /// With a month of 744 hours, 39,357,600 GiB-hours are 52,900 GiB-months.
    /// Source: AWS, S3 FAQ of 2011.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Unit>,
    /// What the count becomes before it meets the price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<QuantityRule>,
    /// Whether all lines of the SKU are counted together.
    #[serde(default, skip_serializing_if = "Pooling::is_together")]
    pub pooling: Pooling,
    /// What a unit costs. `None` is *not known*, never zero: it makes a quote incomplete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceModel>,
    /// Where the price was read.
    pub published: Published,
    /// Prices that take over on a day, in the order of their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<LaterPrice>,
}

/// A price that takes over on a day: with 1 and then 0.8 from 1 July, 10 cost 10 on 30 June and 8
/// on 1 July.
///
/// The example is by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterPrice {
    /// The first day it holds.
    pub from: Day,
    /// What a unit costs from then on; `None` is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceModel>,
    /// Where it was read.
    pub published: Published,
}

/// Whether tiers, packages and allowances count all lines of a SKU together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// The lines are counted one after the other: each starts where the one before ended.
    ///
    /// With 0.17 to 10,240 GB and 0.13 above, 8,192 and 4,096 GB cost 1,740.80 + 266.24 = 2,007.04.
    /// Source: AWS, consolidated billing, volume discounts.
    #[default]
    Together,
    /// Each line starts at zero, such as accounts that are not consolidated.
    ///
    /// The same two lines never leave the first tier and cost 12,288 × 0.17 = 2,088.96.
    /// Source: AWS, consolidated billing, volume discounts.
    Apart,
}

impl Pooling {
    fn is_together(&self) -> bool {
        *self == Self::Together
    }
}

impl Sku {
    /// A SKU of a service, sold by a unit, at a price that holds every day.
    #[must_use]
    pub fn new(
        service: Service,
        unit: Unit,
        price: Option<PriceModel>,
        published: Published,
    ) -> Self {
        Self {
            service,
            purchase_option: None,
            unit,
            equivalents: Vec::new(),
            factors: Vec::new(),
            product: None,
            rules: Vec::new(),
            pooling: Pooling::default(),
            price,
            published,
            later: Vec::new(),
        }
    }

    /// The price in force on a day, and where it was read; without a day, the first.
    #[must_use]
    pub fn price_on(&self, day: Option<Day>) -> (Option<&PriceModel>, &Published) {
        let in_force = |later: &&LaterPrice| day.is_some_and(|day| later.from <= day);
        match self.later.iter().rev().find(in_force) {
            Some(later) => (later.price.as_ref(), &later.published),
            None => (self.price.as_ref(), &self.published),
        }
    }

    fn problems(&self, field: &str) -> Vec<PricingError> {
        let at_later = |(index, later): (usize, &LaterPrice)| {
            let price = later.price.as_ref()?;
            Some(price.problems(&format!("{field}.later[{index}].price")))
        };
        let first = self
            .price
            .as_ref()
            .map(|price| price.problems(&format!("{field}.price")));
        let later = self.later.iter().enumerate().filter_map(at_later);
        let mut problems: Vec<PricingError> = first.into_iter().chain(later).flatten().collect();
        problems.extend(self.dates_descend(field));
        problems
    }

    fn dates_descend(&self, field: &str) -> Vec<PricingError> {
        let pairs = self.later.iter().zip(self.later.iter().skip(1)).enumerate();
        let descends = pairs.filter(|(_, (before, after))| after.from <= before.from);
        let error = |(index, (before, after)): (usize, (&LaterPrice, &LaterPrice))| {
            let index = index.saturating_add(1);
            let (value, before) = (after.from.to_string(), before.from.to_string());
            crate::error::Problem::DayDescends { value, before }
                .at(format!("{field}.later[{index}].from"))
        };
        descends.map(error).collect()
    }
}
