//! Problems with their paths, one or many.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Problem;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

/// A problem with its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<P = Problem> {
    /// The path into the document.
    pub path: Path,
    /// The problem at that path.
    pub problem: P,
}

impl<P> Located<P> {
    /// Prefixes the path with an outer path.
    #[must_use]
    pub fn under(self, outer: impl Into<Path>) -> Self {
        Self {
            path: self.path.under(outer),
            ..self
        }
    }

    /// Converts the problem and keeps the path.
    pub fn map<Q>(self, change: impl FnOnce(P) -> Q) -> Located<Q> {
        Located {
            path: self.path,
            problem: change(self.problem),
        }
    }
}

/// Puts problems under an outer path.
pub(crate) fn under(
    problems: impl IntoIterator<Item = Located>,
    outer: impl Into<Path>,
) -> impl Iterator<Item = Located> {
    let (problems, outer) = (problems.into_iter(), outer.into());
    problems.map(move |located| located.under(outer.clone()))
}

impl<P: fmt::Display> fmt::Display for Located<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.problem)
    }
}

impl<P: fmt::Display + fmt::Debug> std::error::Error for Located<P> {}

/// All problems of an input, in the order of its fields; there is at least one.
///
/// ```
/// use netprice::Problems;
/// use netprice::value::problem::ValueProblem;
/// let wrong = vec![ValueProblem::Zero.at("hours"), ValueProblem::Empty.at("fee")];
/// let problems = Problems::none_of(wrong).unwrap_err();
/// assert_eq!(problems.iter().count(), 2);
/// assert_eq!(problems.first().path.to_string(), "hours");
/// assert!(Problems::<netprice::Problem>::none_of(vec![]).is_ok());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Problems<P = Problem> {
    first: Located<P>,
    rest: Vec<Located<P>>,
}

impl<P> Problems<P> {
    /// Returns `Ok` if a list of problems is empty.
    ///
    /// # Errors
    /// The problems of the list, if there are any.
    pub fn none_of(list: impl IntoIterator<Item = Located<P>>) -> Result<(), Self> {
        let mut list = list.into_iter();
        match list.next() {
            None => Ok(()),
            Some(first) => Err(Self {
                first,
                rest: list.collect(),
            }),
        }
    }

    /// The first problem.
    #[must_use]
    pub fn first(&self) -> &Located<P> {
        &self.first
    }

    /// Returns the first problem and drops the others.
    #[must_use]
    pub fn into_first(self) -> Located<P> {
        self.first
    }

    /// The problems in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Located<P>> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Appends other problems.
    #[must_use]
    pub fn and(mut self, others: impl IntoIterator<Item = Located<P>>) -> Self {
        self.rest.extend(others);
        self
    }

    /// Prefixes every path with an outer path.
    #[must_use]
    pub fn under(self, outer: impl Into<Path>) -> Self {
        let outer = outer.into();
        self.map_each(|located| located.under(outer.clone()))
    }

    /// Applies a function to each problem.
    pub fn map_each<Q>(self, mut change: impl FnMut(Located<P>) -> Located<Q>) -> Problems<Q> {
        Problems {
            first: change(self.first),
            rest: self.rest.into_iter().map(change).collect(),
        }
    }
}

impl<P> Problems<P> {
    /// Converts the problems to the problem type of another layer.
    #[must_use]
    pub fn lift<Q: From<P>>(self) -> Problems<Q> {
        self.map_each(|located| located.map(Q::from))
    }
}

impl<P> IntoIterator for Problems<P> {
    type Item = Located<P>;
    type IntoIter = std::iter::Chain<std::iter::Once<Located<P>>, std::vec::IntoIter<Located<P>>>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self.first).chain(self.rest)
    }
}

impl<P> From<Located<P>> for Problems<P> {
    fn from(first: Located<P>) -> Self {
        let rest = Vec::new();
        Self { first, rest }
    }
}

impl From<Problem> for Problems {
    /// Reports a problem of the whole input, with an empty path.
    fn from(problem: Problem) -> Self {
        problem.at(Path::default()).into()
    }
}

impl<P: From<ValueProblem>> From<ValueProblem> for Problems<P> {
    /// Reports a problem of the whole input, with an empty path.
    fn from(problem: ValueProblem) -> Self {
        let (path, problem) = (Path::default(), P::from(problem));
        Located { path, problem }.into()
    }
}

impl<P: fmt::Display> fmt::Display for Problems<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.rest.iter().try_for_each(|one| write!(f, "\n{one}"))
    }
}

/// Prints the same as `Display`, because an error that `main` returns is printed with `Debug`.
impl<P: fmt::Display> fmt::Debug for Problems<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<P: fmt::Display> std::error::Error for Problems<P> {}

impl<P: Serialize> Serialize for Problems<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, P: Deserialize<'de>> Deserialize<'de> for Problems<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<Located<P>>::deserialize(deserializer)?;
        let expected = serde::de::Error::invalid_length(0, &"at least one problem");
        Self::none_of(list).err().ok_or(expected)
    }
}
