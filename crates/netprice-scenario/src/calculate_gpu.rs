//! Calculations on prices that move: returns, depreciation, margins, risk, sellers and tenders.

use netprice::decimal::{Amount, over, parse, print, times};
use netprice::error::{PricingErrors, R};
use netprice::gpu::finance::{
    Depreciation, depreciation, earned, growth, rate_of_return, volume_for,
};
use netprice::gpu::owning::{Server, api_or_own, million_tokens};
use netprice::gpu::paths::Process;
use netprice::gpu::risk::{normal_value_at_risk, tail_rank};
use netprice::gpu::selling::Sale;
use netprice::gpu::series::PriceSeries;
use netprice::gpu::tender::{Seller, Turn, play};
use netprice::gpu::volatility::{Divisor, Return, Year};
use netprice::money::{Money, Rounding};
use rust_decimal::Decimal;
use serde::Deserialize;

/// A calculation on prices that move.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Gpu {
    /// What a thing loses each year; the results are the charges and what is left after each.
    Depreciation {
        /// How.
        kind: Depreciation,
        /// What it cost.
        cost: Money,
        /// What it is worth at the end.
        residual: Money,
        /// Its years.
        years: u32,
        /// How each year but the last is rounded, if it is.
        #[serde(default)]
        rounding: Option<Rounding>,
    },
    /// The volume that a change of price needs for the same gross profit; the result is the change of
    /// volume in percent.
    VolumeFor {
        /// The gross margin in percent.
        margin_percent: String,
        /// The change of the price in percent, a cut negative.
        change_percent: String,
        /// How the result is rounded.
        rounding: Rounding,
    },
    /// A change from one price to another over some periods; the results are the factor, the change in
    /// percent, the log return, the growth of a period in percent, and the margin and the markup in
    /// percent of who buys at the first and sells at the second.
    Change {
        /// The price before.
        from: Money,
        /// The price after.
        to: Money,
        /// How many periods lie between.
        periods: u32,
        /// How the log return is rounded.
        log_rounding: Rounding,
        /// How percentages are rounded.
        rounding: Rounding,
    },
    /// What was before a growth; the result is now ÷ (1 + growth).
    BeforeGrowth {
        /// What is now.
        now: String,
        /// The growth in percent.
        growth_percent: String,
        /// How the result is rounded.
        rounding: Rounding,
    },
    /// What is earned on a sale; the results are the amount, and margin and markup in percent.
    Earned {
        /// The price.
        price: Money,
        /// The cost.
        cost: Money,
        /// How percentages are rounded, if they are.
        #[serde(default)]
        rounding: Option<Rounding>,
    },
    /// A sale at some price of the hardware; the results are the cost, the break-even in 折, and the
    /// margin at each pay rate.
    Sale {
        /// The sale.
        sale: Sale,
        /// The price of the hardware as a multiple of today's.
        hardware: Amount,
        /// The pay rates, as shares of list.
        #[serde(default)]
        pays: Vec<Amount>,
    },
    /// The share of a cost that follows the hardware when a pay rate only just covers it; the result is
    /// in percent.
    Follows {
        /// The cost before and after, as shares of list.
        costs: [Amount; 2],
        /// The price of the hardware as a multiple of before.
        hardware: Amount,
        /// How the result is rounded.
        rounding: Rounding,
    },
    /// A reservation against on demand; the results are the hours and months after which the upfront
    /// payment is back, what a month costs on demand and committed, what it saves, and what all months
    /// save, if they are given.
    ReservedBreakEven {
        /// What is paid at the start.
        upfront: Money,
        /// The price of an hour on demand.
        on_demand: Money,
        /// The price of an hour committed.
        committed: Money,
        /// How many hours a month has.
        hours_of_month: Amount,
        /// How many months are counted, if any.
        #[serde(default)]
        months: Option<u32>,
        /// How hours are rounded.
        hour_rounding: Rounding,
        /// How the others are rounded.
        rounding: Rounding,
    },
    /// The rank of the value at risk among so many losses, worst first.
    TailRank {
        /// How many there are.
        counts: Vec<usize>,
        /// The tail.
        tail: Amount,
    },
    /// The value at risk of a normal return.
    NormalValueAtRisk {
        /// What is at risk.
        value: Money,
        /// The mean return.
        #[serde(default)]
        mean: Amount,
        /// The standard deviation.
        deviation: Amount,
        /// How many deviations the tail starts at.
        z: Amount,
    },
    /// The rate of return of payments, the first today.
    RateOfReturn(Vec<Money>),
    /// The volatility of a series; the results are the returns and the volatility of a year.
    Volatility {
        /// The series.
        series: PriceSeries,
        /// The divisor of the deviation.
        divisor: Divisor,
        /// How many periods a year has.
        year: Year,
    },
    /// Paths from a seed; the results are the quantiles of the last month.
    Paths {
        /// How the price moves.
        process: Process,
        /// The horizon.
        months: u32,
        /// How many paths.
        count: u32,
        /// The seed.
        seed: u64,
        /// The quantiles, ascending.
        shares: Vec<Amount>,
    },
    /// A tender; the results are each turn, then who won and at what.
    Tender {
        /// The sellers in their order.
        sellers: Vec<Seller>,
        /// The opening pay rate.
        opening: Amount,
    },
    /// A month of a server of one's own; the results are its cost, the GPU-hours, the cost of one, and
    /// the utilisation from which it beats a rent.
    Owning {
        /// The server.
        server: Server,
        /// Its utilisation.
        utilisation: Amount,
        /// The rent of a GPU-hour.
        rent: Money,
    },
    /// What a million tokens cost.
    MillionTokens {
        /// The price of a GPU-hour.
        gpu_hour: Money,
        /// How many GPUs.
        gpus: u32,
        /// What they make together.
        tokens_per_second: Amount,
        /// For what share of the time.
        utilisation: Amount,
    },
    /// An API against servers; the results are the API's cost, the servers, their cost, and from how
    /// many million tokens one server is cheaper.
    ApiOrOwn {
        /// The load of a month.
        million_tokens: Amount,
        /// The API's price of a million.
        api_million: Money,
        /// What a server costs a month.
        server_month: Money,
        /// What it makes.
        tokens_per_second: Amount,
        /// At most for what share of the time.
        highest_utilisation: Amount,
    },
}

