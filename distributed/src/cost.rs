//! The scalar functions.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, BooleanArray, Decimal128Array, StringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::as_string_view_array;
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use crate::amount::{COST_PRECISION, COST_SCALE, cost_of};
use crate::inputs::{Inputs, coerced, sku_type};
use crate::rater::{Counting, Rater};
use crate::session::Session;

/// What a function answers of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// The cost of a row, whatever the other rows are.
    Cost,
    /// The cost of a whole quantity, counted from zero.
    Rated,
    /// Why a whole quantity has no cost.
    Problem,
}

/// A function of a row.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct RowFunction {
    rater: Rater,
    answer: Answer,
    signature: Signature,
}

impl RowFunction {
    pub(crate) fn of(rater: Rater, answer: Answer) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        Self {
            rater,
            answer,
            signature,
        }
    }

    /// The cost of a row, or why it has none.
    fn cost(&self, inputs: &Inputs, row: usize, session: &mut Session) -> Result<i128, String> {
        let values = inputs.row(row)?;
        let position = session.position(values.sku)?;
        let (amount, day) = (values.amount, values.day);
        let rated = match self.answer {
            Answer::Cost => session.rate_row(position, amount, day)?,
            Answer::Rated | Answer::Problem => session.rate_whole(position, amount, day)?,
        };
        cost_of(&rated)
    }
}

impl ScalarUDFImpl for RowFunction {
    fn name(&self) -> &str {
        match self.answer {
            Answer::Cost => "netprice_cost",
            Answer::Rated => "netprice_rated",
            Answer::Problem => "netprice_problem",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        coerced(self.name(), types, 3)
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.answer {
            Answer::Cost | Answer::Rated => DataType::Decimal128(COST_PRECISION, COST_SCALE),
            Answer::Problem => DataType::Utf8,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = columns(&args)?;
        let inputs = Inputs::of(&columns)?;
        let mut session = Session::of(self.rater);
        let mut costs = Vec::with_capacity(args.number_rows);
        let mut problems = Vec::new();
        for row in 0..args.number_rows {
            match (self.cost(&inputs, row, &mut session), self.answer) {
                (Ok(_), Answer::Problem) => problems.push(None),
                (Err(problem), Answer::Problem) => problems.push(Some(problem)),
                (Ok(cost), _) => costs.push(cost),
                (Err(problem), _) => {
                    return exec_err!("{}: {}: {problem}", self.name(), inputs.describe(row));
                }
            }
        }
        let answers: ArrayRef = match self.answer {
            Answer::Problem => Arc::new(StringArray::from(problems)),
            Answer::Cost | Answer::Rated => {
                let costs = Decimal128Array::from(costs);
                Arc::new(costs.with_precision_and_scale(COST_PRECISION, COST_SCALE)?)
            }
        };
        Ok(ColumnarValue::Array(answers))
    }
}

/// Whether the cost of a row of a SKU depends on a count.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct ByCount {
    rater: Rater,
    signature: Signature,
}

impl ByCount {
    pub(crate) fn of(rater: Rater) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        Self { rater, signature }
    }
}

impl ScalarUDFImpl for ByCount {
    fn name(&self) -> &str {
        "netprice_by_count"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        match types {
            [sku] => Ok(vec![sku_type(self.name(), sku)?]),
            _ => plan_err!("netprice_by_count takes (sku)"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = columns(&args)?;
        let answer = |sku: Option<&str>| {
            let position = self.rater.compiled().position(sku?)?;
            Some(self.rater.counting(position) == Counting::Together)
        };
        let answers = as_string_view_array(&columns[0])?.iter().map(answer);
        let answers: BooleanArray = answers.collect();
        Ok(ColumnarValue::Array(Arc::new(answers)))
    }
}

fn columns(args: &ScalarFunctionArgs) -> Result<Vec<ArrayRef>> {
    let columns = args.args.iter();
    columns
        .map(|column| column.to_array(args.number_rows))
        .collect()
}
