//! The languages of the page.

pub mod names;
pub(crate) mod problems;
pub(crate) mod traditional;

use netprice::problem::Located;
use netprice::value::path::{Path, Segment};
use netprice_catalog::Catalog;

/// A text of the page in its languages.
///
/// Each view has its texts in its `words` as an enum, so the compiler finds a text that one language lacks.
pub trait Words {
    /// The text in English.
    fn english(&self) -> String;

    /// The text in Simplified Chinese, which is converted to Traditional Chinese; text that must not be
    /// converted, such as a name that was typed, is in quotes or marked as verbatim.
    fn chinese(&self) -> String;
}

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
}

impl Language {
    /// All languages, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::English, Self::Simplified, Self::Traditional];

    /// The code of the language in links and in the page's `lang` attribute.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Simplified => "zh-Hans",
            Self::Traditional => "zh-Hant",
        }
    }

    /// The name of the language in that language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Simplified => "简体中文",
            Self::Traditional => "繁體中文",
        }
    }

    /// The language with a code of [`Language::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The language for a browser's preferred language code, such as `zh-CN`.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// assert_eq!(Language::preferred("zh-CN"), Language::Simplified);
    /// assert_eq!(Language::preferred("zh-HK"), Language::Traditional);
    /// assert_eq!(Language::preferred("fr"), Language::English);
    /// ```
    #[must_use]
    pub fn preferred(code: &str) -> Self {
        let code = code.to_ascii_lowercase();
        let mut parts = code.split(['-', '_']);
        match parts.next() {
            Some("zh") if parts.any(|part| ["hant", "tw", "hk", "mo"].contains(&part)) => {
                Self::Traditional
            }
            Some("zh") => Self::Simplified,
            Some(_) | None => Self::English,
        }
    }

    /// A text in the language.
    #[must_use]
    pub fn say(self, words: &impl Words) -> String {
        match self {
            Self::English => words.english(),
            Self::Simplified | Self::Traditional => self.of_chinese(&words.chinese()),
        }
    }

    /// A problem in the language, with its line of a text of many lines.
    ///
    /// The path of a document is left out: it has no meaning on the page, and the problem names the value.
    #[must_use]
    pub fn error(self, error: &Located<impl Words>) -> String {
        let problem = self.say(&error.problem);
        match self.line(&error.path) {
            Some(line) => self.pair(&line, &problem),
            None => problem,
        }
    }

    /// A name with what is said of it.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// assert_eq!(Language::English.pair("Days", "4"), "Days: 4");
    /// assert_eq!(Language::Simplified.pair("天数", "4"), "天数：4");
    /// ```
    #[must_use]
    pub fn pair(self, name: &str, text: &str) -> String {
        let colon = self.mark(": ", "：");
        format!("{name}{colon}{text}")
    }

    /// A text with another one in brackets.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// assert_eq!(Language::English.bracketed("Cost", "USD"), "Cost (USD)");
    /// assert_eq!(Language::Simplified.bracketed("费用", "USD"), "费用（USD）");
    /// ```
    #[must_use]
    pub fn bracketed(self, text: &str, within: &str) -> String {
        let (opened, closed) = (self.mark(" (", "（"), self.mark(")", "）"));
        format!("{text}{opened}{within}{closed}")
    }

    /// What is between the names of a list.
    pub(crate) fn comma(self) -> &'static str {
        self.mark(", ", "、")
    }

    /// What is between reasons.
    pub(crate) fn semicolon(self) -> &'static str {
        self.mark("; ", "；")
    }

    /// What is between two sentences: nothing in Chinese.
    pub(crate) fn gap(self) -> &'static str {
        self.mark(" ", "")
    }

    fn mark(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Simplified | Self::Traditional => chinese,
        }
    }

    /// Chooses between a text in English and in Simplified Chinese, and converts the latter if needed.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// assert_eq!(Language::English.of(["network", "网络"]), "network");
    /// assert_eq!(Language::Traditional.of(["network", "网络"]), "網路");
    /// ```
    #[must_use]
    pub fn of(self, [english, chinese]: [&str; 2]) -> String {
        match self {
            Self::English => english.to_owned(),
            Self::Simplified | Self::Traditional => self.of_chinese(chinese),
        }
    }

    /// A text in Simplified Chinese, converted if the language is Traditional Chinese, with a space between Chinese
    /// and Latin letters.
    #[must_use]
    pub(crate) fn of_chinese(self, chinese: &str) -> String {
        let spaced = traditional::spaced(chinese);
        match self {
            Self::English | Self::Simplified => traditional::unmarked(&spaced),
            Self::Traditional => traditional::of(&spaced),
        }
    }

    /// The line of a path, with its column; `None` for a path of a document.
    ///
    /// ```
    /// use netprice::value::path::Path;
    /// use netprice_page::language::Language;
    /// let cell = Path::line(2).field("sku");
    /// assert_eq!(Language::Simplified.line(&cell).unwrap(), "第 2 行，sku");
    /// let hours = Path::from("workload").field("hours");
    /// assert_eq!(Language::Simplified.line(&hours), None);
    /// ```
    #[must_use]
    pub fn line(self, path: &Path) -> Option<String> {
        let (Segment::Line(line), columns) = path.segments().split_first()? else {
            return None;
        };
        let column = match columns {
            [] => String::new(),
            columns => format!("，{}", columns.iter().cloned().collect::<Path>()),
        };
        Some(self.of([&path.to_string(), &format!("第 {line} 行{column}")]))
    }

    /// A note or a source name of the catalogue in the language; in English if it has no translation.
    #[must_use]
    pub fn note(self, catalog: &Catalog, note: &str) -> String {
        let chinese = match self {
            Self::English => None,
            Self::Simplified | Self::Traditional => catalog.chinese().ok(),
        };
        match chinese.and_then(|chinese| chinese.get(note)) {
            Some(chinese) => self.of_chinese(chinese),
            None => note.to_owned(),
        }
    }
}
