//! Forms: named fields that hold what was typed.

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::value::problem::ValueProblem;
use netprice_study::Study;
use yew::Callback;

use crate::kit::draft::{Draft, Typed};

/// The content of a field of a form.
pub trait FieldInput {
    /// The content after this text was typed.
    fn typed(text: &str) -> Self
    where
        Self: Sized;

    /// The text.
    fn text(&self) -> &str;

    /// The reason why the text cannot be read.
    fn problem(&self) -> Option<&ValueProblem> {
        None
    }
}

impl<T: Typed> FieldInput for Draft<T> {
    fn typed(text: &str) -> Self {
        Self::typed(text)
    }

    fn text(&self) -> &str {
        self.text()
    }

    fn problem(&self) -> Option<&ValueProblem> {
        self.parsed().err()
    }
}

/// Free text.
impl FieldInput for Rc<str> {
    fn typed(text: &str) -> Self {
        text.into()
    }

    fn text(&self) -> &str {
        self
    }
}

/// A form: a struct of typed fields, each with a name.
pub trait Form: Clone + Default + PartialEq + 'static {
    /// The fields, as an enum.
    type Field: Copy + PartialEq + 'static;

    /// All fields.
    const FIELDS: &'static [Self::Field];

    /// The name of a field: the id of its input, and its key in a link.
    fn name(field: Self::Field) -> &'static str;

    /// The content of a field.
    fn input(&self, field: Self::Field) -> &dyn FieldInput;

    /// Puts text into a field.
    fn set(&mut self, field: Self::Field, text: &str);

    /// The text of a field.
    fn text(&self, field: Self::Field) -> &str {
        self.input(field).text()
    }

    /// The form after text was typed into a field.
    #[must_use]
    fn with(mut self, field: Self::Field, text: &str) -> Self {
        self.set(field, text);
        self
    }

    /// The texts of the fields whose text differs from that in another form, by name.
    fn texts_besides(&self, other: &Self) -> BTreeMap<&'static str, &str> {
        let fields = Self::FIELDS.iter();
        let differ = fields.filter(|field| self.text(**field) != other.text(**field));
        differ
            .map(|field| (Self::name(*field), self.text(*field)))
            .collect()
    }

    /// The form with texts put into the fields of these names; `None` for a name that it does not have.
    #[must_use]
    fn with_texts(mut self, texts: &BTreeMap<String, String>) -> Option<Self> {
        for (name, text) in texts {
            let mut fields = Self::FIELDS.iter();
            let field = fields.find(|field| Self::name(**field) == name)?;
            self.set(*field, text);
        }
        Some(self)
    }
}

/// A form that asks a question of a study.
pub trait StudyForm: Form {
    /// Puts the question of the form into a study; nothing while a field of it cannot be read.
    fn write_to(&self, study: &mut Study);

    /// The form that asks what a study asks; an untouched one where the study asks nothing of the kind.
    ///
    /// A study can ask more than the form has fields for: of that the form holds nothing.
    fn of_study(study: &Study) -> Self;
}

/// A form after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit<F> {
    /// The form as it is now.
    pub form: F,
    /// The name of the field that was changed; successive changes of one field are undone as one.
    pub field: &'static str,
}

/// A form that is shown, and the callback for its changes.
#[derive(Debug, PartialEq)]
pub struct Editor<F> {
    /// The form.
    pub form: Rc<F>,
    /// Called with each change.
    pub onedit: Callback<Edit<F>>,
}

impl<F> Clone for Editor<F> {
    fn clone(&self) -> Self {
        Self {
            form: Rc::clone(&self.form),
            onedit: self.onedit.clone(),
        }
    }
}

impl<F: Form> Editor<F> {
    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: F::Field) -> &str {
        self.form.text(field)
    }

    /// The callback that puts text into a field.
    #[must_use]
    pub fn set(&self, field: F::Field) -> Callback<String> {
        let (form, onedit) = (Rc::clone(&self.form), self.onedit.clone());
        Callback::from(move |text: String| {
            onedit.emit(Edit {
                form: F::clone(&form).with(field, &text),
                field: F::name(field),
            });
        })
    }
}

/// Declares a form: its fields, their types, and the text of each at first.
macro_rules! form {
    (
        $(#[$doc:meta])* $form:ident,
        $(#[$fields_doc:meta])* $fields:ident {
            $($(#[$field_doc:meta])* $name:ident $case:ident: $type:ty = $first:expr;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $form {
            $($(#[$field_doc])* pub $name: $type,)*
        }

        $(#[$fields_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $fields {
            $($(#[$field_doc])* $case,)*
        }

        impl Default for $form {
            fn default() -> Self {
                Self {
                    $($name: $crate::kit::form::FieldInput::typed($first),)*
                }
            }
        }

        impl $crate::kit::form::Form for $form {
            type Field = $fields;

            const FIELDS: &'static [$fields] = &[$($fields::$case,)*];

            fn name(field: $fields) -> &'static str {
                match field {
                    $($fields::$case => stringify!($name),)*
                }
            }

            fn input(&self, field: $fields) -> &dyn $crate::kit::form::FieldInput {
                match field {
                    $($fields::$case => &self.$name,)*
                }
            }

            fn set(&mut self, field: $fields, text: &str) {
                match field {
                    $($fields::$case => self.$name = $crate::kit::form::FieldInput::typed(text),)*
                }
            }
        }
    };
}
pub(crate) use form;

/// Declares the options of a choice, each with its name; text that names none chooses the first.
macro_rules! choices {
    (
        $(#[$doc:meta])* $choice:ident {
            $($(#[$case_doc:meta])* $case:ident $name:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $choice {
            $($(#[$case_doc])* $case,)*
        }

        impl $choice {
            /// All options, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$case,)*];

            /// The name of an option: its value in a link and in the page.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$case => $name,)*
                }
            }

            /// The option of a name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|option| option.name() == name)
            }
        }

        impl $crate::kit::form::FieldInput for $choice {
            fn typed(text: &str) -> Self {
                Self::named(text).unwrap_or(Self::ALL[0])
            }

            fn text(&self) -> &str {
                self.name()
            }
        }
    };
}
pub(crate) use choices;
