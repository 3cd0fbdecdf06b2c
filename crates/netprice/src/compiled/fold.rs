//! Derives the plan of a SKU from its prices and the terms of an agreement.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::plan::{Band, Dated, Folded, Plan, Unfolded};
use super::scaled::{PRICE_PLACES, QUANTITY_PLACES, units};
use crate::agreement::Agreement;
use crate::agreement::scope::{ChargeKey, Scope, ScopeNames};
use crate::agreement::terms::{PriceChange, Stage, Term};
use crate::book::price::{PriceModel, Tier};
use crate::book::price_book::{Pooling, PriceBook, Sku};
use crate::problem::{Located, Problem, Problems, under};
use crate::usage::Usage;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{LineId, SkuId};
use crate::value::ordered::set_of;
use crate::value::path::Path;
use crate::value::ratio::Ratio;

/// Refuses a price book and terms with problems, and what has no cost of a single row.
pub(super) fn check(book: &PriceBook, agreement: &Agreement) -> Result<(), Problems> {
    let mut problems: Vec<Located> = under(book.problems(), "price_book").collect();
    let nothing = Usage::default();
    let names = ScopeNames::of(book, &nothing, agreement.commitments.owners());
    let of_terms = agreement.terms.problems(book.currency, &names);
    // The lines and the owners of the rows are not known yet.
    problems.extend(
        of_terms
            .into_iter()
            .filter(|located| !is_of_rows(&located.path)),
    );
    problems.extend(under(coupled(&agreement.terms.0), "terms"));
    let besides = [
        ("commitments", !agreement.commitments.is_empty()),
        ("fees", !agreement.fees.is_empty()),
    ];
    for (field, is_there) in besides {
        if is_there {
            problems.push(not_by_row(field).at(field));
        }
    }
    Problems::none_of(problems)
}

fn is_of_rows(path: &Path) -> bool {
    let names = path.to_string();
    names.contains(".scope.lines") || names.contains(".scope.owners")
}

fn not_by_row(value: &str) -> Problem {
    Problem::NotByRow {
        value: value.to_owned(),
    }
}

/// The terms whose effect on a charge depends on other charges.
fn coupled(terms: &[Term]) -> Vec<Located> {
    let mut problems = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        let name: &str = (&term.change).into();
        let of_term = match &term.change {
            PriceChange::AmountOff(_)
            | PriceChange::BySpend(_)
            | PriceChange::ByQuantity(_)
            | PriceChange::BestOf(_)
            | PriceChange::FirstOf(_) => vec![not_by_row(name).at(Path::default())],
            PriceChange::Additive(inner) => under(coupled(inner), name).collect(),
            PriceChange::Pay(_)
            | PriceChange::Markup { .. }
            | PriceChange::UnitOff(_)
            | PriceChange::Fixed(_)
            | PriceChange::NotBelow(_)
            | PriceChange::NotAbove(_)
            | PriceChange::AtLeast(_)
            | PriceChange::AtMost(_) => Vec::new(),
        };
        problems.extend(under(of_term, Path::default().index(index).field("change")));
    }
    problems
}

/// The terms in the order in which they apply to usage that no commitment covers.
pub(super) fn in_order(agreement: &Agreement) -> Vec<&Term> {
    let at = |stages: &'static [Stage]| {
        let terms = agreement.terms.0.iter();
        terms.filter(move |term| stages.contains(&term.stage()))
    };
    let later = at(&[Stage::Uncovered, Stage::AfterCommitments]);
    at(&[Stage::BeforeCommitments]).chain(later).collect()
}

/// The plans of a SKU: one for each span of days in which nothing changes.
pub(super) fn plans(book: &PriceBook, terms: &[&Term], id: &SkuId, sku: &Sku) -> Vec<Dated> {
    let dates = changes(terms, sku);
    let before = dates.first().and_then(|first| first.yesterday().ok());
    let first = before.and_then(|date| Day::try_from(date).ok());
    let mut plans = vec![dated(book, terms, (id, sku), (None, first))];
    for date in &dates {
        let day = Day::try_from(*date).ok();
        plans.push(dated(book, terms, (id, sku), (Some(*date), day)));
    }
    plans
}

/// The days on which the price of a SKU or a term changes.
fn changes(terms: &[&Term], sku: &Sku) -> BTreeSet<Date> {
    let later = sku.later.iter().map(|later| later.from.date());
    let mut dates = set_of(later);
    let mut all: Vec<&Term> = terms.to_vec();
    while let Some(term) = all.pop() {
        dates.extend(term.from.map(Day::date));
        dates.extend(term.until.and_then(|until| until.date().tomorrow().ok()));
        all.extend(term.change.inner());
    }
    dates
}

fn dated(
    book: &PriceBook,
    terms: &[&Term],
    (id, sku): (&SkuId, &Sku),
    (from, day): (Option<Date>, Option<Day>),
) -> Dated {
    let plan = match folded(book, terms, (id, sku), day) {
        Ok(folded) => Plan::Folded(folded),
        Err(why) => Plan::Unfolded(why),
    };
    let is_flat = match sku.price_on(day).0 {
        None | Some(PriceModel::Flat(_)) => true,
        Some(PriceModel::Graduated(tiers)) => match tiers.as_slice() {
            [only] => only.up_to.is_none() && is_plain(only).is_ok(),
            _ => false,
        },
        Some(PriceModel::AllUnits(_) | PriceModel::ByTimeOfDay(_)) => false,
    };
    // The cost of a tier is rounded over all that it has counted, so rows share the rounding.
    let is_shared = !sku.rules.is_empty() || book.rounding.tier.is_some();
    let has_agreed_tiers = terms
        .iter()
        .any(|term| agrees_tiers(&term.change) && reaches(book, term, (id, sku)));
    let by_count = !is_flat || is_shared || has_agreed_tiers;
    Dated {
        from,
        plan,
        by_count,
    }
}

