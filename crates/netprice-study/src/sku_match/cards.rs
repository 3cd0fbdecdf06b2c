//! The accelerators that a line asks for, by any of their names.

use std::rc::Rc;

use netprice_catalog::accelerators::Accelerators;
use netprice_catalog::goods::Gpu;

use super::Shelf;
use crate::problem::StudyProblem;
use crate::workload::ask::Machines;

/// Whether accelerators that are sold are of the model that is asked for.
pub(super) type Cards<'a> = Rc<dyn Fn(&Gpu) -> bool + 'a>;

/// What tells the accelerators that are asked for; `None` if none are. The memory of models is looked up only where
/// a memory is asked for.
pub(super) fn cards<'a>(
    shelf: Shelf<'a>,
    ask: &'a Machines,
) -> Result<Option<Cards<'a>>, StudyProblem> {
    let Some(asked) = &ask.gpu else {
        return Ok(None);
    };
    let catalog = shelf.catalog;
    let catalog = catalog.filter(|_| Accelerators::states_memory(&asked.model));
    let known = catalog.map(|catalog| catalog.accelerators()).transpose()?;
    Ok(Some(Rc::new(move |sold| match known {
        Some(known) => known.is_model(&sold.model, &asked.model),
        None => Accelerators::default().is_model(&sold.model, &asked.model),
    })))
}
