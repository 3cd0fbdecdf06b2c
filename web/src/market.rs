//! Prices that move, from what is typed: the outlook, the seller, the tender, the buyer. Pure.

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::decimal::{self, Amount};
use netprice::error::{PricingErrors, Problem, R};
use netprice::gpu::owning::{ApiOrOwn, HOURS, api_or_own, million_tokens};
use netprice::gpu::paths::{Drawing, Paths, Process, Reversion, Shock, lognormal};
use netprice::gpu::rent_or_buy::{RentOrBuy, Weighed};
use netprice::gpu::selling::{BidRisk, Clause, ClauseValue, Heat, Sale, Waiting, waiting};
use netprice::gpu::tender::{Aftermath, Outcome, Seller, aftermath, play};
use netprice::gpu::volatility::{Divisor, Year};
use netprice::money::{Currency, Money};
use netprice::rate::PayRate;
use netprice_catalog::hardware::{Hardware, PublishedSeries};
use rust_decimal::Decimal;

use crate::settings::{Setting, Settings};

/// How many paths are drawn while a person types.
pub const PATHS: u32 = 10_000;
/// How many are drawn if that is chosen, in slices.
pub const MANY_PATHS: u32 = 100_000;
/// What they are drawn from.
const SEED: u64 = 20_261_122;
/// Equally likely factors of a month.
const FACTORS: u32 = 128;
/// The longest horizon on the page, in months.
const LONGEST: u32 = 60;
/// The days between two prices that count as a month.
const MONTH: std::ops::RangeInclusive<i64> = 25..=38;
/// The name of moves that are drawn from the history, and not made up.
pub const OBSERVED: &str = "observed";
/// The shares of the fan.
pub const FAN: [i64; 5] = [5, 25, 50, 75, 95];
/// The pay rates of the heat table, in tenths of list.
pub const TENTHS: [i64; 9] = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/// What is wrong, by setting.
pub type Wrong = BTreeMap<Setting, Problem>;

/// Reads typed settings and keeps what is wrong with each.
struct Reader<'a> {
    settings: &'a Settings,
    wrong: Wrong,
}

impl<'a> Reader<'a> {
    fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            wrong: Wrong::new(),
        }
    }

    fn keep<T: Default>(&mut self, setting: Setting, read: R<T>) -> T {
        read.unwrap_or_else(|problem| {
            self.wrong.insert(setting, problem);
            T::default()
        })
    }

    fn amount(&mut self, setting: Setting) -> Amount {
        let read = self.settings.get(setting).trim().parse();
        self.keep(setting, read)
    }

    /// A percentage as a share, at most a limit.
    fn percent(&mut self, setting: Setting, limit: i64) -> Amount {
        let text = self.settings.get(setting).trim();
        let text = text.trim_end_matches('%').trim_end();
        let read = text.parse::<Amount>().and_then(|percent| {
            if percent.get() > Decimal::from(limit) {
                let (value, limit) = (percent.to_string(), limit.to_string());
                return Err(Problem::AboveLimit { value, limit });
            }
            Amount::new(decimal::over(percent.get(), Decimal::ONE_HUNDRED)?)
        });
        self.keep(setting, read)
    }

    fn pay(&mut self, setting: Setting) -> Amount {
        let text = self.settings.get(setting).trim();
        let read = text
            .parse::<PayRate>()
            .and_then(|rate| Amount::new(rate.paid()));
        self.keep(setting, read)
    }

    /// A whole number from 1 to a limit.
    fn whole(&mut self, setting: Setting, limit: u32) -> u32 {
        let text = self.settings.get(setting).trim();
        let read = text.parse::<Amount>().and_then(|amount| {
            let value = amount.to_string();
            match u32::try_from(amount.get()) {
                _ if !amount.get().fract().is_zero() => Err(Problem::NotWhole { value }),
                Ok(0) => Err(Problem::Zero),
                Ok(number) if number <= limit => Ok(number),
                Ok(_) | Err(_) => Err(Problem::AboveLimit {
                    value,
                    limit: limit.to_string(),
                }),
            }
        });
        self.keep(setting, read)
    }

    fn money(&mut self, setting: Setting, currency: Currency) -> Money {
        Money::new(self.amount(setting).get(), currency)
    }

    /// A currency; without one nothing else can be read.
    fn currency(&mut self, setting: Setting) -> Result<Currency, Wrong> {
        let read = self.settings.get(setting).trim().to_uppercase().parse();
        read.map_err(|problem| Wrong::from([(setting, problem)]))
    }

    fn done<T>(self, value: T) -> Result<T, Wrong> {
        match self.wrong.is_empty() {
            true => Ok(value),
            false => Err(self.wrong),
        }
    }
}

