//! What the SKUs of a price book are: the criteria by which a workload finds them.

use netprice::NonNegative;
use netprice::value::id::SkuId;
use serde::{Deserialize, Serialize};

/// The size and the kind of a machine SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// The number of virtual processors; 0 where the source does not say it, as with GPUs by the hour.
    pub vcpus: NonNegative,
    /// The memory in GiB; 0 where the source does not say it.
    pub memory_gib: NonNegative,
    /// The instruction set; [`Processor::X86`] if absent.
    #[serde(default)]
    pub processor: Processor,
    /// The share of the processors that can be used; [`CpuShare::Full`] if absent.
    #[serde(default)]
    pub cpu_share: CpuShare,
    /// Its accelerators; `None` for a machine without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu: Option<Gpu>,
    /// The family of its name, such as `m7i`; `None` if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// The way in which this SKU is bought.
    #[serde(default)]
    pub purchase: Purchase,
}

/// The instruction set of a machine, known from the name of its family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Processor {
    /// 64-bit x86.
    #[default]
    X86,
    /// 64-bit Arm.
    Arm,
}

/// The share of its processors that a machine can use, known from the name of its family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CpuShare {
    /// All of them, all the time.
    #[default]
    Full,
    /// A baseline, and more while credits last.
    Burstable,
    /// Capacity that other machines on the host leave free.
    Shared,
}

/// The accelerators of one machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gpu {
    /// The model, such as `H100`, and what tells it from its like, such as `A100 80GB` or `H100 SXM`.
    pub model: String,
    /// The number of them; less than 1 for a share of one, and 0 where the source does not say it.
    pub count: NonNegative,
}

/// The way in which a SKU of a machine is bought.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Purchase {
    /// By use, without a term.
    #[default]
    OnDemand,
    /// By use, at a price that moves, until the provider takes the machine back.
    Spot,
    /// By the month, at the provider's own price of a month.
    Month,
}

/// What a SKU that is not a machine provides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Good {
    /// Capacity of a block volume, by GB and month.
    BlockStorage(Medium),
    /// Provisioned operations per second of a block volume.
    BlockIops(Medium),
    /// Stored objects, by GB and month.
    ObjectStorage(StorageClass),
    /// Requests that write or list objects.
    ObjectWrites(StorageClass),
    /// Requests that read objects.
    ObjectReads(StorageClass),
    /// Retrieved objects, by GB.
    ObjectRetrieval(StorageClass),
    /// Traffic, by GB.
    Traffic(Destination),
    /// Hours of a whole database server of a size.
    Database(DatabaseServer),
    /// Capacity of a database, by GB and month.
    DatabaseStorage(DatabaseStorage),
    /// Hours of a cache server of a size.
    Cache(CacheServer),
    /// Hours of a load balancer.
    LoadBalancer,
    /// Traffic through a load balancer, by GB.
    LoadBalancerTraffic,
    /// Hours of a NAT gateway.
    Nat,
    /// Traffic through a NAT gateway, by GB.
    NatTraffic,
    /// Hours of a public IPv4 address in use.
    PublicIp,
    /// Hours of a Kubernetes control plane.
    Kubernetes,
    /// An operating system's licence, by virtual processor and hour.
    OsLicence(OperatingSystem),
}

