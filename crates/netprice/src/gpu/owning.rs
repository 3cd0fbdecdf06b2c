//! What a GPU-hour of one's own costs, and what tokens of one's own cost.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::{self, Amount};
use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::money::Money;

/// Hours of a month, as price lists count them.
pub const HOURS: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

/// A server of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// What it costs.
    pub capital: Money,
    /// What it is worth at the end.
    pub residual: Money,
    /// How many months it is used.
    pub months: u32,
    /// Its GPUs.
    pub gpus: u32,
    /// What it draws at full load, in kW.
    pub power_kw: Amount,
    /// The share of that which it draws idle.
    pub idle_power: Amount,
    /// What the building draws per kW of the server (PUE), 1 or more.
    pub pue: Amount,
    /// The price of a kWh.
    pub tariff: Money,
    /// Hosting, network and staff of a month.
    pub monthly: Money,
    /// The yearly interest on what is tied up, half of capital and residual value on average.
    pub interest: Amount,
    /// The share of hours that it is out of order.
    pub failures: Amount,
}

/// A month of a server, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Month {
    /// (Capital − residual value) ÷ months.
    pub depreciation: Money,
    /// (Capital + residual value) ÷ 2 × interest ÷ 12.
    pub interest: Money,
    /// Hosting, network and staff.
    pub monthly: Money,
    /// kW × PUE × 730 × tariff, as far as it is drawn.
    pub energy: Money,
    /// Their sum.
    pub cost: Money,
    /// GPU-hours of use: GPUs × 730 × (1 − failures) × utilisation.
    pub gpu_hours: Amount,
    /// Cost ÷ GPU-hours.
    pub gpu_hour: Money,
}

impl Server {
    /// Everything that is wrong with it, and with a utilisation.
    #[must_use]
    pub fn problems(&self, utilisation: Amount) -> Vec<PricingError> {
        let mut problems = Vec::new();
        let amounts = [
            ("residual", self.residual),
            ("tariff", self.tariff),
            ("monthly", self.monthly),
        ];
        for (name, amount) in amounts {
            if amount.currency() != self.capital.currency() {
                let (value, expected) = (amount.currency(), self.capital.currency());
                problems.push(Problem::CurrencyMismatch { value, expected }.at(name));
            }
        }
        for (name, amount) in amounts.into_iter().chain([("capital", self.capital)]) {
            if amount.amount() < Decimal::ZERO {
                let value = amount.to_string();
                problems.push(Problem::Negative { value }.at(name));
            }
        }
        if self.residual.amount() > self.capital.amount() {
            let (value, limit) = (self.residual.to_string(), self.capital.to_string());
            problems.push(Problem::AboveLimit { value, limit }.at("residual"));
        }
        for (name, count) in [("months", self.months), ("gpus", self.gpus)] {
            if count == 0 {
                problems.push(Problem::Zero.at(name));
            }
        }
        let shares = [
            ("idle_power", self.idle_power, false),
            ("failures", self.failures, true),
            ("utilisation", utilisation, false),
        ];
        for (name, share, below_one) in shares {
            let is_above = share.get() > Decimal::ONE || (below_one && share.get() == Decimal::ONE);
            if is_above {
                let value = share.to_string();
                problems.push(Problem::NotAProbability { value }.at(name));
            }
        }
        if utilisation.is_zero() {
            problems.push(Problem::Zero.at("utilisation"));
        }
        if self.pue.get() < Decimal::ONE {
            let (value, least) = (self.pue.to_string(), "1".to_owned());
            problems.push(
                Problem::BelowLimit {
                    value,
                    limit: least,
                }
                .at("pue"),
            );
        }
        problems
    }

