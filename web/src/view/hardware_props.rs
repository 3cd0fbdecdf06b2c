//! What the view of hardware and its parts are drawn from.

use netprice::value::discount::Discount;
use netprice::value::money::{Rounding, RoundingMode};
use netprice_catalog::hardware::{Hardware, HardwareNameKind};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::{CatalogProp, Dispatch, Shared};
use crate::number::percent;
use crate::settings::{Setting, Settings};
use crate::state::Action;
use crate::text::gpu::GpuText;
use crate::text::{Language, Text};

/// The properties of the view and of its parts.
#[derive(Properties, PartialEq)]
pub struct GpuProps {
    /// The language of the page.
    pub language: Language,
    /// What is typed and chosen.
    pub settings: Settings,
    /// The catalog.
    pub catalog: CatalogProp,
    /// The prices of hardware and models.
    pub hardware: Shared<Hardware>,
    /// How to say what a person did.
    pub dispatch: Dispatch,
}

impl GpuProps {
    pub(super) fn say(&self, text: &GpuText<'_>) -> String {
        text.say(self.language)
    }

    pub(super) fn set(&self, setting: Setting) -> Callback<String> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |text| dispatch.dispatch(Action::Set(setting, text)))
    }

    pub(super) fn name(&self, kind: HardwareNameKind, id: &str) -> String {
        match self.hardware.name(kind, id) {
            Some([english, chinese]) => self.language.of([english, chinese]),
            None => id.to_owned(),
        }
    }

    pub(super) fn note(&self, note: &str) -> String {
        self.language.note(&self.catalog, note)
    }

    /// A discount as people of the language say it, cut to a tenth of a percent upwards.
    pub(super) fn rate(&self, paid: Decimal) -> String {
        let mode = RoundingMode::Ceiling;
        let paid = Rounding { places: 4, mode }.apply(paid);
        match Discount::of(paid) {
            Ok(rate) => {
                let (tenths, percent) = (rate.in_tenths(), rate.in_percent());
                let saved = rate.saved_percent();
                self.language.say(&Text::SamePay {
                    tenths: &tenths,
                    percent: &percent,
                    saved: &saved,
                })
            }
            // Above list there is no discount; it is said in percent.
            Err(_) => format!("{}%", percent(paid)),
        }
    }
}
