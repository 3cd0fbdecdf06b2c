//! Price lists of clouds, in their own formats.
//!
//! | format | file |
//! |---|---|
//! | AWS Price List bulk JSON, read as it comes | `aws` |
//! | AWS Price List CSV, price sheets of Azure agreements, pricing table of Google Cloud, OpenCost | `tables` |
//! | Azure Retail Prices, Google Cloud catalogue, Oracle list, Alibaba hourly prices as JSON | `json` |
//! | Answers of the price queries of Alibaba, Tencent, Huawei, Baidu and Tianyi Cloud, with their requests | `query` |

mod aws;
mod book;
mod json;
mod query;
mod tables;

pub use self::book::ListedBook;

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use netprice::value::path::Path;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{ImportProblem, Located, Problems, start, unknown_list};

/// The most refused rows that are kept; the others are counted.
const REFUSED: usize = 1_000;

/// The format of a price list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceListFormat {
    /// The AWS Price List, bulk JSON.
    AwsJson,
    /// The AWS Price List, CSV.
    AwsCsv,
    /// Azure Retail Prices, JSON.
    AzureRetail,
    /// The price sheet of an Azure agreement, CSV.
    AzureSheet,
    /// The catalogue of Google Cloud Billing, JSON.
    GoogleCatalog,
    /// The pricing table of the console of Google Cloud, CSV.
    GoogleTable,
    /// Hourly prices of Alibaba Cloud by region and type, JSON.
    AlibabaHourly,
    /// The price list of Oracle Cloud, JSON.
    Oracle,
    /// Custom prices of OpenCost, CSV.
    OpenCost,
    /// Answers of a price query of Alibaba Cloud with their requests, JSON.
    AlibabaQuery,
    /// The same of Tencent Cloud.
    TencentQuery,
    /// The same of Huawei Cloud.
    HuaweiQuery,
    /// The same of Baidu AI Cloud.
    BaiduQuery,
    /// The same of Tianyi Cloud.
    TianyiQuery,
}

impl PriceListFormat {
    /// The name of the format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AwsJson => "AWS Price List (JSON)",
            Self::AwsCsv => "AWS Price List (CSV)",
            Self::AzureRetail => "Azure Retail Prices",
            Self::AzureSheet => "Azure price sheet",
            Self::GoogleCatalog => "Google Cloud catalogue",
            Self::GoogleTable => "Google Cloud pricing table",
            Self::AlibabaHourly => "Alibaba Cloud hourly prices",
            Self::Oracle => "Oracle Cloud price list",
            Self::OpenCost => "OpenCost custom prices",
            Self::AlibabaQuery => "Alibaba Cloud price query",
            Self::TencentQuery => "Tencent Cloud price query",
            Self::HuaweiQuery => "Huawei Cloud price query",
            Self::BaiduQuery => "Baidu AI Cloud price query",
            Self::TianyiQuery => "Tianyi Cloud price query",
        }
    }

    /// The provider, by its name in the catalogue; `own` for prices of any.
    #[must_use]
    pub fn provider(self) -> &'static str {
        match self {
            Self::AwsJson | Self::AwsCsv => "aws",
            Self::AzureRetail | Self::AzureSheet => "azure",
            Self::GoogleCatalog | Self::GoogleTable => "gcp",
            Self::AlibabaHourly | Self::AlibabaQuery => "alibaba",
            Self::Oracle => "oci",
            Self::OpenCost => "own",
            Self::TencentQuery => "tencent",
            Self::HuaweiQuery => "huawei",
            Self::BaiduQuery => "baidu",
            Self::TianyiQuery => "ctyun",
        }
    }
}

/// How what is priced is bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceKind {
    /// By use.
    #[default]
    OnDemand,
    /// For a term: the price is that of the whole term, whatever the unit says.
    Reserved,
    /// By use under a savings plan.
    SavingsPlan,
    /// By use, until the provider takes it back.
    Spot,
    /// By use, for development only.
    DevTest,
}

