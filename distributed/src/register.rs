//! All functions by their names.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::execution::FunctionRegistry;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};

use crate::cost::{Answer, ByCount, RowFunction};
use crate::rater::Rater;
use crate::total::Total;

/// The functions of a price book.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use datafusion::prelude::SessionContext;
/// use netprice::{Agreement, PriceBook};
/// use netprice_datafusion::{Functions, Rater};
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.192")?;
/// let agreement = Agreement::default().with_discount("frame", "4.5折")?;
/// let context = SessionContext::new();
/// Functions::of(Rater::of(book, agreement)?).register(&mut *context.state_ref().write())?;
/// let rows = context.sql("SELECT netprice_cost('vm', 730)").await?.collect().await?;
/// let cost = datafusion::arrow::util::display::array_value_to_string(rows[0].column(0), 0)?;
/// assert_eq!(cost, "63.0720000000000000000000"); // 730 × 0.192 × 45%
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Functions {
    /// `netprice_cost`, `netprice_rated`, `netprice_problem` and `netprice_by_count`.
    pub scalar: Vec<Arc<ScalarUDF>>,
    /// `netprice_total`.
    pub aggregate: Vec<Arc<AggregateUDF>>,
}

impl Functions {
    /// The functions that rate by a price book.
    #[must_use]
    pub fn of(rater: Rater) -> Self {
        let rows = [Answer::Cost, Answer::Rated, Answer::Problem];
        let rows = rows.map(|answer| ScalarUDF::from(RowFunction::of(rater, answer)));
        let by_count = ScalarUDF::from(ByCount::of(rater));
        Self {
            scalar: rows.into_iter().chain([by_count]).map(Arc::new).collect(),
            aggregate: vec![Arc::new(AggregateUDF::from(Total::of(rater)))],
        }
    }

    /// Adds the functions to a registry, such as the state of a session.
    ///
    /// # Errors
    /// Those of the registry.
    pub fn register(&self, registry: &mut dyn FunctionRegistry) -> Result<()> {
        for function in &self.scalar {
            registry.register_udf(Arc::clone(function))?;
        }
        for function in &self.aggregate {
            registry.register_udaf(Arc::clone(function))?;
        }
        Ok(())
    }
}
