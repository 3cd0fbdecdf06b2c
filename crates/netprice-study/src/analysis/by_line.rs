//! The cost of an offer line by line of the workload, and what belongs to no line.

use std::collections::BTreeMap;

use netprice::Money;
use netprice::rating::charge::Unpriced;
use netprice::value::decimal;
use netprice::value::id::{LineId, SkuId};
use netprice::value::problem::ValueProblem;
use rust_decimal::Decimal;

use super::CostGroup;
use super::cost_by_service::group_of;
use crate::compare::OfferAnswer;
use crate::sku_match::{Found, Missing, Size, SkuMatch};
use crate::workload::Workload;
use crate::workload::ask::Ask;

/// An offer, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByLine<'a> {
    /// The lines with a cost, a SKU or a gap, by their id.
    pub lines: BTreeMap<&'a LineId, LineCost<'a>>,
    /// The effective costs that belong to no line: unused commitments, fees, corrections.
    pub besides: BTreeMap<CostGroup, Money>,
}

/// What a line costs at an offer, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineCost<'a> {
    /// The list cost; zero for a line without a price.
    pub list: Money,
    /// The effective cost; zero for a line without a price.
    pub effective: Money,
    /// What answers its parts, by name, each once.
    pub names: Vec<&'a str>,
    /// The first of its parts that nothing answers.
    pub unmatched: Option<&'a Missing>,
    /// The first of its parts without a price.
    pub unpriced: Option<&'a Unpriced>,
    /// What is asked and what is had, where the latter is at least half as large again.
    pub larger: Option<(Size, Size)>,
}

impl LineCost<'_> {
    /// Whether a part of the line is not in its costs.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.unmatched.is_some() || self.unpriced.is_some()
    }
}

/// A part of the cost of an offer: what is asked, or what belongs to no line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostPart {
    /// The lines of an ask: its place in the order of the asks, and its name in the document.
    Asked(usize, &'static str),
    /// Usage that an offer lists itself.
    OwnUsage,
    /// What belongs to no line.
    Besides(CostGroup),
}

impl ByLine<'_> {
    /// The effective costs by what is asked, in the order of the asks, and what is besides them.
    ///
    /// They add up to the effective cost of the offer.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn by_ask(&self, workload: &Workload) -> Result<BTreeMap<CostPart, Money>, ValueProblem> {
        let asks = workload.lines.iter();
        let asks: BTreeMap<&LineId, &Ask> = asks.map(|line| (&line.id, &line.ask)).collect();
        let part = |line: &&LineId| match asks.get(*line) {
            Some(ask) => CostPart::Asked(place(ask), ask.name()),
            None => CostPart::OwnUsage,
        };
        let lines = self.lines.iter();
        let lines = lines.map(|(line, cost)| (part(line), cost.effective));
        let besides = self.besides.iter();
        let besides = besides.map(|(group, cost)| (CostPart::Besides(group.clone()), *cost));
        let mut sums: BTreeMap<CostPart, Money> = BTreeMap::new();
        for (part, cost) in lines.chain(besides) {
            let sum = sums.get(&part).map_or(Ok(cost), |sum| sum.plus(cost))?;
            sums.insert(part, sum);
        }
        Ok(sums)
    }

    /// The effective cost of some lines; `None` if one of them has no price or the sum is too large.
    #[must_use]
    pub fn subtotal<'b>(&self, lines: impl Iterator<Item = &'b LineId>) -> Option<Money> {
        let mut sum: Option<Money> = None;
        for line in lines {
            let cost = self.lines.get(line).filter(|cost| !cost.is_incomplete())?;
            sum = Some(match sum {
                Some(sum) => sum.plus(cost.effective).ok()?,
                None => cost.effective,
            });
        }
        sum
    }
}