/// The history of a price and what may become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The series.
    pub series: String,
    /// Its currency.
    pub currency: Currency,
    /// Its last price.
    pub last: Amount,
    /// The volatility of a year that the paths have.
    pub volatility: Amount,
    /// Whether that is the series' own, and not typed.
    pub is_own: bool,
    /// The largest fall in the history, as a share.
    pub largest_fall: Decimal,
    /// The paths.
    pub paths: Paths,
    /// The quantiles of each month, as multiples of the last price.
    pub fan: Vec<Vec<Amount>>,
    /// The share of paths on which it is ever half as much again.
    pub ever_half_more: Amount,
    /// The share of paths on which it ends lower.
    pub ends_lower: Amount,
}

/// The series that is chosen; the first for one that is not there.
#[must_use]
pub fn chosen<'a>(hardware: &'a Hardware, settings: &Settings) -> Option<&'a PublishedSeries> {
    let chosen = hardware.series_of(settings.get(Setting::Series));
    chosen.or(hardware.series.first())
}

/// The settings that the outlook depends on, and no others.
#[must_use]
pub fn outlook_settings(settings: &Settings) -> [String; 10] {
    [
        Setting::Moves,
        Setting::Block,
        Setting::PullLevel,
        Setting::PullSpeed,
        Setting::Series,
        Setting::Volatility,
        Setting::Horizon,
        Setting::ShockFactor,
        Setting::ShockMonth,
        Setting::ShockChance,
    ]
    .map(|setting| settings.get(setting).to_owned())
}

/// Draws the paths.
///
/// # Errors
/// What is wrong, by setting.
pub fn outlook(hardware: &Hardware, settings: &Settings) -> Result<Outlook, Wrong> {
    let at = |problem| Wrong::from([(Setting::Series, problem)]);
    let mut drawn = drawn(hardware, settings, PATHS)?;
    while drawn.month().map_err(at)? {}
    drawn.seen().map_err(at)
}

/// Makes ready to draw so many paths.
fn drawn(hardware: &Hardware, settings: &Settings, count: u32) -> Result<Drawn, Wrong> {
    let mut reader = Reader::new(settings);
    let months = reader.whole(Setting::Horizon, LONGEST);
    let typed = settings.get(Setting::Volatility).trim();
    let at = |setting: Setting, problem: Problem| Wrong::from([(setting, problem)]);
    let series = chosen(hardware, settings).ok_or_else(|| at(Setting::Series, Problem::Empty))?;
    let (volatility, is_own) = match typed.is_empty() {
        true => {
            let own = series.prices.volatility(Divisor::Sample, Year::OwnSpacing);
            // Too few prices have none: it must be typed.
            let own = own.map_err(|_| Problem::Empty);
            (reader.keep(Setting::Volatility, own), true)
        }
        false => (reader.percent(Setting::Volatility, 1_000), false),
    };
    let chance = reader.percent(Setting::ShockChance, 100);
    let mut shocks = Vec::new();
    if !chance.is_zero() && months > 0 {
        let (month, factor) = (
            reader.whole(Setting::ShockMonth, months),
            reader.amount(Setting::ShockFactor),
        );
        if factor.is_zero() && !reader.wrong.contains_key(&Setting::ShockFactor) {
            reader.wrong.insert(Setting::ShockFactor, Problem::Zero);
        }
        shocks.push(Shock {
            month,
            factor,
            probability: chance,
        });
    }
    let speed = reader.percent(Setting::PullSpeed, 100);
    let reversion = (!speed.is_zero()).then(|| Reversion {
        level: reader.percent(Setting::PullLevel, 10_000),
        speed,
    });
    let is_observed = settings.get(Setting::Moves) == OBSERVED;
    let block = match is_observed {
        true => reader.whole(Setting::Block, LONGEST),
        // Made-up months follow each other in no order of their own.
        false => 1,
    };
    reader.done(())?;
    let factors = match is_observed {
        true => observed(series).map_err(|problem| at(Setting::Moves, problem))?,
        false => {
            let made_up = lognormal(volatility, FACTORS);
            made_up.map_err(|problem| at(Setting::Volatility, problem))?
        }
    };
    let process = Process {
        factors,
        block,
        reversion,
        shocks,
    };
    let drawing = process.drawing(months, count, SEED);
    Ok(Drawn {
        series: series.clone(),
        volatility,
        is_own,
        months,
        drawing: drawing.map_err(|errors| at(Setting::Horizon, first(errors)))?,
        paths: Paths { months: Vec::new() },
        fan: Vec::new(),
    })
}

