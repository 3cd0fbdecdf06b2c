//! Work in steps, for callers that must stay responsive.

use std::ops::ControlFlow;

use rust_decimal::Decimal;

/// Work that is done in steps of some milliseconds, so that a caller can do something else in between,
/// show the progress, and drop the work when its answer is no longer wanted.
///
/// The answer does not depend on the number of steps, and dropping the work has no effect.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use netprice_study::Resumable;
/// use rust_decimal::Decimal;
///
/// /// Adds the numbers from 1 to 4, one a step.
/// struct Sum(u32, u32);
///
/// impl Resumable for Sum {
///     type Answer = u32;
///
///     fn share(&self) -> Decimal {
///         Decimal::new(25 * i64::from(self.0), 2)
///     }
///
///     fn step(self) -> ControlFlow<u32, Self> {
///         match self {
///             Self(4, sum) => ControlFlow::Break(sum),
///             Self(last, sum) => ControlFlow::Continue(Self(last + 1, sum + last + 1)),
///         }
///     }
/// }
///
/// assert_eq!(Sum(0, 0).finish(), 10);
/// ```
pub trait Resumable: Sized {
    /// The answer that the work ends with.
    type Answer;

    /// The share of the work that is done, from 0 to 1.
    fn share(&self) -> Decimal;

    /// Takes the next step: the work that is left, or the answer.
    fn step(self) -> ControlFlow<Self::Answer, Self>;

    /// Takes all steps that are left.
    fn finish(self) -> Self::Answer {
        let mut work = self;
        loop {
            match work.step() {
                ControlFlow::Continue(left) => work = left,
                ControlFlow::Break(answer) => return answer,
            }
        }
    }
}
