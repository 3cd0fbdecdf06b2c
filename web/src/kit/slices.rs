//! Long work in slices, so that typing never waits for it.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::Duration;

use netprice_study::Resumable;
use rust_decimal::Decimal;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

/// Work to go on with, or its answer.
pub type Next<W> = ControlFlow<<W as Resumable>::Answer, W>;

/// The progress of work.
#[derive(Clone)]
pub(crate) enum Sliced<A> {
    /// So much of it is done, as a share.
    Working(Decimal),
    /// All of it is done.
    Done(A),
}

/// Does what is asked in slices; nothing while nothing is asked.
///
/// What is asked differently ends the work and begins it again. That is noticed when it is drawn,
/// and not in an effect: effects follow a drawing at the leisure of yew, which puts them off while
/// each slice brings another drawing.
#[hook]
pub(crate) fn use_slices<K, W>(
    asked: Option<K>,
    begin: impl FnOnce(K) -> Next<W> + 'static,
) -> Option<Sliced<Rc<W::Answer>>>
where
    K: Clone + PartialEq + 'static,
    W: Resumable + 'static,
{
    // Each time that something else is asked has a number of its own.
    let now = use_memo((), |()| Cell::new(0_u32));
    let last = use_mut_ref(|| None::<K>);
    if *last.borrow() != asked {
        last.borrow_mut().clone_from(&asked);
        now.set(now.get().wrapping_add(1));
    }
    let turn = Turn {
        of: now.get(),
        now: now.clone(),
    };
    let reached = use_state(|| (0, Sliced::Working(Decimal::ZERO)));
    let shown = match *reached {
        (of, ref sliced) if of == turn.of => sliced.clone(),
        _ => Sliced::Working(Decimal::ZERO),
    };
    let is_asked = asked.is_some();
    use_effect_with(turn.of, move |_| {
        if let Some(asked) = asked {
            spawn_local(worked(turn, move || begin(asked), reached));
        }
    });
    // A page that no longer shows the work does not do it.
    use_effect_with((), move |()| move || now.set(u32::MAX));
    is_asked.then_some(shown)
}

/// One time of asking, among all.
struct Turn {
    of: u32,
    now: Rc<Cell<u32>>,
}

impl Turn {
    fn is_over(&self) -> bool {
        self.now.get() != self.of
    }
}

async fn worked<W: Resumable>(
    turn: Turn,
    begin: impl FnOnce() -> Next<W>,
    reached: UseStateHandle<(u32, Sliced<Rc<W::Answer>>)>,
) {
    breath().await;
    if turn.is_over() {
        return;
    }
    let mut next = begin();
    while let ControlFlow::Continue(work) = next {
        reached.set((turn.of, Sliced::Working(work.share())));
        breath().await;
        if turn.is_over() {
            return;
        }
        next = work.step();
    }
    if let ControlFlow::Break(answer) = next {
        reached.set((turn.of, Sliced::Done(Rc::new(answer))));
    }
}

/// Lets the browser do what waits: one turn for what was drawn, one for the effects of drawing it.
pub(crate) async fn breath() {
    turn().await;
    turn().await;
}

/// Lets the browser do what waited before.
pub(crate) async fn turn() {
    sleep(Duration::ZERO).await;
}