/// The moves of a series from about one month to the next.
fn observed(series: &PublishedSeries) -> R<Vec<Amount>> {
    let moves = series.prices.moves()?;
    let months = moves.iter().filter(|one| MONTH.contains(&one.days()));
    let factors: Vec<Amount> = months.map(|one| one.factor).collect();
    match factors.len() {
        value @ (0 | 1) => Err(Problem::TooFewPrices { value, expected: 2 }),
        _ => Ok(factors),
    }
}

/// Paths being drawn, with the fan of the months so far.
pub struct Drawn {
    series: PublishedSeries,
    volatility: Amount,
    is_own: bool,
    months: u32,
    drawing: Drawing,
    paths: Paths,
    fan: Vec<Vec<Amount>>,
}

impl Drawn {
    /// Draws one month more; whether there are others to draw.
    fn month(&mut self) -> R<bool> {
        let Some(levels) = self.drawing.next() else {
            return Ok(false);
        };
        let month = Paths {
            months: vec![levels],
        };
        self.fan.extend(month.fan(&fan_shares()?)?);
        self.paths.months.extend(month.months);
        Ok(true)
    }

    fn share(&self) -> Decimal {
        let drawn = Decimal::from(self.paths.months.len());
        decimal::over(drawn, self.months.into()).unwrap_or_default()
    }

    fn seen(self) -> R<Outlook> {
        let Self { series, paths, .. } = self;
        let end = paths.at(self.months)?;
        let one = Amount::new(Decimal::ONE)?;
        let last = series.prices.prices.last().ok_or(Problem::Empty)?;
        Ok(Outlook {
            series: series.id.clone(),
            currency: series.prices.currency,
            last: last.price,
            volatility: self.volatility,
            is_own: self.is_own,
            largest_fall: series.prices.largest_fall()?,
            fan: self.fan,
            ever_half_more: paths.ever_at_least(Amount::new(Decimal::new(15, 1))?)?,
            ends_lower: end.share_below(one)?,
            paths,
        })
    }
}

fn fan_shares() -> R<Vec<Amount>> {
    let shares = FAN.map(|share| Amount::new(Decimal::new(share, 2)));
    shares.into_iter().collect()
}

fn first(errors: PricingErrors) -> Problem {
    let first = errors.0.into_iter().next();
    first.map_or(Problem::Empty, |error| error.problem)
}

/// What a seller sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Sold {
    /// The sale, per 100 of list.
    pub sale: Sale,
    /// The bid.
    pub pay: Amount,
    /// The month of delivery.
    pub delivery: u32,
    /// The break-even pay rate today.
    pub break_even: Amount,
    /// The floor at delivery.
    pub floor: Amount,
    /// What may come of the bid.
    pub risk: BidRisk,
    /// What the clause is worth.
    pub clause: ClauseValue,
    /// The cost of delivering later; `None` beyond the horizon.
    pub delay: Option<Money>,
    /// By how many months.
    pub later: u32,
    /// Margins and chances of loss by pay rate and month.
    pub heat: Vec<Vec<Heat>>,
}

