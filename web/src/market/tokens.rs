//! An API against machines of one's own.

use netprice::value::id::SkuId;
use netprice::value::path::Segment;
use netprice::value::problem::ValueProblem;
use netprice_study::tokens::{
    ApiPrice, MachineCost, TokenMachine, TokenMachineAnswer, Tokens, tokens,
};
use netprice_study::{Catalog, Located, Problems, Study};

use crate::market::form::{MarketField, MarketForm};
use crate::market::reader::{Reader, Wrong, at};

/// The name of the machine in the question.
const MACHINE: &str = "machine";

/// Works out an API against machines of one's own or rented by the hour.
///
/// # Errors
/// What is wrong, by field.
pub fn token_machine(form: &MarketForm, catalog: &Catalog) -> Result<TokenMachineAnswer, Wrong> {
    let mut reader = Reader::new(form);
    let currency = reader.currency(MarketField::TokenCurrency)?;
    let load = reader.amount(MarketField::Load1M);
    let api = reader.money(MarketField::ApiPrice, currency);
    let cost = MachineCost::GpuHour {
        price: reader.money(MarketField::GpuHour, currency),
        gpus: reader.whole(MarketField::ServerGpus, 10_000),
    };
    let machine = TokenMachine {
        cost,
        tokens_per_second: reader.amount(MarketField::Throughput),
        utilisation: reader.percent(MarketField::TopUse, 100),
    };
    reader.done(())?;
    let name = MACHINE.parse::<SkuId>();
    let name = name.map_err(|problem| Wrong::from([(MarketField::Load1M, problem.into())]))?;
    let mut study = Study::new(currency);
    study.tokens = Some(Tokens {
        million_tokens: Some(load),
        api: Some(ApiPrice::Million(api)),
        machines: [(name, machine)].into(),
    });
    let answer = tokens(&study, catalog).map_err(at(MarketField::Load1M))?;
    let machine = answer.machines.into_values().next();
    let nothing = || Wrong::from([(MarketField::Load1M, ValueProblem::Empty.into())]);
    machine.ok_or_else(nothing)?.map_err(by_setting)
}

/// The problems of the machine, by the field that each field was typed into.
fn by_setting(problems: Problems) -> Wrong {
    let field = |located: &Located| match located.path.segments().last() {
        Some(Segment::Name(field)) if field == "tokens_per_second" => MarketField::Throughput,
        Some(Segment::Name(field)) if field == "utilisation" => MarketField::TopUse,
        Some(_) | None => MarketField::Load1M,
    };
    let problems = problems.into_iter();
    problems
        .map(|located| (field(&located), located.problem))
        .collect()
}

#[cfg(test)]
mod tests {
    use netprice::value::problem::ValueProblem;
    use netprice_study::Catalog;

    use super::token_machine;
    use crate::kit::form::Form;
    use crate::market::form::{MarketField, MarketForm};

    #[test]
    fn what_is_wrong_with_the_machine_is_said_at_its_fields() {
        let form = MarketForm::default().with(MarketField::Throughput, "0");
        let form = form.with(MarketField::TopUse, "0%");
        let wrong = token_machine(&form, &Catalog::published().unwrap()).unwrap_err();
        let zero = || ValueProblem::Zero.into();
        let expected = [
            (MarketField::Throughput, zero()),
            (MarketField::TopUse, zero()),
        ];
        assert_eq!(wrong, expected.into());
    }
}
