//! The parts of a line: what is wanted, and how much of it.

use netprice::book::price_book::Pooling;
use netprice::value::decimal;
use netprice::value::id::{LineId, SkuId};
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{NonNegative, Quantity, Sku};
use netprice_catalog::goods::{
    CacheServer, CpuShare, DatabaseServer, DatabaseStorage, Good, OperatingSystem, Purchase,
};
use netprice_catalog::tokens::TokenDirection;
use rust_decimal::Decimal;

use crate::workload::WorkloadLine;
use crate::workload::ask::{Ask, Hours, Machines, Measure, ObjectStorage, Tokens, Traffic};

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The name of the part; `None` for the first.
    pub name: Option<&'static str>,
    /// What is wanted.
    pub want: Want,
    /// The quantity in all.
    pub quantity: Quantity,
    /// The number of machines, and the quantity of each; `None` for what is not counted.
    pub each: Option<(NonNegative, Quantity)>,
}

/// What a part wants.
#[derive(Clone, Debug)]
pub(super) enum Want {
    Machine(Machines),
    Good(Good),
    /// Tokens of a kind.
    Tokens(TokenDirection),
    /// A SKU that the line names, or something at a price of one's own.
    Stated,
}

/// What a line names at an offer.
#[derive(Clone, Copy)]
pub(super) enum Naming<'l> {
    /// No single SKU, or one that is sold elsewhere only.
    Nothing,
    /// A SKU for the part of an index.
    Part(usize, &'l SkuId),
    /// A SKU that is not sold here, or that answers no part.
    Wrong,
}