/// Works out the seller's side.
///
/// # Errors
/// What is wrong, by setting.
pub fn sold(settings: &Settings, outlook: &Outlook) -> Result<Sold, Wrong> {
    let mut sold = without_heat(settings, outlook)?;
    let heat = sold.sale.heat(&outlook.paths, &heat_pays());
    sold.heat = heat.map_err(|problem| Wrong::from([(Setting::CostPay, problem)]))?;
    Ok(sold)
}

/// The pay rates of the heat table.
fn heat_pays() -> Vec<Amount> {
    let pays = TENTHS.map(|tenths| Amount::new(Decimal::new(tenths, 1)));
    pays.into_iter().flatten().collect()
}

/// The seller's side but for the heat table, which takes longest.
fn without_heat(settings: &Settings, outlook: &Outlook) -> Result<Sold, Wrong> {
    let mut reader = Reader::new(settings);
    let horizon = u32::try_from(outlook.paths.months.len()).unwrap_or(u32::MAX);
    let cost = reader.pay(Setting::CostPay);
    let follows = reader.percent(Setting::Follows, 100);
    let pay = reader.pay(Setting::BidPay);
    let confidence = reader.percent(Setting::Confidence, 100);
    let delivery = reader.whole(Setting::Delivery, horizon);
    let later = reader.whole(Setting::Late, LONGEST);
    let clause = Clause {
        passed_on: reader.percent(Setting::PassedOn, 100),
        rise: reader.percent(Setting::Rise, 1_000),
        fall: reader.percent(Setting::Fall, 100),
    };
    reader.done(())?;
    let worked = || -> R<Sold> {
        let list = Money::new(Decimal::ONE_HUNDRED, outlook.currency);
        let sale = Sale {
            list,
            cost: list.times(cost.get())?,
            follows,
        };
        let at = outlook.paths.at(delivery)?;
        Ok(Sold {
            break_even: sale.break_even(Amount::new(Decimal::ONE)?)?,
            floor: sale.floor(&at, confidence, Amount::default())?,
            risk: sale.risk(pay, &at, confidence)?,
            clause: sale.clause_value(pay, clause, &at)?,
            delay: sale.cost_of_delay(&outlook.paths, delivery, later).ok(),
            heat: Vec::new(),
            sale,
            pay,
            delivery,
            later,
        })
    };
    worked().map_err(|problem| Wrong::from([(Setting::CostPay, problem)]))
}

/// A tender that was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Tendered {
    /// How it went.
    pub outcome: Outcome,
    /// What may become of the winner.
    pub aftermath: Option<Aftermath>,
}

/// Plays the tender of the sellers as typed, one a line: name, floor, step, stock in percent, cost.
///
/// # Errors
/// What is wrong, by setting; for the sellers the line as well.
pub fn tendered(settings: &Settings, outlook: &Outlook) -> Result<Tendered, Wrong> {
    let mut reader = Reader::new(settings);
    let opening = reader.pay(Setting::Opening);
    let penalty = reader.percent(Setting::Penalty, 100);
    let delivery = u32::try_from(outlook.paths.months.len()).unwrap_or(u32::MAX);
    let delivery = reader.whole(Setting::Delivery, delivery);
    let sellers = sellers(settings.get(Setting::Sellers));
    let sellers = reader.keep(Setting::Sellers, sellers);
    reader.done(())?;
    let at = |problem: Problem| Wrong::from([(Setting::Sellers, problem)]);
    let outcome = play(&sellers, opening).map_err(|errors| at(first(errors)))?;
    let winner = sellers
        .iter()
        .find(|one| Some(&one.name) == outcome.winner.as_ref());
    let list = Money::new(Decimal::ONE_HUNDRED, outlook.currency);
    let after = winner
        .zip(outcome.pay)
        .map(|(winner, pay)| aftermath(winner, pay, list, penalty, &outlook.paths.at(delivery)?));
    Ok(Tendered {
        aftermath: after.transpose().map_err(at)?,
        outcome,
    })
}

/// The sellers of a text, one a line: name, floor, step, stock in percent and cost, parted by commas.
///
/// # Errors
/// [`Problem::Malformed`] that names the line.
pub fn sellers(text: &str) -> R<Vec<Seller>> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| seller(line).map_err(|problem| in_line(index, &problem)))
        .collect()
}

