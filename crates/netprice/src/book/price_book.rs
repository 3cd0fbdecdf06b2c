//! Price books: the SKUs of a provider, with units, prices and citations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::book::citation::Citation;
use crate::book::exchange::ExchangeRates;
use crate::book::price::PriceModel;
use crate::book::rounding::RoundingPolicy;
use crate::book::rule::{
    FactorRule, QuantityRule, count_rule_problems, equivalent_problems, product_problem,
    rule_problems,
};
use crate::book::tax::Tax;
use crate::problem::{Located, Problem, under};
use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{Provider, PurchaseOption, Region, Service, SkuId};
use crate::value::limits::{LATER_PRICES, RULES, SKUS, at_most};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::quantity::{Equivalent, Unit};
use crate::value::text::{is_default, unique_keys};

/// The published prices of one provider in one region and one currency.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBook {
    /// The publisher of the prices.
    pub provider: Provider,
    /// The region in which the prices apply.
    pub region: Region,
    /// The currency of all prices.
    pub currency: Currency,
    /// The tax on the prices; `None` if unknown.
    pub tax: Option<Tax>,
    /// The currency in which the prices are listed, if they are converted into that of the price book
    /// before anything is priced.
    pub listed_in: Option<ListedIn>,
    /// The stages at which bills are rounded; by default none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounding: RoundingPolicy,
    /// The SKUs, by name.
    #[serde(default, deserialize_with = "unique_keys")]
    pub skus: BTreeMap<SkuId, Sku>,
}

impl PriceBook {
    /// A price book without SKUs.
    ///
    /// # Errors
    /// The conversion error of a name or the currency.
    ///
    /// ```
    /// use netprice::PriceBook;
    /// assert!(PriceBook::new("acme", "north", "USD")?.skus.is_empty());
    /// assert!(PriceBook::new("acme", "north", "dollars").is_err());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn new(
        provider: impl IntoValue<Provider>,
        region: impl IntoValue<Region>,
        currency: impl IntoValue<Currency>,
    ) -> Result<Self, ValueProblem> {
        Ok(Self {
            provider: provider.into_value()?,
            region: region.into_value()?,
            currency: currency.into_value()?,
            tax: None,
            listed_in: None,
            rounding: RoundingPolicy::default(),
            skus: BTreeMap::new(),
        })
    }

    /// Adds a SKU, or replaces the SKU of the same name.
    ///
    /// # Errors
    /// The conversion error of the name.
    pub fn with(mut self, name: impl IntoValue<SkuId>, sku: Sku) -> Result<Self, ValueProblem> {
        self.skus.insert(name.into_value()?, sku);
        Ok(self)
    }

    /// Adds a SKU with a flat price and without a citation.
    ///
    /// # Errors
    /// The conversion error of a name, the unit or the price.
    pub fn with_flat(
        self,
        name: impl IntoValue<SkuId>,
        service: impl IntoValue<Service>,
        unit: impl IntoValue<Unit>,
        unit_price: impl IntoValue<NonNegative>,
    ) -> Result<Self, ValueProblem> {
        let price = PriceModel::Flat(unit_price.into_value()?);
        self.with(name, Sku::new(service, unit, price)?)
    }

    /// All problems of the prices; empty if the prices are valid.
    ///
    /// Paths start at `skus`, `rounding` or `listed_in`, as in `skus.egress.price.graduated[1].from`. See
    /// [`PriceModel::problems`] for what is checked.
    ///
    /// ```
    /// use netprice::{PriceBook, PriceModel, Sku};
    /// let no_tiers = Sku::new("compute", "Hours", PriceModel::Graduated(vec![]))?;
    /// let book = PriceBook::new("acme", "north", "USD")?.with("vm", no_tiers)?;
    /// assert_eq!(book.problems()[0].path.to_string(), "skus.vm.price.graduated");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let of_sku = |(id, sku): (&SkuId, &Sku)| under(sku.problems(), Path::from("skus").key(id));
        if let Err(problem) = at_most(self.skus.len(), SKUS) {
            return vec![problem.at("skus")];
        }
        let of_rounding = under(self.rounding.problems(), "rounding");
        let of_listing = self.listed_in.iter().filter_map(|listed| {
            let problem = listed.rates.problem(listed.currency, self.currency)?;
            Some(problem.under(Path::from("listed_in").field("rates")))
        });
        of_rounding
            .chain(of_listing)
            .chain(self.skus.iter().flat_map(of_sku))
            .collect()
    }
}

