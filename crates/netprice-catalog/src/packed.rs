//! Reads the packed tables: the types of a provider, and the prices of a region in the order of its types.
//!
//! `cargo xtask pack` writes them. A table of types has a line for each type, below a line `>family`; its
//! accelerators are a number, or `1-8` where one to eight are sold at a price for each. A
//! table of prices has blocks: a line `#` with what a price is and where it is from, then a line for each
//! price, where `+3` passes over three types without a price and `.5` is 0.5.
//!
//! What grows with the processors is not repeated. `=3` are three types at the price of the type before, in
//! proportion to their processors, and a memory of `=` is so too. A type whose name begins with its family
//! and a point is written from the point on, a name is left out that is the one before with the new number of
//! processors in the place of the old one, and `"` is all that follows the memory of the type before.

use netprice::book::citation::{Citation, Confidence};
use netprice::value::day::AsOf;
use netprice::value::decimal::{self, NonNegative};
use netprice::value::id::SkuId;

use crate::commitments::Payment;
use crate::error::CatalogError;
use crate::goods::{CpuShare, Gpu, Machine, Processor, Purchase};
use crate::tables::VERSION;

/// The types of a provider, in the order of its price tables.
pub(crate) struct Types {
    pub(crate) all: Vec<Type>,
    /// Identifies the table, so that prices are not read by the order of other types.
    mark: String,
}

/// A type of a provider.
pub(crate) struct Type {
    pub(crate) sku: SkuId,
    pub(crate) machine: Machine,
    /// The most accelerators of which the price of one holds, where they are sold by the piece.
    pub(crate) most_gpus: Option<NonNegative>,
}

/// A block of prices.
pub(crate) struct Block<'a> {
    pub(crate) how: How,
    pub(crate) published: Citation,
    prices: &'a str,
}

/// What the prices of a block are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// An hour by use; between these hours of a machine's period if a bound is given.
    Hour(Purchase, Option<Hours>),
    /// A month by use.
    Month,
    /// A commitment.
    Term(Term),
    /// The month of a subscription before what is off for its length.
    ListMonth,
}

/// The hours of a machine's period in which a price holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hours {
    pub(crate) from: NonNegative,
    pub(crate) up_to: Option<NonNegative>,
}

/// A commitment to a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) kind: crate::commitments::CommitmentKind,
    pub(crate) months: u32,
    pub(crate) payment: Payment,
    pub(crate) per: Per,
}

/// What a price of a commitment pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Per {
    /// An hour of the term.
    Hour,
    /// A month of 730 hours.
    Month,
    /// The whole term.
    Term,
}

impl Types {
    /// Reads a table of types.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, CatalogError> {
        let mut lines = text.lines();
        if lines.next() != Some(&format!("machines {VERSION}")) {
            return Err(CatalogError::at(
                name,
                "it is no table of machines of this version",
            ));
        }
        let mut all: Vec<Type> = Vec::new();
        let (mut family, mut is_first) = (None, true);
        for line in lines {
            if let Some(name) = line.strip_prefix('>') {
                family = (!name.is_empty()).then(|| name.to_owned());
                is_first = true;
                continue;
            }
            let before = all.last().filter(|_| !is_first);
            let read = machine(line, family.as_ref(), before);
            let wrong = || CatalogError::at(name, format!("'{line}' is no machine"));
            all.push(read.ok_or_else(wrong)?);
            is_first = false;
        }
        let mark = fingerprint(text);
        Ok(Self { all, mark })
    }

    /// Reads a table of prices of these types.
    pub(crate) fn prices<'a>(
        &self,
        name: &str,
        text: &'a str,
    ) -> Result<Vec<Block<'a>>, CatalogError> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        if first != format!("prices {VERSION} {}", self.mark) {
            let message = "it is no table of prices of this version and of these machines";
            return Err(CatalogError::at(name, message));
        }
        let blocks = rest.split('#').filter(|block| !block.is_empty());
        let blocks = blocks.map(|block| {
            let (head, prices) = block.split_once('\n').unwrap_or((block, ""));
            let wrong = || CatalogError::at(name, format!("'{head}' is no block"));
            let (how, published) = block_of(head).ok_or_else(wrong)?;
            Ok(Block {
                how,
                published,
                prices,
            })
        });
        blocks.collect()
    }

    /// The priced types of a block with their prices.
    pub(crate) fn priced<'a>(
        &'a self,
        name: &'a str,
        block: &'a Block<'a>,
    ) -> impl Iterator<Item = Result<(&'a Type, NonNegative), CatalogError>> {
        let (mut types, mut lines) = (self.all.iter(), block.prices.lines());
        // The price before, with the processors of its type, and how many are in proportion to it.
        let mut before: Option<(NonNegative, NonNegative)> = None;
        let mut proportional: usize = 0;
        let mut next = move || -> Option<Option<_>> {
            loop {
                if let Some(rest) = proportional.checked_sub(1) {
                    proportional = rest;
                    let of = types.next()?;
                    let price = in_proportion(before, of.machine.vcpus);
                    before = price.map(|price| (price, of.machine.vcpus));
                    return Some(price.map(|price| (of, price)));
                }
                let line = lines.next()?;
                if let Some(passed) = line.strip_prefix('+') {
                    let passed = passed.parse::<usize>().ok();
                    if passed
                        .and_then(|count| types.nth(count.checked_sub(1)?))
                        .is_none()
                    {
                        return Some(None);
                    }
                } else if let Some(count) = line.strip_prefix('=') {
                    proportional = if count.is_empty() {
                        1
                    } else {
                        count.parse().ok()?
                    };
                } else {
                    let read = price(line).and_then(|price| Some((types.next()?, price)));
                    before = read.map(|(of, price)| (price, of.machine.vcpus));
                    return Some(read);
                }
            }
        };
        let wrong = || CatalogError::at(name, "it has no price of a type where one is expected");
        std::iter::from_fn(move || next().map(|read| read.ok_or_else(wrong)))
    }
}

