//! The monitors of clouds.

use netprice::value::decimal::over;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::number;
use crate::traffic::direction::Way;
use crate::traffic::json::{KILOBITS_OF_INTERVAL, MEGABITS, add, list, of, text, written};
use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::unit::{BIT_RATE, BYTE_RATE, BYTES, Said, Unit, unit_in};

/// `aws cloudwatch get-metric-statistics`: the sum of bytes of a period. A mean of bytes is that of the samples within a period,
/// whose number is not stated, so that its unit is asked for.
pub(super) fn metric_statistics(document: &Value) -> Option<Sheet> {
    let label = text(document, "Label")?;
    let mut sheet = of(Tool::CloudWatch);
    for point in list(document, "Datapoints")? {
        let unit = text(point, "Unit").map(unit_in);
        let is_rate = matches!(unit, Some(Said::Unit(unit)) if unit.is_rate);
        let time = text(point, "Timestamp")?.to_owned();
        match (point.get("Sum"), point.get("Average")) {
            (Some(sum), _) if !is_rate => add(&mut sheet, label, time, written(Some(sum)), BYTES),
            (_, Some(mean)) if is_rate => {
                add(&mut sheet, label, time, written(Some(mean)), BYTE_RATE);
            }
            (_, mean) => {
                let name = format!("{label} Average");
                add(&mut sheet, &name, time, written(mean), BYTES);
                sheet.series(&name).unit = None;
            }
        }
    }
    Some(sheet)
}

/// `aws cloudwatch get-metric-data`: sums of bytes.
pub(super) fn metric_data(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::CloudWatch);
    for result in list(document, "MetricDataResults")? {
        let label = text(result, "Label").or_else(|| text(result, "Id"))?;
        let (times, values) = (list(result, "Timestamps")?, list(result, "Values")?);
        for (time, value) in times.iter().zip(values) {
            add(
                &mut sheet,
                label,
                written(Some(time)),
                written(Some(value)),
                BYTES,
            );
        }
    }
    Some(sheet)
}

/// `DescribeMetricList` of Alibaba Cloud Monitor: the data are JSON in a text, in bit/s.
pub(super) fn alibaba(document: &Value) -> Option<Sheet> {
    let inner = text(document, "Datapoints")?;
    let points: Value = serde_json::from_str(inner).ok()?;
    let mut sheet = of(Tool::Alibaba);
    let name = text(document, "MetricName").unwrap_or("Average");
    for point in points.as_array()? {
        let value = point.get("Average").or_else(|| point.get("Value"))?;
        add(
            &mut sheet,
            name,
            written(point.get("timestamp")),
            written(Some(value)),
            BIT_RATE,
        );
    }
    Some(sheet)
}

/// `DescribeDomainBpsData` of Alibaba Cloud CDN: bit/s to users.
pub(super) fn alibaba_cdn(document: &Value) -> Option<Sheet> {
    let modules = list(document.get("BpsDataPerInterval")?, "DataModule")?;
    let mut sheet = of(Tool::Alibaba);
    for point in modules {
        add(
            &mut sheet,
            "Value",
            text(point, "TimeStamp")?.to_owned(),
            written(point.get("Value")),
            BIT_RATE,
        );
        sheet.series("Value").way = Some(Way::Out);
    }
    Some(sheet)
}

/// `GetMonitorData` of Tencent Cloud Monitor: Mbps. The accumulated traffic (`AccOuttraffic`) is a sum in MB, and whether these have
/// 1,000,000 or 1,048,576 bytes is not stated, so that its unit is asked for.
pub(super) fn tencent(document: &Value) -> Option<Sheet> {
    let response = document.get("Response").unwrap_or(document);
    let metric = text(response, "MetricName")?;
    let is_sum = metric.starts_with("Acc");
    let mut sheet = of(Tool::Tencent);
    for (index, point) in list(response, "DataPoints")?.iter().enumerate() {
        let name = if index == 0 {
            metric.to_owned()
        } else {
            format!("{metric} {}", index.saturating_add(1))
        };
        let (times, values) = (list(point, "Timestamps")?, list(point, "Values")?);
        for (time, value) in times.iter().zip(values) {
            let value = written(Some(value));
            add(&mut sheet, &name, written(Some(time)), value, MEGABITS);
            if is_sum {
                sheet.series(&name).unit = None;
            }
        }
    }
    Some(sheet)
}

