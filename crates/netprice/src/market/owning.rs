//! The cost of a GPU-hour on an owned server.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problems};
use crate::value::decimal::{self, NonNegative};
use crate::value::hours::HOURS_OF_MONTH;
use crate::value::limits::{GPUS, MONTHS, at_most};
use crate::value::money::Money;

/// An owned server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The purchase price.
    pub capital: Money,
    /// The residual value at the end of `months`.
    pub residual: Money,
    /// The number of months in use.
    pub months: u32,
    /// The number of GPUs.
    pub gpus: u32,
    /// The power at full load in kW.
    pub power_kw: NonNegative,
    /// The idle power as a share of the full power, from 0 to 1.
    pub idle_power: NonNegative,
    /// The power of the building per kW of the server (PUE), 1 or more.
    pub pue: NonNegative,
    /// The price of a kWh.
    pub tariff: Money,
    /// The cost of hosting, network and staff per month.
    pub monthly: Money,
    /// The yearly interest rate on the capital tied up, on average half of capital plus residual
    /// value.
    pub interest: NonNegative,
    /// The share of hours out of order, below 1.
    pub failures: NonNegative,
}

/// The cost of a server in a month, by component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerMonth {
    /// (Capital − residual value) ÷ months.
    pub depreciation: Money,
    /// (Capital + residual value) ÷ 2 × interest ÷ 12.
    pub interest: Money,
    /// The cost of hosting, network and staff.
    pub monthly: Money,
    /// kW × PUE × 730 × tariff × (idle share + (1 − idle share) × utilisation).
    pub energy: Money,
    /// The sum of these components.
    pub cost: Money,
    /// GPU-hours of use: GPUs × 730 × (1 − failures) × utilisation.
    pub gpu_hours: NonNegative,
    /// Cost ÷ GPU-hours.
    pub gpu_hour: Money,
}

