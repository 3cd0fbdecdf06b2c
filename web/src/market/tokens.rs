//! An API against machines of one's own.

use netprice::value::id::SkuId;
use netprice::value::path::Segment;
use netprice::value::problem::ValueProblem;
use netprice_study::tokens::{
    ApiPrice, MachineCost, TokenMachine, TokenMachineAnswer, Tokens, tokens,
};
use netprice_study::{Catalog, Located, Problems, Study};

use super::reader::{Reader, Wrong, at};
use crate::settings::{Setting, Settings};

/// The name of the machine in the question.
const MACHINE: &str = "machine";

/// Works out an API against machines of one's own or rented by the hour.
///
/// # Errors
/// What is wrong, by setting.
pub fn token_machine(settings: &Settings, catalog: &Catalog) -> Result<TokenMachineAnswer, Wrong> {
    let mut reader = Reader::new(settings);
    let currency = reader.currency(Setting::TokenCurrency)?;
    let load = reader.amount(Setting::Load1M);
    let api = reader.money(Setting::ApiPrice, currency);
    let cost = MachineCost::GpuHour {
        price: reader.money(Setting::GpuHour, currency),
        gpus: reader.whole(Setting::ServerGpus, 10_000),
    };
    let machine = TokenMachine {
        cost,
        tokens_per_second: reader.amount(Setting::Throughput),
        utilisation: reader.percent(Setting::TopUse, 100),
    };
    reader.done(())?;
    let name = MACHINE.parse::<SkuId>();
    let name = name.map_err(|problem| Wrong::from([(Setting::Load1M, problem.into())]))?;
    let mut study = Study::new(currency);
    study.tokens = Some(Tokens {
        million_tokens: Some(load),
        api: Some(ApiPrice::Million(api)),
        machines: [(name, machine)].into(),
    });
    let answer = tokens(&study, catalog).map_err(at(Setting::Load1M))?;
    let machine = answer.machines.into_values().next();
    let nothing = || Wrong::from([(Setting::Load1M, ValueProblem::Empty.into())]);
    machine.ok_or_else(nothing)?.map_err(by_setting)
}

/// The problems of the machine, by the setting that each field was typed into.
fn by_setting(problems: Problems) -> Wrong {
    let setting = |located: &Located| match located.path.segments().last() {
        Some(Segment::Name(field)) if field == "tokens_per_second" => Setting::Throughput,
        Some(Segment::Name(field)) if field == "utilisation" => Setting::TopUse,
        Some(_) | None => Setting::Load1M,
    };
    let problems = problems.into_iter();
    problems
        .map(|located| (setting(&located), located.problem))
        .collect()
}

#[cfg(test)]
mod tests {
    use netprice::value::problem::ValueProblem;
    use netprice_study::Catalog;

    use super::token_machine;
    use crate::settings::{Setting, Settings};

    #[test]
    fn what_is_wrong_with_the_machine_is_said_at_its_fields() {
        let settings = Settings::default().with(Setting::Throughput, "0");
        let settings = settings.with(Setting::TopUse, "0%");
        let wrong = token_machine(&settings, &Catalog::published().unwrap()).unwrap_err();
        let zero = || ValueProblem::Zero.into();
        let expected = [(Setting::Throughput, zero()), (Setting::TopUse, zero())];
        assert_eq!(wrong, expected.into());
    }
}
