//! The aggregate function: sums the quantity of each SKU, then rates each sum.

use std::collections::BTreeMap;
use std::mem::size_of_val;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, ListArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::cast::{
    as_decimal128_array, as_list_array, as_string_array, as_uint32_array,
};
use datafusion::common::{Result, ScalarValue, exec_err, not_impl_err, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::format_state_name;
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, Signature, Volatility};
use netprice::value::ratio::Ratio;

use crate::amount::{BEYOND, COST_PRECISION, COST_SCALE, decimal, units};
use crate::inputs::{Inputs, amount, coerced};
use crate::rater::Rater;
use crate::session::Session;

/// The digits of a sum of quantities.
const SUM_PRECISION: u8 = 38;

/// `netprice_total`.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Total {
    rater: Rater,
    signature: Signature,
}

impl Total {
    pub(crate) fn of(rater: Rater) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        Self { rater, signature }
    }
}

impl AggregateUDFImpl for Total {
    fn name(&self) -> &str {
        "netprice_total"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        coerced(self.name(), types, 2)
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Decimal128(COST_PRECISION, COST_SCALE))
    }

    /// No usage costs nothing.
    fn default_value(&self, _: &DataType) -> Result<ScalarValue> {
        Ok(cost(0))
    }

    fn is_nullable(&self) -> bool {
        false
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        if args.is_distinct {
            return not_impl_err!("netprice_total counts each row: leave DISTINCT out");
        }
        Ok(Box::new(Sums {
            rater: self.rater,
            scale: scale(args.expr_fields)?,
            by_sku: BTreeMap::new(),
        }))
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let scale = scale(args.input_fields)?;
        let list = |of| DataType::List(Arc::new(Field::new_list_field(of, true)));
        let fields = [
            ("fingerprint", DataType::UInt32),
            ("skus", list(DataType::Utf8)),
            (
                "quantities",
                list(DataType::Decimal128(SUM_PRECISION, scale)),
            ),
        ];
        let fields = fields.map(|(name, of)| {
            let name = format_state_name(args.name, name);
            Arc::new(Field::new(name, of, true))
        });
        Ok(fields.into())
    }
}

/// The scale of the column of quantities.
fn scale(fields: &[FieldRef]) -> Result<i8> {
    match fields.get(1).map(|field| field.data_type()) {
        Some(DataType::Decimal128(_, scale)) => Ok(*scale),
        other => plan_err!("netprice_total: the quantity must be Decimal128, and is {other:?}"),
    }
}

fn cost(units: i128) -> ScalarValue {
    ScalarValue::Decimal128(Some(units), COST_PRECISION, COST_SCALE)
}

/// The quantity of each SKU of a group, as whole numbers of 10^-scale.
#[derive(Debug)]
struct Sums {
    rater: Rater,
    scale: i8,
    by_sku: BTreeMap<String, i128>,
}

impl Sums {
    fn add(&mut self, sku: &str, units: i128) -> Result<(), String> {
        let sum = self.by_sku.get(sku).copied().unwrap_or_default();
        let sum = sum.checked_add(units).filter(|sum| *sum < BEYOND);
        let sum = sum.ok_or("the sum of the quantities has more than 38 digits")?;
        match self.by_sku.get_mut(sku) {
            Some(of_sku) => *of_sku = sum,
            None => {
                self.by_sku.insert(sku.to_owned(), sum);
            }
        }
        Ok(())
    }

    /// The cost of the sum of a SKU, counted from zero.
    fn cost(&self, sku: &str, sum: i128, session: &mut Session) -> Result<Ratio, String> {
        let position = session.position(sku)?;
        let rated = session.rate_whole(position, amount(sum, self.scale)?, None)?;
        let (_, effective) = rated.costs().map_err(|problem| problem.to_string())?;
        Ok(effective)
    }

    fn describe(&self, sku: &str, sum: i128) -> String {
        match decimal(sum, self.scale) {
            Some(sum) => format!("sku {sku:?}, quantity {sum}"),
            None => format!(
                "sku {sku:?}, quantity {sum} × 10^{}",
                -i32::from(self.scale)
            ),
        }
    }
}

