//! What came of a case, and how it is said.

use std::fmt;

/// What came of a case. Its `Display` has all its failures, the first line first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOutcome {
    /// The name of the case.
    pub case: String,
    /// The line of the file where it starts.
    pub line: usize,
    /// Each expectation that did not hold, in the order of the file; empty if the case passed.
    pub failures: Vec<Failure>,
}

/// An expectation that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the file where it stands.
    pub line: usize,
    /// What was looked at, such as `compare.offers.acme.list`.
    pub path: String,
    /// What was expected, several problems one below the other.
    pub expected: String,
    /// What is there instead.
    pub got: String,
    /// How the figure of an offer came about: each charge, and its steps indented below it.
    pub steps: Vec<String>,
}

impl CaseOutcome {
    /// Whether every expectation held.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for CaseOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before: Option<&Failure> = None;
        for failure in &self.failures {
            if before.is_some() {
                writeln!(f)?;
            }
            // The figures of one line have the same steps.
            let are_told = before.is_some_and(|before| before.steps == failure.steps);
            failure.headline(f)?;
            if !are_told {
                failure.steps(f)?;
            }
            before = Some(failure);
        }
        Ok(())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        self.steps(f)
    }
}

impl Failure {
    fn headline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            path,
            expected,
            got,
            ..
        } = self;
        if !expected.contains('\n') && !got.contains('\n') {
            return write!(f, "line {line}: {path}: expected {expected}, got {got}");
        }
        let indented = |text: &str| text.replace('\n', "\n    ");
        let (expected, got) = (indented(expected), indented(got));
        write!(
            f,
            "line {line}: {path}: expected\n    {expected}\n  got\n    {got}"
        )
    }

    fn steps(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = self.steps.iter();
        steps.try_for_each(|step| write!(f, "\n    {step}"))
    }
}
