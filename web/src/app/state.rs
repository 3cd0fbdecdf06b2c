//! The state of the page, and how an action changes it. Pure.

use std::rc::Rc;

use netprice::value::day::Date;
use yew::Reducible;

use crate::app::forms::{Forms, View};
use crate::app::history::History;
use crate::app::link::{LinkProblem, OpenedLink};
use crate::compare::form::CompareEdit;
use crate::kit::Shared;
use crate::kit::form::Edit;
use crate::language::Language;
use crate::market::form::MarketForm;
use crate::prices::form::PricesEdit;
use crate::traffic::edit::TrafficEdit;

/// The state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The language of the page.
    pub language: Language,
    /// The reader's day when the page was opened: the page has a clock, the library has none.
    pub today: Date,
    /// The content of all forms.
    pub forms: Forms,
    /// The problem of the last link that was followed, until something is typed.
    pub link_problem: Option<Shared<LinkProblem>>,
    /// Earlier contents of the forms, and those that were undone.
    pub history: History,
    /// The number of changes that did not come from the field itself, but from a link, a story, a
    /// button or undo. After each, the address bar and the select boxes are updated.
    pub jumps: u32,
}

/// An action of the reader.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Changes the form of the comparison.
    Compare(CompareEdit),
    /// Changes the form of traffic.
    Traffic(Box<TrafficEdit>),
    /// Changes the form of prices that move.
    Market(Box<Edit<MarketForm>>),
    /// Changes the form of the price list, or the reader's own prices.
    Prices(PricesEdit),
    /// Shows a view.
    Show(View),
    /// Chooses the language.
    Language(Language),
    /// Opens the content of a link, a saved study or a story.
    Open(Box<OpenedLink>),
    /// Reports a link that cannot be followed.
    Refuse(LinkProblem),
    /// Undoes the last change.
    Undo,
    /// Redoes the last change that was undone.
    Redo,
}

impl State {
    /// The state of a page that is opened with these forms.
    #[must_use]
    pub fn new(language: Language, today: Date, forms: Forms) -> Self {
        Self {
            language,
            today,
            forms,
            link_problem: None,
            history: History::default(),
            jumps: 0,
        }
    }

    /// The state of a page that was opened at a link: a link that cannot be followed leaves the forms as
    /// they are.
    #[must_use]
    pub fn opened(self, read: Result<Option<OpenedLink>, LinkProblem>) -> Self {
        match read {
            Ok(Some(opened)) => self.after(Action::Open(Box::new(opened))),
            Ok(None) => self,
            Err(problem) => self.after(Action::Refuse(problem)),
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn after(mut self, action: Action) -> Self {
        if !matches!(action, Action::Language(_)) {
            self.link_problem = None;
        }
        if action.is_jump() {
            self.jumps = self.jumps.wrapping_add(1);
        }
        let before = self.forms.clone();
        let field = action.field();
        let forms = &mut self.forms;
        match action {
            Action::Compare(CompareEdit::Restart(document)) => *forms = Forms::new(document),
            Action::Compare(edit) => forms.compare = before.compare.clone().after(edit),
            Action::Traffic(edit) => {
                forms.traffic = Some(Rc::new(edit.form));
                forms.imported = edit.imported;
            }
            Action::Market(edit) => forms.market = Some(Rc::new(edit.form)),
            Action::Prices(PricesEdit::Form(edit)) => forms.prices = Some(Rc::new(edit.form)),
            Action::Prices(PricesEdit::Overrides(overrides)) => {
                forms.overrides = Rc::new(overrides);
            }
            Action::Show(view) => forms.view = view,
            Action::Language(language) => self.language = language,
            Action::Open(opened) => {
                self.language = opened.language.unwrap_or(self.language);
                *forms = opened.forms;
            }
            Action::Refuse(problem) => self.link_problem = Some(Shared(Rc::new(problem))),
            Action::Undo => {
                self.forms = self.history.back(before);
                return self;
            }
            Action::Redo => {
                self.forms = self.history.forth(before);
                return self;
            }
        }
        if self.forms != before {
            self.history.keep(before, field);
        }
        self
    }
}

impl Action {
    /// Whether it may change what other fields show.
    fn is_jump(&self) -> bool {
        match self {
            Self::Compare(edit) => edit.is_jump(),
            _ => true,
        }
    }

    /// The field that it changes, so that the letters of one word are undone together.
    fn field(&self) -> String {
        match self {
            Self::Compare(edit) => edit.field(),
            Self::Traffic(edit) => edit.field.to_owned(),
            Self::Market(edit) => edit.field.to_owned(),
            Self::Prices(edit) => edit.field().to_owned(),
            Self::Show(_)
            | Self::Language(_)
            | Self::Open(_)
            | Self::Refuse(_)
            | Self::Undo
            | Self::Redo => String::new(),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let after = Self::clone(&self).after(action);
        // The same Rc spares a render.
        if after == *self { self } else { Rc::new(after) }
    }
}
