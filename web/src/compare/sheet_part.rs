//! The sheet as a part, which is loaded after the first answer with all that the page shows at once; its rows open to
//! other parts.

use crate::compare::markets::{Markets, MarketsProps};
use crate::compare::sheet::{Sheet, SheetProps};
use crate::kit::part::parts;

parts! {
    /// The sheet.
    SheetPart in sheet by load_sheet: Sheet of SheetProps;
    /// The choice of the market.
    MarketsPart in sheet by load_markets: Markets of MarketsProps;
}
