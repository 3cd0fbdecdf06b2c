//! Comparisons in which something is missing: coverage, and the ranking on the lines priced everywhere.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Money;
use netprice::value::decimal::{self, Number};
use netprice::value::id::{LineId, OfferId};
use netprice::value::ordered::{set_of, sort_by};
use netprice::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::OfferAnswer;
use crate::study::Study;

/// How much of a workload an offer prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The number of lines of which every part has a price.
    pub lines: usize,
    /// The number of lines of the workload.
    pub of: usize,
    /// The share of the cost at the dearest, rounded down to 4 decimals: each line counts by its effective
    /// cost at the offer where that is highest. `None` if no line costs anything.
    pub share: Option<Number>,
    /// The lines without a price, in the order of the workload.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<LineId>,
}

impl Coverage {
    /// The share in whole percent, rounded down; `None` if no line costs anything.
    #[must_use]
    pub fn percent(&self) -> Option<Number> {
        let percent = decimal::times(self.share?.0, Decimal::ONE_HUNDRED).ok()?;
        Some(Number(percent.floor()))
    }
}

/// The ranking on the lines that every offer prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedEverywhere {
    /// These lines, in the order of the workload.
    pub lines: Vec<LineId>,
    /// The other lines.
    pub left_out: Vec<LeftOut>,
    /// The offers by the effective cost of these lines, cheapest first; empty if there is no such line.
    pub ranked: Vec<OnSharedLines>,
}

/// A line that some offer does not price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The line.
    pub line: LineId,
    /// The offers at which it has no price.
    pub missing_at: Vec<OfferId>,
}

/// An offer, ranked on the lines that every offer prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnSharedLines {
    /// The offer.
    pub offer: OfferId,
    /// 1 for the cheapest; equal costs share a rank, and the next is skipped.
    pub rank: usize,
    /// The effective cost of these lines in the currency of the study, without unused commitments, fees
    /// and corrections, which belong to no line.
    pub effective: Money,
}

/// The effective cost of each line of an offer, in the currency of the comparison.
///
/// Charges are added by the id of their line; a line without charges is absent.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
pub fn line_costs(offer: &OfferAnswer) -> Result<BTreeMap<LineId, Money>, ValueProblem> {
    let matches = offer.matches_by_usage();
    let mut sums: BTreeMap<LineId, Money> = BTreeMap::new();
    for (charge, costs) in offer.quote.charges() {
        let Some(usage) = charge.usage() else {
            continue;
        };
        let line = matches.get(&usage.line).map_or(&usage.line, |one| &one.of);
        let sum = match sums.get(line) {
            Some(sum) => sum.plus(costs.effective)?,
            None => costs.effective,
        };
        sums.insert(line.clone(), sum);
    }
    Ok(sums)
}

/// The lines of a workload of which a part has no price at an offer.
fn missing(offer: &OfferAnswer) -> BTreeSet<LineId> {
    let matches = offer.matches_by_usage();
    let unpriced = offer.quote.quote.unpriced.iter();
    let unpriced = unpriced.filter_map(|one| matches.get(&one.line).map(|one| one.of.clone()));
    let unmatched = offer.matches.iter().filter(|one| one.is_missing());
    unpriced
        .chain(unmatched.map(|one| one.of.clone()))
        .collect()
}

type Shared = (BTreeMap<OfferId, Coverage>, Option<PricedEverywhere>);

