//! The conversion of Simplified into Traditional Chinese. Pure.
//!
//! At each position, the longest matching entry of the table is replaced. Text that a person typed is not
//! converted: it is in quotes (“…”), or marked by [`verbatim`]. The table has every Han character of the
//! page and of the catalogue, and the phrases that are not converted character by character (带宽 is
//! 頻寬); `tests/reference/traditional.py` generates it with OpenCC.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use netprice::value::ordered::sort_by;

const TABLE: &str = include_str!("traditional.csv");
/// The Unicode marks around verbatim text (first strong isolate).
const START: char = '\u{2068}';
const END: char = '\u{2069}';

type Entries = BTreeMap<char, Vec<(&'static str, &'static str)>>;

/// The entries by their first character, longest first.
fn entries() -> &'static Entries {
    static ENTRIES: OnceLock<Entries> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries = Entries::new();
        let rows = TABLE.lines().skip(1).filter_map(|row| row.split_once(','));
        for (simplified, traditional) in rows {
            let first = simplified.chars().next().unwrap_or_default();
            entries
                .entry(first)
                .or_default()
                .push((simplified, traditional));
        }
        for same in entries.values_mut() {
            sort_by(same, |(one, _), (other, _)| other.len().cmp(&one.len()));
        }
        entries
    })
}

/// Marks text that must not be converted, such as typed text or a citation.
pub(crate) fn verbatim(text: &str) -> String {
    format!("{START}{text}{END}")
}

/// A text with a space where a Chinese character and a Latin letter meet, unless both are of verbatim text.
pub(crate) fn spaced(text: &str) -> String {
    let is_han = |one: char| matches!(one, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    let mut done = String::with_capacity(text.len());
    let (mut before, mut depth) = (None::<char>, 0_usize);
    let mut is_within = false;
    for next in text.chars() {
        match next {
            '“' | START => depth = depth.saturating_add(1),
            '”' | END => depth = depth.saturating_sub(1),
            _ => {}
        }
        if matches!(next, START | END) {
            done.push(next);
            continue;
        }
        let meets = before.is_some_and(|before| {
            is_han(before) && next.is_ascii_alphabetic()
                || before.is_ascii_alphabetic() && is_han(next)
        });
        if meets && !(is_within && depth > 0) {
            done.push(' ');
        }
        is_within = depth > 0;
        before = Some(next);
        done.push(next);
    }
    done
}

/// Removes the marks of verbatim text.
pub(crate) fn unmarked(text: &str) -> String {
    text.replace([START, END], "")
}

/// Converts a text into Traditional Chinese, and removes its marks.
pub(crate) fn of(simplified: &str) -> String {
    let mut done = String::with_capacity(simplified.len());
    let mut rest = simplified;
    // The nesting depth of quotes and marks.
    let mut depth = 0_usize;
    while let Some(next) = rest.chars().next() {
        let mut taken = next.len_utf8();
        match next {
            '“' | START => depth = depth.saturating_add(1),
            '”' | END => depth = depth.saturating_sub(1),
            _ => {}
        }
        match next {
            START | END => {}
            '“' => done.push('「'),
            '”' => done.push('」'),
            _ => match entry(rest).filter(|_| depth == 0) {
                Some((simplified, traditional)) => {
                    taken = simplified.len();
                    done.push_str(traditional);
                }
                None => done.push(next),
            },
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    done
}

fn entry(text: &str) -> Option<(&'static str, &'static str)> {
    let first = text.chars().next().filter(|first| !first.is_ascii())?;
    let same = entries().get(&first)?;
    same.iter()
        .copied()
        .find(|(simplified, _)| text.starts_with(simplified))
}

#[cfg(test)]
mod tests {
    use super::{of, spaced, unmarked, verbatim};

    #[test]
    fn a_space_stands_between_chinese_and_latin_letters() {
        assert_eq!(
            spaced("AWS中国要6.17折才能与Azure持平"),
            "AWS 中国要6.17折才能与 Azure 持平"
        );
        assert_eq!(spaced("“AWS中国”不是名称"), "“AWS中国”不是名称");
        let typed = format!("{}的合同", verbatim("张A"));
        assert_eq!(unmarked(&spaced(&format!("与{typed}"))), "与张A 的合同");
        assert_eq!(
            unmarked(&spaced(&format!("与{}的", verbatim("Azure")))),
            "与 Azure 的"
        );
    }

    /// From Taiwan's usual terms: 頻寬 is no sum of characters, 價 is.
    #[test]
    fn the_longest_entry_counts_and_what_was_typed_stays() {
        assert_eq!(of("带宽价"), "頻寬價");
        assert_eq!(of("“带宽”不是数字"), "「带宽」不是數字");
        assert_eq!(of(&format!("{}的合同", verbatim("张价"))), "张价的合約");
        assert_eq!(of("5折 ≈ 50%"), "5折 ≈ 50%");
    }
}
