//! A month of traffic, what it is billed, and a bandwidth contract of one's own, as typed. Pure.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use netprice::bandwidth::guarantee::{Excess, Guarantee};
use netprice::bandwidth::method::{Method, Peak, peak};
use netprice::bandwidth::samples::Samples;
use netprice::bandwidth::shapes::Shape;
use netprice::value::decimal::{NonNegative, over, times};
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_study::traffic::samples::{MadeUp, MissingSamples, TrafficSamples};
use netprice_study::traffic::table::read_samples;
use netprice_study::traffic::{
    BandwidthContract, ContractBill, ContractFigure, Month, Traffic, TrafficAnswer, TrafficBilling,
};
use netprice_study::{Catalog, Problems, Study, StudyProblem};
use rust_decimal::Decimal;

use crate::kit::form::Form;
use crate::traffic::form::{TrafficField, TrafficForm};
use crate::traffic::importing::{CHINA, Imported};

/// The longest month, in days.
const LONGEST: u32 = 31;
/// The highest rate of a made-up month: a terabit a second.
const HIGHEST: u32 = 1_000_000;
/// What the samples of a made-up month are drawn from.
const SEED: u64 = 20_261_122;

/// The shapes that can be chosen, with their names in the link.
pub const SHAPES: [(&str, Shape); 4] = [
    ("diurnal", Shape::Diurnal),
    ("live_event", Shape::LiveEvent),
    ("weekend", Shape::Weekend),
    ("flat", Shape::Flat),
];

/// The services that can be chosen, as the catalog names them.
pub const SERVICES: [&str; 5] = ["egress", "cdn", "shared", "storage", "between-regions"];

/// What keeps the traffic from being known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What is wrong with a field.
    At(TrafficField, StudyProblem),
    /// What is wrong with the lines that were pasted.
    Lines(Problems),
}

impl Wrong {
    fn at(field: TrafficField, problem: impl Into<StudyProblem>) -> Self {
        Self::At(field, problem.into())
    }
}

/// The whole number of a field, between a least one and a limit.
fn whole(form: &TrafficForm, field: TrafficField, least: u32, limit: u32) -> Result<u32, Wrong> {
    let text = form.text(field).trim();
    let at = |problem: ValueProblem| Wrong::at(field, problem);
    if text.is_empty() {
        return Err(at(ValueProblem::Empty));
    }
    let number: u64 = text.parse().map_err(|_| {
        let value = text.chars().take(60).collect();
        at(ValueProblem::NotWhole { value })
    })?;
    match u32::try_from(number) {
        Ok(number) if number < least => Err(at(ValueProblem::Zero)),
        Ok(number) if number <= limit => Ok(number),
        Ok(_) | Err(_) => {
            let (value, limit) = (number.to_string(), limit.to_string());
            Err(at(ValueProblem::AboveLimit { value, limit }))
        }
    }
}

/// The form that the traffic depends on, and no others.
#[must_use]
pub fn traffic_settings(form: &TrafficForm) -> [String; 5] {
    [
        TrafficField::Traffic,
        TrafficField::Missing,
        TrafficField::Shape,
        TrafficField::Days,
        TrafficField::HighestMbps,
    ]
    .map(|field| form.text(field).to_owned())
}

/// The traffic that was imported or pasted, or else the one that was made up.
///
/// # Errors
/// Everything that is wrong with it.
pub fn samples(form: &TrafficForm, imported: Option<&Imported>) -> Result<Arc<Month>, Vec<Wrong>> {
    let missing = match form.text(TrafficField::Missing) {
        "last" => MissingSamples::Last,
        _ => MissingSamples::Zero,
    };
    let lines = |problems: Problems| vec![Wrong::Lines(problems)];
    if let Some(imported) = imported {
        return Ok(Arc::new(Month::of(&imported.samples, missing)));
    }
    let pasted = form.text(TrafficField::Traffic);
    if !pasted.trim().is_empty() {
        let read = read_samples(pasted, CHINA).map_err(lines)?;
        return Ok(Arc::new(Month::of(&read, missing)));
    }
    let samples = made_up(form)?.samples().map_err(lines)?;
    Ok(Arc::new(Month {
        samples,
        missing: 0,
    }))
}

