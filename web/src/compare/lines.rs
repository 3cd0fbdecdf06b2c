//! The lines of a workload as they are typed. Pure.

use std::collections::BTreeSet;
use std::rc::Rc;

use netprice::value::id::LineId;
use netprice_study::workload::phrase::{self, Phrase, Wording, write};
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
    /// Whether the text cannot be read, or its line not be priced; the line is then as before.
    pub is_wrong: bool,
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
            is_wrong: false,
        }
    }

    /// A line in words.
    #[must_use]
    pub fn in_words(line: WorkloadLine) -> Self {
        let texts = [Wording::English, Wording::Chinese].map(|wording| write(&line, wording));
        Self::written(line, texts.each_ref().map(String::as_str))
    }

    /// A new line of what was said; its id is free.
    #[must_use]
    pub fn said(id: LineId, text: &str, said: Phrase) -> Self {
        let mut line = WorkloadLine::new(id, said.ask);
        line.labels = labels(Labels::new(), said.group);
        Self {
            line: Rc::new(line),
            text: LineText::Typed(text.into()),
            is_wrong: false,
        }
    }

    /// The group of the line.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.line.labels.get(GROUP).map(String::as_str)
    }

    /// What the text says, as the line; it keeps its id unless the text names it otherwise.
    ///
    /// # Errors
    /// The problem of the text, or of the line that it says.
    fn read(&self, text: &str, taken: &BTreeSet<LineId>) -> Result<WorkloadLine, StudyProblem> {
        let said = read(text)?;
        let mut line = WorkloadLine::clone(&self.line);
        line.ask = said.ask;
        line.labels = labels(line.labels, said.group);
        if let Some(name) = said.name.filter(|name| !taken.contains(name)) {
            line.id = name;
        }
        Ok(line)
    }

    /// Why the text cannot be read, or its line not be priced.
    #[must_use]
    pub fn problem(&self) -> Option<StudyProblem> {
        match &self.text {
            LineText::Typed(text) if self.is_wrong => self.read(text, &BTreeSet::new()).err(),
            LineText::Typed(_) | LineText::Written(_) => None,
        }
    }
}

/// Reads a line as it is said, which a sheet can hold: its numbers are within their limits.
///
/// # Errors
/// The problem of the text, or the first of the line that it says.
pub fn read(text: &str) -> Result<Phrase, StudyProblem> {
    let said = phrase::read(text)?;
    let line = WorkloadLine::new("line".parse()?, said.ask.clone());
    match line.problems().into_iter().next() {
        Some(located) => Err(located.problem),
        None => Ok(said),
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

    /// The workload with another text for a line, which stays what it was where the text cannot be read.
    #[must_use]
    pub fn typed(mut self, index: usize, text: &str) -> Self {
        let taken = self.ids();
        if let Some(form) = self.lines.get_mut(index) {
            let read = form.read(text, &taken);
            form.text = LineText::Typed(text.into());
            form.is_wrong = read.is_err();
            if let Ok(line) = read {
                form.line = Rc::new(line);
            }
        }
        self
    }

    /// The workload with another line at a position, which is written in words; the same where that has a problem.
    #[must_use]
    pub fn with_line(mut self, index: usize, line: WorkloadLine) -> Self {
        if let Some(form) = self
            .lines
            .get_mut(index)
            .filter(|_| line.problems().is_empty())
        {
            *form = LineForm::in_words(line);
        }
        self
    }

    /// The workload with more lines that were said, each under a free id.
    #[must_use]
    pub fn with_said(mut self, said: Vec<(String, Phrase)>) -> Self {
        let mut taken = self.ids();
        for (text, phrase) in said {
            if let Some(id) = free_id(phrase.name.clone(), &taken) {
                taken.insert(id.clone());
                self.lines.push(LineForm::said(id, &text, phrase));
            }
        }
        self
    }

    /// The workload with more lines, each written in words and under a free id.
    #[must_use]
    pub fn with_lines(mut self, lines: Vec<WorkloadLine>) -> Self {
        let mut taken = self.ids();
        for mut line in lines {
            if let Some(id) = free_id(Some(line.id.clone()), &taken) {
                taken.insert(id.clone());
                line.id = id;
                self.lines.push(LineForm::in_words(line));
            }
        }
        self
    }

    /// The workload without a line.
    #[must_use]
    pub fn without(mut self, index: usize) -> Self {
        if index < self.lines.len() {
            self.lines.remove(index);
        }
        self
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

/// An id that no line has: the name if it is free, or the next number.
fn free_id(name: Option<LineId>, taken: &BTreeSet<LineId>) -> Option<LineId> {
    if let Some(name) = name.filter(|name| !taken.contains(name)) {
        return Some(name);
    }
    let first = taken.len().saturating_add(1);
    let mut numbered = (first..).filter_map(|number| format!("line {number}").parse().ok());
    numbered.find(|id| !taken.contains(id))
}
