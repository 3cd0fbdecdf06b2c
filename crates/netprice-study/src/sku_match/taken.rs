//! The names of usage lines that are taken.

use std::collections::BTreeSet;

use netprice::Usage;
use netprice::value::id::LineId;
use netprice::value::problem::ValueProblem;

/// The names that usage lines have so far.
///
/// Each name is gathered once, so that many lines with problems take no longer than as many without.
#[derive(Default)]
pub(super) struct TakenNames {
    names: BTreeSet<LineId>,
    lines: usize,
    unmatched: usize,
    unused: usize,
}

impl TakenNames {
    /// The id of a line, with the number of the line where another usage line has it.
    pub(super) fn free_id(
        &mut self,
        usage: &Usage,
        id: &LineId,
        index: usize,
    ) -> Result<LineId, ValueProblem> {
        self.gather(usage);
        let number = index.saturating_add(1);
        let mut id = id.clone();
        while self.names.contains(&id) {
            id = format!("{id} (line {number})").parse()?;
        }
        Ok(id)
    }

    fn gather(&mut self, usage: &Usage) {
        let lines = usage.lines.iter().skip(self.lines).map(|line| &line.id);
        let unmatched = usage.unmatched.iter().skip(self.unmatched);
        let unused = usage.unused.iter().skip(self.unused);
        let later = lines.chain(unmatched.map(|line| &line.id)).chain(unused);
        self.names.extend(later.cloned());
        self.lines = usage.lines.len();
        self.unmatched = usage.unmatched.len();
        self.unused = usage.unused.len();
    }
}