impl Server {
    /// All problems of the server and of a utilisation.
    #[must_use]
    pub fn problems(&self, utilisation: NonNegative) -> Vec<Located> {
        let mut problems = Vec::new();
        for (name, amount) in [
            ("residual", self.residual),
            ("tariff", self.tariff),
            ("monthly", self.monthly),
            ("capital", self.capital),
        ] {
            let wrong = amount.payable_in(self.capital.currency()).err();
            problems.extend(wrong.map(|problem| problem.at(name)));
        }
        if self.residual.amount() > self.capital.amount() {
            problems.push(ValueProblem::above(self.residual, self.capital).at("residual"));
        }
        for (name, count, most) in [("months", self.months, MONTHS), ("gpus", self.gpus, GPUS)] {
            if count == 0 {
                problems.push(ValueProblem::Zero.at(name));
            }
            problems.extend(at_most(count, most).err().map(|problem| problem.at(name)));
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
                problems.push(ValueProblem::NotAProbability { value }.at(name));
            }
        }
        if utilisation.is_zero() {
            problems.push(ValueProblem::Zero.at("utilisation"));
        }
        if self.pue.get() < Decimal::ONE {
            let (value, limit) = (self.pue.to_string(), "1".to_owned());
            problems.push(ValueProblem::BelowLimit { value, limit }.at("pue"));
        }
        problems
    }

    /// Computes a month at a utilisation, which is the share of hours in use.
    ///
    /// # Errors
    /// All of [`Server::problems`]; [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::market::owning::Server;
    /// // 8 GPUs for 292,000 over 40 months: 7,300 a month, and 10 kW × 1.5 × 730 h × 0.1 = 1,095.
    /// let server: Server = serde_json::from_str(r#"{ "capital": "292000 USD", "residual": "0 USD",
    ///     "months": 40, "gpus": 8, "power_kw": "10", "idle_power": "1", "pue": "1.5",
    ///     "tariff": "0.1 USD", "monthly": "365 USD", "interest": "0", "failures": "0" }"#).unwrap();
    /// let month = server.month("1".parse()?).unwrap();
    /// assert_eq!((month.cost.to_string(), month.gpu_hour.to_string()), ("8760 USD".into(), "1.5 USD".into()));
    /// assert_eq!(server.month("0.5".parse()?).unwrap().gpu_hour.to_string(), "3 USD");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn month(&self, utilisation: NonNegative) -> Result<ServerMonth, Problems> {
        Problems::none_of(self.problems(utilisation))?;
        self.priced(utilisation)
            .map_err(|problem| problem.at("cost").into())
    }

    fn priced(&self, utilisation: NonNegative) -> Result<ServerMonth, ValueProblem> {
        let fixed = self.fixed()?;
        let at = self.energy_of_hour()?;
        let busy = decimal::minus(Decimal::ONE, self.idle_power.get())?;
        let drawn = decimal::plus(
            self.idle_power.get(),
            decimal::times(busy, utilisation.get())?,
        )?;
        let energy = at.times(HOURS_OF_MONTH)?.times(drawn)?;
        let [depreciation, interest, monthly] = fixed;
        let cost = depreciation.plus(interest)?.plus(monthly)?.plus(energy)?;
        let gpu_hours = decimal::times(self.useful_hours()?, utilisation.get())?;
        Ok(ServerMonth {
            depreciation,
            interest,
            monthly,
            energy,
            cost,
            gpu_hours: NonNegative::new(gpu_hours)?,
            gpu_hour: cost.over(gpu_hours)?,
        })
    }

    /// Depreciation, interest and the monthly costs, which do not depend on the utilisation.
    fn fixed(&self) -> Result<[Money; 3], ValueProblem> {
        let lost = self.capital.minus(self.residual)?;
        let tied = self.capital.plus(self.residual)?.over(Decimal::TWO)?;
        let interest = tied.times(self.interest.get())?.over(Decimal::from(12))?;
        Ok([
            lost.over(Decimal::from(self.months))?,
            interest,
            self.monthly,
        ])
    }

    /// The cost of energy for an hour at full power.
    fn energy_of_hour(&self) -> Result<Money, ValueProblem> {
        let drawn = decimal::times(self.power_kw.get(), self.pue.get())?;
        self.tariff.times(drawn)
    }

    /// The GPU-hours of a month at full utilisation.
    fn useful_hours(&self) -> Result<Decimal, ValueProblem> {
        let works = decimal::minus(Decimal::ONE, self.failures.get())?;
        let hours = decimal::times(HOURS_OF_MONTH, works)?;
        decimal::times(hours, Decimal::from(self.gpus))
    }

    /// The utilisation at which an owned GPU-hour costs as much as a rented one; `None` if it costs
    /// more even at full utilisation.
    ///
    /// # Errors
    /// All of [`Server::problems`]; [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// # use netprice::market::owning::Server;
    /// # let server: Server = serde_json::from_str(r#"{ "capital": "292000 USD", "residual": "0 USD",
    /// #     "months": 40, "gpus": 8, "power_kw": "10", "idle_power": "1", "pue": "1.5",
    /// #     "tariff": "0.1 USD", "monthly": "365 USD", "interest": "0", "failures": "0" }"#).unwrap();
    /// // The server above costs 8,760 a month; 5,840 hours at 3 are 17,520.
    /// let at = |rent: &str| server.break_even_utilisation(rent.parse().unwrap()).unwrap();
    /// assert_eq!(at("3 USD"), Some("0.5".parse()?));
    /// assert_eq!(at("1 USD"), None);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn break_even_utilisation(&self, rent: Money) -> Result<Option<NonNegative>, Problems> {
        let full = NonNegative::new(Decimal::ONE).map_err(|problem| problem.at("utilisation"))?;
        Problems::none_of(self.problems(full))?;
        let rent = rent.payable_in(self.capital.currency());
        let rent = rent.map_err(|problem| problem.at("rent"))?;
        self.crossing(rent)
            .map_err(|problem| problem.at("rent").into())
    }

    fn crossing(&self, rent: Money) -> Result<Option<NonNegative>, ValueProblem> {
        let energy = self.energy_of_hour()?.times(HOURS_OF_MONTH)?;
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
        let at = NonNegative::new(decimal::over(fixed.amount(), gained)?)?;
        Ok(Some(at).filter(|at| *at <= NonNegative::ONE))
    }
}
