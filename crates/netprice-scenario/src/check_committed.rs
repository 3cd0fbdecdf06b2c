//! Holding what commitments must come to against what they came to.

use netprice::commit::Held;
use netprice::commit::offer::Basis;
use netprice::commit::worth::{coverage, savings_rate};
use netprice::decimal::print;
use netprice::error::R;
use netprice::money::{Money, Rounding, RoundingMode};
use netprice::quote::{Charge, ChargeKind, Quote};
use rust_decimal::Decimal;

use crate::check::differ;
use crate::file::{ExpectedHeld, ExpectedLine, ExpectedOffer, ExpectedShare};

pub(crate) fn compare_commitments(
    failures: &mut Vec<String>,
    name: &str,
    expected: &ExpectedOffer,
    quote: &Quote,
) {
    for (id, expected) in &expected.commitments {
        let what = format!("{name}: {id}");
        match quote.commitments.iter().find(|held| held.id == *id) {
            Some(held) => compare_held(failures, &what, expected, held),
            None => failures.push(format!("{what}: expected a commitment, there is none")),
        }
    }
    let saved = savings_rate(quote, Basis::List).map(Option::unwrap_or_default);
    let covered = coverage(quote, Basis::List).map(Option::unwrap_or_default);
    compare_share(
        failures,
        &format!("{name}: savings rate"),
        expected.savings_rate.as_ref(),
        saved,
    );
    compare_share(
        failures,
        &format!("{name}: coverage"),
        expected.coverage.as_ref(),
        covered,
    );
}

fn compare_held(failures: &mut Vec<String>, name: &str, expected: &ExpectedHeld, held: &Held) {
    if let Some(drawn) = expected.drawn {
        differ(failures, &format!("{name}: drawn"), &drawn, &held.drawn);
    }
    let amounts = [
        ("fee", expected.fee, held.fee),
        ("unused", expected.unused, held.unused),
        ("kept", expected.kept, held.kept),
        ("counted", expected.counted, held.counted),
    ];
    for (what, expected, actual) in amounts {
        if let Some(expected) = expected {
            differ(failures, &format!("{name}: {what}"), &expected, &actual);
        }
    }
    let utilisation = expected.utilisation.as_ref();
    compare_share(
        failures,
        &format!("{name}: utilisation"),
        utilisation,
        held.utilisation(),
    );
}

fn compare_share(
    failures: &mut Vec<String>,
    name: &str,
    expected: Option<&ExpectedShare>,
    actual: R<Decimal>,
) {
    let Some(expected) = expected else {
        return;
    };
    match actual {
        Ok(actual) => {
            let mode = RoundingMode::HalfUp;
            let rounded = expected.places.map(|places| Rounding { places, mode });
            let actual = rounded.map_or(actual, |rounding| rounding.apply(actual));
            differ(failures, name, &expected.share, &print(actual));
        }
        Err(problem) => failures.push(format!("{name}: {problem}")),
    }
}

/// The parts of a line: how much is covered, and what covered and uncovered parts cost.
pub(crate) fn compare_parts(
    failures: &mut Vec<String>,
    name: &str,
    expected: &ExpectedLine,
    parts: &[&Charge],
) {
    let is_covered = |charge: &&&Charge| matches!(charge.kind, ChargeKind::Covered(_));
    let (covered, rest): (Vec<&&Charge>, Vec<&&Charge>) = parts.iter().partition(is_covered);
    if let Some(expected) = expected.covered {
        let quantity = covered
            .iter()
            .map(|charge| charge.quantity.value())
            .sum::<Decimal>();
        differ(
            failures,
            &format!("{name}: covered"),
            &expected,
            &print(quantity),
        );
    }
    let sides = [
        ("covered cost", expected.covered_cost, covered),
        ("on demand", expected.on_demand, rest),
    ];
    for (what, expected, charges) in sides {
        let Some(expected) = expected else {
            continue;
        };
        let costs = charges.iter().map(|charge| charge.costs.effective);
        match Money::sum(expected.currency(), costs) {
            Ok(sum) => differ(failures, &format!("{name}: {what}"), &expected, &sum),
            Err(problem) => failures.push(format!("{name}: {what}: {problem}")),
        }
    }
}
