//! Whether tokens are cheaper from an API or from machines.

pub(crate) mod question;

use netprice::market::owning::ServerMonth;
use netprice::tokens::{ApiOrOwn, api_or_own, million_tokens};
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::SkuId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative, Problem};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::question::{ApiPrice, MachineCost, PublishedModel, TokenMachine, Tokens};
use crate::outcome::{Outcome, Outcomes, by_name, optional};
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::Exchange;
use crate::study::Study;

/// Machines against an API, in the currency of the study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokensAnswer {
    /// The price of a million tokens from the API; absent if none is asked about.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub api_million: Option<Outcome<Money>>,
    /// Each machine.
    #[serde(with = "by_name")]
    pub machines: Outcomes<SkuId, TokenMachineAnswer>,
}

/// What tokens cost from a machine, in the currency of the study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMachineAnswer {
    /// What a month of it costs.
    pub month: Money,
    /// What a million tokens cost in use at the highest share.
    pub million: Money,
    /// The API against as many machines as the tokens need; absent without tokens or an API, and where
    /// the API has no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against_api: Option<ApiOrOwn>,
    /// The month of a server of one's own, by what it is for, in the currency of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<ServerMonth>,
}

/// Answers the question about tokens of a study.
///
/// Prices in another currency than the study's are converted, each before anything is worked out with
/// it.
///
/// # Errors
/// [`StudyProblem::NoQuestion`] for a study without it. What is wrong with the API or with one machine is
/// said there and does not stop the others.
pub fn tokens(study: &Study, catalog: &Catalog) -> Outcome<TokensAnswer> {
    let Some(question) = &study.tokens else {
        return Err(StudyProblem::no_question(&["tokens"]).at("tokens").into());
    };
    if question.api.is_none() && question.machines.is_empty() {
        let asks = StudyProblem::no_question(&["api", "machines"]);
        return Err(asks.at("tokens").into());
    }
    let exchange = Exchange { study, catalog };
    let api_million = question.api.as_ref().map(|api| -> Outcome<Money> {
        let (price, at) = api.price(catalog)?;
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

impl ApiPrice {
    /// The price of a million in its own currency, and where it is in the study.
    fn price(&self, catalog: &Catalog) -> Result<(Money, Path), Located> {
        let at = Path::from("tokens").field("api");
        match self {
            Self::Million(price) => Ok((*price, at.field("million"))),
            Self::Published(model) => {
                let at = at.field("published");
                match model.price(catalog) {
                    Ok(price) => Ok((price, at)),
                    Err(problem) => Err(problem.at(at)),
                }
            }
        }
    }
}

impl PublishedModel {
    fn price(&self, catalog: &Catalog) -> Result<Money, StudyProblem> {
        let mut prices = catalog.hardware()?.tokens.iter();
        let found = prices.find(|one| {
            one.model == self.model
                && one.provider == self.provider
                && one.direction == self.direction
        });
        let price = found.ok_or_else(|| StudyProblem::UnknownModel {
            value: format!("{} {}", self.provider, self.model),
        })?;
        if price.price.is_zero() && !price.free {
            return Err(Problem::ZeroPrice.into());
        }
        Ok(Money::new(price.price.get(), price.currency))
    }
}

/// What a machine costs in the currency of the study.
struct MachineMonth {
    month: Money,
    /// An hour of one of so many parts: what a million tokens are worked out from.
    hour: Money,
    parts: u32,
    server: Option<ServerMonth>,
}

impl TokenMachine {
    /// What its tokens cost, alone and against a load at a price of an API.
    fn answer(
        &self,
        load: Option<(NonNegative, Money)>,
        exchange: Exchange<'_>,
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
        let against = load.map(|(load, api)| api_or_own(load, api, month, speed, use_));
        Ok(TokenMachineAnswer {
            month,
            million,
            against_api: against.transpose().map_err(at_cost)?,
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

    fn month(&self, exchange: Exchange<'_>) -> Outcome<MachineMonth> {
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