fn percent(share: Decimal, rounding: Option<Rounding>) -> R<String> {
    let percent = times(share, Decimal::ONE_HUNDRED)?;
    Ok(print(
        rounding.map_or(percent, |rounding| rounding.apply(percent)),
    ))
}

fn share(percent: &str) -> R<Decimal> {
    over(parse(percent)?, Decimal::ONE_HUNDRED)
}

impl Gpu {
    /// The results as text.
    ///
    /// # Errors
    /// Those of the calculation.
    pub fn results(&self) -> Result<Vec<String>, PricingErrors> {
        match self {
            Self::Paths {
                process,
                months,
                count,
                seed,
                shares,
            } => {
                let paths = process.paths(*months, *count, *seed)?;
                let last = paths.fan(shares).map_err(|problem| problem.at("shares"))?;
                let last = last.last().cloned().unwrap_or_default();
                Ok(last.iter().map(ToString::to_string).collect())
            }
            Self::Tender { sellers, opening } => {
                let outcome = play(sellers, *opening)?;
                let turns = outcome.rounds.iter().map(|round| {
                    let (round, seller, turn) = (round.round, &round.seller, round.turn);
                    match turn {
                        Turn::Opens(pay) => format!("{round}: {seller} opens at {pay}"),
                        Turn::Bids(pay) => format!("{round}: {seller} bids {pay}"),
                        Turn::DropsOut { needed } => {
                            format!("{round}: {seller} drops out below {needed}")
                        }
                    }
                });
                let won = outcome.winner.iter().zip(&outcome.pay);
                let won = won.map(|(winner, pay)| format!("{winner} at {pay}"));
                Ok(turns.chain(won).collect())
            }
            Self::Owning {
                server,
                utilisation,
                rent,
            } => {
                let month = server.month(*utilisation)?;
                let from = server.break_even_utilisation(*rent)?;
                let mut results = vec![
                    month.cost.to_string(),
                    month.gpu_hours.to_string(),
                    month.gpu_hour.to_string(),
                ];
                results.extend(from.map(|from| from.to_string()));
                Ok(results)
            }
            other => other
                .plain()
                .map_err(|problem| problem.at("calculate").into()),
        }
    }

