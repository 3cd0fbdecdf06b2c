//! How much of a load to buy ahead, and what that is worth if the load moves.

mod at_offer;
mod machine;
pub(crate) mod question;

use std::collections::BTreeMap;

use netprice::sizing::demand::{BestLadder, CapacityOption, Curve, best_ladder, regret};
use netprice::value::id::{CommitmentId, OfferId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative, Problem};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::at_offer::{machines_of_line, offer_advice, read_hours, sold_at};
pub use self::machine::{MachineHour, SoldAhead, sold_ahead, sold_for};
pub use self::question::{Commit, Load, LoadBlock, OwnOption, OwnPrices};
use crate::commit::question::at;
use crate::compare::{overridden, price_offer};
use crate::outcome::{Outcome, Outcomes, by_name};
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::Exchange;
use crate::study::Study;

/// How much to buy ahead at each offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitAnswer {
    /// The answer of each offer and of each name of one's own prices.
    #[serde(with = "by_name")]
    pub offers: Outcomes<OfferId, CommitmentAdvice>,
    /// What is wrong with the study besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// How much to buy ahead at an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentAdvice {
    /// What an hour of a unit costs on demand.
    pub on_demand_hour: Money,
    /// What to buy, what the load costs with it, and what it costs all on demand.
    pub best: BestLadder,
    /// On demand less the best.
    pub saved: Money,
    /// The share of the hours above which each option that is bought pays; `None` if it never does.
    pub break_even: BTreeMap<CommitmentId, Option<NonNegative>>,
    /// What the best costs more than another ladder would, if the load moves.
    pub regrets: Vec<Regret>,
    /// What the best costs above the budget; `None` where it is within it, or there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_budget: Option<Money>,
}

/// What a ladder costs more than the best one would, if the load moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regret {
    /// What every demand is multiplied by.
    pub factor: NonNegative,
    /// What is paid more.
    pub cost: Money,
}

/// Works out how much of the load of a study to buy ahead.
///
/// Prices of one's own in another currency than the study's are converted first. Of two offers of one
/// name the second is left out, and said.
///
/// # Errors
/// What is wrong with the load, with paths from `commit`. What is wrong with one offer is said there.
pub fn commit(study: &Study, catalog: &Catalog) -> Outcome<CommitAnswer> {
    let Some(question) = &study.commit else {
        return Err(StudyProblem::no_question(&["commit"]).at("commit").into());
    };
    let above = question.above_limits().into_iter();
    Problems::none_of(above.chain(study.above_limits()))?;
    let curve = curve_of(question, study)?;
    let exchange = Exchange { study, catalog };
    let (catalog, mut problems) = overridden(study, catalog);
    let budget = question
        .budget
        .map(|budget| exchange.of(budget, at().field("budget")));
    let budget = budget.transpose().unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let asked = Asked {
        curve,
        budget,
        moves: question.moves(),
    };
    let mut offers = BTreeMap::new();
    for (name, own) in &question.own {
        let advice = own.advise(&asked, exchange);
        let path = || at().field("own").key(name);
        offers.insert(
            name.clone(),
            advice.map_err(|problems| problems.under(path())),
        );
    }
    for (index, name) in offers_of(question, study).into_iter().enumerate() {
        let path = if question.offers.is_empty() {
            Path::from("offers").index(index).field("id")
        } else {
            at().field("offers").index(index)
        };
        if offers.contains_key(&name) {
            let twice = Problem::DuplicateOffer { value: name };
            problems.push(StudyProblem::from(twice).at(path));
            continue;
        }
        let advice = match study.offer(&name) {
            Ok((index, _)) => at_offer(study, &asked, (index, &name), &catalog),
            Err(problem) => Err(problem.at(path).into()),
        };
        offers.insert(name, advice);
    }
    Ok(CommitAnswer { offers, problems })
}

/// The curve of the load, unless that is wrong or nobody's prices are asked about.
fn curve_of(question: &Commit, study: &Study) -> Outcome<Curve> {
    let is_asked = !(question.own.is_empty() && offers_of(question, study).is_empty());
    match (question.load.curve(), is_asked) {
        (Ok(curve), true) => Ok(curve),
        (Ok(_), false) => Err(nothing_asked().into()),
        (Err(problems), true) => Err(problems),
        (Err(problems), false) => {
            let all = std::iter::once(nothing_asked()).chain(problems.clone());
            Err(Problems::none_of(all).err().unwrap_or(problems))
        }
    }
}

