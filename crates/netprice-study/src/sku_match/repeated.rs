//! Lines that ask for what an earlier line asks for.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use netprice::UsageLine;
use netprice::usage::UnmatchedLine;
use netprice::value::id::LineId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;

use super::record::{ComposedPart, Found, SkuMatch};
use super::{Matched, Matching};
use crate::problem::StudyProblem;

use crate::workload::ask::Ask;
use crate::workload::{Workload, WorkloadLine};

impl Matching<'_> {
    /// Matches the lines of a workload, apart from those that are wrong.
    pub(super) fn lines(&mut self, workload: &Workload, wrong: &BTreeSet<usize>) {
        let mut repeated = Repeated::default();
        for (index, line) in workload.lines.iter().enumerate() {
            let at = Workload::path(index);
            if wrong.contains(&index) {
                self.leave_out(line, index);
            } else if let Err(problem) = repeated.line(self, line, &at) {
                self.matched.problems.push(problem.at(at));
                self.leave_out(line, index);
            }
        }
    }
}

/// The lines that were matched, by their asks.
#[derive(Default)]
struct Repeated<'l> {
    by_ask: HashMap<&'l Ask, Answered<'l>>,
}

/// A line, and where in the lists of [`Matched`] its answer is.
struct Answered<'l> {
    line: &'l LineId,
    lines: Range<usize>,
    unmatched: Range<usize>,
    unused: Range<usize>,
    matches: Range<usize>,
}

impl<'l> Repeated<'l> {
    /// Matches a line, or answers it like an earlier one of the same ask.
    fn line(
        &mut self,
        matching: &mut Matching<'_>,
        line: &'l WorkloadLine,
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let is_named = line.skus.contains_key(matching.offer);
        if is_named || line.prices.contains_key(matching.offer) || has_own_sku(&line.ask) {
            return matching.line(line, at);
        }
        let earlier = self.by_ask.get(&line.ask);
        // A longer id than that of the earlier line can be too long, which is said as for any line.
        if let Some(Ok(copy)) = earlier.map(|earlier| earlier.copy(&matching.matched, line)) {
            copy.add_to(&mut matching.matched);
            return Ok(());
        }
        let before = Lengths::of(&matching.matched);
        matching.line(line, at)?;
        let after = Lengths::of(&matching.matched);
        if before.problems == after.problems {
            let answered = Answered {
                line: &line.id,
                lines: before.lines..after.lines,
                unmatched: before.unmatched..after.unmatched,
                unused: before.unused..after.unused,
                matches: before.matches..after.matches,
            };
            self.by_ask.insert(&line.ask, answered);
        }
        Ok(())
    }
}

/// Whether the answer has a SKU of the line's own, which bears its name.
fn has_own_sku(ask: &Ask) -> bool {
    matches!(ask, Ask::Own(_) | Ask::Tokens(_))
}

/// The lengths of the lists of [`Matched`].
struct Lengths {
    lines: usize,
    unmatched: usize,
    unused: usize,
    matches: usize,
    problems: usize,
}

impl Lengths {
    fn of(matched: &Matched) -> Self {
        Self {
            lines: matched.usage.lines.len(),
            unmatched: matched.usage.unmatched.len(),
            unused: matched.usage.unused.len(),
            matches: matched.matches.len(),
            problems: matched.problems.len(),
        }
    }
}

/// The answer of an earlier line under the names of another.
struct Copied {
    lines: Vec<UsageLine>,
    unmatched: Vec<UnmatchedLine>,
    unused: Vec<LineId>,
    matches: Vec<SkuMatch>,
}

impl Answered<'_> {
    fn copy(&self, matched: &Matched, line: &WorkloadLine) -> Result<Copied, ValueProblem> {
        let usage = &matched.usage;
        let lines = all(&usage.lines, &self.lines).map(|one| {
            let id = self.renamed(&one.id, line)?;
            Ok(UsageLine { id, ..one.clone() })
        });
        let unmatched = all(&usage.unmatched, &self.unmatched).map(|one| {
            let id = self.renamed(&one.id, line)?;
            Ok(UnmatchedLine { id, ..one.clone() })
        });
        let unused = all(&usage.unused, &self.unused).map(|id| self.renamed(id, line));
        let matches = all(&matched.matches, &self.matches).map(|one| {
            Ok(SkuMatch {
                line: self.renamed(&one.line, line)?,
                of: line.id.clone(),
                is_of_machines: one.is_of_machines,
                labels: line.labels.clone(),
                found: self.found(&one.found, line)?,
            })
        });
        Ok(Copied {
            lines: lines.collect::<Result<_, ValueProblem>>()?,
            unmatched: unmatched.collect::<Result<_, ValueProblem>>()?,
            unused: unused.collect::<Result<_, ValueProblem>>()?,
            matches: matches.collect::<Result<_, ValueProblem>>()?,
        })
    }

    /// The id of a part of another line: that of the earlier line, with the other's id at its beginning.
    fn renamed(&self, id: &LineId, line: &WorkloadLine) -> Result<LineId, ValueProblem> {
        match id.as_str().strip_prefix(self.line.as_str()) {
            None | Some("") => Ok(line.id.clone()),
            Some(part) => format!("{}{part}", line.id).parse(),
        }
    }

    fn found(&self, found: &Found, line: &WorkloadLine) -> Result<Found, ValueProblem> {
        let mut found = found.clone();
        if let Found::Composed { parts, .. } = &mut found {
            for ComposedPart { usage, .. } in parts {
                *usage = self.renamed(usage, line)?;
            }
        }
        Ok(found)
    }
}

fn all<'a, T>(list: &'a [T], range: &Range<usize>) -> impl Iterator<Item = &'a T> {
    list.get(range.clone()).unwrap_or_default().iter()
}

impl Copied {
    fn add_to(self, matched: &mut Matched) {
        matched.usage.lines.extend(self.lines);
        matched.usage.unmatched.extend(self.unmatched);
        matched.usage.unused.extend(self.unused);
        matched.matches.extend(self.matches);
    }
}
