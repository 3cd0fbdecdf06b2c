//! The words of the view of the prices.

use crate::language::Words;

/// A text of the view of the prices.
#[derive(Clone, Copy, Debug)]
pub enum PricesText<'a> {
    /// What the view is for.
    Heading,
    /// The search.
    Search,
    /// The choice of a price book.
    Book,
    /// All of them.
    AllBooks,
    /// How many were found.
    Found {
        /// How many are shown.
        shown: usize,
        /// How many there are.
        count: usize,
    },
    /// The column of what is sold.
    What,
    /// The column of the tiers.
    Tier,
    /// The column of the units.
    Unit,
    /// The column of the prices.
    Price,
    /// The column of the dates.
    AsOf,
    /// The column of the sources.
    Source,
    /// A price that is not known.
    NotKnown,
    /// The field of a price.
    PriceOf(&'a str),
    /// A price that was typed.
    Own,
    /// Puts the published price back.
    Published,
    /// Puts all published prices back.
    AllPublished(usize),
    /// The choice of a file.
    File,
    /// What a price sheet must look like.
    FileHint,
    /// A price sheet was read.
    WasRead(usize),
    /// A price sheet could not be read.
    NotRead,
    /// A file in another encoding.
    NotUtf8,
    /// The prices that are kept cannot be read.
    Kept,
    /// How many days old a price is.
    Stale(i64),
}

impl Words for PricesText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Heading => "Every price, with its source and date. Type another one, and all of the page counts with it.".into(),
            Self::Search => "Search (provider, SKU, place, source)".into(),
            Self::Book => "Price book".into(),
            Self::AllBooks => "All".into(),
            Self::Found { shown, count } if shown < count => format!("{shown} of {count} prices; search for fewer."),
            Self::Found { count, .. } => format!("Prices: {count}"),
            Self::What => "SKU".into(),
            Self::Tier => "Tier".into(),
            Self::Unit => "Unit".into(),
            Self::Price => "Price".into(),
            Self::AsOf => "As of".into(),
            Self::Source => "Source".into(),
            Self::NotKnown => "not known".into(),
            Self::PriceOf(what) => format!("Price of {what}"),
            Self::Own => "your price".into(),
            Self::Published => "Back to the published price".into(),
            Self::AllPublished(count) => format!("Back to all published prices (yours: {count})"),
            Self::File => "Or open your own price sheet (CSV)".into(),
            Self::FileHint => "Needs the columns sku and unit_price; may have price_book (such as AWS Northern Virginia), unit, from, up_to, as_of, source, free (true where a price of 0 is meant), and for a SKU that is not listed service, vcpus, memory_gib. Rows without price_book are for the one chosen above. Your contract applies to these prices as to list prices. The file stays on this page.".into(),
            Self::WasRead(count) => format!("Prices read from the file: {count}"),
            Self::NotRead => "The file was not taken; first:".into(),
            Self::NotUtf8 => "It is in no encoding that this page reads (UTF-8, UTF-16, GB 18030); save it as CSV UTF-8.".into(),
            Self::Kept => "Your prices cannot be used; the published ones are:".into(),
            Self::Stale(months) => format!("{months} months old"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Heading => "每个价格都有来源和日期。改成别的价格，全页即按它计算。".into(),
            Self::Search => "搜索（云厂商、产品、地区、来源）".into(),
            Self::Book => "价目表".into(),
            Self::AllBooks => "全部".into(),
            Self::Found { shown, count } if shown < count => format!("共 {count} 个价格，显示 {shown} 个；请缩小搜索。"),
            Self::Found { count, .. } => format!("共 {count} 个价格"),
            Self::What => "产品".into(),
            Self::Tier => "阶梯".into(),
            Self::Unit => "单位".into(),
            Self::Price => "价格".into(),
            Self::AsOf => "日期".into(),
            Self::Source => "来源".into(),
            Self::NotKnown => "未知".into(),
            Self::PriceOf(what) => format!("{what}的价格"),
            Self::Own => "你的价格".into(),
            Self::Published => "恢复目录价格".into(),
            Self::AllPublished(count) => format!("全部恢复目录价格（你的价格：{count} 个）"),
            Self::File => "或打开自己的价格表（CSV）".into(),
            Self::FileHint => "须有 sku 与 unit_price 两列（或 产品、单价）；可有 price_book（或 价目表，例如 阿里云 杭州）、unit、from、up_to、as_of、source、free（确实免费的 0 价填 true）；目录里没有的产品另需 service，机器另需 vcpus、memory_gib。没有 price_book 的行归上面选定的价目表。合同对这些价格的作用与对目录价相同。文件不离开本页。".into(),
            Self::WasRead(count) => format!("已从文件读入 {count} 个价格"),
            Self::NotRead => "未采用该文件；首先：".into(),
            Self::NotUtf8 => "编码不是 UTF-8、UTF-16 或 GB 18030；请另存为 CSV UTF-8。".into(),
            Self::Kept => "你的价格无法采用，仍按目录价格计算：".into(),
            Self::Stale(months) => format!("已有 {months} 个月"),
        }
    }
}