/// A price or a size in proportion to that of so many processors.
fn in_proportion(
    before: Option<(NonNegative, NonNegative)>,
    vcpus: NonNegative,
) -> Option<NonNegative> {
    let (of, vcpus_of) = before?;
    let value = decimal::times_over(of.get(), vcpus.get(), vcpus_of.get()).ok()?;
    NonNegative::new(value.normalize()).ok()
}

/// Reads a price, whose zero before the point may be missing.
fn price(text: &str) -> Option<NonNegative> {
    if text.starts_with('.') {
        format!("0{text}").parse().ok()
    } else {
        text.parse().ok()
    }
}

fn machine(line: &str, family: Option<&String>, before: Option<&Type>) -> Option<Type> {
    let mut fields = line.split(',');
    let (name, count) = (fields.next()?, fields.next()?);
    let vcpus = count.parse().ok()?;
    let name = match (family, before) {
        (Some(family), _) if name.starts_with('.') => format!("{family}{name}"),
        (_, Some(before)) if name.is_empty() => {
            let count_before = before.machine.vcpus.to_string();
            before.sku.as_str().replacen(&count_before, count, 1)
        }
        _ => name.to_owned(),
    };
    let sku = name.parse().ok()?;
    let memory_gib = match fields.next()? {
        "=" => in_proportion(
            before.map(|one| (one.machine.memory_gib, one.machine.vcpus)),
            vcpus,
        )?,
        memory => memory.parse().ok()?,
    };
    let mut fields = fields.peekable();
    if fields.peek() == Some(&"\"") {
        let before = before?;
        let machine = Machine {
            vcpus,
            memory_gib,
            ..before.machine.clone()
        };
        return Some(Type {
            sku,
            machine,
            most_gpus: before.most_gpus,
        });
    }
    let processor = match fields.next() {
        None | Some("") => Processor::X86,
        Some("arm") => Processor::Arm,
        Some(_) => return None,
    };
    let cpu_share = match fields.next() {
        None | Some("") => CpuShare::Full,
        Some("burstable") => CpuShare::Burstable,
        Some("shared") => CpuShare::Shared,
        Some(_) => return None,
    };
    let mut most_gpus = None;
    let gpu = match fields.next() {
        None | Some("") => None,
        Some(model) => {
            let count = fields.next().unwrap_or("0");
            let (count, most) = count.split_once('-').unwrap_or((count, ""));
            if !most.is_empty() {
                most_gpus = Some(most.parse().ok()?);
            }
            Some(Gpu {
                model: model.to_owned(),
                count: count.parse().ok()?,
            })
        }
    };
    let machine = Machine {
        vcpus,
        memory_gib,
        processor,
        cpu_share,
        gpu,
        family: family.cloned(),
        purchase: Purchase::OnDemand,
    };
    Some(Type {
        sku,
        machine,
        most_gpus,
    })
}

fn block_of(head: &str) -> Option<(How, Citation)> {
    let mut fields = head.split('|');
    let how = how(fields.next()?)?;
    let as_of: AsOf = fields.next()?.parse().ok()?;
    let confidence = match fields.next()? {
        "high" => Confidence::High,
        "medium" => Confidence::Medium,
        "low" => Confidence::Low,
        _ => return None,
    };
    let source = fields.next()?.into();
    let note = fields.next().filter(|note| !note.is_empty());
    let published = Citation {
        source,
        as_of,
        confidence,
        note: note.map(Into::into),
    };
    Some((how, published))
}

fn how(text: &str) -> Option<How> {
    use crate::commitments::CommitmentKind::{CommittedUse, Reserved, SavingsPlan, Subscription};
    let fields: Vec<&str> = text.split(',').collect();
    let [purchase, months, payment, per, from, up_to] = fields.as_slice() else {
        return None;
    };
    let kind = match *purchase {
        "on_demand" | "spot" => {
            let purchase = if *purchase == "spot" {
                Purchase::Spot
            } else {
                Purchase::OnDemand
            };
            let bounds = if from.is_empty() {
                None
            } else {
                let up_to = (!up_to.is_empty()).then(|| up_to.parse().ok());
                Some(Hours {
                    from: from.parse().ok()?,
                    up_to: match up_to {
                        None => None,
                        Some(bound) => Some(bound?),
                    },
                })
            };
            return Some(How::Hour(purchase, bounds));
        }
        "month" => return Some(How::Month),
        "subscription_list" => return Some(How::ListMonth),
        "reserved" => Reserved,
        "savings_plan" => SavingsPlan,
        "committed_use" => CommittedUse,
        "subscription" => Subscription,
        _ => return None,
    };
    let payment = match *payment {
        "none" => Payment::None,
        "all" => Payment::All,
        _ => return None,
    };
    let per = match *per {
        "hour" => Per::Hour,
        "month" => Per::Month,
        "term" => Per::Term,
        _ => return None,
    };
    Some(How::Term(Term {
        kind,
        months: months.parse().ok()?,
        payment,
        per,
    }))
}

/// Eight hexadecimal digits that identify a text (FNV-1a).
fn fingerprint(text: &str) -> String {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    format!("{:08x}", text.bytes().fold(2_166_136_261, step))
}
