//! All published prices as one list.

use netprice::Sku;
use netprice::bandwidth::tariff::TariffUnit;
use netprice::book::citation::Citation;
use netprice::book::price::{PriceModel, Tier};
use netprice::value::day::Day;
use netprice::value::decimal::NonNegative;
use netprice::value::hours::HoursOfDay;
use netprice::value::id::{BookId, SkuId};
use netprice::value::money::Currency;
use netprice::value::quantity::Unit;

use crate::book::{Book, Machine};
use crate::catalog::Catalog;
use crate::commitments::{Price, PublishedCommitment};
use crate::error::CatalogError;
use crate::hardware::{Hardware, HardwareNameKind};
use crate::network::{Network, NetworkNameKind, PublishedTariff};
use crate::tokens::{PricedHours, TokenDirection, TokenPrice, TokenProvider};

/// One published price, or one tier of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPrice {
    /// The name of the provider.
    pub provider: Name,
    /// The name of the region; empty if the price holds in all of them.
    pub region: Name,
    /// The thing that is sold.
    pub item: Item,
    /// The pricing unit.
    pub unit: PricingUnit,
    /// The hours of the day in which the price holds; `None` for the whole day.
    pub hours: Option<HoursOfDay>,
    /// The lower bound of the tier.
    pub from: NonNegative,
    /// The upper bound of the tier; `None` for the last one.
    pub up_to: Option<NonNegative>,
    /// The price per unit; `None` if it is not known.
    pub price: Option<NonNegative>,
    /// The currency of the price.
    pub currency: Currency,
    /// The source and the date of the price.
    pub published: Option<Citation>,
    /// The tier in its price book; `None` for a price that is in no price book.
    pub tier: Option<SkuTier>,
}

/// A name in English and in Simplified Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name in English.
    pub en: String,
    /// The name in Simplified Chinese.
    pub zh: String,
}

/// A tier of a SKU in a price book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkuTier {
    /// The price book.
    pub book: BookId,
    /// The SKU.
    pub sku: SkuId,
    /// The lower bound of the tier.
    pub from: NonNegative,
}

/// A thing that has a published price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A SKU of a price book, and its size if it is a machine.
    Sku(SkuId, Option<Machine>),
    /// A commitment, such as a reservation.
    Commitment(Box<PublishedCommitment>),
    /// A tariff of traffic or bandwidth.
    Tariff(Name),
    /// A machine with GPUs.
    Gpu {
        /// The model of the GPU.
        gpu: String,
        /// The number of GPUs in the machine.
        gpus: u32,
        /// The way it is bought, such as on demand.
        kind: Name,
    },
    /// The tokens of a model.
    Tokens {
        /// The model.
        model: String,
        /// The tokens that are charged; the tier of the price counts tokens of input.
        direction: TokenDirection,
        /// The hours of the day in which the price holds, where it does not hold in all.
        hours: Option<PricedHours>,
        /// The first day on which it holds, as far as known.
        since: Option<Day>,
        /// The last day on which it holds, if it has ended.
        until: Option<Day>,
    },
}

/// The unit of a listed price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PricingUnit {
    /// The unit of a SKU.
    Sku(Unit),
    /// The unit of a tariff.
    Tariff(TariffUnit),
    /// An hour.
    Hour,
    /// The whole term of a commitment.
    Term,
    /// A share of the on-demand price.
    ShareOfOnDemand,
    /// A pack.
    Pack,
    /// A million tokens.
    MillionTokens,
}

