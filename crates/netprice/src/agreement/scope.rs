//! The charges that a clause, a commitment or a voucher applies to.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::slice::from_ref;

use serde::{Deserialize, Serialize};

use crate::book::price_book::PriceBook;
use crate::problem::{Known, Located, Problem};
use crate::usage::Usage;
use crate::value::IntoValue;
use crate::value::id::{AccountId, LineId, Provider, PurchaseOption, Region, Service, SkuId};
use crate::value::limits::{SCOPE_NAMES, at_most};
use crate::value::ordered::{set_of, sort_by};
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
    /// Selects charges of these accounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<AccountId>,
}

impl Scope {
    /// The empty scope.
    pub(crate) const EVERYTHING: Self = Self {
        providers: Vec::new(),
        regions: Vec::new(),
        services: Vec::new(),
        skus: Vec::new(),
        purchase_options: Vec::new(),
        lines: Vec::new(),
        owners: Vec::new(),
    };

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

    /// All problems of its names, with paths from the scope: names that neither the price book nor
    /// the usage has, since a scope that selects nothing would do nothing without a word, and more
    /// names than [`SCOPE_NAMES`].
    #[must_use]
    pub fn problems(&self, names: &ScopeNames<'_>) -> Vec<Located> {
        let mut told = Told(Vec::new());
        told.unknown(
            "providers",
            &self.providers,
            &names.providers,
            |value, known| Problem::UnknownProvider { value, known },
        );
        told.unknown("regions", &self.regions, &names.regions, |value, known| {
            Problem::UnknownRegion { value, known }
        });
        told.unknown(
            "services",
            &self.services,
            &names.services,
            |value, known| Problem::UnknownService { value, known },
        );
        told.unknown("skus", &self.skus, &names.skus, |value, known| {
            Problem::UnknownSku { value, known }
        });
        let options = &self.purchase_options;
        told.unknown(
            "purchase_options",
            options,
            &names.purchase_options,
            |value, known| Problem::UnknownPurchaseOption { value, known },
        );
        told.unknown("lines", &self.lines, &names.lines, |value, known| {
            Problem::UnknownLine { value, known }
        });
        told.unknown("owners", &self.owners, &names.owners, |value, known| {
            Problem::UnknownAccount { value, known }
        });
        told.0
    }

    /// The scope for a choice among many charges.
    pub(crate) fn selector(&self) -> Selector<'_> {
        Selector {
            providers: sorted(&self.providers),
            regions: sorted(&self.regions),
            services: sorted(&self.services),
            skus: sorted(&self.skus),
            purchase_options: sorted(&self.purchase_options),
            lines: sorted(&self.lines),
            owners: sorted(&self.owners),
        }
    }
}

fn sorted<T: AsRef<str>>(names: &[T]) -> Vec<&str> {
    let mut sorted: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    sort_by(&mut sorted, Ord::cmp);
    sorted
}

/// A scope whose names are in order, so that the time for a charge grows with the logarithm of their
/// number.
pub(crate) struct Selector<'a> {
    providers: Vec<&'a str>,
    regions: Vec<&'a str>,
    services: Vec<&'a str>,
    skus: Vec<&'a str>,
    purchase_options: Vec<&'a str>,
    lines: Vec<&'a str>,
    owners: Vec<&'a str>,
}

impl Selector<'_> {
    /// Whether the scope selects a charge with these names.
    pub(crate) fn matches(&self, key: &ChargeKey<'_>) -> bool {
        self.matches_sku(key) && all(&self.lines, key.lines) && all(&self.owners, key.owners)
    }

    /// Whether the scope selects a charge with these names, apart from its line and its owner: all usage of
    /// a SKU is alike in this.
    pub(crate) fn matches_sku(&self, key: &ChargeKey<'_>) -> bool {
        all(&self.providers, from_ref(key.provider))
            && all(&self.regions, from_ref(key.region))
            && all(&self.services, key.services)
            && all(&self.skus, key.skus)
            && all(&self.purchase_options, key.purchase_options)
    }

    /// Whether the line or the owner of usage matters to it.
    pub(crate) fn names_usage(&self) -> bool {
        !self.lines.is_empty() || !self.owners.is_empty()
    }
}

/// Whether a list that is not empty names all that a charge has.
fn all<T: AsRef<str>>(names: &[&str], of_charge: &[T]) -> bool {
    let is_named = |name: &T| names.binary_search(&name.as_ref()).is_ok();
    names.is_empty() || !of_charge.is_empty() && of_charge.iter().all(is_named)
}

