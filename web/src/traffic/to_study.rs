//! The form as a question of a study, and back.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use netprice::bandwidth::guarantee::{Excess, Guarantee};
use netprice::bandwidth::shapes::Shape;
use netprice::value::id::TariffId;
use netprice::{Currency, Money, NonNegative};
use netprice_catalog::network::Carriers;
use netprice_study::traffic::samples::{
    CHINA, MadeUp, MissingSamples, SampleSeries, TrafficSamples,
};
use netprice_study::traffic::{
    BandwidthContract, Comma, ContractFigure, DateOrder, Kind, Month, Table, Traffic, TrafficHints,
};
use netprice_study::{Problems, Study};

use crate::kit::draft::{Draft, Optional, Whole};
use crate::kit::form::{Form, StudyForm};
use crate::traffic::discounts::{stated_discounts, typed_discounts, written};
use crate::traffic::form::{
    ALL_SERVICES, CarriersChoice, CommaChoice, CountsChoice, DatesChoice, DiscountsChoice,
    LONGEST_SAMPLES, MissingChoice, ShapeChoice, TrafficField, TrafficForm,
};
use crate::traffic::imported::Imported;

/// The seed of generated traffic.
const SEED: u64 = 20_261_122;
/// The id of the reader's own bandwidth contract in a study.
pub const OWN: &str = "own";

/// The name of a study's samples that the fields cannot hold.
const OF_STUDY: &str = "traffic.samples";

/// The shape of each option.
const SHAPES: [(ShapeChoice, Shape); 4] = [
    (ShapeChoice::Diurnal, Shape::Diurnal),
    (ShapeChoice::LiveEvent, Shape::LiveEvent),
    (ShapeChoice::Weekend, Shape::Weekend),
    (ShapeChoice::Flat, Shape::Flat),
];

impl StudyForm for TrafficForm {
    /// Samples that are too long for a link are not in the form's question: see
    /// [`TrafficForm::write_to_with`].
    fn write_to(&self, study: &mut Study) {
        let is_in_link = self.imported.is_empty() && self.traffic.len() <= LONGEST_SAMPLES;
        let samples = self.samples().filter(|_| is_in_link);
        study.traffic = self.question(samples, study.currency);
    }

    fn of_study(study: &Study) -> Self {
        let mut form = Self::default();
        let Some(question) = &study.traffic else {
            return form;
        };
        match question.samples.as_ref() {
            Some(samples) if form.take_samples(samples) => {}
            Some(_) => form.set(TrafficField::Imported, OF_STUDY),
            None => {}
        }
        form.missing = match question.missing {
            MissingSamples::Last => MissingChoice::Last,
            MissingSamples::Zero | MissingSamples::Keep => MissingChoice::Zero,
        };
        if let Some(area) = &question.area {
            form.set(TrafficField::Area, area);
        }
        let service = question.service.as_deref().unwrap_or(ALL_SERVICES);
        form.set(TrafficField::Service, service);
        form.carriers = match question.carriers {
            Carriers::Several => CarriersChoice::Several,
            Carriers::One => CarriersChoice::One,
        };
        form.discounts_from = match question.at_list_prices {
            true => DiscountsChoice::None,
            false => DiscountsChoice::Offers,
        };
        form.set(TrafficField::Discounts, &written(&question.discounts));
        form.set(TrafficField::Shaved, &question.shaved.to_string());
        let mut contracts = question.contracts.iter();
        if let Some((_, contract)) = contracts.find(|(id, _)| id.as_str() == OWN) {
            form.take_contract(contract, study.currency);
        }
        form
    }
}

impl Imported {
    /// The samples of a study that the fields of the form cannot hold, if there are any.
    #[must_use]
    pub fn of_study(study: &Study) -> Option<Self> {
        let samples = study.traffic.as_ref()?.samples.as_ref()?;
        if TrafficForm::default().take_samples(samples) {
            return None;
        }
        Some(Self {
            name: OF_STUDY.into(),
            samples: Some(Rc::new(samples.samples().ok()?)),
            report: None,
        })
    }
}

impl TrafficForm {
    /// Puts the question of the form into a study that is saved: long samples too.
    pub fn write_to_with(&self, imported: Option<&Imported>, study: &mut Study) {
        let samples = imported.and_then(|imported| imported.samples.as_deref());
        let samples = match samples {
            Some(samples) => Some(TrafficSamples::Series(SampleSeries::from(samples))),
            None => self.samples(),
        };
        study.traffic = self.question(samples, study.currency);
    }

