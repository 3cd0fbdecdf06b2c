//! The answer to the study as typed: the offers by their positions, and the problems at their fields.
//! Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use netprice::comparison::compare::Comparison;
use netprice::comparison::convert::ConvertedQuote;
use netprice::inverse::target::{CostRange, NeededDiscount};
use netprice::value::id::OfferId;
use netprice::value::ordered::set_of;
use netprice::value::path::{Path, Segment};
use netprice::{Commitment, Money};
use netprice_catalog::Catalog;
use netprice_study::analysis::{needed_by, range_by, runner_up};
use netprice_study::compare::{Compared, Comparing, Priced};
use netprice_study::{Located, Problems, Resumable, Study};

use crate::compare::document::Document;
use crate::kit::quoting::quoting;

/// The answer to the study as typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// The positions of the offers whose contract has a text that cannot be read: they are priced under the contract
    /// before.
    pub contracts: BTreeSet<usize>,
    /// The other problems of offers, by position.
    pub offers: BTreeMap<usize, Problems>,
    /// The offers that can be priced, ranked; `None` while the study as a whole is wrong.
    pub comparison: Option<Comparison>,
    /// The position of each offer that can be read, by its name; of two of a name, of the first.
    pub positions: BTreeMap<OfferId, usize>,
    /// The priced offers.
    pub priced: Priced,
    /// The runner-up, and its cost at no and at full discount: the headline says at each keystroke
    /// which discount it needs.
    pub runner_up: Option<(OfferId, CostRange)>,
    /// The study.
    pub study: Option<Study>,
    /// The problems of the study as a whole.
    pub whole: Option<Problems>,
}

/// Prices all of the study that can be priced.
///
/// A contract or a line that cannot be read counts as it last could be.
#[must_use]
pub fn evaluate(document: &Document, catalog: &Catalog) -> Evaluation {
    evaluate_after(&Evaluation::default(), document, catalog)
}

/// The same as [`evaluate`], with the offers of an earlier evaluation, of the same catalogue, that did
/// not change.
#[must_use]
pub fn evaluate_after(before: &Evaluation, document: &Document, catalog: &Catalog) -> Evaluation {
    let typed = Readable::of(document);
    let compared = typed.comparing(before, catalog).finish();
    typed.evaluation(compared, before, catalog)
}

/// The study as it can be compared, and the contracts with a text that cannot be read.
pub struct Readable {
    contracts: BTreeSet<usize>,
    study: Study,
}

impl Readable {
    /// Reads the form.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let forms = document.offers.iter().enumerate();
        let wrong = forms.filter(|(_, form)| form.is_wrong());
        Self {
            contracts: set_of(wrong.map(|(position, _)| position)),
            study: document.study(),
        }
    }

    /// The comparison, after an evaluation of the same catalogue.
    #[must_use]
    pub fn comparing<'a>(&'a self, before: &'a Evaluation, catalog: &'a Catalog) -> Comparing<'a> {
        let comparing = Comparing::overridden(&self.study, catalog, quoting());
        match &before.study {
            Some(study) => comparing.reusing(study, &before.priced),
            None => comparing,
        }
    }

    /// The evaluation of the comparison.
    #[must_use]
    pub fn evaluation(
        self,
        compared: Compared,
        before: &Evaluation,
        catalog: &Catalog,
    ) -> Evaluation {
        let mut evaluation = Evaluation {
            contracts: self.contracts,
            ..Evaluation::default()
        };
        for (position, offer) in self.study.offers.iter().enumerate() {
            let positions = &mut evaluation.positions;
            positions.entry(offer.name()).or_insert(position);
        }
        evaluation.study = Some(self.study);
        evaluation.place(compared);
        evaluation.runner_up = evaluation.runner_up_after(before, catalog);
        evaluation
    }
}

impl Evaluation {
    /// Puts each outcome at the position of its offer.
    fn place(&mut self, compared: Compared) {
        for (name, outcome) in compared.offers {
            match (outcome, self.positions.get(&name)) {
                (Ok(priced), _) => {
                    self.priced.insert(name, priced);
                }
                (Err(problems), Some(position)) => {
                    self.offers.insert(*position, problems);
                }
                (Err(_), None) => {}
            }
        }
        let mut whole = Vec::new();
        for problem in compared.problems {
            match offer_of(&problem.path) {
                Some(position) => {
                    self.offers.insert(position, problem.into());
                }
                // The line of a study that was opened is missing at each offer, which says so.
                None if problem.path.within("workload").is_some() => {}
                None => whole.push(problem),
            }
        }
        self.whole = Problems::none_of(whole).err();
        if self.whole.is_none() {
            self.comparison = Some(compared.comparison);
        }
    }

    fn runner_up_after(&self, before: &Self, catalog: &Catalog) -> Option<(OfferId, CostRange)> {
        let name = &runner_up(self.comparison.as_ref()?)?.offer;
        let known = before.runner_up.as_ref().filter(|(then, _)| then == name);
        let (now, then) = (self.priced.get(name)?, before.priced.get(name));
        let is_same = then.is_some_and(|then| Rc::ptr_eq(now, then));
        if let Some(known) = known.filter(|_| is_same) {
            return Some(known.clone());
        }
        let study = self.study.as_ref()?;
        let range = range_by(study, name, (catalog, quoting())).ok()?;
        Some((name.clone(), range))
    }

    /// The problems that keep the study from being compared; none of one that is compared.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        self.whole
            .iter()
            .flat_map(Problems::iter)
            .cloned()
            .collect()
    }

    /// The name of the offer of a position.
    #[must_use]
    pub fn name(&self, position: usize) -> Option<&OfferId> {
        let mut positions = self.positions.iter();
        positions.find_map(|(name, at)| (*at == position).then_some(name))
    }

    /// The quote of an offer.
    #[must_use]
    pub fn quote(&self, name: &OfferId) -> Option<&ConvertedQuote> {
        self.priced.get(name).map(|priced| &priced.quote)
    }

    /// The commitments of an offer.
    #[must_use]
    pub fn held(&self, name: &OfferId) -> &[Commitment] {
        let offer = self.study.as_ref().and_then(|study| study.offer(name).ok());
        let held = offer.map(|(_, offer)| offer.commitments.held.as_slice());
        held.unwrap_or_default()
    }

    /// The discount on everything with which an offer would be within a target.
    #[must_use]
    pub fn needed(
        &self,
        name: &OfferId,
        target: Money,
        catalog: &Catalog,
    ) -> Option<NeededDiscount> {
        let study = self.study.as_ref()?;
        let known = self.runner_up.as_ref().filter(|(next, _)| next == name);
        let known = known.map(|(_, ends)| *ends);
        needed_by(study, name, target, known, (catalog, quoting())).ok()
    }
}

/// The index of the offer that a path is in.
fn offer_of(path: &Path) -> Option<usize> {
    match path.segments() {
        [Segment::Name(list), Segment::Index(index), ..] if list == "offers" => Some(*index),
        _ => None,
    }
}