/// The problems of a scope so far.
struct Told(Vec<Located>);

impl Told {
    /// Tells the names of one list that are not known.
    fn unknown<T: AsRef<str> + Clone + Ord>(
        &mut self,
        field: &'static str,
        given: &[T],
        known: &Names<'_, T>,
        problem: impl Fn(T, Known<T>) -> Problem,
    ) {
        if let Err(problem) = at_most(given.len(), SCOPE_NAMES) {
            self.0.push(problem.at(field));
        } else if !given.is_empty() {
            let known = known.all();
            let unknown = given.iter().filter(|name| !known.contains(name));
            self.0.extend(unknown.map(|name| {
                let near = Known::near(name.as_ref(), known.iter().copied());
                problem(name.clone(), near).at(field)
            }));
        }
    }
}

/// Names of one kind, listed when they are first asked for.
struct Names<'a, T>(LazyCell<BTreeSet<&'a T>, Box<dyn FnOnce() -> BTreeSet<&'a T> + 'a>>);

impl<'a, T: Ord> Names<'a, T> {
    fn of<I: Iterator<Item = &'a T>>(list: impl FnOnce() -> I + 'a) -> Self {
        Self(LazyCell::new(Box::new(|| set_of(list()))))
    }

    fn all(&self) -> &BTreeSet<&'a T> {
        &self.0
    }
}

/// The names that the scopes of an agreement may use: those of one price book, one usage, and the
/// owners of its commitments.
pub struct ScopeNames<'a> {
    providers: Names<'a, Provider>,
    regions: Names<'a, Region>,
    services: Names<'a, Service>,
    skus: Names<'a, SkuId>,
    purchase_options: Names<'a, PurchaseOption>,
    lines: Names<'a, LineId>,
    owners: Names<'a, AccountId>,
}

impl<'a> ScopeNames<'a> {
    /// The names of a price book, a usage and the owners of commitments.
    #[must_use]
    pub fn of(
        book: &'a PriceBook,
        usage: &'a Usage,
        owners: impl Iterator<Item = &'a AccountId> + 'a,
    ) -> Self {
        let skus = || book.skus.values();
        Self {
            providers: Names::of(|| std::iter::once(&book.provider)),
            regions: Names::of(|| std::iter::once(&book.region)),
            services: Names::of(move || skus().map(|sku| &sku.service)),
            skus: Names::of(|| book.skus.keys()),
            purchase_options: Names::of(move || {
                skus().filter_map(|sku| sku.purchase_option.as_ref())
            }),
            lines: Names::of(|| usage.line_names()),
            owners: Names::of(|| owners.chain(usage.owners())),
        }
    }
}

/// The names by which a scope selects a charge: it must name all of one kind that the charge has.
///
/// The fee of a commitment has the names of all that the commitment covers; a charge without a name of
/// some kind is in no scope that names this kind.
#[derive(Clone, Copy)]
pub(crate) struct ChargeKey<'a> {
    pub(crate) provider: &'a Provider,
    pub(crate) region: &'a Region,
    pub(crate) services: &'a [Service],
    pub(crate) skus: &'a [SkuId],
    pub(crate) purchase_options: &'a [PurchaseOption],
    pub(crate) lines: &'a [LineId],
    pub(crate) owners: &'a [AccountId],
}

impl<'a> ChargeKey<'a> {
    /// The names of usage of a SKU.
    pub(crate) fn of_usage(
        (provider, region): (&'a Provider, &'a Region),
        (service, option): (&'a Service, Option<&'a PurchaseOption>),
        sku: &'a SkuId,
        (line, owner): (&'a LineId, Option<&'a AccountId>),
    ) -> Self {
        Self {
            provider,
            region,
            services: from_ref(service),
            skus: from_ref(sku),
            purchase_options: option.map(from_ref).unwrap_or_default(),
            lines: from_ref(line),
            owners: owner.map(from_ref).unwrap_or_default(),
        }
    }

    /// The names of a charge for all that a scope selects.
    pub(crate) fn of_scope(
        (provider, region): (&'a Provider, &'a Region),
        scope: &'a Scope,
    ) -> Self {
        Self {
            provider,
            region,
            services: &scope.services,
            skus: &scope.skus,
            purchase_options: &scope.purchase_options,
            lines: &scope.lines,
            owners: &scope.owners,
        }
    }
}
