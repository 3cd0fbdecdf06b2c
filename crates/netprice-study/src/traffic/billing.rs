//! Traffic billed step by step.

use std::collections::BTreeMap;
use std::sync::Arc;

use netprice::bandwidth::compare::{
    ConvertedBill, MeteredTariff, Overtaken, crossover, overtaken, rank_costs, shaved,
};
use netprice::bandwidth::method::{Method, Peak, peak};
use netprice::bandwidth::samples::{Direction, Samples};
use netprice::bandwidth::tariff::{Metering, Tariff, TariffUnit};
use netprice::bandwidth::volume::total;
use netprice::comparison::convert::ExchangeRates;
use netprice::problem::Known;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money, NonNegative, Problem};
use netprice_catalog::Catalog;

use crate::outcome::{Outcome, Outcomes};
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::rates;
use crate::study::Study;
use crate::traffic::answer::{CrossoverAnswer, ShavedBill, TariffAnswer, TrafficAnswer};
use crate::traffic::contract::{BandwidthContract, ContractBill, ContractFigure, FixedDayPrice};
use crate::traffic::listing::Listed;
use crate::traffic::month::Month;
use crate::traffic::question::{Traffic, at};

/// Traffic being billed, one tariff, method or contract at a time: a page does something else in
/// between.
pub struct TrafficBilling {
    month: Arc<Month>,
    /// The samples without their top, if some is to be cut.
    cut: Option<Samples>,
    currency: Currency,
    rates: ExchangeRates,
    tariffs: Vec<Listed>,
    methods: Vec<(MethodId, Method)>,
    contracts: BTreeMap<TariffId, BandwidthContract>,
    fixed_days: BTreeMap<TariffId, FixedDayPrice>,
    unknown: Vec<(usize, TariffId)>,
    problems: Vec<Located>,
    billed: Outcomes<TariffId, TariffAnswer>,
    figures: Outcomes<MethodId, Peak>,
}

fn value(problem: ValueProblem) -> Located {
    StudyProblem::from(problem).at(at())
}

impl TrafficBilling {
    /// Looks up the tariffs and methods; nothing is billed yet.
    ///
    /// # Errors
    /// [`StudyProblem::CatalogFile`], [`ValueProblem::TooLarge`].
    pub fn begin(
        study: &Study,
        question: &Traffic,
        month: Arc<Month>,
        catalog: &Catalog,
    ) -> Result<Self, Problems> {
        Problems::none_of(question.above_limits())?;
        let network = if question.needs_network() {
            let network = catalog.network();
            Some(network.map_err(|error| StudyProblem::from(error).at("catalog"))?)
        } else {
            None
        };
        let gigabytes = total(&month.samples, Direction::Out).map_err(value)?;
        let count = question.shaved;
        Ok(Self {
            cut: (count > 0).then(|| shaved(&month.samples, count)),
            currency: study.currency,
            rates: rates(study, catalog)?.clone(),
            tariffs: question.listed(network, gigabytes),
            methods: question.listed_methods(network),
            contracts: question.contracts.clone(),
            fixed_days: question.fixed_days.clone(),
            unknown: question.unknown(network),
            problems: question.problems(network),
            billed: BTreeMap::new(),
            figures: BTreeMap::new(),
            month,
        })
    }

