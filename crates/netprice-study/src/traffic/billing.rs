//! A month of traffic, billed step by step.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use netprice::bandwidth::compare::{ConvertedBill, crossover, rank_costs, shaved};
use netprice::bandwidth::growth::{GrowingCost, Overtaken, overtaken};
use netprice::bandwidth::method::{Method, Peak, peak};
use netprice::bandwidth::tariff::{Metered, Metering, Tariff, TariffUnit};
use netprice::book::exchange::{ExchangeRates, in_money};
use netprice::book::price::PriceModel;
use netprice::problem::Known;
use netprice::value::decimal;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money, NonNegative, Problem};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;

use crate::outcome::{Outcome, Outcomes};
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::rates;
use crate::resumable::Resumable;
use crate::study::Study;
use crate::traffic::answer::{CrossoverAnswer, ShavedBill, TariffAnswer, TrafficAnswer};
use crate::traffic::contract::{BandwidthContract, ContractBill, ContractFigure, FixedDayPrice};
use crate::traffic::discounts::{TariffDiscount, discounts_of};
use crate::traffic::listing::Listed;
use crate::traffic::month::Month;
use crate::traffic::question::{Traffic, at};

/// A job that bills a month of traffic. Each step bills one tariff or computes the figure of one peak
/// method; the last step ranks the tariffs and bills the contracts.
///
/// # Errors
/// The answer is [`ValueProblem::TooLarge`] if the mean or the volume of the traffic is.
///
/// ```
/// use netprice_study::traffic::TrafficBilling;
/// use netprice_study::{Catalog, Resumable, Study};
/// let study = Study::from_json(r#"{
///     "currency": "CNY",
///     "traffic": { "samples": { "steady": { "mbps": 5, "hours": 720 } }, "area": "cn-mainland" }
/// }"#)?;
/// let catalog = Catalog::published()?;
/// let answer = TrafficBilling::begin(&study, &catalog)?.finish()?;
/// assert_eq!(answer, netprice_study::traffic(&study, &catalog)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TrafficBilling {
    month: Arc<Month>,
    /// The samples with the highest ones capped, if the question asks for it.
    cut: Option<Month>,
    currency: Currency,
    rates: ExchangeRates,
    tariffs: Vec<Listed>,
    methods: Vec<(MethodId, Method)>,
    contracts: BTreeMap<TariffId, BandwidthContract>,
    fixed_days: BTreeMap<TariffId, FixedDayPrice>,
    unknown: Vec<(usize, TariffId, Known<TariffId>)>,
    problems: Vec<Located>,
    /// What was metered of the samples and of the capped ones, once for all tariffs that meter alike.
    metered: Vec<(Metering, TariffUnit, MeteredTwice)>,
    billed: Outcomes<TariffId, TariffAnswer>,
    figures: Outcomes<MethodId, Peak>,
}

/// What a tariff meters of the samples, and of the capped ones if there are any.
#[derive(Clone)]
struct MeteredTwice {
    all: Metered,
    capped: Option<Metered>,
}

/// The month with its highest samples capped, known ones and filled ones alike.
fn shaved_month(month: &Month, count: usize) -> Month {
    Month {
        samples: shaved(&month.samples, count),
        known: month.known.as_ref().map(|known| shaved(known, count)),
        missing: month.missing,
        report: None,
    }
}

fn value(problem: ValueProblem) -> Located {
    StudyProblem::from(problem).at(at())
}

/// The question of a study about traffic.
///
/// # Errors
/// [`StudyProblem::NoQuestion`] at `traffic` if there is none, or if it asks nothing.
fn asked(study: &Study) -> Result<&Traffic, Problems> {
    let none = || StudyProblem::no_question(&["traffic"]).at(at());
    let question = study.traffic.as_ref().ok_or_else(none)?;
    question.asks_something()?;
    Ok(question)
}

impl TrafficBilling {
    /// Reads the samples of a study and finds the tariffs and methods in question.
    ///
    /// # Errors
    /// [`StudyProblem::NoQuestion`], those of [`Traffic::month`] and of [`TrafficBilling::of_month`].
    pub fn begin(study: &Study, catalog: &Catalog) -> Result<Self, Problems> {
        let month = Arc::new(asked(study)?.month()?);
        Self::of_month(study, month, catalog)
    }

