//! The result of a case, and its message.

use std::fmt;

/// The result of a case. Its `Display` prints all failures, ordered by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOutcome {
    /// The name of the case.
    pub case: String,
    /// The line of the file where the case starts, counted from 1.
    pub line: usize,
    /// The expectations that failed, ordered by line; empty if the case passed.
    pub failures: Vec<Failure>,
}

/// An expectation that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the expectation in the file, counted from 1.
    pub line: usize,
    /// The path of the compared value, such as `compare.offers.acme.list`.
    pub path: String,
    /// The expected value; several problems are separated by line breaks.
    pub expected: String,
    /// The value of the answer.
    pub got: String,
    /// The charges behind the figure of an offer, each followed by its indented steps.
    pub steps: Vec<String>,
}

impl CaseOutcome {
    /// Whether no expectation failed.
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
            // Consecutive failures in one usage line share their steps, which are printed once.
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