    /// How many parts there are, and how many of them are done.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let done = self.billed.len().saturating_add(self.figures.len());
        (done, self.tariffs.len().saturating_add(self.methods.len()))
    }

    /// Bills under the next tariff or works out the next method; whether there was one.
    pub fn step(&mut self) -> bool {
        // Each name is listed once, so the next is the one after those that are done.
        if let Some(listed) = self.tariffs.get(self.billed.len()) {
            let path = at().field("tariffs").key(&listed.id);
            let outcome = self.bill(listed, path);
            self.billed.insert(listed.id.clone(), outcome);
            return true;
        }
        if let Some((id, method)) = self.methods.get(self.figures.len()) {
            let path = at().field("methods").key(id);
            let figure = self.has_samples().and_then(|()| {
                let figure = peak(&self.month.samples, method);
                figure.map_err(|problem| StudyProblem::from(problem).at(path).into())
            });
            self.figures.insert(id.clone(), figure);
            return true;
        }
        false
    }

    /// [`ValueProblem::Empty`] at the samples, where there are none.
    fn has_samples(&self) -> Result<(), Problems> {
        let path = || at().field("samples");
        if self.month.samples.values.is_empty() {
            Err(StudyProblem::from(ValueProblem::Empty).at(path()).into())
        } else {
            Ok(())
        }
    }

    fn bill(&self, listed: &Listed, path: Path) -> Outcome<TariffAnswer> {
        let checked = listed.checked.clone();
        checked.map_err(|problems| problems.under(path.clone()))?;
        self.has_samples()?;
        let answer = self.answer(&listed.tariff);
        answer.map_err(|problem| StudyProblem::from(problem).at(path).into())
    }

    fn answer(&self, tariff: &Tariff) -> Result<TariffAnswer, Problem> {
        let bill =
            |samples: &Samples| ConvertedBill::of(tariff, samples, self.currency, &self.rates);
        let billed = bill(&self.month.samples)?;
        let shaved = self.cut.as_ref().map(|cut| {
            let after = bill(cut)?;
            let saved = billed.cost.minus(after.cost)?;
            Ok::<_, Problem>(ShavedBill {
                billed: after,
                saved,
            })
        });
        Ok(TariffAnswer {
            shaved: shaved.transpose()?,
            billed,
        })
    }

    /// Puts together what was billed.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn finish(mut self) -> Outcome<TrafficAnswer> {
        for (index, id) in std::mem::take(&mut self.unknown) {
            let problem = StudyProblem::UnknownTariff { value: id.clone() };
            let problem = problem.at(at().field("published").index(index));
            self.billed.insert(id, Err(problem.into()));
        }
        let ranked = self.ranked();
        let month = &self.month;
        let volume = total(&month.samples, Direction::Out).map_err(value)?;
        Ok(TrafficAnswer {
            samples: month.samples.values.len(),
            missing: month.missing,
            days: month.days(),
            is_no_month: month.is_no_month(),
            mean_mbps: month.mean_mbps().map_err(value)?,
            volume_gb: NonNegative::new(volume).map_err(value)?,
            overtaken: self.overtaken(&ranked).transpose(),
            crossovers: self.crossovers(),
            contracts: self.contract_bills(),
            fixed_days: self.fixed_day_costs(),
            ranked,
            tariffs: self.billed,
            methods: self.figures,
            problems: self.problems,
        })
    }

    fn ranked(&self) -> Vec<TariffId> {
        let costs = self.tariffs.iter().filter_map(|listed| {
            let answer = self.billed.get(&listed.id)?.as_ref().ok()?;
            Some((&listed.id, answer.billed.cost))
        });
        rank_costs(costs.collect())
    }

    fn overtaken(&self, ranked: &[TariffId]) -> Outcome<Option<Overtaken>> {
        let tariffs = self.tariffs.iter();
        let tariffs = tariffs.map(|listed| (&listed.id, &listed.tariff));
        let tariffs: BTreeMap<&TariffId, &Tariff> = tariffs.collect();
        let metered = ranked.iter().filter_map(|id| {
            let answer = self.billed.get(id)?.as_ref().ok()?;
            Some((id, *tariffs.get(id)?, &answer.billed.bill.metered))
        });
        let metered: Vec<MeteredTariff<'_>> = metered.collect();
        let found = overtaken(&metered, self.currency, &self.rates);
        found.map_err(|problem| StudyProblem::from(problem).at(at()).into())
    }

    fn contract_bills(&self) -> Outcomes<TariffId, ContractBill> {
        let bills = self.contracts.iter().map(|(id, contract)| {
            let path = at().field("contracts").key(id);
            let bill = self.contract_bill(contract);
            (id.clone(), bill.map_err(|problems| problems.under(path)))
        });
        bills.collect()
    }

    fn contract_bill(&self, contract: &BandwidthContract) -> Outcome<ContractBill> {
        let figure = match &contract.figure {
            ContractFigure::Mbps(mbps) => *mbps,
            ContractFigure::Method(id) => match self.figures.get(id) {
                Some(Ok(peak)) => peak.mbps,
                Some(Err(problems)) => {
                    // Where the method is wrong is told there.
                    let here = problems.clone();
                    return Err(here.map_each(|one| one.problem.at("figure")));
                }
                None => {
                    let known = self.methods.iter().map(|(id, _)| id);
                    let known = Known::near(id.as_str(), known);
                    let value = id.clone();
                    let problem = StudyProblem::UnknownMethod { value, known };
                    return Err(problem.at("figure").into());
                }
            },
        };
        Problems::none_of(contract.price_problems())?;
        let bill = contract.bill(figure);
        bill.map_err(|problem| StudyProblem::from(problem).at("guarantee").into())
    }

    fn fixed_day_costs(&self) -> Outcomes<TariffId, Money> {
        let costs = self.fixed_days.iter().map(|(id, one)| {
            let path = at().field("fixed_days").key(id);
            (
                id.clone(),
                one.cost().map_err(|problems| problems.under(path)),
            )
        });
        costs.collect()
    }

    /// The first tariff by volume of each provider against its set bandwidth of the same service.
    fn crossovers(&self) -> Outcomes<Provider, CrossoverAnswer> {
        let sound = || self.tariffs.iter().filter(|listed| listed.checked.is_ok());
        let key = |listed: &Listed| {
            let currency = listed.tariff.currency;
            (listed.provider.clone(), listed.service.clone(), currency)
        };
        let mut set: BTreeMap<_, &Listed> = BTreeMap::new();
        for listed in sound().filter(|listed| is_set(&listed.tariff)) {
            set.entry(key(listed)).or_insert(listed);
        }
        let mut found: Outcomes<Provider, CrossoverAnswer> = BTreeMap::new();
        for volume in sound().filter(|listed| listed.tariff.unit.is_volume()) {
            let own = || "own".parse().ok();
            let pair = set.get(&key(volume));
            let provider = volume.provider.clone().or_else(own);
            if let (Some(pair), Some(provider)) = (pair, provider) {
                found
                    .entry(provider)
                    .or_insert_with(|| self.crossover(volume, pair));
            }
        }
        found
    }

    fn crossover(&self, volume: &Listed, pair: &Listed) -> Outcome<CrossoverAnswer> {
        self.has_samples()?;
        let (link_mbps, hours) = (self.month.link_mbps(), self.month.hours());
        let at = crossover(&volume.tariff, &pair.tariff, link_mbps, hours);
        let path = || at_tariff(&volume.id);
        Ok(CrossoverAnswer {
            by_volume: volume.id.clone(),
            by_mbps: pair.id.clone(),
            link_mbps,
            hours,
            at: at.map_err(|problem| StudyProblem::from(problem).at(path()))?,
        })
    }
}

fn at_tariff(id: &TariffId) -> Path {
    at().field("tariffs").key(id)
}

/// Whether a tariff bills a bandwidth that is set for the month.
fn is_set(tariff: &Tariff) -> bool {
    matches!(tariff.metering, Metering::Fixed(_)) && tariff.unit == TariffUnit::MbpsMonth
}
