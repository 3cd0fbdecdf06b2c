//! What was read of a file, and what was assumed.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::problem::Located;

/// The program or service whose export a file is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// A table of no particular program.
    #[default]
    Table,
    /// The CSV export of a graph of Cacti.
    Cacti,
    /// `rrdtool fetch`.
    RrdFetch,
    /// `rrdtool xport`.
    RrdXport,
    /// `rrdtool dump`.
    RrdDump,
    /// Bill data of LibreNMS or Observium.
    LibreNms,
    /// Historic data of PRTG.
    Prtg,
    /// The history of Zabbix.
    Zabbix,
    /// A panel of Grafana.
    Grafana,
    /// Amazon CloudWatch.
    CloudWatch,
    /// `vnstat --json`.
    VnStat,
    /// netdata.
    Netdata,
    /// A range query of Prometheus.
    Prometheus,
    /// The annotated CSV of InfluxDB.
    Influx,
    /// Alibaba Cloud Monitor and CDN.
    Alibaba,
    /// Tencent Cloud Monitor.
    Tencent,
    /// Huawei Cloud Eye.
    Huawei,
    /// Azure Monitor.
    Azure,
    /// Google Cloud Monitoring.
    Google,
    /// The log of MRTG.
    Mrtg,
    /// sysstat: sar and sadf.
    Sysstat,
    /// The performance monitor of Windows.
    Perfmon,
    /// dstat and dool.
    Dstat,
    /// Graphite.
    Graphite,
    /// collectd.
    Collectd,
    /// Telegraf.
    Telegraf,
    /// ntopng.
    Ntopng,
    /// Baidu AI Cloud.
    Baidu,
}

impl Tool {
    /// The name of the program.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "a table",
            Self::Cacti => "Cacti",
            Self::RrdFetch => "rrdtool fetch",
            Self::RrdXport => "rrdtool xport",
            Self::RrdDump => "rrdtool dump",
            Self::LibreNms => "LibreNMS",
            Self::Prtg => "PRTG",
            Self::Zabbix => "Zabbix",
            Self::Grafana => "Grafana",
            Self::CloudWatch => "Amazon CloudWatch",
            Self::VnStat => "vnStat",
            Self::Netdata => "netdata",
            Self::Prometheus => "Prometheus",
            Self::Influx => "InfluxDB",
            Self::Alibaba => "Alibaba Cloud",
            Self::Tencent => "Tencent Cloud",
            Self::Huawei => "Huawei Cloud",
            Self::Azure => "Azure Monitor",
            Self::Google => "Google Cloud Monitoring",
            Self::Mrtg => "MRTG",
            Self::Sysstat => "sysstat",
            Self::Perfmon => "Windows Performance Monitor",
            Self::Dstat => "dstat",
            Self::Graphite => "Graphite",
            Self::Collectd => "collectd",
            Self::Telegraf => "Telegraf",
            Self::Ntopng => "ntopng",
            Self::Baidu => "Baidu AI Cloud",
        }
    }
}

/// Something that a file does not state and that was taken as usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Assumed {
    /// The numbers without a unit are Mbps.
    Mbps {
        /// The series.
        series: String,
    },
    /// The unit is the one that the program uses.
    UnitOf {
        /// The program.
        tool: Tool,
    },
    /// The only series is outbound.
    Outbound {
        /// The series.
        series: String,
    },
    /// Numbers below zero are the other direction of a mirrored graph.
    Mirrored {
        /// The series.
        series: String,
    },
    /// The numbers are the traffic of an interval each.
    PerInterval {
        /// The series.
        series: String,
        /// The minutes of an interval.
        minutes: i64,
    },
    /// The numbers are a counter; where it fell, it started again from zero.
    Counter {
        /// The series.
        series: String,
        /// The number of restarts.
        restarts: usize,
    },
    /// A time is the end of its interval.
    EndOfInterval,
    /// Times without a zone are on the clock of the bill.
    ClockOfBill,
    /// The ports of a direction were added.
    Added {
        /// The series.
        series: Vec<String>,
    },
    /// Rows of totals after the table were left out.
    TotalsLeftOut {
        /// The number of rows.
        rows: usize,
    },
    /// Rows without a number inbound count as no traffic inbound.
    NoInbound {
        /// The number of rows.
        rows: usize,
    },
    /// Some intervals lack the number of a port; the others were added.
    PartOfPorts {
        /// The number of intervals.
        intervals: usize,
    },
    /// Several rows of an interval were averaged.
    Averaged {
        /// The minutes of an interval.
        minutes: i64,
    },
}

impl fmt::Display for Assumed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mbps { series } => write!(
                f,
                "'{series}' states no unit; its numbers were read as Mbps"
            ),
            Self::UnitOf { tool } => write!(f, "the unit is the one that {} uses", tool.name()),
            Self::Outbound { series } => {
                write!(f, "'{series}' states no direction; it was read as outbound")
            }
            Self::Mirrored { series } => write!(
                f,
                "'{series}' is below zero, as in a mirrored graph; its sign was left out"
            ),
            Self::PerInterval { series, minutes } => {
                write!(f, "'{series}' is the traffic of {minutes} minutes each")
            }
            Self::Counter { series, restarts } => {
                write!(
                    f,
                    "'{series}' is a counter; it fell, and so started again from zero, {restarts} times"
                )
            }
            Self::EndOfInterval => f.write_str("a time is the end of its interval"),
            Self::ClockOfBill => f.write_str("times without a zone are on the clock of the bill"),
            Self::Added { series } => {
                write!(f, "{} were added, interval by interval", series.join(", "))
            }
            Self::TotalsLeftOut { rows } => {
                write!(f, "{rows} rows of totals after the table were left out")
            }
            Self::NoInbound { rows } => {
                write!(f, "{rows} rows have no inbound number; none was counted")
            }
            Self::PartOfPorts { intervals } => write!(
                f,
                "{intervals} intervals lack the number of a port; the others were added"
            ),
            Self::Averaged { minutes } => {
                write!(f, "the rows of each {minutes} minutes were averaged")
            }
        }
    }
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrafficReport {
    /// The program whose export the file is.
    pub tool: Tool,
    /// The rows with a time.
    pub rows: usize,
    /// The rows whose numbers are in the samples.
    pub taken: usize,
    /// The rows whose numbers are missing.
    pub blank: usize,
    /// The samples that no row or only blank rows cover.
    pub missing: usize,
    /// The rows that were refused.
    pub refused: Vec<Located>,
    /// What was assumed.
    pub assumed: Vec<Assumed>,
    /// The series that count as inbound.
    pub inbound: Vec<String>,
    /// The series that count as outbound.
    pub outbound: Vec<String>,
    /// The columns that were not used.
    pub unused: Vec<String>,
}

/// The counts, the columns and what was assumed, a line each; the refused rows are problems of their own.
impl fmt::Display for TrafficReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, taken, blank) = (self.rows, self.taken, self.blank);
        writeln!(
            f,
            "{}: {rows} rows, {taken} taken, {blank} blank, {} refused",
            self.tool.name(),
            self.refused.len()
        )?;
        let of = |names: &[String]| {
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(" + ")
            }
        };
        writeln!(
            f,
            "inbound: {}; outbound: {}",
            of(&self.inbound),
            of(&self.outbound)
        )?;
        if !self.unused.is_empty() {
            writeln!(f, "not used: {}", self.unused.join(", "))?;
        }
        self.assumed
            .iter()
            .try_for_each(|assumed| writeln!(f, "assumed: {assumed}"))
    }
}
