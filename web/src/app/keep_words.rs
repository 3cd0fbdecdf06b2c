//! The words of what is kept and shown to others: saved studies, files, print.

use crate::language::Words;

/// A text of the part that keeps and shows.
#[derive(Clone, Copy, Debug)]
pub enum KeepText<'a> {
    /// The heading.
    Keep,
    /// The name to save under.
    Name,
    /// Saves in the browser.
    Save,
    /// Where saved studies are.
    Here,
    /// The list of saved studies.
    Saved,
    /// Opens a saved study.
    Open(&'a str),
    /// Removes a saved study.
    Remove(&'a str),
    /// It was saved.
    WasSaved(&'a str),
    /// It was saved, and what had the name before is gone.
    WasReplaced(&'a str),
    /// It was removed.
    WasRemoved(&'a str),
    /// Offers that are in no file.
    LeftOut(&'a str),
    /// The browser keeps nothing.
    CannotSave,
    /// A name is needed.
    NeedsName,
    /// The files.
    Files,
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
    /// What cannot be saved as a file.
    CannotExport(&'a str),
    /// The page is kept for use without a network.
    WorksOffline,
}

impl Words for KeepText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Keep => "Save, share, print".into(),
            Self::Name => "Name".into(),
            Self::Save => "Save in this browser".into(),
            Self::Here => "What is saved stays in this browser, and the link holds the whole page: nothing is sent.".into(),
            Self::Saved => "Saved in this browser".into(),
            Self::Open(name) => format!("Open {name}"),
            Self::Remove(name) => format!("Remove {name}"),
            Self::WasSaved(name) => format!("“{name}” is saved in this browser."),
            Self::WasReplaced(name) => format!("“{name}” is saved in this browser in the place of an earlier one."),
            Self::WasRemoved(name) => format!("“{name}” is removed."),
            Self::LeftOut(names) => format!("Not in the file, since not priced: {names}."),
            Self::CannotSave => "This browser keeps nothing for this page; copy the link instead.".into(),
            Self::NeedsName => "Give it a name first.".into(),
            Self::Files => "Files of the comparison:".into(),
            Self::Charges => "Charges (CSV)".into(),
            Self::Answer => "Everything (JSON)".into(),
            Self::Scenario => "Scenario file (TOML)".into(),
            Self::Study => "Study of this view (JSON)".into(),
            Self::CopyLink => "Copy the link".into(),
            Self::Copied => "The link is copied.".into(),
            Self::NotCopied => "This browser does not let the page copy; copy the address instead.".into(),
            Self::Print => "Print".into(),
            Self::CannotExport(why) => format!("No file yet: {why}"),
            Self::WorksOffline => "Once loaded, this page works without a network.".into(),}
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Keep => "保存、分享、打印".into(),
            Self::Name => "名称".into(),
            Self::Save => "保存在此浏览器".into(),
            Self::Here => "保存的内容只留在此浏览器，链接含有整个页面：不会发送任何数据。".into(),
            Self::Saved => "已保存在此浏览器".into(),
            Self::Open(name) => format!("打开“{name}”"),
            Self::Remove(name) => format!("删除“{name}”"),
            Self::WasSaved(name) => format!("“{name}”已保存在此浏览器。"),
            Self::WasReplaced(name) => format!("“{name}”已保存在此浏览器，取代了同名的旧方案。"),
            Self::WasRemoved(name) => format!("“{name}”已删除。"),
            Self::LeftOut(names) => format!("未计价，因此不在文件里：{names}。"),
            Self::CannotSave => "此浏览器不为本页保存内容；请改为复制链接。".into(),
            Self::NeedsName => "请先填写名称。".into(),
            Self::Files => "比较结果的文件：".into(),
            Self::Charges => "费用明细（CSV）".into(),
            Self::Answer => "全部结果（JSON）".into(),
            Self::Scenario => "场景文件（TOML）".into(),
            Self::Study => "本页方案（JSON）".into(),
            Self::CopyLink => "复制链接".into(),
            Self::Copied => "链接已复制。".into(),
            Self::NotCopied => "此浏览器不允许网页复制；请复制地址栏。".into(),
            Self::Print => "打印".into(),
            Self::CannotExport(why) => format!("暂时无法导出：{why}"),
            Self::WorksOffline => "打开过一次后，断网也能用。".into(),
        }
    }
}