impl Catalog {
    /// All prices: those of some price books with their commitments, then traffic and GPUs; tokens are in
    /// [`Catalog::token_list`].
    ///
    /// Of each price book come its services and its machines on demand. A price has an entry for each of its tiers, in each of its windows of the day.
    ///
    /// # Errors
    /// [`CatalogError`] for a file that cannot be read.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let books = ["aws-us-east-1".parse().unwrap()];
    /// let prices = catalog.price_list(&books)?;
    /// let tiers = prices.iter().filter_map(|price| price.tier.as_ref());
    /// let of_sku = tiers.filter(|tier| tier.sku.as_str() == "DataTransfer-Out-Bytes");
    /// assert_eq!(of_sku.count(), 4); // one for each tier
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn price_list(&self, books: &[BookId]) -> Result<Vec<ListedPrice>, CatalogError> {
        let mut all = Vec::new();
        for id in books {
            let book = self.book(id.as_str())?;
            all.extend(book.into_iter().flat_map(|book| of_book(id, book)));
        }
        for id in books {
            let commitments = self.commitments(id.as_str())?.iter();
            all.extend(commitments.filter_map(|one| of_commitment(one, self)));
        }
        let network = self.network()?;
        let tariffs = network.tariffs.iter();
        all.extend(tariffs.flat_map(|one| of_tariff(one, network)));
        all.extend(of_hardware(self.hardware()?));
        Ok(all)
    }
}

impl Catalog {
    /// The prices of a provider's tokens as a list; empty for an unknown provider.
    ///
    /// # Errors
    /// As [`Catalog::price_list`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// assert!(catalog.token_list("openai")?.len() > 100);
    /// assert!(catalog.token_list("nobody")?.is_empty());
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn token_list(&self, provider: &str) -> Result<Vec<ListedPrice>, CatalogError> {
        let mut providers = self.token_providers()?;
        let Some(found) = providers.find(|one| one.provider.as_str() == provider) else {
            return Ok(Vec::new());
        };
        let prices = self.tokens(provider)?.iter();
        Ok(prices.map(|price| of_token(found, price)).collect())
    }
}

/// Whether each word of a search occurs in one of the texts; capital letters do not matter.
///
/// ```
/// use netprice_catalog::price_list::has_all_words;
/// assert!(has_all_words(&["Azure East US", "D4as v5"], "d4 azure"));
/// assert!(!has_all_words(&["Azure East US"], "azure west"));
/// assert!(has_all_words(&[], ""));
/// ```
#[must_use]
pub fn has_all_words(texts: &[&str], search: &str) -> bool {
    let text = texts.join(" ").to_lowercase();
    let search = search.to_lowercase();
    search.split_whitespace().all(|word| text.contains(word))
}

fn of_book(id: &BookId, book: &Book) -> Vec<ListedPrice> {
    let names = &book.names;
    let provider = Name::of([&names.name_en, &names.name_zh]);
    let region = Name::of([&names.place_en, &names.place_zh]);
    let of_sku = |(sku, sold): (&SkuId, &Sku)| -> Vec<ListedPrice> {
        let entry = |part: Part| ListedPrice {
            provider: provider.clone(),
            region: region.clone(),
            item: Item::Sku(sku.clone(), book.machines.get(sku).cloned()),
            unit: PricingUnit::Sku(sold.unit.clone()),
            hours: part.hours,
            from: part.from,
            up_to: part.up_to,
            price: part.price,
            currency: book.prices.currency,
            published: sold.published.clone(),
            tier: Some(SkuTier {
                book: id.clone(),
                sku: sku.clone(),
                from: part.from,
            }),
        };
        parts(sold.price.as_ref()).into_iter().map(entry).collect()
    };
    book.prices.skus.iter().flat_map(of_sku).collect()
}

impl Name {
    fn of([en, zh]: [&str; 2]) -> Self {
        Self {
            en: en.to_owned(),
            zh: zh.to_owned(),
        }
    }

    /// The names of an id, or the id where it has none.
    fn or_id(names: Option<&[String; 2]>, id: &str) -> Self {
        match names {
            Some([en, zh]) => Self::of([en, zh]),
            None => Self::of([id, id]),
        }
    }
}

/// A tier of a price in a window of the day.
#[derive(Clone, Copy, Default)]
struct Part {
    hours: Option<HoursOfDay>,
    from: NonNegative,
    up_to: Option<NonNegative>,
    price: Option<NonNegative>,
}

