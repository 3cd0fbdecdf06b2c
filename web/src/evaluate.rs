//! What the typed plan comes to: prices where it can be priced, problems at their fields. Pure.

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::commit::offer::Commitment;
use netprice::compare::{Comparison, compare};
use netprice::convert::{ConvertedQuote, in_money};
use netprice::decimal::Amount;
use netprice::error::{PricingError, PricingErrors, Problem};
use netprice::id::OfferId;
use netprice::money::Money;
use netprice::rate::PayRate;
use netprice::solve::{Ends, NeededRate, OneMore};
use netprice_catalog::answer::{Priced, price_offer};
use netprice_catalog::catalog::Catalog;
use netprice_catalog::need::Need;
use netprice_catalog::needed::{ends, needed_pay_rate, needed_pay_rate_between};
use netprice_catalog::plan::Plan;

use crate::contract::Figure;
use crate::crossings::one_more_of;
use crate::document::{Document, NeedField};

/// What the typed plan comes to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// What is wrong with the numbers of the workload.
    pub need: BTreeMap<NeedField, Problem>,
    /// The pay rate of each offer that has one, or what is wrong with it.
    pub pay: BTreeMap<usize, Result<PayRate, Problem>>,
    /// What is wrong with the figures of an offer's contract besides.
    pub figures: BTreeMap<usize, BTreeMap<Figure, Problem>>,
    /// What is wrong besides at an offer.
    pub offers: BTreeMap<usize, PricingErrors>,
    /// The offers that can be priced, compared; `None` while the workload is wrong.
    pub comparison: Option<Comparison>,
    /// The position of each compared offer in the plan, by its name.
    pub positions: BTreeMap<String, usize>,
    /// What is paid for each offer whose prices are all known: its bill, after minimums, vouchers and
    /// tax, in the currency of the plan.
    pub billed: BTreeMap<usize, Money>,
    /// What each offer comes to: its bill, and why its SKUs were chosen.
    pub priced: BTreeMap<usize, Rc<Priced>>,
    /// What the dearest offer costs at both ends of its pay rate: what it would need is said at each
    /// keystroke, whichever offer is typed at.
    pub dearest: Option<(usize, Ends)>,
    /// The plan as it was read, without the offers that cannot be, and the position of each of its
    /// offers among all.
    pub read: Option<(Plan, Vec<usize>)>,
    /// What is wrong with the plan as a whole.
    pub plan: Option<PricingErrors>,
}

/// Prices whatever of the plan can be priced.
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

/// A plan being priced, one offer at a time: a page does something else in between.
pub struct Evaluating {
    evaluation: Evaluation,
    /// How many of the offers that can be read are priced.
    done: usize,
}

impl Evaluating {
    /// Reads the plan; nothing is priced yet.
    #[must_use]
    pub fn begin(document: &Document, catalog: &Catalog) -> Self {
        let mut evaluation = Evaluation {
            need: need_problems(document),
            ..Evaluation::default()
        };
        contracts(document, catalog, &mut evaluation);
        if evaluation.need.is_empty() {
            evaluation.read(document);
        }
        Self {
            evaluation,
            done: 0,
        }
    }

    /// Prices the next offer, unless the evaluation before has, and compares all after the last;
    /// whether there is more to do.
    pub fn step(&mut self, before: &Evaluation, catalog: &Catalog) -> bool {
        let index = self.done;
        let Some((plan, kept)) = &self.evaluation.read else {
            return false;
        };
        let Some(position) = kept.get(index).copied() else {
            self.evaluation.compare(catalog);
            return false;
        };
        let known = before.known(plan, index, position).map(Ok);
        match known.unwrap_or_else(|| price_offer(plan, index, catalog).map(Rc::new)) {
            Ok(priced) => {
                let (id, positions) = (priced.id.to_string(), &mut self.evaluation.positions);
                positions.insert(id, position);
                self.evaluation.priced.insert(position, priced);
            }
            Err(errors) => {
                self.evaluation.offers.insert(position, errors);
            }
        }
        self.done += 1;
        true
    }

    /// What the plan comes to, with what the dearest of its offers would need.
    #[must_use]
    pub fn finish(self, before: &Evaluation, catalog: &Catalog) -> Evaluation {
        let mut evaluation = self.evaluation;
        evaluation.dearest = evaluation.dearest_after(before, catalog);
        evaluation
    }
}

impl Evaluation {
    /// Reads the plan without the offers that cannot be; nothing of one whose workload is wrong.
    fn read(&mut self, document: &Document) {
        let wrong: Vec<usize> = self.figures.keys().copied().collect();
        let plan = match document.plan_without(&wrong) {
            Ok(plan) => plan,
            Err(problem) => {
                self.plan = Some(problem.at("document").into());
                return;
            }
        };
        let problems = plan.need.as_ref().map(Need::problems);
        for error in problems.unwrap_or_default() {
            let at = |field: &&NeedField| error.field == format!("need.{}", field.name());
            if let Some(field) = NeedField::ALL.iter().find(at) {
                self.need.insert(*field, error.problem);
            }
        }
        if self.need.is_empty() {
            let positions = 0..document.price_books().len();
            let kept = positions.filter(|position| !wrong.contains(position));
            self.read = Some((plan, kept.collect()));
        }
    }

