//! The series in the XML of rrdtool, PRTG, sysstat and vnStat.

use netprice::value::decimal::{minus, times};
use netprice::value::path::Path;
use roxmltree::{Document, Node, ParsingOptions};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::problem::{ImportProblem, Located, start, unknown_traffic};
use crate::traffic::direction::way_of;
use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::unit::{BYTE_RATE, BYTES, KIBIBYTE_RATE, Kind};

/// The most elements, attributes and texts of a document: some for each of the samples that are allowed.
const NODES: u32 = 8_000_000;

/// Reads the series of an XML document; entities that it declares are not expanded without bounds.
///
/// # Errors
/// [`ImportProblem::Unreadable`] for text that is no XML, [`ImportProblem::UnknownFormat`] for a document of no known form.
pub(crate) fn sheet(text: &str) -> Result<Sheet, Located> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let message = error.to_string();
        let line = u64::from(error.pos().row);
        ImportProblem::Unreadable { message }.at(Path::line(line))
    })?;
    let root = document.root_element();
    let found = match root.tag_name().name() {
        "xport" => xport(root),
        "rrd" => dump(root),
        "histdata" => prtg(root),
        "sysstat" => sysstat(root),
        "vnstat" => vnstat(root),
        _ => None,
    };
    let found = found.filter(|sheet| !sheet.series.is_empty());
    found.ok_or_else(|| unknown_traffic(start(text)).at(Path::line(1)))
}

/// The children of a name.
fn all<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn one<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> Option<Node<'a, 'b>> {
    all(node, name).next()
}

fn text_of<'a>(node: Node<'a, '_>, name: &'static str) -> Option<&'a str> {
    Some(one(node, name)?.text()?.trim())
}

fn line_of(node: Node<'_, '_>) -> u64 {
    u64::from(node.document().text_pos_at(node.range().start).row)
}

/// `rrdtool xport`: rows with or without a time; the unit is that of the graph, which is not stated.
fn xport(root: Node<'_, '_>) -> Option<Sheet> {
    let meta = one(root, "meta")?;
    let legend = all(one(meta, "legend")?, "entry");
    let legend: Vec<&str> = legend
        .map(|entry| entry.text().unwrap_or_default().trim())
        .collect();
    let first: i64 = text_of(meta, "start")?.parse().ok()?;
    let step: i64 = text_of(meta, "step")?.parse().ok()?;
    let mut sheet = Sheet {
        tool: Tool::RrdXport,
        is_end: true,
        interval: Some(step),
        ..Sheet::default()
    };
    for (place, row) in (0_i64..).zip(all(one(root, "data")?, "row")) {
        let counted = first.checked_add(step.checked_mul(place)?)?.to_string();
        let time = text_of(row, "t").map_or(counted, str::to_owned);
        let index = sheet.time(line_of(row), time);
        let is_value =
            |cell: &Node<'_, '_>| cell.is_element() && cell.tag_name().name().starts_with('v');
        for (name, cell) in legend.iter().zip(row.children().filter(is_value)) {
            let value = cell.text().unwrap_or_default().trim().to_owned();
            sheet.series(name).values.push((index, value));
        }
    }
    Some(sheet)
}

/// `rrdtool dump`: the archive of means with the shortest step. Its newest row is the last step that ended before the update, and
/// counters of ports are octets a second.
fn dump(root: Node<'_, '_>) -> Option<Sheet> {
    let step: i64 = text_of(root, "step")?.parse().ok()?;
    let updated: i64 = text_of(root, "lastupdate")?.parse().ok()?;
    let sources: Vec<(&str, bool)> = all(root, "ds")
        .map(|source| {
            let kind = text_of(source, "type").unwrap_or_default();
            (text_of(source, "name").unwrap_or_default(), kind != "GAUGE")
        })
        .collect();
    let steps = |archive: &Node<'_, '_>| text_of(*archive, "pdp_per_row")?.parse::<i64>().ok();
    let means = all(root, "rra").filter(|archive| text_of(*archive, "cf") == Some("AVERAGE"));
    let archive = means.filter(|one| steps(one).is_some()).min_by_key(steps)?;
    let seconds = step.checked_mul(steps(&archive)?)?;
    let rows: Vec<Node<'_, '_>> = all(one(archive, "database")?, "row").collect();
    let newest = updated.checked_sub(updated.checked_rem_euclid(seconds)?)?;
    let mut sheet = Sheet {
        tool: Tool::RrdDump,
        is_end: true,
        interval: Some(seconds),
        ..Sheet::default()
    };
    for (back, row) in (0_i64..).zip(rows.iter().rev()) {
        let time = newest.checked_sub(seconds.checked_mul(back)?)?;
        let index = sheet.time(line_of(*row), time.to_string());
        for ((name, is_counted), cell) in sources.iter().zip(all(*row, "v")) {
            let series = sheet.series(name);
            series.unit = is_counted.then_some(BYTE_RATE);
            let value = cell.text().unwrap_or_default().trim().to_owned();
            series.values.push((index, value));
        }
    }
    Some(sheet)
}