fn parts(price: Option<&PriceModel>) -> Vec<Part> {
    let flat = |price: Option<NonNegative>| Part {
        price,
        ..Part::default()
    };
    let each = |tiers: &[Tier]| -> Vec<Part> {
        let part = |tier: &Tier| Part {
            hours: None,
            from: tier.from,
            up_to: tier.up_to,
            price: Some(tier.unit_price),
        };
        tiers.iter().map(part).collect()
    };
    match price {
        None => vec![flat(None)],
        Some(PriceModel::Flat(price)) => vec![flat(Some(*price))],
        Some(PriceModel::Graduated(graduated)) => each(graduated),
        Some(PriceModel::AllUnits(all_units)) => each(&all_units.tiers),
        Some(PriceModel::ByTimeOfDay(windows)) => windows
            .iter()
            .flat_map(|window| {
                let hours = Some(window.hours);
                let of_window = parts(Some(&window.price)).into_iter();
                of_window.map(move |part| Part { hours, ..part })
            })
            .collect(),
    }
}

/// The number of prices in a price: its tiers in its windows of the day.
pub(crate) fn tiers_of(price: &PriceModel) -> usize {
    parts(Some(price)).len()
}

fn of_commitment(one: &PublishedCommitment, catalog: &Catalog) -> Option<ListedPrice> {
    let names = catalog.names(one.book.as_str())?;
    let (unit, price) = match one.price {
        Price::Hour(price) => (PricingUnit::Hour, price),
        Price::Term(price) => (PricingUnit::Term, price),
        Price::Share(share) => (PricingUnit::ShareOfOnDemand, share),
        Price::Pack { price, .. } => (PricingUnit::Pack, price),
    };
    Some(ListedPrice {
        provider: Name::of([&names.name_en, &names.name_zh]),
        region: Name::of([&names.place_en, &names.place_zh]),
        item: Item::Commitment(Box::new(one.clone())),
        unit,
        hours: None,
        from: NonNegative::default(),
        up_to: None,
        price: Some(price),
        currency: one.currency,
        published: Some(one.published.clone()),
        tier: None,
    })
}

fn of_tariff(one: &PublishedTariff, network: &Network) -> Vec<ListedPrice> {
    let name = |kind: NetworkNameKind, id: &str| Name::or_id(network.name(kind, id), id);
    let entry = |part: Part| ListedPrice {
        provider: name(NetworkNameKind::Provider, one.provider.as_str()),
        region: name(NetworkNameKind::Area, &one.area),
        item: Item::Tariff(name(NetworkNameKind::Tariff, one.id.as_str())),
        unit: PricingUnit::Tariff(one.tariff.unit),
        hours: part.hours,
        from: part.from,
        up_to: part.up_to,
        price: part.price,
        currency: one.tariff.currency,
        published: Some(one.published.clone()),
        tier: None,
    };
    let parts = parts(Some(&one.tariff.price)).into_iter();
    parts.map(entry).collect()
}

fn of_hardware(hardware: &Hardware) -> Vec<ListedPrice> {
    let name = |kind: HardwareNameKind, id: &str| Name::or_id(hardware.name(kind, id), id);
    let hours = hardware.hours.iter().map(|hour| ListedPrice {
        provider: name(HardwareNameKind::Provider, hour.provider.as_str()),
        region: Name::of([&hour.region, &hour.region]),
        item: Item::Gpu {
            gpu: hour.gpu.clone(),
            gpus: hour.gpus,
            kind: name(HardwareNameKind::Kind, &hour.kind),
        },
        unit: PricingUnit::Hour,
        hours: None,
        from: NonNegative::default(),
        up_to: None,
        price: Some(hour.price),
        currency: hour.currency,
        published: Some(hour.published.clone()),
        tier: None,
    });
    hours.collect()
}

fn of_token(provider: &TokenProvider, token: &TokenPrice) -> ListedPrice {
    ListedPrice {
        provider: Name::of([&provider.name_en, &provider.name_zh]),
        region: Name::default(),
        item: Item::Tokens {
            model: token.model.clone(),
            direction: token.direction,
            hours: token.hours.clone(),
            since: token.since,
            until: token.until,
        },
        unit: PricingUnit::MillionTokens,
        hours: None,
        from: token.from,
        up_to: token.up_to,
        price: Some(token.price),
        currency: token.currency,
        published: Some(token.published.clone()),
        tier: None,
    }
}
