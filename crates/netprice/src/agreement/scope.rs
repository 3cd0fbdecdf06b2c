//! The charges that a clause, a commitment or a voucher applies to.

use serde::{Deserialize, Serialize};

use crate::value::IntoValue;
use crate::value::id::{LineId, Provider, PurchaseOption, Region, Service, SkuId};
use crate::value::problem::ValueProblem;

/// A selection of charges: those that match every list that is not empty.
///
/// With goods at 330 and shipping at 20, 10% off the goods leaves 297 + 20 = 317. An empty scope
/// selects every charge; a scope with purchase options selects no charge without one. Source:
/// Shopify, examples of combined discounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// Selects charges of these providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<Provider>,
    /// Selects charges in these regions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// Selects charges of these services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// Selects charges of these SKUs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<SkuId>,
    /// Selects charges with these purchase options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub purchase_options: Vec<PurchaseOption>,
    /// Selects charges of these usage lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineId>,
}

impl Scope {
    /// Selects the charges of the given services.
    ///
    /// # Errors
    /// The conversion error of a name.
    pub fn of_services<S: IntoValue<Service>>(
        services: impl IntoIterator<Item = S>,
    ) -> Result<Self, ValueProblem> {
        let services = services.into_iter().map(IntoValue::into_value);
        Ok(Self {
            services: services.collect::<Result<_, _>>()?,
            ..Self::default()
        })
    }

    /// Whether the scope is empty and therefore selects every charge.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the scope selects a charge with these names.
    pub(crate) fn matches(&self, key: &ChargeKey<'_>) -> bool {
        fn any<T: PartialEq>(names: &[T], name: Option<&T>) -> bool {
            names.is_empty() || name.is_some_and(|name| names.contains(name))
        }
        any(&self.providers, Some(key.provider))
            && any(&self.regions, Some(key.region))
            && any(&self.services, key.service)
            && any(&self.skus, key.sku)
            && any(&self.purchase_options, key.purchase_option)
            && any(&self.lines, key.line)
    }
}

/// The names by which a scope selects a charge; an unused commitment has provider and region only.
#[derive(Clone, Copy)]
pub(crate) struct ChargeKey<'a> {
    pub(crate) provider: &'a Provider,
    pub(crate) region: &'a Region,
    pub(crate) service: Option<&'a Service>,
    pub(crate) sku: Option<&'a SkuId>,
    pub(crate) purchase_option: Option<&'a PurchaseOption>,
    pub(crate) line: Option<&'a LineId>,
}
