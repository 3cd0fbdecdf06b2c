//! The sheet as a part, which is loaded after the first answer; its rows open to other parts.

use crate::compare::sheet::{Sheet, SheetProps};
use crate::kit::part::parts;

parts! {
    /// The sheet.
    SheetPart in sheet by load_sheet: Sheet of SheetProps;
}
