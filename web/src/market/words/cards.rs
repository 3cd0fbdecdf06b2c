//! The texts around a question: its name, its assumptions, and what would change its answer.

use crate::language::Words;
use crate::market::form::CardChoice;
use crate::market::words::plural;

/// A text around a question.
#[derive(Clone, Copy, Debug)]
pub enum CardText<'a> {
    /// The name of the list of questions.
    Questions,
    /// The name of a question.
    Name(CardChoice),
    /// What a question is about.
    About(CardChoice),
    /// The summary of the folded inputs, by their number.
    Assumptions(usize),
    /// The heading of the inputs of the price outlook.
    PriceInputs,
    /// The heading of the other inputs.
    OwnInputs,
    /// A field cannot be read.
    FixField,
    /// The answer is being computed.
    Computing,
    /// The list of what is assumed.
    Assumed,
    /// An assumption that decides.
    Decides(&'a str),
    /// An assumption and its value.
    Pair {
        /// The name of the assumption.
        label: &'a str,
        /// The value.
        value: &'a str,
    },
    /// The heading of what would change the answer.
    Changes,
    /// The column of assumptions.
    Assumption,
    /// The column of present values.
    Now,
    /// The column of the values at which the answer changes.
    TurnsAt,
    /// The column of the answers after the change.
    Then,
    /// No change was found.
    Never,
    /// The heading of the figures of a chart.
    Figures,
    /// The method of the simulation, folded.
    HowComputed,
    /// What the event that is set changes.
    Event {
        /// The answer with the event.
        with: &'a str,
        /// The answer without it.
        without: &'a str,
    },
    /// The event that is set changes nothing.
    EventChangesNothing,
    /// No event is set.
    NoEvent,
    /// The event that is set.
    TheEvent {
        /// The probability in percent.
        chance: &'a str,
        /// The factor on the price.
        factor: &'a str,
        /// The month.
        month: &'a str,
    },
    /// The prices and their last day.
    Prices {
        /// The name of the series.
        series: &'a str,
        /// The day of the last price.
        day: &'a str,
    },
}

impl Words for CardText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Questions => "Questions".into(),
            Self::Name(card) => name_in_english(card).into(),
            Self::About(card) => about_in_english(card).into(),
            Self::Assumptions(count) => plural(count, "assumption", "assumptions"),
            Self::PriceInputs => "How the GPU price may move".into(),
            Self::OwnInputs => "Costs and use".into(),
            Self::FixField => "Fix the highlighted field.".into(),
            Self::Computing => "The price paths are being simulated.".into(),
            Self::Assumed => "Assumed:".into(),
            Self::Decides(text) => format!("{text} (decides the answer)"),
            Self::Pair { label, value } => format!("{label}: {value}"),
            Self::Changes => "What would change the answer".into(),
            Self::Assumption => "Assumption".into(),
            Self::Now => "Now".into(),
            Self::TurnsAt => "Answer changes at".into(),
            Self::Then => "Then".into(),
            Self::Never => "no value".into(),
            Self::Figures => "The figures of the chart".into(),
            Self::HowComputed => "How this is computed, and its sources".into(),
            Self::Event { with, without } => {
                format!("With the event that you set: {with}. Without it: {without}.")
            }
            Self::EventChangesNothing => {
                "The event that you set does not change this answer.".into()
            }
            Self::NoEvent => "no event".into(),
            Self::TheEvent {
                chance,
                factor,
                month,
            } => format!("event in month {month}: price ×{factor} with a chance of {chance}%"),
            Self::Prices { series, day } => format!("prices: {series}, until {day}"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Questions => "问题".into(),
            Self::Name(card) => name_in_chinese(card).into(),
            Self::About(card) => about_in_chinese(card).into(),
            Self::Assumptions(count) => format!("{count} 项假设"),
            Self::PriceInputs => "GPU 价格如何变动".into(),
            Self::OwnInputs => "成本与用量".into(),
            Self::FixField => "请修正标出的字段。".into(),
            Self::Computing => "正在模拟价格路径。".into(),
            Self::Assumed => "假设：".into(),
            Self::Decides(text) => format!("{text}（最接近转折）"),
            Self::Pair { label, value } => format!("{label}：{value}"),
            Self::Changes => "什么会改变结论".into(),
            Self::Assumption => "假设".into(),
            Self::Now => "当前".into(),
            Self::TurnsAt => "转折点".into(),
            Self::Then => "改为".into(),
            Self::Never => "无".into(),
            Self::Figures => "图中数值".into(),
            Self::HowComputed => "计算方法与来源".into(),
            Self::Event { with, without } => {
                format!("计入所设事件：{with}；不计入：{without}。")
            }
            Self::EventChangesNothing => "所设事件不改变这一结论。".into(),
            Self::NoEvent => "无事件".into(),
            Self::TheEvent {
                chance,
                factor,
                month,
            } => format!("事件：第 {month} 个月价格 ×{factor}，概率 {chance}%"),
            Self::Prices { series, day } => format!("价格：{series}，截至 {day}"),
        }
    }
}

fn name_in_english(card: CardChoice) -> &'static str {
    match card {
        CardChoice::Buyer => "Rent, buy or wait",
        CardChoice::Outlook => "Price outlook",
        CardChoice::Seller => "Seller's floor",
        CardChoice::Tender => "Tender",
        CardChoice::Tokens => "API or own machines",
    }
}

fn about_in_english(card: CardChoice) -> &'static str {
    match card {
        CardChoice::Buyer => "for a number of GPUs and months",
        CardChoice::Outlook => "what it was, what it may be",
        CardChoice::Seller => "the discount that still earns",
        CardChoice::Tender => "who wins, round by round",
        CardChoice::Tokens => "the cost of a million tokens",
    }
}

fn name_in_chinese(card: CardChoice) -> &'static str {
    match card {
        CardChoice::Buyer => "租、买还是等",
        CardChoice::Outlook => "价格展望",
        CardChoice::Seller => "卖方底价",
        CardChoice::Tender => "招标推演",
        CardChoice::Tokens => "API 还是自建",
    }
}

fn about_in_chinese(card: CardChoice) -> &'static str {
    match card {
        CardChoice::Buyer => "按 GPU 数量与月数",
        CardChoice::Outlook => "过去的走势，未来的可能",
        CardChoice::Seller => "几折还有毛利",
        CardChoice::Tender => "逐轮竞价，谁中标",
        CardChoice::Tokens => "每百万 token 的成本",
    }
}
