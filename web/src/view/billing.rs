//! A long month billed in slices, so that typing never waits for it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use netprice::bandwidth::samples::Samples;
use netprice::error::R;
use netprice::money::Currency;
use netprice_catalog::network::Network;
use rust_decimal::Decimal;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

use super::bandwidth::BandwidthProps;
use super::{CatalogProp, Shared};
use crate::billing::{Billing, Found, Step, found};
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

    fn at_once(&self, settings: &Settings) -> Answer {
        let rates = &self.catalog.exchange_rates;
        found(
            &self.samples.0,
            &self.network,
            rates,
            settings,
            self.currency,
        )
        .map(Rc::new)
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

/// What a month comes to; while a long one is billed, nothing, and how much of it is done.
///
/// What is typed meanwhile and changes the bills ends the work and starts it again.
#[hook]
pub(super) fn use_bills(
    props: &BandwidthProps,
    samples: Option<&Rc<Samples>>,
) -> (Option<Answer>, Option<Decimal>) {
    let asked = samples.and_then(|samples| Asked::of(props, samples));
    let settings = props.settings.clone();
    let at_once = use_memo(asked.clone(), {
        let settings = settings.clone();
        move |asked| {
            let short = asked.as_ref().filter(|asked| !asked.is_long());
            short.map(|asked| asked.at_once(&settings))
        }
    });
    let long = asked.filter(Asked::is_long);
    let result = use_state(|| None::<(Asked, Answer)>);
    let done = use_state(Decimal::default);
    {
        let (result, done) = (result.clone(), done.clone());
        use_effect_with(long.clone(), move |long| {
            let is_over = Rc::new(Cell::new(false));
            if let Some(asked) = long.clone() {
                let is_over = is_over.clone();
                spawn_local(async move {
                    let answer = in_slices(&asked, &settings, &done, &is_over).await;
                    if let Some(answer) = answer {
                        result.set(Some((asked, answer)));
                    }
                });
            }
            move || is_over.set(true)
        });
    }
    match long {
        None => ((*at_once).clone(), None),
        Some(asked) => match result.as_ref().filter(|(then, _)| *then == asked) {
            Some((_, answer)) => (Some(answer.clone()), None),
            None => (None, Some(*done)),
        },
    }
}

/// The answer, unless the work is over before.
async fn in_slices(
    asked: &Asked,
    settings: &Settings,
    done: &UseStateHandle<Decimal>,
    is_over: &Cell<bool>,
) -> Option<Answer> {
    done.set(Decimal::ZERO);
    sleep(Duration::ZERO).await;
    let mut billing = match asked.begun(settings) {
        Ok(billing) => billing,
        Err(problem) => return Some(Err(problem)),
    };
    loop {
        sleep(Duration::ZERO).await;
        if is_over.get() {
            return None;
        }
        match billing.step() {
            Ok(Step::Done(found)) => return Some(Ok(Rc::new(*found))),
            Ok(Step::More(more)) => billing = *more,
            Err(problem) => return Some(Err(problem)),
        }
        done.set(billing.share());
    }
}