/// Whether a term replaces the price by one that may depend on the count.
fn agrees_tiers(change: &PriceChange) -> bool {
    if let PriceChange::Fixed(price) = change {
        return !matches!(price, PriceModel::Flat(_));
    }
    let mut inner = change.inner().iter();
    inner.any(|term| agrees_tiers(&term.change))
}

/// Whether a term applies to some rows of a SKU, whatever their lines and owners.
fn reaches(book: &PriceBook, term: &Term, (id, sku): (&SkuId, &Sku)) -> bool {
    let of_skus = Scope {
        lines: Vec::new(),
        owners: Vec::new(),
        ..term.scope.clone()
    };
    let line: Result<LineId, _> = "row".parse();
    line.is_ok_and(|line| {
        let key = ChargeKey::of_usage(
            (&book.provider, &book.region),
            (&sku.service, sku.purchase_option.as_ref()),
            id,
            (&line, None),
        );
        of_skus.selector().matches(&key)
    })
}

/// A tier without packages and fees.
fn is_plain(tier: &Tier) -> Result<(), Unfolded> {
    match tier {
        tier if tier.per.is_some() => Err(Unfolded::Packages),
        tier if !tier.flat_fee.is_zero() => Err(Unfolded::FlatFees),
        _ => Ok(()),
    }
}

fn folded(
    book: &PriceBook,
    terms: &[&Term],
    (id, sku): (&SkuId, &Sku),
    day: Option<Day>,
) -> Result<Folded, Unfolded> {
    let price = sku.price_on(day).0.ok_or(Unfolded::NoPrice)?;
    let tiers = match price {
        PriceModel::Flat(unit_price) => &[Tier::open(*unit_price)][..],
        PriceModel::Graduated(tiers) => tiers.as_slice(),
        PriceModel::AllUnits(_) => return Err(Unfolded::AllUnits),
        PriceModel::ByTimeOfDay(_) => return Err(Unfolded::HoursOfDay),
    };
    let rounding = &book.rounding;
    let reasons = [
        (!sku.factors.is_empty(), Unfolded::Factors),
        (!sku.rules.is_empty(), Unfolded::Rules),
        (sku.pooling != Pooling::Together, Unfolded::Pooling),
        (book.listed_in.is_some(), Unfolded::Conversion),
        (
            rounding.unit_price.is_some() || rounding.tier.is_some(),
            Unfolded::Rounding,
        ),
    ];
    if let Some((_, why)) = reasons.into_iter().find(|(holds, _)| *holds) {
        return Err(why);
    }
    tiers.iter().try_for_each(is_plain)?;
    let share = share(book, terms, (id, sku), day)?;
    let bands = PRICE_PLACES.into_iter().find_map(|places| {
        let bands = tiers.iter().map(|tier| band(tier, share, places));
        let bands = bands.collect::<Option<Box<[Band]>>>()?;
        Some(Folded {
            bands,
            price_places: places,
        })
    });
    bands.ok_or(Unfolded::PriceDigits)
}

/// A tier as whole numbers; `None` if its bound or a price has more digits.
fn band(tier: &Tier, share: Ratio, places: u32) -> Option<Band> {
    let list = tier.unit_price.get();
    let effective = Ratio::from(list).times(share).ok()?;
    let exact = effective
        .decimal()
        .ok()
        .filter(|it| Ratio::from(*it) == effective)?;
    let bound = |bound: NonNegative| units(bound.get(), QUANTITY_PLACES);
    let up_to = match tier.up_to {
        // The largest number stands for no end.
        Some(end) => bound(end).filter(|end| *end != u64::MAX)?,
        None => u64::MAX,
    };
    Some(Band {
        up_to,
        list: units(list, places)?,
        effective: units(exact, places)?,
    })
}

/// The share of the list price that is paid under the terms.
fn share(
    book: &PriceBook,
    terms: &[&Term],
    (id, sku): (&SkuId, &Sku),
    day: Option<Day>,
) -> Result<Ratio, Unfolded> {
    let mut share = Ratio::ONE;
    for term in terms.iter().filter(|term| term.holds_on(day)) {
        let of_rows = !term.scope.lines.is_empty() || !term.scope.owners.is_empty();
        if !reaches(book, term, (id, sku)) {
            continue;
        }
        if of_rows {
            return Err(Unfolded::Terms);
        }
        share = changed(share, &term.change)?;
    }
    Ok(share)
}

fn changed(share: Ratio, change: &PriceChange) -> Result<Ratio, Unfolded> {
    let digits = |_| Unfolded::PriceDigits;
    match change {
        PriceChange::Pay(pay) => share.times(pay.paid().into()).map_err(digits),
        PriceChange::Markup { percent } => {
            let more = Ratio::from(percent.get()).over(100.into());
            let more = more.and_then(|more| share.times(more));
            more.and_then(|more| share.plus(more)).map_err(digits)
        }
        PriceChange::NotBelow(pay) => Ok(share.max(pay.paid().into())),
        PriceChange::NotAbove(pay) => Ok(share.min(pay.paid().into())),
        PriceChange::UnitOff(_)
        | PriceChange::AmountOff(_)
        | PriceChange::Fixed(_)
        | PriceChange::BySpend(_)
        | PriceChange::ByQuantity(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_)
        | PriceChange::Additive(_)
        | PriceChange::BestOf(_)
        | PriceChange::FirstOf(_) => Err(Unfolded::Terms),
    }
}