    /// The typed samples, or else a generated month; `None` while its fields cannot be read.
    fn samples(&self) -> Option<TrafficSamples> {
        if !self.traffic.trim().is_empty() {
            return Some(TrafficSamples::Table(Table {
                text: self.traffic.to_string(),
                utc_offset_minutes: CHINA.0,
                hints: self.hints(),
            }));
        }
        let mut shapes = SHAPES.iter();
        let (_, shape) = shapes.find(|(choice, _)| *choice == self.shape)?;
        Some(TrafficSamples::MadeUp(MadeUp {
            shape: *shape,
            days: self.days.value()?.get(),
            highest_mbps: self.highest_mbps.value()?.get(),
            seed: SEED,
        }))
    }

    /// The imported samples, or else those of the form; `None` while its fields cannot be read.
    ///
    /// # Errors
    /// The problems of typed samples, with paths within their text.
    pub fn month(&self, imported: Option<&Imported>) -> Result<Option<Arc<Month>>, Problems> {
        let of = |samples| Some(Arc::new(Month::of(samples, self.missing())));
        match (imported, self.samples()) {
            (Some(imported), _) => Ok(imported.samples.as_ref().and_then(|samples| of(samples))),
            (None, Some(samples)) => match samples.read() {
                Ok((samples, report)) => Ok(Some(Arc::new(Month {
                    report,
                    ..Month::of(&samples, self.missing())
                }))),
                Err(problems) => Err(problems.map_each(|mut problem| {
                    if let Some(path) = problem.path.within("table") {
                        problem.path = path;
                    }
                    problem
                })),
            },
            (None, None) => Ok(None),
        }
    }

    /// What the person states of the file.
    #[must_use]
    pub fn hints(&self) -> TrafficHints {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let names = |text: &str| text.split(';').filter_map(some).collect();
        TrafficHints {
            zone: some(&self.file_zone),
            times_in: None,
            unit: some(&self.file_unit),
            counts: match self.file_counts {
                CountsChoice::Found => None,
                CountsChoice::Rate => Some(Kind::Rate),
                CountsChoice::Volume => Some(Kind::Volume),
                CountsChoice::Counter => Some(Kind::Counter),
            },
            inbound: names(&self.file_in),
            outbound: names(&self.file_out),
            dates: match self.file_dates {
                DatesChoice::Found => None,
                DatesChoice::DayFirst => Some(DateOrder::DayFirst),
                DatesChoice::MonthFirst => Some(DateOrder::MonthFirst),
            },
            comma: match self.file_comma {
                CommaChoice::Found => None,
                CommaChoice::Thousands => Some(Comma::Thousands),
                CommaChoice::Decimals => Some(Comma::Decimals),
            },
        }
    }

    /// Puts the hints of a study into the fields.
    fn take_hints(&mut self, hints: &TrafficHints) {
        self.file_zone = hints.zone.as_deref().unwrap_or_default().into();
        self.file_unit = hints.unit.as_deref().unwrap_or_default().into();
        self.file_in = hints.inbound.join("; ").into();
        self.file_out = hints.outbound.join("; ").into();
        self.file_counts = match hints.counts {
            None => CountsChoice::Found,
            Some(Kind::Rate) => CountsChoice::Rate,
            Some(Kind::Volume) => CountsChoice::Volume,
            Some(Kind::Counter) => CountsChoice::Counter,
        };
        self.file_dates = match hints.dates {
            None => DatesChoice::Found,
            Some(DateOrder::DayFirst) => DatesChoice::DayFirst,
            Some(DateOrder::MonthFirst) => DatesChoice::MonthFirst,
        };
        self.file_comma = match hints.comma {
            None => CommaChoice::Found,
            Some(Comma::Thousands) => CommaChoice::Thousands,
            Some(Comma::Decimals) => CommaChoice::Decimals,
        };
    }

    fn missing(&self) -> MissingSamples {
        match self.missing {
            MissingChoice::Zero => MissingSamples::Zero,
            MissingChoice::Last => MissingSamples::Last,
        }
    }

    /// The question about the published tariffs and methods, without samples; no samples are capped
    /// while their number cannot be read, and a discount that cannot be read is left out.
    fn tariffs(&self) -> Traffic {
        let service = (&*self.service != ALL_SERVICES).then(|| self.service.to_string());
        Traffic {
            missing: self.missing(),
            area: Some(self.area.to_string()),
            service,
            carriers: match self.carriers {
                CarriersChoice::Several => Carriers::Several,
                CarriersChoice::One => Carriers::One,
            },
            discounts: stated_discounts(&self.discounts),
            at_list_prices: self.discounts_from == DiscountsChoice::None,
            shaved: self.shaved_count().unwrap_or_default(),
            ..Traffic::default()
        }
    }