fn made_up(form: &TrafficForm) -> Result<TrafficSamples, Vec<Wrong>> {
    let chosen = form.text(TrafficField::Shape);
    let shape = SHAPES.iter().find(|(name, _)| *name == chosen);
    let shape = shape.map_or(Shape::Diurnal, |(_, shape)| *shape);
    let days = whole(form, TrafficField::Days, 1, LONGEST);
    let highest = whole(form, TrafficField::HighestMbps, 1, HIGHEST);
    match (days, highest) {
        (Ok(days), Ok(highest_mbps)) => Ok(TrafficSamples::MadeUp(MadeUp {
            shape,
            days,
            highest_mbps,
            seed: SEED,
        })),
        (days, highest) => Err([days.err(), highest.err()].into_iter().flatten().collect()),
    }
}

/// How many of the highest samples are cut off.
///
/// # Errors
/// [`Wrong::At`] for no whole number.
pub fn shaving(form: &TrafficForm) -> Result<usize, Wrong> {
    const MOST: u32 = 10_000;
    let count = whole(form, TrafficField::Shaved, 0, MOST)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The traffic to bill under every published tariff of the chosen area and service; nothing is billed
/// yet.
///
/// # Errors
/// Those of [`TrafficBilling::begin`].
pub fn billing(
    form: &TrafficForm,
    currency: Currency,
    month: &Arc<Month>,
    catalog: &Catalog,
) -> Result<TrafficBilling, Problems> {
    let service = form.text(TrafficField::Service);
    let question = Traffic {
        // The month is given to the billing with its gaps filled.
        samples: None,
        missing: MissingSamples::Keep,
        area: Some(form.text(TrafficField::Area).to_owned()),
        service: (service != "all").then(|| service.to_owned()),
        published: Vec::new(),
        tariffs: BTreeMap::new(),
        methods: BTreeMap::new(),
        contracts: BTreeMap::new(),
        fixed_days: BTreeMap::new(),
        shaved: shaving(form).unwrap_or_default(),
    };
    TrafficBilling::begin(&Study::new(currency), &question, Arc::clone(month), catalog)
}

/// What the traffic comes to, billed at once.
///
/// # Errors
/// Those of [`billing`] and of [`TrafficBilling::finish`].
pub fn billed(mut billing: TrafficBilling) -> Result<Rc<TrafficAnswer>, Problems> {
    while billing.step() {}
    billing.finish().map(Rc::new)
}

/// The figure of the method that is drawn into the traffic.
#[must_use]
pub fn drawn(samples: &Samples, method: &Method) -> Option<Peak> {
    peak(samples, method).ok()
}

/// A mean rate as a share of the bandwidth that the traffic needs, in percent.
#[must_use]
pub fn utilisation_percent(mean_mbps: NonNegative, link_mbps: u32) -> Option<Decimal> {
    let share = over(mean_mbps.get(), Decimal::from(link_mbps)).ok()?;
    times(share, Decimal::ONE_HUNDRED).ok()
}

/// A bandwidth contract of one's own and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnBill {
    /// The contract.
    pub contract: BandwidthContract,
    /// What it comes to.
    pub bill: ContractBill,
}

/// The bill of a peak under a contract of one's own; nothing while it has no price.
///
/// The floor is paid in any case, what is above it at its own price or at the floor's, and nothing
/// above a cap.
///
/// # Errors
/// What is wrong, by field.
pub fn own_bill(
    form: &TrafficForm,
    peak: NonNegative,
    currency: Currency,
) -> Result<Option<OwnBill>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut optional = |field: TrafficField| -> Option<NonNegative> {
        let text = form.text(field).trim();
        if text.is_empty() {
            return None;
        }
        let read = text.parse::<NonNegative>();
        read.map_err(|problem| wrong.push(Wrong::at(field, problem)))
            .ok()
    };
    let (floor, price) = (
        optional(TrafficField::OwnFloor),
        optional(TrafficField::OwnPrice),
    );
    let (above, cap) = (
        optional(TrafficField::OwnExcess),
        optional(TrafficField::OwnCap),
    );
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let Some(price) = price else {
        return Ok(None);
    };
    let money = |amount: NonNegative| Money::new(amount.get(), currency);
    let contract = BandwidthContract {
        guarantee: Guarantee {
            floor: floor.unwrap_or_default(),
            excess: Excess::Apart,
            cap,
            valid_days: 1,
            existing_days: 1,
            month_days: 1,
        },
        price: money(price),
        excess_price: above.map(money),
        figure: ContractFigure::Mbps(peak),
    };
    let bill = contract.bill(peak);
    let bill = bill.map_err(|problem| vec![Wrong::at(TrafficField::OwnPrice, problem)])?;
    Ok(Some(OwnBill { contract, bill }))
}
