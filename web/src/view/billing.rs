//! What a month is billed; a long one in slices.

use std::ops::ControlFlow;
use std::rc::Rc;

use netprice::bandwidth::samples::Samples;
use netprice::error::R;
use netprice::money::Currency;
use netprice_catalog::network::Network;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::bandwidth::BandwidthProps;
use super::slices::{Next, Sliced, Slices, use_slices};
use super::{CatalogProp, Shared};
use crate::billing::{Billing, Found, Step};
use crate::settings::{Setting, Settings};

/// The most samples that are billed at once: a month of minutes.
const AT_ONCE: usize = 45_000;

/// What a month comes to.
type Answer = R<Rc<Found>>;

/// What is billed, and at which prices.
#[derive(Clone, PartialEq)]
struct Asked {
    samples: Shared<Samples>,
    network: Shared<Network>,
    catalog: CatalogProp,
    currency: Currency,
    /// The settings that the bills depend on besides the traffic.
    plans: [String; 3],
}

impl Asked {
    fn of(props: &BandwidthProps, samples: &Rc<Samples>) -> Option<Self> {
        let plans = [Setting::Area, Setting::Service, Setting::Shaved];
        Some(Self {
            samples: Shared(samples.clone()),
            network: props.network.clone(),
            catalog: props.catalog.clone(),
            currency: props.currency.parse().ok()?,
            plans: plans.map(|setting| props.settings.get(setting).to_owned()),
        })
    }

    fn is_long(&self) -> bool {
        self.samples.values.len() > AT_ONCE
    }

    fn begun(&self, settings: &Settings) -> R<Billing> {
        let rates = &self.catalog.exchange_rates;
        Billing::new(
            &self.samples.0,
            &self.network,
            rates,
            settings,
            self.currency,
        )
    }
}

impl Slices for Billing {
    type Answer = Answer;

    fn share(&self) -> Decimal {
        self.share()
    }

    fn slice(self) -> Next<Self> {
        match self.step() {
            Ok(Step::More(more)) => ControlFlow::Continue(*more),
            Ok(Step::Done(found)) => ControlFlow::Break(Ok(Rc::new(*found))),
            Err(problem) => ControlFlow::Break(Err(problem)),
        }
    }
}

/// What a month comes to; while a long one is billed, nothing, and how much of it is done.
#[hook]
pub(super) fn use_bills(
    props: &BandwidthProps,
    samples: Option<&Rc<Samples>>,
) -> (Option<Answer>, Option<Decimal>) {
    let asked = samples.and_then(|samples| Asked::of(props, samples));
    let (long, short) = match asked {
        Some(asked) if asked.is_long() => (Some(asked), None),
        short => (None, short),
    };
    let settings = props.settings.clone();
    let at_once = use_memo(short, {
        let settings = settings.clone();
        move |asked| {
            let begun = asked.as_ref().map(|asked| asked.begun(&settings));
            begun.map(|begun| begun.and_then(Billing::finish).map(Rc::new))
        }
    });
    let in_slices = use_slices(long, move |asked| match asked.begun(&settings) {
        Ok(billing) => ControlFlow::Continue(billing),
        Err(problem) => ControlFlow::Break(Err(problem)),
    });
    match in_slices {
        None => ((*at_once).clone(), None),
        Some(Sliced::Done(answer)) => (Some(answer), None),
        Some(Sliced::Working(share)) => (None, Some(share)),
    }
}
