//! What a line of a workload asks for.

use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::{Provider, SkuId};
use netprice::value::problem::ValueProblem;
use netprice::{Currency, NonNegative, Quantity};
use netprice_catalog::goods::{
    CacheEngine, DatabaseEngine, Destination, Gpu, Medium, OperatingSystem, Purchase, StorageClass,
    Zones,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a line of a workload asks for, each at least.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Machines.
    Machines(Machines),
    /// Block volumes.
    BlockStorage(BlockStorage),
    /// Stored objects.
    ObjectStorage(ObjectStorage),
    /// Traffic.
    Traffic(Traffic),
    /// Managed databases.
    Database(Database),
    /// Managed caches.
    Cache(Cache),
    /// Load balancers.
    LoadBalancer(Gateway),
    /// NAT gateways.
    Nat(Gateway),
    /// Public IPv4 addresses.
    PublicIp(Running),
    /// Kubernetes control planes.
    Kubernetes(Running),
    /// Tokens of a model.
    Tokens(Tokens),
    /// A SKU by its name.
    Sku(NamedSku),
    /// Anything else, at a price of one's own.
    Own(Own),
}

/// Machines of one size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machines {
    /// Their number; must be whole.
    pub count: NonNegative,
    /// Virtual processors of each, at least.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub vcpus: NonNegative,
    /// Memory of each in GiB, at least.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub memory_gib: NonNegative,
    /// The accelerators of each; machines with accelerators are chosen only where some are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu: Option<Gpu>,
    /// The instruction set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub processor: AskedProcessor,
    /// Whether machines that can use only a share of their processors will do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub burstable: bool,
    /// The operating system; its licence is a part of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub os: OperatingSystem,
    /// The zones over which they are spread: several need two machines or more. The price of a machine
    /// is the same in each.
    #[serde(default, skip_serializing_if = "is_default")]
    pub zones: Zones,
    /// The way in which they are bought; commitments are those of the offer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub purchase: Purchase,
    /// The hours that each runs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
}

/// The instruction set that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedProcessor {
    /// 64-bit x86.
    #[default]
    X86,
    /// 64-bit Arm.
    Arm,
    /// Either.
    Any,
}

/// The hours of a month: as a number, at most 744, or as a schedule. 730 if absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged, expecting = "hours as text, or `per_day` and `days` as text")]
pub enum Hours {
    /// A number of hours.
    Flat(NonNegative),
    /// Some hours on some days.
    Schedule(Schedule),
}

/// Hours by schedule: 12 hours on 22 days are 264 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The hours of a day, at most 24.
    pub per_day: NonNegative,
    /// The days of the month, at most 31.
    pub days: NonNegative,
}

impl Default for Hours {
    fn default() -> Self {
        let month = NonNegative::new(HOURS_OF_MONTH);
        Self::Flat(month.unwrap_or_default())
    }
}

impl Hours {
    /// The hours of the month.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn get(self) -> Result<NonNegative, ValueProblem> {
        match self {
            Self::Flat(hours) => Ok(hours),
            Self::Schedule(schedule) => {
                let hours = decimal::times(schedule.per_day.get(), schedule.days.get())?;
                NonNegative::new(hours)
            }
        }
    }
}

/// Block volumes, their sizes added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockStorage {
    /// Their capacity over the month, in GB.
    pub gb: NonNegative,
    /// The medium; a faster one will do.
    #[serde(default, skip_serializing_if = "is_default")]
    pub medium: Medium,
    /// Operations per second that are provisioned beyond what the capacity includes.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub iops: NonNegative,
}

/// Stored objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectStorage {
    /// Their size over the month, in GB.
    pub gb: NonNegative,
    /// The class.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: StorageClass,
    /// Requests that write or list.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub writes: NonNegative,
    /// Requests that read.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub reads: NonNegative,
    /// GB that are retrieved.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub retrieval_gb: NonNegative,
}

/// Traffic in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traffic {
    /// The destination.
    #[serde(default, skip_serializing_if = "is_default")]
    pub destination: Destination,
    /// The volume of the month in GB.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub gb: NonNegative,
    /// The mean rate over 730 hours in Mbps, which is added to the volume: 1 Mbps carries 328.5 GB.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub mbps: NonNegative,
}

impl Traffic {
    /// The volume of the month in GB, that of the rate included.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn volume_gb(&self) -> Result<NonNegative, ValueProblem> {
        let of_rate = decimal::times(self.mbps.get(), GB_OF_MBPS)?;
        NonNegative::new(decimal::plus(self.gb.get(), of_rate)?)
    }
}

/// The GB that 1 Mbps carries in 730 hours: 730 × 3,600 ÷ 8 ÷ 1,000.
const GB_OF_MBPS: Decimal = Decimal::from_parts(3285, 0, 0, false, 1);

