//! Reads usage from Parquet, row group by row group.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use netprice::value::decimal;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::RowGroupMetaData;
use rust_decimal::Decimal;

use crate::columns::{Columns, Role};
use crate::known::{Keys, Known};
use crate::plan::Rater;
use crate::row::{Amount, Row};
use crate::tally::Tally;
use crate::texts::Texts;

/// The rows of a batch.
const BATCH: usize = 32_768;

/// A file of Parquet.
pub(crate) struct Table {
    metadata: ArrowReaderMetadata,
    pub(crate) columns: Columns,
    mask: ProjectionMask,
    allow_floats: bool,
    path: PathBuf,
}

impl Table {
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata =
            ArrowReaderMetadata::load(&file, options).map_err(|error| error.to_string())?;
        Ok(Self {
            metadata,
            columns: Columns::default(),
            mask: ProjectionMask::all(),
            allow_floats: false,
            path: path.to_owned(),
        })
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let fields = self.metadata.schema().fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    /// The table of the columns that are used: texts are read as the numbers of their dictionaries.
    pub(crate) fn of(self, columns: Columns, allow_floats: bool) -> Result<Self, String> {
        let used = columns.used();
        let schema = self.metadata.schema();
        let fields = schema.fields().iter().enumerate().map(|(index, field)| {
            if used.contains(&index) && *field.data_type() == DataType::Utf8 {
                let kind = DataType::Dictionary(DataType::Int32.into(), DataType::Utf8.into());
                Arc::new(Field::new(field.name(), kind, field.is_nullable()))
            } else {
                Arc::clone(field)
            }
        });
        let hinted = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::try_new(
            Arc::clone(self.metadata.metadata()),
            options.with_schema(hinted),
        );
        let metadata = metadata.map_err(|error| error.to_string())?;
        let mask = ProjectionMask::roots(metadata.parquet_schema(), used);
        Ok(Self {
            metadata,
            columns,
            mask,
            allow_floats,
            path: self.path,
        })
    }

    pub(crate) fn row_groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    /// The bytes of a row group.
    pub(crate) fn bytes(&self, group: usize) -> u64 {
        let groups = self.metadata.metadata().row_groups();
        let bytes = groups.get(group).map(RowGroupMetaData::compressed_size);
        bytes
            .and_then(|bytes| u64::try_from(bytes).ok())
            .unwrap_or(0)
    }

    /// Adds the rows of a row group; returns their number.
    pub(crate) fn add_group(&self, group: usize, tally: &mut Tally<'_>) -> Result<u64, String> {
        // Copies of an open file share the place in it, which threads would move for each other.
        let file = File::open(&self.path).map_err(|error| error.to_string())?;
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let builder = builder.with_row_groups(vec![group]).with_batch_size(BATCH);
        let reader = builder.with_projection(self.mask.clone()).build();
        let (mut rows, mut known) = (0, Known::default());
        for batch in reader.map_err(|error| error.to_string())? {
            let batch = batch.map_err(|error| error.to_string())?;
            self.add_batch(&batch, rows, tally, &mut known)?;
            rows += u64::try_from(batch.num_rows()).unwrap_or(0);
        }
        Ok(rows)
    }

    fn add_batch(
        &self,
        batch: &RecordBatch,
        before: u64,
        tally: &mut Tally<'_>,
        known: &mut Known,
    ) -> Result<(), String> {
        let amounts = self.column(batch, Role::Quantity);
        let amounts = amounts.ok_or("the column of the quantity is missing")?;
        let amounts = Amounts::of(amounts, self.allow_floats)
            .map_err(|error| format!("{}: {error}", self.columns.name(Role::Quantity)))?;
        let sku = self.texts(batch, Role::Sku)?;
        let unit = self.texts(batch, Role::Unit)?;
        let others = [
            Role::Date,
            Role::Id,
            Role::Owner,
            Role::Category,
            Role::Tags,
        ];
        let others = others.map(|role| self.texts(batch, role));
        let [date, id, owner, category, tags] = others;
        let (date, id, owner, category, tags) = (date?, id?, owner?, category?, tags?);
        let labels = self.columns.labels.iter().map(|column| match column {
            Some(column) => self.text_of(batch, *column),
            None => Ok(Texts::Missing),
        });
        let labels = labels.collect::<Result<Vec<Texts<'_>>, String>>()?;
        let mut of_row: Vec<&[u8]> = Vec::with_capacity(labels.len());
        let keys = self.keys(batch, tally.rater, known);
        for (index, number) in (0..batch.num_rows()).zip(before..) {
            let amount = amounts.get(index);
            if let (Some(keys), Amount::Millionths(units)) = (&keys, amount)
                && keys.add(index, units, tally)
            {
                continue;
            }
            of_row.clear();
            of_row.extend(labels.iter().map(|label| label.get(index)));
            let row = Row {
                number,
                sku: sku.get(index),
                amount,
                unit: unit.get(index),
                date: date.get(index),
                id: id.get(index),
                owner: owner.get(index),
                category: category.get(index),
                tags: tags.get(index),
                labels: &of_row,
            };
            tally.add(&row);
        }
        Ok(())
    }

