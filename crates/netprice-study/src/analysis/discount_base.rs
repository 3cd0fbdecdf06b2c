//! The amount that a discount step is taken off.

use netprice::Step;
use netprice::rating::step::Reason;

/// Whether a discount step is taken off the amount before all terms, as additive terms are, rather than
/// off the amount before the step; `false` for other steps.
///
/// ```
/// use netprice::{Agreement, PriceBook, Usage, quote};
/// use netprice_study::analysis::is_off_start;
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
/// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
/// let agreement = Agreement::default().with_discount("net", "8折")?.with_discount("more", "9折")?;
/// // 2 → 1.6 → 1.44: each off the amount before it.
/// assert!(!quote(&book, &usage, &agreement)?.steps().any(is_off_start));
/// # Ok::<(), netprice::Problems>(())
/// ```
#[must_use]
pub fn is_off_start(step: &Step) -> bool {
    matches!(&*step.reason, Reason::Pay { pay, .. } if step.from.times(pay.paid()) != Ok(step.to))
}
