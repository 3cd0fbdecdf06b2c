//! The names of the numbers of a workload.

use netprice_study::workload::{Measure, WorkloadField};

use crate::compare::words::form::FormText;
use crate::language::Language;

/// A number of a workload, by its line and its measure.
pub(crate) fn label(language: Language, field: &WorkloadField) -> String {
    let line = language.say(&FormText::Line(field.line.as_str()));
    let measure = language.say(&FormText::Measure(field.measure));
    language.say(&FormText::NumberOf {
        line: &line,
        measure: &measure,
    })
}

/// The unit behind a value of a measure.
pub(crate) fn unit(language: Language, measure: Measure) -> String {
    use Measure::{
        CachedInput, Count, Gb, Hours, Input, Iops, Mbps, MemoryGib, Output, Quantity, Reads,
        RetrievalGb, StorageGb, Vcpus, Writes,
    };
    language.of(match measure {
        Gb | RetrievalGb | StorageGb => [" GB", " GB"],
        MemoryGib => [" GiB", " GiB"],
        Hours => [" hours", " 小时"],
        Vcpus => [" vCPU", " vCPU"],
        Iops => [" IOPS", " IOPS"],
        Mbps => [" Mbps", " Mbps"],
        Count | Writes | Reads | Input | CachedInput | Output | Quantity => ["", ""],
    })
}
