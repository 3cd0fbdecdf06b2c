//! The history of Zabbix as plain text: date, clock, seconds since 1970, value and the quoted name of the item.

use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::text::{is_clock, numbered};

/// Reads the lines, also those between `<pre>` and `</pre>` of the page that Zabbix shows.
pub(super) fn lines(text: &str) -> Option<Sheet> {
    let within = text
        .split_once("<pre>")
        .map(|(_, rest)| rest.split("</pre>").next());
    let text = match within {
        Some(within) => within?
            .replace("<br/>", "\n")
            .replace("<br>", "\n")
            .replace("&quot;", "\""),
        None => text.to_owned(),
    };
    let mut sheet = Sheet {
        tool: Tool::Zabbix,
        ..Sheet::default()
    };
    for (number, line) in numbered(&text).filter(|(_, line)| !line.trim().is_empty()) {
        let mut cells = line.trim().splitn(5, ' ');
        let (date, clock) = (cells.next()?, cells.next()?);
        let (seconds, value) = (cells.next()?, cells.next()?);
        let is_it = date.len() == 10
            && is_clock(clock)
            && seconds.len() == 10
            && seconds.bytes().all(|byte| byte.is_ascii_digit());
        is_it.then_some(())?;
        let name = cells.next().map_or("value", |name| name.trim_matches('"'));
        let index = sheet.time(number, seconds);
        sheet.series(name).values.push((index, value.to_owned()));
    }
    Some(sheet)
}
