//! The words of a bill beside the offers.

use netprice_study::bill::{BillCategory, BillFormat};

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text of a bill.
#[derive(Clone, Copy, Debug)]
pub enum BillText<'a> {
    /// What the section does.
    Hint,
    /// The label of the file.
    File,
    /// The button that cancels the reading.
    Cancel,
    /// The button that removes the bill.
    Remove,
    /// The button that compares the usage of the bill.
    Take(usize),
    /// The rows that are read so far.
    Reading(&'a str),
    /// The number of rows by what became of them.
    Rows {
        /// The format.
        format: BillFormat,
        /// All rows.
        rows: &'a str,
        /// Those that are in the lines.
        taken: &'a str,
        /// Those that only sum up others.
        totals: &'a str,
        /// Those that cannot be read.
        refused: &'a str,
        /// The columns that are not used.
        unused: usize,
    },
    /// The place of a refused row.
    Row {
        /// Its number.
        row: &'a str,
        /// The column.
        column: &'a str,
    },
    /// The lines that no price list knows.
    NotMatched {
        /// Their number.
        count: usize,
        /// All lines of usage.
        of: usize,
    },
    /// The lines beyond those that the sheet holds.
    LeftOut {
        /// Their number.
        count: usize,
        /// Those that the sheet holds.
        most: usize,
    },
    /// What was paid in all.
    Paid {
        /// On the invoice.
        billed: &'a str,
        /// After commitments.
        effective: &'a str,
    },
    /// What an offer costs for the lines that it prices.
    At {
        /// The offer.
        name: &'a str,
        /// Its cost.
        cost: &'a str,
        /// The number of these lines.
        lines: usize,
        /// What was paid for them.
        billed: &'a str,
    },
    /// The column of the lines.
    Line,
    /// The column of the amounts on the invoice.
    Billed,
    /// The column of the costs after commitments.
    Effective,
    /// The category of a line that is no usage.
    Category(BillCategory),
    /// The mark of a line that is not matched.
    Unknown,
    /// The file is in Parquet.
    Parquet,
    /// The file is an Excel file or an archive.
    Archive,
    /// The browser could not read the file.
    Unreadable,
}

impl Words for BillText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Hint => "Drop a cost export: FOCUS 1.0 to 1.4, AWS CUR, Azure, Google Cloud, Alibaba, Tencent or Huawei Cloud (CSV, also .gz), or Infracost JSON. It stays in this browser, and no link contains it.".into(),
            Self::File => "Bill".into(),
            Self::Cancel => "Cancel".into(),
            Self::Remove => "Remove the bill".into(),
            Self::Take(lines) => format!("Compare its usage ({lines} lines) in place of the lines above"),
            Self::Reading(rows) => format!("Reading: {rows} rows"),
            Self::Rows { format, rows, taken, totals, refused, unused } => format!(
                "Read as {}: {rows} rows, {taken} taken, {totals} totals left out, {refused} refused; {unused} columns not used",
                format.name()
            ),
            Self::Row { row, column } => format!("row {row}, {column}"),
            Self::NotMatched { count, of } => format!(
                "{count} of {of} lines name no machine, disk, objects, traffic or SKU that a price list knows. They are missing at every offer."
            ),
            Self::LeftOut { count, most } => format!(
                "The sheet holds the {most} dearest lines; {count} cheaper lines are left out of the comparison."
            ),
            Self::Paid { billed, effective } => format!("Billed {billed}, effective {effective}."),
            Self::At { name, cost, lines, billed } => format!(
                "{name}: {cost} for {lines} lines, for which {billed} was billed."
            ),
            Self::Line => "Line".into(),
            Self::Billed => "Billed".into(),
            Self::Effective => "Effective".into(),
            Self::Category(category) => match category {
                BillCategory::Usage => "usage",
                BillCategory::Unused => "unused commitment",
                BillCategory::Purchase => "purchase",
                BillCategory::Tax => "tax",
                BillCategory::Credit => "credit",
                BillCategory::Adjustment => "adjustment",
            }
            .into(),
            Self::Unknown => "not matched".into(),
            Self::Parquet => "This is a Parquet file, which the command reads: netprice import bill FILE. The page reads CSV.".into(),
            Self::Archive => "This is an Excel file or a ZIP archive. Save it as CSV, or unpack it.".into(),
            Self::Unreadable => "The browser could not read the file to its end.".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Hint => "拖入账单文件：FOCUS 1.0 至 1.4、AWS CUR、Azure、Google Cloud、阿里云、腾讯云、华为云的 CSV（可为 .gz），或 Infracost 的 JSON。文件只在本浏览器内读取，链接中不包含账单。".into(),
            Self::File => "账单".into(),
            Self::Cancel => "取消".into(),
            Self::Remove => "移除账单".into(),
            Self::Take(lines) => format!("用账单的用量（{lines} 行）替换上方各行并对比"),
            Self::Reading(rows) => format!("正在读取：{rows} 行"),
            Self::Rows { format, rows, taken, totals, refused, unused } => format!(
                "按 {} 读取：共 {rows} 行，采用 {taken} 行，略去合计 {totals} 行，无法读取 {refused} 行；{unused} 列未使用",
                verbatim(format.name())
            ),
            Self::Row { row, column } => format!("第 {row} 行，{column}"),
            Self::NotMatched { count, of } => format!(
                "{of} 行中有 {count} 行在价目中找不到对应的云服务器、云盘、对象存储、流量或 SKU，各报价均缺这些行。"
            ),
            Self::LeftOut { count, most } => {
                format!("对比表只容纳费用最高的 {most} 行，其余 {count} 行未参与对比。")
            }
            Self::Paid { billed, effective } => {
                format!("账单金额 {billed}，摊销后成本 {effective}。")
            }
            Self::At { name, cost, lines, billed } => {
                format!("{name}：可定价的 {lines} 行共 {cost}，这些行在账单上为 {billed}。")
            }
            Self::Line => "账单行".into(),
            Self::Billed => "账单金额".into(),
            Self::Effective => "摊销后成本".into(),
            Self::Category(category) => match category {
                BillCategory::Usage => "用量",
                BillCategory::Unused => "未使用的承诺",
                BillCategory::Purchase => "预付购买",
                BillCategory::Tax => "税费",
                BillCategory::Credit => "抵扣",
                BillCategory::Adjustment => "调账",
            }
            .into(),
            Self::Unknown => "未匹配".into(),
            Self::Parquet => "这是 Parquet 文件，请用命令 netprice import bill FILE 读取；页面读取 CSV。".into(),
            Self::Archive => "这是 Excel 文件或 ZIP 压缩包，请另存为 CSV 或先解压。".into(),
            Self::Unreadable => "浏览器未能读完该文件。".into(),
        }
    }
}
