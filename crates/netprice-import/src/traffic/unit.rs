//! Units of bits and bytes, by the second or by the interval.

use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

/// What the numbers of a series count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Traffic by the second.
    Rate,
    /// Traffic of an interval.
    Volume,
    /// A count that grows from row to row; a smaller one is a restart from zero.
    Counter,
}

/// A unit of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The bits of one.
    pub(crate) bits: u64,
    /// Whether it is by the second.
    pub(crate) is_rate: bool,
}

/// Bits a second, and bytes.
pub(crate) const BIT_RATE: Unit = Unit {
    bits: 1,
    is_rate: true,
};
pub(crate) const BYTES: Unit = Unit {
    bits: 8,
    is_rate: false,
};

/// Bytes a second.
pub(crate) const BYTE_RATE: Unit = Unit {
    bits: 8,
    is_rate: true,
};
/// Bytes of 1,024 each, by the second, as sysstat counts them.
pub(crate) const KIBIBYTE_RATE: Unit = Unit {
    bits: 8_192,
    is_rate: true,
};

impl Unit {
    /// Converts to megabits.
    pub(crate) fn megabits(self, value: Decimal) -> Option<Ratio> {
        let million = Decimal::from(1_000_000);
        let value = Ratio::from(value).times(Decimal::from(self.bits).into());
        value.ok()?.over(million.into()).ok()
    }
}

/// What a text says of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// This unit.
    Unit(Unit),
    /// Something that looks like a unit, and may be bits as well as bytes.
    Unclear(String),
    /// Nothing.
    Nothing,
}

/// The unit that a name, a title or a cell states.
///
/// Capital letters count: `Mb/s` are megabits and `MB/s` megabytes. Where a text has no small letter, `MBPS` may be either.
/// A text in small letters only, `mbps`, means bits, as nobody writes bytes so.
pub(crate) fn unit_in(text: &str) -> Said {
    let is_shouted = !text.chars().any(char::is_lowercase);
    let by_second = is_by_second(text);
    let mut unclear = None;
    let separators = |sign: char| sign.is_whitespace() || "()（）[]【】_,:：;|\\".contains(sign);
    // The name of a card may hold a unit, `Gigabit Network Connection`, so that the last one counts.
    let tokens: Vec<&str> = text
        .split(separators)
        .filter(|token| !token.is_empty())
        .collect();
    if is_by_longer(text) {
        return Said::Unclear(text.to_owned());
    }
    for (place, token) in tokens.iter().enumerate().rev() {
        let before = place.checked_sub(1).and_then(|place| tokens.get(place));
        // The speed of a link: `ISP-A 1 Gbps In`.
        if before
            .is_some_and(|before| is_digits(before) && text.contains(&format!("{before} {token}")))
        {
            continue;
        }
        // A place or a name: `London GB Out`, `Link B In`.
        let is_within = place > 0 && place.saturating_add(1) < tokens.len();
        if is_within && token.len() <= 2 && !is_in_brackets(text, token) && before != Some(&"in") {
            continue;
        }
        match of_token(token, is_shouted) {
            Some(Said::Unit(unit)) => {
                let is_rate = unit.is_rate || by_second;
                return Said::Unit(Unit { is_rate, ..unit });
            }
            Some(Said::Unclear(text)) => unclear = unclear.or(Some(text)),
            Some(Said::Nothing) | None => {}
        }
    }
    let bracketed = bracketed(text)
        .filter(|inside| matches!(*inside, "M" | "G" | "K" | "k" | "m" | "g" | "兆"));
    let unclear = unclear.or(bracketed.map(str::to_owned));
    unclear.map_or(Said::Nothing, Said::Unclear)
}

fn is_digits(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_ascii_digit())
        && token
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn is_in_brackets(text: &str, token: &str) -> bool {
    let signs = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];
    signs
        .iter()
        .any(|(open, close)| text.contains(&format!("{open}{token}{close}")))
}

/// Whether a name counts by the minute or the hour.
fn is_by_longer(text: &str) -> bool {
    let text = text.to_lowercase();
    let parts = [
        "/min", "per_min", "per min", "/h)", "/hour", "per hour", "per_hour",
    ];
    parts.iter().any(|part| text.contains(part)) || text.ends_with("/h")
}

/// The text in the last brackets.
pub(crate) fn bracketed(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_suffix([')', '）', ']'])?;
    let start = text.rfind(['(', '（', '['])?;
    let inside = text.get(start..)?;
    let mut signs = inside.chars();
    signs.next();
    Some(signs.as_str().trim())
}

fn is_by_second(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "/s",
        "/sec",
        "per second",
        "per sec",
        "per_sec",
        "/秒",
        "每秒",
    ]
    .iter()
    .any(|part| text.contains(part))
}

