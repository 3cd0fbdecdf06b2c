//! What the page holds besides the study, each as the text that was typed. Pure.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

/// Makes the settings of a table: what each is, its name in the link, and what it is at first.
macro_rules! settings {
    ($($(#[$doc:meta])* $setting:ident $name:literal $first:expr;)*) => {
        /// Something typed or chosen that is no part of the study.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Setting {
            $($(#[$doc])* $setting,)*
        }

        impl Setting {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$setting,)*];

            /// Its name in the link, and the id of its field.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$setting => $name,)*
                }
            }

            /// What it is while nothing else was typed.
            #[must_use]
            pub fn at_first(self) -> &'static str {
                match self {
                    $(Self::$setting => $first,)*
                }
            }
        }
    };
}

settings! {
    /// What a month may cost; empty for no budget.
    Budget "budget" "";
    /// Machines wanted in each hour.
    Load "load" crate::load::A_DAY;
    /// The position of the offer that the load is looked at for.
    LoadOffer "load_offer" "";
    /// What the break-even chart varies.
    Vary "vary" "egress_gb";
    /// The position of the offer whose sensitivity is looked at; empty for the cheapest.
    SensitivityOf "sensitivity_of" "";
    /// Which view is shown.
    View "view" "compare";
    /// Prices of one's own, as a price sheet.
    Sheet "sheet" "";
    /// What is searched for among the prices.
    Search "search" "";
    /// The price book whose prices are shown; empty for all.
    SearchBook "search_book" "";
    /// Samples of traffic that were pasted; empty for made-up ones.
    Traffic "traffic" "";
    /// The name of a table that was too long for the link.
    Imported "imported" "";
    /// The shape of made-up traffic.
    Shape "shape" "diurnal";
    /// Its rate in the evening.
    HighestMbps "highest_mbps" "100";
    /// Its days.
    Days "days" "30";
    /// The area whose tariffs are compared.
    Area "area" "cn-mainland";
    /// The service whose tariffs are compared.
    Service "service" "egress";
    /// The peak method that is drawn.
    Method "method" "alibaba-cdn-95";
    /// What missing samples are taken for.
    Missing "missing" "zero";
    /// How many of the highest samples are cut off.
    Shaved "shaved" "36";
    /// The Mbps that a contract of one's own always bills.
    OwnFloor "own_floor" "";
    /// What one of them costs a month.
    OwnPrice "own_price" "";
    /// What one above them costs a month; the same if empty.
    OwnExcess "own_excess" "";
    /// The most Mbps that are billed.
    OwnCap "own_cap" "";
    /// The series of prices that is looked at.
    Series "series" "neocloud-h100-median";
    /// The volatility of a year in percent; empty for the series' own.
    Volatility "volatility" "";
    /// Months ahead.
    Horizon "horizon" "24";
    /// What an event multiplies the price by.
    ShockFactor "shock_factor" "2.125";
    /// The month of the event.
    ShockMonth "shock_month" "4";
    /// Where the moves of a month come from.
    Moves "moves" "lognormal";
    /// How many months in a row are drawn as they followed each other.
    Block "block" "1";
    /// The level that the price is pulled to, in percent of today's.
    PullLevel "pull_level" "100";
    /// How much of the gap to it closes in a month, in percent.
    PullSpeed "pull_speed" "0";
    /// How many paths are drawn.
    Paths "paths" "10000";
    /// The chance of the event in percent.
    ShockChance "shock_chance" "30";
    /// What the sale costs today, as a pay rate.
    CostPay "cost_pay" "3折";
    /// How much of the cost follows the price, in percent.
    Follows "follows" "100";
    /// The bid.
    BidPay "bid_pay" "5折";
    /// The confidence in percent.
    Confidence "confidence" "90";
    /// The month of delivery.
    Delivery "delivery" "6";
    /// How much of a change a clause passes on, in percent.
    PassedOn "passed_on" "50";
    /// How much a price rises at most by the clause, in percent.
    Rise "rise" "20";
    /// How much a price falls at most by the clause, in percent.
    Fall "fall" "10";
    /// How many months late.
    Late "late" "3";
    /// The sellers of the tender, one a line.
    Sellers "sellers" "Ada, 5折, 0.2折, 100%, 3折\nBen, 4.5折, 0.2折, 50%, 3折\nCai, 3.2折, 0.3折, 50%, 3折\nDong, 2折, 0.5折, 0%, 3折";
    /// The opening pay rate.
    Opening "opening" "5折";
    /// The penalty for not delivering, in percent of the price.
    Penalty "penalty" "20";
    /// The currency of the buyer's figures.
    BuyCurrency "buy_currency" "CNY";
    /// What is bought costs.
    Capital "capital" "2700000";
    /// A month of one's own costs.
    OwnMonth "own_month" "15000";
    /// A month rented costs, in full use.
    RentMonth "rent_month" "76000";
    /// The worth at the end in percent.
    Residual "residual" "20";
    /// How closely that worth moves with rents, in percent.
    Correlation "correlation" "50";
    /// The lowest use in percent.
    UseLow "use_low" "50";
    /// The likeliest use in percent.
    UseLikely "use_likely" "80";
    /// The highest use in percent.
    UseHigh "use_high" "100";
    /// The interest of a year in percent.
    Interest "interest" "8";
    /// Months to wait.
    WaitMonths "wait_months" "3";
    /// What a month without it costs.
    MonthWithout "month_without" "0";
    /// The currency of the figures of tokens.
    TokenCurrency "token_currency" "USD";
    /// Million tokens a month.
    Load1M "load_1m" "500";
    /// What an API asks for a million tokens.
    ApiPrice "api_price" "3.5";
    /// The price of a GPU-hour.
    GpuHour "gpu_hour" "7.912";
    /// The GPUs of a server.
    ServerGpus "server_gpus" "8";
    /// The tokens a second of a server.
    Throughput "throughput" "506";
    /// How much of the time it is in use at most, in percent.
    TopUse "top_use" "100";
}