fn nothing_asked() -> Located {
    StudyProblem::no_question(&["offers", "own"]).at("commit")
}

/// What is the same for every offer.
struct Asked {
    curve: Curve,
    /// In the currency of the study.
    budget: Option<Money>,
    moves: Vec<NonNegative>,
}

/// The offers of a study that are looked at.
fn offers_of(question: &Commit, study: &Study) -> Vec<OfferId> {
    if !question.offers.is_empty() {
        return question.offers.clone();
    }
    let all = study.offers.iter().map(crate::study::Offer::name);
    all.filter(|_| question.own.is_empty()).collect()
}

fn at_offer(
    study: &Study,
    asked: &Asked,
    (index, name): (usize, &OfferId),
    catalog: &Catalog,
) -> Outcome<CommitmentAdvice> {
    let answer = price_offer(study, name, catalog)?;
    let at_name = || Path::from("offers").index(index);
    let at = |problem: StudyProblem| Problems::from(problem.at(at_name()));
    let machine =
        MachineHour::of(&answer.quote, &answer.matches).map_err(|problem| at(problem.into()))?;
    let machine = machine.ok_or_else(|| {
        let value = name.clone();
        at(StudyProblem::NoMachine { value })
    })?;
    let sold = sold_ahead(study, name, &answer, catalog).map_err(at)?;
    let options = sold
        .iter()
        .filter_map(|one| one.option(machine).transpose());
    let options = options.collect::<Result<Vec<CapacityOption>, ValueProblem>>();
    let options = options.map_err(|problem| at(problem.into()))?;
    let advice = advise(asked, machine.on_demand, &options);
    advice.map_err(|problems| problems.under(at_name()))
}

impl OwnPrices {
    /// The advice with these prices in the currency of the study, and with paths from them.
    fn advise(&self, asked: &Asked, exchange: Exchange<'_>) -> Outcome<CommitmentAdvice> {
        let on_demand = exchange.price(self.on_demand, Path::from("on_demand"))?;
        let mut options = Vec::with_capacity(self.options.len());
        for (id, option) in &self.options {
            let path = |field: &'static str| Path::from("options").key(id).field(field);
            let use_price = option
                .use_price
                .unwrap_or(Money::zero(exchange.study.currency));
            options.push(CapacityOption {
                id: id.clone(),
                fee: exchange.of(option.fee, path("fee"))?,
                use_price: exchange.of(use_price, path("use_price"))?,
            });
        }
        advise(asked, on_demand, &options)
    }
}

fn advise(
    asked: &Asked,
    on_demand: Money,
    options: &[CapacityOption],
) -> Outcome<CommitmentAdvice> {
    let curve = &asked.curve;
    // The lists of the calculation are no parts of the study.
    let plain = |problems: netprice::Problems| {
        problems.map_each(|one| StudyProblem::from(one.problem).at(Path::default()))
    };
    let best = best_ladder(curve, on_demand, options).map_err(plain)?;
    let known = options.iter().map(|option| (&option.id, option));
    let known: BTreeMap<&CommitmentId, &CapacityOption> = known.collect();
    let worked = || -> Result<_, ValueProblem> {
        let mut break_even = BTreeMap::new();
        for rung in &best.ladder {
            let option = known.get(&rung.offer);
            let share = option.map(|option| option.break_even_utilisation(on_demand));
            let share = share.transpose()?.flatten().map(NonNegative::new);
            break_even.insert(rung.offer.clone(), share.transpose()?);
        }
        let over = asked.budget.map(|budget| best.cost.minus(budget));
        let over = over
            .transpose()?
            .filter(|over| over.amount() > Decimal::ZERO);
        Ok((best.on_demand.minus(best.cost)?, break_even, over))
    };
    let (saved, break_even, over_budget) =
        worked().map_err(|problem| StudyProblem::from(problem).at(Path::default()))?;
    let regrets = asked.moves.iter().map(|factor| {
        let factor = *factor;
        let cost = regret(curve, on_demand, options, &best.ladder, factor)?;
        Ok(Regret { factor, cost })
    });
    let regrets = regrets.collect::<Result<Vec<Regret>, netprice::Problems>>();
    Ok(CommitmentAdvice {
        on_demand_hour: on_demand,
        saved,
        break_even,
        regrets: regrets.map_err(plain)?,
        over_budget,
        best,
    })
}
