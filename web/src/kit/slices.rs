//! Long work in slices: the browser draws and takes input in between.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::Duration;

use netprice_study::Resumable;
use rust_decimal::Decimal;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

/// The rest of the work, or its answer.
pub type Next<W> = ControlFlow<<W as Resumable>::Answer, W>;

/// The progress of work.
#[derive(Clone)]
pub(crate) enum Sliced<A> {
    /// The share that is done, from 0 to 1.
    Working(Decimal),
    /// The answer.
    Done(A),
}

/// Works on a request in slices; returns `None` without a request.
///
/// Changing the request cancels the running work and starts it again. The hook compares requests while
/// rendering and not in an effect, because yew delays effects as long as each slice causes a render.
#[hook]
pub(crate) fn use_slices<K, W>(
    asked: Option<K>,
    begin: impl FnOnce(K) -> Next<W> + 'static,
) -> Option<Sliced<Rc<W::Answer>>>
where
    K: Clone + PartialEq + 'static,
    W: Resumable + 'static,
{
    // Each request has its own number.
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
    // Unmounting the component cancels the work.
    use_effect_with((), move |()| move || now.set(u32::MAX));
    is_asked.then_some(shown)
}

/// The number of a request, and the number of the latest request.
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
    let show = |share| reached.set((turn.of, Sliced::Working(share)));
    if let Some(answer) = answer(&turn, begin(), show).await {
        reached.set((turn.of, Sliced::Done(Rc::new(answer))));
    }
}

/// Takes one step after the other, and reports the share before each; `None` if it was cancelled.
async fn answer<W: Resumable>(
    turn: &Turn,
    mut next: Next<W>,
    show: impl Fn(Decimal),
) -> Option<W::Answer> {
    loop {
        match next {
            ControlFlow::Continue(work) => {
                show(work.share());
                breath().await;
                if turn.is_over() {
                    return None;
                }
                next = work.step();
            }
            ControlFlow::Break(answer) => return Some(answer),
        }
    }
}

/// Work that an event starts, such as opening a file.
pub(crate) struct Job<W> {
    /// The share that is done, from 0 to 1; `None` while no work is running.
    pub share: Option<Decimal>,
    /// Starts work, and cancels the running one.
    pub start: Callback<W>,
    /// Cancels the running work.
    pub cancel: Callback<()>,
}

/// Does work in slices once it is started, and calls the latest `ondone` with the answer.
#[hook]
pub(crate) fn use_job<W>(ondone: Callback<W::Answer>) -> Job<W>
where
    W: Resumable + 'static,
    W::Answer: 'static,
{
    let now = use_memo((), |()| Cell::new(0_u32));
    let share = use_state(|| None::<Decimal>);
    let latest = use_mut_ref(|| ondone.clone());
    latest.replace(ondone);
    let cancel = {
        let (now, share) = (now.clone(), share.clone());
        Callback::from(move |()| {
            now.set(now.get().wrapping_add(1));
            share.set(None);
        })
    };
    let start = {
        let (cancel, now, share) = (cancel.clone(), now.clone(), share.clone());
        Callback::from(move |work: W| {
            cancel.emit(());
            let (of, now) = (now.get(), now.clone());
            let (share, latest) = (share.clone(), latest.clone());
            spawn_local(async move {
                let turn = Turn { of, now };
                let show = |done| share.set(Some(done));
                if let Some(answer) = answer(&turn, ControlFlow::Continue(work), show).await {
                    share.set(None);
                    let ondone = latest.borrow().clone();
                    ondone.emit(answer);
                }
            });
        })
    };
    // Unmounting the component cancels the work.
    use_effect_with((), move |()| move || now.set(u32::MAX));
    Job {
        share: *share,
        start,
        cancel,
    }
}

/// Yields to the browser twice: once for the render, and once for its effects.
async fn breath() {
    turn().await;
    turn().await;
}

/// Yields to the browser once.
pub(crate) async fn turn() {
    sleep(Duration::ZERO).await;
}
