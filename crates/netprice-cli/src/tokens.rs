//! `netprice tokens`: the cost of own machines compared with the price of an API.

use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, Question, Study, TokensAnswer};

use crate::question::QuestionCommand;
use crate::text::{cents, or_dash, sections, table};

/// The subcommand `tokens`.
pub struct TokensCommand;

impl QuestionCommand for TokensCommand {
    type Answer = TokensAnswer;

    const QUESTION: Question = Question::Tokens;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<TokensAnswer> {
        netprice_study::tokens(study, catalog)
    }

    fn text(answer: &TokensAnswer) -> String {
        let api = answer.api_million.as_ref();
        let api = api.and_then(|price| price.as_ref().ok());
        let api = api.map(|price| format!("API: {price} per million tokens"));
        let headings = [
            "Machine",
            "Per million tokens",
            "Monthly each",
            "Machines",
            "Monthly total",
            "API monthly",
            "Break-even million tokens",
        ];
        let machines = answer.machines.iter().filter_map(|(name, machine)| {
            let machine = machine.as_ref().ok()?;
            let against = machine.against_api.as_ref();
            let from = against.and_then(|against| against.cheaper_from);
            Some(vec![
                name.to_string(),
                format!("{:.4}", machine.million),
                cents(machine.month),
                or_dash(against, |against| against.servers.to_string()),
                or_dash(against, |against| cents(against.own)),
                or_dash(against, |against| cents(against.api)),
                or_dash(from, |from| format!("{from:.2}")),
            ])
        });
        let rows: Vec<Vec<String>> = machines.collect();
        sections([api.unwrap_or_default(), table(1, &headings, rows)])
    }
}