    /// A month in use for a share of its hours.
    ///
    /// # Errors
    /// All of [`Server::problems`]; [`Problem::TooLarge`].
    ///
    /// ```
    /// use netprice::gpu::owning::Server;
    /// // 8 GPUs for 292,000 over 40 months: 7,300 a month, and 10 kW × 1.5 × 730 h × 0.1 = 1,095.
    /// let server: Server = serde_json::from_str(r#"{ "capital": "292000 USD", "residual": "0 USD",
    ///     "months": 40, "gpus": 8, "power_kw": "10", "idle_power": "1", "pue": "1.5",
    ///     "tariff": "0.1 USD", "monthly": "365 USD", "interest": "0", "failures": "0" }"#).unwrap();
    /// let month = server.month("1".parse()?).unwrap();
    /// assert_eq!((month.cost.to_string(), month.gpu_hour.to_string()), ("8760 USD".into(), "1.5 USD".into()));
    /// assert_eq!(server.month("0.5".parse()?).unwrap().gpu_hour.to_string(), "3 USD");
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    pub fn month(&self, utilisation: Amount) -> Result<Month, PricingErrors> {
        let problems = self.problems(utilisation);
        match problems.is_empty() {
            true => self
                .priced(utilisation)
                .map_err(|problem| problem.at("cost").into()),
            false => Err(PricingErrors(problems)),
        }
    }

    fn priced(&self, utilisation: Amount) -> R<Month> {
        let fixed = self.fixed()?;
        let at = self.energy_of_hour()?;
        let busy = decimal::minus(Decimal::ONE, self.idle_power.get())?;
        let drawn = decimal::plus(
            self.idle_power.get(),
            decimal::times(busy, utilisation.get())?,
        )?;
        let energy = at.times(HOURS)?.times(drawn)?;
        let [depreciation, interest, monthly] = fixed;
        let cost = depreciation.plus(interest)?.plus(monthly)?.plus(energy)?;
        let gpu_hours = decimal::times(self.useful_hours()?, utilisation.get())?;
        Ok(Month {
            depreciation,
            interest,
            monthly,
            energy,
            cost,
            gpu_hours: Amount::new(gpu_hours)?,
            gpu_hour: cost.over(gpu_hours)?,
        })
    }

    /// Depreciation, interest and the rest of a month, whatever it is used.
    fn fixed(&self) -> R<[Money; 3]> {
        let lost = self.capital.minus(self.residual)?;
        let tied = self.capital.plus(self.residual)?.over(Decimal::TWO)?;
        let interest = tied.times(self.interest.get())?.over(Decimal::from(12))?;
        Ok([
            lost.over(Decimal::from(self.months))?,
            interest,
            self.monthly,
        ])
    }

    /// What an hour at full power costs.
    fn energy_of_hour(&self) -> R<Money> {
        let drawn = decimal::times(self.power_kw.get(), self.pue.get())?;
        self.tariff.times(drawn)
    }

    /// GPU-hours of a month at full use.
    fn useful_hours(&self) -> R<Decimal> {
        let works = decimal::minus(Decimal::ONE, self.failures.get())?;
        let hours = decimal::times(HOURS, works)?;
        decimal::times(hours, Decimal::from(self.gpus))
    }

    /// The utilisation at which an hour of its own costs as much as a rented one; `None` where it
    /// costs more even at full use.
    ///
    /// # Errors
    /// All of [`Server::problems`]; [`Problem::TooLarge`].
    ///
    /// ```
    /// # use netprice::gpu::owning::Server;
    /// # let server: Server = serde_json::from_str(r#"{ "capital": "292000 USD", "residual": "0 USD",
    /// #     "months": 40, "gpus": 8, "power_kw": "10", "idle_power": "1", "pue": "1.5",
    /// #     "tariff": "0.1 USD", "monthly": "365 USD", "interest": "0", "failures": "0" }"#).unwrap();
    /// // The server above costs 8,760 a month; 5,840 hours at 3 are 17,520.
    /// let at = |rent: &str| server.break_even_utilisation(rent.parse().unwrap()).unwrap();
    /// assert_eq!(at("3 USD"), Some("0.5".parse()?));
    /// assert_eq!(at("1 USD"), None);
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    pub fn break_even_utilisation(&self, rent: Money) -> Result<Option<Amount>, PricingErrors> {
        let full = Amount::new(Decimal::ONE).map_err(|problem| problem.at("utilisation"))?;
        let problems = self.problems(full);
        if !problems.is_empty() {
            return Err(PricingErrors(problems));
        }
        self.crossing(rent)
            .map_err(|problem| problem.at("rent").into())
    }

