//! Where the lines of a workload are in the document or the table that they were read from.

use std::borrow::Cow;

use netprice::value::path::{Path, Segment};

use crate::problem::Located;

/// Where each line of a workload was read from: unread lines are not among the lines, and a row has its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Vec<Path>);

impl Places {
    pub(crate) fn push(&mut self, place: Path) {
        self.0.push(place);
    }

    /// A problem of the workload, such as one of its answer, with its path in what the workload was read from.
    ///
    /// A problem of a row names its column: `line 4, sku:acme`.
    #[must_use]
    pub fn of(&self, located: Located) -> Located {
        let (place, rest) = match located.path.segments() {
            [
                Segment::Name(field),
                Segment::Name(list),
                Segment::Index(index),
                rest @ ..,
            ] if field == "workload" && list == "lines" => (self.0.get(*index), rest),
            _ => (None, [].as_slice()),
        };
        let Some(place) = place else {
            return located;
        };
        let path = match (place.segments(), column(rest)) {
            ([Segment::Line(_)], Some(column)) => place.clone().field(column),
            _ => rest.iter().cloned().collect::<Path>().under(place.clone()),
        };
        Located { path, ..located }
    }
}

/// The column of a table for a field of a line.
fn column(field: &[Segment]) -> Option<Cow<'static, str>> {
    match field {
        [Segment::Name(list), Segment::Name(offer), ..] if list == "skus" => {
            Some(format!("sku:{offer}").into())
        }
        [Segment::Name(list), Segment::Name(offer), ..] if list == "prices" => {
            Some(format!("price:{offer}").into())
        }
        [.., Segment::Name(name)] => Some(name.clone()),
        _ => None,
    }
}
