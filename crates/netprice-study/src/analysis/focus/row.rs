//! A row of the dataset Cost and Usage, and its cells.

use netprice::value::day::{Date, Day};
use netprice::value::decimal::{over, print};
use netprice::value::id::{OfferId, Service};
use netprice::{Costs, Money, Quote};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::FocusOptions;
use super::services::category;

/// The category of a charge, by the name that FOCUS has for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChargeCategory {
    /// Usage, whether it is paid on demand, covered by a commitment, or a commitment that nobody drew on.
    #[default]
    Usage,
    /// A fee.
    Purchase,
    /// Tax.
    Tax,
    /// A voucher.
    Credit,
    /// A minimum, a rounding, or the correction of an earlier bill.
    Adjustment,
}

impl ChargeCategory {
    /// The name in FOCUS.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Usage => "Usage",
            Self::Purchase => "Purchase",
            Self::Tax => "Tax",
            Self::Credit => "Credit",
            Self::Adjustment => "Adjustment",
        }
    }
}

/// A row of the dataset Cost and Usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusRow {
    /// The offer and its rank; no rank for an incomplete offer.
    pub offer: OfferId,
    /// The rank.
    pub rank: Option<usize>,
    /// The provider of the price book.
    pub provider: String,
    /// The region of the price book.
    pub region: String,
    /// The category.
    pub category: ChargeCategory,
    /// Whether it corrects an earlier bill.
    pub is_correction: bool,
    /// The usage line, the commitment or the clause.
    pub description: String,
    /// The account that uses it.
    pub sub_account: Option<String>,
    /// The service; absent for what is for several services.
    pub service: Option<Service>,
    /// The SKU.
    pub sku: Option<String>,
    /// The commitment that covers the usage (`true`), or that nobody drew on (`false`).
    pub commitment: Option<(String, bool)>,
    /// The commitment whose fee it is.
    pub purchased: Option<String>,
    /// The line of the bill that is no charge.
    pub bill_line: Option<&'static str>,
    /// The day of the usage; the month if absent.
    pub day: Option<Day>,
    /// What was used, before allowances, and its unit.
    pub consumed: Option<(Decimal, String)>,
    /// What is priced, and its unit.
    pub priced: Option<(Decimal, String)>,
    /// The costs, in the currency of the offer.
    pub costs: Costs,
}

impl FocusRow {
    /// A row of an offer, before its charge is known.
    pub(super) fn of_offer(
        offer: &OfferId,
        rank: Option<usize>,
        quote: &Quote,
        _: &FocusOptions,
    ) -> Self {
        Self {
            offer: offer.clone(),
            rank,
            provider: quote.provider.to_string(),
            region: quote.region.to_string(),
            category: ChargeCategory::Usage,
            is_correction: false,
            description: String::new(),
            sub_account: None,
            service: None,
            sku: None,
            commitment: None,
            purchased: None,
            bill_line: None,
            day: None,
            consumed: None,
            priced: None,
            costs: Costs::zero(quote.currency),
        }
    }