    /// Finds the tariffs and methods in question, to bill a month that is read already, in place of
    /// the samples of the study.
    ///
    /// # Errors
    /// [`StudyProblem::NoQuestion`], [`StudyProblem::CatalogFile`], [`ValueProblem::TooLarge`].
    pub fn of_month(study: &Study, month: Arc<Month>, catalog: &Catalog) -> Result<Self, Problems> {
        let question = asked(study)?;
        Problems::none_of(question.above_limits())?;
        let network = if question.needs_network() {
            let network = catalog.network();
            Some(network.map_err(|error| StudyProblem::from(error).at("catalog"))?)
        } else {
            None
        };
        let gigabytes = month.volume_gb().map_err(value)?.get();
        let count = question.shaved;
        Ok(Self {
            cut: (count > 0).then(|| shaved_month(&month, count)),
            currency: study.currency,
            rates: rates(study, catalog)?.into_owned(),
            tariffs: listed_at_discounts(study, catalog, question.listed(network, gigabytes))?,
            methods: question.listed_methods(network),
            contracts: question.contracts.clone(),
            fixed_days: question.fixed_days.clone(),
            unknown: question.unknown(network),
            problems: question.problems(network),
            metered: Vec::new(),
            billed: BTreeMap::new(),
            figures: BTreeMap::new(),
            month,
        })
    }

    /// Bills the next tariff or computes the figure of the next method; returns whether there was one.
    fn bill_next(&mut self) -> bool {
        // Each id is listed once, so the number of results is the index of the next.
        if let Some(listed) = self.tariffs.get(self.billed.len()).cloned() {
            let path = at().field("tariffs").key(&listed.id);
            let outcome = self.bill(&listed, path);
            self.billed.insert(listed.id, outcome);
            return true;
        }
        if let Some((id, method)) = self.methods.get(self.figures.len()) {
            let path = at().field("methods").key(id);
            let figure = self.has_samples().and_then(|()| {
                let figure = peak(self.month.for_method(method), method);
                figure.map_err(|problem| StudyProblem::from(problem).at(path).into())
            });
            self.figures.insert(id.clone(), figure);
            return true;
        }
        false
    }

    /// Reports [`ValueProblem::Empty`] at the samples if there are none.
    fn has_samples(&self) -> Result<(), Problems> {
        let path = || at().field("samples");
        if self.month.samples.values.is_empty() {
            Err(StudyProblem::from(ValueProblem::Empty).at(path()).into())
        } else {
            Ok(())
        }
    }

    /// Meters the samples under a tariff, unless one before it meters alike; windows of the day are metered
    /// apart, so a price with windows has figures of its own.
    fn meter(&mut self, tariff: &Tariff) -> Result<MeteredTwice, Problem> {
        let is_timed = matches!(tariff.price, PriceModel::ByTimeOfDay(_));
        let mut before = self.metered.iter();
        let alike = before.find(|(metering, unit, _)| {
            !is_timed && *metering == tariff.metering && *unit == tariff.unit
        });
        if let Some((_, _, metered)) = alike {
            return Ok(metered.clone());
        }
        let capped = self.cut.as_ref();
        let capped = capped.map(|cut| tariff.meter(cut.for_metering(&tariff.metering)));
        let metered = MeteredTwice {
            all: tariff.meter(self.month.for_metering(&tariff.metering))?,
            capped: capped.transpose()?,
        };
        if !is_timed {
            let entry = (tariff.metering.clone(), tariff.unit, metered.clone());
            self.metered.push(entry);
        }
        Ok(metered)
    }

    fn bill(&mut self, listed: &Listed, path: Path) -> Outcome<TariffAnswer> {
        let checked = listed.checked.clone();
        checked.map_err(|problems| problems.under(path.clone()))?;
        self.has_samples()?;
        let answer = self.tariff_answer(listed);
        let answer = answer.map_err(|problem| StudyProblem::from(problem).at(path.clone()))?;
        let metered = answer.billed.bill.metered.figures.iter();
        let metered = metered.max_by_key(|figure| figure.exact());
        match listed.minimum.zip(metered) {
            Some((minimum, value)) if value.exact() < minimum.get().into() => {
                let value = NonNegative::new(value.get()).unwrap_or_default();
                let unit = listed.tariff.unit;
                let problem = StudyProblem::SoldFrom {
                    value,
                    minimum,
                    unit,
                };
                Err(problem.at(path).into())
            }
            _ => Ok(answer),
        }
    }

