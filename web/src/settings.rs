//! What the page holds besides the plan, each as the text that was typed. Pure.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Something typed or chosen that is no part of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// What a month may cost; empty for no budget.
    Budget,
    /// Machines wanted in each hour.
    Load,
    /// The position of the offer that the load is looked at for.
    LoadOffer,
    /// Which view is shown.
    View,
    /// Samples of traffic that were pasted; empty for made-up ones.
    Traffic,
    /// The shape of made-up traffic.
    Shape,
    /// Its rate in the evening.
    HighestMbps,
    /// Its days.
    Days,
    /// The area whose plans are compared.
    Area,
    /// The service whose plans are compared.
    Service,
    /// The peak method that is drawn.
    Method,
    /// How many of the highest samples are cut off.
    Shaved,
}

/// The longest text that a link holds.
pub const LONGEST_IN_LINK: usize = 2_000;

impl Setting {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Budget,
        Self::Load,
        Self::LoadOffer,
        Self::View,
        Self::Traffic,
        Self::Shape,
        Self::HighestMbps,
        Self::Days,
        Self::Area,
        Self::Service,
        Self::Method,
        Self::Shaved,
    ];

    /// Its name in the link.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Load => "load",
            Self::LoadOffer => "load_offer",
            Self::View => "view",
            Self::Traffic => "traffic",
            Self::Shape => "shape",
            Self::HighestMbps => "highest_mbps",
            Self::Days => "days",
            Self::Area => "area",
            Self::Service => "service",
            Self::Method => "method",
            Self::Shaved => "shaved",
        }
    }

    /// What it is while nothing else was typed.
    #[must_use]
    pub fn at_first(self) -> &'static str {
        match self {
            Self::Budget | Self::LoadOffer | Self::Traffic => "",
            Self::View => "compare",
            Self::Shape => "diurnal",
            Self::HighestMbps => "100",
            Self::Days => "30",
            Self::Area => "cn-mainland",
            Self::Service => "egress",
            Self::Method => "alibaba-cdn-95",
            Self::Shaved => "36",
            Self::Load => crate::load::A_DAY,
        }
    }
}

/// The settings that differ from what they are at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<Setting, String>);

impl Settings {
    /// The text of a setting.
    #[must_use]
    pub fn get(&self, setting: Setting) -> &str {
        let set = self.0.get(&setting).map(String::as_str);
        set.unwrap_or(setting.at_first())
    }

    /// The settings with another text for one.
    #[must_use]
    pub fn with(mut self, setting: Setting, text: &str) -> Self {
        match text == setting.at_first() {
            true => self.0.remove(&setting),
            false => self.0.insert(setting, text.to_owned()),
        };
        self
    }

    /// The settings as JSON, without texts longer than [`LONGEST_IN_LINK`] bytes; `None` if all are as
    /// at first.
    ///
    /// ```
    /// use netprice_page::settings::{Setting, Settings};
    /// let settings = Settings::default().with(Setting::Budget, "100");
    /// assert_eq!(settings.to_json().as_deref(), Some(r#"{"budget":"100"}"#));
    /// assert_eq!(Settings::default().to_json(), None);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        let named = self.0.iter();
        let short = named.filter(|(_, text)| text.len() <= LONGEST_IN_LINK);
        let named = short.map(|(setting, text)| (setting.name().to_owned(), json!(text)));
        let named: Map<String, Value> = named.collect();
        (!named.is_empty()).then(|| Value::Object(named).to_string())
    }

    /// The settings of JSON text; `None` for anything else, or a setting that the page has not.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let Value::Object(named) = serde_json::from_str(text).ok()? else {
            return None;
        };
        let mut settings = Self::default();
        for (name, text) in named {
            let setting = Setting::ALL.into_iter().find(|one| one.name() == name)?;
            settings = settings.with(setting, text.as_str()?);
        }
        Some(settings)
    }
}
