//! Machines as SKUs: on demand, spot and by the month; and what is committed to them.

use std::collections::BTreeMap;

use netprice::book::price_book::Pooling;
use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::{BookId, PurchaseOption, Service, SkuId};
use netprice::value::ordered::sort_by;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::Unit;
use netprice::{Currency, NonNegative, PriceModel, Sku, Tier};

use crate::book::Book;
use crate::commitments::{Price, PublishedCommitment};
use crate::error::CatalogError;
use crate::goods::{Composed, Flexible, Gpu, Machine, Measure, MemoryRange, Part, Purchase};
use crate::packed::{Block, Hours, How, Per, Term, Types};
use crate::services::MACHINES;

/// The SKU of a machine that is bought in another way than on demand: `m5.large spot`.
///
/// # Errors
/// [`ValueProblem::NotAName`] for a name that becomes too long.
///
/// ```
/// use netprice_catalog::goods::Purchase;
/// use netprice_catalog::machines::sku_of;
/// let machine = "m5.large".parse()?;
/// assert_eq!(sku_of(&machine, Purchase::Spot)?, "m5.large spot");
/// assert_eq!(sku_of(&machine, Purchase::OnDemand)?, "m5.large");
/// # Ok::<(), netprice::value::problem::ValueProblem>(())
/// ```
pub fn sku_of(machine: &SkuId, purchase: Purchase) -> Result<SkuId, ValueProblem> {
    match purchase {
        Purchase::OnDemand => Ok(machine.clone()),
        Purchase::Spot => format!("{machine} spot").parse(),
        Purchase::Month => format!("{machine} month").parse(),
    }
}

/// The tables of prices of a region, each with its name.
pub(crate) type Priced<'a> = (&'a str, &'a str);

/// What the SKUs of machines have in common.
struct Common {
    service: Service,
    hours: Unit,
    months: Unit,
}

/// Adds the machines of a table of prices to a book: those on demand, spot and by the month.
pub(crate) fn add_machines(
    book: &mut Book,
    types: &Types,
    (name, text): Priced<'_>,
) -> Result<(), CatalogError> {
    let at = |problem: ValueProblem| CatalogError::at(name, problem);
    let common = Common {
        service: MACHINES.parse().map_err(at)?,
        hours: "Hours".parse().map_err(at)?,
        months: "Months".parse().map_err(at)?,
    };
    for block in types.prices(name, text)? {
        let (purchase, bounds) = match block.how {
            How::Hour(purchase, bounds) => (purchase, bounds),
            How::Month => (Purchase::Month, None),
            How::Term(_) | How::ListMonth => continue,
        };
        for priced in types.priced(name, &block) {
            let (one, price) = priced?;
            let sku = sku_of(&one.sku, purchase).map_err(at)?;
            match (bounds, book.prices.skus.get_mut(&sku)) {
                (Some(bounds), Some(sold)) => add_tier(sold, bounds, price),
                (bounds, _) => {
                    let sold = sold(&common, purchase, bounds, price, &block).map_err(at)?;
                    let size = Machine {
                        purchase,
                        ..one.machine.clone()
                    };
                    book.flexible.extend(by_the_gpu(one.most_gpus, &sku, &size));
                    book.prices.skus.insert(sku.clone(), sold);
                    book.machines.insert(sku, size);
                }
            }
        }
    }
    Ok(())
}

/// What is composed of accelerators that are sold by the piece.
fn by_the_gpu(most: Option<NonNegative>, sku: &SkuId, one: &Machine) -> Option<Flexible> {
    let (most, gpu) = most.zip(one.gpu.as_ref())?;
    let gpu = Some(Gpu {
        model: gpu.model.clone(),
        count: most,
    });
    let of = Composed::Machine(Machine { gpu, ..one.clone() });
    let part = Part {
        sku: sku.clone(),
        measure: Measure::Gpus,
        each: NonNegative::ONE,
        step: NonNegative::ONE,
    };
    Some(Flexible {
        name: sku.to_string(),
        of,
        memory_gib_per_vcpu: MemoryRange::default(),
        parts: vec![part],
    })
}

fn sold(
    common: &Common,
    purchase: Purchase,
    bounds: Option<Hours>,
    price: NonNegative,
    block: &Block<'_>,
) -> Result<Sku, ValueProblem> {
    let unit = match purchase {
        Purchase::OnDemand | Purchase::Spot => common.hours.clone(),
        Purchase::Month => common.months.clone(),
    };
    let model = match bounds {
        None => PriceModel::Flat(price),
        Some(bounds) => PriceModel::Graduated(vec![tier(bounds, price)]),
    };
    let mut sku = Sku::new(common.service.clone(), unit, model)?;
    sku.purchase_option = match purchase {
        Purchase::OnDemand => None,
        Purchase::Spot => Some("spot".parse::<PurchaseOption>()?),
        Purchase::Month => Some("month".parse::<PurchaseOption>()?),
    };
    if bounds.is_some() {
        // The hours are those of one machine.
        sku.pooling = Pooling::Apart;
    }
    Ok(sku.published_in(block.published.clone()))
}

fn tier(bounds: Hours, unit_price: NonNegative) -> Tier {
    Tier {
        from: bounds.from,
        up_to: bounds.up_to,
        unit_price,
        ..Tier::default()
    }
}

fn add_tier(sold: &mut Sku, bounds: Hours, price: NonNegative) {
    if let Some(PriceModel::Graduated(tiers)) = &mut sold.price {
        tiers.push(tier(bounds, price));
        sort_by(tiers, |one, other| one.from.cmp(&other.from));
    }
}

/// The commitments to machines in a table of prices.
pub(crate) fn commitments(
    book: &BookId,
    currency: Currency,
    types: &Types,
    (name, text): Priced<'_>,
) -> Result<Vec<PublishedCommitment>, CatalogError> {
    let blocks = types.prices(name, text)?;
    let mut list_months = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.how == How::ListMonth) {
        for priced in types.priced(name, block) {
            let (one, price) = priced?;
            list_months.insert(&one.sku, price);
        }
    }
    let mut all = Vec::new();
    for block in &blocks {
        let How::Term(term) = block.how else {
            continue;
        };
        for priced in types.priced(name, block) {
            let (one, price) = priced?;
            let list_month = list_months.get(&one.sku).copied();
            let price =
                term_price(term, price).map_err(|problem| CatalogError::at(name, problem))?;
            all.push(PublishedCommitment {
                book: book.clone(),
                kind: term.kind,
                sku: Some(one.sku.clone()),
                months: term.months,
                payment: term.payment,
                price,
                currency,
                list_month,
                is_estimate: false,
                published: block.published.clone(),
            });
        }
    }
    Ok(all)
}

fn term_price(term: Term, price: NonNegative) -> Result<Price, ValueProblem> {
    Ok(match term.per {
        Per::Hour => Price::Hour(price),
        Per::Month => Price::Hour(NonNegative::new(decimal::over(
            price.get(),
            HOURS_OF_MONTH,
        )?)?),
        Per::Term => Price::Term(price),
    })
}
