//! A month of traffic billed under every published plan, a plan or a method at a time. Pure.

use std::rc::Rc;

use netprice::bandwidth::peak::{Direction, Peak, peak};
use netprice::bandwidth::plan::{Measure, Plan, Unit};
use netprice::bandwidth::samples::Samples;
use netprice::bandwidth::side_by_side::{
    Crossover, Named, Overtaken, Ranked, SideBySide, crossover, overtaken, shaved, side_by_side,
};
use netprice::bandwidth::volume::total;
use netprice::convert::{ExchangeRates, in_money};
use netprice::decimal::{over, times};
use netprice::error::{Problem, R};
use netprice::money::{Currency, Money};
use netprice::price::PriceModel;
use netprice_catalog::network::{Network, NetworkPlan, PublishedMethod};
use rust_decimal::Decimal;

use crate::settings::{Setting, Settings};
use crate::traffic::shaving;

/// What the traffic comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The plans, ranked.
    pub side: SideBySide,
    /// What cutting the top off saves under each ranked plan.
    pub saved: Vec<Money>,
    /// The growth at which another plan wins.
    pub overtaken: Option<Overtaken>,
    /// The figure of every published method, by its name.
    pub methods: Vec<(String, R<Peak>)>,
    /// Where volume and bandwidth of one provider cost the same.
    pub crossovers: Vec<CrossoverOf>,
}

/// Where a provider's price by volume and its set bandwidth cost the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossoverOf {
    /// The provider.
    pub provider: String,
    /// The plan by volume.
    pub by_volume: String,
    /// The plan by a set bandwidth.
    pub by_mbps: String,
    /// The bandwidth that the traffic needs.
    pub link_mbps: u32,
    /// Where; `None` where the volume is cheaper even at full use, or dearer at any.
    pub at: Option<Crossover>,
}

/// Traffic being billed: a month of minutes takes some milliseconds under each plan.
pub struct Billing {
    samples: Rc<Samples>,
    /// The samples without their top.
    cut: Option<Samples>,
    shaved: usize,
    plans: Vec<NetworkPlan>,
    methods: Vec<PublishedMethod>,
    rates: ExchangeRates,
    currency: Currency,
    /// Each bill with what cutting the top off saves, in the order of the data.
    billed: Vec<(Ranked, Money)>,
    refused: Vec<(String, Problem)>,
    figures: Vec<(String, R<Peak>)>,
}

/// What a part of the work left.
pub enum Step {
    /// There is more to bill.
    More(Box<Billing>),
    /// All is billed.
    Done(Box<Found>),
}

impl Billing {
    /// Traffic to bill under every plan of an area and a service; nothing is billed yet.
    ///
    /// # Errors
    /// [`Problem::TooLarge`].
    pub fn new(
        samples: &Rc<Samples>,
        network: &Network,
        rates: &ExchangeRates,
        settings: &Settings,
        currency: Currency,
    ) -> R<Self> {
        let area = settings.get(Setting::Area);
        let service = settings.get(Setting::Service);
        let gigabytes = total(samples, Direction::Out)?;
        let plans = network.plans.iter().filter(|plan| {
            let is_of_service = service == "all" || plan.service == service;
            plan.area == area && is_of_service && !is_too_large(&plan.plan, gigabytes)
        });
        Ok(Self {
            samples: Rc::clone(samples),
            cut: None,
            shaved: shaving(settings).unwrap_or_default(),
            plans: plans.cloned().collect(),
            methods: network.methods.clone(),
            rates: rates.clone(),
            currency,
            billed: Vec::new(),
            refused: Vec::new(),
            figures: Vec::new(),
        })
    }

    /// How much of it is done, as a share.
    #[must_use]
    pub fn share(&self) -> Decimal {
        let done = self.billed.len() + self.refused.len() + self.figures.len();
        let all = self.plans.len() + self.methods.len();
        over(Decimal::from(done), Decimal::from(all.max(1))).unwrap_or_default()
    }