/// The currency of a list whose prices are converted before anything is priced.
///
/// Each unit price and flat fee is multiplied by the rate of the day of the usage, and then rounded by
/// the stage `unit_price` of the rounding: 0.1234 USD at 7.1 are 0.87614 CNY, or 0.88 in cents, so
/// that 1,000 units cost 880 CNY and not 876.14. A usage that spans two fixings is split. Prices that
/// an agreement fixes are in the currency of the price book. The example is computed by hand.
///
/// Source of the rule: Google Cloud, Cloud Billing API, `PricingInfo.currencyConversionRate`; Huawei,
/// AppGallery Connect (the converted price is rounded, then sold).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedIn {
    /// The currency of the list.
    pub currency: Currency,
    /// The rates into the currency of the price book.
    pub rates: ExchangeRates,
}

/// A stock keeping unit: an item that is sold by the unit.
///
/// The quantity of each usage line is metered, the lines of one SKU are accumulated in order, the
/// rules are applied to the accumulated count, and the result is priced. In packages of 10 at 15, a
/// line of 5 after a line of 17 starts the third package and costs 15; a line of 3 starts none.
///
/// Source: OpenMeter, tests of package prices.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sku {
    /// The service to which the SKU belongs.
    pub service: Service,
    /// The purchase option, such as `on_demand`; the scope of a term can select it.
    pub purchase_option: Option<PurchaseOption>,
    /// The unit of the price.
    pub unit: Unit,
    /// The provider's definitions of units, such as `1 TB` is `1024 GB`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equivalents: Vec<Equivalent>,
    /// The factors of a line whose quantity is a product, such as executions × seconds × GB, in the
    /// order in which the line gives them. If empty, the quantity alone counts, in the unit of the
    /// SKU.
    ///
    /// 3,000,000 executions × 1 second × 0.5 GB are 1,500,000 GB-seconds.
    /// Source: AWS, Lambda pricing example.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorRule>,
    /// The unit of the product of the factors, if it differs from the unit of the SKU, such as
    /// `GiB-Hours` for a price by `GiB-Months`.
    ///
    /// With a month of 744 hours, 39,357,600 GiB-hours are 52,900 GiB-months.
    /// Source: AWS, S3 FAQ of 2011.
    pub product: Option<Unit>,
    /// The rules that apply to the accumulated count before it is priced, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<QuantityRule>,
    /// Whether flat fees are owed for the part of the period that the usage is of: a fee of 20 a month
    /// for 12 of 30 days is 8, and 20 if this is not set.
    ///
    /// Source: Huawei Cloud <https://support.huaweicloud.com/topic/510421-4-H> (the same for prices by
    /// the month).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fees_by_part: bool,
    /// Whether the lines of the SKU are accumulated.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pooling: Pooling,
    /// The price. `None` means *unknown*, never zero, and makes a quote incomplete.
    pub price: Option<PriceModel>,
    /// Whether the source says that the SKU is free; a price of zero without that is unknown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub free: bool,
    /// The citation of the price, if given.
    pub published: Option<Citation>,
    /// Prices that take effect on a later day, in ascending order of their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<LaterPrice>,
}

/// A price that takes effect on a day: at 1, and at 0.8 from 1 July, 10 units cost 10 on 30 June
/// and 8 on 1 July.
///
/// The example is computed by hand.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterPrice {
    /// The first day on which it applies.
    pub from: Day,
    /// The price from that day; `None` means unknown.
    pub price: Option<PriceModel>,
    /// Whether the source says that the SKU is free from that day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub free: bool,
    /// The citation of the price, if given.
    pub published: Option<Citation>,
}

/// Whether tiers, packages and allowances apply to all lines of a SKU together, to those of each account,
/// or to each line and machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// The lines are accumulated: each starts where the previous one ended.
    ///
    /// With 0.17 up to 10,240 GB and 0.13 above, 8,192 and 4,096 GB cost 1,740.80 + 266.24 =
    /// 2,007.04. Source: AWS, consolidated billing, volume discounts.
    #[default]
    Together,
    /// Each line starts at zero, as for accounts without consolidated billing.
    ///
    /// The same two lines stay in the first tier and cost 12,288 × 0.17 = 2,088.96. Source: AWS,
    /// consolidated billing, volume discounts.
    Apart,
    /// The lines of each [owner](crate::UsageLine::owner) are accumulated, and those without one together,
    /// as for an allowance of each account.
    ///
    /// With 1,000,000 free requests and 0.2 for a million more, lines of 800,000 and 700,000 of one
    /// account and 900,000 of another cost 0.1 and 0. The example is computed by hand.
    ByOwner,
}

