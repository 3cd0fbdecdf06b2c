//! The discounts on the published tariffs of providers: of the offers of a study, or of the question.

use std::collections::BTreeMap;

use netprice::agreement::terms::{PriceChange, Stage, Term};
use netprice::bandwidth::tariff::Tariff;
use netprice::book::price::{AllUnits, PriceModel, Tier, Window};
use netprice::value::decimal;
use netprice::value::id::{OfferId, Provider};
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money, NonNegative};
use netprice_catalog::Catalog;
use serde::{Deserialize, Serialize};

use crate::study::{Offer, Study};

/// The discount that a provider gives on its published tariffs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedDiscount {
    /// The discount.
    pub pay: Discount,
    /// The offer whose terms give it; `None` if the question states it.
    pub offer: Option<OfferId>,
}

/// The discount that was taken off a tariff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffDiscount {
    /// The discount.
    pub pay: Discount,
    /// The cost at the list price, in the currency of the study.
    pub list: Money,
    /// The offer whose terms give it; `None` if the question states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferId>,
}

/// The discounts on published tariffs, by provider: those that the question states, and of other
/// providers those that the offers of the study give on everything.
///
/// A contract is made with a provider and not for a region, so the discount of an offer is that of all
/// tariffs of its provider; of several offers of a provider, the first that gives one decides.
#[must_use]
pub fn discounts_of(study: &Study, catalog: &Catalog) -> BTreeMap<Provider, AgreedDiscount> {
    let question = study.traffic.as_ref();
    let mut found = if question.is_some_and(|question| question.at_list_prices) {
        BTreeMap::new()
    } else {
        discounts_of_offers(study, catalog)
    };
    let stated = question
        .into_iter()
        .flat_map(|question| &question.discounts);
    for (provider, pay) in stated {
        let discount = AgreedDiscount {
            pay: *pay,
            offer: None,
        };
        found.insert(provider.clone(), discount);
    }
    found
}

/// A study that asks about the traffic of another with the same answer, without its offers: it states their
/// discounts. It has no question if the other does not ask about traffic.
#[must_use]
pub fn traffic_alone(study: &Study, catalog: &Catalog) -> Study {
    let mut alone = Study {
        exchange_rates: study.exchange_rates.clone(),
        day: study.day,
        traffic: study.traffic.clone(),
        ..Study::new(study.currency)
    };
    if let Some(question) = &mut alone.traffic {
        let discounts = discounts_of(study, catalog).into_iter();
        question.discounts = discounts
            .map(|(provider, one)| (provider, one.pay))
            .collect();
    }
    alone
}

/// The discounts that the offers of a study give on everything, by provider.
///
/// ```
/// use netprice_study::{Catalog, Study};
/// use netprice_study::traffic::discounts_of_offers;
/// let study = Study::from_json(r#"{ "currency": "CNY", "offers": [{
///     "price_book": "alibaba-cn-hangzhou",
///     "terms": [{ "id": "contract", "change": { "pay": "6折" } }]
/// }] }"#)?;
/// let found = discounts_of_offers(&study, &Catalog::published()?);
/// assert_eq!(found["alibaba"].pay.in_tenths(), "6");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn discounts_of_offers(study: &Study, catalog: &Catalog) -> BTreeMap<Provider, AgreedDiscount> {
    let mut found = BTreeMap::new();
    for offer in &study.offers {
        let own = study.price_books.get(&offer.price_book);
        let provider = own.map(|book| &book.provider);
        let provider = provider.or_else(|| catalog.provider(offer.price_book.as_str()));
        if let (Some(provider), Some(pay)) = (provider, on_everything(offer, study)) {
            let offer = Some(offer.name());
            let discount = AgreedDiscount { pay, offer };
            found.entry(provider.clone()).or_insert(discount);
        }
    }
    found
}

/// What the terms of an offer that discount everything leave to pay; `None` if there is none, or if the
/// terms cannot be multiplied.
fn on_everything(offer: &Offer, study: &Study) -> Option<Discount> {
    let is_on_usage = |term: &&Term| {
        let is_of_fees = term.stage == Some(Stage::CommitmentFees);
        term.scope.is_everything() && !is_of_fees && term.holds_on(study.day)
    };
    let terms = offer.terms.0.iter().filter(is_on_usage);
    let mut pays = terms.filter_map(|term| {
        let PriceChange::Pay(pay) = &term.change else {
            return None;
        };
        Some(*pay)
    });
    let first = pays.next()?;
    let product = pays.try_fold(first.paid(), |all, pay| decimal::times(all, pay.paid()));
    Discount::of(product.ok()?)
        .ok()
        .filter(|pay| *pay != Discount::NONE)
}

/// A tariff at what a discount leaves to pay of each price and fee, rounded half-even to 12 decimals.
pub(crate) fn discounted(tariff: &Tariff, pay: Discount) -> Result<Tariff, ValueProblem> {
    Ok(Tariff {
        price: price_at(&tariff.price, pay)?,
        free: tariff.free || pay == Discount::ALL,
        ..tariff.clone()
    })
}

fn price_at(price: &PriceModel, pay: Discount) -> Result<PriceModel, ValueProblem> {
    let amount = |amount: NonNegative| NonNegative::new(decimal::times(amount.get(), pay.paid())?);
    let tier = |tier: &Tier| {
        Ok::<Tier, ValueProblem>(Tier {
            unit_price: amount(tier.unit_price)?,
            flat_fee: amount(tier.flat_fee)?,
            ..tier.clone()
        })
    };
    let tiers = |tiers: &[Tier]| tiers.iter().map(tier).collect::<Result<Vec<Tier>, _>>();
    Ok(match price {
        PriceModel::Flat(price) => PriceModel::Flat(amount(*price)?),
        PriceModel::Graduated(graduated) => PriceModel::Graduated(tiers(graduated)?),
        PriceModel::AllUnits(all) => PriceModel::AllUnits(AllUnits {
            tiers: tiers(&all.tiers)?,
            bound: all.bound,
        }),
        PriceModel::ByTimeOfDay(windows) => {
            let windows = windows.iter().map(|window| {
                let price = price_at(&window.price, pay)?;
                Ok(Window {
                    price,
                    ..window.clone()
                })
            });
            PriceModel::ByTimeOfDay(windows.collect::<Result<Vec<Window>, ValueProblem>>()?)
        }
    })
}