    /// The text of a column of the specification; empty for null.
    #[must_use]
    pub fn cell(&self, column: &str, options: &FocusOptions) -> String {
        let quantity =
            |of: &Option<(Decimal, String)>| of.as_ref().map(|(value, _)| decimal(*value));
        let unit = |of: &Option<(Decimal, String)>| of.as_ref().map(|(_, unit)| unit.clone());
        let money = |amount: Money| Some(decimal(amount.amount()));
        let month = month(options.day.date());
        let text = match column {
            "BilledCost" => money(self.costs.billed),
            "ContractedCost" => money(self.costs.contracted),
            "EffectiveCost" => money(self.costs.effective),
            "ListCost" => money(self.costs.list),
            "BillingAccountId" | "BillingAccountName" => Some(options.account.clone()),
            "BillingAccountType" => Some("Billing Account".to_owned()),
            "BillingCurrency" | "PricingCurrency" => Some(self.costs.list.currency().to_string()),
            "BillingPeriodStart" => Some(at_midnight(month.0)),
            "BillingPeriodEnd" => Some(at_midnight(month.1)),
            "ChargePeriodStart" => Some(at_midnight(self.period(month).0)),
            "ChargePeriodEnd" => Some(at_midnight(self.period(month).1)),
            "ChargeCategory" => Some(self.category.name().to_owned()),
            "ChargeClass" => self.is_correction.then(|| "Correction".to_owned()),
            "ChargeDescription" => Some(self.description.clone()),
            "ChargeFrequency" => Some(self.frequency().to_owned()),
            "CommitmentDiscountId" | "CommitmentDiscountName" => self.commitment_id().cloned(),
            "CommitmentDiscountCategory" => self.commitment_id().map(|_| "Usage".to_owned()),
            "CommitmentDiscountType" => self.commitment_id().map(|_| "Commitment".to_owned()),
            "CommitmentDiscountStatus" => self.commitment_status().map(str::to_owned),
            "CommitmentDiscountQuantity" => {
                self.commitment_quantity().map(|(value, _)| decimal(*value))
            }
            "CommitmentDiscountUnit" => self.commitment_quantity().map(|(_, unit)| unit.clone()),
            "ConsumedQuantity" => quantity(&self.consumed),
            "ConsumedUnit" => unit(&self.consumed),
            "PricingQuantity" => quantity(&self.pricing_quantity()),
            "PricingUnit" => unit(&self.pricing_quantity()),
            "ListUnitPrice" => self.unit_price(self.costs.list),
            "ContractedUnitPrice" => self.unit_price(self.costs.contracted),
            "PricingCurrencyListUnitPrice" => self.unit_price(self.costs.list),
            "PricingCurrencyContractedUnitPrice" => self.unit_price(self.costs.contracted),
            "PricingCurrencyEffectiveCost" => money(self.costs.effective),
            "PricingCategory" => self.pricing_category().map(str::to_owned),
            "InvoiceIssuerName"
            | "ProviderName"
            | "PublisherName"
            | "ServiceProviderName"
            | "HostProviderName" => Some(self.provider.clone()),
            "RegionId" | "RegionName" => self.sku.as_ref().map(|_| self.region.clone()),
            "ServiceCategory" => Some(category(self.service.as_ref()).0.to_owned()),
            "ServiceSubcategory" => Some(category(self.service.as_ref()).1.to_owned()),
            "ServiceName" => Some(
                self.service
                    .as_ref()
                    .map_or_else(|| self.provider.clone(), ToString::to_string),
            ),
            "SkuId" | "SkuPriceId" => self.sku.clone(),
            "SkuMeter" => self
                .sku
                .as_ref()
                .and(self.service.as_ref())
                .map(ToString::to_string),
            "SubAccountId" | "SubAccountName" => self.sub_account.clone(),
            "SubAccountType" => self.sub_account.as_ref().map(|_| "Sub Account".to_owned()),
            "Tags" => Some("{}".to_owned()),
            "x_Offer" => Some(self.offer.to_string()),
            "x_Rank" => self.rank.map(|rank| rank.to_string()),
            "x_AmountKind" => self.bill_line.map(str::to_owned),
            _ => None,
        };
        text.unwrap_or_default()
    }

    fn commitment_id(&self) -> Option<&String> {
        self.commitment
            .as_ref()
            .map(|(id, _)| id)
            .or(self.purchased.as_ref())
    }

    fn commitment_status(&self) -> Option<&'static str> {
        self.commitment
            .as_ref()
            .map(|(_, is_used)| if *is_used { "Used" } else { "Unused" })
    }

    /// What a commitment covers, or what is left of it.
    fn commitment_quantity(&self) -> Option<&(Decimal, String)> {
        self.commitment.as_ref()?;
        self.consumed.as_ref().or(self.priced.as_ref())
    }

    /// The pricing quantity; one of a fee, none of what has no price.
    fn pricing_quantity(&self) -> Option<(Decimal, String)> {
        let one = || {
            (self.category == ChargeCategory::Purchase).then(|| (Decimal::ONE, "Units".to_owned()))
        };
        self.priced.clone().or_else(one)
    }

    /// A cost by unit of the pricing quantity, rounded half-even to 12 decimals.
    fn unit_price(&self, cost: Money) -> Option<String> {
        let (quantity, _) = self.pricing_quantity()?;
        if quantity.is_zero() {
            return Some(decimal(Decimal::ZERO));
        }
        over(cost.amount(), quantity).ok().map(decimal)
    }

    fn pricing_category(&self) -> Option<&'static str> {
        match (self.category, &self.commitment) {
            (ChargeCategory::Usage, Some(_)) => Some("Committed"),
            (ChargeCategory::Usage, None) => Some("Standard"),
            (ChargeCategory::Purchase, _) => Some(if self.purchased.is_some() {
                "Committed"
            } else {
                "Standard"
            }),
            (ChargeCategory::Tax | ChargeCategory::Credit | ChargeCategory::Adjustment, _) => None,
        }
    }

    fn frequency(&self) -> &'static str {
        match self.category {
            ChargeCategory::Usage => "Usage-Based",
            ChargeCategory::Purchase => "Recurring",
            ChargeCategory::Tax | ChargeCategory::Credit | ChargeCategory::Adjustment => "One-Time",
        }
    }

    fn period(&self, month: (Date, Date)) -> (Date, Date) {
        match self.day {
            Some(day) => (day.date(), day.date().tomorrow().unwrap_or(day.date())),
            None => month,
        }
    }
}

/// The first day of a month, and of the next.
fn month(day: Date) -> (Date, Date) {
    let next = day.last_of_month().tomorrow();
    (day.first_of_month(), next.unwrap_or(day))
}

/// A decimal with a point, so that a reader that guesses types takes no column of whole numbers for integers.
fn decimal(value: Decimal) -> String {
    let text = print(value);
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

fn at_midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
