//! Stores of metrics: Graphite, InfluxDB, Grafana, ntopng, and the JSON lines of Telegraf and VictoriaMetrics.

use serde_json::Value;

use crate::traffic::json::{add, int, list, of, text, written};
use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::unit::{BIT_RATE, BYTE_RATE, BYTES, Kind, Unit};

/// Adds a value whose unit is not stated.
fn add_open(sheet: &mut Sheet, name: &str, time: String, value: String) {
    add(sheet, name, time, value, BIT_RATE);
    sheet.series(name).unit = None;
}

/// `format=json` of Graphite: pairs of a value and a time by target.
pub(super) fn graphite(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::Graphite);
    for series in document.as_array()? {
        let target = text(series, "target")?;
        for point in list(series, "datapoints")? {
            let point = point.as_array()?;
            let (value, time) = (written(point.first()), written(point.get(1)));
            add_open(&mut sheet, target, time, value);
        }
    }
    Some(sheet)
}

/// `/query` of InfluxDB 1: columns of which the first is the time.
pub(super) fn influx(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::Influx);
    for result in list(document, "results")? {
        for series in list(result, "series")? {
            let columns = list(series, "columns")?;
            let tags = series.get("tags").and_then(Value::as_object);
            let tags = tags.map(|tags| tags.values().filter_map(Value::as_str).collect::<Vec<_>>());
            let tags = tags.unwrap_or_default().join(" ");
            for row in list(series, "values")? {
                let row = row.as_array()?;
                for (column, value) in columns.iter().zip(row).skip(1) {
                    let name = format!("{tags} {}", column.as_str()?);
                    let time = written(row.first());
                    add_open(&mut sheet, name.trim(), time, written(Some(value)));
                }
            }
        }
    }
    Some(sheet)
}

/// The unit of a field of Grafana by its id.
fn grafana_unit(id: &str) -> Option<Unit> {
    let rate = |bits| {
        Some(Unit {
            bits,
            is_rate: true,
        })
    };
    match id {
        "bps" => rate(1),
        "Bps" | "binBps" => rate(8),
        "Kbits" => rate(1_000),
        "Mbits" => rate(1_000_000),
        "Gbits" => rate(1_000_000_000),
        "KBs" => rate(8_000),
        "MBs" => rate(8_000_000),
        "GBs" => rate(8_000_000_000),
        "KiBs" => rate(8_192),
        "MiBs" => rate(8_388_608),
        _ => None,
    }
}

/// The data frames of Grafana: a field of times, and fields of numbers with their units.
pub(super) fn grafana(document: &Value) -> Option<Sheet> {
    let results = document.get("results")?.as_object()?;
    let frames = results.values().filter_map(|result| list(result, "frames"));
    let mut sheet = of(Tool::Grafana);
    for frame in frames.flatten() {
        let fields = list(frame.get("schema")?, "fields")?;
        let columns = list(frame.get("data")?, "values")?;
        let is_time = |field: &Value| text(field, "type") == Some("time");
        let place = fields.iter().position(is_time)?;
        let times = columns.get(place)?.as_array()?;
        for (field, values) in fields
            .iter()
            .zip(columns)
            .filter(|(field, _)| !is_time(field))
        {
            let config = field.get("config");
            let shown = |key| config.and_then(|config| text(config, key));
            let labels = field.get("labels").and_then(Value::as_object);
            let labels =
                labels.map(|all| all.values().filter_map(Value::as_str).collect::<Vec<_>>());
            let plain = format!(
                "{} {}",
                labels.unwrap_or_default().join(" "),
                text(field, "name")?
            );
            let name = shown("displayNameFromDS").or_else(|| shown("displayName"));
            let name = name.map_or(plain, str::to_owned);
            let unit = shown("unit").and_then(grafana_unit);
            for (time, value) in times.iter().zip(values.as_array()?) {
                add_open(
                    &mut sheet,
                    name.trim(),
                    written(Some(time)),
                    written(Some(value)),
                );
                sheet.series(name.trim()).unit = unit;
            }
        }
    }
    Some(sheet)
}

/// The time series of ntopng: bytes a second by their times.
pub(super) fn ntopng(document: &Value) -> Option<Sheet> {
    let step = int(document, "step")?;
    let mut sheet = of(Tool::Ntopng);
    sheet.interval = Some(step);
    for series in list(document, "series")? {
        let label = text(series, "label")?;
        for (time, value) in series.get("data")?.as_object()? {
            if label.starts_with("bytes") {
                add(
                    &mut sheet,
                    label,
                    time.clone(),
                    written(Some(value)),
                    BYTE_RATE,
                );
            }
        }
    }
    Some(sheet)
}

/// A line of Telegraf: the counters of an interface. Lines of other measurements have none.
pub(super) fn telegraf(line: &Value, sheet: &mut Sheet) -> Option<()> {
    let (fields, tags) = (line.get("fields")?, line.get("tags")?);
    let time = written(line.get("timestamp"));
    sheet.tool = Tool::Telegraf;
    let interface = text(tags, "interface").unwrap_or_default();
    for key in ["bytes_recv", "bytes_sent"] {
        if let Some(value) = fields.get(key) {
            let name = format!("{interface} {key}");
            add(sheet, &name, time.clone(), written(Some(value)), BYTES);
            sheet.series(&name).kind = Some(Kind::Counter);
        }
    }
    Some(())
}

/// A line of the export of VictoriaMetrics: values and their times in milliseconds, as Prometheus names them.
pub(super) fn victoria(line: &Value, sheet: &mut Sheet) -> Option<()> {
    let labels = line.get("metric")?.as_object()?;
    let name: Vec<&str> = labels.values().filter_map(Value::as_str).collect();
    let name = name.join(" ");
    let metric = labels
        .get("__name__")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let is_counter = metric.ends_with("_total");
    (sheet.tool, sheet.is_end) = (Tool::Prometheus, true);
    for (time, value) in list(line, "timestamps")?.iter().zip(list(line, "values")?) {
        add_open(sheet, &name, written(Some(time)), written(Some(value)));
    }
    let series = sheet.series(&name);
    series.kind = is_counter.then_some(Kind::Counter);
    series.unit = is_counter.then_some(BYTES);
    Some(())
}