fn in_line(index: usize, problem: &Problem) -> Problem {
    let message = format!("{}: {problem}", index.saturating_add(1));
    Problem::Malformed { message }
}

fn seller(line: &str) -> R<Seller> {
    let mut cells = line.split([',', '，']).map(str::trim);
    let mut cell = || {
        cells
            .next()
            .filter(|cell| !cell.is_empty())
            .ok_or(Problem::Empty)
    };
    let name = cell()?.to_owned();
    let mut pay = || -> R<Amount> { Amount::new(cell()?.parse::<PayRate>()?.paid()) };
    let (floor, step) = (pay()?, pay()?);
    let stock = cell()?.trim_end_matches('%').parse::<Amount>()?;
    let stock = Amount::new(decimal::over(stock.get(), Decimal::ONE_HUNDRED)?)?;
    let cost = Amount::new(cell()?.parse::<PayRate>()?.paid())?;
    Ok(Seller {
        name,
        floor,
        step,
        stock,
        cost,
    })
}

/// What a buyer sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// Renting against buying.
    pub weighed: Weighed,
    /// Waiting against locking today.
    pub waiting: Waiting,
    /// For how many months is waited.
    pub months: u32,
    /// For how many months is rented or owned.
    pub term: usize,
}

/// Works out the buyer's side, with rents and residual values that move with the paths.
///
/// # Errors
/// What is wrong, by setting.
pub fn bought(settings: &Settings, outlook: &Outlook) -> Result<Bought, Wrong> {
    let mut reader = Reader::new(settings);
    let currency = reader.currency(Setting::BuyCurrency)?;
    let horizon = u32::try_from(outlook.paths.months.len()).unwrap_or(u32::MAX);
    let weighed = RentOrBuy {
        capital: reader.money(Setting::Capital, currency),
        own_month: reader.money(Setting::OwnMonth, currency),
        rent_month: reader.money(Setting::RentMonth, currency),
        residual: reader.percent(Setting::Residual, 100),
        correlation: reader.percent(Setting::Correlation, 100),
        utilisation: [
            reader.percent(Setting::UseLow, 100),
            reader.percent(Setting::UseLikely, 100),
            reader.percent(Setting::UseHigh, 100),
        ],
        rate: reader.percent(Setting::Interest, 1_000),
    };
    let months = reader.whole(Setting::WaitMonths, horizon);
    let month_without = reader.money(Setting::MonthWithout, currency);
    let confidence = reader.percent(Setting::Confidence, 100);
    reader.done(())?;
    let at = |setting: Setting| move |problem: Problem| Wrong::from([(setting, problem)]);
    let found = weighed.weigh(&outlook.paths, SEED);
    let found = found.map_err(|errors| at(Setting::UseHigh)(first(errors)))?;
    let waited = waiting(
        weighed.capital,
        month_without,
        &outlook.paths,
        months,
        confidence,
    );
    Ok(Bought {
        weighed: found,
        waiting: waited.map_err(at(Setting::Capital))?,
        months,
        term: outlook.paths.months.len(),
    })
}

/// All that follows from the paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// The history and what may become of it.
    pub outlook: Rc<Outlook>,
    /// The seller's side.
    pub sold: Result<Sold, Wrong>,
    /// The tender.
    pub tendered: Result<Tendered, Wrong>,
    /// The buyer's side.
    pub bought: Result<Bought, Wrong>,
}

/// Many paths and what follows from them, worked out step by step, so that a page can do something
/// else in between.
pub enum Work {
    /// Months are being drawn.
    Drawing(Box<Drawn>),
    /// The months of the heat table are being worked out.
    Heating(Box<Outlook>, Box<Result<Sold, Wrong>>),
    /// All is done.
    Done(Box<Computed>),
}

impl Work {
    /// The work on so many paths.
    ///
    /// # Errors
    /// What is wrong, by setting.
    pub fn new(hardware: &Hardware, settings: &Settings, count: u32) -> Result<Self, Wrong> {
        drawn(hardware, settings, count).map(|drawn| Self::Drawing(Box::new(drawn)))
    }