/// A unit in a word: a prefix, a base, and whether it is by the second.
fn of_token(token: &str, is_shouted: bool) -> Option<Said> {
    const SECONDS: [&str; 9] = [
        "/second", "/sec", "/s", "/S", "ps", "PS", "/秒", "s/s", "p/s",
    ];
    let token = token.trim_matches(['.', '"', '\'']);
    // `rxkB/s` of sar is kB/s.
    let token = token
        .strip_prefix("rx")
        .or_else(|| token.strip_prefix("tx"))
        .unwrap_or(token);
    let ending = SECONDS.iter().find(|ending| token.ends_with(**ending));
    let (stem, is_rate) = match ending {
        Some(ending) => (token.strip_suffix(ending)?, true),
        None => (token, false),
    };
    let (prefix, base) = prefixed(stem)?;
    let (bits, is_open) = match base {
        "b" | "bit" | "bits" | "Bit" | "Bits" | "比特" => (1, false),
        "B" => (8, is_shouted && is_rate),
        "byte" | "bytes" | "Byte" | "Bytes" | "BYTE" | "BYTES" | "octet" | "octets" | "Octets"
        | "o" | "字节" => (8, false),
        "BIT" | "BITS" => (1, false),
        _ => return None,
    };
    // A letter alone is the end of some word, not a unit.
    if stem == "b" && !is_rate {
        return None;
    }
    if is_open {
        return Some(Said::Unclear(token.to_owned()));
    }
    Some(Said::Unit(Unit {
        bits: prefix.checked_mul(bits)?,
        is_rate,
    }))
}

/// The factor of the prefix of a unit, and its base.
fn prefixed(stem: &str) -> Option<(u64, &str)> {
    const WORDS: [(&str, u64); 5] = [
        ("kilo", 1_000),
        ("mega", 1_000_000),
        ("giga", 1_000_000_000),
        ("tera", 1_000_000_000_000),
        ("兆", 1_000_000),
    ];
    for (word, factor) in WORDS {
        let start = stem.get(..word.len());
        if start.is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            return Some((factor, stem.get(word.len()..)?));
        }
    }
    const BASES: [&str; 17] = [
        "b", "bit", "bits", "Bit", "Bits", "B", "byte", "bytes", "Byte", "Bytes", "BYTE", "BYTES",
        "octet", "octets", "Octets", "BIT", "BITS",
    ];
    if BASES.contains(&stem) || stem == "比特" || stem == "字节" {
        return Some((1, stem));
    }
    let mut signs = stem.chars();
    let power: u32 = match signs.next()? {
        'k' | 'K' => 1,
        'm' | 'M' => 2,
        'g' | 'G' => 3,
        't' | 'T' => 4,
        'p' | 'P' => 5,
        _ => return None,
    };
    let base = signs.as_str();
    match base.strip_prefix('i') {
        Some(base) => Some((1_024_u64.checked_pow(power)?, base)),
        None => Some((1_000_u64.checked_pow(power)?, base)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> Option<(u64, bool)> {
        match unit_in(text) {
            Said::Unit(unit) => Some((unit.bits, unit.is_rate)),
            Said::Unclear(_) | Said::Nothing => None,
        }
    }

    #[test]
    fn capital_letters_tell_bytes_from_bits() {
        for (text, bits, is_rate) in [
            ("out (Mb/s)", 1_000_000, true),
            ("out (MB/s)", 8_000_000, true),
            ("out (MBps)", 8_000_000, true),
            ("out (KB/s)", 8_000, true),
            ("out (MiB/s)", 8 * 1_048_576, true),
            ("流出（MB/s）", 8_000_000, true),
            ("out_bps", 1, true),
            ("out mbps", 1_000_000, true),
            ("出带宽(Gbps)", 1_000_000_000, true),
            ("bits per second", 1, true),
            ("Bytes Sent/sec", 8, true),
            ("kilobits/s", 1_000, true),
            ("流量(MB)", 8_000_000, false),
            ("rxkB/s", 8_000, true),
            ("kbit/s", 1_000, true),
            ("KByte", 8_000, false),
        ] {
            assert_eq!(rate(text), Some((bits, is_rate)), "{text}");
        }
        assert_eq!(unit_in("OUT_MBPS"), Said::Unclear("MBPS".to_owned()));
        assert_eq!(unit_in("带宽(M)"), Said::Unclear("M".to_owned()));
        for text in ["out", "eth0 in", "Traffic Out (speed)", "time", "b"] {
            assert_eq!(unit_in(text), Said::Nothing, "{text}");
        }
    }
}
