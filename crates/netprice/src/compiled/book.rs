//! A compiled price book.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::counts::{Counts, Lane};
use super::fold;
use super::plan::{Dated, Plan, Unfolded};
use crate::agreement::Agreement;
use crate::book::price_book::PriceBook;
use crate::problem::Problems;
use crate::value::id::SkuId;

/// A price book and an agreement, compiled for rating row by row.
///
/// See the [module](super) for the proof that its costs are exact, and [`CompiledBook::rate`] for an example.
#[derive(Clone, Debug)]
pub struct CompiledBook<'a> {
    pub(super) book: Cow<'a, PriceBook>,
    pub(super) agreement: Cow<'a, Agreement>,
    /// The SKUs in the order of the price book, which is that of their names.
    pub(super) skus: Vec<SkuId>,
    /// The plans of each SKU, in the order of their days.
    pub(super) plans: Vec<Vec<Dated>>,
}

impl<'a> CompiledBook<'a> {
    /// Compiles a price book under an agreement.
    ///
    /// # Errors
    /// Those of [`PriceBook::problems`] and of the terms;
    /// [`Problem::NotByRow`](crate::Problem::NotByRow) for terms that depend on several charges, for commitments
    /// and for fees. Terms of the bill change no cost of a row and are not used.
    ///
    /// ```
    /// use netprice::compiled::CompiledBook;
    /// use netprice::{Agreement, PriceBook};
    /// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.192")?;
    /// let agreement = Agreement::default().with_discount("frame", "4.5折")?;
    /// assert_eq!(CompiledBook::of(&book, &agreement)?.position("vm"), Some(0));
    /// let agreement = agreement.with_term(netprice::Term::amount_off("welcome", "100 USD")?);
    /// assert!(CompiledBook::of(&book, &agreement).is_err()); // off which row?
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn of(book: &'a PriceBook, agreement: &'a Agreement) -> Result<Self, Problems> {
        Self::compiled(Cow::Borrowed(book), Cow::Borrowed(agreement))
    }

    /// Compiles like [`CompiledBook::of`], and keeps the price book and the agreement.
    ///
    /// # Errors
    /// As [`CompiledBook::of`].
    pub fn owning(
        book: PriceBook,
        agreement: Agreement,
    ) -> Result<CompiledBook<'static>, Problems> {
        CompiledBook::compiled(Cow::Owned(book), Cow::Owned(agreement))
    }

    fn compiled(book: Cow<'a, PriceBook>, agreement: Cow<'a, Agreement>) -> Result<Self, Problems> {
        fold::check(&book, &agreement)?;
        let terms = fold::in_order(&agreement);
        let skus = book.skus.iter();
        let plans = skus.map(|(id, sku)| fold::plans(&book, &terms, id, sku));
        Ok(Self {
            plans: plans.collect(),
            skus: book.skus.keys().cloned().collect(),
            book,
            agreement,
        })
    }

    /// The position of a SKU, by which it is rated; `None` for one that the price book does not list.
    #[must_use]
    pub fn position(&self, sku: &str) -> Option<usize> {
        self.skus.binary_search_by(|id| id.as_str().cmp(sku)).ok()
    }

    /// The names of the SKUs, by their positions.
    #[must_use]
    pub fn skus(&self) -> &[SkuId] {
        &self.skus
    }

    /// The price book.
    #[must_use]
    pub fn book(&self) -> &PriceBook {
        &self.book
    }

    /// Why rows of a SKU take the explained path, over all days; empty if they are folded on each of them.
    #[must_use]
    pub fn reasons(&self, position: usize) -> BTreeSet<Unfolded> {
        let plans = self.plans.get(position).into_iter().flatten();
        let reasons = plans.filter_map(|dated| match &dated.plan {
            Plan::Folded(_) => None,
            Plan::Unfolded(why) => Some(*why),
        });
        reasons.collect()
    }

    /// Whether a price or a term of a SKU has dates, so that a row of it needs a day.
    #[must_use]
    pub fn is_dated(&self, position: usize) -> bool {
        self.plans
            .get(position)
            .is_some_and(|plans| plans.len() > 1)
    }

    /// Whether the cost of a row depends on the count of the SKU before it, as in tiers.
    ///
    /// Where it does not, rows can be rated in any order. Rules, agreed tiers and the rounding of a tier depend on it
    /// too.
    #[must_use]
    pub fn depends_on_count(&self, position: usize) -> bool {
        let plans = self.plans.get(position);
        plans.into_iter().flatten().any(|dated| dated.by_count)
    }

    /// Counts that begin at zero.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let lanes = self.plans.iter().map(|plans| match plans.as_slice() {
            [only] => Lane::of(&only.plan, 0),
            _ => Lane::CLOSED,
        });
        Counts::of(lanes.collect())
    }

    /// The plan of a SKU on a day; of a SKU with several, one without a day has none.
    pub(super) fn plan_on(&self, position: usize, day: Option<Date>) -> Option<&Plan> {
        let plans = self.plans.get(position)?.as_slice();
        if let [only] = plans {
            return Some(&only.plan);
        }
        let day = day?;
        let count = plans.partition_point(|dated| dated.from.is_none_or(|from| from <= day));
        let plan = plans.get(count.checked_sub(1)?)?;
        Some(&plan.plan)
    }
}
