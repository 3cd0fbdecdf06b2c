//! The reader's own bandwidth contract: its fields and its bill.

use netprice_study::outcome::Outcome;
use netprice_study::traffic::{BandwidthContract, ContractBill, TrafficAnswer};
use netprice_study::{Problems, StudyProblem};
use yew::prelude::*;

use crate::kit::number::exact;
use crate::traffic::bill_words::TariffText;
use crate::traffic::form::TrafficField;
use crate::traffic::inputs::field;
use crate::traffic::props::{TrafficProps, short};
use crate::traffic::words::TrafficText;

/// The fields, in their order.
const FIELDS: [TrafficField; 4] = [
    TrafficField::OwnFloor,
    TrafficField::OwnPrice,
    TrafficField::OwnExcess,
    TrafficField::OwnCap,
];

/// The problem of a contract that belongs to a field; the table of methods shows that of a figure.
fn problem_at(problems: &Problems, field: TrafficField) -> Option<&StudyProblem> {
    let is_at = |name: &str| match field {
        TrafficField::OwnPrice => name == "price" || name == "guarantee",
        TrafficField::OwnExcess => name == "excess_price",
        _ => false,
    };
    let mut problems = problems.iter().filter_map(|located| {
        let path = located.path.to_string();
        is_at(&path).then_some(&located.problem)
    });
    problems.next()
}

/// The section: the bill of the chosen method's figure under the contract.
pub(crate) fn own_link(props: &TrafficProps, found: &TrafficAnswer, method: &str) -> Html {
    let currency = props.currency.parse().ok();
    let contract = currency.and_then(|currency| props.editor.form.contract(currency));
    let bill: Option<(&BandwidthContract, Outcome<ContractBill>)> = contract
        .as_ref()
        .map(|contract| (contract, contract.bill_by(&found.methods)));
    let problems = bill.as_ref().and_then(|(_, bill)| bill.as_ref().err());
    let input = |of: &TrafficField| {
        let problem = problems.and_then(|problems| problem_at(problems, *of));
        let problem = problem.map(|problem| props.language.say(problem));
        let label = TrafficText::Own(*of, &props.currency);
        field(props, *of, &label, "decimal", problem)
    };
    let bill = match &bill {
        Some((contract, Ok(bill))) => Some((*contract, bill)),
        Some((_, Err(_))) | None => None,
    };
    html! {
        <section>
            <h2>{props.say(&TrafficText::OwnContract)}</h2>
            <div class="inputs">{for FIELDS.iter().map(input)}</div>
            <p id="own-bill" aria-live="polite" data-cost={bill.map(|(_, bill)| bill.cost.to_string())}>
                {bill.map(|(contract, bill)| said(props, contract, bill, method))}
            </p>
        </section>
    }
}

fn said(
    props: &TrafficProps,
    contract: &BandwidthContract,
    bill: &ContractBill,
    method: &str,
) -> String {
    let excess_price = contract.excess_price.unwrap_or(contract.price);
    props.say(&TariffText::OwnBill {
        method,
        floor: &short(bill.billed.floor.get()),
        floor_price: &exact(contract.price),
        excess: &short(bill.billed.excess.get()),
        excess_price: &exact(excess_price),
        cost: &exact(bill.cost),
    })
}
