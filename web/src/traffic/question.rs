//! The form as a question of a study, and back.

use netprice_study::Study;

use crate::kit::form::Asks;
use crate::traffic::form::TrafficForm;
use crate::traffic::importing::Imported;

impl Asks for TrafficForm {
    fn ask(&self, _study: &mut Study) {}

    fn of_study(_study: &Study) -> Self {
        Self::default()
    }
}

impl TrafficForm {
    /// Puts the question of the form into a study that is saved: long samples too.
    pub fn ask_with(&self, _imported: Option<&Imported>, study: &mut Study) {
        self.ask(study);
    }
}

impl Imported {
    /// The samples of a study that the fields of the form cannot hold, if there are any.
    #[must_use]
    pub fn of_study(_study: &Study) -> Option<Self> {
        None
    }
}
