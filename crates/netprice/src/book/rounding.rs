//! The stages at which bills are rounded.

use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problem};
use crate::value::money::Rounding;
use crate::value::path::Path;
use crate::value::text::is_default;

/// The stages at which a provider's bills are rounded, and how.
///
/// Each stage that is given rounds the result of the stage before, and the difference is reported.
/// A stage that is absent does not round.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoundingPolicy {
    /// The rounding of the unit price, and of a flat fee that is converted, before it is multiplied: to cents, 121.472 becomes 121.47,
    /// so 1,000 units cost 121,470 and not 121,472.
    ///
    /// The example is computed by hand.
    pub unit_price: Option<Rounding>,
    /// The rounding of the cost within each tier, without its flat fee: 10,001 units at 0.001 in
    /// the last tier cost 10.00 instead of 10.001, and 750.00 + 3,150.00 + 10.00 = 3,910.00.
    ///
    /// Source: Infracost, test of AWS Private CA.
    pub tier: Option<Rounding>,
    /// The rounding of each charge's effective cost, on the bill: 18.337 becomes 18.34, and with a
    /// charge of 0.40 the bill is 18.74.
    ///
    /// Source: AWS, Lambda pricing example.
    pub line: Option<Rounding>,
    /// Whether the lines are rounded so that they add up to their rounded sum: three charges of
    /// 3.335 become 3.34, 3.34 and 3.33, and not 3.34 each, as 10.005 becomes 10.01. The lines with
    /// the largest remainders are rounded up, among equals the first. Only with `line`.
    ///
    /// The example is computed by hand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lines_to_sum: bool,
    /// The rounding of the tax: 6% of 239.95 is 14.397, which becomes 14.40, so that 254.35 is due.
    ///
    /// Source: HotcakesCommerce, issue 91.
    pub tax: Option<Rounding>,
    /// Whether the tax is computed on the bill or on each charge.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax_on: TaxUnit,
    /// The rounding of the whole bill, after vouchers and tax: 47.07258075, truncated to cents, is
    /// 47.07.
    ///
    /// Source: Huawei Cloud, CodeArts billing.
    pub invoice: Option<Rounding>,
}

/// The amount on which tax is computed, and rounded if the policy rounds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxUnit {
    /// The sum of all charges of one rate: 10% of 9.13 and of 9.13 is 1.826, or 1.83 in cents.
    ///
    /// Source: WooCommerce, issue 19706 (the price).
    #[default]
    Bill,
    /// Each charge; the taxes are then added: 0.913 becomes 0.91, and twice that is 1.82.
    ///
    /// The minimum of the bill is taxed as one more charge, and its maximum takes the same share off every
    /// charge. Source: as above.
    Charge,
}

impl RoundingPolicy {
    /// Each at its field: the stages that keep more decimals than an amount is shown with, and a choice
    /// that does nothing without a stage, which is missing: `lines_to_sum` without `line`, and `tax_on`
    /// a charge without `tax`, as the exact tax is the same.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let stages = [
            ("unit_price", self.unit_price),
            ("tier", self.tier),
            ("line", self.line),
            ("tax", self.tax),
            ("invoice", self.invoice),
        ];
        let unmet = [
            (
                "line",
                self.lines_to_sum && self.line.is_none(),
                "lines_to_sum",
            ),
            (
                "tax",
                self.tax_on == TaxUnit::Charge && self.tax.is_none(),
                "tax_on",
            ),
        ];
        let unmet = unmet.into_iter().filter(|(_, is_unmet, _)| *is_unmet);
        let unmet = unmet.map(|(stage, _, by)| Problem::NeededBy { value: by.into() }.at(stage));
        let wrong = stages.into_iter().filter_map(|(stage, rounding)| {
            let problem = rounding?.check_places().err()?;
            Some(problem.at(Path::from(stage).field("places")))
        });
        wrong.chain(unmet).collect()
    }
}
