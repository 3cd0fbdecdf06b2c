//! What the typed study comes to: prices where it can be priced, problems at their fields. Pure.

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::comparison::compare::{Comparison, compare};
use netprice::comparison::convert::ConvertedQuote;
use netprice::inverse::target::{
    CostRange, NeededDiscount, needed_discount_between, needed_discount_of,
};
use netprice::value::id::OfferId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Commitment, Discount, Money, NonNegative, Problem};
use netprice_catalog::Catalog;
use netprice_study::analysis::cost_with;
use netprice_study::compare::price_offer;
use netprice_study::workload::{Workload, WorkloadField};
use netprice_study::{CompareAnswer, Located, Offer, OfferAnswer, Problems, Study, StudyProblem};

use crate::compare::contract::Figure;
use crate::compare::document::Document;

/// What the typed study comes to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// What is wrong with the numbers of the workload.
    pub workload: BTreeMap<WorkloadField, StudyProblem>,
    /// The pay rate of each offer that has one, or what is wrong with it, by its position.
    pub pay: BTreeMap<usize, Result<Discount, ValueProblem>>,
    /// What is wrong with the figures of an offer's contract besides.
    pub figures: BTreeMap<usize, BTreeMap<Figure, ValueProblem>>,
    /// What is wrong besides at an offer.
    pub offers: BTreeMap<usize, Problems>,
    /// The offers that can be priced, compared; `None` while the workload is wrong.
    pub comparison: Option<Comparison>,
    /// The position of each offer that can be read, by its name; of two of a name, of the first.
    pub positions: BTreeMap<OfferId, usize>,
    /// What each offer comes to: its quote with its bill, and why its SKUs were chosen.
    pub priced: BTreeMap<OfferId, Rc<OfferAnswer>>,
    /// What the dearest offer costs at both ends of its pay rate: what it would need is said at each
    /// keystroke, whichever offer is typed at.
    pub dearest: Option<(OfferId, CostRange)>,
    /// The study as it was read, without the offers that cannot be.
    pub study: Option<Study>,
    /// What is wrong with the study as a whole.
    pub whole: Option<Problems>,
}

/// Prices whatever of the study can be priced.
///
/// A wrong pay rate takes out its own offer and leaves the others; a wrong workload leaves
/// nothing to price, and is said at its field.
#[must_use]
pub fn evaluate(document: &Document, catalog: &Catalog) -> Evaluation {
    evaluate_after(&Evaluation::default(), document, catalog)
}

/// The same as [`evaluate`], without pricing again what an evaluation before it, of the same
/// catalog, has priced: a keystroke changes one offer.
#[must_use]
pub fn evaluate_after(before: &Evaluation, document: &Document, catalog: &Catalog) -> Evaluation {
    let mut evaluating = Evaluating::begin(document, catalog);
    while evaluating.step(before, catalog) {}
    evaluating.finish(before, catalog)
}

/// A study being priced, one offer at a time: a page does something else in between.
pub struct Evaluating {
    evaluation: Evaluation,
    /// The position of each offer that can be read.
    kept: Vec<usize>,
    /// How many of them are priced.
    done: usize,
}

impl Evaluating {
    /// Reads the study; nothing is priced yet.
    #[must_use]
    pub fn begin(document: &Document, catalog: &Catalog) -> Self {
        let mut evaluation = Evaluation {
            workload: wrong_numbers(document),
            ..Evaluation::default()
        };
        contracts(document, catalog, &mut evaluation);
        if evaluation.workload.is_empty() {
            evaluation.read(document);
        }
        let positions = 0..document.price_books().len();
        let kept = positions.filter(|position| !evaluation.figures.contains_key(position));
        Self {
            kept: kept.collect(),
            evaluation,
            done: 0,
        }
    }

