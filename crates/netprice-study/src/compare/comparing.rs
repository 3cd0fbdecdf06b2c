//! A comparison in steps, which reuses the offers of an earlier one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use netprice::Problem;
use netprice::comparison::compare::Comparison;
use netprice::value::decimal;
use netprice::value::id::OfferId;
use netprice::value::ordered::{map_of, sort_by};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;

use super::{
    CompareAnswer, OfferAnswer, Quoting, early, offer_path, overridden, price, rank, unlisted,
    unsold, workload_problems,
};
use super::{notice, partial};
use crate::outcome::Outcomes;
use crate::problem::{Located, StudyProblem};
use crate::resumable::Resumable;
use crate::study::{Offer, Study};

/// The priced offers of a comparison, by name; copies share them.
pub type Priced = BTreeMap<OfferId, Rc<OfferAnswer>>;

/// The answer of [`Comparing`]: the ranking, and the offers, which copies share.
///
/// [`Compared::whole`] adds what a [`CompareAnswer`] says besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The offers that could be priced, ranked in the currency of the study.
    pub comparison: Comparison,
    /// The ranked offers by their amount due, as in [`CompareAnswer::by_amount_due`].
    pub by_amount_due: Vec<OfferId>,
    /// Each offer with its price or its problems, by name.
    pub offers: Outcomes<OfferId, Rc<OfferAnswer>>,
    /// The names of the offers, in the order of the study.
    pub order: Vec<OfferId>,
    /// The problems of the study besides, as in [`CompareAnswer::problems`].
    pub problems: Vec<Located>,
}

impl Compared {
    /// The answer with the coverage of the offers, the ranking on the lines that all of them price, and the
    /// notices.
    #[must_use]
    pub fn whole(mut self, study: &Study, catalog: &Catalog) -> CompareAnswer {
        let offers = self.order.iter().filter_map(|name| {
            let answer = self.offers.get(name)?.as_ref().ok()?;
            Some((name, &**answer))
        });
        let matched: Vec<_> = offers.filter(|(_, one)| !one.matches.is_empty()).collect();
        let (coverage, priced_everywhere) = match partial::shared(study, &matched) {
            Ok(found) => found,
            Err(problem) => {
                self.problems
                    .push(StudyProblem::from(problem).at("workload"));
                (BTreeMap::new(), None)
            }
        };
        self.problems
            .extend(unsold::unsold(study, &matched, catalog));
        let priced = self.offers.values().filter_map(|one| one.as_ref().ok());
        let early = early::early(study, priced.map(|answer| &**answer));
        self.problems.extend(early);
        let notices = notice::notices(&matched, catalog);
        let offers = self.offers.into_iter();
        let owned = offers.map(|(name, outcome)| (name, outcome.map(Rc::unwrap_or_clone)));
        CompareAnswer {
            comparison: self.comparison,
            by_amount_due: self.by_amount_due,
            offers: owned.collect(),
            coverage,
            priced_everywhere,
            notices,
            problems: self.problems,
        }
    }
}

/// A comparison in steps: each step prices one offer, and the last one ranks them.
///
/// With [`Compared::whole`], the answer is that of [`compare`](super::compare()).
///
/// ```
/// use netprice_study::compare::Comparing;
/// use netprice_study::{Catalog, Resumable, Study, compare};
///
/// let study = Study::from_json(r#"{
///     "currency": "USD",
///     "workload": { "lines": [
///         { "id": "web", "ask": { "machines": { "count": "1", "vcpus": "4", "memory_gib": "16" } } },
///         { "id": "out", "ask": { "traffic": { "gb": "100000" } } }
///     ] },
///     "offers": [{ "price_book": "aws-us-east-1" }, { "price_book": "gcp-us-central1" }]
/// }"#)?;
/// let catalog = Catalog::published()?;
/// let compared = Comparing::new(&study, &catalog).finish();
/// assert_eq!(compared.whole(&study, &catalog), compare(&study, &catalog));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Comparing<'a> {
    study: &'a Study,
    catalog: Cow<'a, Catalog>,
    quoting: Quoting,
    /// The offers to price: those of the study; none if a list of it is longer than its limit.
    asked: &'a [Offer],
    earlier: Option<Earlier<'a>>,
    /// The position of the next offer.
    next: usize,
    /// The names of the offers so far, in their order.
    order: Vec<OfferId>,
    offers: Outcomes<OfferId, Rc<OfferAnswer>>,
    problems: Vec<Located>,
}

/// An earlier study, its offers by name, and their prices.
struct Earlier<'a> {
    study: &'a Study,
    offers: BTreeMap<OfferId, &'a Offer>,
    priced: &'a Priced,
}

