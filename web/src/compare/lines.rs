//! The lines of a workload as they are typed. Pure.

use std::collections::BTreeSet;
use std::rc::Rc;

use netprice::value::id::LineId;
use netprice_study::workload::phrase::Phrase;
use netprice_study::workload::{Labels, UnreadLine};
use netprice_study::{StudyProblem, Workload};

pub use netprice_study::workload::WorkloadLine;

/// The label by which lines are grouped.
pub const GROUP: &str = "group";

/// The text of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineText {
    /// As it was typed.
    Typed(Rc<str>),
    /// In English and in Chinese words, for a line that was not typed.
    Written([Rc<str>; 2]),
}

/// A line: its text, and what it asked for when the text could last be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineForm {
    /// The line.
    pub line: Rc<WorkloadLine>,
    /// Its text.
    pub text: LineText,
    /// Why the text cannot be read, or the line not be priced; the line is then as before.
    pub problem: Option<StudyProblem>,
}

/// The lines of a workload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkloadForm {
    /// The lines, in their order.
    pub lines: Vec<LineForm>,
    /// The lines of which only the name is known.
    pub unread: Vec<UnreadLine>,
}

impl LineForm {
    /// A line that was not typed, with its text in both languages.
    #[must_use]
    pub fn written(line: WorkloadLine, texts: [&str; 2]) -> Self {
        Self {
            line: Rc::new(line),
            text: LineText::Written(texts.map(Rc::from)),
            problem: None,
        }
    }

    /// A new line of what was said; its id is free.
    #[must_use]
    pub fn said(id: LineId, text: &str, said: Phrase) -> Self {
        let mut line = WorkloadLine::new(id, said.ask);
        line.labels = labels(Labels::new(), said.group);
        Self {
            line: Rc::new(line),
            text: LineText::Typed(text.into()),
            problem: None,
        }
    }

    /// The group of the line.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.line.labels.get(GROUP).map(String::as_str)
    }

    /// The line with another text; it stays what it was where the text cannot be read or its line not be priced.
    fn typed(&mut self, text: &str, said: Result<Phrase, StudyProblem>, taken: &BTreeSet<LineId>) {
        self.text = LineText::Typed(text.into());
        let said = said.map(|said| {
            let mut line = WorkloadLine::clone(&self.line);
            line.ask = said.ask;
            line.labels = labels(line.labels, said.group);
            if let Some(name) = said.name.filter(|name| !taken.contains(name)) {
                line.id = name;
            }
            line
        });
        match said {
            Ok(line) => match line.problems().into_iter().next() {
                Some(located) => self.problem = Some(located.problem),
                None => {
                    self.line = Rc::new(line);
                    self.problem = None;
                }
            },
            Err(problem) => self.problem = Some(problem),
        }
    }
}

/// Labels with another group, if one is said.
fn labels(mut labels: Labels, group: Option<String>) -> Labels {
    if let Some(group) = group {
        labels.insert(GROUP.to_owned(), group);
    }
    labels
}

impl WorkloadForm {
    /// The workload.
    #[must_use]
    pub fn workload(&self) -> Workload {
        let lines = self.lines.iter();
        Workload {
            lines: lines.map(|form| WorkloadLine::clone(&form.line)).collect(),
            unread: self.unread.clone(),
        }
    }

    fn ids(&self) -> BTreeSet<LineId> {
        let lines = self.lines.iter().map(|form| form.line.id.clone());
        let unread = self.unread.iter().map(|line| line.id.clone());
        lines.chain(unread).collect()
    }

    /// An id that no line has: the name if it is free, or the next number.
    fn free_id(name: Option<LineId>, taken: &BTreeSet<LineId>) -> Option<LineId> {
        if let Some(name) = name.filter(|name| !taken.contains(name)) {
            return Some(name);
        }
        let first = taken.len().saturating_add(1);
        let mut numbered = (first..).filter_map(|number| format!("line {number}").parse().ok());
        numbered.find(|id| !taken.contains(id))
    }

    /// Puts text into a line.
    pub fn type_line(&mut self, index: usize, text: &str, said: Result<Phrase, StudyProblem>) {
        let taken = self.ids();
        if let Some(form) = self.lines.get_mut(index) {
            form.typed(text, said, &taken);
        }
    }

    /// Replaces what a line asks for, under its texts in both languages.
    pub fn set_line(&mut self, index: usize, line: WorkloadLine, texts: [&str; 2]) {
        if let Some(form) = self.lines.get_mut(index) {
            let problem = line.problems().into_iter().next();
            if let Some(located) = problem {
                form.problem = Some(located.problem);
                return;
            }
            *form = LineForm::written(line, texts);
        }
    }

    /// Adds lines that were said, each under a free id.
    pub fn add_said(&mut self, said: Vec<(String, Phrase)>) {
        let mut taken = self.ids();
        for (text, phrase) in said {
            if let Some(id) = Self::free_id(phrase.name.clone(), &taken) {
                taken.insert(id.clone());
                self.lines.push(LineForm::said(id, &text, phrase));
            }
        }
    }

    /// Adds lines with their texts in both languages, each under a free id.
    pub fn add_lines(&mut self, lines: Vec<(WorkloadLine, [String; 2])>) {
        let mut taken = self.ids();
        for (mut line, texts) in lines {
            if let Some(id) = Self::free_id(Some(line.id.clone()), &taken) {
                taken.insert(id.clone());
                line.id = id;
                let texts = texts.each_ref().map(String::as_str);
                self.lines.push(LineForm::written(line, texts));
            }
        }
    }

    /// Removes a line.
    pub fn remove(&mut self, index: usize) {
        if index < self.lines.len() {
            self.lines.remove(index);
        }
    }

    /// The groups with their lines: lines without one first, then the groups in the order of their first line.
    #[must_use]
    pub fn groups(&self) -> Vec<(Option<&str>, Vec<usize>)> {
        let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        for (index, form) in self.lines.iter().enumerate() {
            let place = *places.entry(form.group()).or_insert_with(|| {
                groups.push((form.group(), Vec::new()));
                groups.len().saturating_sub(1)
            });
            if let Some((_, lines)) = groups.get_mut(place) {
                lines.push(index);
            }
        }
        let (without, with): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(group, _)| group.is_none());
        without.into_iter().chain(with).collect()
    }
}
