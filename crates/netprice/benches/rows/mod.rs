//! Made-up usage for the benchmarks of rating: 10,000 SKUs, three in ten of which have 3 to 6 tiers, under 64 discounts.

#![allow(dead_code, reason = "each benchmark uses some of it")]

use netprice::{Agreement, PriceBook, PriceModel, Scope, Sku, Term, Usage, UsageLine};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};
use rust_decimal::Decimal;

pub const SKUS: usize = 10_000;
pub const DISCOUNTS: usize = 64;

/// A row: the position of its SKU in the price book, and millionths of a unit.
#[derive(Clone, Copy)]
pub struct Row {
    pub sku: usize,
    pub millionths: u64,
}

impl Row {
    pub fn quantity(self) -> Decimal {
        Decimal::from_i128_with_scale(self.millionths.into(), 6)
    }
}

/// A tier as a bare loop has it: the start in millionths, the price in 10^-10, and the cost up to the start.
#[derive(Clone, Copy)]
pub struct BareTier {
    pub from: i128,
    pub price: i128,
    pub before: i128,
}

/// The prices of a SKU, and its discount in 10^-4.
pub struct BareSku {
    pub tiers: Vec<BareTier>,
    pub discount: usize,
}

pub struct Made {
    pub book: PriceBook,
    pub agreement: Agreement,
    pub skus: Vec<BareSku>,
    /// The paid shares in 10^-4.
    pub discounts: Vec<i128>,
}

fn generator(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

fn up_to(random: &mut Xoshiro256PlusPlus, end: u64) -> u64 {
    random.next_u64() % end
}

/// The price book and the agreement, and the same as plain numbers.
pub fn made() -> Made {
    let mut random = generator(1);
    let mut book = PriceBook::new("acme", "north", "USD").unwrap();
    let mut skus = Vec::new();
    for index in 0..SKUS {
        let count = match up_to(&mut random, 10) {
            0..3 => 3 + up_to(&mut random, 4),
            _ => 1,
        };
        // Prices have six decimals, and tiers start at whole units.
        let mut price = 1_000 + up_to(&mut random, 1_000_000);
        let mut tiers = Vec::new();
        let mut bounds = Vec::new();
        let (mut from, mut before) = (0_i128, 0_i128);
        for _ in 0..count {
            let scaled = i128::from(price) * 10_000;
            tiers.push(BareTier {
                from,
                price: scaled,
                before,
            });
            let width = i128::from(1 + up_to(&mut random, 2_000)) * 1_000_000;
            before += width * scaled;
            from += width;
            bounds.push((from / 1_000_000, Decimal::new(price.try_into().unwrap(), 6)));
            price = price * 9 / 10;
        }
        let (_, last) = bounds.pop().unwrap();
        let bounds = bounds.into_iter();
        let bounds = bounds.map(|(bound, price)| (bound.to_string(), price.to_string()));
        let last = last.to_string();
        let model = PriceModel::graduated(bounds, last.as_str()).unwrap();
        let discount = index % DISCOUNTS;
        let sku = Sku::new(format!("service {discount}"), "Hours", model).unwrap();
        book = book.with(format!("sku {index:05}"), sku).unwrap();
        skus.push(BareSku { tiers, discount });
    }
    let mut agreement = Agreement::default();
    let mut discounts = Vec::new();
    for index in 0..DISCOUNTS {
        let share = 2_000 + up_to(&mut random, 8_000);
        let pay = format!("pay {}%", Decimal::new(share.try_into().unwrap(), 2));
        let term = Term::pay(format!("discount {index}"), pay.as_str()).unwrap();
        let scope = Scope::of_services([format!("service {index}")]).unwrap();
        agreement = agreement.with_term(term.within(scope));
        discounts.push(share.into());
    }
    Made {
        book,
        agreement,
        skus,
        discounts,
    }
}

/// Rows of random SKUs, of up to a thousand units each.
pub fn rows(count: usize) -> Vec<Row> {
    let mut random = generator(2);
    let row = |_| Row {
        sku: usize::try_from(random.next_u64() % SKUS as u64).unwrap(),
        millionths: random.next_u64() % 1_000_000_000,
    };
    (0..count).map(row).collect()
}

/// The same as the lines of a usage.
pub fn usage(rows: &[Row]) -> Usage {
    let line = |(index, row): (usize, &Row)| {
        let sku = format!("sku {:05}", row.sku);
        let quantity = format!("{} Hours", row.quantity().normalize());
        UsageLine::new(format!("row {index}"), sku, quantity.as_str()).unwrap()
    };
    Usage::of(rows.iter().enumerate().map(line).collect())
}

/// What a loop over plain numbers pays: the sum of the list costs in 10^-16 and of the effective ones in 10^-20.
pub fn bare(made: &Made, rows: &[Row]) -> (i128, i128) {
    let cost = |tiers: &[BareTier], count: i128| {
        let mut reached = tiers[0];
        for tier in &tiers[1..] {
            if tier.from >= count {
                break;
            }
            reached = *tier;
        }
        reached.before + (count - reached.from) * reached.price
    };
    let mut counts = vec![0_i128; made.skus.len()];
    let (mut list, mut effective) = (0, 0);
    for row in rows {
        let sku = &made.skus[row.sku];
        let start = counts[row.sku];
        let end = start + i128::from(row.millionths);
        counts[row.sku] = end;
        let row = cost(&sku.tiers, end) - cost(&sku.tiers, start);
        list += row;
        effective += row * made.discounts[sku.discount];
    }
    (list, effective)
}
