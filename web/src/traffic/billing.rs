//! What a month is billed; a long one in slices.

use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use netprice::Currency;
use netprice_study::Problems;
use netprice_study::Resumable;
use netprice_study::traffic::{Month, TrafficAnswer, TrafficBilling};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::form::Form;
use crate::kit::slices::{Next, Sliced, use_slices};
use crate::traffic::form::{TrafficField, TrafficForm};
use crate::traffic::props::TrafficProps;
use crate::traffic::request::{billed, billing};

/// The most samples that are billed at once: a month of minutes.
const AT_ONCE: usize = 45_000;

/// What a month comes to.
type Answer = Result<Rc<TrafficAnswer>, Problems>;

/// What is billed, and at which prices.
#[derive(Clone, PartialEq)]
struct Asked {
    month: Arc<Month>,
    catalog: CatalogProp,
    currency: Currency,
    /// The form that the bills depend on besides the traffic.
    tariffs: [String; 3],
}

impl Asked {
    fn of(props: &TrafficProps, month: &Arc<Month>) -> Option<Self> {
        let tariffs = [
            TrafficField::Area,
            TrafficField::Service,
            TrafficField::Shaved,
        ];
        Some(Self {
            month: Arc::clone(month),
            catalog: props.catalog.clone(),
            currency: props.currency.parse().ok()?,
            tariffs: tariffs.map(|field| props.editor.form.text(field).to_owned()),
        })
    }

    fn is_long(&self) -> bool {
        self.month.samples.values.len() > AT_ONCE
    }

    fn begun(&self, form: &TrafficForm) -> Result<TrafficBilling, Problems> {
        billing(form, self.currency, &self.month, &self.catalog)
    }
}

/// The bills of a long month, in slices.
struct Bills(TrafficBilling);

impl Resumable for Bills {
    type Answer = Answer;

    fn share(&self) -> Decimal {
        let (done, all) = self.0.progress();
        let share = netprice::value::decimal::over(done.into(), all.max(1).into());
        share.unwrap_or_default()
    }

    fn step(mut self) -> Next<Self> {
        if self.0.step() {
            ControlFlow::Continue(self)
        } else {
            ControlFlow::Break(self.0.finish().map(Rc::new))
        }
    }
}

/// What a month comes to; while a long one is billed, nothing, and how much of it is done.
#[hook]
pub(crate) fn use_bills(
    props: &TrafficProps,
    month: Option<&Arc<Month>>,
) -> (Option<Answer>, Option<Decimal>) {
    let asked = month.and_then(|month| Asked::of(props, month));
    let (long, short) = match asked {
        Some(asked) if asked.is_long() => (Some(asked), None),
        short => (None, short),
    };
    let form = props.editor.form.clone();
    let at_once = use_memo(short, {
        let form = form.clone();
        move |asked| {
            let begun = asked.as_ref().map(|asked| asked.begun(&form));
            begun.map(|begun| begun.and_then(billed))
        }
    });
    let in_slices = use_slices(long, move |asked| match asked.begun(&form) {
        Ok(billing) => ControlFlow::Continue(Bills(billing)),
        Err(problems) => ControlFlow::Break(Err(problems)),
    });
    match in_slices {
        None => ((*at_once).clone(), None),
        Some(Sliced::Done(answer)) => (Some(Answer::clone(&answer)), None),
        Some(Sliced::Working(share)) => (None, Some(share)),
    }
}
