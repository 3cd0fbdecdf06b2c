//! The words of saving, exporting, sharing and printing.

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text of saving, exporting, sharing and printing.
#[derive(Clone, Copy, Debug)]
pub enum KeepText<'a> {
    /// The heading.
    Keep,
    /// The name to save under.
    Name,
    /// The button that saves in the browser.
    Save,
    /// The privacy of saved studies.
    Here,
    /// The link leaves out the samples of traffic.
    NotInLink,
    /// The list of saved studies.
    Saved,
    /// Opens a saved study.
    Open(&'a str),
    /// Removes a saved study.
    Remove(&'a str),
    /// It was saved.
    WasSaved(&'a str),
    /// It was saved and replaces one of the same name.
    WasReplaced(&'a str),
    /// It was removed.
    WasRemoved(&'a str),
    /// Offers that are not in the files.
    LeftOut(&'a str),
    /// Offers that are in a file under the contract before a text that cannot be read.
    AsBefore(&'a str),
    /// The browser does not let the page save.
    CannotSave,
    /// The name is empty.
    NeedsName,
    /// The files.
    Files,
    /// The comparison as Markdown, to the clipboard.
    Markdown,
    /// It was copied.
    CopiedMarkdown,
    /// The comparison as a workbook.
    Workbook,
    /// Every charge as a table.
    Charges,
    /// The whole answer.
    Answer,
    /// The scenario file.
    Scenario,
    /// The study of the shown view.
    Study,
    /// Copies the link.
    CopyLink,
    /// The link was copied.
    Copied,
    /// The link was not copied.
    NotCopied,
    /// Prints.
    Print,
    /// The reason why there is no file.
    CannotExport(&'a str),
    /// The page works offline.
    WorksOffline,
}

impl Words for KeepText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Keep => "Save, share, print".into(),
            Self::Name => "Name".into(),
            Self::Save => "Save in this browser".into(),
            Self::Here => "Saved studies stay in this browser, and the link holds what is typed: nothing is sent.".into(),
            Self::NotInLink => "The link leaves out the traffic samples. Saving in this browser keeps them, and so does the file “Study of this view” of the traffic view.".into(),
            Self::Saved => "Saved in this browser".into(),
            Self::Open(name) => format!("Open {name}"),
            Self::Remove(name) => format!("Remove {name}"),
            Self::WasSaved(name) => format!("“{name}” is saved in this browser."),
            Self::WasReplaced(name) => format!("“{name}” is saved in this browser and replaces an earlier one."),
            Self::WasRemoved(name) => format!("“{name}” is removed."),
            Self::LeftOut(names) => format!("Not in the file because not priced: {names}."),
            Self::AsBefore(names) => format!("Exported under the previous contract, because a field of the new one cannot be read: {names}."),
            Self::CannotSave => "This browser does not let the page save; copy the link instead.".into(),
            Self::NeedsName => "Enter a name first.".into(),
            Self::Files => "Export the comparison:".into(),
            Self::Markdown => "Copy as Markdown".into(),
            Self::CopiedMarkdown => "The comparison is copied as Markdown.".into(),
            Self::Workbook => "Comparison (Excel)".into(),
            Self::Charges => "Charges (CSV)".into(),
            Self::Answer => "Full answer (JSON)".into(),
            Self::Scenario => "Scenario file (TOML)".into(),
            Self::Study => "Study of this view (JSON)".into(),
            Self::CopyLink => "Copy the link".into(),
            Self::Copied => "The link is copied.".into(),
            Self::NotCopied => "This browser does not let the page copy; copy the link from the address bar instead.".into(),
            Self::Print => "Print".into(),
            Self::CannotExport(why) => format!("No file yet: {why}"),
            Self::WorksOffline => "Once loaded, this page works without a network.".into(),}
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Keep => "保存、分享、打印".into(),
            Self::Name => "名称".into(),
            Self::Save => "保存到此浏览器".into(),
            Self::Here => "保存的内容只留在此浏览器，链接包含所填内容：不会发送任何数据。".into(),
            Self::NotInLink => "链接不含流量采样点；保存到此浏览器，或在流量视图导出【此视图的方案】，都会保留采样点。".into(),
            Self::Saved => "已保存在此浏览器".into(),
            Self::Open(name) => format!("打开“{name}”"),
            Self::Remove(name) => format!("删除“{name}”"),
            Self::WasSaved(name) => format!("“{name}”已保存在此浏览器。"),
            Self::WasReplaced(name) => format!("“{name}”已保存在此浏览器，取代了同名的旧方案。"),
            Self::WasRemoved(name) => format!("“{name}”已删除。"),
            Self::LeftOut(names) => format!("未计价，因此不在文件里：{names}。"),
            Self::AsBefore(names) => format!("合同有无法读取的内容，文件里是之前的合同：{names}。"),
            Self::CannotSave => "此浏览器不允许本页保存；请改为复制链接。".into(),
            Self::NeedsName => "请先填写名称。".into(),
            Self::Files => "导出比较结果：".into(),
            Self::Markdown => "复制为 Markdown".into(),
            Self::CopiedMarkdown => "比较结果已复制为 Markdown。".into(),
            Self::Workbook => "比较结果（Excel）".into(),
            Self::Charges => "费用明细（CSV）".into(),
            Self::Answer => "完整结果（JSON）".into(),
            Self::Scenario => "场景文件（TOML）".into(),
            Self::Study => "此视图的方案（JSON）".into(),
            Self::CopyLink => "复制链接".into(),
            Self::Copied => "链接已复制。".into(),
            Self::NotCopied => "此浏览器不允许网页复制；请复制地址栏里的链接。".into(),
            Self::Print => "打印".into(),
            Self::CannotExport(why) => format!("暂时无法导出：{}", verbatim(why)),
            Self::WorksOffline => "打开过一次后，断网也能用。".into(),
        }
    }
}
