//! The reader's own bandwidth contract: its fields and its bill.

use netprice_study::traffic::{BandwidthContract, ContractBill, TrafficAnswer};
use netprice_study::{Problems, StudyProblem};
use yew::prelude::*;

use crate::kit::number::{exact, in_cents};
use crate::traffic::bill_words::TariffText;
use crate::traffic::form::TrafficField;
use crate::traffic::inputs::field;
use crate::traffic::props::{TrafficProps, short};
use crate::traffic::to_study::OWN;
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
    let is_at = |path: &str| match field {
        TrafficField::OwnPrice => path.ends_with(".price") || path.ends_with(".guarantee"),
        TrafficField::OwnExcess => path.ends_with(".excess_price"),
        _ => false,
    };
    let mut problems = problems.iter().filter_map(|located| {
        let path = located.path.to_string();
        is_at(&path).then_some(&located.problem)
    });
    problems.next()
}

/// The contract and its bill, if it has both.
fn billed<'a>(
    props: &'a TrafficProps,
    found: &'a TrafficAnswer,
) -> Option<(&'a BandwidthContract, &'a ContractBill)> {
    let contract = props.study.traffic.as_ref()?.contracts.get(OWN)?;
    Some((contract, found.contracts.get(OWN)?.as_ref().ok()?))
}

/// The section: the bill of the chosen method's figure under the contract.
pub(crate) fn section(props: &TrafficProps, found: Option<&TrafficAnswer>, method: &str) -> Html {
    let problems = found.and_then(|found| found.contracts.get(OWN));
    let problems = problems.and_then(|bill| bill.as_ref().err());
    let currency = props.study.currency.to_string();
    let input = |of: &TrafficField| {
        let problem = problems.and_then(|problems| problem_at(problems, *of));
        let problem = problem.map(|problem| props.language.say(problem));
        let label = TrafficText::Own(*of, &currency);
        field(props, *of, &label, "decimal", problem)
    };
    let bill = found.and_then(|found| billed(props, found));
    html! {
        <section>
            <h2>{props.say(&TrafficText::OwnContract)}</h2>
            <p class="hint">{props.say(&TrafficText::OwnHint)}</p>
            <div class="inputs">{for FIELDS.iter().map(input)}</div>
            <p id="own-bill" aria-live="polite" data-cost={bill.map(|(_, bill)| bill.cost.to_string())}>
                {bill.map(|(contract, bill)| said(props, contract, bill, method))}
            </p>
        </section>
    }
}

/// The bill as a sum.
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
        cost: &props.language.money(bill.cost),
    })
}

/// The row of the contract in the table of plans; nothing if it has no bill.
pub(crate) fn own_row(
    props: &TrafficProps,
    found: &TrafficAnswer,
    place: usize,
    has_saved: bool,
) -> Option<Html> {
    let (_, bill) = billed(props, found)?;
    let cost = found.contract_costs.get(OWN)?;
    let billed = props.say(&TariffText::OwnMbps {
        floor: &short(bill.billed.floor.get()),
        excess: &short(bill.billed.excess.get()),
    });
    Some(html! {
        <tr key={OWN} data-plan={OWN} class="own">
            <td class="place">{place}</td>
            <th scope="row">{props.say(&TariffText::OwnName)}</th>
            <td>{billed}</td>
            <td class="number effective" data-exact={cost.to_string()}>{in_cents(*cost)}</td>
            <td class="number" hidden={!has_saved}></td>
        </tr>
    })
}
