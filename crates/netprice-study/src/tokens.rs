//! The tokens question: the cost of tokens from an API and from machines.

mod held;
pub(crate) mod question;

use netprice::market::owning::ServerMonth;
use netprice::tokens::{ApiOrOwn, million_tokens};
use netprice::value::day::{Date, Day};
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::SkuId;
use netprice::value::limits::{SHOCKS, at_most};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money, NonNegative, Problem};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use self::held::{Held, most};
pub use self::held::{LoadCost, TokenTurns};
pub use self::question::{ApiPrice, MachineCost, PublishedModel, TokenMachine, Tokens};
use crate::models;
use crate::outcome::{Outcome, Outcomes, by_name, optional};
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::Exchange;
use crate::study::Study;

/// The cost of tokens from an API and from machines, in the currency of the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokensAnswer {
    /// The API's price of a million tokens; absent if the question has no API.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub api_million: Option<Outcome<Money>>,
    /// The machines, by name.
    #[serde(with = "by_name")]
    pub machines: Outcomes<SkuId, TokenMachineAnswer>,
}

/// The cost of tokens from one machine, in the currency of the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMachineAnswer {
    /// The cost of a month.
    pub month: Money,
    /// The cost of a million tokens by used capacity: only the hours at the highest utilisation are paid.
    pub million: Money,
    /// The cost of a million tokens by reserved capacity: the machines are paid for the whole month; absent
    /// without a number of tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub million_reserved: Option<Money>,
    /// The million tokens that a machine makes in a month at the highest utilisation.
    pub most: NonNegative,
    /// The API compared with as many machines as the tokens need; absent without a number of tokens or
    /// without a price of the API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against_api: Option<ApiOrOwn>,
    /// What would change which is cheaper, and both costs by the number of tokens; absent without the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<TokenTurns>,
    /// The monthly cost of an owned server by component, in the currency of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<ServerMonth>,
}

/// Answers the tokens question of a study.
///
/// Each price is converted to the currency of the question before it is used.
///
/// # Errors
/// [`StudyProblem::NoQuestion`] for a study without a tokens question, and for one without an API and
/// machines. The problems of the API and of each machine are in their own outcomes and do not stop the
/// others.
pub fn tokens(study: &Study, catalog: &Catalog) -> Outcome<TokensAnswer> {
    let Some(question) = &study.tokens else {
        return Err(StudyProblem::no_question(&["tokens"]).at("tokens").into());
    };
    if question.api.is_none() && question.machines.is_empty() {
        let asks = StudyProblem::no_question(&["api", "machines"]);
        return Err(asks.at("tokens").into());
    }
    at_most(question.machines.len(), SHOCKS).map_err(|problem| {
        let at = Path::from("tokens").field("machines");
        StudyProblem::from(problem).at(at)
    })?;
    let exchange = Target {
        exchange: Exchange { study, catalog },
        currency: question.currency.unwrap_or(study.currency),
    };
    let api_million = question.api.as_ref().map(|api| -> Outcome<Money> {
        let (price, at) = api.price(catalog, study.day.map(Day::date))?;
        Ok(match api {
            ApiPrice::Million(_) => exchange.price(price, at)?,
            ApiPrice::Published(_) => exchange.of(price, at)?,
        })
    });
    let api = api_million.as_ref().and_then(|api| api.as_ref().ok());
    let machines = question.machines.iter().map(|(name, machine)| {
        let at = Path::from("tokens").field("machines").key(name);
        let load = question.million_tokens.zip(api.copied());
        let answer = machine.answer(load, exchange);
        (name.clone(), answer.map_err(|problems| problems.under(at)))
    });
    Ok(TokensAnswer {
        machines: machines.collect(),
        api_million,
    })
}

/// The conversion to the currency of the question.
#[derive(Clone, Copy)]
struct Target<'a> {
    exchange: Exchange<'a>,
    currency: Currency,
}

impl Target<'_> {
    fn of(self, money: Money, path: Path) -> Result<Money, Located> {
        self.exchange.in_currency(self.currency, money, path)
    }

    fn price(self, money: Money, path: Path) -> Result<Money, Located> {
        self.exchange.price_in(self.currency, money, path)
    }
}

impl ApiPrice {
    /// The price of a million tokens in its own currency, and its path in the study.
    fn price(&self, catalog: &Catalog, day: Option<Date>) -> Result<(Money, Path), Located> {
        let at = Path::from("tokens").field("api");
        match self {
            Self::Million(price) => Ok((*price, at.field("million"))),
            Self::Published(model) => {
                let at = at.field("published");
                match model.price(catalog, day) {
                    Ok(price) => Ok((price, at)),
                    Err((Some(field), problem)) => Err(problem.at(at.field(field))),
                    Err((None, problem)) => Err(problem.at(at)),
                }
            }
        }
    }
}

