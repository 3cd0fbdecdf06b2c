//! Every published price as one list, to search in. Pure.

use netprice::book::citation::Citation;
use netprice::book::price::{PriceModel, Tier};
use netprice::value::decimal::NonNegative;
use netprice::value::id::BookId;
use netprice::value::money::Currency;
use netprice_catalog::book::Book;
use netprice_catalog::commitments::{Price, PublishedCommitment};
use netprice_catalog::hardware::{Hardware, HardwareNameKind, TokenDirection};
use netprice_catalog::network::{Network, NetworkNameKind, PublishedTariff};
use netprice_catalog::{Catalog, CatalogError};

use crate::kit::words::KitText;
use crate::language::Language;
use crate::prices::own_prices::Place;

/// One price, or one tier of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who asks it.
    pub provider: String,
    /// Where it holds.
    pub region: String,
    /// What is sold.
    pub what: String,
    /// What one unit is.
    pub unit: String,
    /// The hours of the day in which the price holds; empty for all.
    pub hours: String,
    /// Where the tier starts and ends.
    pub tier: (NonNegative, Option<NonNegative>),
    /// What a unit costs; `None` is not known.
    pub price: Option<NonNegative>,
    /// The currency.
    pub currency: Currency,
    /// Where it was read, if that is said.
    pub published: Option<Citation>,
    /// Where to put a price of one's own; nowhere for what the page compares no machines by.
    pub place: Option<Place>,
}

/// All prices: those of the price books first, then what is sold ahead, traffic, GPUs and tokens.
///
/// # Errors
/// [`CatalogError`] for a file that cannot be read.
pub fn entries(catalog: &Catalog, language: Language) -> Result<Vec<Entry>, CatalogError> {
    let mut all = Vec::new();
    for id in catalog.book_ids() {
        let book = catalog.book(id.as_str())?;
        all.extend(
            book.into_iter()
                .flat_map(|book| of_book(id, book, language)),
        );
    }
    let commitments = catalog.commitments()?.iter();
    all.extend(commitments.filter_map(|one| of_commitment(one, catalog, language)));
    all.extend(of_network(catalog.network()?, language));
    all.extend(of_hardware(catalog.hardware()?, language));
    Ok(all)
}

fn of_book(id: &BookId, book: &Book, language: Language) -> Vec<Entry> {
    let names = &book.names;
    let mut entries = Vec::new();
    for (sku, sold) in &book.prices.skus {
        let what = match book.machines.get(sku) {
            Some(machine) => format!("{sku} ({} vCPU, {} GiB)", machine.vcpus, machine.memory_gib),
            None => sku.to_string(),
        };
        for Part { hours, tier, price } in parts(sold.price.as_ref()) {
            entries.push(Entry {
                provider: language.of([&names.name_en, &names.name_zh]),
                region: language.of([&names.place_en, &names.place_zh]),
                what: what.clone(),
                unit: sold.unit.to_string(),
                hours,
                tier,
                price,
                currency: book.prices.currency,
                published: sold.published.clone(),
                place: Some(Place {
                    book: id.clone(),
                    sku: sku.clone(),
                    from: tier.0,
                }),
            });
        }
    }
    entries
}

type Bounds = (NonNegative, Option<NonNegative>);

/// A part of a price.
struct Part {
    hours: String,
    tier: Bounds,
    price: Option<NonNegative>,
}

/// The parts of a price: its tiers, for each hours of the day that it names.
fn parts(price: Option<&PriceModel>) -> Vec<Part> {
    let part = |tier: Bounds, price: Option<NonNegative>| Part {
        hours: String::new(),
        tier,
        price,
    };
    let each = |tiers: &[Tier]| -> Vec<Part> {
        let tiers = tiers.iter();
        tiers
            .map(|tier| part((tier.from, tier.up_to), Some(tier.unit_price)))
            .collect()
    };
    match price {
        None => vec![part(Bounds::default(), None)],
        Some(PriceModel::Flat(price)) => vec![part(Bounds::default(), Some(*price))],
        Some(PriceModel::Graduated(graduated)) => each(graduated),
        Some(PriceModel::AllUnits(all_units)) => each(&all_units.tiers),
        Some(PriceModel::ByTimeOfDay(windows)) => windows
            .iter()
            .flat_map(|window| {
                let of_window = parts(Some(&window.price)).into_iter();
                of_window.map(|part| Part {
                    hours: window.hours.to_string(),
                    ..part
                })
            })
            .collect(),
    }
}

