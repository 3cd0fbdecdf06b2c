//! An index of what a price book sells, by the criteria of a workload.

mod sizes;

use std::collections::{BTreeMap, HashMap};
use std::mem::{Discriminant, discriminant};

use netprice::book::price_book::{Pooling, PriceBook};
use netprice::book::rounding::RoundingPolicy;
use netprice::value::decimal;
use netprice::value::id::{Service, SkuId};
use netprice::value::ordered::{map_of, set_of, sort_by};
use netprice::value::quantity::{Quantity, Unit};
use netprice::value::ratio::Ratio;
use netprice::{NonNegative, PriceModel, Sku};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub use self::sizes::{Kinds, Sizes};
use crate::book::{Book, Machine};
use crate::goods::{Destination, Flexible, Good, Measure, Purchase, StorageClass};
use crate::services::{INTERNET_EGRESS, OBJECT_STORAGE};

/// What a price book sells, ordered so that the cheapest of a kind is found without pricing them all.
///
/// A machine whose accelerators are sold by the piece is found among what is composed ([`Self::flexible`]), and not
/// among the machines. A SKU whose price is unknown is last in its list, and a SKU in a unit that the kind is not measured in
/// is in none.
#[derive(Clone, Debug, Default)]
pub struct Index {
    machines: BTreeMap<Purchase, Vec<Item<SizedMachine>>>,
    sizes: BTreeMap<Purchase, Sizes>,
    goods: HashMap<Discriminant<Good>, Vec<Item<Good>>>,
    flexible: Vec<Flexible>,
}

/// A SKU of an index.
#[derive(Clone, Debug)]
pub struct Item<T> {
    /// The SKU.
    pub sku: SkuId,
    /// What it is.
    pub what: T,
    /// The least that a unit can cost: the price where it is flat, the lowest tier's, or zero where rules
    /// or later prices apply; `None` for an unknown price. Hours, months of a machine, GB and GB-months are
    /// such units.
    pub least: Option<Ratio>,
    /// The unit of the price if that price is `least` for any quantity in the unit, whatever else is used: a
    /// flat one, without rules, in a book that rounds nothing. Nearly every SKU has such a price.
    pub flat_by: Option<Unit>,
}

/// A machine, and its size in millionths, rounded down, which compares quickly.
#[derive(Clone, Debug)]
pub struct SizedMachine {
    /// The machine.
    pub machine: Machine,
    /// Its virtual processors in millionths.
    pub vcpus: u64,
    /// Its memory in millionths of a GiB.
    pub memory_gib: u64,
}

impl From<&Machine> for SizedMachine {
    fn from(machine: &Machine) -> Self {
        Self {
            vcpus: millionths(machine.vcpus.get(), false),
            memory_gib: millionths(machine.memory_gib.get(), false),
            machine: machine.clone(),
        }
    }
}

/// A number in millionths, rounded down or up.
///
/// ```
/// use netprice_catalog::index::millionths;
/// let eight: rust_decimal::Decimal = 8.into();
/// assert_eq!(millionths(eight, false), 8_000_000);
/// ```
#[must_use]
pub fn millionths(number: Decimal, up: bool) -> u64 {
    // Sizes have few decimals, and are whole in millionths.
    if let Some(places) = 6_u32.checked_sub(number.scale()) {
        let by = 10_i128.checked_pow(places);
        let scaled = by.and_then(|by| number.mantissa().checked_mul(by));
        let scaled = scaled.and_then(|scaled| u64::try_from(scaled).ok());
        return scaled.unwrap_or(u64::MAX);
    }
    let scaled = decimal::times(number, Decimal::from(1_000_000_u32)).ok();
    let whole = scaled.map(|scaled| if up { scaled.ceil() } else { scaled.floor() });
    whole.and_then(|whole| whole.to_u64()).unwrap_or(u64::MAX)
}

impl From<&Book> for Index {
    fn from(book: &Book) -> Self {
        Self::of(&book.prices, &book.machines, &book.goods, &book.flexible)
    }
}