    fn plain(&self) -> R<Vec<String>> {
        match self {
            Self::Depreciation {
                kind,
                cost,
                residual,
                years,
                rounding,
            } => {
                let charges = depreciation(*kind, *cost, *residual, *years, *rounding)?;
                let mut book = *cost;
                let mut books = Vec::new();
                for charge in &charges {
                    book = book.minus(*charge)?;
                    books.push(book.to_string());
                }
                let charges = charges.iter().map(ToString::to_string);
                Ok(charges.chain(books).collect())
            }
            Self::VolumeFor {
                margin_percent,
                change_percent,
                rounding,
            } => {
                let change = volume_for(share(margin_percent)?, share(change_percent)?)?;
                Ok(vec![percent(change, Some(*rounding))?])
            }
            Self::Change {
                from,
                to,
                periods,
                log_rounding,
                rounding,
            } => {
                let factor = Amount::new(over(to.amount(), from.amount())?)?;
                let log = log_rounding.apply(Return::Log.of(factor)?);
                let sale = earned(*to, *from)?;
                Ok(vec![
                    factor.to_string(),
                    percent(Return::Simple.of(factor)?, None)?,
                    print(log),
                    percent(growth(factor, *periods)?, Some(*rounding))?,
                    percent(sale.margin.unwrap_or_default(), Some(*rounding))?,
                    percent(sale.markup.unwrap_or_default(), None)?,
                ])
            }
            Self::BeforeGrowth {
                now,
                growth_percent,
                rounding,
            } => {
                let factor = Decimal::ONE + share(growth_percent)?;
                Ok(vec![print(rounding.apply(over(parse(now)?, factor)?))])
            }
            Self::Earned {
                price,
                cost,
                rounding,
            } => {
                let sale = earned(*price, *cost)?;
                let shares = [sale.margin, sale.markup].into_iter().flatten();
                let shares = shares.map(|share| percent(share, *rounding));
                std::iter::once(Ok(sale.amount.to_string()))
                    .chain(shares)
                    .collect()
            }
            Self::Sale {
                sale,
                hardware,
                pays,
            } => {
                let tenths = times(sale.break_even(*hardware)?.get(), Decimal::TEN)?;
                let margins = pays.iter().map(|pay| {
                    let margin = sale.margin(*pay, *hardware)?;
                    Ok(margin.to_string())
                });
                let cost = sale.cost_at(*hardware)?.to_string();
                [Ok(cost), Ok(format!("{}折", print(tenths)))]
                    .into_iter()
                    .chain(margins)
                    .collect()
            }
            Self::Follows {
                costs: [before, after],
                hardware,
                rounding,
            } => {
                let grown = over(after.get(), before.get())? - Decimal::ONE;
                let follows = over(grown, hardware.get() - Decimal::ONE)?;
                Ok(vec![percent(follows, Some(*rounding))?])
            }
            Self::ReservedBreakEven {
                upfront,
                on_demand,
                committed,
                hours_of_month,
                months,
                hour_rounding,
                rounding,
            } => {
                let saved = on_demand.minus(*committed)?;
                let hours = over(upfront.amount(), saved.amount())?;
                let of_month = |hourly: Money| hourly.times(hours_of_month.get());
                let back = over(hours, hours_of_month.get())?;
                let monthly = [
                    of_month(*on_demand)?,
                    of_month(*committed)?,
                    of_month(saved)?,
                ];
                let all = months.map(|months| {
                    let all = of_month(saved)?.times(Decimal::from(months))?;
                    all.minus(*upfront)
                });
                let money = monthly.into_iter().chain(all.transpose()?);
                let money = money.map(|money| money.round(*rounding).to_string());
                let counts = [hour_rounding.apply(hours), rounding.apply(back)];
                Ok(counts.into_iter().map(print).chain(money).collect())
            }
            Self::TailRank { counts, tail } => counts
                .iter()
                .map(|count| Ok(tail_rank(*count, *tail)?.to_string()))
                .collect(),
            Self::NormalValueAtRisk {
                value,
                mean,
                deviation,
                z,
            } => {
                let found = normal_value_at_risk(*value, mean.get(), deviation.get(), z.get())?;
                Ok(vec![found.to_string()])
            }
            Self::RateOfReturn(payments) => Ok(vec![print(rate_of_return(payments)?)]),
            Self::Volatility {
                series,
                divisor,
                year,
            } => {
                let returns = series.returns(Return::Log)?.into_iter();
                let volatility = series.volatility(*divisor, *year)?;
                Ok(returns.map(print).chain([volatility.to_string()]).collect())
            }
            Self::MillionTokens {
                gpu_hour,
                gpus,
                tokens_per_second,
                utilisation,
            } => {
                let cost = million_tokens(*gpu_hour, *gpus, *tokens_per_second, *utilisation)?;
                Ok(vec![cost.to_string()])
            }
            Self::ApiOrOwn {
                million_tokens,
                api_million,
                server_month,
                tokens_per_second,
                highest_utilisation,
            } => {
                let found = api_or_own(
                    *million_tokens,
                    *api_million,
                    *server_month,
                    *tokens_per_second,
                    *highest_utilisation,
                )?;
                let mut results = vec![
                    found.api.to_string(),
                    found.servers.to_string(),
                    found.own.to_string(),
                ];
                results.extend(found.cheaper_from.map(|from| from.to_string()));
                Ok(results)
            }
            Self::Paths { .. } | Self::Tender { .. } | Self::Owning { .. } => Ok(Vec::new()),
        }
    }
}