/// `historicdata.xml` of PRTG: raw bytes a second; the raw time is the end of the interval in UTC, in days since 1899-12-30.
fn prtg(root: Node<'_, '_>) -> Option<Sheet> {
    let mut sheet = Sheet {
        tool: Tool::Prtg,
        is_end: true,
        ..Sheet::default()
    };
    for item in all(root, "item") {
        let time = seconds_of_days(text_of(item, "datetime_raw")?)?;
        let index = sheet.time(line_of(item), time.to_string());
        for value in all(item, "value_raw") {
            let channel = value.attribute("channel").unwrap_or_default();
            let lower = channel.to_lowercase();
            let is_rate = [
                "(speed)",
                "(速度)",
                "(velocidad)",
                "(geschwindigkeit)",
                "(vitesse)",
            ]
            .iter()
            .any(|part| lower.contains(part));
            if is_rate && way_of(channel).is_some() {
                let text = value.text().unwrap_or_default().trim().to_owned();
                let series = sheet.series(channel);
                series.unit = Some(BYTE_RATE);
                series.values.push((index, text));
            }
        }
    }
    Some(sheet)
}

/// Seconds since 1970 of days since 1899-12-30, rounded half-even to a second.
fn seconds_of_days(text: &str) -> Option<i64> {
    let days: Decimal = text.parse().ok()?;
    let since = minus(days, Decimal::from(25_569)).ok()?;
    times(since, Decimal::from(86_400)).ok()?.round().to_i64()
}

/// `sadf -x`: kB of 1,024 bytes a second.
fn sysstat(root: Node<'_, '_>) -> Option<Sheet> {
    let mut sheet = Sheet {
        tool: Tool::Sysstat,
        is_end: true,
        ..Sheet::default()
    };
    let named =
        |node: &Node<'_, '_>, name: &str| node.is_element() && node.tag_name().name() == name;
    for stamp in root.descendants().filter(|node| named(node, "timestamp")) {
        let (Some(date), Some(clock)) = (stamp.attribute("date"), stamp.attribute("time")) else {
            continue;
        };
        let zone = if stamp.attribute("utc") == Some("1") {
            "Z"
        } else {
            ""
        };
        let index = sheet.time(line_of(stamp), format!("{date}T{clock}{zone}"));
        if let Some(time) = sheet.times.get_mut(index) {
            time.seconds = stamp
                .attribute("interval")
                .and_then(|text| text.parse().ok());
        }
        for device in stamp.descendants().filter(|node| named(node, "net-dev")) {
            let interface = device.attribute("iface").unwrap_or_default();
            for key in ["rxkB", "txkB"].iter().filter(|_| interface != "lo") {
                let series = sheet.series(&format!("{interface} {key}"));
                series.unit = Some(KIBIBYTE_RATE);
                let value = device.attribute(*key).unwrap_or_default().to_owned();
                series.values.push((index, value));
            }
        }
    }
    Some(sheet)
}

/// `vnstat --xml`: bytes by the finest interval that it has.
fn vnstat(root: Node<'_, '_>) -> Option<Sheet> {
    (root.attribute("xmlversion") == Some("2")).then_some(())?;
    let mut sheet = Sheet {
        tool: Tool::VnStat,
        ..Sheet::default()
    };
    for interface in all(root, "interface") {
        let name = interface.attribute("name").unwrap_or_default();
        if name == "lo" {
            continue;
        }
        let traffic = one(interface, "traffic")?;
        let finest = [
            ("fiveminutes", "fiveminute", 300),
            ("hours", "hour", 3_600),
            ("days", "day", 86_400),
        ];
        let (rows, row, seconds) = finest.iter().find_map(|(rows, row, seconds)| {
            let rows = one(traffic, rows)?;
            all(rows, row).next().map(|_| (rows, *row, *seconds))
        })?;
        sheet.interval = Some(seconds);
        for row in all(rows, row) {
            let index = sheet.time(line_of(row), text_of(row, "timestamp")?);
            for key in ["rx", "tx"] {
                let series = sheet.series(&format!("{name} {key}"));
                (series.unit, series.kind) = (Some(BYTES), Some(Kind::Volume));
                series
                    .values
                    .push((index, text_of(row, key).unwrap_or_default().to_owned()));
            }
        }
    }
    Some(sheet)
}
