//! The form as a question of a study, and back.

use netprice_study::Study;

use crate::kit::form::Asks;
use crate::market::form::MarketForm;

impl Asks for MarketForm {
    fn ask(&self, _study: &mut Study) {}

    fn of_study(_study: &Study) -> Self {
        Self::default()
    }
}
