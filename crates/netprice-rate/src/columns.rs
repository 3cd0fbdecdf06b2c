//! What is asked of files, and the columns in which they have it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::problem::RateError;

/// A name by which rows are grouped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The SKU.
    Sku,
    /// The service of the SKU in the price book.
    Service,
    /// The day.
    Day,
    /// The month.
    Month,
    /// A label, by its name.
    Label(String),
}

impl FromStr for Dimension {
    type Err = std::convert::Infallible;

    /// Reads the name of a dimension; any other name is that of a label.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "sku" => Self::Sku,
            "service" => Self::Service,
            "day" => Self::Day,
            "month" => Self::Month,
            label => Self::Label(label.to_owned()),
        })
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sku => "sku",
            Self::Service => "service",
            Self::Day => "day",
            Self::Month => "month",
            Self::Label(label) => label,
        })
    }
}

/// What a column says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The SKU.
    Sku,
    /// The quantity.
    Quantity,
    /// The unit of the quantity; that of the SKU where there is no such column.
    Unit,
    /// The day, or a time of which the day is used as it is written.
    Date,
    /// The id by which a row is explained.
    Id,
    /// The account that owns the usage.
    Owner,
    /// The category of a charge in FOCUS, of which only `Usage` is rated.
    Category,
    /// The labels as a JSON object.
    Tags,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::Sku,
        Self::Quantity,
        Self::Unit,
        Self::Date,
        Self::Id,
        Self::Owner,
        Self::Category,
        Self::Tags,
    ];

    /// The name by which `--columns` maps a column.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Quantity => "quantity",
            Self::Unit => "unit",
            Self::Date => "date",
            Self::Id => "id",
            Self::Owner => "owner",
            Self::Category => "category",
            Self::Tags => "tags",
        }
    }

    /// The columns that are looked for, the first of them first: those of this command, then those of FOCUS.
    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Sku => &["sku", "SkuId", "SkuPriceId"],
            Self::Quantity => &["quantity", "PricingQuantity", "ConsumedQuantity"],
            Self::Unit => &["unit"],
            Self::Date => &["date", "day", "ChargePeriodStart"],
            Self::Id => &["id", "Id"],
            Self::Owner => &["owner", "SubAccountId"],
            Self::Category => &["ChargeCategory"],
            Self::Tags => &["tags", "Tags"],
        }
    }
}

/// What is asked of files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The dimensions by which rows are grouped.
    pub by: Vec<Dimension>,
    /// The names of columns that are not the known ones.
    pub columns: BTreeMap<Role, String>,
    /// Whether floating-point numbers are read, by their shortest decimal text.
    pub allow_floats: bool,
    /// The number of threads; all processors if `None`.
    pub threads: Option<usize>,
    /// The ids of rows that are explained.
    pub explain: BTreeSet<String>,
    /// The bytes of CSV that a thread reads at a time; a usual number if `None`.
    pub block: Option<usize>,
}

impl Options {
    /// The names of the labels among the dimensions.
    pub(crate) fn labels(&self) -> Vec<&str> {
        let labels = self.by.iter().filter_map(|one| match one {
            Dimension::Label(label) => Some(label.as_str()),
            Dimension::Sku | Dimension::Service | Dimension::Day | Dimension::Month => None,
        });
        labels.collect()
    }

    pub(crate) fn has_days(&self) -> bool {
        self.by.contains(&Dimension::Day) || self.by.contains(&Dimension::Month)
    }
}

/// The columns of the roles that are needed.
#[derive(Clone, Debug)]
pub(crate) struct Needs {
    pub(crate) date: bool,
    pub(crate) id: bool,
    pub(crate) owner: bool,
}

/// The columns of a file, by their indices.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) names: Vec<String>,
    pub(crate) roles: BTreeMap<Role, usize>,
    /// The column of each label; `None` for one that is in the tags.
    pub(crate) labels: Vec<Option<usize>>,
}

impl Columns {
    /// Finds the columns by their names.
    pub(crate) fn of(
        names: Vec<String>,
        options: &Options,
        needs: &Needs,
    ) -> Result<Self, RateError> {
        let mut columns = Self {
            names,
            ..Self::default()
        };
        for role in Role::ALL {
            let is_needed = match role {
                Role::Date => needs.date,
                Role::Id => needs.id,
                Role::Owner => needs.owner,
                // Only labels without a column of their own are in the tags.
                Role::Tags => false,
                Role::Sku | Role::Quantity | Role::Unit | Role::Category => true,
            };
            if is_needed && let Some(index) = columns.find(role, options)? {
                columns.roles.insert(role, index);
            }
        }
        let asked_date = options.has_days().then_some(Role::Date);
        let asked_id = (!options.explain.is_empty()).then_some(Role::Id);
        let required = [Some(Role::Sku), Some(Role::Quantity), asked_date, asked_id];
        for role in required.into_iter().flatten() {
            if !columns.roles.contains_key(&role) {
                return Err(columns.lacks(role.name(), &role.known().join(", ")));
            }
        }
        columns.add_labels(options)?;
        Ok(columns)
    }

    fn find(&self, role: Role, options: &Options) -> Result<Option<usize>, RateError> {
        if let Some(name) = options.columns.get(&role) {
            let found = self.named(name);
            return found.map(Some).ok_or_else(|| self.lacks(role.name(), name));
        }
        let mut known = role.known().iter();
        // A unit is that of the quantity beside it.
        let quantity = self.roles.get(&Role::Quantity);
        let of_focus = quantity.and_then(|index| self.names.get(*index));
        match (role, of_focus.map(String::as_str)) {
            (Role::Unit, Some("PricingQuantity")) => return Ok(self.named("PricingUnit")),
            (Role::Unit, Some("ConsumedQuantity")) => return Ok(self.named("ConsumedUnit")),
            _ => {}
        }
        Ok(known.find_map(|name| self.named(name)))
    }

    fn add_labels(&mut self, options: &Options) -> Result<(), RateError> {
        let tags = self.find(Role::Tags, options)?;
        for label in options.labels() {
            let column = self.named(label);
            if column.is_none() {
                let tags = tags.ok_or_else(|| {
                    self.lacks(&format!("the label {label}"), &format!("{label} or Tags"))
                })?;
                self.roles.insert(Role::Tags, tags);
            }
            self.labels.push(column);
        }
        Ok(())
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|one| one == name)
    }

    fn lacks(&self, role: &str, names: &str) -> RateError {
        let known = self.names.join(", ");
        RateError::Asked(format!(
            "no column for {role}; expected {names}; the columns are {known}"
        ))
    }

    /// The name of the column of a role, for messages.
    pub(crate) fn name(&self, role: Role) -> &str {
        let index = self.roles.get(&role);
        let name = index.and_then(|index| self.names.get(*index));
        name.map_or(role.name(), String::as_str)
    }

    pub(crate) fn index(&self, role: Role) -> Option<usize> {
        self.roles.get(&role).copied()
    }

    /// The indices of the columns that are read, in their order.
    pub(crate) fn used(&self) -> BTreeSet<usize> {
        let labels = self.labels.iter().flatten();
        self.roles.values().chain(labels).copied().collect()
    }

    /// The names of the columns that are not read.
    pub(crate) fn unused(&self) -> Vec<String> {
        let used = self.used();
        let names = self.names.iter().enumerate();
        let unused = names.filter(|(index, _)| !used.contains(index));
        unused.map(|(_, name)| name.clone()).collect()
    }
}
