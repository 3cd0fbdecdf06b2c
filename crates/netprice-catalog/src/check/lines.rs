//! The sizes of a family of machines, whose prices are most often in proportion to their processors.

use std::collections::BTreeMap;

use netprice::PriceModel;
use netprice::value::decimal;
use netprice::value::id::{BookId, SkuId};
use rust_decimal::Decimal;

use crate::book::{Book, Machine};
use crate::check::{Finding, Rule};
use crate::goods::{CpuShare, Purchase};

/// The fewest sizes of which one can be off the line.
const FEWEST: usize = 4;
/// The share of the line by which a price may differ: a twentieth.
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// A size with its price for a processor.
struct Size<'a> {
    sku: &'a SkuId,
    vcpus: Decimal,
    price: Decimal,
    each: Decimal,
}

/// What the sizes of a line have in common: family, purchase, and memory for a processor.
type Line<'a> = (&'a str, &'static str, Decimal);

pub(super) fn check(id: &BookId, book: &Book) -> Vec<Finding> {
    let mut lines: BTreeMap<Line<'_>, Vec<Size<'_>>> = BTreeMap::new();
    for (name, machine) in &book.machines {
        let price = book.prices.skus.get(name).and_then(|sku| match &sku.price {
            Some(PriceModel::Flat(price)) if !price.is_zero() => Some(price.get()),
            _ => None,
        });
        let Some((line, price)) = line(name, machine).zip(price) else {
            continue;
        };
        let vcpus = machine.vcpus.get();
        if let Ok(each) = decimal::over(price, vcpus) {
            let sku = name;
            let size = Size {
                sku,
                vcpus,
                price,
                each,
            };
            lines.entry(line).or_default().push(size);
        }
    }
    let finding = |rule, size: &Size<'_>, expected| Finding {
        book: id.clone(),
        sku: size.sku.clone(),
        rule,
        value: size.price.normalize().to_string(),
        expected,
    };
    let mut findings = Vec::new();
    for sizes in lines.values_mut() {
        sizes.sort_by_key(|size| (size.vcpus, size.price));
        let off = off_line(sizes);
        findings.extend(
            off.iter()
                .map(|(size, expected)| finding(Rule::Line, size, expected.clone())),
        );
        for (smaller, larger) in sizes.iter().zip(sizes.iter().skip(1)) {
            let is_cheaper = larger.vcpus > smaller.vcpus && larger.price < smaller.price;
            let is_told = off
                .iter()
                .any(|(size, _)| size.sku == larger.sku || size.sku == smaller.sku);
            if is_cheaper && !is_told {
                let expected = format!(
                    "at least {} of the smaller {}",
                    smaller.price.normalize(),
                    smaller.sku
                );
                findings.push(finding(Rule::Size, larger, expected));
            }
        }
    }
    findings
}

/// The line of a machine; `None` for one whose price follows its accelerators, a share of its processors or its local disks.
fn line<'a>(name: &'a SkuId, machine: &'a Machine) -> Option<Line<'a>> {
    let is_plain = machine.gpu.is_none()
        && machine.cpu_share == CpuShare::default()
        && !machine.vcpus.is_zero()
        && !machine.memory_gib.is_zero();
    let purchase = match machine.purchase {
        Purchase::OnDemand => "on demand",
        Purchase::Spot => return None,
        Purchase::Month => "month",
    };
    let memory = decimal::over(machine.memory_gib.get(), machine.vcpus.get()).ok()?;
    let family = machine.family.as_deref().filter(|_| is_plain)?;
    (!has_variant(name.as_str())).then_some((family, purchase, memory))
}

/// Whether a word follows the number of processors in a name, such as `lssd` in `c3-standard-8-lssd`.
fn has_variant(name: &str) -> bool {
    let name = name.split(' ').next().unwrap_or_default();
    let mut parts = name.split('-');
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_number = parts.any(is_number);
    has_number && parts.any(|part| part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The sizes whose price for a processor is not near that of most; none where no price is that of most.
fn off_line<'a, 'b>(sizes: &'b [Size<'a>]) -> Vec<(&'b Size<'a>, String)> {
    let near = |size: &Size<'_>, each: Decimal| {
        let far = decimal::times(each, NEAR).unwrap_or_default();
        decimal::minus(size.each, each).is_ok_and(|difference| difference.abs() <= far)
    };
    let count = |each: Decimal| sizes.iter().filter(|size| near(size, each)).count();
    let usual = sizes.iter().map(|size| (count(size.each), size.each));
    let Some((most, each)) = usual.max_by_key(|(count, _)| *count) else {
        return Vec::new();
    };
    if sizes.len() < FEWEST || most.saturating_mul(4) < sizes.len().saturating_mul(3) {
        return Vec::new();
    }
    let off = sizes.iter().filter(|size| !near(size, each));
    let off = off.map(|size| {
        let expected = decimal::times(each, size.vcpus).unwrap_or_default();
        let (expected, of) = (expected.normalize(), sizes.len());
        (
            size,
            format!("about {expected}, as {most} of {of} sizes of its family"),
        )
    });
    off.collect()
}