    /// A study that asks about the published tariffs and methods and the reader's own contract, with the
    /// currency, the rates and the offers of the comparison.
    #[must_use]
    pub fn study(&self, comparison: &Study) -> Study {
        Study {
            exchange_rates: comparison.exchange_rates.clone(),
            day: comparison.day,
            price_books: comparison.price_books.clone(),
            offers: comparison.offers.clone(),
            traffic: Some(Traffic {
                contracts: self.contracts(comparison.currency),
                ..self.tariffs()
            }),
            ..Study::new(comparison.currency)
        }
    }

    /// The reader's own contract by its id in a study.
    fn contracts(&self, currency: Currency) -> BTreeMap<TariffId, BandwidthContract> {
        let contract = self.contract(currency).into_iter();
        let named = contract.filter_map(|contract| Some((OWN.parse().ok()?, contract)));
        named.collect()
    }

    /// The number of highest samples that are capped; `None` while it cannot be read.
    #[must_use]
    pub fn shaved_count(&self) -> Option<usize> {
        usize::try_from(self.shaved.value()?.get()).ok()
    }

    /// The reader's own contract on the figure of the chosen method; `None` while it has no price or a
    /// field cannot be read.
    #[must_use]
    pub fn contract(&self, currency: Currency) -> Option<BandwidthContract> {
        let [floor, price, excess, cap] = self.contract_fields()?;
        let money = |amount: NonNegative| Money::new(amount.get(), currency);
        Some(BandwidthContract {
            guarantee: Guarantee {
                floor: floor.unwrap_or_default(),
                excess: Excess::Apart,
                cap,
                valid_days: 1,
                existing_days: 1,
                month_days: 1,
            },
            price: money(price?),
            excess_price: excess.map(money),
            figure: ContractFigure::Method(self.method.parse().ok()?),
        })
    }

    /// Floor, price, price of the excess and cap.
    fn contract_fields(&self) -> Option<[Option<NonNegative>; 4]> {
        let value = |draft: &Draft<Optional<NonNegative>>| draft.value().map(|value| value.0);
        Some([
            value(&self.own_floor)?,
            value(&self.own_price)?,
            value(&self.own_excess)?,
            value(&self.own_cap)?,
        ])
    }

    /// The whole question about these samples; `None` while a field of it cannot be read.
    fn question(&self, samples: Option<TrafficSamples>, currency: Currency) -> Option<Traffic> {
        self.shaved_count()?;
        self.contract_fields()?;
        let mut discounts = typed_discounts(&self.discounts);
        if discounts.any(|(_, discount)| discount.is_err()) {
            return None;
        }
        Some(Traffic {
            samples: Some(samples?),
            contracts: self.contracts(currency),
            ..self.tariffs()
        })
    }

    /// Puts the samples of a study into the fields; returns whether the fields can hold them.
    fn take_samples(&mut self, samples: &TrafficSamples) -> bool {
        match samples {
            TrafficSamples::Table(table)
                if table.utc_offset_minutes == CHINA.0 && table.text.len() <= LONGEST_SAMPLES =>
            {
                let mut form = self.clone();
                form.set(TrafficField::Traffic, &table.text);
                form.take_hints(&table.hints);
                let is_held = form.samples().as_ref() == Some(samples);
                if is_held {
                    *self = form;
                }
                is_held
            }
            TrafficSamples::MadeUp(made_up) if made_up.seed == SEED => {
                let mut shapes = SHAPES.iter();
                let shape = shapes.find(|(_, shape)| *shape == made_up.shape);
                let form = Self {
                    shape: shape.map_or(self.shape, |(choice, _)| *choice),
                    days: Draft::of(Whole::clamped(made_up.days)),
                    highest_mbps: Draft::of(Whole::clamped(made_up.highest_mbps)),
                    ..self.clone()
                };
                let is_held = form.samples().as_ref() == Some(samples);
                if is_held {
                    *self = form;
                }
                is_held
            }
            _ => false,
        }
    }

    /// Puts a contract of a study into the fields, if they can hold it.
    fn take_contract(&mut self, contract: &BandwidthContract, currency: Currency) {
        let ContractFigure::Method(method) = &contract.figure else {
            return;
        };
        let amount = |money: Money| NonNegative::new(money.amount()).ok();
        let floor = Some(contract.guarantee.floor).filter(|floor| !floor.get().is_zero());
        let mut form = self.clone();
        form.method = method.as_str().into();
        form.own_floor = Draft::of(Optional(floor));
        form.own_price = Draft::of(Optional(amount(contract.price)));
        form.own_excess = Draft::of(Optional(contract.excess_price.and_then(amount)));
        form.own_cap = Draft::of(Optional(contract.guarantee.cap));
        if form.contract(currency).as_ref() == Some(contract) {
            *self = form;
        }
    }
}
