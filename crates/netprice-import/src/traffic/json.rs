//! The series in the JSON of monitoring tools and of the monitors of clouds.

mod clouds;
mod stores;

use serde_json::Value;

use crate::problem::{ImportProblem, Located, start, unknown_traffic};
use crate::traffic::direction::way_of;
use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::unit::{BIT_RATE, BYTE_RATE, BYTES, KIBIBYTE_RATE, Kind, Unit};
use netprice::value::path::Path;

/// Kilobits of an interval.
const KILOBITS_OF_INTERVAL: Unit = Unit {
    bits: 1_000,
    is_rate: false,
};
const KILOBITS: Unit = Unit {
    bits: 1_000,
    is_rate: true,
};
const MEGABITS: Unit = Unit {
    bits: 1_000_000,
    is_rate: true,
};
const KIBIBYTES: Unit = Unit {
    bits: 8_192,
    is_rate: false,
};

/// Reads the series of a JSON document.
///
/// # Errors
/// [`ImportProblem::Unreadable`] for text that is no JSON, [`ImportProblem::UnknownFormat`] for a document of no known form.
pub(crate) fn sheet(text: &str) -> Result<Sheet, Located> {
    let document: Value = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => {
            let unreadable = || {
                let line = u64::try_from(error.line()).unwrap_or(1);
                let message = error.to_string();
                ImportProblem::Unreadable { message }.at(Path::line(line))
            };
            return lines(text).ok_or_else(unreadable);
        }
    };
    let readers: [fn(&Value) -> Option<Sheet>; 25] = [
        vnstat,
        prometheus,
        clouds::metric_data,
        clouds::metric_statistics,
        clouds::alibaba,
        clouds::alibaba_cdn,
        clouds::alibaba_eip,
        clouds::alibaba_ecs,
        clouds::tencent,
        clouds::tencent_cdn,
        clouds::azure,
        clouds::google,
        clouds::google_query,
        clouds::huawei,
        clouds::baidu,
        stores::graphite,
        stores::influx,
        stores::grafana,
        stores::ntopng,
        netdata,
        xport,
        librenms,
        zabbix,
        prtg,
        sysstat,
    ];
    let mut sheets = readers.iter().filter_map(|reader| reader(&document));
    let found = sheets.find(|sheet| !sheet.series.is_empty());
    found
        .or_else(|| lines(text))
        .ok_or_else(|| unknown_traffic(start(text)).at(Path::line(1)))
}

/// Lines that are each a document: points of Telegraf, or series of VictoriaMetrics.
fn lines(text: &str) -> Option<Sheet> {
    let mut sheet = Sheet::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line: Value = serde_json::from_str(line).ok()?;
        stores::telegraf(&line, &mut sheet).or_else(|| stores::victoria(&line, &mut sheet))?;
    }
    (!sheet.series.is_empty()).then_some(sheet)
}

fn list<'a>(value: &'a Value, key: &str) -> Option<&'a Vec<Value>> {
    value.get(key)?.as_array()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn int(value: &Value, key: &str) -> Option<i64> {
    match value.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number or a text as it is written; empty for null.
fn written(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {
            String::new()
        }
    }
}

fn of(tool: Tool) -> Sheet {
    Sheet {
        tool,
        ..Sheet::default()
    }
}

/// Adds a value of a series at a time; the line of JSON is not known, so that its place is counted.
fn add(sheet: &mut Sheet, name: &str, time: String, value: String, unit: Unit) {
    let last = sheet.times.last().is_some_and(|last| last.text == time);
    let index = if last {
        sheet.times.len().saturating_sub(1)
    } else {
        let place = u64::try_from(sheet.times.len()).unwrap_or(u64::MAX);
        sheet.time(place.saturating_add(1), time)
    };
    let series = sheet.series(name);
    series.unit = Some(unit);
    series.values.push((index, value));
}

/// `vnstat --json`: bytes of version 2, KiB of version 1, by the finest interval that it has.
fn vnstat(document: &Value) -> Option<Sheet> {
    document.get("vnstatversion")?;
    let is_first = text(document, "jsonversion") == Some("1");
    let mut sheet = of(Tool::VnStat);
    let unit = if is_first { KIBIBYTES } else { BYTES };
    for interface in list(document, "interfaces")? {
        let name = text(interface, "name")
            .or_else(|| text(interface, "id"))
            .unwrap_or_default();
        if name == "lo" {
            continue;
        }
        let traffic = interface.get("traffic")?;
        let finest = [
            ("fiveminute", 300),
            ("hour", 3_600),
            ("hours", 3_600),
            ("day", 86_400),
            ("days", 86_400),
        ];
        let (rows, seconds) = finest
            .iter()
            .find_map(|(key, seconds)| Some((list(traffic, key)?, *seconds)))?;
        sheet.interval = Some(seconds);
        for row in rows {
            let date = row.get("date")?;
            let (year, month, day) = (int(date, "year")?, int(date, "month")?, int(date, "day")?);
            let clock = row.get("time");
            let hour = clock.and_then(|clock| int(clock, "hour"));
            // The id of an hour of version 1 is the hour.
            let hour = hour
                .or_else(|| int(row, "id").filter(|_| is_first && seconds == 3_600))
                .unwrap_or_default();
            let minute = clock
                .and_then(|clock| int(clock, "minute"))
                .unwrap_or_default();
            let local = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}");
            let time = int(row, "timestamp").map_or(local, |seconds| seconds.to_string());
            for key in ["rx", "tx"] {
                add(
                    &mut sheet,
                    &format!("{name} {key}"),
                    time.clone(),
                    written(row.get(key)),
                    unit,
                );
            }
        }
    }
    Some(sheet)
}

