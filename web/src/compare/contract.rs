//! The contract of one offer as it is typed. Pure.

use netprice::agreement::billing::{Billing, Voucher};
use netprice::agreement::commitment::Commitments;
use netprice::agreement::scope::Scope;
use netprice::agreement::terms::{PriceChange, Term, Terms};
use netprice::book::tax::{Tax, TaxInclusion};
use netprice::{Currency, Discount, Money, NonNegative};
use netprice_study::Offer;
use netprice_study::commit::SoldAhead;
use serde::{Deserialize, Serialize};

use crate::compare::committed::Chosen;
use crate::kit::draft::{Draft, Optional};
use crate::kit::form::choices;

/// Gives the choices of a contract the first option as default, and their name as serde form.
macro_rules! choice_of_a_contract {
    ($($choice:ident),*) => {
        $(
            impl Default for $choice {
                fn default() -> Self {
                    Self::ALL[0]
                }
            }

            impl serde::Serialize for $choice {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.name())
                }
            }

            impl<'de> serde::Deserialize<'de> for $choice {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let name = String::deserialize(deserializer)?;
                    Self::named(&name).ok_or_else(|| serde::de::Error::custom(name))
                }
            }
        )*
    };
}

mod rounding;
mod row;

pub use rounding::{Mode, Places, RoundAt, RoundingForm};
pub use row::{Kind, Row};

/// A number that may be left out.
type Figure = Draft<Optional<NonNegative>>;

/// The form of the contract of one offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContractForm {
    /// The discount on everything; empty for the list price.
    #[serde(skip_serializing_if = "Draft::is_empty")]
    pub discount: Draft<Optional<Discount>>,
    /// The other terms, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Row>,
    /// How the terms combine.
    pub stack: Stack,
    /// The amount of a voucher; empty for none.
    #[serde(skip_serializing_if = "Draft::is_empty")]
    pub voucher: Figure,
    /// The bill that the voucher needs; empty for any.
    #[serde(skip_serializing_if = "Draft::is_empty")]
    pub threshold: Figure,
    /// The minimum of the bill; empty for none.
    #[serde(skip_serializing_if = "Draft::is_empty")]
    pub minimum: Figure,
    /// The rounding of the bill.
    pub rounding: RoundingForm,
    /// The tax on the list prices, in percent; empty if not known.
    #[serde(skip_serializing_if = "Draft::is_empty")]
    pub tax: Figure,
    /// Whether the list prices include the tax.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tax_in_list: bool,
    /// The published commitments that are chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<Chosen>,
    /// The commitments of the offer: the chosen ones, or others that the form does not show.
    #[serde(skip)]
    pub commitments: Commitments,
}

choices! {
    /// How the terms of a contract combine.
    Stack {
        /// One after the other.
        Sequential "sequential",
        /// Each off the same amount.
        Additive "additive",
        /// The best of them.
        BestOf "best_of",
        /// The first of them.
        FirstOf "first_of",
    }
}

choice_of_a_contract!(Stack);

/// The id of the term for the discount on everything.
const CONTRACT: &str = "contract";
/// The id of the term that combines the others.
const STACK: &str = "stack";
/// The id of the voucher.
const VOUCHER: &str = "voucher";

impl ContractForm {
    /// The contract of an offer; `None` if it has something that the form cannot hold.
    #[must_use]
    pub fn of(offer: &Offer) -> Option<Self> {
        let (stack, terms) = unstacked(&offer.terms.0)?;
        let mut form = Self {
            stack,
            rounding: RoundingForm::of(offer.billing.rounding)?,
            minimum: amount(offer.billing.minimum)?,
            chosen: Chosen::of(&offer.commitments),
            commitments: offer.commitments.clone(),
            ..Self::default()
        };
        for term in terms {
            match term.change {
                PriceChange::Pay(pay) if term.id == CONTRACT && is_plain(term) => {
                    form.discount = Draft::of(Optional(Some(pay)));
                }
                _ => form.terms.push(Row::of(term)?),
            }
        }
        if let Some(tax) = offer.tax {
            form.tax = Draft::of(Optional(Some(tax.percent)));
            form.tax_in_list = tax.listed == TaxInclusion::WithTax;
        }
        match offer.billing.vouchers.as_slice() {
            [] => {}
            [voucher] if voucher.scope.is_everything() && voucher.until.is_none() => {
                form.voucher = amount(Some(voucher.amount))?;
                form.threshold = amount(voucher.at_least)?;
            }
            _ => return None,
        }
        let others = (&offer.billing.line_minimums, offer.billing.maximum);
        (others == (&Vec::new(), None)).then_some(form)
    }