/// A problem, and the field that is wrong if it is one.
type Wrong = (Option<&'static str>, StudyProblem);

impl PublishedModel {
    /// The price of a million tokens.
    ///
    /// # Errors
    /// The problem, and the field that is wrong if it is one.
    fn price(&self, catalog: &Catalog, day: Option<Date>) -> Result<Money, Wrong> {
        let (provider, model) = (self.provider.as_str(), &self.model);
        let whole = |problem: StudyProblem| (None, problem);
        let found = catalog.token_price(provider, model, self.direction, day);
        let Some(price) = found.map_err(|error| whole(error.into()))? else {
            let unknown = models::unknown(catalog, provider, model).map_err(whole)?;
            let value = format!("{provider} {model}");
            let other = whole(StudyProblem::UnknownModel { value });
            return Err(unknown.map_or(other, |(field, problem)| (Some(field), problem)));
        };
        if price.price.is_zero() && !price.free {
            return Err(whole(Problem::ZeroPrice.into()));
        }
        Ok(Money::new(price.price.get(), price.currency))
    }
}

/// The cost of a machine in the currency of the question.
struct MachineMonth {
    month: Money,
    /// The cost of an hour of one of the `parts`, from which the cost of a million tokens is computed.
    hour: Money,
    parts: u32,
    server: Option<ServerMonth>,
}

impl TokenMachine {
    /// The cost of the machine's tokens; `load` is the million tokens per month and the API's price.
    fn answer(
        &self,
        load: Option<(NonNegative, Money)>,
        exchange: Target<'_>,
    ) -> Outcome<TokenMachineAnswer> {
        Problems::none_of(self.problems())?;
        let at_cost = |problem: ValueProblem| StudyProblem::from(problem).at("cost");
        let (speed, use_) = (self.tokens_per_second, self.utilisation);
        let MachineMonth {
            month,
            hour,
            parts,
            server,
        } = self.month(exchange)?;
        let million = million_tokens(hour, parts, speed, use_).map_err(at_cost)?;
        let most = most(speed, use_).map_err(at_cost)?;
        let held = Held {
            month,
            most,
            at_least: self.at_least,
            speed,
            highest: use_,
        };
        let against = load.map(|(load, api)| held.against(load, api));
        let against = against.transpose().map_err(at_cost)?;
        let turns = load.zip(against);
        let turns = turns.map(|((load, api), against)| held.turns(load, api, &against, hour));
        let reserved = load.zip(against).filter(|((load, _), _)| !load.is_zero());
        let reserved = reserved.map(|((load, _), against)| against.own.over(load.get()));
        Ok(TokenMachineAnswer {
            month,
            million,
            million_reserved: reserved.transpose().map_err(at_cost)?,
            most,
            turns: turns.transpose().map_err(at_cost)?,
            against_api: against,
            server,
        })
    }

    fn problems(&self) -> Vec<Located> {
        let zero = |name: &'static str, value: NonNegative| {
            let problem = StudyProblem::from(ValueProblem::Zero);
            value.is_zero().then(|| problem.at(name))
        };
        let above = self.utilisation.share().err();
        let above = above.map(|problem| StudyProblem::from(problem).at("utilisation"));
        let zeros = [
            zero("tokens_per_second", self.tokens_per_second),
            zero("utilisation", self.utilisation),
        ];
        zeros.into_iter().chain([above]).flatten().collect()
    }

    fn month(&self, exchange: Target<'_>) -> Outcome<MachineMonth> {
        let cost = || Path::from("cost");
        let at_cost = |problem: ValueProblem| StudyProblem::from(problem).at(cost());
        let of_month = |month: Money, server: Option<ServerMonth>| -> Outcome<MachineMonth> {
            let month = exchange.of(month, cost())?;
            Ok(MachineMonth {
                hour: month.over(HOURS_OF_MONTH).map_err(at_cost)?,
                parts: 1,
                month,
                server,
            })
        };
        match &self.cost {
            MachineCost::Month(month) => of_month(*month, None),
            MachineCost::GpuHour { gpus: 0, .. } => {
                let at = cost().field("gpu_hour").field("gpus");
                Err(StudyProblem::from(ValueProblem::Zero).at(at).into())
            }
            MachineCost::GpuHour { price, gpus } => {
                let hour = exchange.price(*price, cost())?;
                let all = hour.times(Decimal::from(*gpus)).map_err(at_cost)?;
                Ok(MachineMonth {
                    month: all.times(HOURS_OF_MONTH).map_err(at_cost)?,
                    hour,
                    parts: *gpus,
                    server: None,
                })
            }
            MachineCost::Server(server) => {
                let month = server.month(self.utilisation);
                let at = cost().field("server");
                let month = month.map_err(|problems| problems.lift().under(at))?;
                of_month(month.cost, Some(month))
            }
        }
    }
}
