//! Undo and redo.

use crate::app::forms::Forms;

/// Earlier contents of the forms, and those that were undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    earlier: Vec<Forms>,
    later: Vec<Forms>,
    /// The field of the last change; empty for a change that is never joined with the next.
    field: String,
}

impl History {
    /// The number of changes that can be undone.
    const MOST: usize = 200;

    /// Whether there is a change to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// Whether there is a change to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.later.is_empty()
    }

    /// Keeps the contents before a change of a field.
    pub(super) fn keep(&mut self, before: Forms, field: String) {
        self.later.clear();
        if field.is_empty() || field != self.field {
            self.earlier.push(before);
            if self.earlier.len() > Self::MOST {
                self.earlier.remove(0);
            }
        }
        self.field = field;
    }

    /// The contents before the last change; the same if there was none.
    pub(super) fn back(&mut self, now: Forms) -> Forms {
        match self.earlier.pop() {
            Some(earlier) => {
                self.later.push(now);
                self.field.clear();
                earlier
            }
            None => now,
        }
    }

    /// The contents after the change that was undone last; the same if there was none.
    pub(super) fn forth(&mut self, now: Forms) -> Forms {
        match self.later.pop() {
            Some(later) => {
                self.earlier.push(now);
                self.field.clear();
                later
            }
            None => now,
        }
    }
}
