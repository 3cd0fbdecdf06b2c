//! Many paths in slices, so that typing never waits for them.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use netprice_catalog::hardware::Hardware;
use rust_decimal::Decimal;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

use super::Shared;
use crate::market::{Computed, MANY_PATHS, Work};
use crate::settings::{Setting, Settings};

/// What was worked out, and for what.
type Result = (Settings, Rc<Computed>);

/// What follows from many paths, if they are chosen and done for what is typed; else the share of
/// the work that is done, if there is any.
///
/// What is typed while they are drawn ends the work and starts it again.
#[hook]
pub(super) fn use_many_paths(
    settings: &Settings,
    hardware: &Shared<Hardware>,
) -> (Option<Rc<Computed>>, Option<Decimal>) {
    let result = use_state(|| None::<Result>);
    let done = use_state(|| None::<Decimal>);
    let is_chosen = settings.get(Setting::Paths) == MANY_PATHS.to_string();
    {
        let (result, done) = (result.clone(), done.clone());
        let key = (settings.clone(), hardware.clone(), is_chosen);
        use_effect_with(key, move |(settings, hardware, is_chosen)| {
            let is_over = Rc::new(Cell::new(false));
            if *is_chosen {
                done.set(Some(Decimal::ZERO));
                let (settings, hardware) = (settings.clone(), hardware.clone());
                spawn_local(worked(settings, hardware, result, done, is_over.clone()));
            } else {
                done.set(None);
            }
            move || is_over.set(true)
        });
    }
    let known = result
        .as_ref()
        .filter(|(then, _)| is_chosen && then == settings);
    let known = known.map(|(_, computed)| computed.clone());
    let done = done.filter(|_| is_chosen && known.is_none());
    (known, done)
}

async fn worked(
    settings: Settings,
    hardware: Shared<Hardware>,
    result: UseStateHandle<Option<Result>>,
    done: UseStateHandle<Option<Decimal>>,
    is_over: Rc<Cell<bool>>,
) {
    let mut work = Work::new(&hardware, &settings, MANY_PATHS);
    loop {
        sleep(Duration::ZERO).await;
        if is_over.get() {
            return;
        }
        match work {
            Ok(Work::Done(computed)) => {
                result.set(Some((settings, Rc::new(*computed))));
                break;
            }
            Ok(going_on) => {
                done.set(Some(going_on.share()));
                work = going_on.step(&settings);
            }
            // The view says what is wrong with what is typed.
            Err(_) => break,
        }
    }
    done.set(None);
}