/// What is sold ahead.
fn of_commitment(
    one: &PublishedCommitment,
    catalog: &Catalog,
    language: Language,
) -> Option<Entry> {
    let names = catalog.names(one.book.as_str())?;
    let (unit, price) = match one.price {
        Price::Hour(price) => ("Hours".to_owned(), price),
        Price::Term(price) => (language.of(["term", "整个期限"]), price),
        Price::Share(share) => (
            language.of(["share of the price on demand", "按需价的比例"]),
            share,
        ),
        Price::Pack { price, .. } => (language.of(["pack", "资源包"]), price),
    };
    Some(Entry {
        provider: language.of([&names.name_en, &names.name_zh]),
        region: language.of([&names.place_en, &names.place_zh]),
        what: language
            .say(&KitText::CommitmentOf("", one))
            .trim()
            .to_owned(),
        unit,
        hours: String::new(),
        tier: Bounds::default(),
        price: Some(price),
        currency: one.currency,
        published: Some(one.published.clone()),
        place: None,
    })
}

fn of_network(network: &Network, language: Language) -> Vec<Entry> {
    let name = |kind: NetworkNameKind, id: &str| match network.name(kind, id) {
        Some([english, chinese]) => language.of([english, chinese]),
        None => id.to_owned(),
    };
    let of_tariff = |one: &PublishedTariff| -> Vec<Entry> {
        let unit = serde_json::to_value(one.tariff.unit).unwrap_or_default();
        let entry = |Part { hours, tier, price }: Part| Entry {
            provider: name(NetworkNameKind::Provider, one.provider.as_str()),
            region: name(NetworkNameKind::Area, &one.area),
            what: name(NetworkNameKind::Tariff, one.id.as_str()),
            unit: unit_name(language, unit.as_str().unwrap_or_default()),
            hours,
            tier,
            price,
            currency: one.tariff.currency,
            published: Some(one.published.clone()),
            place: None,
        };
        let parts = parts(Some(&one.tariff.price)).into_iter();
        parts.map(entry).collect()
    };
    network.tariffs.iter().flat_map(of_tariff).collect()
}

/// A unit of a traffic price, by its name in the data.
fn unit_name(language: Language, name: &str) -> String {
    let chinese = match name {
        "Mbps-month" => "Mbps·月",
        "Mbps-day" => "Mbps·日",
        "Mbps-hour" => "Mbps·小时",
        other => other,
    };
    language.of([name, chinese])
}

fn of_hardware(hardware: &Hardware, language: Language) -> Vec<Entry> {
    let name = |kind: HardwareNameKind, id: &str| match hardware.name(kind, id) {
        Some([english, chinese]) => language.of([english, chinese]),
        None => id.to_owned(),
    };
    let hours = hardware.hours.iter().map(|hour| Entry {
        provider: name(HardwareNameKind::Provider, hour.provider.as_str()),
        region: hour.region.clone(),
        what: format!(
            "{} × {}, {}",
            hour.gpus,
            hour.gpu,
            name(HardwareNameKind::Kind, &hour.kind)
        ),
        unit: "Hours".to_owned(),
        hours: String::new(),
        tier: Bounds::default(),
        price: Some(hour.price),
        currency: hour.currency,
        published: Some(hour.published.clone()),
        place: None,
    });
    let tokens = hardware.tokens.iter().map(|token| {
        let direction = match token.direction {
            TokenDirection::Input => language.of(["input", "输入"]),
            TokenDirection::CachedInput => language.of(["cached input", "命中缓存的输入"]),
            TokenDirection::Output => language.of(["output", "输出"]),
        };
        Entry {
            provider: name(HardwareNameKind::Provider, token.provider.as_str()),
            region: String::new(),
            what: format!("{}, {direction}", token.model),
            unit: language.of(["1M Tokens", "百万 token"]),
            hours: String::new(),
            tier: Bounds::default(),
            price: Some(token.price),
            currency: token.currency,
            published: Some(token.published.clone()),
            place: None,
        }
    });
    hours.chain(tokens).collect()
}

/// Whether every word that is searched for is somewhere in an entry.
///
/// Capital letters do not matter; a search for nothing finds all.
#[must_use]
pub fn matches(entry: &Entry, search: &str) -> bool {
    let source = entry.published.as_ref().map(|one| one.source.as_str());
    let text = [
        entry.provider.as_str(),
        &entry.region,
        &entry.what,
        &entry.unit,
        source.unwrap_or_default(),
        entry
            .place
            .as_ref()
            .map(|place| place.book.as_str())
            .unwrap_or_default(),
    ];
    let text = text.join(" ").to_lowercase();
    let search = search.to_lowercase();
    search.split_whitespace().all(|word| text.contains(word))
}