    fn tariff_answer(&mut self, listed: &Listed) -> Result<TariffAnswer, Problem> {
        let metered = self.meter(&listed.tariff)?;
        let bill = |metered: &Metered| {
            let bill = listed.tariff.price(metered, 100)?;
            let cost = self.converted(bill.cost)?;
            Ok::<_, Problem>(ConvertedBill { bill, cost })
        };
        let billed = bill(&metered.all)?;
        let discount = listed.discount.as_ref().map(|(agreed, at_list)| {
            let list = at_list.price(&billed.bill.metered, 100)?.cost;
            Ok::<_, Problem>(TariffDiscount {
                pay: agreed.pay,
                list: self.converted(list)?,
                offer: agreed.offer.clone(),
            })
        });
        let shaved = metered.capped.as_ref().map(|capped| {
            let after = bill(capped)?;
            let saved = billed.cost.minus(after.cost)?;
            Ok::<_, Problem>(ShavedBill {
                billed: after,
                saved,
            })
        });
        Ok(TariffAnswer {
            discount: discount.transpose()?,
            shaved: shaved.transpose()?,
            billed,
        })
    }

    fn converted(&self, cost: Money) -> Result<Money, Problem> {
        let converted = in_money(cost, self.currency, &self.rates, None);
        converted.map_err(|located| located.problem)
    }

    /// Ranks the billed tariffs, and computes all that depends on several of them.
    fn answer(mut self) -> Outcome<TrafficAnswer> {
        for (index, id, known) in std::mem::take(&mut self.unknown) {
            let value = id.clone();
            let problem = StudyProblem::UnknownTariff { value, known };
            let problem = problem.at(at().field("published").index(index));
            self.billed.insert(id, Err(problem.into()));
        }
        let contracts = self.contract_bills();
        let contract_costs = self.contract_costs(&contracts);
        let (ranked, ranked_apart) = self.ranked(&contract_costs);
        let month = &self.month;
        Ok(TrafficAnswer {
            samples: month.samples.values.len(),
            missing: month.missing,
            days: month.days(),
            is_no_month: month.is_no_month(),
            mean_mbps: month.mean_mbps().map_err(value)?,
            volume_gb: month.volume_gb().map_err(value)?,
            overtaken: self.overtaken(&ranked, &contracts).transpose(),
            crossovers: self.crossovers(),
            fixed_days: self.fixed_day_costs(),
            contracts,
            contract_costs,
            ranked,
            ranked_apart,
            interval: month.samples.interval,
            tariffs: self.billed,
            methods: self.figures,
            report: month.report.clone(),
            problems: self
                .problems
                .into_iter()
                .chain(refused_rows(month))
                .collect(),
        })
    }

    /// The ids by rank, and those whose peak needs shorter samples.
    fn ranked(&self, contracts: &BTreeMap<TariffId, Money>) -> (Vec<TariffId>, Vec<TariffId>) {
        let costs = self.tariffs.iter().filter_map(|listed| {
            let answer = self.billed.get(&listed.id)?.as_ref().ok()?;
            Some((&listed.id, answer.billed.cost))
        });
        let contracts = contracts.iter().map(|(id, cost)| (id, *cost));
        let ranked = rank_costs(costs.chain(contracts).collect());
        let finer = self.needing_finer();
        ranked.into_iter().partition(|id| !finer.contains(id))
    }

    /// The tariffs and contracts whose peak is of shorter samples than those of the month.
    fn needing_finer(&self) -> BTreeSet<TariffId> {
        let samples = &self.month.samples;
        let tariffs = self.tariffs.iter();
        let tariffs = tariffs.filter(|listed| listed.tariff.metering.is_finer_than(samples));
        let methods = self.methods.iter();
        let methods: BTreeSet<&MethodId> = methods
            .filter(|(_, method)| method.is_finer_than(samples))
            .map(|(id, _)| id)
            .collect();
        let contracts = self
            .contracts
            .iter()
            .filter(|(_, contract)| match &contract.figure {
                ContractFigure::Method(id) => methods.contains(id),
                ContractFigure::Mbps(_) => false,
            });
        let contracts = contracts.map(|(id, _)| id.clone());
        tariffs
            .map(|listed| listed.id.clone())
            .chain(contracts)
            .collect()
    }