/// The longest text that a link holds, in bytes: more than a month of traffic every five minutes.
pub const LONGEST_IN_LINK: usize = 250_000;

/// The settings that differ from what they are at first; copies share them until one is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(Rc<BTreeMap<Setting, Rc<str>>>);

impl Settings {
    /// The text of a setting.
    #[must_use]
    pub fn get(&self, setting: Setting) -> &str {
        let set = self.0.get(&setting).map(|text| &**text);
        set.unwrap_or(setting.at_first())
    }

    /// The settings with another text for one.
    #[must_use]
    pub fn with(mut self, setting: Setting, text: &str) -> Self {
        let all = Rc::make_mut(&mut self.0);
        if text == setting.at_first() {
            all.remove(&setting)
        } else {
            all.insert(setting, text.into())
        };
        self
    }

    /// The settings as JSON, without texts longer than [`LONGEST_IN_LINK`] bytes.
    ///
    /// ```
    /// use netprice_page::settings::{Setting, Settings};
    /// let settings = Settings::default().with(Setting::Budget, "100");
    /// assert_eq!(settings.value().to_string(), r#"{"budget":"100"}"#);
    /// assert_eq!(Settings::default().value().to_string(), "{}");
    /// ```
    #[must_use]
    pub fn value(&self) -> Value {
        let named = self.0.iter();
        let short = named.filter(|(_, text)| text.len() <= LONGEST_IN_LINK);
        let named = short.map(|(setting, text)| (setting.name().to_owned(), json!(**text)));
        Value::Object(named.collect())
    }

    /// The settings of JSON; `None` for anything else, or a setting that the page has not.
    #[must_use]
    pub fn of_value(value: Value) -> Option<Self> {
        let Value::Object(named) = value else {
            return None;
        };
        let mut settings = Self::default();
        for (name, text) in named {
            let setting = *Setting::ALL.iter().find(|one| one.name() == name)?;
            settings = settings.with(setting, text.as_str()?);
        }
        Some(settings)
    }
}