    fn compare(&mut self, catalog: &Catalog) {
        let Some((plan, _)) = &self.read else {
            return;
        };
        let rates = plan.exchange_rates.as_ref();
        let rates = rates.unwrap_or(&catalog.exchange_rates);
        let billed = self.priced.iter().filter_map(|(position, priced)| {
            let billed = priced.bill.as_ref()?.billed;
            // A quote that was converted has its rate.
            let billed = in_money(billed, plan.currency, rates).ok()?;
            Some((*position, billed))
        });
        self.billed = billed.collect();
        let priced = self.priced.values();
        let quotes = priced.map(|priced| (priced.id.clone(), priced.quote.clone()));
        match compare(plan.currency, quotes.collect()) {
            Ok(comparison) => self.comparison = Some(comparison),
            Err(errors) => self.plan = Some(errors),
        }
    }

    fn dearest_after(&self, before: &Self, catalog: &Catalog) -> Option<(usize, Ends)> {
        let (plan, kept) = self.read.as_ref()?;
        let last = self.comparison.as_ref()?.ranked.last()?;
        let position = *self.positions.get(last.offer.as_str())?;
        let known = before.dearest.filter(|(then, _)| *then == position);
        let is_same = || {
            let (now, then) = (self.priced.get(&position), before.priced.get(&position));
            now.zip(then)
                .is_some_and(|(now, then)| Rc::ptr_eq(now, then))
        };
        if let Some(known) = known.filter(|_| is_same()) {
            return Some(known);
        }
        let offer = kept.iter().position(|kept| *kept == position)?;
        Some((position, ends(plan, offer, catalog).ok()?))
    }

    /// What an offer came to, if nothing that it depends on is another in a plan.
    fn known(&self, plan: &Plan, index: usize, position: usize) -> Option<Rc<Priced>> {
        let (before, kept) = self.read.as_ref()?;
        let then = kept.iter().position(|kept| *kept == position)?;
        let is_same = before.offers.get(then)? == plan.offers.get(index)?
            && (before.currency, before.footing) == (plan.currency, plan.footing)
            && before.need == plan.need
            && before.exchange_rates == plan.exchange_rates;
        let book = &plan.offers.get(index)?.price_book;
        let is_same = is_same
            && before.price_books.get(book) == plan.price_books.get(book)
            && before.machines.get(book) == plan.machines.get(book);
        self.priced.get(&position).filter(|_| is_same).cloned()
    }

    /// What keeps a plan from being compared, by field: where it cannot be read, or what cannot be
    /// compared, and what is wrong with the workload; nothing of one that is compared.
    #[must_use]
    pub fn problems(&self, document: &Document) -> Vec<PricingError> {
        let need = self.need.iter().map(|(field, problem)| {
            let field = format!("need.{}", field.name());
            problem.clone().at(field)
        });
        let Some(errors) = &self.plan else {
            return need.collect();
        };
        let unread = document.problems();
        match unread.is_empty() {
            true => errors.0.clone(),
            false => unread,
        }
    }

    /// The quote of the offer of a position.
    #[must_use]
    pub fn quote(&self, position: usize) -> Option<&ConvertedQuote> {
        let comparison = self.comparison.as_ref()?;
        let ranked = comparison.ranked.iter().map(|one| (&one.offer, &one.quote));
        let open = comparison.incomplete.iter();
        let mut all = ranked.chain(open.map(|one| (&one.offer, &one.quote)));
        let is_it = |offer: &OfferId| self.positions.get(offer.as_str()) == Some(&position);
        all.find_map(|(offer, quote)| is_it(offer).then_some(quote))
    }

    /// What the offer of a position commits to.
    #[must_use]
    pub fn held(&self, position: usize) -> Vec<Commitment> {
        let Some((plan, kept)) = self.read.as_ref() else {
            return Vec::new();
        };
        let offer = kept.iter().position(|kept| *kept == position);
        let offer = offer.and_then(|offer| plan.offers.get(offer));
        offer
            .map(|offer| offer.commitments.held.clone())
            .unwrap_or_default()
    }

    /// What one more of a number of the workload costs at the offer of a position.
    #[must_use]
    pub fn one_more(
        &self,
        position: usize,
        field: NeedField,
        catalog: &Catalog,
    ) -> Option<OneMore> {
        let (plan, kept) = self.read.as_ref()?;
        let offer = kept.iter().position(|kept| *kept == position)?;
        one_more_of(plan, offer, field, catalog).ok()
    }

    /// The pay rate on everything with which the offer of a position would be within a target.
    #[must_use]
    pub fn needed(&self, position: usize, target: Money, catalog: &Catalog) -> Option<NeededRate> {
        let (plan, kept) = self.read.as_ref()?;
        let offer = kept.iter().position(|kept| *kept == position)?;
        let known = self.dearest.filter(|(dearest, _)| *dearest == position);
        let needed = match known {
            Some((_, ends)) => needed_pay_rate_between(plan, offer, target, ends, catalog),
            None => needed_pay_rate(plan, offer, target, catalog),
        };
        needed.ok()
    }
}

fn need_problems(document: &Document) -> BTreeMap<NeedField, Problem> {
    let problem = |field: &NeedField| {
        let text = document.need_text(*field).unwrap_or_default();
        let problem = text.parse::<Amount>().err()?;
        Some((*field, problem))
    };
    NeedField::ALL.iter().filter_map(problem).collect()
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
                .insert(offer, contract.pay.parse::<PayRate>());
        }
        let own = document.own_book(book).map(|own| own.currency.to_string());
        let currency = own.unwrap_or_else(|| currency_of(book, catalog));
        let problems = contract.problems(&currency);
        if !problems.is_empty() {
            evaluation.figures.insert(offer, problems);
        }
    }
}

/// The currency of a price book of the catalog.
#[must_use]
pub fn currency_of(book: &str, catalog: &Catalog) -> String {
    let book = book.parse().ok().and_then(|id| catalog.books.get(&id));
    book.map(|book| book.prices.currency.to_string())
        .unwrap_or_default()
}