    fn overtaken(
        &self,
        ranked: &[TariffId],
        contracts: &Outcomes<TariffId, ContractBill>,
    ) -> Outcome<Option<Overtaken>> {
        let tariffs = self.tariffs.iter();
        let tariffs = tariffs.map(|listed| (&listed.id, &listed.tariff));
        let tariffs: BTreeMap<&TariffId, &Tariff> = tariffs.collect();
        let mut seen: Vec<&Tariff> = Vec::new();
        let growing = ranked.iter().filter_map(|id| -> Option<GrowingCost<'_>> {
            if let Some(bill) = contracts.get(id).and_then(|bill| bill.as_ref().ok()) {
                let contract = self.contracts.get(id)?;
                let cost = move |percent| self.converted(contract.cost_after(bill, percent)?);
                return Some(GrowingCost {
                    id,
                    cost: Box::new(cost),
                    is_rising: true,
                });
            }
            let tariff = *tariffs.get(id)?;
            // A tariff of the same price as one before it is never cheaper than that.
            if seen.contains(&tariff) {
                return None;
            }
            seen.push(tariff);
            let metered = &self.billed.get(id)?.as_ref().ok()?.billed.bill.metered;
            let (to, rates) = (self.currency, &self.rates);
            Some(GrowingCost::of(id, tariff, metered, to, rates))
        });
        let found = overtaken(&growing.collect::<Vec<_>>());
        found.map_err(|problem| StudyProblem::from(problem).at(at()).into())
    }

    /// The bill of each contract; a contract cannot have the name of a tariff, since both are ranked.
    fn contract_bills(&self) -> Outcomes<TariffId, ContractBill> {
        let bills = self.contracts.iter().map(|(id, contract)| {
            let path = at().field("contracts").key(id);
            let bill = if self.billed.contains_key(id) {
                let value = id.clone();
                Err(StudyProblem::DuplicateTariff { value }.at(path).into())
            } else {
                let bill = contract.bill_by(&self.figures);
                bill.and_then(|bill| match self.converted(bill.cost) {
                    Ok(_) => Ok(bill),
                    Err(problem) => Err(StudyProblem::from(problem).at("price").into()),
                })
                .map_err(|problems| problems.under(path))
            };
            (id.clone(), bill)
        });
        bills.collect()
    }

    /// The cost of each contract that has a bill, in the currency of the study.
    fn contract_costs(
        &self,
        bills: &Outcomes<TariffId, ContractBill>,
    ) -> BTreeMap<TariffId, Money> {
        let costs = bills.iter().filter_map(|(id, bill)| {
            let cost = self.converted(bill.as_ref().ok()?.cost).ok()?;
            Some((id.clone(), cost))
        });
        costs.collect()
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

    /// Compares the first tariff by volume of each provider with its fixed bandwidth for the same
    /// service.
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

impl Resumable for TrafficBilling {
    type Answer = Outcome<TrafficAnswer>;

    fn share(&self) -> Decimal {
        let done = self.billed.len().saturating_add(self.figures.len());
        let all = self.tariffs.len().saturating_add(self.methods.len());
        let share = decimal::over(Decimal::from(done), Decimal::from(all.max(1)));
        share.unwrap_or_default()
    }

    fn step(mut self) -> ControlFlow<Self::Answer, Self> {
        if self.bill_next() {
            ControlFlow::Continue(self)
        } else {
            ControlFlow::Break(self.answer())
        }
    }
}

/// The rows of a file that were refused; the bills are of the others.
fn refused_rows(month: &Month) -> Vec<Located> {
    let refused = month.report.iter().flat_map(|report| &report.refused);
    let within = || at().field("samples").field("table");
    let refused = refused.map(|one| one.clone().map(StudyProblem::from).under(within()));
    refused.collect()
}

/// The tariffs, those of published ones at the discounts of their providers.
fn listed_at_discounts(
    study: &Study,
    catalog: &Catalog,
    listed: Vec<Listed>,
) -> Result<Vec<Listed>, Located> {
    let discounts = discounts_of(study, catalog);
    let listed = listed.into_iter().map(|one| {
        let path = at_tariff(&one.id);
        let discounted = one.at(&discounts);
        discounted.map_err(|problem| StudyProblem::from(problem).at(path))
    });
    listed.collect()
}

fn at_tariff(id: &TariffId) -> Path {
    at().field("tariffs").key(id)
}

/// Whether a tariff bills a fixed bandwidth by the month.
fn is_set(tariff: &Tariff) -> bool {
    matches!(tariff.metering, Metering::Fixed(_)) && tariff.unit == TariffUnit::MbpsMonth
}
