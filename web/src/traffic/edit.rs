//! Changes of the traffic form.

use crate::kit::form::{Edit, Form};
use crate::traffic::form::{TrafficField, TrafficForm};
use crate::traffic::imported::Imported;

/// The traffic form after a change, with the samples of a long table if one is imported.
#[derive(Clone, Debug, PartialEq)]
pub struct TrafficEdit {
    /// The form.
    pub form: TrafficForm,
    /// The samples of a long table.
    pub imported: Option<Imported>,
    /// The name of the field that was changed.
    pub field: &'static str,
}

impl TrafficEdit {
    /// A change of a field.
    ///
    /// Typed samples replace an imported table; a field of the generated month clears the name of a
    /// table whose samples are lost.
    #[must_use]
    pub fn typed(edit: Edit<TrafficForm>, imported: Option<Imported>) -> Self {
        let Edit { mut form, field } = edit;
        let is = |one: TrafficField| TrafficForm::name(one) == field;
        let imported = imported.filter(|_| !is(TrafficField::Traffic));
        let sample_fields = [
            TrafficField::Traffic,
            TrafficField::Shape,
            TrafficField::Days,
            TrafficField::HighestMbps,
        ];
        if imported.is_none() && sample_fields.into_iter().any(is) {
            form.set(TrafficField::Imported, "");
        }
        Self {
            form,
            imported,
            field,
        }
    }

    /// Imports the samples of a long table in place of typed ones; `None` removes both.
    #[must_use]
    pub fn imported(form: &TrafficForm, imported: Option<Imported>) -> Self {
        let name = imported.as_ref().map_or("", |imported| &*imported.name);
        let form = form.clone().with(TrafficField::Traffic, "");
        Self {
            form: form.with(TrafficField::Imported, name),
            imported,
            field: "",
        }
    }
}
