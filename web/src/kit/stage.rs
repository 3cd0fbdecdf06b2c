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
    /// The picture of the view.
    Picture,
    /// The whole page.
    Whole,
}

/// The current stage of the page.
#[hook]
pub(crate) fn use_stage() -> Stage {
    use_context().unwrap_or(Stage::Whole)
}

/// Whether the whole page is drawn, in the browser: what is loaded after the answer is loaded then.
#[hook]
pub(crate) fn use_drawn() -> bool {
    let stage = use_stage();
    let is_drawn = use_state(|| false);
    use_effect_with(stage >= Stage::Whole, {
        let is_drawn = is_drawn.clone();
        move |is_whole| is_drawn.set(*is_whole)
    });
    *is_drawn
}

impl Stage {
    /// The stage of the next turn; `None` after the last.
    pub(crate) fn next(self) -> Option<Self> {
        match self {
            Self::Nothing => Some(Self::Frame),
            Self::Frame => Some(Self::View),
            Self::View => Some(Self::Headline),
            Self::Headline => Some(Self::Picture),
            Self::Picture => Some(Self::Whole),
            Self::Whole => None,
        }
    }
}