impl Part {
    /// The usage line of the part.
    pub(super) fn id(&self, line: &WorkloadLine) -> Result<LineId, ValueProblem> {
        match self.name {
            None => Ok(line.id.clone()),
            Some(name) => sub_id(&line.id, name),
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.quantity.exact().is_zero()
    }

    /// The machines and the quantity of a usage line: a SKU that counts machines apart needs their number.
    pub(super) fn counted(&self, sku: Option<&Sku>) -> (Option<NonNegative>, &Quantity) {
        let is_apart = sku.is_some_and(|sku| sku.pooling == Pooling::Apart);
        match &self.each {
            Some((count, each)) if is_apart => (Some(*count), each),
            Some(_) | None => (None, &self.quantity),
        }
    }

    /// A part of a quantity without a count.
    pub(super) fn of(name: Option<&'static str>, want: Want, quantity: Quantity) -> Self {
        Self {
            name,
            want,
            quantity,
            each: None,
        }
    }
}

/// The id of a usage line within a line.
pub(super) fn sub_id(line: &LineId, name: impl std::fmt::Display) -> Result<LineId, ValueProblem> {
    format!("{line}/{name}").parse()
}

fn quantity(number: NonNegative, unit: &str) -> Result<Quantity, ValueProblem> {
    Quantity::new(number.get(), unit.parse()?)
}

/// A part of a good by its own unit.
fn good(name: Option<&'static str>, good: Good, number: NonNegative) -> Result<Part, ValueProblem> {
    let quantity = quantity(number, good.unit())?;
    Ok(Part::of(name, Want::Good(good), quantity))
}

/// A part that runs for hours: a licence for those of each processor.
fn running(want: Want, count: NonNegative, hours: Hours) -> Result<Part, ValueProblem> {
    let unit = match &want {
        Want::Good(good) => good.unit(),
        Want::Machine(_) | Want::Tokens(_) | Want::Stated => "Hours",
    };
    let each = hours.get()?;
    let all = NonNegative::new(decimal::times(count.get(), each.get())?)?;
    Ok(Part {
        name: None,
        want,
        quantity: quantity(all, unit)?,
        each: Some((count, quantity(each, unit)?)),
    })
}

/// A machine is paid by the hour, or, bought by the month, for one month whatever its hours.
pub(super) fn machines(ask: &Machines) -> Result<Part, ValueProblem> {
    let want = Want::Machine(ask.clone());
    match ask.purchase {
        Purchase::OnDemand | Purchase::Spot => running(want, ask.count, ask.hours),
        Purchase::Month => Ok(Part {
            name: None,
            want,
            quantity: quantity(ask.count, "Months")?,
            each: Some((ask.count, quantity(NonNegative::ONE, "Months")?)),
        }),
    }
}

/// The licence of machines of a size; `None` without one. It is zero if the processors are not stated.
pub(super) fn licence(ask: &Machines, vcpus: NonNegative) -> Result<Option<Part>, ValueProblem> {
    if ask.os == OperatingSystem::Linux {
        return Ok(None);
    }
    let count = NonNegative::new(decimal::times(ask.count.get(), vcpus.get())?)?;
    let part = running(Want::Good(Good::OsLicence(ask.os)), count, ask.hours)?;
    Ok(Some(Part {
        name: Some("licence"),
        ..part
    }))
}

/// The parts of a line, of zero or more; the licence of a machine comes with the machine.
pub(super) fn parts(line: &WorkloadLine) -> Result<Vec<Part>, ValueProblem> {
    Ok(match &line.ask {
        Ask::Machines(ask) => vec![machines(ask)?],
        Ask::BlockStorage(ask) => vec![
            good(None, Good::BlockStorage(ask.medium), ask.gb)?,
            good(Some("iops"), Good::BlockIops(ask.medium), ask.iops)?,
        ],
        Ask::ObjectStorage(ask) => objects(ask)?,
        Ask::Traffic(ask) => vec![traffic(ask)?],
        Ask::Database(ask) => {
            let server = Good::Database(DatabaseServer {
                engine: ask.engine,
                vcpus: ask.vcpus,
                memory_gib: ask.memory_gib,
                zones: ask.zones,
                cpu_share: if ask.burstable {
                    CpuShare::Burstable
                } else {
                    CpuShare::Full
                },
            });
            let storage = Good::DatabaseStorage(DatabaseStorage {
                engine: Some(ask.engine),
                medium: ask.medium,
                zones: ask.zones,
            });
            let gb = NonNegative::new(decimal::times(ask.count.get(), ask.storage_gb.get())?)?;
            vec![
                running(Want::Good(server), ask.count, ask.hours)?,
                good(Some("storage"), storage, gb)?,
            ]
        }
        Ask::Cache(ask) => {
            let cache = Good::Cache(CacheServer {
                engine: ask.engine,
                memory_gib: ask.memory_gib,
            });
            vec![running(Want::Good(cache), ask.count, ask.hours)?]
        }
        Ask::LoadBalancer(ask) => vec![
            running(Want::Good(Good::LoadBalancer), ask.count, ask.hours)?,
            good(Some("traffic"), Good::LoadBalancerTraffic, ask.gb)?,
        ],
        Ask::Nat(ask) => vec![
            running(Want::Good(Good::Nat), ask.count, ask.hours)?,
            good(Some("traffic"), Good::NatTraffic, ask.gb)?,
        ],
        Ask::PublicIp(ask) => vec![running(Want::Good(Good::PublicIp), ask.count, ask.hours)?],
        Ask::Kubernetes(ask) => {
            vec![running(Want::Good(Good::Kubernetes), ask.count, ask.hours)?]
        }
        Ask::Tokens(ask) => tokens(ask)?,
        Ask::Sku(ask) => vec![Part::of(None, Want::Stated, ask.quantity.clone())],
        Ask::Own(ask) => vec![Part::of(None, Want::Stated, ask.quantity.clone())],
    })
}

/// Traffic by its volume and by its rate.
pub(super) fn traffic(ask: &Traffic) -> Result<Part, ValueProblem> {
    good(None, Good::Traffic(ask.destination), ask.volume_gb()?)
}

pub(super) fn objects(ask: &ObjectStorage) -> Result<Vec<Part>, ValueProblem> {
    let class = ask.class;
    Ok(vec![
        good(None, Good::ObjectStorage(class), ask.gb)?,
        good(Some("writes"), Good::ObjectWrites(class), ask.writes)?,
        good(Some("reads"), Good::ObjectReads(class), ask.reads)?,
        good(
            Some("retrieval"),
            Good::ObjectRetrieval(class),
            ask.retrieval_gb,
        )?,
    ])
}

/// The unit of the prices of tokens.
pub(super) const MILLION_TOKENS: &str = "1000000 Tokens";

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

fn tokens(ask: &Tokens) -> Result<Vec<Part>, ValueProblem> {
    let [input, cached, output] = if ask.batch {
        [
            TokenDirection::BatchInput,
            TokenDirection::BatchCachedInput,
            TokenDirection::BatchOutput,
        ]
    } else {
        [
            TokenDirection::Input,
            TokenDirection::CachedInput,
            TokenDirection::Output,
        ]
    };
    let kinds = [
        ("input", input, ask.input),
        ("cached", cached, ask.cached_input),
        ("output", output, ask.output),
    ];
    let part = |(name, kind, millions)| -> Result<Part, ValueProblem> {
        let tokens = decimal::times(NonNegative::get(millions), MILLION)?;
        let quantity = quantity(NonNegative::new(tokens)?, "Tokens")?;
        Ok(Part::of(Some(name), Want::Tokens(kind), quantity))
    };
    kinds.into_iter().map(part).collect()
}

/// What a line uses for one of a number, by good or machine: the parts whose quantity grows with it.
pub(crate) fn quantity_of_one(
    line: &WorkloadLine,
    measure: Measure,
) -> Result<Vec<(Option<Good>, Quantity)>, ValueProblem> {
    let with = |value: NonNegative| {
        let mut line = line.clone();
        line.ask.set(measure, value);
        parts(&line)
    };
    let (none, one) = (with(NonNegative::ZERO)?, with(NonNegative::ONE)?);
    let mut grows = Vec::new();
    for (before, after) in none.iter().zip(one) {
        let by = after.quantity.exact().minus(before.quantity.exact())?;
        if by <= Ratio::ZERO {
            continue;
        }
        let of = match after.want {
            Want::Good(good) => Some(good),
            Want::Machine(_) | Want::Tokens(_) | Want::Stated => None,
        };
        grows.push((of, Quantity::new(by, after.quantity.unit().clone())?));
    }
    Ok(grows)
}