/// A range query of Prometheus.
fn prometheus(document: &Value) -> Option<Sheet> {
    let result = list(document.get("data")?, "result")?;
    let mut sheet = of(Tool::Prometheus);
    sheet.is_end = true;
    for one in result {
        let labels = one.get("metric")?.as_object()?;
        let name: Vec<&str> = labels.values().filter_map(Value::as_str).collect();
        let name = if name.is_empty() {
            "value".to_owned()
        } else {
            name.join(" ")
        };
        if labels.get("device").and_then(Value::as_str) == Some("lo") {
            continue;
        }
        let metric = labels
            .get("__name__")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let is_counter = metric.ends_with("_total") || metric.to_lowercase().contains("octets");
        for point in list(one, "values")? {
            let point = point.as_array()?;
            let place = u64::try_from(sheet.times.len()).ok()?.saturating_add(1);
            let index = sheet.time(place, written(point.first()));
            let series = sheet.series(&name);
            series.kind = is_counter.then_some(Kind::Counter);
            series.unit = is_counter.then_some(BYTES);
            series.values.push((index, written(point.get(1))));
        }
    }
    Some(sheet)
}

/// The data of a chart of netdata: kilobits a second.
fn netdata(document: &Value) -> Option<Sheet> {
    let labels = list(document, "labels")?;
    let mut sheet = of(Tool::Netdata);
    sheet.is_end = true;
    for row in list(document, "data")? {
        let row = row.as_array()?;
        for (label, value) in labels.iter().zip(row).skip(1) {
            add(
                &mut sheet,
                label.as_str()?,
                written(row.first()),
                written(Some(value)),
                KILOBITS,
            );
        }
    }
    Some(sheet)
}

/// `rrdtool xport --json`, with and without a time in each row; the unit is that of the graph, which is not stated.
fn xport(document: &Value) -> Option<Sheet> {
    let meta = document.get("meta")?;
    let legend = list(meta, "legend")?;
    let (first, step) = (int(meta, "start")?, int(meta, "step")?);
    let mut sheet = of(Tool::RrdXport);
    (sheet.is_end, sheet.interval) = (true, Some(step));
    for (index, row) in list(document, "data")?.iter().enumerate() {
        let row = row.as_array()?;
        let is_timed = row.len() > legend.len();
        let index = i64::try_from(index).ok()?;
        let time = if is_timed {
            written(row.first())
        } else {
            first.checked_add(step.checked_mul(index)?)?.to_string()
        };
        let place = u64::try_from(index).ok()?.saturating_add(1);
        let time = sheet.time(place, time);
        for (name, value) in legend.iter().zip(row.iter().skip(usize::from(is_timed))) {
            sheet
                .series(name.as_str()?)
                .values
                .push((time, written(Some(value))));
        }
    }
    Some(sheet)
}

/// The graph data of a bill of LibreNMS: bit/s.
fn librenms(document: &Value) -> Option<Sheet> {
    let data = document.get("graph_data")?;
    let ticks = list(data, "ticks")?;
    let mut sheet = of(Tool::LibreNms);
    sheet.is_end = true;
    for (key, name) in [("in_data", "in"), ("out_data", "out")] {
        for (time, value) in ticks.iter().zip(list(data, key)?) {
            add(
                &mut sheet,
                name,
                written(Some(time)),
                written(Some(value)),
                BIT_RATE,
            );
        }
    }
    Some(sheet)
}

/// `history.get` and `trend.get` of Zabbix: items by their ids, in units that stand elsewhere.
fn zabbix(document: &Value) -> Option<Sheet> {
    let rows = document.as_array().or_else(|| list(document, "result"))?;
    let mut sheet = of(Tool::Zabbix);
    // Trends have means of an hour.
    let value_of = |row: &Value| written(row.get("value").or_else(|| row.get("value_avg")));
    for row in rows {
        let name = text(row, "name").map_or_else(
            || format!("item {}", written(row.get("itemid"))),
            str::to_owned,
        );
        row.get("itemid")?;
        let place = u64::try_from(sheet.times.len()).ok()?.saturating_add(1);
        let index = sheet.time(place, written(row.get("clock")));
        sheet.series(&name).values.push((index, value_of(row)));
    }
    Some(sheet)
}

/// `historicdata.json` of PRTG: bytes a second.
fn prtg(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::Prtg);
    for row in list(document, "histdata")? {
        let time = text(row, "datetime")?;
        for (name, value) in row.as_object()? {
            let is_speed = name.to_lowercase().contains("speed");
            if is_speed && way_of(name).is_some() {
                add(
                    &mut sheet,
                    name,
                    time.to_owned(),
                    written(Some(value)),
                    BYTE_RATE,
                );
            }
        }
    }
    Some(sheet)
}

/// `sadf -j`: kB of 1,024 bytes a second.
fn sysstat(document: &Value) -> Option<Sheet> {
    let hosts = list(document.get("sysstat")?, "hosts")?;
    let mut sheet = of(Tool::Sysstat);
    sheet.is_end = true;
    for row in hosts
        .iter()
        .filter_map(|host| list(host, "statistics"))
        .flatten()
    {
        let stamp = row.get("timestamp")?;
        let zone = if int(stamp, "utc") == Some(1) {
            "Z"
        } else {
            ""
        };
        let time = format!("{}T{}{zone}", text(stamp, "date")?, text(stamp, "time")?);
        let devices = row
            .get("network")
            .and_then(|network| list(network, "net-dev"));
        for device in devices.into_iter().flatten() {
            let name = text(device, "iface")?;
            for key in ["rxkB", "txkB"].iter().filter(|_| name != "lo") {
                add(
                    &mut sheet,
                    &format!("{name} {key}"),
                    time.clone(),
                    written(device.get(*key)),
                    KIBIBYTE_RATE,
                );
            }
        }
    }
    Some(sheet)
}
