//! Calculations that are no plan: splitting, rounding, parts of a period, fees, what to commit to.

use std::collections::BTreeMap;

use netprice::allocate::{LeftOver, allocate};
use netprice::commit::best::{Curve, Offer, best};
use netprice::commit::cash::by_month;
use netprice::commit::offer::Fee;
use netprice::decimal::{Amount, parse, print};
use netprice::error::{PricingErrors, Problem, R};
use netprice::gpu::own_or_rent::{Answer, own_or_rent};
use netprice::gpu::series::PriceSeries;
use netprice::id::CommitmentId;
use netprice::money::{Currency, Money, Rounding};
use netprice::prorate::{Ends, MonthLength, Share, change_plan};
use netprice::published::Day;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::calculate_bandwidth::Bandwidth;
use crate::calculate_gpu::Gpu;

/// A calculation, and what it needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Calculation {
    /// Splits an amount over weights; the results are the parts, and what stays apart, if any.
    Allocate {
        /// The amount.
        amount: String,
        /// The weights.
        weights: Vec<String>,
        /// What cannot be split.
        unit: String,
        /// Who gets what is left over.
        left_over: LeftOver,
    },
    /// Rounds each value.
    Round {
        /// The values.
        values: Vec<String>,
        /// How.
        rounding: Rounding,
    },
    /// The share of a period, as a number.
    Ratio {
        /// The share.
        share: Share,
    },
    /// The share of a price.
    Prorate {
        /// The price of the whole period.
        price: Money,
        /// The share.
        share: Share,
        /// How the result is rounded, if it is.
        #[serde(default)]
        rounding: Option<Rounding>,
    },
    /// A change of plan; the results are credit, charge and net.
    ChangePlan {
        /// The old price.
        old: Money,
        /// The new price.
        new: Money,
        /// The share of the period that is left.
        share: Share,
        /// How credit and charge are rounded, if they are.
        #[serde(default)]
        rounding: Option<Rounding>,
    },
    /// The months from one day to another; the results are fractions such as `12/30`.
    Months {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
        /// How long a month is.
        length: MonthLength,
        /// Which ends are counted.
        ends: Ends,
    },
    /// A commitment's fee month by month; the results are the cash of each month, then its effective
    /// cost of each.
    FeeByMonth {
        /// The fee.
        fee: Fee,
        /// The currency of the results.
        currency: Currency,
        /// The hours of each month.
        hours: Vec<String>,
    },
    /// What to commit to for a demand; the results are the units of each offer in the best ladder, the
    /// cost, and the cost on demand.
    BestCommitment {
        /// The hours and the demand in each of them.
        curve: Vec<(Amount, Amount)>,
        /// The on-demand price of an hour.
        on_demand: Money,
        /// The offers by name: the fee of an hour held, and what an hour of use costs besides.
        offers: BTreeMap<CommitmentId, (Money, Money)>,
    },
    /// A calculation on bandwidth.
    Bandwidth(Bandwidth),
    /// Whether to own or to rent; the results are the net present value, the saving without
    /// discounting, and the answer.
    OwnOrRent {
        /// The discount rate of a period, such as `0.1`.
        rate: String,
        /// What owning costs in each period, the first today.
        own: Vec<Money>,
        /// What renting costs in each period.
        rent: Vec<Money>,
    },
    /// A calculation on prices that move.
    Gpu(Box<Gpu>),
    /// The moves of the market in a series of prices; the results are the factors, and the largest
    /// fall.
    Moves(PriceSeries),
}

impl Calculation {
    /// The results as text, each as its type prints.
    ///
    /// # Errors
    /// Those of the calculation.
    pub fn results(&self) -> R<Vec<String>> {
        match self {
            Self::Allocate {
                amount,
                weights,
                unit,
                left_over,
            } => {
                let weights = weights
                    .iter()
                    .map(|weight| parse(weight))
                    .collect::<R<Vec<_>>>()?;
                let split = allocate(parse(amount)?, &weights, parse(unit)?, *left_over)?;
                let left = Some(split.left).filter(|left| !left.is_zero());
                Ok(split.parts.into_iter().chain(left).map(print).collect())
            }
            Self::Round { values, rounding } => {
                let round = |value: &String| Ok(print(rounding.apply(parse(value)?)));
                values.iter().map(round).collect()
            }
            Self::Ratio { share } => Ok(vec![print(share.ratio()?)]),
            Self::Prorate {
                price,
                share,
                rounding,
            } => {
                let part = share.of(*price)?.round_if(*rounding);
                Ok(vec![part.to_string()])
            }
            Self::ChangePlan {
                old,
                new,
                share,
                rounding,
            } => {
                let change = change_plan(*old, *new, share, *rounding)?;
                let amounts = [change.credit, change.charge, change.net];
                Ok(amounts.iter().map(ToString::to_string).collect())
            }
            Self::FeeByMonth {
                fee,
                currency,
                hours,
            } => {
                let hours: Vec<Decimal> = hours.iter().map(|h| parse(h)).collect::<R<_>>()?;
                let months = by_month(fee, &hours, *currency)?;
                let cash = months.iter().map(|month| month.cash);
                let effective = months.iter().map(|month| month.effective);
                Ok(cash
                    .chain(effective)
                    .map(|money| money.to_string())
                    .collect())
            }
            Self::BestCommitment {
                curve,
                on_demand,
                offers,
            } => best_commitment(curve, *on_demand, offers),
            Self::Bandwidth(calculation) => calculation.results(),
            Self::Gpu(calculation) => calculation.results().map_err(first),
            Self::OwnOrRent { rate, own, rent } => {
                let found = own_or_rent(parse(rate)?, own, rent)?;
                let answer = match found.answer {
                    Answer::Own => "own",
                    Answer::Rent => "rent",
                    Answer::Either => "either",
                };
                Ok(vec![
                    found.net_present_value.to_string(),
                    found.undiscounted.to_string(),
                    answer.to_owned(),
                ])
            }
            Self::Moves(series) => {
                if let Some(error) = series.problems().into_iter().next() {
                    return Err(error.problem);
                }
                let factors = series.moves()?.into_iter().map(|one| one.factor.get());
                let fall = series.largest_fall()?;
                Ok(factors.chain([fall]).map(print).collect())
            }
            Self::Months {
                from,
                to,
                length,
                ends,
            } => {
                let share = Share::between(*from, *to, *length, *ends)?;
                let parts = share.parts.iter();
                Ok(parts
                    .map(|part| format!("{}/{}", part.used, part.of))
                    .collect())
            }
        }
    }
}

fn first(errors: PricingErrors) -> Problem {
    let first = errors.0.into_iter().next();
    first.map_or(Problem::Empty, |error| error.problem)
}

fn best_commitment(
    curve: &[(Amount, Amount)],
    on_demand: Money,
    offers: &BTreeMap<CommitmentId, (Money, Money)>,
) -> R<Vec<String>> {
    let offer = |(id, (fee, use_price)): (&CommitmentId, &(Money, Money))| Offer {
        id: id.clone(),
        fee: *fee,
        use_price: *use_price,
    };
    let offers: Vec<Offer> = offers.iter().map(offer).collect();
    let curve = Curve::of_stretches(curve).map_err(first)?;
    let best = best(&curve, on_demand, &offers).map_err(first)?;
    let rungs = best.ladder.iter();
    let rungs = rungs.map(|rung| format!("{} {}", rung.units, rung.offer));
    let costs = [best.cost.to_string(), best.on_demand.to_string()];
    Ok(rungs.chain(costs).collect())
}
