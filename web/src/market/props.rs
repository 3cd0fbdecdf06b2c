//! The properties of the view.

use crate::kit::form::Editor;
use crate::kit::words::KitText;
use netprice::value::decimal::{print, times};
use netprice::value::discount::Discount;
use netprice::value::money::{Rounding, RoundingMode};
use netprice_catalog::hardware::{Hardware, HardwareNameKind};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::number::{grouped, percent};
use crate::kit::{CatalogProp, Shared};
use crate::language::Language;
use crate::market::form::MarketForm;
use crate::market::words::MarketText;

/// The properties of the view.
#[derive(Clone, Properties, PartialEq)]
pub struct MarketViewProps {
    /// The language of the page.
    pub language: Language,
    /// The form, with the callback for its changes.
    pub editor: Editor<MarketForm>,
    /// The accelerators that the comparison asks for.
    pub asked_gpus: Option<u32>,
    /// The catalogue.
    pub catalog: CatalogProp,
}

/// The properties of the sections, with the hardware prices of the catalogue.
#[derive(Clone, Properties, PartialEq)]
pub struct MarketProps {
    /// The language of the page.
    pub language: Language,
    /// The form.
    pub editor: Editor<MarketForm>,
    /// The accelerators that the comparison asks for.
    pub asked_gpus: Option<u32>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// The prices of hardware and models.
    pub hardware: Shared<Hardware>,
}

impl MarketProps {
    pub(crate) fn say(&self, text: &MarketText<'_>) -> String {
        self.language.say(text)
    }

    pub(crate) fn name(&self, kind: HardwareNameKind, id: &str) -> String {
        match self.hardware.name(kind, id) {
            Some([english, chinese]) => self.language.of([english, chinese]),
            None => id.to_owned(),
        }
    }

    pub(crate) fn note(&self, note: &str) -> String {
        self.language.note(&self.catalog, note)
    }

    /// A paid share of list in the notation of the language, rounded up to 0.01%.
    pub(crate) fn paid(&self, paid: Decimal) -> String {
        self.paid_to(paid, RoundingMode::Ceiling)
    }

    /// A paid share of list in the notation of the language, rounded down to 0.01%.
    pub(crate) fn paid_at_most(&self, paid: Decimal) -> String {
        self.paid_to(paid, RoundingMode::Floor)
    }

    fn paid_to(&self, paid: Decimal, mode: RoundingMode) -> String {
        let paid = Rounding { places: 4, mode }.apply(paid);
        match (self.language, Discount::of(paid)) {
            (Language::Simplified | Language::Traditional, Ok(rate)) => {
                format!("{}折", rate.in_tenths())
            }
            (_, Ok(_) | Err(_)) => format!("{}%", percent_of(paid)),
        }
    }

    /// A discount in the language, rounded up to 0.01%; in percent above list.
    pub(crate) fn rate(&self, paid: Decimal) -> String {
        let mode = RoundingMode::Ceiling;
        let paid = Rounding { places: 4, mode }.apply(paid);
        match Discount::of(paid) {
            Ok(rate) => self.language.say(&KitText::SamePay(rate)),
            Err(_) => format!("{}%", percent(paid)),
        }
    }
}

/// A share in percent, with all its digits.
fn percent_of(share: Decimal) -> String {
    let percent = times(share, Decimal::ONE_HUNDRED);
    print(percent.unwrap_or_default())
}

/// A share as a number of 1,000, such as 3 of 1,000 paths; never 0 or 1,000 for a share that is not all or none.
pub(crate) fn of_thousand(share: Decimal) -> String {
    let mode = RoundingMode::HalfUp;
    let count = times(share, Decimal::ONE_THOUSAND).unwrap_or_default();
    counted(share, Rounding { places: 0, mode }.apply(count))
}

/// A rounded number of 1,000 for a share; never 0 or 1,000 for a share that is not all or none.
pub(crate) fn counted(share: Decimal, rounded: Decimal) -> String {
    if rounded.is_zero() && !share.is_zero() {
        "<1".to_owned()
    } else if rounded == Decimal::ONE_THOUSAND && share != Decimal::ONE {
        ">999".to_owned()
    } else {
        grouped(&print(rounded))
    }
}
