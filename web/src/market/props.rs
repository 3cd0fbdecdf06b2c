//! The properties of the view.

use crate::kit::form::Editor;
use crate::kit::words::KitText;
use netprice::value::discount::Discount;
use netprice::value::money::{Rounding, RoundingMode};
use netprice_catalog::hardware::{Hardware, HardwareNameKind};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::number::percent;
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

    /// A discount in the language, rounded up to 0.01%; in percent above list.
    pub(crate) fn rate(&self, paid: Decimal) -> String {
        let mode = RoundingMode::Ceiling;
        let paid = Rounding { places: 4, mode }.apply(paid);
        match Discount::of(paid) {
            Ok(rate) => {
                let (tenths, percent) = (rate.in_tenths(), rate.in_percent());
                let saved = rate.saved_percent();
                self.language.say(&KitText::SamePay {
                    tenths: &tenths,
                    percent: &percent,
                    saved: &saved,
                })
            }
            Err(_) => format!("{}%", percent(paid)),
        }
    }
}