/// `DescribeCdnData` of Tencent Cloud CDN, to users: bit/s, or bytes of the interval, on the clock of China.
pub(super) fn tencent_cdn(document: &Value) -> Option<Sheet> {
    let response = document.get("Response").unwrap_or(document);
    let mut sheet = of(Tool::Tencent);
    sheet.offset = Some(8 * 3_600);
    for resource in list(response, "Data")? {
        let name = text(resource, "Resource").unwrap_or_default();
        for data in list(resource, "CdnData")? {
            let metric = text(data, "Metric")?;
            let unit = match metric {
                "bandwidth" => BIT_RATE,
                "flux" => BYTES,
                _ => continue,
            };
            let name = format!("{name} {metric}");
            for point in list(data, "DetailData")? {
                let time = text(point, "Time")?.to_owned();
                add(&mut sheet, &name, time, written(point.get("Value")), unit);
                sheet.series(&name).way = Some(Way::Out);
            }
        }
    }
    Some(sheet)
}

/// Huawei Cloud Eye: a metric, or several, with the unit beside each point. Bytes of `up_stream` and `down_stream` are those of a
/// minute, whatever the period that they are the mean of.
pub(super) fn huawei(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::Huawei);
    let one = [document.clone()];
    let metrics = list(document, "metrics").map_or(one.as_slice(), Vec::as_slice);
    for metric in metrics {
        let name = text(metric, "metric_name")?;
        for point in list(metric, "datapoints")? {
            let unit = text(point, "unit").or_else(|| text(metric, "unit"));
            let unit = match unit.map(unit_in) {
                Some(Said::Unit(unit)) => unit,
                Some(Said::Unclear(_) | Said::Nothing) | None => BIT_RATE,
            };
            let (time, value) = (point.get("timestamp"), point.get("average"));
            let value = if unit.is_rate {
                written(value)
            } else {
                of_a_minute(&written(value))?
            };
            let unit = Unit {
                is_rate: true,
                ..unit
            };
            add(&mut sheet, name, written(time), value, unit);
        }
    }
    Some(sheet)
}

/// The bytes of a second of those of a minute, rounded half-even to 12 decimals.
fn of_a_minute(value: &str) -> Option<String> {
    if value.is_empty() {
        return Some(String::new());
    }
    let value = number::parse(value, None)?;
    Some(over(value, Decimal::from(60)).ok()?.to_string())
}

/// `az monitor metrics list`: the total bytes of an interval, or a mean rate, whose unit stands beside it or in its name.
pub(super) fn azure(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::Azure);
    for metric in list(document, "value")? {
        let name = text(metric.get("name")?, "value")?;
        let rate = match text(metric, "unit") {
            Some("BytesPerSecond") => Some(BYTE_RATE),
            Some("BitsPerSecond") => Some(BIT_RATE),
            _ if name.starts_with("Bits") && name.ends_with("PerSecond") => Some(BIT_RATE),
            _ => None,
        };
        let (key, unit) = rate.map_or(("total", BYTES), |unit| ("average", unit));
        for series in list(metric, "timeseries")? {
            for point in list(series, "data")? {
                let time = text(point, "timeStamp")?.to_owned();
                add(&mut sheet, name, time, written(point.get(key)), unit);
            }
        }
    }
    Some(sheet)
}