impl Index {
    /// The index of prices, of which it is said what the SKUs are.
    ///
    /// Where no goods are said, the SKUs of the services `object-storage` and `internet-egress` are objects of
    /// the standard class and traffic to the internet.
    #[must_use]
    pub fn of(
        prices: &PriceBook,
        machines: &BTreeMap<SkuId, Machine>,
        goods: &BTreeMap<SkuId, Good>,
        flexible: &[Flexible],
    ) -> Self {
        let mut index = Self {
            flexible: flexible.to_vec(),
            ..Self::default()
        };
        let pieces = flexible.iter().flat_map(|one| &one.parts);
        let pieces = pieces.filter(|part| part.measure == Measure::Gpus);
        let pieces = set_of(pieces.map(|part| &part.sku));
        let mut ones = Ones::default();
        for (id, machine) in machines.iter().filter(|(id, _)| !pieces.contains(id)) {
            let unit = match machine.purchase {
                Purchase::OnDemand | Purchase::Spot => "Hours",
                Purchase::Month => "Months",
            };
            let items = index.machines.entry(machine.purchase).or_default();
            items.extend(item(
                prices,
                id,
                || SizedMachine::from(machine),
                ones.of(unit),
            ));
        }
        let others = prices.skus.iter().filter(|_| goods.is_empty());
        let by_service = others.filter_map(|(id, sku)| Some((id, good_of(&sku.service)?)));
        let by_service: Vec<(&SkuId, Good)> = by_service.collect();
        let by_service = by_service.iter().map(|(id, good)| (*id, good));
        for (id, good) in goods.iter().chain(by_service) {
            let items = index.goods.entry(discriminant(good)).or_default();
            items.extend(item(prices, id, || good.clone(), ones.of(good.unit())));
        }
        index.machines.values_mut().for_each(sort);
        index.goods.values_mut().for_each(sort);
        let lists = index.machines.iter();
        let sizes = lists.map(|(purchase, items)| {
            let machines = items.iter().map(|item| &item.what);
            let machines = machines.map(|one| (one.vcpus, one.memory_gib, &one.machine));
            (*purchase, Sizes::of(machines))
        });
        index.sizes = map_of(sizes);
        index
    }

    /// The machines that are bought in a way, by the least that an hour or a month can cost.
    #[must_use]
    pub fn machines(&self, purchase: Purchase) -> &[Item<SizedMachine>] {
        self.machines.get(&purchase).map_or(&[], Vec::as_slice)
    }

    /// The sizes of these machines.
    #[must_use]
    pub fn sizes(&self, purchase: Purchase) -> &Sizes {
        self.sizes
            .get(&purchase)
            .unwrap_or(const { &Sizes::NOTHING })
    }

    /// The goods of the kind of a good, whatever their sizes and classes, by the least that a unit can cost.
    #[must_use]
    pub fn goods(&self, like: &Good) -> &[Item<Good>] {
        let found = self.goods.get(&discriminant(like));
        found.map_or(&[], Vec::as_slice)
    }

    /// What is composed of SKUs by size.
    #[must_use]
    pub fn flexible(&self) -> &[Flexible] {
        &self.flexible
    }
}

/// What the SKUs of a service are, unless something else is said of them.
fn good_of(service: &Service) -> Option<Good> {
    match service.as_str() {
        OBJECT_STORAGE => Some(Good::ObjectStorage(StorageClass::default())),
        INTERNET_EGRESS => Some(Good::Traffic(Destination::default())),
        _ => None,
    }
}

fn sort<T>(items: &mut Vec<Item<T>>) {
    sort_by(items, |a, b| {
        let by_price = match (a.least, b.least) {
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
        by_price.then_with(|| a.sku.cmp(&b.sku))
    });
}

/// One of each unit that was asked for: there are few, and thousands of SKUs.
#[derive(Default)]
struct Ones(BTreeMap<&'static str, Option<Quantity>>);

impl Ones {
    fn of(&mut self, unit: &'static str) -> Option<&Quantity> {
        let one = self.0.entry(unit).or_insert_with(|| {
            let unit: Unit = unit.parse().ok()?;
            Quantity::new(Decimal::ONE, unit).ok()
        });
        one.as_ref()
    }
}

fn item<T>(
    prices: &PriceBook,
    id: &SkuId,
    what: impl FnOnce() -> T,
    one: Option<&Quantity>,
) -> Option<Item<T>> {
    let sku = prices.skus.get(id)?;
    let one = one?;
    let one = if *one.unit() == sku.unit {
        Ratio::ONE
    } else {
        one.in_unit_by(&sku.unit, &sku.equivalents).ok()?.exact()
    };
    let least = least_price(sku).and_then(|price| one.times(price.get().into()).ok());
    Some(Item {
        sku: id.clone(),
        what: what(),
        least,
        flat_by: is_flat(prices, sku).then(|| sku.unit.clone()),
    })
}

fn is_flat(prices: &PriceBook, sku: &Sku) -> bool {
    let is_alone = sku.rules.is_empty() && sku.factors.is_empty() && sku.later.is_empty();
    is_alone
        && sku.pooling == Pooling::Together
        && prices.rounding == RoundingPolicy::default()
        && matches!(sku.price, Some(PriceModel::Flat(_)))
}

/// The least price of a unit of a SKU; `None` for an unknown one.
fn least_price(sku: &Sku) -> Option<NonNegative> {
    let price = sku.price_on(None).0?;
    if !sku.free && sku.is_zero_on(None) {
        return None;
    }
    if !(sku.rules.is_empty() && sku.factors.is_empty() && sku.later.is_empty()) {
        return Some(NonNegative::ZERO);
    }
    let tiers = match price {
        PriceModel::Flat(price) => return Some(*price),
        PriceModel::Graduated(tiers) => tiers,
        PriceModel::AllUnits(all_units) => &all_units.tiers,
        PriceModel::ByTimeOfDay(_) => return Some(NonNegative::ZERO),
    };
    let each = tiers.iter().map(|tier| match tier.per {
        None => tier.unit_price,
        Some(_) => NonNegative::ZERO,
    });
    each.min()
}
