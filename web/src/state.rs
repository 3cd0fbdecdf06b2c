//! What the page holds, and how an action changes it. Pure.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::Reducible;

use crate::address::{self, LinkProblem};
use crate::contract::Contract;
use crate::document::{Document, NeedField};
use crate::language::Language;
use crate::settings::{Setting, Settings};

/// Everything the page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The language of the page.
    pub language: Language,
    /// The plan as typed so far.
    pub document: Document,
    /// The offers whose steps are shown.
    pub open: BTreeSet<usize>,
    /// What was wrong with the last link that was followed, until something else is typed.
    pub link_problem: Option<LinkProblem>,
    /// What is typed and chosen besides the plan.
    pub settings: Settings,
    /// How many links were followed, so that the address bar is set right after each.
    pub followed: u32,
}

/// What a person can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Type a number of the workload.
    Need(NeedField, String),
    /// Change the contract of an offer, whose amounts are in a currency.
    Contract(usize, Box<Contract>, String),
    /// Choose the footing to compare on.
    Footing(String),
    /// Type or choose something besides the plan.
    Set(Setting, String),
    /// Choose the currency to compare in.
    Currency(String),
    /// Choose the language.
    Language(Language),
    /// Show or hide the steps of an offer.
    Toggle(usize),
    /// Start again from the plan given.
    Restart(Document),
    /// Follow a link to its fragment.
    Follow(String),
}

impl State {
    /// The state of a page opened at a fragment.
    ///
    /// A damaged fragment leaves the initial plan and says what is wrong.
    #[must_use]
    pub fn opened(language: Language, initial: Document, fragment: &str) -> Self {
        let state = Self {
            language,
            document: initial,
            open: BTreeSet::new(),
            link_problem: None,
            settings: Settings::default(),
            followed: 0,
        };
        state.after(Action::Follow(fragment.to_owned()))
    }

    /// The state after an action.
    #[must_use]
    pub fn after(mut self, action: Action) -> Self {
        if !matches!(action, Action::Toggle(_) | Action::Language(_)) {
            self.link_problem = None;
        }
        match action {
            Action::Need(field, text) => {
                self.document = self.document.with_need_text(field, text.trim());
            }
            Action::Contract(offer, contract, currency) => {
                self.document = self.document.with_contract(offer, &contract, &currency);
            }
            Action::Footing(footing) => {
                self.document = self.document.with_footing(&footing);
            }
            Action::Set(setting, text) => self.settings = self.settings.with(setting, &text),
            Action::Currency(currency) => {
                self.document = self.document.with_currency(&currency);
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
                self.open.clear();
            }
            Action::Follow(fragment) => {
                self.followed = self.followed.wrapping_add(1);
                match address::read(&fragment) {
                    Ok(Some((language, document, settings))) => {
                        self.language = language;
                        self.document = document;
                        self.settings = settings;
                    }
                    Ok(None) => {}
                    Err(problem) => self.link_problem = Some(problem),
                }
            }
        }
        self
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let after = Self::clone(&self).after(action);
        // The same Rc spares a render.
        match after == *self {
            true => self,
            false => Rc::new(after),
        }
    }
}
