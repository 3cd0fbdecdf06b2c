//! Finds the charges and steps behind a figure of an offer.

use netprice::rating::charge::{Charge, OneOffReason};
use netprice_study::Answer;

/// Returns the charges behind a figure, each followed by its indented steps; empty for a path outside
/// an offer.
///
/// A path into a usage line or a commitment selects its charges; any other path selects all charges of
/// the offer.
pub(crate) fn steps(answer: &Answer, path: &[String]) -> Vec<String> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let ["compare", "offers", offer, rest @ ..] = names.as_slice() else {
        return Vec::new();
    };
    let mut offers = answer.compare.iter().flat_map(|compared| &compared.offers);
    let Some((_, Ok(answer))) = offers.find(|(id, _)| id.as_str() == *offer) else {
        return Vec::new();
    };
    let charges = answer.quote.quote.charges.iter();
    let charges = charges.filter(|charge| is_behind(charge, rest));
    charges.flat_map(with_steps).collect()
}

fn is_behind(charge: &Charge, rest: &[&str]) -> bool {
    match (rest, charge) {
        (["lines", line, ..], Charge::Usage(usage)) => usage.line.as_str() == *line,
        (["lines", ..], Charge::UnusedCommitment(_) | Charge::OneOff(_))
        | (["lines" | "commitments", ..], Charge::Fee(_)) => false,
        (["commitments", id, ..], Charge::Usage(usage)) => {
            let commitment = usage.covered_by.as_ref();
            commitment.is_some_and(|commitment| commitment.as_str() == *id)
        }
        (["commitments", id, ..], Charge::UnusedCommitment(unused)) => {
            unused.commitment.as_str() == *id
        }
        (["commitments", id, ..], Charge::OneOff(charge)) => match &charge.reason {
            OneOffReason::Fee(commitment) => commitment.as_str() == *id,
            OneOffReason::Correction(_) => false,
        },
        _ => true,
    }
}

fn with_steps(charge: &Charge) -> Vec<String> {
    let steps = charge.steps().iter().map(|step| format!("  {step}"));
    std::iter::once(charge.to_string()).chain(steps).collect()
}
