//! Machines that are paid for whether the tokens need them or not, against an API.

use netprice::tokens::{ApiOrOwn, api_or_own};
use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{Money, NonNegative};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The values at which the API and the machines cost the same, everything else unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenTurns {
    /// The API's price of a million tokens; absent for no tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_million: Option<Money>,
    /// The hourly price of a machine's part, such as a GPU; absent for no machines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<Money>,
    /// The million tokens per month that the same machines can make; absent if they cannot make so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub million_tokens: Option<NonNegative>,
    /// Both costs from no tokens to about twice as many as are needed.
    pub costs: Vec<LoadCost>,
}

/// The monthly costs of a number of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadCost {
    /// The million tokens per month.
    pub million_tokens: NonNegative,
    /// The cost of the API.
    pub api: Money,
    /// The cost of the machines.
    pub own: Money,
}

/// The number of loads for which both costs are computed.
const LOADS: u32 = 48;

/// A machine of which some are paid for in any case.
#[derive(Clone, Copy)]
pub(super) struct Held {
    pub(super) month: Money,
    /// The million tokens per month of a machine.
    pub(super) most: NonNegative,
    pub(super) at_least: u32,
    pub(super) speed: NonNegative,
    pub(super) highest: NonNegative,
}

/// The million tokens that a machine makes in a month.
pub(super) fn most(speed: NonNegative, highest: NonNegative) -> Result<NonNegative, ValueProblem> {
    let a_second = Ratio::from(speed.get()).times(highest.get().into())?;
    let millions = Ratio::from(HOURS_OF_MONTH).times(Ratio::of(3_600, 1_000_000)?)?;
    NonNegative::new(a_second.times(millions)?.decimal()?)
}

impl Held {
    /// The comparison with as many machines as are paid for.
    pub(super) fn against(self, load: NonNegative, api: Money) -> Result<ApiOrOwn, ValueProblem> {
        let found = api_or_own(load, api, self.month, self.speed, self.highest)?;
        let servers = found.servers.max(self.at_least.into());
        Ok(ApiOrOwn {
            servers,
            own: self.month.times(Decimal::from(servers))?,
            ..found
        })
    }

    pub(super) fn turns(
        self,
        load: NonNegative,
        api: Money,
        against: &ApiOrOwn,
        hour: Money,
    ) -> Result<TokenTurns, ValueProblem> {
        let api_million = (!load.is_zero()).then(|| against.own.over(load.get()));
        let hour = (!against.own.is_zero()).then(|| {
            let (api, own) = (against.api.amount(), against.own.amount());
            let price = decimal::times_over(hour.amount(), api, own)?;
            Ok::<Money, ValueProblem>(Money::new(price, hour.currency()))
        });
        Ok(TokenTurns {
            api_million: api_million.transpose()?,
            hour: hour.transpose()?,
            million_tokens: self.equal_load(api, against)?,
            costs: self.costs(load, api)?,
        })
    }

    fn equal_load(
        self,
        api: Money,
        against: &ApiOrOwn,
    ) -> Result<Option<NonNegative>, ValueProblem> {
        if api.is_zero() {
            return Ok(None);
        }
        let load = decimal::over(against.own.amount(), api.amount())?;
        let most = decimal::times(self.most.get(), Decimal::from(against.servers))?;
        (load <= most).then(|| NonNegative::new(load)).transpose()
    }

    /// The costs at even steps from no tokens to twice the load.
    fn costs(self, load: NonNegative, api: Money) -> Result<Vec<LoadCost>, ValueProblem> {
        let twice = decimal::times(load.get(), Decimal::TWO)?;
        let cost = |step: u32| -> Result<LoadCost, ValueProblem> {
            let million = decimal::times_ratio(twice, step.into(), LOADS.into())?;
            let million = NonNegative::new(million)?;
            let found = self.against(million, api)?;
            Ok(LoadCost {
                million_tokens: million,
                api: found.api,
                own: found.own,
            })
        };
        (0..=LOADS).map(cost).collect()
    }
}