/// The coverage of each offer, and the ranking on the lines that all of them price.
pub(super) fn shared(
    study: &Study,
    offers: &[(&OfferId, &OfferAnswer)],
) -> Result<Shared, ValueProblem> {
    let Some(workload) = &study.workload else {
        return Ok((BTreeMap::new(), None));
    };
    let mut seen = BTreeSet::new();
    let lines: Vec<&LineId> = workload.ids().filter(|id| seen.insert(*id)).collect();
    let costs: Vec<BTreeMap<LineId, Money>> = {
        let costs = offers.iter().map(|(_, offer)| line_costs(offer));
        costs.collect::<Result<_, _>>()?
    };
    let missing: Vec<BTreeSet<LineId>> = offers.iter().map(|(_, offer)| missing(offer)).collect();
    let mut dearest: BTreeMap<&LineId, Decimal> = BTreeMap::new();
    for (costs, missing) in costs.iter().zip(&missing) {
        for (line, cost) in costs.iter().filter(|(line, _)| !missing.contains(*line)) {
            let most = dearest.entry(line).or_default();
            *most = cost.amount().max(*most);
        }
    }
    let mut coverage = BTreeMap::new();
    for ((name, _), missing) in offers.iter().zip(&missing) {
        coverage.insert((*name).clone(), covered(&lines, missing, &dearest)?);
    }
    if missing.iter().all(BTreeSet::is_empty) {
        return Ok((coverage, None));
    }
    let left_out = lines.iter().filter_map(|line| {
        let at = offers.iter().zip(&missing);
        let at = at.filter(|(_, missing)| missing.contains(*line));
        let missing_at: Vec<OfferId> = at.map(|((name, _), _)| (*name).clone()).collect();
        let line = (*line).clone();
        (!missing_at.is_empty()).then_some(LeftOut { line, missing_at })
    });
    let left_out: Vec<LeftOut> = left_out.collect();
    let without = set_of(left_out.iter().map(|one| &one.line));
    let is_shared = |line: &&LineId| !without.contains(*line);
    let lines: Vec<LineId> = lines.into_iter().filter(is_shared).cloned().collect();
    let ranked = if lines.is_empty() {
        Vec::new()
    } else {
        ranked(study, offers, &costs, &lines)?
    };
    let priced_everywhere = PricedEverywhere {
        lines,
        left_out,
        ranked,
    };
    Ok((coverage, Some(priced_everywhere)))
}

fn covered(
    lines: &[&LineId],
    missing: &BTreeSet<LineId>,
    dearest: &BTreeMap<&LineId, Decimal>,
) -> Result<Coverage, ValueProblem> {
    let (mut all, mut priced) = (Decimal::ZERO, Decimal::ZERO);
    for (line, cost) in dearest {
        all = decimal::plus(all, *cost)?;
        if !missing.contains(*line) {
            priced = decimal::plus(priced, *cost)?;
        }
    }
    let share = if all.is_zero() {
        None
    } else {
        let share = decimal::over_floor(decimal::times(priced, TEN_THOUSAND)?, all)?;
        Some(Number(decimal::over(share.floor(), TEN_THOUSAND)?))
    };
    let without = lines.iter().filter(|line| missing.contains(**line));
    let without: Vec<LineId> = without.map(|line| (*line).clone()).collect();
    Ok(Coverage {
        lines: lines.len().saturating_sub(without.len()),
        of: lines.len(),
        share,
        missing: without,
    })
}

const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

fn ranked(
    study: &Study,
    offers: &[(&OfferId, &OfferAnswer)],
    costs: &[BTreeMap<LineId, Money>],
    lines: &[LineId],
) -> Result<Vec<OnSharedLines>, ValueProblem> {
    let mut sums = Vec::new();
    for ((name, _), costs) in offers.iter().zip(costs) {
        let of_lines = lines.iter().filter_map(|line| costs.get(line).copied());
        sums.push((Money::sum(study.currency, of_lines)?, *name));
    }
    sort_by(&mut sums, |(a, a_name), (b, b_name)| {
        let by_cost = a.amount().cmp(&b.amount());
        by_cost.then_with(|| a_name.cmp(b_name))
    });
    let mut ranked: Vec<OnSharedLines> = Vec::new();
    for (effective, offer) in sums {
        let rank = match ranked.last() {
            Some(last) if last.effective == effective => last.rank,
            _ => ranked.len().saturating_add(1),
        };
        let offer = offer.clone();
        ranked.push(OnSharedLines {
            offer,
            rank,
            effective,
        });
    }
    Ok(ranked)
}
