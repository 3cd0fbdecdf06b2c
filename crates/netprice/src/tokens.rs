//! The cost of tokens from an API and on owned servers.

use crate::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

use crate::value::decimal::{self, NonNegative};
use crate::value::hours::HOURS_OF_MONTH;
use crate::value::money::Money;
use crate::value::ratio::Ratio;

/// Computes the cost of a million tokens from the GPU-hours that they take.
///
/// Price of a GPU-hour × GPUs ÷ (tokens a second × 3,600 × utilisation) × 1,000,000.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] for no throughput or no utilisation,
/// [`ValueProblem::NotAProbability`] for a utilisation above 1, [`ValueProblem::Negative`].
///
/// ```
/// use netprice::tokens::million_tokens;
/// // 8 GPUs at 2 an hour make 1,000 tokens a second: 16 an hour for 3.6 million.
/// let cost = million_tokens("2 USD".parse()?, 8, "1000".parse()?, "1".parse()?)?;
/// assert_eq!(cost.to_string(), "4.444444444444 USD");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn million_tokens(
    gpu_hour: Money,
    gpus: u32,
    tokens_per_second: NonNegative,
    utilisation: NonNegative,
) -> Result<Money, ValueProblem> {
    utilisation.share()?;
    let hour = gpu_hour.not_negative()?.exact().times(gpus.into())?;
    let a_second = Ratio::from(tokens_per_second.get()).times(utilisation.get().into())?;
    let millions = a_second.times(Ratio::of(3_600, 1_000_000)?)?;
    Money::of(hour.over(millions)?, gpu_hour.currency())
}

/// The monthly cost of a token load with an API and on owned servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiOrOwn {
    /// The monthly cost of the API.
    pub api: Money,
    /// The number of servers that the load needs.
    pub servers: u64,
    /// The monthly cost of the servers.
    pub own: Money,
    /// The million tokens a month from which one server is cheaper; `None` if one server cannot
    /// serve that many or the API is free.
    pub cheaper_from: Option<NonNegative>,
}

/// Compares the monthly cost of an API with that of servers, from a server's tokens a second and
/// monthly price.
///
/// The number of servers is rounded up; each serves 730 hours at the highest utilisation.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] for no throughput,
/// [`ValueProblem::NotAProbability`] for a utilisation above 1, [`ValueProblem::Negative`].
///
/// ```
/// use netprice::tokens::api_or_own;
/// // 100 tokens a second are 262.8 million in 730 hours. 300 million at 4 against two servers at 500.
/// let found = api_or_own("300".parse()?, "4 USD".parse()?, "500 USD".parse()?, "100".parse()?, "1".parse()?)?;
/// assert_eq!((found.api.to_string(), found.servers, found.own.to_string()), ("1200 USD".into(), 2, "1000 USD".into()));
/// assert_eq!(found.cheaper_from, Some("125".parse()?));
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn api_or_own(
    million_tokens: NonNegative,
    api_million: Money,
    server_month: Money,
    tokens_per_second: NonNegative,
    highest_utilisation: NonNegative,
) -> Result<ApiOrOwn, ValueProblem> {
    highest_utilisation.share()?;
    server_month.not_negative()?;
    api_million.payable_in(server_month.currency())?;
    let a_second = Ratio::from(tokens_per_second.get()).times(highest_utilisation.get().into())?;
    let hours = Ratio::from(HOURS_OF_MONTH);
    let most = a_second.times(hours.times(Ratio::of(3_600, 1_000_000)?)?)?;
    let servers = Ratio::from(million_tokens.get()).over(most)?;
    let servers = servers.ceiling()?.decimal()?;
    let cheaper_from = if api_million.is_zero() {
        None
    } else {
        let from = server_month.amount();
        let from = decimal::over(from, api_million.amount())?;
        Some(from).filter(|from| Ratio::from(*from) <= most)
    };
    Ok(ApiOrOwn {
        api: api_million.times(million_tokens.get())?,
        servers: u64::try_from(servers).unwrap_or(u64::MAX),
        own: server_month.times(servers)?,
        cheaper_from: cheaper_from.map(NonNegative::new).transpose()?,
    })
}