    fn crossing(&self, rent: Money) -> R<Option<Amount>> {
        let energy = self.energy_of_hour()?.times(HOURS)?;
        let idle = energy.times(self.idle_power.get())?;
        let mut fixed = idle;
        for part in self.fixed()? {
            fixed = fixed.plus(part)?;
        }
        // fixed + busy × u = rent × hours × u.
        let busy = energy.minus(idle)?;
        let rented = rent.times(self.useful_hours()?)?;
        let gained = rented.minus(busy)?.amount();
        if gained <= Decimal::ZERO {
            return Ok(None);
        }
        let at = decimal::over(fixed.amount(), gained)?;
        match at <= Decimal::ONE {
            true => Amount::new(at).map(Some),
            false => Ok(None),
        }
    }
}

/// What a million tokens cost: the GPU-hours behind them.
///
/// Price of a GPU-hour × GPUs ÷ (tokens a second × 3,600 × utilisation) × 1,000,000.
///
/// # Errors
/// [`Problem::DividedByZero`] for no throughput or no utilisation.
///
/// ```
/// use netprice::gpu::owning::million_tokens;
/// // 8 GPUs at 2 an hour make 1,000 tokens a second: 16 an hour for 3.6 million.
/// let cost = million_tokens("2 USD".parse()?, 8, "1000".parse()?, "1".parse()?)?;
/// assert_eq!(cost.to_string(), "4.444444444444 USD");
/// # Ok::<(), netprice::error::Problem>(())
/// ```
pub fn million_tokens(
    gpu_hour: Money,
    gpus: u32,
    tokens_per_second: Amount,
    utilisation: Amount,
) -> R<Money> {
    let hour = gpu_hour.times(Decimal::from(gpus))?;
    let tokens = decimal::times(tokens_per_second.get(), Decimal::from(3_600))?;
    let tokens = decimal::times(tokens, utilisation.get())?;
    let cost = decimal::times_over(hour.amount(), Decimal::from(1_000_000), tokens)?;
    Ok(Money::new(cost, hour.currency()))
}

/// An API against servers of one's own at a load of tokens a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ApiOrOwn {
    /// What the API costs.
    pub api: Money,
    /// How many servers the load needs.
    pub servers: u64,
    /// What they cost.
    pub own: Money,
    /// From how many million tokens a month on one server is cheaper, as far as it can serve them;
    /// `None` if it never is.
    pub cheaper_from: Option<Amount>,
}

/// Compares an API with servers, each for so many tokens a second and at a price by the month.
///
/// Servers are whole: a load beyond what one serves over 730 hours at the highest utilisation needs
/// the next.
///
/// # Errors
/// [`Problem::CurrencyMismatch`], [`Problem::DividedByZero`] for no throughput.
///
/// ```
/// use netprice::gpu::owning::api_or_own;
/// // 100 tokens a second are 262.8 million in 730 hours. 300 million at 4 against two servers at 500.
/// let found = api_or_own("300".parse()?, "4 USD".parse()?, "500 USD".parse()?, "100".parse()?, "1".parse()?)?;
/// assert_eq!((found.api.to_string(), found.servers, found.own.to_string()), ("1200 USD".into(), 2, "1000 USD".into()));
/// assert_eq!(found.cheaper_from, Some("125".parse()?));
/// # Ok::<(), netprice::error::Problem>(())
/// ```
pub fn api_or_own(
    million_tokens: Amount,
    api_million: Money,
    server_month: Money,
    tokens_per_second: Amount,
    highest_utilisation: Amount,
) -> R<ApiOrOwn> {
    let a_second = decimal::times(tokens_per_second.get(), highest_utilisation.get())?;
    let seconds = decimal::times(HOURS, Decimal::from(3_600))?;
    let most = decimal::over(decimal::times(a_second, seconds)?, Decimal::from(1_000_000))?;
    let servers = decimal::over(million_tokens.get(), most)?.ceil();
    let cheaper_from = match api_million.is_zero() {
        true => None,
        false => {
            let from = server_month.amount();
            let from = decimal::over(from, api_million.amount())?;
            Some(from).filter(|from| *from <= most)
        }
    };
    server_month.minus(api_million)?;
    Ok(ApiOrOwn {
        api: api_million.times(million_tokens.get())?,
        servers: u64::try_from(servers).unwrap_or(u64::MAX),
        own: server_month.times(servers)?,
        cheaper_from: cheaper_from.map(Amount::new).transpose()?,
    })
}
