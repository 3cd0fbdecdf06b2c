//! `netprice commit`: the cheapest commitments for a load.

use netprice_study::commit::CommitmentAdvice;
use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, CommitAnswer, Question, Study};

use crate::question::QuestionCommand;
use crate::text::{below, cents, exact_percent, or_dash, percent, sections, table};

/// The subcommand `commit`.
pub struct CommitCommand;

impl QuestionCommand for CommitCommand {
    type Answer = CommitAnswer;

    const QUESTION: Question = Question::Commit;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<CommitAnswer> {
        netprice_study::commit(study, catalog)
    }

    fn text(answer: &CommitAnswer) -> String {
        let offers = answer.offers.iter().filter_map(|(name, advice)| {
            let advice = advice.as_ref().ok()?;
            Some(below(name.as_str(), &advised(advice)))
        });
        sections(offers)
    }
}

fn advised(advice: &CommitmentAdvice) -> Vec<String> {
    let best = &advice.best;
    let mut lines = vec![
        format!("on-demand price of a unit-hour: {}", advice.on_demand_hour),
        format!(
            "the load costs {} on demand and {} with these commitments: {} less",
            cents(best.on_demand),
            cents(best.cost),
            cents(advice.saved)
        ),
    ];
    if let Some(over) = advice.over_budget {
        lines.push(format!("the cost is {} above the budget", cents(over)));
    }
    for regret in &advice.regrets {
        let (load, cost) = (exact_percent(regret.factor), cents(regret.cost));
        lines.push(format!(
            "at {load} of the load, the best commitments would cost {cost} less than these"
        ));
    }
    let rungs = best.ladder.iter().map(|rung| {
        let share = advice.break_even.get(&rung.offer).copied().flatten();
        let share = or_dash(share, percent);
        vec![rung.offer.to_string(), rung.units.to_string(), share]
    });
    let rungs: Vec<Vec<String>> = rungs.collect();
    lines.push(if rungs.is_empty() {
        "no commitment is cheaper than on demand".to_owned()
    } else {
        table(1, &["Commitment", "Units", "Break-even utilisation"], rungs)
    });
    lines
}