    /// Bills under the next plan, works out the next method, or puts all together.
    ///
    /// # Errors
    /// Those of [`side_by_side`].
    pub fn step(mut self) -> R<Step> {
        let Some(cut) = self.cut.take() else {
            self.cut = Some(shaved(&self.samples, self.shaved));
            return Ok(Step::More(Box::new(self)));
        };
        let place = self.billed.len() + self.refused.len();
        if let Some(plan) = self.plans.get(place) {
            let side = side_by_side(&self.samples, &[plan.named()], self.currency, &self.rates)?;
            for ranked in side.ranked {
                let after = plan.plan.bill(&cut, plan.currency)?.cost;
                let saved = ranked.billed.cost.minus(after)?;
                let saved = in_money(saved, self.currency, &self.rates)?;
                self.billed.push((ranked, saved));
            }
            self.refused.extend(side.refused);
        } else if let Some(one) = self.methods.get(self.figures.len()) {
            let figure = peak(&self.samples, &one.method);
            self.figures.push((one.id.clone(), figure));
        } else {
            return Ok(Step::Done(Box::new(self.put_together()?)));
        }
        self.cut = Some(cut);
        Ok(Step::More(Box::new(self)))
    }

    /// Bills all that is left.
    ///
    /// # Errors
    /// Those of [`side_by_side`].
    pub fn finish(mut self) -> R<Found> {
        loop {
            match self.step()? {
                Step::More(more) => self = *more,
                Step::Done(found) => return Ok(*found),
            }
        }
    }

    fn put_together(mut self) -> R<Found> {
        self.billed.sort_by_key(|(ranked, _)| ranked.cost.amount());
        let (ranked, saved): (Vec<Ranked>, Vec<Money>) = self.billed.into_iter().unzip();
        let named: Vec<Named<'_>> = self.plans.iter().map(NetworkPlan::named).collect();
        Ok(Found {
            overtaken: overtaken(&ranked, &named, self.currency, &self.rates)?,
            crossovers: crossovers(&self.samples, &self.plans)?,
            saved,
            methods: self.figures,
            side: SideBySide {
                ranked,
                refused: self.refused,
            },
        })
    }
}

/// Whether a plan sells packs that a year of this traffic would not use up.
fn is_too_large(plan: &Plan, gigabytes: Decimal) -> bool {
    let PriceModel::Graduated(tiers) = &plan.price else {
        return false;
    };
    let year = times(gigabytes, Decimal::from(12)).unwrap_or(Decimal::MAX);
    let mut sizes = tiers.iter().filter_map(|tier| tier.per);
    sizes.any(|size| size.get() > year)
}

fn crossovers(samples: &Samples, plans: &[NetworkPlan]) -> R<Vec<CrossoverOf>> {
    let minutes = i64::try_from(samples.values.len()).unwrap_or_default();
    let hours = minutes.saturating_mul(samples.interval) / 60;
    let hours = u32::try_from(hours.max(1)).unwrap_or(u32::MAX);
    let highest = samples.values.iter().flatten();
    let highest = highest.map(|sample| sample.outbound).max();
    let mbps = highest.unwrap_or_default().div_ceil(1_000_000).max(1);
    let link_mbps = u32::try_from(mbps).unwrap_or(u32::MAX);
    let by_volume = plans.iter().filter(|plan| plan.plan.unit.is_volume());
    let mut found: Vec<CrossoverOf> = Vec::new();
    for volume in by_volume {
        let pair = plans.iter().find(|plan| {
            let is_set = matches!(plan.plan.measure, Measure::Fixed(_));
            let is_monthly = plan.plan.unit == Unit::MbpsMonth;
            let is_same = plan.provider == volume.provider
                && plan.service == volume.service
                && plan.currency == volume.currency;
            is_set && is_monthly && is_same
        });
        let Some(pair) = pair else { continue };
        // One pair a provider: the first of its plans.
        if found.iter().any(|one| one.provider == volume.provider) {
            continue;
        }
        found.push(CrossoverOf {
            provider: volume.provider.clone(),
            by_volume: volume.id.clone(),
            by_mbps: pair.id.clone(),
            link_mbps,
            at: crossover(&volume.plan, &pair.plan, link_mbps, hours, volume.currency)?,
        });
    }
    Ok(found)
}
