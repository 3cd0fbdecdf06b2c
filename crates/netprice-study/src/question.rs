//! The list of the questions that a study can ask.

use crate::study::Study;

/// A question of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// The cost of each offer.
    Compare,
    /// The cost of a month of traffic.
    Traffic,
    /// The commitments for a load.
    Commit,
    /// The outlook of a price.
    Market,
    /// An API or own machines.
    Tokens,
}

impl Question {
    /// All questions.
    pub const ALL: [Self; 5] = [
        Self::Compare,
        Self::Traffic,
        Self::Commit,
        Self::Market,
        Self::Tokens,
    ];

    /// The field of a study that asks the question.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Compare => "offers",
            Self::Traffic => "traffic",
            Self::Commit => "commit",
            Self::Market => "market",
            Self::Tokens => "tokens",
        }
    }

    /// Whether a study asks the question.
    #[must_use]
    pub fn is_asked(self, study: &Study) -> bool {
        match self {
            Self::Compare => !study.offers.is_empty(),
            Self::Traffic => study.traffic.is_some(),
            Self::Commit => study.commit.is_some(),
            Self::Market => study.market.is_some(),
            Self::Tokens => study.tokens.is_some(),
        }
    }

    /// The questions that a study asks.
    ///
    /// ```
    /// use netprice_study::{Question, Study};
    /// let study = Study::from_json(r#"{ "currency": "USD", "tokens": { "machines": {} } }"#)?;
    /// assert_eq!(Question::asked_by(&study), [Question::Tokens]);
    /// assert_eq!(Question::asked_by(&Study::new("USD".parse()?)), []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn asked_by(study: &Study) -> Vec<Self> {
        let all = Self::ALL.into_iter();
        all.filter(|question| question.is_asked(study)).collect()
    }
}
