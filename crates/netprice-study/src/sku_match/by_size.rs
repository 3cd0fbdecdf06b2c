//! Lines that name what is composed of SKUs by size.

use netprice::value::id::SkuId;
use netprice_catalog::goods::{Composed, Criterion, Flexible, Good};

use super::composed::sized;
use super::criteria::asked_size;
use super::parts::{Part, Want};
use super::record::{Choice, Missing, Size};
use super::{Matching, Shelf};
use crate::problem::StudyProblem;
use crate::workload::WorkloadLine;

impl<'a> Shelf<'a> {
    /// What is composed under a name.
    pub(super) fn composed(&self, name: &SkuId) -> Option<&'a Flexible> {
        let mut all = self.index.flexible().iter();
        all.find(|one| one.name == name.as_str())
    }
}

/// Whether something composed is of the kind that a part wants.
pub(super) fn is_of_kind(part: &Part, flexible: &Flexible) -> bool {
    match (&part.want, &flexible.of) {
        (Want::Machine(_), Composed::Machine(_))
        | (Want::Good(Good::Database(_)), Composed::Database(_)) => true,
        (Want::Machine(_) | Want::Good(_) | Want::Tokens(_) | Want::Stated, _) => false,
    }
}

impl Matching<'_> {
    /// The size that a part asks for, the largest that something composed can have, and the first criterion that
    /// it does not meet; `None` if it is of another kind.
    fn sizes(
        &self,
        part: &Part,
        flexible: &Flexible,
    ) -> Result<Option<(Size, Size, Option<Criterion>)>, StudyProblem> {
        Ok(match (&part.want, &flexible.of) {
            (Want::Machine(ask), Composed::Machine(most)) => {
                let unmet = self.criteria(ask)?.unmet_by(most);
                Some((asked_size(ask), Size::from(most), unmet))
            }
            (Want::Good(Good::Database(asked)), Composed::Database(most)) => {
                Some((Size::from(asked), Size::from(most), asked.unmet_by(most)))
            }
            (Want::Machine(_) | Want::Good(_) | Want::Tokens(_) | Want::Stated, _) => None,
        })
    }

    /// Matches a part to what the line names: sized as asked, and missing beyond its largest size.
    pub(super) fn by_size(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        flexible: &Flexible,
    ) -> Result<(), StudyProblem> {
        let Some((asked, most, unmet)) = self.sizes(part, flexible)? else {
            return Ok(());
        };
        let id = part.id(line)?;
        let Some(fitted) = sized(self.shelf, flexible, (asked, most), part)? else {
            let missing = Missing {
                criterion: unmet,
                considered: 1,
                ..Missing::default()
            };
            self.miss(line, id, part.quantity.clone(), missing);
            return Ok(());
        };
        let choice = Choice {
            asked: Some(asked),
            size: Some(fitted.size()),
            fitting: 1,
            ..Choice::default()
        };
        self.compose(line, id, &fitted, choice, unmet)?;
        let Want::Machine(ask) = &part.want else {
            return Ok(());
        };
        self.licence(line, ask, fitted.size().vcpus)
    }
}
