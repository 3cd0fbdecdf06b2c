//! The names of the numbers of a workload.

use netprice_study::workload::{Measure, WorkloadField};

use crate::compare::props::SectionProps;
use crate::compare::words::form::FormText;
use crate::language::Language;

/// A number of a workload: the text of its line, and what the number is unless the line has no other among these.
///
/// That hours are meant is always said, as a line seldom names them.
pub(crate) fn label<'a>(
    props: &SectionProps,
    field: &WorkloadField,
    all: impl Iterator<Item = &'a WorkloadField>,
) -> String {
    let language = props.language;
    let mut lines = props.document.workload.lines.iter();
    let typed = lines.find(|form| form.line.id == field.line);
    let line = match typed.map(|form| form.text(language)) {
        Some(text) => text,
        None => language.say(&FormText::Line(field.line.as_str())),
    };
    let is_only = all.filter(|other| other.line == field.line).count() == 1;
    if is_only && field.measure != Measure::Hours {
        return line;
    }
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