    /// How much of it is done, as a share.
    #[must_use]
    pub fn share(&self) -> Decimal {
        let half = Decimal::new(5, 1);
        match self {
            Self::Drawing(drawn) => decimal::times(drawn.share(), half).unwrap_or_default(),
            Self::Heating(outlook, sold) => {
                let all = Decimal::from(outlook.paths.months.len());
                let row = sold
                    .as_ref()
                    .as_ref()
                    .ok()
                    .and_then(|sold| sold.heat.first());
                let done = Decimal::from(row.map_or(0, Vec::len));
                let share = decimal::over(done, all).and_then(|share| decimal::times(share, half));
                half.saturating_add(share.unwrap_or_default())
            }
            Self::Done(_) => Decimal::ONE,
        }
    }

    /// Takes a step of some milliseconds.
    ///
    /// # Errors
    /// What is wrong, by setting.
    pub fn step(self, settings: &Settings) -> Result<Self, Wrong> {
        let at = |problem| Wrong::from([(Setting::Series, problem)]);
        match self {
            Self::Drawing(mut drawn) => match drawn.month().map_err(at)? {
                true => Ok(Self::Drawing(drawn)),
                false => {
                    let outlook = drawn.seen().map_err(at)?;
                    let sold = without_heat(settings, &outlook);
                    Ok(Self::Heating(Box::new(outlook), Box::new(sold)))
                }
            },
            Self::Heating(outlook, mut sold) => {
                let is_hotter = match sold.as_mut() {
                    Ok(sold) => hotter(sold, &outlook).map_err(at)?,
                    Err(_) => false,
                };
                match is_hotter {
                    true => Ok(Self::Heating(outlook, sold)),
                    false => Ok(Self::Done(Box::new(Computed {
                        sold: *sold,
                        tendered: tendered(settings, &outlook),
                        bought: bought(settings, &outlook),
                        outlook: Rc::new(*outlook),
                    }))),
                }
            }
            done @ Self::Done(_) => Ok(done),
        }
    }
}

/// Adds a month to the heat table; whether there was one to add.
fn hotter(sold: &mut Sold, outlook: &Outlook) -> R<bool> {
    let done = sold.heat.first().map_or(0, Vec::len);
    let Some(levels) = outlook.paths.months.get(done) else {
        return Ok(false);
    };
    let month = Paths {
        months: vec![levels.clone()],
    };
    let column = sold.sale.heat(&month, &heat_pays())?;
    match sold.heat.is_empty() {
        true => sold.heat = column,
        false => {
            for (row, cells) in sold.heat.iter_mut().zip(column) {
                row.extend(cells);
            }
        }
    }
    Ok(true)
}

/// An API against machines of one's own or rented by the hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// The comparison at the load.
    pub found: ApiOrOwn,
    /// What a million tokens cost on the machines at full use.
    pub million: Money,
}

/// Works out API against self-hosting.
///
/// # Errors
/// What is wrong, by setting.
pub fn tokens(settings: &Settings) -> Result<Tokens, Wrong> {
    let mut reader = Reader::new(settings);
    let currency = reader.currency(Setting::TokenCurrency)?;
    let load = reader.amount(Setting::Load1M);
    let api = reader.money(Setting::ApiPrice, currency);
    let hour = reader.money(Setting::GpuHour, currency);
    let gpus = reader.whole(Setting::ServerGpus, 10_000);
    let throughput = reader.amount(Setting::Throughput);
    let top = reader.percent(Setting::TopUse, 100);
    for (setting, amount) in [(Setting::Throughput, throughput), (Setting::TopUse, top)] {
        if amount.is_zero() && !reader.wrong.contains_key(&setting) {
            reader.wrong.insert(setting, Problem::Zero);
        }
    }
    reader.done(())?;
    let worked = || -> R<Tokens> {
        let server = hour.times(Decimal::from(gpus))?.times(HOURS)?;
        Ok(Tokens {
            found: api_or_own(load, api, server, throughput, top)?,
            million: million_tokens(hour, gpus, throughput, top)?,
        })
    };
    worked().map_err(|problem| Wrong::from([(Setting::Load1M, problem)]))
}
