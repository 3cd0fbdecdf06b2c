//! Reads what is composed of SKUs by size: a line of a table of services.

use crate::goods::{Composed, CpuShare, Flexible, Gpu, Machine, MemoryRange, Part};
use crate::words::{database, split, word};

/// Reads a line without its `@`: name, what it is, memory for each processor, parts.
///
/// `VM.Standard.E4.Flex|machine,128,1024,x86,,,VM.Standard.E4,on_demand|0.5,8|` is followed by parts
/// such as `VM.Standard.E4.Flex OCPU*vcpus*0.5*2`, separated by `;`: the SKU, the size that it grows with,
/// its quantity for one of the size, and the steps of the size.
pub(crate) fn read(line: &str) -> Option<Flexible> {
    let [name, of, memory, parts] = split(line, '|')?;
    let (kind, sizes) = of.split_once(',')?;
    let of = match kind {
        "machine" => Composed::Machine(machine(sizes)?),
        "database" => Composed::Database(database(sizes)?),
        _ => return None,
    };
    let [at_least, at_most] = split(memory, ',')?;
    let bound = |text: &str| match text {
        "" => Some(None),
        number => number.parse().ok().map(Some),
    };
    Some(Flexible {
        name: name.to_owned(),
        of,
        memory_gib_per_vcpu: MemoryRange {
            at_least: bound(at_least)?,
            at_most: bound(at_most)?,
        },
        parts: parts.split(';').map(part).collect::<Option<_>>()?,
    })
}

fn machine(text: &str) -> Option<Machine> {
    let [vcpus, memory_gib, processor, gpu, gpus, family, purchase] = split(text, ',')?;
    let gpu = match gpu {
        "" => None,
        model => Some(Gpu {
            model: model.to_owned(),
            count: gpus.parse().ok()?,
        }),
    };
    Some(Machine {
        vcpus: vcpus.parse().ok()?,
        memory_gib: memory_gib.parse().ok()?,
        processor: word(processor)?,
        cpu_share: CpuShare::Full,
        gpu,
        family: (!family.is_empty()).then(|| family.to_owned()),
        purchase: word(purchase)?,
    })
}

fn part(text: &str) -> Option<Part> {
    let [sku, measure, each, step] = split(text, '*')?;
    Some(Part {
        sku: sku.parse().ok()?,
        measure: word(measure)?,
        each: each.parse().ok()?,
        step: step.parse().ok()?,
    })
}
