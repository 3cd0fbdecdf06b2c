//! What the catalogue has and what it lacks, by price book.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Currency;
use netprice::value::day::AsOf;
use netprice::value::id::{BookId, Provider, Region, Service, SkuId};

use crate::book::{BookRow, Names};
use crate::catalog::Catalog;
use crate::commitments::CommitmentKind;
use crate::error::CatalogError;
use crate::goods::Purchase;
use crate::packed::How;
use crate::price_list::tiers_of;

/// The way in which a machine is bought, on demand or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bought {
    /// By use, without a term.
    OnDemand,
    /// By use, until the provider takes the machine back.
    Spot,
    /// By the month.
    Month,
    /// As a reserved instance.
    Reserved,
    /// Under a savings plan.
    SavingsPlan,
    /// With a committed-use discount.
    CommittedUse,
    /// As a subscription (包年包月).
    Subscription,
}

impl Bought {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::OnDemand,
        Self::Spot,
        Self::Month,
        Self::Reserved,
        Self::SavingsPlan,
        Self::CommittedUse,
        Self::Subscription,
    ];

    /// The name in data, such as `on_demand`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OnDemand => "on_demand",
            Self::Spot => "spot",
            Self::Month => "month",
            Self::Reserved => "reserved",
            Self::SavingsPlan => "savings_plan",
            Self::CommittedUse => "committed_use",
            Self::Subscription => "subscription",
        }
    }

    /// What a price book lacks without prices of this kind.
    fn hole(self) -> Hole {
        match self {
            Self::OnDemand | Self::Month => Hole::Machines,
            Self::Spot => Hole::SpotMachines,
            Self::Reserved | Self::SavingsPlan | Self::CommittedUse | Self::Subscription => {
                Hole::MachineTerms
            }
        }
    }

    fn of(how: How) -> Self {
        match how {
            How::Hour(Purchase::Spot, _) => Self::Spot,
            How::Hour(Purchase::OnDemand | Purchase::Month, _) => Self::OnDemand,
            How::Month => Self::Month,
            How::ListMonth => Self::Subscription,
            How::Term(term) => match term.kind {
                CommitmentKind::Reserved => Self::Reserved,
                CommitmentKind::SavingsPlan => Self::SavingsPlan,
                CommitmentKind::CommittedUse => Self::CommittedUse,
                CommitmentKind::Subscription | CommitmentKind::Pack => Self::Subscription,
            },
        }
    }
}

/// What a price book has.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The price book.
    pub book: BookId,
    /// The provider.
    pub provider: Provider,
    /// The region.
    pub region: Region,
    /// The names of the provider and the place.
    pub names: Names,
    /// The id of the geography.
    pub geography: String,
    /// The currency.
    pub currency: Currency,
    /// The types of machines that have a price of any kind.
    pub models: BTreeSet<SkuId>,
    /// The prices of machines by the way they are bought; each tier and each term counts.
    pub machines: BTreeMap<Bought, usize>,
    /// The priced SKUs of the services, without machines; each tier counts.
    pub services: BTreeMap<Service, usize>,
    /// The days of all these prices; `None` if there are none.
    pub as_of: Option<AsOf>,
}

/// Something that other price books have and one lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hole {
    /// No machine is sold by use, by the hour or by the month.
    Machines,
    /// No machine is sold as spot.
    SpotMachines,
    /// No machine is sold for a term.
    MachineTerms,
    /// No SKU of the service has a price.
    Service(Service),
}

impl std::fmt::Display for Hole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Machines => f.write_str("machines"),
            Self::SpotMachines => f.write_str("spot machines"),
            Self::MachineTerms => f.write_str("terms of machines"),
            Self::Service(service) => write!(f, "{service}"),
        }
    }
}

impl Coverage {
    /// The number of prices of machines.
    #[must_use]
    pub fn machine_prices(&self) -> usize {
        self.machines
            .values()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The number of prices of services.
    #[must_use]
    pub fn service_prices(&self) -> usize {
        self.services
            .values()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// What some other price book of the catalogue has and this one lacks.
    #[must_use]
    pub fn holes(&self, all: &[Self]) -> BTreeSet<Hole> {
        let mut holes = BTreeSet::new();
        for other in all {
            let kinds = other.machines.keys().map(|bought| bought.hole());
            let own = |hole: &Hole| self.machines.keys().any(|bought| bought.hole() == *hole);
            holes.extend(kinds.filter(|hole| !own(hole)));
            let services = other.services.keys();
            let services = services.filter(|service| !self.services.contains_key(*service));
            holes.extend(services.cloned().map(Hole::Service));
        }
        holes
    }

    fn add_day(&mut self, as_of: AsOf) {
        let joined = self.as_of.map_or(as_of, |before| before.joined(as_of));
        self.as_of = Some(joined);
    }
}

impl Catalog {
    /// What each price book has, in the order of their ids.
    ///
    /// # Errors
    /// [`CatalogError`] for a table that is not loaded or cannot be read.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let coverage = catalog.coverage()?;
    /// let prices: usize = coverage.iter().map(|book| book.machine_prices()).sum();
    /// assert!(prices >= 150_000);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn coverage(&self) -> Result<Vec<Coverage>, CatalogError> {
        let entries = self.books.values();
        entries.map(|entry| self.coverage_of(&entry.row)).collect()
    }

    fn coverage_of(&self, row: &BookRow) -> Result<Coverage, CatalogError> {
        let mut coverage = Coverage {
            book: row.book.clone(),
            provider: row.provider.clone(),
            region: row.region.clone(),
            names: row.names(),
            geography: row.geography.clone(),
            currency: row.currency,
            models: BTreeSet::new(),
            machines: BTreeMap::new(),
            services: BTreeMap::new(),
            as_of: None,
        };
        for table in [row.machines_table(), row.purchases_table()]
            .into_iter()
            .flatten()
        {
            let text = self.tables.text(&table)?;
            let types = self.types(row)?;
            for block in types.prices(&table, &text)? {
                let count = coverage.machines.entry(Bought::of(block.how)).or_default();
                for priced in types.priced(&table, &block) {
                    let (one, _) = priced?;
                    *count = count.saturating_add(1);
                    if !coverage.models.contains(&one.sku) {
                        coverage.models.insert(one.sku.clone());
                    }
                }
                coverage.add_day(block.published.as_of);
            }
        }
        for sku in self.services(row)?.prices.skus.values() {
            let Some(price) = &sku.price else {
                continue;
            };
            let count = coverage.services.entry(sku.service.clone()).or_default();
            *count = count.saturating_add(tiers_of(price));
            if let Some(published) = &sku.published {
                coverage.add_day(published.as_of);
            }
        }
        Ok(coverage)
    }
}
