//! What the page holds, and how an action changes it. Pure.

use std::collections::BTreeSet;
use std::rc::Rc;

use netprice::value::day::Date;
use netprice_study::workload::WorkloadField;
use yew::Reducible;

use crate::address::{self, LinkProblem};
use crate::contract::Contract;
use crate::document::Document;
use crate::importing::Imported;
use crate::language::Language;
use crate::presets::Preset;
use crate::settings::{Setting, Settings};

/// Everything the page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The language of the page.
    pub language: Language,
    /// The reader's day when the page was opened: the page has a clock, what it works out has none.
    pub today: Date,
    /// The study as typed so far.
    pub document: Document,
    /// The offers whose steps are shown.
    pub open: BTreeSet<usize>,
    /// What was wrong with the last link that was followed, until something else is typed.
    pub link_problem: Option<LinkProblem>,
    /// What is typed and chosen besides the study.
    pub settings: Settings,
    /// Samples of a table that is too long for a link.
    pub imported: Option<Imported>,
    /// What was typed before, the latest last, and what was taken back.
    pub history: History,
    /// How often the page was changed from elsewhere than the field in question: by a link, a story, a
    /// button, undo. After each the address bar and the choices are set right.
    pub jumps: u32,
}

/// What a person can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Type a number of the workload.
    Workload(WorkloadField, String),
    /// Change the contract of an offer, whose amounts are in a currency.
    Contract(usize, Box<Contract>, String),
    /// Choose the tax basis to compare on.
    TaxBasis(String),
    /// Type or choose something besides the study.
    Set(Setting, String),
    /// Take the samples of a long table, or give them back.
    Import(Option<Imported>),
    /// Choose the currency to compare in.
    Currency(String),
    /// Choose the language.
    Language(Language),
    /// Show or hide the steps of an offer.
    Toggle(usize),
    /// Start again from the study given.
    Restart(Document),
    /// Open a story.
    Open(Preset),
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Follow a link to its fragment.
    Follow(String),
}

impl State {
    /// The state of a page opened at a fragment.
    ///
    /// A damaged fragment leaves the initial study and says what is wrong.
    #[must_use]
    pub fn opened(language: Language, today: Date, initial: Document, fragment: &str) -> Self {
        let state = Self {
            language,
            today,
            document: initial,
            open: BTreeSet::new(),
            link_problem: None,
            settings: Settings::default(),
            imported: None,
            history: History::default(),
            jumps: 0,
        };
        state.after(Action::Follow(fragment.to_owned()))
    }

    /// The state after an action.
    #[must_use]
    pub fn after(mut self, action: Action) -> Self {
        if !matches!(action, Action::Toggle(_) | Action::Language(_)) {
            self.link_problem = None;
        }
        if action.is_jump() {
            self.jumps = self.jumps.wrapping_add(1);
        }
        let before = (self.document.clone(), self.settings.clone());
        let place = action.place();
        match action {
            Action::Workload(field, text) => {
                self.document = self.document.with_workload_text(field, text.trim());
            }
            Action::Contract(offer, contract, currency) => {
                self.document = self.document.with_contract(offer, &contract, &currency);
            }
            Action::TaxBasis(basis) => {
                self.document = self.document.with_tax_basis(&basis);
            }
            Action::Set(setting, text) => {
                if setting == Setting::Traffic {
                    self.imported = None;
                }
                self.settings = self.settings.with(setting, &text);
                let is_traffic = matches!(
                    setting,
                    Setting::Traffic | Setting::Shape | Setting::Days | Setting::HighestMbps
                );
                if is_traffic && self.imported.is_none() {
                    self.settings = self.settings.with(Setting::Imported, "");
                }
            }
            Action::Import(imported) => {
                let name = imported.as_ref().map(|imported| imported.name.to_string());
                let name = name.unwrap_or_default();
                self.settings = self.settings.with(Setting::Traffic, "");
                self.settings = self.settings.with(Setting::Imported, &name);
                self.imported = imported;
            }
            Action::Currency(currency) => {
                self.document = self.document.with_currency(&currency);
                // A budget in another currency is another budget.
                self.settings = self.settings.with(Setting::Budget, "");
            }
            Action::Language(language) => self.language = language,
            Action::Toggle(offer) => {
                if !self.open.remove(&offer) {
                    self.open.insert(offer);
                }
            }
            Action::Restart(document) => {
                self.document = document;
                self.settings = Settings::default();
                self.imported = None;
                self.open.clear();
            }
            Action::Open(preset) => {
                (self.document, self.settings) = preset.opened();
                self.imported = None;
                self.open.clear();
            }
            Action::Undo => {
                if let Some(earlier) = self.history.back(before) {
                    (self.document, self.settings) = earlier;
                }
                return self;
            }
            Action::Redo => {
                if let Some(later) = self.history.forth(before) {
                    (self.document, self.settings) = later;
                }
                return self;
            }
            Action::Follow(fragment) => match address::read(&fragment) {
                Ok(Some((language, document, settings))) => {
                    self.language = language;
                    self.document = document;
                    self.settings = settings;
                }
                Ok(None) => {}
                Err(problem) => self.link_problem = Some(problem),
            },
        }
        if (&self.document, &self.settings) != (&before.0, &before.1) {
            self.history.keep(before, place);
        }
        self
    }
}

impl Action {
    /// Whether it may change what other fields show; a setting may be set by a button.
    fn is_jump(&self) -> bool {
        !matches!(
            self,
            Self::Workload(..) | Self::Contract(..) | Self::Toggle(_)
        )
    }

    /// What it changes, so that typing a word in one place is taken back as one.
    fn place(&self) -> String {
        match self {
            Self::Workload(field, _) => field.name().to_owned(),
            Self::Contract(offer, ..) => format!("contract {offer}"),
            Self::Set(setting, _) => setting.name().to_owned(),
            Self::TaxBasis(_)
            | Self::Currency(_)
            | Self::Language(_)
            | Self::Toggle(_)
            | Self::Import(_)
            | Self::Restart(_)
            | Self::Open(_)
            | Self::Undo
            | Self::Redo
            | Self::Follow(_) => String::new(),
        }
    }
}

/// What was typed before, and what was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    earlier: Vec<(Document, Settings)>,
    later: Vec<(Document, Settings)>,
    /// What the last change was made to; empty for what is never joined.
    place: String,
}

impl History {
    const MOST: usize = 200;

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// Whether something was taken back.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.later.is_empty()
    }

    fn keep(&mut self, before: (Document, Settings), place: String) {
        self.later.clear();
        if place.is_empty() || place != self.place {
            self.earlier.push(before);
            if self.earlier.len() > Self::MOST {
                self.earlier.remove(0);
            }
        }
        self.place = place;
    }

    fn back(&mut self, now: (Document, Settings)) -> Option<(Document, Settings)> {
        let earlier = self.earlier.pop()?;
        self.later.push(now);
        self.place.clear();
        Some(earlier)
    }

    fn forth(&mut self, now: (Document, Settings)) -> Option<(Document, Settings)> {
        let later = self.later.pop()?;
        self.earlier.push(now);
        self.place.clear();
        Some(later)
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