impl<'a> Comparing<'a> {
    /// Begins a comparison of the offers of a study; no offer is priced yet.
    #[must_use]
    pub fn new(study: &'a Study, catalog: &'a Catalog) -> Self {
        let (catalog, problems) = overridden(study, catalog);
        Self::begun(study, catalog, problems, Quoting::whole())
    }

    /// Begins a comparison like [`Comparing::new`], without the study's overrides: the catalogue has them
    /// already; offers are priced as far as the program can.
    #[must_use]
    pub fn overridden(study: &'a Study, catalog: &'a Catalog, quoting: Quoting) -> Self {
        Self::begun(study, Cow::Borrowed(catalog), Vec::new(), quoting)
    }

    fn begun(
        study: &'a Study,
        catalog: Cow<'a, Catalog>,
        mut problems: Vec<Located>,
        quoting: Quoting,
    ) -> Self {
        let above = study.above_limits();
        let asked = if above.is_empty() {
            problems.extend(unlisted(study));
            problems.extend(workload_problems(study));
            study.offers.as_slice()
        } else {
            &[]
        };
        problems.extend(above);
        Self {
            study,
            catalog,
            quoting,
            asked,
            earlier: None,
            next: 0,
            order: Vec::new(),
            offers: Outcomes::new(),
            problems,
        }
    }

    /// Reuses the priced offers of an earlier study, which was compared with the same catalogue.
    ///
    /// An offer is reused if it and everything in the study that its price depends on are unchanged.
    #[must_use]
    pub fn reusing(self, earlier: &'a Study, priced: &'a Priced) -> Self {
        // Of two offers of one name the first was priced.
        let offers = earlier.offers.iter().rev();
        let offers = map_of(offers.map(|offer| (offer.name(), offer)));
        let earlier = Some(Earlier {
            study: earlier,
            offers,
            priced,
        });
        Self { earlier, ..self }
    }

    fn known(&self, offer: &Offer, name: &OfferId) -> Option<Rc<OfferAnswer>> {
        let earlier = self.earlier.as_ref()?;
        let (then, same) = (earlier.study, *earlier.offers.get(name)?);
        let (now, book) = (self.study, &offer.price_book);
        let is_unchanged = same == offer
            && (then.currency, then.tax_basis) == (now.currency, now.tax_basis)
            && then.day == now.day
            && then.workload == now.workload
            && then.exchange_rates == now.exchange_rates
            && then.price_books.get(book) == now.price_books.get(book)
            && then.machines.get(book) == now.machines.get(book)
            && then.goods.get(book) == now.goods.get(book)
            && then.flexible.get(book) == now.flexible.get(book)
            && then.overrides == now.overrides;
        let priced = earlier.priced.get(name);
        priced.filter(|_| is_unchanged).cloned()
    }

    fn ranked(mut self) -> Compared {
        let (comparison, wrong) = rank(self.study, &self.order, &self.offers);
        self.problems.extend(wrong);
        Compared {
            by_amount_due: by_amount_due(&comparison, &self.offers),
            comparison,
            offers: self.offers,
            order: self.order,
            problems: self.problems,
        }
    }
}

/// The ranked offers by their amount due, equals as they are ranked; none where this is the ranking.
fn by_amount_due(
    comparison: &Comparison,
    offers: &Outcomes<OfferId, Rc<OfferAnswer>>,
) -> Vec<OfferId> {
    let due = comparison.ranked.iter().filter_map(|one| {
        let answer = offers.get(&one.offer)?.as_ref().ok()?;
        Some((answer.quote.amount_due?.amount(), &one.offer))
    });
    let mut by_due: Vec<_> = due.collect();
    if by_due.is_sorted_by_key(|(due, _)| *due) {
        return Vec::new();
    }
    sort_by(&mut by_due, |(one, _), (other, _)| one.cmp(other));
    by_due.into_iter().map(|(_, name)| name.clone()).collect()
}

impl Resumable for Comparing<'_> {
    type Answer = Compared;

    fn share(&self) -> Decimal {
        let all = Decimal::from(self.asked.len());
        decimal::over(self.next.into(), all).unwrap_or_default()
    }

    fn step(mut self) -> ControlFlow<Compared, Self> {
        let index = self.next;
        let Some(offer) = self.asked.get(index) else {
            return ControlFlow::Break(self.ranked());
        };
        let name = offer.name();
        if self.offers.contains_key(&name) {
            let path = offer_path(index).field("id");
            let twice = Problem::DuplicateOffer { value: name };
            self.problems.push(StudyProblem::from(twice).at(path));
        } else {
            let known = self.known(offer, &name).map(Ok);
            let priced = known.unwrap_or_else(|| {
                let prices = (&*self.catalog, self.quoting);
                price(self.study, index, offer, prices).map(Rc::new)
            });
            self.offers.insert(name.clone(), priced);
            self.order.push(name);
        }
        self.next = index.saturating_add(1);
        ControlFlow::Continue(self)
    }
}
