//! Reads studies from documents, as far as they can be read.

use std::mem::take;

use netprice::value::id::LineId;
use netprice::value::ordered::set_of;
use netprice::value::path::Path;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::all_wrong::{Once, read_all};
use super::{Study, read, unreadable};
use crate::problem::{Located, Problems};
use crate::workload::{Labels, Places, UnreadLine, Workload, WorkloadLine};

/// A study as far as its document can be read.
///
/// A line of the workload that is wrong is an [unread line](Workload::unread), which is missing at every offer;
/// all other lines are read. Anything else that is wrong leaves no study.
///
/// ```
/// use netprice_study::study::reading::Reading;
/// let reading = Reading::of_toml(r#"
///     currency = "USD"
///     [[workload.lines]]
///     id = "web"
///     ask.machines = { count = 3, vcpus = "4", memory = "16" }
///     [[workload.lines]]
///     id = "out"
///     ask.traffic.gb = "100"
/// "#);
/// let paths: Vec<String> = reading.problems.iter().map(|one| one.path.to_string()).collect();
/// assert_eq!(paths, ["workload.lines[0].ask.machines.count", "workload.lines[0].ask.machines.memory"]);
/// let workload = reading.study.unwrap().workload.unwrap();
/// assert_eq!((workload.lines[0].id.as_str(), workload.unread[0].id.as_str()), ("out", "web"));
/// ```
#[derive(Clone, Debug)]
pub struct Reading {
    /// The study; `None` if something other than lines of the workload is wrong.
    pub study: Option<Study>,
    /// All that is wrong, each with its path in the document.
    pub problems: Vec<Located>,
    /// Where the lines of its workload are in the document.
    pub places: Places,
}

impl Study {
    /// Reads a study from JSON text.
    ///
    /// # Errors
    /// [`StudyProblem::Unreadable`](crate::StudyProblem::Unreadable) for each field that is wrong, with its path
    /// and the expected value. Decimals must be text, and unknown fields are refused.
    ///
    /// ```
    /// use netprice_study::Study;
    /// let error = Study::from_json(r#"{ "currency": "USD", "offer": [], "day": "today" }"#).unwrap_err();
    /// assert_eq!(error.iter().count(), 2);
    /// assert!(error.to_string().contains("unknown field `offer`"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        Reading::of_json(text).whole()
    }

    /// Reads a study from TOML text.
    ///
    /// # Errors
    /// The same as [`Study::from_json`].
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Reading::of_toml(text).whole()
    }

    /// Reads a study from a document.
    ///
    /// # Errors
    /// The same as [`Study::from_json`].
    pub fn from_document(document: Value) -> Result<Self, Problems> {
        match read(&document) {
            Ok(study) => Ok(study),
            Err(_) => Reading::of_document(document).whole(),
        }
    }
}

impl Reading {
    /// Reads a study from JSON text as far as possible.
    #[must_use]
    pub fn of_json(text: &str) -> Self {
        // Some editors add a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut json = serde_json::Deserializer::from_str(text);
        let first = match read(&mut json).map_err(Problems::into_first) {
            Ok(study) => match json.end() {
                Ok(()) => return Self::of_study(study),
                Err(error) => return Self::of_problem(unreadable(Path::default(), &error)),
            },
            Err(first) => first,
        };
        match serde_json::from_str::<Value>(text) {
            Ok(document) if serde_json::from_str::<Once>(text).is_ok() => {
                Self::of_document(document).with_first(first)
            }
            Ok(_) | Err(_) => Self::of_problem(first),
        }
    }

    /// Reads a study from TOML text as far as possible.
    #[must_use]
    pub fn of_toml(text: &str) -> Self {
        let parsed = || {
            let toml = toml::Deserializer::parse(text);
            toml.map_err(|error| unreadable(Path::default(), &error))
        };
        let first = match parsed().and_then(|toml| read(toml).map_err(Problems::into_first)) {
            Ok(study) => return Self::of_study(study),
            Err(first) => first,
        };
        match parsed().map(Value::deserialize) {
            Ok(Ok(document)) => Self::of_document(document).with_first(first),
            Ok(Err(_)) | Err(_) => Self::of_problem(first),
        }
    }

    fn of_study(study: Study) -> Self {
        Self {
            study: Some(study),
            problems: Vec::new(),
            places: Places::default(),
        }
    }

    fn of_problem(problem: Located) -> Self {
        Self {
            study: None,
            problems: vec![problem],
            places: Places::default(),
        }
    }

    /// Reads a document, each line of its workload by itself.
    fn of_document(mut document: Value) -> Self {
        let lines = document.pointer_mut("/workload/lines");
        let Some(Value::Array(lines)) = lines else {
            return Self::of_study_without_lines(read_all(document));
        };
        let lines = take(lines);
        let mut reading = Self::of_study_without_lines(read_all(document));
        let mut read = Lines::default();
        for (place, line) in lines.into_iter().enumerate() {
            read.add(place, line, &mut reading.problems);
        }
        if let Some(study) = &mut reading.study {
            reading.places.clone_from(&read.places);
            read.add_to(study.workload.get_or_insert_default());
        }
        reading
    }

    fn of_study_without_lines(read: Result<Study, Vec<Located>>) -> Self {
        let (study, problems) = match read {
            Ok(study) => (Some(study), Vec::new()),
            Err(problems) => (None, problems),
        };
        Self {
            study,
            problems,
            places: Places::default(),
        }
    }

    /// The same with the problem that was found first. Its message says where it is in the text, which is kept
    /// where it is the only one.
    fn with_first(mut self, first: Located) -> Self {
        match self.problems.as_mut_slice() {
            [only] if only.path == first.path => *only = first,
            all if all.iter().any(|one| one.path == first.path) => {}
            _ => {
                self.problems.insert(0, first);
                self.study = None;
            }
        }
        self
    }

    /// The study, if nothing is wrong.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn whole(self) -> Result<Study, Problems> {
        Problems::none_of(self.problems)?;
        self.study
            .ok_or_else(|| unreadable(Path::default(), &"there is no study").into())
    }
}

/// The lines of a workload while they are read.
#[derive(Default)]
struct Lines {
    read: Vec<WorkloadLine>,
    places: Places,
    unread: Vec<(usize, Value)>,
}

impl Lines {
    fn add(&mut self, place: usize, line: Value, problems: &mut Vec<Located>) {
        match read_all(line.clone()) {
            Ok(read) => {
                self.read.push(read);
                self.places.push(Workload::path(place));
            }
            Err(wrong) => {
                let at = Workload::path(place);
                problems.extend(wrong.into_iter().map(|one| one.under(at.clone())));
                self.unread.push((place, line));
            }
        }
    }

    fn add_to(self, workload: &mut Workload) {
        workload.lines = self.read;
        let mut known = set_of(workload.ids().cloned());
        for (place, line) in self.unread {
            let id = of_field::<LineId>(&line, "id");
            let numbered = id.as_ref().map(|id| format!("{id} (lines[{place}])"));
            let names = id.as_ref().map(ToString::to_string).into_iter();
            let names = names.chain(numbered).chain([format!("lines[{place}]")]);
            let mut ids = names.filter_map(|name| name.parse::<LineId>().ok());
            if let Some(id) = ids.find(|id| known.insert(id.clone())) {
                let labels = of_field::<Labels>(&line, "labels").unwrap_or_default();
                workload.unread.push(UnreadLine { id, labels });
            }
        }
    }
}

/// The value of a field, if it can be read.
fn of_field<T: DeserializeOwned>(line: &Value, name: &str) -> Option<T> {
    serde_json::from_value(line.get(name)?.clone()).ok()
}