    /// The offer under this contract, as far as it can be read, with amounts in a currency.
    #[must_use]
    pub fn offer(&self, offer: &Offer, currency: Currency) -> Offer {
        Offer {
            terms: self.terms(currency),
            commitments: self.commitments.clone(),
            tax: number(&self.tax).map(|percent| Tax {
                percent,
                listed: if self.tax_in_list {
                    TaxInclusion::WithTax
                } else {
                    TaxInclusion::BeforeTax
                },
            }),
            billing: self.billing(currency),
            ..offer.clone()
        }
    }

    fn terms(&self, currency: Currency) -> Terms {
        let discount = self
            .discount
            .value()
            .and_then(|Optional(discount)| *discount);
        let discount = discount.and_then(|pay| Term::pay(CONTRACT, pay).ok());
        let rows = self.terms.iter().enumerate();
        let rows = rows.filter_map(|(index, row)| row.term(index, currency));
        let terms: Vec<Term> = discount.into_iter().chain(rows).collect();
        let combine = match self.stack {
            _ if terms.is_empty() => return Terms(terms),
            Stack::Sequential => return Terms(terms),
            Stack::Additive => PriceChange::Additive,
            Stack::BestOf => PriceChange::BestOf,
            Stack::FirstOf => PriceChange::FirstOf,
        };
        let id = STACK.parse().ok();
        Terms(
            id.map(|id| Term::new(id, combine(terms)))
                .into_iter()
                .collect(),
        )
    }

    fn billing(&self, currency: Currency) -> Billing {
        let money = |figure| number(figure).map(|amount| Money::new(amount.get(), currency));
        let voucher = money(&self.voucher).and_then(|amount| {
            Some(Voucher {
                id: VOUCHER.parse().ok()?,
                amount,
                at_least: money(&self.threshold),
                scope: Scope::default(),
                until: None,
            })
        });
        Billing {
            minimum: money(&self.minimum),
            vouchers: voucher.into_iter().collect(),
            rounding: self.rounding.policy(),
            ..Billing::default()
        }
    }

    /// Holds the commitments that are chosen among what is sold.
    pub fn commit(&mut self, sold: &[SoldAhead]) {
        self.commitments = Chosen::commitments(&self.chosen, sold, &self.commitments);
    }

    /// Whether a text of it cannot be read.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let figures = [&self.voucher, &self.threshold, &self.minimum, &self.tax];
        self.discount.value().is_none()
            || figures.iter().any(|figure| figure.value().is_none())
            || self.terms.iter().any(Row::is_wrong)
            || self.rounding.is_wrong()
            || self
                .chosen
                .iter()
                .any(|chosen| chosen.count.value().is_none())
    }
}

/// How terms combine, and the terms that do.
fn unstacked(terms: &[Term]) -> Option<(Stack, &[Term])> {
    match terms {
        [only] if only.id == STACK && is_plain(only) => match &only.change {
            PriceChange::Additive(inner) => Some((Stack::Additive, inner)),
            PriceChange::BestOf(inner) => Some((Stack::BestOf, inner)),
            PriceChange::FirstOf(inner) => Some((Stack::FirstOf, inner)),
            _ => None,
        },
        terms => Some((Stack::Sequential, terms)),
    }
}

/// Whether a term changes all charges on all days.
fn is_plain(term: &Term) -> bool {
    term.scope.is_everything() && !term.is_dated()
}

fn number(figure: &Figure) -> Option<NonNegative> {
    figure.value().and_then(|Optional(number)| *number)
}

/// The figure of an amount; `None` for a negative one.
fn amount(money: Option<Money>) -> Option<Figure> {
    let number = money.map(|money| NonNegative::new(money.amount()));
    Some(Draft::of(Optional(number.transpose().ok()?)))
}