/// `timeSeries.list` of Google Cloud Monitoring: bytes of an interval, or bytes a second where they are aligned to a rate; the time of
/// a rate is the end of its interval. Clients print the list alone, too.
pub(super) fn google(document: &Value) -> Option<Sheet> {
    let all = list(document, "timeSeries").or_else(|| document.as_array())?;
    let mut sheet = of(Tool::Google);
    for series in all {
        let name = text(series.get("metric")?, "type")?;
        let is_delta = text(series, "metricKind") == Some("DELTA");
        sheet.is_end = !is_delta;
        for point in list(series, "points")? {
            let interval = point.get("interval")?;
            let time = text(interval, "startTime")
                .filter(|_| is_delta)
                .or_else(|| text(interval, "endTime"))?;
            let unit = if is_delta { BYTES } else { BYTE_RATE };
            let value = google_value(point.get("value")?);
            add(&mut sheet, name, time.to_owned(), value, unit);
        }
    }
    Some(sheet)
}

fn google_value(value: &Value) -> String {
    written(value.get("int64Value").or_else(|| value.get("doubleValue")))
}

/// `timeSeries.query` of Google Cloud Monitoring: the unit of a value stands in its descriptor.
pub(super) fn google_query(document: &Value) -> Option<Sheet> {
    let descriptors = list(document.get("timeSeriesDescriptor")?, "pointDescriptors")?;
    let mut sheet = of(Tool::Google);
    for series in list(document, "timeSeriesData")? {
        for point in list(series, "pointData")? {
            let interval = point.get("timeInterval")?;
            for (descriptor, value) in descriptors.iter().zip(list(point, "values")?) {
                let name = text(descriptor, "key")?;
                let is_rate = text(descriptor, "unit")?.ends_with("/s");
                sheet.is_end = is_rate;
                let key = if is_rate { "endTime" } else { "startTime" };
                let unit = if is_rate { BYTE_RATE } else { BYTES };
                let time = text(interval, key)?.to_owned();
                add(&mut sheet, name, time, google_value(value), unit);
            }
        }
    }
    Some(sheet)
}

/// `DescribeEipMonitorData` of Alibaba Cloud: bytes of the period.
pub(super) fn alibaba_eip(document: &Value) -> Option<Sheet> {
    let points = list(document.get("EipMonitorDatas")?, "EipMonitorData")?;
    let columns = [("EipRX", "EipRX"), ("EipTX", "EipTX")];
    alibaba_points(points, columns, BYTES)
}

/// `DescribeInstanceMonitorData` of Alibaba Cloud: kilobits of the period, those of the internet.
pub(super) fn alibaba_ecs(document: &Value) -> Option<Sheet> {
    let points = list(document.get("MonitorData")?, "InstanceMonitorData")?;
    let columns = [("InternetRX", "Internet RX"), ("InternetTX", "Internet TX")];
    alibaba_points(points, columns, KILOBITS_OF_INTERVAL)
}

fn alibaba_points(points: &[Value], columns: [(&str, &str); 2], unit: Unit) -> Option<Sheet> {
    let mut sheet = of(Tool::Alibaba);
    for point in points {
        let time = text(point, "TimeStamp")?;
        for (way, (key, name)) in [Way::In, Way::Out].into_iter().zip(columns) {
            add(
                &mut sheet,
                name,
                time.to_owned(),
                written(point.get(key)),
                unit,
            );
            sheet.series(name).way = Some(way);
        }
    }
    Some(sheet)
}

/// The points of Baidu Cloud Monitor, of a metric or of several; their unit is not stated.
pub(super) fn baidu(document: &Value) -> Option<Sheet> {
    let mut sheet = of(Tool::Baidu);
    let one = [document.clone()];
    let metrics = list(document, "metrics").map_or(one.as_slice(), Vec::as_slice);
    for metric in metrics {
        let name = text(metric, "metricName").or_else(|| text(metric, "metric_name"));
        let name = name.unwrap_or("average");
        let points = list(metric, "dataPoints").or_else(|| list(metric, "data_points"))?;
        for point in points {
            let time = text(point, "timestamp")?.to_owned();
            add(
                &mut sheet,
                name,
                time,
                written(point.get("average")),
                BIT_RATE,
            );
            sheet.series(name).unit = None;
        }
    }
    Some(sheet)
}