    /// Prices the next offer, unless the evaluation before has, and compares all after the last;
    /// whether there is more to do.
    pub fn step(&mut self, before: &Evaluation, catalog: &Catalog) -> bool {
        let Some(study) = &self.evaluation.study else {
            return false;
        };
        let next = study.offers.get(self.done).zip(self.kept.get(self.done));
        let Some((offer, position)) = next else {
            self.evaluation.compare(&self.kept);
            return false;
        };
        let name = offer.name();
        let priced = if self.evaluation.positions.contains_key(&name) {
            let value = name.clone();
            Err(StudyProblem::from(Problem::DuplicateOffer { value })
                .at("offers")
                .into())
        } else {
            let known = before.known(study, offer, &name).map(Ok);
            known.unwrap_or_else(|| price_offer(study, &name, catalog).map(Rc::new))
        };
        match priced {
            Ok(priced) => {
                self.evaluation.priced.insert(name.clone(), priced);
            }
            Err(problems) => {
                self.evaluation.offers.insert(*position, problems);
            }
        }
        self.evaluation.positions.entry(name).or_insert(*position);
        self.done += 1;
        true
    }

    /// What the study comes to, with what the dearest of its offers would need.
    #[must_use]
    pub fn finish(self, before: &Evaluation, catalog: &Catalog) -> Evaluation {
        let mut evaluation = self.evaluation;
        evaluation.dearest = evaluation.dearest_after(before, catalog);
        evaluation
    }
}

impl Evaluation {
    /// Reads the study without the offers that cannot be; nothing of one whose workload is wrong.
    fn read(&mut self, document: &Document) {
        let wrong: Vec<usize> = self.figures.keys().copied().collect();
        let study = match document.study_without(&wrong) {
            Ok(study) => study,
            Err(problem) => {
                self.whole = Some(problem.at(Path::default()).into());
                return;
            }
        };
        let problems = study.workload.as_ref().map(Workload::problems);
        for Located { path, problem } in problems.unwrap_or_default() {
            let at = |field: &&WorkloadField| path == path_of(**field);
            if let Some(field) = WorkloadField::ALL.iter().find(at) {
                self.workload.insert(*field, problem);
            }
        }
        if self.workload.is_empty() {
            self.study = Some(study);
        }
    }

    /// Compares what is priced, its offers at positions that are kept.
    fn compare(&mut self, kept: &[usize]) {
        let Some(study) = &self.study else {
            return;
        };
        let kept = study.offers.iter().zip(kept);
        let priced = kept.filter_map(|(offer, position)| {
            let (name, first) = self.positions.get_key_value(&offer.name())?;
            let priced = self.priced.get(name).filter(|_| first == position)?;
            Some((name, &priced.quote))
        });
        match compare(study.currency, priced) {
            Ok(comparison) => self.comparison = Some(comparison),
            Err(problems) => self.whole = Some(problems.lift()),
        }
    }

    fn dearest_after(&self, before: &Self, catalog: &Catalog) -> Option<(OfferId, CostRange)> {
        let study = self.study.as_ref()?;
        let name = &self.comparison.as_ref()?.ranked.last()?.offer;
        let known = before.dearest.as_ref().filter(|(then, _)| then == name);
        let is_same = || {
            let (now, then) = (self.priced.get(name), before.priced.get(name));
            now.zip(then)
                .is_some_and(|(now, then)| Rc::ptr_eq(now, then))
        };
        if let Some(known) = known.filter(|_| is_same()) {
            return Some(known.clone());
        }
        let cost = |pay: Discount| cost_with(study, name, pay, catalog).ok();
        let range = CostRange {
            nothing: cost(Discount::ALL)?,
            list: cost(Discount::NONE)?,
        };
        Some((name.clone(), range))
    }