/// A price of a list, or one tier of it. Texts that many prices have in common are kept once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPrice {
    /// The SKU, as the list names it.
    pub sku: Arc<str>,
    /// The type of the machine, if it is one.
    pub instance: Arc<str>,
    /// What is priced, in words.
    pub item: Arc<str>,
    /// The service.
    pub service: Arc<str>,
    /// The region; empty if the price holds in all.
    pub region: Arc<str>,
    /// The unit in the notation of FOCUS; blocks such as `100 Hours` stay.
    pub unit: Arc<str>,
    /// How it is bought.
    pub kind: PriceKind,
    /// The term of a reservation, such as `1yr`.
    pub term: Arc<str>,
    /// The lower bound of the tier.
    #[serde(with = "crate::number::text")]
    pub from: Decimal,
    /// The price of a unit: that of the contract where the list has one.
    #[serde(with = "crate::number::text")]
    pub price: Decimal,
    /// The currency.
    pub currency: Arc<str>,
}

/// What was read of a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListReport {
    /// The format.
    pub format: PriceListFormat,
    /// The rows.
    pub rows: u64,
    /// The rows that are prices.
    pub taken: u64,
    /// The rows that were refused.
    pub refused_rows: u64,
    /// The first of them.
    pub refused: Vec<Located>,
}

/// A price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedPrices {
    /// The prices, in the order of the list.
    pub prices: Vec<ListPrice>,
    /// What was read, taken and refused.
    pub report: PriceListReport,
}

impl fmt::Display for PriceListReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, taken, refused) = (self.rows, self.taken, self.refused_rows);
        write!(
            f,
            "{}: {rows} rows, {taken} taken, {refused} refused",
            self.format.name()
        )
    }
}

impl ImportedPrices {
    fn of(format: PriceListFormat) -> Self {
        Self {
            prices: Vec::new(),
            report: PriceListReport {
                format,
                rows: 0,
                taken: 0,
                refused_rows: 0,
                refused: Vec::new(),
            },
        }
    }

    /// Adds what became of a row.
    fn add(&mut self, read: Result<ListPrice, Located>) {
        self.report.rows = self.report.rows.saturating_add(1);
        match read {
            Ok(price) => {
                self.report.taken = self.report.taken.saturating_add(1);
                self.prices.push(price);
            }
            Err(refused) => {
                self.report.refused_rows = self.report.refused_rows.saturating_add(1);
                if self.report.refused.len() < REFUSED {
                    self.report.refused.push(refused);
                }
            }
        }
    }
}

/// Reads a price list in UTF-8, by the format that its start shows.
///
/// A list of AWS is read as it comes, so that memory grows with its products and prices and not with the text. Reserved
/// prices keep their term and are never prices by the hour; prices of a contract replace list prices where a list has both.
///
/// # Errors
/// [`ImportProblem::UnknownFormat`] for a format that is not known, with its start; [`ImportProblem::Unreadable`]. A row that
/// cannot be read is in the report.
///
/// ```
/// use netprice_import::price_list::{PriceKind, read};
/// let sheet = "Price Sheet Report for billing period - 202304\n\n\
///     Meter ID,Meter name,Meter category,Meter region,Unit of measure,Part number,Unit price,Currency code,Price type\n\
///     d4,DC96as_v4,Virtual Machines,US East,10 Hours,AAF,105.05,USD,Consumption\n\
///     d4,DC96as_v4,Virtual Machines,US East,1 Hour,AAF,9000,USD,ReservedInstance\n";
/// let list = read(sheet.as_bytes()).unwrap();
/// assert_eq!((&*list.prices[0].unit, list.prices[0].price.to_string().as_str()), ("10 Hours", "105.05"));
/// assert_eq!(list.prices[1].kind, PriceKind::Reserved);
/// ```
pub fn read<R: Read>(source: R) -> Result<ImportedPrices, Problems> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let head = source
        .fill_buf()
        .map_err(|error| unreadable(&error.to_string()))?;
    let head =
        String::from_utf8_lossy(head.get(..head.len().min(4_096)).unwrap_or_default()).into_owned();
    let trimmed = head.trim_start_matches('\u{feff}').trim_start();
    if trimmed.starts_with(['{', '[']) {
        return if head.contains("\"offerCode\"") || head.contains("\"formatVersion\"") {
            aws::read(source)
        } else {
            json::read(source, trimmed)
        };
    }
    tables::read(source, trimmed)
}

fn unreadable(message: &str) -> Problems {
    let message = message.to_owned();
    ImportProblem::Unreadable { message }
        .at(Path::line(1))
        .into()
}

fn unknown(head: &str) -> Problems {
    unknown_list(start(head)).at(Path::line(1)).into()
}