/// Sums the costs of an offer by the lines of the workload, in the currency of the comparison.
///
/// Lines and what is besides them add up to the effective cost of the offer, since every charge is in one of them.
/// An offer that lists its own usage has the lines of that. The work grows with the number of charges.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
pub fn by_line(offer: &OfferAnswer) -> Result<ByLine<'_>, ValueProblem> {
    let currency = offer.quote.total.known().effective.currency();
    let matches = offer.matches_by_usage();
    let mut all = ByLine {
        lines: BTreeMap::new(),
        besides: BTreeMap::new(),
    };
    let nothing = || LineCost {
        list: Money::zero(currency),
        effective: Money::zero(currency),
        names: Vec::new(),
        unmatched: None,
        unpriced: None,
        larger: None,
    };
    for one in &offer.matches {
        let line = all.lines.entry(&one.of).or_insert_with(nothing);
        let name = name_of(one);
        if let Some(name) = name.filter(|name| !line.names.contains(name)) {
            line.names.push(name);
        }
        if let Found::Missing(missing) = &one.found {
            line.unmatched = line.unmatched.or(Some(missing));
        }
        line.larger = line.larger.or_else(|| larger(one));
    }
    let of = |usage| matches.get(usage).map_or(usage, |one| &one.of);
    for (charge, costs) in offer.quote.charges() {
        if let Some(usage) = charge.usage() {
            let line = all.lines.entry(of(&usage.line)).or_insert_with(nothing);
            line.list = line.list.plus(costs.list)?;
            line.effective = line.effective.plus(costs.effective)?;
            if offer.matches.is_empty() && !line.names.contains(&usage.sku.as_str()) {
                line.names.push(usage.sku.as_str());
            }
        } else if let Some(group) = group_of(charge) {
            let sum = all.besides.entry(group);
            let sum = sum.or_insert_with(|| Money::zero(currency));
            *sum = sum.plus(costs.effective)?;
        }
    }
    for unpriced in &offer.quote.quote.unpriced {
        let line = all.lines.entry(of(&unpriced.line)).or_insert_with(nothing);
        line.unpriced = line.unpriced.or(Some(unpriced));
    }
    Ok(all)
}

/// The lowest effective cost of a line among some offers that price all of it; `None` where none does.
#[must_use]
pub fn cheapest_at(line: &LineId, offers: &[ByLine<'_>]) -> Option<Money> {
    let costs = offers.iter().filter_map(|offer| offer.lines.get(line));
    let costs = costs
        .filter(|cost| !cost.is_incomplete())
        .map(|cost| cost.effective);
    costs.min_by_key(|cost| cost.amount())
}

/// The place of an ask in the order of the asks.
fn place(ask: &Ask) -> usize {
    match ask {
        Ask::Machines(_) => 0,
        Ask::BlockStorage(_) => 1,
        Ask::ObjectStorage(_) => 2,
        Ask::Database(_) => 3,
        Ask::Cache(_) => 4,
        Ask::LoadBalancer(_) => 5,
        Ask::Nat(_) => 6,
        Ask::PublicIp(_) => 7,
        Ask::Kubernetes(_) => 8,
        Ask::Traffic(_) => 9,
        Ask::Tokens(_) => 10,
        Ask::Sku(_) => 11,
        Ask::Own(_) => 12,
    }
}

fn name_of(one: &SkuMatch) -> Option<&str> {
    match &one.found {
        Found::Composed { name, .. } => Some(name),
        Found::Chosen { .. } | Found::Named { .. } | Found::Given { .. } | Found::Missing(_) => {
            one.sku().map(SkuId::as_str)
        }
    }
}

/// What is asked and what is had, where that is at least half as large again in one of its numbers.
fn larger(one: &SkuMatch) -> Option<(Size, Size)> {
    let choice = one.choice()?;
    let (asked, size) = (choice.asked?, choice.size?);
    size.is_much_larger(asked).then_some((asked, size))
}

/// The part with the highest cost, and its share of all costs in whole percent, rounded down; of equal ones the first.
///
/// `None` where nothing costs anything, or the sum is too large. Costs below zero, such as refunds, count as zero.
///
/// ```
/// use netprice_study::analysis::{CostGroup, CostPart, largest_part};
/// let parts = [
///     (CostPart::Asked(0, "machines"), "2 USD".parse()?),
///     (CostPart::Besides(CostGroup::Fees), "1 USD".parse()?),
/// ];
/// // 2 of 3 are 66.6…%.
/// assert_eq!(largest_part(&parts.into()), Some((&CostPart::Asked(0, "machines"), 66)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn largest_part(parts: &BTreeMap<CostPart, Money>) -> Option<(&CostPart, u32)> {
    let amount = |money: &Money| money.amount().max(Decimal::ZERO);
    let mut sum = Decimal::ZERO;
    for money in parts.values() {
        sum = decimal::plus(sum, amount(money)).ok()?;
    }
    let mut parts = parts.iter();
    let first = parts.next()?;
    let most = parts.fold(first, |most, one| {
        if amount(one.1) > amount(most.1) {
            one
        } else {
            most
        }
    });
    if sum.is_zero() {
        return None;
    }
    let hundred = decimal::times(amount(most.1), Decimal::ONE_HUNDRED).ok()?;
    let percent = decimal::over_floor(hundred, sum).ok()?.floor();
    Some((most.0, u32::try_from(percent).ok()?))
}
