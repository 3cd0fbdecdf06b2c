//! The stages in which a starting page is drawn.

use yew::prelude::*;

/// A stage of a starting page: each one is drawn in a separate turn of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Nothing is drawn.
    Nothing,
    /// The header and the footer.
    Frame,
    /// The frame of the view.
    View,
    /// The headline of the view.
    Headline,
    /// The form, without contracts.
    Form,
    /// The contracts.
    Contracts,
    /// The whole page.
    Whole,
}

/// The current stage of the page.
#[hook]
pub(crate) fn use_stage() -> Stage {
    use_context().unwrap_or(Stage::Whole)
}

impl Stage {
    /// The stage of the next turn; `None` after the last.
    pub(crate) fn next(self) -> Option<Self> {
        match self {
            Self::Nothing => Some(Self::Frame),
            Self::Frame => Some(Self::View),
            Self::View => Some(Self::Headline),
            Self::Headline => Some(Self::Form),
            Self::Form => Some(Self::Contracts),
            Self::Contracts => Some(Self::Whole),
            Self::Whole => None,
        }
    }
}
