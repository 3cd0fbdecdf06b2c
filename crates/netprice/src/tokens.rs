//! What tokens cost: an API against machines of one's own.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal::{self, NonNegative};
use crate::value::hours::HOURS_OF_MONTH;
use crate::value::money::Money;

/// What a million tokens cost: the GPU-hours behind them.
///
/// Price of a GPU-hour × GPUs ÷ (tokens a second × 3,600 × utilisation) × 1,000,000.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] for no throughput or no utilisation.
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
    let hour = gpu_hour.times(Decimal::from(gpus))?;
    let tokens = decimal::times(tokens_per_second.get(), Decimal::from(3_600))?;
    let tokens = decimal::times(tokens, utilisation.get())?;
    let cost = decimal::times_over(hour.amount(), Decimal::from(1_000_000), tokens)?;
    Ok(Money::new(cost, hour.currency()))
}

/// An API against servers of one's own at a load of tokens a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiOrOwn {
    /// What the API costs.
    pub api: Money,
    /// How many servers the load needs.
    pub servers: u64,
    /// What they cost.
    pub own: Money,
    /// From how many million tokens a month on one server is cheaper, as far as it can serve them;
    /// `None` if it never is.
    pub cheaper_from: Option<NonNegative>,
}

/// Compares an API with servers, each for so many tokens a second and at a price by the month.
///
/// Servers are whole: a load beyond what one serves over 730 hours at the highest utilisation needs
/// the next.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] for no throughput.
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
    let a_second = decimal::times(tokens_per_second.get(), highest_utilisation.get())?;
    let seconds = decimal::times(HOURS_OF_MONTH, Decimal::from(3_600))?;
    let most = decimal::over(decimal::times(a_second, seconds)?, Decimal::from(1_000_000))?;
    let servers = decimal::over(million_tokens.get(), most)?.ceil();
    let cheaper_from = if api_million.is_zero() {
        None
    } else {
        let from = server_month.amount();
        let from = decimal::over(from, api_million.amount())?;
        Some(from).filter(|from| *from <= most)
    };
    server_month.minus(api_million)?;
    Ok(ApiOrOwn {
        api: api_million.times(million_tokens.get())?,
        servers: u64::try_from(servers).unwrap_or(u64::MAX),
        own: server_month.times(servers)?,
        cheaper_from: cheaper_from.map(NonNegative::new).transpose()?,
    })
}