impl Sku {
    /// A SKU with a service, a unit and a price that applies on every day, without a citation.
    ///
    /// # Errors
    /// The conversion error of the service or the unit.
    pub fn new(
        service: impl IntoValue<Service>,
        unit: impl IntoValue<Unit>,
        price: impl Into<Option<PriceModel>>,
    ) -> Result<Self, ValueProblem> {
        Ok(Self {
            service: service.into_value()?,
            purchase_option: None,
            unit: unit.into_value()?,
            equivalents: Vec::new(),
            factors: Vec::new(),
            product: None,
            rules: Vec::new(),
            fees_by_part: false,
            pooling: Pooling::default(),
            price: price.into(),
            free: false,
            published: None,
            later: Vec::new(),
        })
    }

    /// Sets the citation of the price.
    #[must_use]
    pub fn published_in(mut self, published: Citation) -> Self {
        self.published = Some(published);
        self
    }

    /// The price in force on a day, and its citation; without a day, the first price.
    ///
    /// A price that is zero throughout ([`PriceModel::is_zero`]) is not known, unless its source says
    /// that it is free.
    ///
    /// ```
    /// use netprice::{PriceModel, Sku};
    /// let mut sku = Sku::new("compute", "Hours", PriceModel::Flat("0".parse()?))?;
    /// assert!(sku.price_on(None).0.is_none());
    /// sku.free = true;
    /// assert!(sku.price_on(None).0.is_some());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[must_use]
    pub fn price_on(&self, day: Option<Day>) -> (Option<&PriceModel>, Option<&Citation>) {
        let (listed, free, published) = self.listed_on(day);
        let known = listed.filter(|price| free || !price.is_zero());
        (known, published)
    }

    /// Whether a price is listed on a day that is zero and not said to be free.
    #[must_use]
    pub fn is_zero_on(&self, day: Option<Day>) -> bool {
        let (listed, free, _) = self.listed_on(day);
        !free && listed.is_some_and(PriceModel::is_zero)
    }

    /// The price listed on a day, whether it is said to be free, and its citation.
    fn listed_on(&self, day: Option<Day>) -> (Option<&PriceModel>, bool, Option<&Citation>) {
        let in_force = |later: &LaterPrice| day.is_some_and(|day| later.from <= day);
        let count = self.later.partition_point(in_force);
        match count.checked_sub(1).and_then(|last| self.later.get(last)) {
            Some(later) => (later.price.as_ref(), later.free, later.published.as_ref()),
            None => (self.price.as_ref(), self.free, self.published.as_ref()),
        }
    }

    pub(crate) fn problems(&self) -> Vec<Located> {
        let above = self.counts_above();
        if !above.is_empty() {
            return above;
        }
        let of_price = |price: &Option<PriceModel>, at: Path| {
            under(price.iter().flat_map(PriceModel::problems), at).collect::<Vec<Located>>()
        };
        let mut problems = of_price(&self.price, "price".into());
        for (index, later) in self.later.iter().enumerate() {
            let at = Path::from("later").index(index).field("price");
            problems.extend(of_price(&later.price, at));
        }
        problems.extend(self.dates_descend());
        problems.extend(self.unit_problems());
        problems
    }

    /// The lists that are longer than their limit.
    fn counts_above(&self) -> Vec<Located> {
        let counts = [
            ("equivalents", self.equivalents.len(), RULES),
            ("factors", self.factors.len(), RULES),
            ("rules", self.rules.len(), RULES),
            ("later", self.later.len(), LATER_PRICES),
        ];
        let above = counts
            .into_iter()
            .filter_map(|(field, count, limit)| Some(at_most(count, limit).err()?.at(field)));
        above.collect()
    }

    /// Equivalents of zero or of a unit that is defined before, rules and products in units that do not
    /// convert to the unit that they apply to, and factors that do not make their product.
    fn unit_problems(&self) -> Vec<Located> {
        let mut problems = equivalent_problems(&self.equivalents);
        if !problems.is_empty() {
            return problems;
        }
        problems.extend(count_rule_problems(
            &self.rules,
            &self.unit,
            &self.equivalents,
        ));
        for (index, factor) in self.factors.iter().enumerate() {
            let of_factor = rule_problems(&factor.rules, &factor.unit, &self.equivalents);
            problems.extend(under(of_factor, Path::from("factors").index(index)));
        }
        let (product, by) = (self.product.as_ref(), &self.equivalents);
        problems.extend(product_problem(&self.factors, product, &self.unit, by));
        problems
    }

    fn dates_descend(&self) -> Vec<Located> {
        let pairs = self.later.iter().zip(self.later.iter().skip(1)).enumerate();
        let descends = pairs.filter(|(_, (before, after))| after.from <= before.from);
        let error = |(index, (before, after)): (usize, (&LaterPrice, &LaterPrice))| {
            let index = index.saturating_add(1);
            let (value, before) = (after.from.to_string(), before.from.to_string());
            let problem = Problem::DayDescends { value, before };
            problem.at(Path::from("later").index(index).field("from"))
        };
        descends.map(error).collect()
    }
}
