//! The form as a question of a study, and back.

use netprice_study::Study;

use crate::kit::form::Asks;
use crate::traffic::form::TrafficForm;

impl Asks for TrafficForm {
    fn ask(&self, _study: &mut Study) {}

    fn of_study(_study: &Study) -> Self {
        Self::default()
    }
}
