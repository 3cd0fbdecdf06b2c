//! The words of the view of the prices.

use netprice::bandwidth::tariff::TariffUnit;
use netprice::value::hours::HoursOfDay;
use netprice_catalog::price_list::{Item, PricingUnit};
use netprice_catalog::tokens::{Side, TokenDirection};
use netprice_study::overrides::list::{ListedPrices, PriceListReport};

use crate::kit::words::KitText;
use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text of the view of the prices.
#[derive(Clone, Copy, Debug)]
pub enum PricesText<'a> {
    /// The heading of the view.
    Heading,
    /// The label of the search.
    Search,
    /// The label of the choice of a price book.
    Book,
    /// The option of all price books.
    AllBooks,
    /// The number of prices that match the search.
    Found {
        /// The number that is shown.
        shown: usize,
        /// The number of matches.
        count: usize,
    },
    /// The thing that has a price.
    Item(&'a Item),
    /// The unit of a price.
    UnitOf(&'a PricingUnit),
    /// The hours of the day in which a price holds.
    Hours(HoursOfDay),
    /// The column of the things that have a price.
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
    /// The mark of a price that is not known.
    NotKnown,
    /// The label of the field of a price.
    PriceOf(&'a str),
    /// The mark of the reader's own price.
    Own,
    /// The button that restores a published price.
    Published,
    /// The button that restores all published prices; the number of the reader's own.
    AllPublished(usize),
    /// The label of the choice of a file.
    File,
    /// The columns of a price sheet.
    FileHint,
    /// The number of prices that were read from a file.
    WasRead(usize),
    /// What was read of a provider's list.
    ListRead {
        /// What was read, taken and refused.
        report: &'a PriceListReport,
        /// What is used of it.
        listed: &'a ListedPrices,
    },
    /// The columns of a file that are not used.
    Unused(&'a str),
    /// The heading of the problems of a file.
    NotRead,
    /// The problem of a file in an unknown encoding.
    NotUtf8,
    /// The age of a price in months.
    Stale(i64),
}

impl Words for PricesText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Heading => "Every price, with its source and date. Type another price to use it on the whole page.".into(),
            Self::Search => "Search (provider, SKU, region, source)".into(),
            Self::Book => "Price book".into(),
            Self::AllBooks => "All".into(),
            Self::Found { shown, count } if shown < count => format!("{shown} of {count} prices; narrow your search."),
            Self::Found { count, .. } => format!("Prices: {count}"),
            Self::Item(item) => english_item(item),
            Self::UnitOf(unit) => english_unit(unit),
            Self::Hours(hours) => hours.to_string().replace('/', " to "),
            Self::What => "SKU".into(),
            Self::Tier => "Tier".into(),
            Self::Unit => "Unit".into(),
            Self::Price => "Price".into(),
            Self::AsOf => "As of".into(),
            Self::Source => "Source".into(),
            Self::NotKnown => "not known".into(),
            Self::PriceOf(what) => format!("Price of {what}"),
            Self::Own => "your price".into(),
            Self::Published => "Restore the published price".into(),
            Self::AllPublished(count) => format!("Restore all published prices (yours: {count})"),
            Self::File => "Or open your own price sheet (CSV)".into(),
            Self::FileHint => "Required columns: sku, unit_price. Optional: price_book (such as AWS Northern Virginia), unit, currency, from, up_to, model (graduated or all_units), as_of, source, free (true if a price of 0 is meant); for a SKU that is not listed: service, vcpus, memory_gib. Rows without price_book use the price book chosen above; a new name with a currency makes a price book of your own. The lists of AWS, Azure, Google Cloud, Oracle and Alibaba Cloud, and answers of price queries, are read as they come, for the price books of the comparison. Your contract applies to these prices as to list prices. The file stays on this page.".into(),
            Self::WasRead(count) => format!("Prices read from the file: {count}"),
            Self::ListRead { report, listed } => format!(
                "{}: {} rows, {} refused. Prices used: {}; not used: {} of regions that are not compared, {} of things that the price book does not list, {} of other purchases, of zero or repeated. Choose a price book to read the list for it.",
                report.format.name(),
                report.rows,
                report.refused_rows,
                listed.overrides.len(),
                listed.other_regions,
                listed.not_listed,
                listed.left_out,
            ),
            Self::Unused(names) => format!("Columns not used: {names}. A discount, a tax or an end date in them has no effect."),
            Self::NotRead => "The file was not used. First problems:".into(),
            Self::NotUtf8 => "The encoding is not UTF-8, UTF-16 or GB 18030; save the file as CSV UTF-8.".into(),
            Self::Stale(months) => format!("{months} months old"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Heading => "每个价格都有来源和日期。改为其他价格后，全页按新价格计算。".into(),
            Self::Search => "搜索（云厂商、SKU、地域、来源）".into(),
            Self::Book => "价目表".into(),
            Self::AllBooks => "全部".into(),
            Self::Found { shown, count } if shown < count => format!("共 {count} 个价格，显示 {shown} 个；请缩小搜索范围。"),
            Self::Found { count, .. } => format!("共 {count} 个价格"),
            Self::Item(item) => chinese_item(item),
            Self::UnitOf(unit) => chinese_unit(unit),
            Self::Hours(hours) => hours.to_string().replace('/', " 至 "),
            Self::What => "SKU".into(),
            Self::Tier => "阶梯".into(),
            Self::Unit => "单位".into(),
            Self::Price => "价格".into(),
            Self::AsOf => "日期".into(),
            Self::Source => "来源".into(),
            Self::NotKnown => "未知".into(),
            Self::PriceOf(what) => format!("{what}的价格"),
            Self::Own => "你的价格".into(),
            Self::Published => "恢复目录价".into(),
            Self::AllPublished(count) => format!("全部恢复目录价（你的价格：{count} 个）"),
            Self::File => "或打开你的价格表（CSV）".into(),
            Self::FileHint => "需要的列：sku、unit_price（或 产品、单价）。可选的列：price_book（或 价目表，例如 阿里云 杭州）、unit、currency、from、up_to、model（graduated 累进或 all_units 到达）、as_of、source、free（确实免费的 0 价填 true）；目录里没有的 SKU 另需 service，机器另需 vcpus、memory_gib。没有 price_book 的行归上面选定的价目表；填写新名称和币种即建立自有价目表。AWS、Azure、Google Cloud、Oracle、阿里云的官方价目文件及询价接口的返回结果可直接读取，用于参与对比的价目表。合同折扣对这些价格同样适用。文件不会离开本页。".into(),
            Self::WasRead(count) => format!("已从文件读入 {count} 个价格"),
            Self::ListRead { report, listed } => format!(
                "{}：共 {} 行，无法读取 {} 行。采用价格 {} 个；未采用：未参与对比的地域 {} 个，价目表中没有的产品 {} 个，其他购买方式、零价或重复的 {} 个。选择一个价目表即可为其读取该文件。",
                verbatim(report.format.name()),
                report.rows,
                report.refused_rows,
                listed.overrides.len(),
                listed.other_regions,
                listed.not_listed,
                listed.left_out,
            ),
            Self::Unused(names) => format!("未使用的列：{names}。其中的折扣、税或截止日期不起作用。"),
            Self::NotRead => "未采用该文件。前几个问题：".into(),
            Self::NotUtf8 => "编码不是 UTF-8、UTF-16 或 GB 18030；请另存为 CSV UTF-8。".into(),
            Self::Stale(months) => format!("{months} 个月前的价格"),
        }
    }
}

fn english_item(item: &Item) -> String {
    match item {
        Item::Sku(sku, None) => sku.to_string(),
        Item::Sku(sku, Some(machine)) => {
            format!("{sku} ({} vCPU, {} GiB)", machine.vcpus, machine.memory_gib)
        }
        Item::Commitment(one) => KitText::CommitmentOf("", one).english(),
        Item::Tariff(name) => name.en.clone(),
        Item::Gpu { gpu, gpus, kind } => format!("{gpus} × {gpu}, {}", kind.en),
        Item::Tokens {
            model,
            direction,
            hours,
            ..
        } => {
            let direction = match direction {
                TokenDirection::Input => "input",
                TokenDirection::CachedInput => "cached input",
                TokenDirection::CacheWrite => "input written to the cache",
                TokenDirection::Output => "output",
                TokenDirection::BatchInput => "input in a batch",
                TokenDirection::BatchCachedInput => "cached input in a batch",
                TokenDirection::BatchOutput => "output in a batch",
                TokenDirection::OutputReasoning => "output, reasoning",
                TokenDirection::InputAudio => "input, audio",
                TokenDirection::CachedInputAudio => "cached input, audio",
                TokenDirection::OutputAudio => "output, audio",
            };
            match hours {
                None => format!("{model}, {direction}"),
                Some(hours) => {
                    let outside = match hours.side {
                        Side::Within => "",
                        Side::Outside => "outside ",
                    };
                    let span = PricesText::Hours(hours.hours).english();
                    format!("{model}, {direction}, {outside}{span} {}", hours.zone)
                }
            }
        }
    }
}

fn chinese_item(item: &Item) -> String {
    match item {
        // The name of an SKU is not translated.
        Item::Sku(sku, None) => verbatim(sku.as_str()),
        Item::Sku(sku, Some(machine)) => {
            let sku = verbatim(sku.as_str());
            format!(
                "{sku}（{} vCPU、{} GiB）",
                machine.vcpus, machine.memory_gib
            )
        }
        Item::Commitment(one) => KitText::CommitmentOf("", one).chinese(),
        Item::Tariff(name) => name.zh.clone(),
        Item::Gpu { gpu, gpus, kind } => format!("{gpus} × {gpu}，{}", kind.zh),
        Item::Tokens {
            model,
            direction,
            hours,
            ..
        } => {
            let direction = match direction {
                TokenDirection::Input => "输入",
                TokenDirection::CachedInput => "命中缓存的输入",
                TokenDirection::CacheWrite => "写入缓存的输入",
                TokenDirection::Output => "输出",
                TokenDirection::BatchInput => "批量输入",
                TokenDirection::BatchCachedInput => "命中缓存的批量输入",
                TokenDirection::BatchOutput => "批量输出",
                TokenDirection::OutputReasoning => "输出（推理）",
                TokenDirection::InputAudio => "音频输入",
                TokenDirection::CachedInputAudio => "命中缓存的音频输入",
                TokenDirection::OutputAudio => "音频输出",
            };
            let hours = hours.as_ref().map(|hours| {
                let not = match hours.side {
                    Side::Within => "",
                    Side::Outside => "以外",
                };
                let span = PricesText::Hours(hours.hours).chinese();
                format!("，{} {span}{not}", hours.zone)
            });
            format!("{model}，{direction}{}", hours.unwrap_or_default())
        }
    }
}

fn english_unit(unit: &PricingUnit) -> String {
    match unit {
        PricingUnit::Sku(unit) => KitText::Unit(unit.as_str()).english(),
        PricingUnit::Tariff(unit) => match unit {
            TariffUnit::Gb => "GB",
            TariffUnit::Gib => "GiB",
            TariffUnit::MbpsMonth => "Mbps-month",
            TariffUnit::MbpsDay => "Mbps-day",
            TariffUnit::MbpsHour => "Mbps-hour",
        }
        .into(),
        PricingUnit::Hour => KitText::Unit("Hours").english(),
        PricingUnit::Term => "term".into(),
        PricingUnit::ShareOfOnDemand => "share of the on-demand price".into(),
        PricingUnit::Pack => "pack".into(),
        PricingUnit::MillionTokens => "1M Tokens".into(),
    }
}

fn chinese_unit(unit: &PricingUnit) -> String {
    match unit {
        PricingUnit::Sku(unit) => KitText::Unit(unit.as_str()).chinese(),
        PricingUnit::Tariff(unit) => match unit {
            TariffUnit::Gb => "GB",
            TariffUnit::Gib => "GiB",
            TariffUnit::MbpsMonth => "Mbps·月",
            TariffUnit::MbpsDay => "Mbps·日",
            TariffUnit::MbpsHour => "Mbps·小时",
        }
        .into(),
        PricingUnit::Hour => KitText::Unit("Hours").chinese(),
        PricingUnit::Term => "整个期限".into(),
        PricingUnit::ShareOfOnDemand => "按量付费价的比例".into(),
        PricingUnit::Pack => "资源包".into(),
        PricingUnit::MillionTokens => "百万 token".into(),
    }
}
