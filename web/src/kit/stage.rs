//! How much of a page that is starting is drawn.

use yew::prelude::*;

/// How much of a page that is starting is drawn: each of its parts in a turn of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Nothing.
    Nothing,
    /// What stands above and below each view.
    Frame,
    /// The view without its parts.
    View,
    /// Its headline too.
    Headline,
    /// The form too, without contracts.
    Form,
    /// The contracts too.
    Contracts,
    /// All.
    Whole,
}

/// How much of the page is drawn.
#[hook]
pub(crate) fn use_stage() -> Stage {
    use_context().unwrap_or(Stage::Whole)
}

impl Stage {
    /// What is drawn in the next turn.
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