    /// What an offer came to, if nothing that it depends on is another in a study.
    fn known(&self, study: &Study, offer: &Offer, name: &OfferId) -> Option<Rc<OfferAnswer>> {
        let before = self.study.as_ref()?;
        let (_, then) = before.offer(name).ok()?;
        let book = &offer.price_book;
        let is_same = then == offer
            && (before.currency, before.tax_basis) == (study.currency, study.tax_basis)
            && (before.day, before.workload) == (study.day, study.workload)
            && before.exchange_rates == study.exchange_rates
            && before.price_books.get(book) == study.price_books.get(book)
            && before.machines.get(book) == study.machines.get(book);
        self.priced.get(name).filter(|_| is_same).cloned()
    }

    /// What keeps a study from being compared, by field: where it cannot be read, or what cannot be
    /// compared, and what is wrong with the workload; nothing of one that is compared.
    #[must_use]
    pub fn problems(&self, document: &Document) -> Vec<Located> {
        let Some(whole) = &self.whole else {
            let workload = self.workload.iter();
            let located = workload.map(|(field, problem)| problem.clone().at(path_of(*field)));
            return located.collect();
        };
        let unread = document.problems();
        if unread.is_empty() {
            whole.iter().cloned().collect()
        } else {
            unread
        }
    }

    /// All of it as the answer to the question what the offers cost; `None` while nothing is compared.
    #[must_use]
    pub fn answer(&self) -> Option<CompareAnswer> {
        let outcome = |(name, position): (&OfferId, &usize)| {
            let priced = self.priced.get(name);
            let priced = priced.map(|priced| Ok(OfferAnswer::clone(priced)));
            let wrong = || self.offers.get(position).cloned().map(Err);
            Some((name.clone(), priced.or_else(wrong)?))
        };
        Some(CompareAnswer {
            comparison: self.comparison.clone()?,
            offers: self.positions.iter().filter_map(outcome).collect(),
            problems: Vec::new(),
        })
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

    /// What an offer commits to.
    #[must_use]
    pub fn held(&self, name: &OfferId) -> &[Commitment] {
        let offer = self.study.as_ref().and_then(|study| study.offer(name).ok());
        let held = offer.map(|(_, offer)| offer.commitments.held.as_slice());
        held.unwrap_or_default()
    }

    /// The pay rate on everything with which an offer would be within a target.
    #[must_use]
    pub fn needed(
        &self,
        name: &OfferId,
        target: Money,
        catalog: &Catalog,
    ) -> Option<NeededDiscount> {
        let study = self.study.as_ref()?;
        let known = self.dearest.as_ref().filter(|(dearest, _)| dearest == name);
        let cost = |pay: Discount| cost_with(study, name, pay, catalog);
        let needed = match known {
            Some((_, range)) => needed_discount_between(target, *range, cost),
            None => needed_discount_of(target, cost),
        };
        needed.ok()
    }
}

fn path_of(field: WorkloadField) -> Path {
    Path::from("workload").field(field.name())
}

/// What is wrong with the text of each number of the workload.
fn wrong_numbers(document: &Document) -> BTreeMap<WorkloadField, StudyProblem> {
    let mut wrong = BTreeMap::new();
    for field in WorkloadField::ALL {
        let text = document.workload_text(field).unwrap_or_default();
        if let Err(problem) = text.parse::<NonNegative>() {
            wrong.insert(field, problem.into());
        }
    }
    wrong
}

/// Reads the contract of every offer, and keeps what is wrong with each.
fn contracts(document: &Document, catalog: &Catalog, evaluation: &mut Evaluation) {
    for (offer, book) in document.price_books().into_iter().enumerate() {
        let Some(contract) = document.contract(offer) else {
            continue;
        };
        if !contract.pay.is_empty() {
            evaluation
                .pay
                .insert(offer, contract.pay.parse::<Discount>());
        }
        let own = document.own_book(book).map(|own| own.currency);
        let currency = own.or_else(|| catalog.currency(book));
        let currency = currency.map(|currency| currency.to_string());
        let problems = contract.problems(&currency.unwrap_or_default());
        if !problems.is_empty() {
            evaluation.figures.insert(offer, problems);
        }
    }
}