impl Good {
    /// The unit in which it is measured, apart from conversions.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Self::BlockStorage(_) | Self::ObjectStorage(_) | Self::DatabaseStorage(_) => {
                "GB-Months"
            }
            Self::BlockIops(_) => "IOPS-Months",
            Self::ObjectWrites(_) | Self::ObjectReads(_) => "Requests",
            Self::ObjectRetrieval(_)
            | Self::Traffic(_)
            | Self::LoadBalancerTraffic
            | Self::NatTraffic => "GB",
            Self::Database(_)
            | Self::Cache(_)
            | Self::LoadBalancer
            | Self::Nat
            | Self::PublicIp
            | Self::Kubernetes => "Hours",
            Self::OsLicence(_) => "vCPU-Hours",
        }
    }

    /// The first criterion of this good that another of its kind does not meet; `None` if it meets all.
    ///
    /// Sizes may be larger, more zones than one cover one, and a faster medium covers a slower one.
    #[must_use]
    pub fn unmet_by(&self, sold: &Self) -> Option<Criterion> {
        let unless = |is_met: bool, criterion| (!is_met).then_some(criterion);
        match (self, sold) {
            (Self::BlockStorage(asked), Self::BlockStorage(sold)) => {
                unless(sold.rank() >= asked.rank(), Criterion::Medium)
            }
            // Those of a faster volume are no part of a slower one.
            (Self::BlockIops(asked), Self::BlockIops(sold)) => {
                unless(asked == sold, Criterion::Medium)
            }
            (Self::ObjectStorage(asked), Self::ObjectStorage(sold))
            | (Self::ObjectWrites(asked), Self::ObjectWrites(sold))
            | (Self::ObjectReads(asked), Self::ObjectReads(sold))
            | (Self::ObjectRetrieval(asked), Self::ObjectRetrieval(sold)) => {
                unless(asked == sold, Criterion::Class)
            }
            (Self::Traffic(asked), Self::Traffic(sold)) => {
                unless(asked == sold, Criterion::Destination)
            }
            (Self::Database(asked), Self::Database(sold)) => asked.unmet_by(sold),
            (Self::DatabaseStorage(asked), Self::DatabaseStorage(sold)) => {
                unless(sold.serves(asked.engine), Criterion::Engine)
                    .or(unless(sold.zones >= asked.zones, Criterion::Zones))
                    .or(unless(
                        sold.medium.rank() >= asked.medium.rank(),
                        Criterion::Medium,
                    ))
            }
            (Self::Cache(asked), Self::Cache(sold)) => {
                unless(asked.engine == sold.engine, Criterion::Engine).or(unless(
                    sold.memory_gib >= asked.memory_gib,
                    Criterion::MemoryGib,
                ))
            }
            (Self::OsLicence(asked), Self::OsLicence(sold)) => unless(asked == sold, Criterion::Os),
            (asked, sold) => unless(asked == sold, Criterion::Kind),
        }
    }
}

impl DatabaseStorage {
    /// Whether it stores an engine: its own, or any relational one if none is stated.
    fn serves(&self, engine: Option<DatabaseEngine>) -> bool {
        let is_relational = engine != Some(DatabaseEngine::Opensearch);
        self.engine.map_or(is_relational, |own| engine == Some(own))
    }
}

impl DatabaseServer {
    /// The first criterion of this server that another does not meet; `None` if it meets all.
    #[must_use]
    pub fn unmet_by(&self, sold: &Self) -> Option<Criterion> {
        let criteria = [
            (self.engine == sold.engine, Criterion::Engine),
            (
                self.cpu_share != CpuShare::Full || sold.cpu_share == CpuShare::Full,
                Criterion::CpuShare,
            ),
            (sold.zones >= self.zones, Criterion::Zones),
            (sold.vcpus >= self.vcpus, Criterion::Vcpus),
            (sold.memory_gib >= self.memory_gib, Criterion::MemoryGib),
        ];
        let mut unmet = criteria.into_iter().filter(|(is_met, _)| !is_met);
        unmet.next().map(|(_, criterion)| criterion)
    }
}

/// A criterion by which something that is sold answers a line of a workload.
///
/// Their order is that in which they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// It is of the kind at all.
    Kind,
    /// The way in which it is bought.
    Purchase,
    /// The model of the accelerators.
    GpuModel,
    /// The instruction set.
    Processor,
    /// The share of the processors that can be used.
    CpuShare,
    /// The operating system.
    Os,
    /// The engine of a database or a cache.
    Engine,
    /// The class of stored objects.
    Class,
    /// The destination of traffic.
    Destination,
    /// The medium of storage.
    Medium,
    /// The zones.
    Zones,
    /// The number of accelerators.
    Gpus,
    /// Virtual processors.
    Vcpus,
    /// Memory.
    MemoryGib,
}

impl std::fmt::Display for Criterion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Kind => "kind",
            Self::Purchase => "purchase",
            Self::GpuModel => "model of accelerators",
            Self::Processor => "processor",
            Self::CpuShare => "share of the processors",
            Self::Os => "operating system",
            Self::Engine => "engine",
            Self::Class => "class",
            Self::Destination => "destination",
            Self::Medium => "medium",
            Self::Zones => "zones",
            Self::Gpus => "number of accelerators",
            Self::Vcpus => "vCPU",
            Self::MemoryGib => "memory",
        })
    }
}

impl Medium {
    /// The order by speed.
    fn rank(self) -> u8 {
        match self {
            Self::Hdd => 0,
            Self::Ssd => 1,
            Self::FastSsd => 2,
        }
    }
}