/// Managed databases of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The engine.
    pub engine: DatabaseEngine,
    /// The number of databases; must be whole. 1 if absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: NonNegative,
    /// Virtual processors of each, at least.
    pub vcpus: NonNegative,
    /// Memory of each in GiB, at least.
    pub memory_gib: NonNegative,
    /// Storage of each in GB.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub storage_gb: NonNegative,
    /// Whether servers that can use only a share of their processors will do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub burstable: bool,
    /// The medium of the storage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub medium: Medium,
    /// The zones; several need a price that covers a standby.
    #[serde(default, skip_serializing_if = "is_default")]
    pub zones: Zones,
    /// The hours that each runs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
}

/// Managed caches of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// The engine.
    pub engine: CacheEngine,
    /// The number of caches; must be whole. 1 if absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: NonNegative,
    /// Memory of each in GiB, at least.
    pub memory_gib: NonNegative,
    /// The hours that each runs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
}

/// Load balancers or gateways, and the traffic through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Their number; must be whole. 1 if absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: NonNegative,
    /// The traffic through all of them in GB.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub gb: NonNegative,
    /// The hours that each runs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
}

/// Something that is paid by the hour only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// The number; must be whole. 1 if absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: NonNegative,
    /// The hours that each runs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
}

/// Tokens of a model from its API, in millions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// The provider of the API, which is the same at every offer.
    pub provider: Provider,
    /// The model.
    pub model: String,
    /// Whether the tokens are of requests in a batch.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub batch: bool,
    /// Millions of tokens of prompts.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub input: NonNegative,
    /// Millions of tokens of prompts that were cached.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub cached_input: NonNegative,
    /// Millions of tokens of answers.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub output: NonNegative,
}

/// A SKU by its name, which is the same at every offer that sells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedSku {
    /// The name; the line may name another at each offer.
    pub sku: SkuId,
    /// The quantity with its unit.
    pub quantity: Quantity,
}

/// Something at a price of one's own, the same at every offer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// The quantity with its unit.
    pub quantity: Quantity,
    /// The price of a unit.
    pub price: NonNegative,
    /// The currency of the price.
    pub currency: Currency,
}

/// 10⁹.
const MOST_THINGS: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
/// 10¹².
const MOST_OF_A_KIND: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A number of an ask, in the names of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The number of machines, databases, caches or gateways.
    Count,
    /// Virtual processors of each.
    Vcpus,
    /// Memory of each in GiB.
    MemoryGib,
    /// Hours of each in the month.
    Hours,
    /// Stored GB, or GB of traffic.
    Gb,
    /// Provisioned operations per second.
    Iops,
    /// Requests that write.
    Writes,
    /// Requests that read.
    Reads,
    /// Retrieved GB.
    RetrievalGb,
    /// The mean rate of traffic.
    Mbps,
    /// Storage of each database in GB.
    StorageGb,
    /// Millions of tokens of prompts.
    Input,
    /// Millions of cached tokens of prompts.
    CachedInput,
    /// Millions of tokens of answers.
    Output,
    /// The quantity of a SKU, or of something at a price of one's own.
    Quantity,
}

impl Measure {
    /// The name of the number in the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Vcpus => "vcpus",
            Self::MemoryGib => "memory_gib",
            Self::Hours => "hours",
            Self::Gb => "gb",
            Self::Iops => "iops",
            Self::Writes => "writes",
            Self::Reads => "reads",
            Self::RetrievalGb => "retrieval_gb",
            Self::Mbps => "mbps",
            Self::StorageGb => "storage_gb",
            Self::Input => "input",
            Self::CachedInput => "cached_input",
            Self::Output => "output",
            Self::Quantity => "quantity",
        }
    }

    /// The largest value: more is a slip of the keyboard, and costs that cannot be kept exactly.
    #[must_use]
    pub fn limit(self) -> Decimal {
        match self {
            Self::Count | Self::Vcpus | Self::MemoryGib => MOST_THINGS,
            Self::Hours
            | Self::Gb
            | Self::Iops
            | Self::Writes
            | Self::Reads
            | Self::RetrievalGb
            | Self::Mbps
            | Self::StorageGb
            | Self::Input
            | Self::CachedInput
            | Self::Output
            | Self::Quantity => MOST_OF_A_KIND,
        }
    }

    /// Whether it can be varied continuously: not the number of machines and their size.
    #[must_use]
    pub fn is_continuous(self) -> bool {
        !matches!(self, Self::Count | Self::Vcpus | Self::MemoryGib)
    }
}

pub(crate) fn one() -> NonNegative {
    NonNegative::ONE
}

pub(crate) fn is_one(number: &NonNegative) -> bool {
    *number == NonNegative::ONE
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
