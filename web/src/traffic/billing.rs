//! The bills of a month of traffic; those of a long month are computed in slices.

use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use netprice_study::outcome::Outcome;
use netprice_study::traffic::{Month, TrafficAnswer, TrafficBilling};
use netprice_study::{Problems, Resumable, Study};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::slices::{Sliced, use_slices};
use crate::traffic::props::TrafficProps;

/// The most samples that are billed at once: a month of five minutes.
const AT_ONCE: usize = 9_000;

/// The bills of a month.
type Answer = Rc<Outcome<TrafficAnswer>>;

/// A request to bill a month.
#[derive(Clone, PartialEq)]
struct Request {
    study: Rc<Study>,
    month: Arc<Month>,
    catalog: CatalogProp,
}

impl Request {
    fn of(props: &TrafficProps, month: &Arc<Month>) -> Self {
        Self {
            study: Rc::clone(&props.study),
            month: Arc::clone(month),
            catalog: props.catalog.clone(),
        }
    }

    fn is_long(&self) -> bool {
        self.month.samples.values.len() > AT_ONCE
    }

    fn begin(&self) -> Result<TrafficBilling, Problems> {
        TrafficBilling::of_month(&self.study, Arc::clone(&self.month), &self.catalog)
    }
}

/// Bills a month: the answer, or `None` and the share that is done.
#[hook]
pub(crate) fn use_bills(
    props: &TrafficProps,
    month: Option<&Arc<Month>>,
) -> (Option<Answer>, Option<Decimal>) {
    let request = month.map(|month| Request::of(props, month));
    let (long, short) = match request {
        Some(request) if request.is_long() => (Some(request), None),
        short => (None, short),
    };
    let at_once = use_memo(short, |request| {
        let request = request.as_ref()?;
        let answer = request.begin().and_then(Resumable::finish);
        Some(Rc::new(answer))
    });
    let in_slices = use_slices(long, |request| match request.begin() {
        Ok(billing) => ControlFlow::Continue(billing),
        Err(problems) => ControlFlow::Break(Err(problems)),
    });
    match in_slices {
        None => ((*at_once).clone(), None),
        Some(Sliced::Done(answer)) => (Some(answer), None),
        Some(Sliced::Working(share)) => (None, Some(share)),
    }
}