impl Accumulator for Sums {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let inputs = Inputs::of(values)?;
        for row in 0..inputs.skus.len() {
            let values = inputs.row(row);
            let units = inputs.quantities.value(row);
            let added = values.and_then(|values| match units {
                ..0 => Err("the quantity is below zero, and zero or more was expected".to_owned()),
                _ => self.add(values.sku, units),
            });
            if let Err(problem) = added {
                return exec_err!("netprice_total: {}: {problem}", inputs.describe(row));
            }
        }
        Ok(())
    }

    /// All SKUs without a cost are told at once, each with its whole quantity.
    fn evaluate(&mut self) -> Result<ScalarValue> {
        let mut session = Session::of(self.rater);
        let (mut total, mut problems) = (Ratio::ZERO, Vec::new());
        for (sku, sum) in &self.by_sku {
            let more = self.cost(sku, *sum, &mut session);
            let more = more.and_then(|more| total.plus(more).map_err(|it| it.to_string()));
            match more {
                Ok(more) => total = more,
                Err(problem) => problems.push(format!("{}: {problem}", self.describe(sku, *sum))),
            }
        }
        if !problems.is_empty() {
            return exec_err!("netprice_total: {}", problems.join("\n"));
        }
        match units(total) {
            Ok(units) => Ok(cost(units)),
            Err(problem) => exec_err!("netprice_total: {problem}"),
        }
    }

    fn size(&self) -> usize {
        let names: usize = self.by_sku.keys().map(String::capacity).sum();
        // A tree holds an entry in little more than its size.
        let entries = self.by_sku.len() * size_of::<(String, i128)>() * 2;
        size_of_val(self) + names + entries
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let skus = self
            .by_sku
            .keys()
            .map(|sku| ScalarValue::from(sku.as_str()));
        let skus: Vec<_> = skus.collect();
        let sum = |sum: &i128| ScalarValue::Decimal128(Some(*sum), SUM_PRECISION, self.scale);
        let sums: Vec<_> = self.by_sku.values().map(sum).collect();
        let of_sums = DataType::Decimal128(SUM_PRECISION, self.scale);
        Ok(vec![
            ScalarValue::from(self.rater.fingerprint()),
            ScalarValue::List(ScalarValue::new_list_nullable(&skus, &DataType::Utf8)),
            ScalarValue::List(ScalarValue::new_list_nullable(&sums, &of_sums)),
        ])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let [fingerprints, skus, sums] = states else {
            return plan_err!("netprice_total: three columns of state were expected");
        };
        let own = self.rater.fingerprint();
        for other in as_uint32_array(fingerprints)?.iter().flatten() {
            if other != own {
                return exec_err!(
                    "netprice_total: the processes rate by different price books or agreements: \
                     {own:08x} and {other:08x}"
                );
            }
        }
        let (skus, sums): (&ListArray, &ListArray) = (as_list_array(skus)?, as_list_array(sums)?);
        for (skus, sums) in skus.iter().flatten().zip(sums.iter().flatten()) {
            let (skus, sums) = (as_string_array(&skus)?, as_decimal128_array(&sums)?);
            for (sku, sum) in skus.iter().flatten().zip(sums.iter().flatten()) {
                if let Err(problem) = self.add(sku, sum) {
                    return exec_err!("netprice_total: {}: {problem}", self.describe(sku, sum));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use netprice::{Agreement, PriceBook};

    use super::*;

    fn sums(price: &str) -> Sums {
        let book = PriceBook::new("acme", "north", "USD").unwrap();
        let book = book.with_flat("vm", "compute", "Hours", price).unwrap();
        Sums {
            rater: Rater::of(book, Agreement::default()).unwrap(),
            scale: 6,
            by_sku: BTreeMap::new(),
        }
    }

    fn state(sums: &mut Sums) -> Vec<ArrayRef> {
        let state = sums.state().unwrap().into_iter();
        state.map(|value| value.to_array().unwrap()).collect()
    }

    #[test]
    fn sums_of_the_same_price_book_are_merged_and_others_refused() {
        let (mut one, mut other, mut apart) = (sums("0.5"), sums("0.5"), sums("0.25"));
        one.add("vm", 1_000_000).unwrap();
        other.add("vm", 2_000_000).unwrap();
        one.merge_batch(&state(&mut other)).unwrap();
        assert_eq!(one.evaluate().unwrap(), cost(15 * 10_i128.pow(21))); // 3 × 0.5
        let refused = one.merge_batch(&state(&mut apart)).unwrap_err();
        assert!(
            refused.to_string().contains("different price books"),
            "{refused}"
        );
        // What was refused changes nothing.
        assert_eq!(one.evaluate().unwrap(), cost(15 * 10_i128.pow(21)));
    }

    #[test]
    fn a_sum_beyond_38_digits_is_refused() {
        let mut sums = sums("0.5");
        sums.add("vm", BEYOND - 1).unwrap();
        assert!(sums.add("vm", 1).is_err());
        assert!(sums.evaluate().is_err()); // more digits than a quantity of netprice has
    }
}
