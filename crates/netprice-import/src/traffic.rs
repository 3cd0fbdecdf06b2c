//! Traffic of monitoring tools: from a file to samples at even intervals.
//!
//! | step | file | what it does |
//! |---|---|---|
//! | recognise | `layout` (tables), `text` (other lines), `json`, `xml` | finds times and series, and the program that wrote the file |
//! | plan | `plan` | decides for each series its direction, its unit and what it counts |
//! | convert | `convert` | reads times and numbers |
//! | place | `slots` | puts readings on even intervals and adds the series of a direction |

mod clock;
mod convert;
mod direction;
mod hints;
mod json;
mod layout;
mod plan;
mod report;
mod sheet;
mod slots;
mod stamp;
mod text;
mod unit;
mod xml;

use netprice::bandwidth::samples::Zone;
use netprice::value::limits::SAMPLES;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;

pub use crate::number::Comma;
pub use crate::traffic::hints::{ImportedTraffic, TrafficHints};
pub use crate::traffic::report::{Assumed, Tool, TrafficReport};
pub use crate::traffic::stamp::DateOrder;
pub use crate::traffic::unit::Kind;

use crate::problem::{ImportProblem, Problems, start, unknown_traffic};
use crate::table::{Row, Rows};
use crate::traffic::convert::Converting;
use crate::traffic::plan::Plan;
use crate::traffic::sheet::Sheet;

/// Reads a file of traffic.
///
/// - **Forms**: tables separated by commas, semicolons, tabs, bars or spaces, with or without names, title lines, comments
///   and totals; the JSON of vnStat, Prometheus, netdata, rrdtool, LibreNMS, Zabbix, PRTG, sysstat, Grafana, Graphite, InfluxDB,
///   Telegraf, ntopng and of the monitors of AWS, Azure, Google, Alibaba, Tencent, Huawei and Baidu Cloud; the XML of rrdtool,
///   PRTG, sysstat and vnStat; the texts of sar, sadf, vnStat, dstat, collectd, Graphite, Zabbix and MRTG.
/// - **Direction**: by the names of columns (`in`, `rx`, `Inbound`, 流入, 下行; `out`, `tx`, `Outbound`, 流出, 上行); several of
///   a direction are added. A single column without a direction is outbound.
/// - **Unit**: in the names, in the cells or in a title line; capital letters count (`MB/s` is eight times `Mb/s`). Bytes or
///   bits without a second are the traffic of an interval, and counters are subtracted; one that falls has started again.
/// - **Times**: ISO 8601, seconds since 1970, dates of many countries, spans; ascending or descending, some seconds early or
///   late. Those without a zone are on the clock of `zone`, or of the hint.
/// - **Interval**: the most frequent difference of neighbouring times.
/// - **Missing**: empty cells, `NaN`, `U`, `null`, `-`.
///
/// Rates are rounded half-even to a millionth of a bit a second. A row that cannot be read is in the report, and the others
/// are read. The cost grows with the rows times the logarithm of their number.
///
/// # Errors
/// What the file leaves open and would change the bill: [`ImportProblem::UnitNotStated`], [`ImportProblem::WhichColumns`],
/// [`ImportProblem::UnclearDates`], [`ImportProblem::UnclearComma`], [`ImportProblem::TimeGoesBack`]. Files without times or
/// numbers, and wrong hints.
///
/// ```
/// use netprice_import::ImportProblem;
/// use netprice_import::traffic::{TrafficHints, read};
/// use netprice::bandwidth::samples::Zone;
/// let of = |text: &str| read(text, &TrafficHints::default(), Zone(480));
/// // Bytes since the last poll, and its seconds: 68,282 × 8 ÷ 301 bit/s.
/// let bill = of("bill_id,timestamp,period,delta,in_delta,out_delta\n2,2022-04-23 13:05:03,301,108497,40215,68282\n").unwrap();
/// assert_eq!(bill.samples.values[0].unwrap().outbound, 1_814_803_987);
/// let unclear = of("time,OUT_MBPS\n2026-11-01 00:00,10\n").unwrap_err();
/// assert!(matches!(unclear.first().problem, ImportProblem::UnclearUnit { .. }));
/// ```
pub fn read(text: &str, hints: &TrafficHints, zone: Zone) -> Result<ImportedTraffic, Problems> {
    const ALL: usize = usize::MAX;
    let mut reading = TrafficReading::new(text, hints.clone(), zone)?;
    loop {
        if let Some(read) = reading.advance(ALL)? {
            return Ok(read);
        }
    }
}

/// A file that is being read part by part.
pub struct TrafficReading {
    hints: TrafficHints,
    zone: Zone,
    part: Stage,
}

enum Stage {
    Rows(Box<Rows>, Vec<Row>),
    Converting(Box<Converting>),
}

impl TrafficReading {
    /// Begins to read a file; JSON is parsed at once.
    ///
    /// # Errors
    /// Those of JSON, and [`ValueProblem::Empty`] at `rows` for a text without any.
    pub fn new(text: &str, hints: TrafficHints, zone: Zone) -> Result<Self, Problems> {
        let content = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
        if content.is_empty() {
            return Err(ImportProblem::from(ValueProblem::Empty).at("rows").into());
        }
        let part = if content.starts_with(['{', '[']) {
            Stage::Converting(Box::new(converting(json::sheet(content)?, &hints, zone)?))
        } else if let Some(sheet) = text::sheet(text)? {
            Stage::Converting(Box::new(converting(sheet, &hints, zone)?))
        } else if content.starts_with('<') {
            Stage::Converting(Box::new(converting(xml::sheet(content)?, &hints, zone)?))
        } else if content.contains('\0') {
            let value = start(content);
            return Err(unknown_traffic(value).at(Path::line(1)).into());
        } else {
            Stage::Rows(Box::new(Rows::new(text)), Vec::new())
        };
        Ok(Self { hints, zone, part })
    }

    /// Reads about a number of rows; the samples come with the last.
    ///
    /// # Errors
    /// Those of [`read`].
    pub fn advance(&mut self, rows: usize) -> Result<Option<ImportedTraffic>, Problems> {
        match &mut self.part {
            Stage::Rows(reader, read) => {
                let has_more = reader.read(rows, read)?;
                if read.len() > SAMPLES {
                    let (value, limit) = (read.len().to_string(), SAMPLES.to_string());
                    return Err(
                        ImportProblem::from(ValueProblem::AboveLimit { value, limit })
                            .at("rows")
                            .into(),
                    );
                }
                if !has_more {
                    let sheet = layout::sheet(std::mem::take(read))?;
                    self.part =
                        Stage::Converting(Box::new(converting(sheet, &self.hints, self.zone)?));
                }
                Ok(None)
            }
            Stage::Converting(converting) => {
                if converting.advance(rows) {
                    return Ok(None);
                }
                Ok(Some(converting.finish()?))
            }
        }
    }

    /// The parts that are done and all parts; the reading of rows counts as the first half.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        match &self.part {
            Stage::Rows(rows, _) => {
                let (read, all) = rows.progress();
                (
                    read,
                    u64::try_from(all)
                        .unwrap_or(u64::MAX)
                        .saturating_mul(2)
                        .max(1),
                )
            }
            Stage::Converting(converting) => {
                let (done, all) = converting.progress();
                (all.saturating_add(done), all.saturating_mul(2).max(1))
            }
        }
    }
}

fn converting(sheet: Sheet, hints: &TrafficHints, zone: Zone) -> Result<Converting, Problems> {
    let plan = Plan::of(&sheet, hints)?;
    Ok(Converting::new(sheet, plan, hints, zone)?)
}