/// The medium of a block volume.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// Solid state, of the provider's general class.
    #[default]
    Ssd,
    /// Solid state, of a class sold for high performance.
    FastSsd,
    /// Magnetic disk.
    Hdd,
}

/// The class of stored objects.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum StorageClass {
    /// For frequent access.
    #[default]
    Standard,
    /// For access about once a month.
    Infrequent,
    /// For access about once a quarter.
    Cold,
    /// For archives, available at once or after hours.
    Archive,
    /// For archives that take the longest to retrieve.
    DeepArchive,
}

/// The destination of traffic.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// The internet.
    #[default]
    Internet,
    /// Another region of the provider.
    Region,
    /// Another zone of the region.
    Zone,
    /// Readers through the provider's content delivery network.
    Cdn,
}

/// The engine of a managed database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatabaseEngine {
    /// MySQL.
    Mysql,
    /// PostgreSQL.
    Postgres,
    /// MariaDB.
    Mariadb,
    /// Microsoft SQL Server.
    Sqlserver,
    /// Oracle Database.
    Oracle,
    /// OpenSearch.
    Opensearch,
}

/// The number of zones over which a service is spread.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Zones {
    /// One zone.
    #[default]
    One,
    /// Two or more, with a standby.
    Several,
}

/// A database server of a fixed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseServer {
    /// The engine.
    pub engine: DatabaseEngine,
    /// Virtual processors.
    pub vcpus: NonNegative,
    /// Memory in GiB.
    pub memory_gib: NonNegative,
    /// The zones that the price covers.
    pub zones: Zones,
    /// The share of the processors that can be used; [`CpuShare::Full`] if absent.
    #[serde(default)]
    pub cpu_share: CpuShare,
}

/// The storage of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseStorage {
    /// The engine; `None` for any relational one, so not for OpenSearch, whose storage has a price of its own.
    pub engine: Option<DatabaseEngine>,
    /// The medium.
    pub medium: Medium,
    /// The zones that the price covers.
    pub zones: Zones,
}

/// The engine of a managed cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CacheEngine {
    /// Redis.
    Redis,
    /// Valkey.
    Valkey,
    /// Memcached.
    Memcached,
}

/// A cache server of a fixed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheServer {
    /// The engine.
    pub engine: CacheEngine,
    /// Memory in GiB.
    pub memory_gib: NonNegative,
}

/// An operating system whose licence is sold with a machine.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OperatingSystem {
    /// Linux without a licence.
    #[default]
    Linux,
    /// Windows Server.
    Windows,
    /// Red Hat Enterprise Linux.
    Rhel,
    /// SUSE Linux Enterprise Server.
    Sles,
}

/// Something that is composed of SKUs by its size, such as a machine sold by processor and by GB.
///
/// It is sized exactly as asked, rounded up to its steps, so nothing of it is larger than needed by more
/// than a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flexible {
    /// Its name, such as `VM.Standard.E5.Flex`.
    pub name: String,
    /// What it is; the sizes within are the largest that it can have.
    pub of: Composed,
    /// The memory that it can have for each virtual processor.
    #[serde(default)]
    pub memory_gib_per_vcpu: MemoryRange,
    /// The SKUs, each with its quantity.
    pub parts: Vec<Part>,
}

/// The bounds of memory for each virtual processor, in GiB.
///
/// Where less is asked, it gets more memory; where more is asked, it gets more processors, so that nothing
/// of it is smaller than asked: with at most 4, 2 processors and 32 GiB become 8 processors and 32 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoryRange {
    /// The least; `None` if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<NonNegative>,
    /// The most; `None` if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<NonNegative>,
}

/// What SKUs are composed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Composed {
    /// A machine.
    Machine(Machine),
    /// A database server.
    Database(DatabaseServer),
}

/// A SKU of something composed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The SKU, priced by hours of its measure: `OCPU-Hours`, or `Hours` of a server that brings some of it.
    pub sku: SkuId,
    /// The size that it grows with.
    pub measure: Measure,
    /// Its quantity for one of the measure: 0.5 OCPU for a virtual processor.
    pub each: NonNegative,
    /// The steps in which the measure is sold: sizes are rounded up to a multiple.
    pub step: NonNegative,
}

/// A size that a part grows with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Virtual processors.
    Vcpus,
    /// GiB of memory.
    MemoryGib,
    /// Accelerators.
    Gpus,
    /// The whole: once for each.
    Whole,
}
