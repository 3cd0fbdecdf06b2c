//! The words around the views: title, navigation, stories, links.

use crate::app::forms::View;
use crate::app::link::LinkProblem;
use crate::app::stories::Story;
use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text around the views.
#[derive(Clone, Copy, Debug)]
pub enum AppText<'a> {
    /// The purpose of the page.
    Tagline,
    /// The language switch.
    LanguageSwitch,
    /// The button that leads the keyboard past what stands above a view.
    Skip,
    /// The stories to start from.
    Stories,
    /// A story.
    Story(Story),
    /// What a story fills in.
    StorySets(Story),
    /// The button that undoes the last change.
    Undo,
    /// The button that redoes it.
    Redo,
    /// The choice of a view.
    Views,
    /// A view.
    View(View),
    /// The limits of the page.
    Scope,
    /// The privacy of the figures.
    Private,
    /// The number of price tables that are being loaded.
    LoadingTables(usize),
    /// The names of the price tables that could not be loaded.
    TablesNotLoaded(&'a str),
    /// A link that cannot be followed.
    Link(&'a LinkProblem),
}

impl Words for AppText<'_> {
    fn english(&self) -> String {
        match *self {
        Self::Tagline => "What your cloud usage costs at each provider, under your contract".into(),
        Self::LanguageSwitch => "Language".into(),
        Self::Skip => "Skip to the content".into(),
        Self::Stories => "Start from an example".into(),
        Self::Story(preset) => match preset {
            Story::Web => "Web service, heavy traffic",
            Story::Video => "Video with a live event",
            Story::Game => "Game, busy at night",
            Story::Training => "64 A100s for three months",
            Story::Inference => "API or self-hosted inference",
            Story::Tender => "GPU tender",
            Story::Zero => "Empty",
        }
        .into(),
        Self::StorySets(story) => match story {
            Story::Web => "10 machines, 5 TB of objects, 100 TB out; 45% off at four clouds in China",
            Story::Video => "a month with a peak of 800 Mbps, delivered by a CDN",
            Story::Game => "12 machines, 30 TB out, a load that peaks at night; four clouds in China",
            Story::Training => "rent or buy for 3 months, at AWS's list prices",
            Story::Inference => "20 billion tokens a month",
            Story::Tender => "cards whose price moves by 60% a year, four sellers",
            Story::Zero => "an empty sheet for four clouds in China",
        }
        .into(),
        Self::Undo => "Undo".into(),
        Self::Redo => "Redo".into(),
        Self::Views => "Views".into(),
        Self::View(View::Traffic) => "Traffic".into(),
        Self::View(View::Market) => "GPU market".into(),
        Self::View(View::Prices) => "Prices".into(),
        Self::View(View::Compare) => "Compare".into(),
        Self::Scope => "Published list prices, with tax as each list states it. Account-wide free allowances are not included, except the first 100 GB at Azure, which its price list shows as a free tier.".into(),
        Self::Private => "Everything is computed in this page; nothing is sent anywhere. The link in the address bar holds all that you typed, except very long tables of samples.".into(),
        Self::LoadingTables(1) => "Loading prices…".into(),
        Self::LoadingTables(count) => format!("Loading prices ({count} files)…"),
        Self::TablesNotLoaded(names) => format!("The prices of these files could not be loaded: {names}."),
        Self::Link(LinkProblem::Damaged) => "The link was cut short or altered, so it was not opened. Copy the whole link from the address bar.".into(),
        Self::Link(LinkProblem::OtherVersion) => "The link was made by another version of this page and cannot be opened. Make a new link with this version.".into(),
        Self::Link(LinkProblem::NotAStudy(_)) => "The link holds no study that this page can show, so it was not opened.".into(),
        Self::Link(LinkProblem::NotLoaded) => "The part of the page that opens links could not be loaded. Reload the page to try again.".into(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
        Self::Tagline => "同样的用量，按你的合同，各家云实际要付多少".into(),
        Self::LanguageSwitch => "语言".into(),
        Self::Skip => "跳到正文".into(),
        Self::Stories => "从例子开始".into(),
        Self::Story(preset) => match preset {
            Story::Web => "大流量网站",
            Story::Video => "视频与直播",
            Story::Game => "晚高峰的游戏业务",
            Story::Training => "64 张 A100 用三个月",
            Story::Inference => "推理：API 还是自建",
            Story::Tender => "GPU 招标",
            Story::Zero => "从零开始",
        }
        .into(),
        Self::StorySets(story) => match story {
            Story::Web => "10 台机器、5 TB 对象存储、100 TB 公网流出；国内四家云均 5.5折",
            Story::Video => "一个月的流量，峰值 800 Mbps，经 CDN 分发",
            Story::Game => "12 台机器、30 TB 公网流出、晚高峰负载；国内四家云",
            Story::Training => "用三个月，租用还是购买（按 AWS 目录价）",
            Story::Inference => "每月 200 亿 token",
            Story::Tender => "显卡价格年波动 60%，四个卖家",
            Story::Zero => "国内四家云，用量为空",
        }
        .into(),
        Self::Undo => "撤销".into(),
        Self::Redo => "重做".into(),
        Self::Views => "视图".into(),
        Self::View(View::Traffic) => "带宽与流量".into(),
        Self::View(View::Market) => "GPU 市场".into(),
        Self::View(View::Prices) => "价格目录".into(),
        Self::View(View::Compare) => "比较".into(),
        Self::Scope => {
            "价格为公布的目录价，税按各家价目表的口径；不含账号级免费额度；Azure 的前 100 GB 列为零价阶梯，已计入。".into()
        }
        Self::Private => {
            "一切都在本页内计算，不会发送任何数据。地址栏里的链接包含你填写的全部内容（极长的采样表除外）。".into()
        }
        Self::LoadingTables(count) => format!("正在加载价格（{count} 个文件）…"),
        Self::TablesNotLoaded(names) => format!("这些价格文件未能加载：{}。", verbatim(names)),
        Self::Link(LinkProblem::Damaged) => {
            "链接被截断或改动过，未打开。请从地址栏复制完整链接。".into()
        }
        Self::Link(LinkProblem::OtherVersion) => {
            "链接来自本页的其他版本，无法打开。请用当前版本重新生成链接。".into()
        }
        Self::Link(LinkProblem::NotAStudy(_)) => {
            "链接里没有本页能显示的方案，未打开。".into()
        }
        Self::Link(LinkProblem::NotLoaded) => {
            "打开链接所需的部分未能加载。请重新加载页面再试。".into()
        }
        }
    }
}