    /// The keys of the SKUs and units of a batch, where nothing else of a row may matter.
    fn keys<'b>(
        &self,
        batch: &'b RecordBatch,
        rater: &Rater<'_>,
        known: &'b mut Known,
    ) -> Option<Keys<'b>> {
        let others = [Role::Category, Role::Tags];
        let is_plain = others
            .iter()
            .all(|role| self.columns.index(*role).is_none());
        if !is_plain || !rater.options.explain.is_empty() {
            return None;
        }
        let sku = self.column(batch, Role::Sku)?;
        known.keys(rater, sku, self.column(batch, Role::Unit))
    }

    /// The column of a role among those that are read.
    fn column<'b>(&self, batch: &'b RecordBatch, role: Role) -> Option<&'b ArrayRef> {
        self.columns
            .index(role)
            .and_then(|column| self.read(batch, column))
    }

    fn read<'b>(&self, batch: &'b RecordBatch, column: usize) -> Option<&'b ArrayRef> {
        let used: BTreeSet<usize> = self.columns.used();
        let place = used.iter().position(|one| *one == column)?;
        batch.columns().get(place)
    }

    fn texts<'b>(&self, batch: &'b RecordBatch, role: Role) -> Result<Texts<'b>, String> {
        let column = self.columns.index(role);
        column.map_or(Ok(Texts::Missing), |column| self.text_of(batch, column))
    }

    fn text_of<'b>(&self, batch: &'b RecordBatch, column: usize) -> Result<Texts<'b>, String> {
        let name = self.columns.names.get(column).map_or("", String::as_str);
        let read = self.read(batch, column);
        let read = read.ok_or_else(|| format!("the column {name} is missing"))?;
        Texts::of(read).map_err(|kind| format!("the column {name} is of the type {kind}"))
    }
}

/// Quantities of a batch.
enum Amounts<'a> {
    /// Millionths: a number of them for each whole number of the column.
    Scaled(&'a [i128], &'a ArrayRef, u32),
    Whole(&'a [i64], &'a ArrayRef),
    Int(&'a [i32], &'a ArrayRef),
    Floats(Vec<String>),
    Texts(Texts<'a>),
}

impl<'a> Amounts<'a> {
    fn of(column: &'a ArrayRef, allow_floats: bool) -> Result<Self, String> {
        match column.data_type() {
            DataType::Decimal128(_, scale) => {
                let scale = u32::try_from(*scale).map_err(|_| "a negative scale".to_owned())?;
                let values = column.as_primitive::<Decimal128Type>().values();
                Ok(Self::Scaled(values, column, scale))
            }
            DataType::Int64 => Ok(Self::Whole(column.as_primitive::<Int64Type>().values(), column)),
            DataType::Int32 => Ok(Self::Int(column.as_primitive::<Int32Type>().values(), column)),
            DataType::Float32 | DataType::Float64 if !allow_floats => Err(
                "floating-point numbers are not exact; with --allow-floats, each is read by its shortest decimal text"
                    .to_owned(),
            ),
            DataType::Float64 => {
                let values = column.as_primitive::<Float64Type>().iter();
                Ok(Self::Floats(values.map(|value| value.map_or_else(String::new, |it| it.to_string())).collect()))
            }
            DataType::Float32 => {
                let values = column.as_primitive::<Float32Type>().iter();
                Ok(Self::Floats(values.map(|value| value.map_or_else(String::new, |it| it.to_string())).collect()))
            }
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(_, _) => {
                Ok(Self::Texts(Texts::of(column)?))
            }
            other => Err(format!("the type {other}; expected a decimal, a whole number or text")),
        }
    }

    /// The quantity of a row.
    #[inline]
    fn get(&self, index: usize) -> Amount<'_> {
        let none = Amount::Text(b"");
        match self {
            Self::Scaled(_, column, _) if column.is_null(index) => none,
            Self::Whole(_, column) | Self::Int(_, column) if column.is_null(index) => none,
            Self::Scaled(values, _, scale) => {
                let value = values.get(index).copied().unwrap_or(0);
                scaled(value, *scale)
            }
            Self::Whole(values, _) => {
                let value = values.get(index).copied().unwrap_or(0);
                scaled(value.into(), 0)
            }
            Self::Int(values, _) => {
                let value = values.get(index).copied().unwrap_or(0);
                scaled(value.into(), 0)
            }
            Self::Floats(values) => {
                let text = values.get(index).map_or("", String::as_str);
                Amount::Text(text.as_bytes())
            }
            Self::Texts(texts) => Amount::Text(texts.get(index)),
        }
    }
}

/// A whole number of 10^-scale.
#[inline]
fn scaled<'a>(value: i128, scale: u32) -> Amount<'a> {
    const MILLIONTHS: [u64; 7] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
    let missing = usize::try_from(scale)
        .ok()
        .and_then(|scale| MILLIONTHS.get(scale));
    if let (Some(missing), Ok(value)) = (missing, u64::try_from(value))
        && let Some(units) = value.checked_mul(*missing)
    {
        return Amount::Millionths(units);
    }
    decimal_of(value, scale).map_or(
        Amount::Text(b"a number of more than 28 digits"),
        Amount::Decimal,
    )
}

fn decimal_of(mut value: i128, mut scale: u32) -> Option<Decimal> {
    while scale > 0 && value % 10 == 0 {
        value /= 10;
        scale -= 1;
    }
    let number = Decimal::try_from_i128_with_scale(value, scale).ok()?;
    // The limit of digits is that of numbers as text.
    decimal::parse(&number.to_string()).ok()
}
