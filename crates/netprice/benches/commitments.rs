//! The time to size commitments, and to apply them to a month of usage.

use criterion::{Criterion, criterion_group, criterion_main};
use netprice::sizing::demand::{CapacityOption, Curve, best_ladder};
use netprice::{Money, NonNegative};
use rust_decimal::Decimal;

const HOURS_OF_A_YEAR: u32 = 8_760;
const OFFERS: i64 = 20;

/// A year of hours whose demands are nearly all different, like measured demand.
fn year() -> Vec<(u32, NonNegative)> {
    let demand = |hour: u32| {
        let mixed = u64::from(hour).wrapping_mul(2_654_435_761) % 100_000;
        NonNegative::new(Decimal::new(i64::try_from(mixed).unwrap(), 2)).unwrap()
    };
    (0..HOURS_OF_A_YEAR)
        .map(|hour| (hour, demand(hour)))
        .collect()
}

/// Offers whose fees rise as their use prices fall, so that many of them are best for some
/// utilisation.
fn offers() -> Vec<CapacityOption> {
    let usd = "USD".parse().unwrap();
    let offer = |index: i64| {
        let saved = index.checked_mul(500).unwrap();
        let fee = index.checked_mul(index).unwrap().checked_mul(9).unwrap();
        CapacityOption {
            id: format!("offer {index}").parse().unwrap(),
            fee: Money::new(Decimal::new(fee, 4), usd),
            use_price: Money::new(Decimal::new(10_000_i64.checked_sub(saved).unwrap(), 4), usd),
        }
    };
    (1..=OFFERS).map(offer).collect()
}

fn how_much_to_commit(c: &mut Criterion) {
    let (year, offers) = (year(), offers());
    let on_demand: Money = "1 USD".parse().unwrap();
    c.bench_function("best ladder of 20 offers over 8,760 hours", |b| {
        b.iter(|| {
            let curve = Curve::hourly(&year).unwrap();
            best_ladder(&curve, on_demand, &offers).unwrap()
        });
    });
}

criterion_group!(benches, how_much_to_commit);
criterion_main!(benches);
