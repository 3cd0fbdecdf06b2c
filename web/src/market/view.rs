//! Prices that move: the outlook, the seller, the tender, the buyer, tokens.

use crate::kit::words::KitText;
use crate::market::form::{MarketField, MarketForm};
use crate::market::props::{MarketProps, MarketViewProps};
use std::rc::Rc;

use netprice::Money;
use netprice::market::tender::Turn;
use netprice::value::decimal::{NonNegative, over};
use netprice_catalog::hardware::{GpuHour, HardwareNameKind};
use rust_decimal::Decimal;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::kit::field::Field;
use crate::kit::form::Form;
use crate::kit::number::{grouped, in_cents, percent};
use crate::kit::{Shared, unreadable};
use crate::market::many_paths::use_many_paths;
use crate::market::words::MarketText;
use crate::market::{
    Bought, Computed, MANY_PATHS, OBSERVED, Outlook, PATHS, Sold, Tendered, Wrong, chosen,
    fan_chart, heat, outlook, outlook_settings, token_machine,
};

/// The view, with the prices of hardware, which are read when it is first shown.
#[component]
pub(crate) fn MarketView(props: &MarketViewProps) -> Html {
    let hardware = use_memo((), |()| {
        let hardware = props.catalog.hardware();
        hardware.cloned().map(Rc::new)
    });
    match hardware.as_ref() {
        Err(error) => unreadable(error),
        Ok(hardware) => html! {
            <MarketPage
                language={props.language}
                editor={props.editor.clone()}
                catalog={props.catalog.clone()}
                hardware={Shared(hardware.clone())}
            />
        },
    }
}

/// The view.
#[component]
pub fn MarketPage(props: &MarketProps) -> Html {
    let key = (outlook_settings(&props.editor.form), props.catalog.clone());
    let form = props.editor.form.clone();
    let seen = use_memo(key, move |(_, catalog)| {
        outlook(catalog, &form).map(Rc::new)
    });
    let drawn = seen.as_ref().as_ref().ok().cloned().map(Shared);
    // Not worked out again for each slice of the many paths.
    let few = use_memo((props.editor.form.clone(), drawn), |(form, drawn)| {
        let outlook = drawn.as_ref().map(|drawn| drawn.0.clone());
        outlook.map(|outlook| Computed::at_once(form, outlook))
    });
    let (many, done) = use_many_paths(&props.editor.form, &props.catalog);
    let count = many.as_ref().map_or(PATHS, |_| MANY_PATHS);
    let computed = many.as_deref().or(few.as_ref().as_ref());
    let none = Wrong::new();
    let wrong = seen.as_ref().as_ref().err().unwrap_or(&none);
    let observed = is_observed(props);
    html! {
        <section class="answer market">
            <h2>{props.say(&MarketText::Outlook)}</h2>
            <div class="inputs">
                {series(props)}
                {fields(props, wrong, &[MarketField::Volatility, MarketField::Horizon, MarketField::ShockFactor,
                    MarketField::ShockMonth, MarketField::ShockChance, MarketField::PullLevel, MarketField::PullSpeed])}
                {moves_choice(props, wrong)}
                {fields(props, wrong, if observed { &[MarketField::Block] } else { &[] })}
                {paths_choice(props)}
            </div>
            {refining(props, done)}
            {computed.map(|computed| history(props, &computed.outlook, count)).unwrap_or_default()}
            {seller(props, computed.map(|computed| &computed.sold))}
            {tender(props, computed.map(|computed| &computed.tendered))}
            {buyer(props, computed.map(|computed| &computed.bought))}
            {api_or_own(props)}
            <p class="hint">{props.say(&MarketText::Defaults)}</p>
            {prices(props)}
        </section>
    }
}

fn is_observed(props: &MarketProps) -> bool {
    props.editor.form.text(MarketField::Moves) == OBSERVED
}

/// Where the moves of a month come from.
fn moves_choice(props: &MarketProps, wrong: &Wrong) -> Html {
    let onchange = props.set(MarketField::Moves).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let shown = props.editor.form.text(MarketField::Moves);
    let option = |name: &'static str| {
        html! { <option key={name} value={name} selected={shown == name}>{props.say(&MarketText::Moves(name))}</option> }
    };
    let problem = wrong.get(&MarketField::Moves);
    html! {
        <div class={classes!("field", "choice", problem.map(|_| "wrong"))}>
            <label for="moves">{props.say(&MarketText::MovesOf)}</label>
            <select id="moves" {onchange}>{for ["lognormal", OBSERVED].into_iter().map(option)}</select>
            <small aria-live="polite">{problem.map(|problem| props.language.say(problem))}</small>
        </div>
    }
}

/// How many paths are drawn.
fn paths_choice(props: &MarketProps) -> Html {
    let onchange = props.set(MarketField::Paths).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let shown = props.editor.form.text(MarketField::Paths);
    let option = |count: u32| {
        let value = count.to_string();
        let text = grouped(&value);
        html! { <option key={count} value={value.clone()} selected={shown == value}>{text}</option> }
    };
    html! {
        <div class="field choice">
            <label for="paths">{props.say(&MarketText::PathsOf)}</label>
            <select id="paths" {onchange}>{for [PATHS, MANY_PATHS].into_iter().map(option)}</select>
        </div>
    }
}

/// How far the many paths are, and the button that ends them.
fn refining(props: &MarketProps, done: Option<Decimal>) -> Html {
    let cancel = props
        .set(MarketField::Paths)
        .reform(|_: MouseEvent| PATHS.to_string());
    let percent = percent(done.unwrap_or_default());
    html! {
        <p id="refining" hidden={done.is_none()}>
            <progress max="100" value={percent.clone()} aria-label={props.say(&MarketText::PathsOf)}></progress>
            {" "}{props.say(&MarketText::Refining(&percent))}{" "}
            <button type="button" id="paths-cancel" onclick={cancel}>{props.say(&MarketText::Cancel)}</button>
        </p>
    }
}

fn fields(props: &MarketProps, wrong: &Wrong, form: &[MarketField]) -> Html {
    let field = |field: &MarketField| {
        let problem = wrong.get(field);
        html! {
            <Field
                key={MarketForm::name(*field)}
                id={MarketForm::name(*field)}
                label={props.say(&MarketText::Label(*field))}
                text={props.editor.form.text(*field).to_owned()}
                problem={problem.map(|problem| props.language.say(problem))}
                inputmode="text"
                oninput={props.set(*field)}
            />
        }
    };
    html! { <>{for form.iter().map(field)}</> }
}

fn series(props: &MarketProps) -> Html {
    let shown = chosen(&props.hardware, &props.editor.form);
    let shown = shown.map(|series| series.id.to_string());
    let shown = shown.unwrap_or_default();
    let onchange = props.set(MarketField::Series).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |id: &str| {
        html! { <option key={id.to_owned()} value={id.to_owned()} selected={id == shown}>{props.name(HardwareNameKind::Series, id)}</option> }
    };
    let all = props.hardware.series.iter();
    html! {
        <div class="field choice">
            <label for="series">{props.say(&MarketText::Label(MarketField::Series))}</label>
            <select id="series" {onchange}>{for all.map(|series| option(series.id.as_str()))}</select>
        </div>
    }
}

fn history(props: &MarketProps, outlook: &Rc<Outlook>, count: u32) -> Html {
    let at = |multiple: &NonNegative| {
        let price = outlook.last.times(multiple.get());
        let nothing = Money::zero(outlook.last.currency());
        props.language.money(price.unwrap_or(nothing))
    };
    let said = MarketText::History {
        last: &props.language.money(outlook.last),
        volatility: &percent(outlook.volatility.get()),
        is_own: outlook.is_own,
        fall: &percent(outlook.largest_fall),
    };
    let ahead = match outlook.fan.last().map(Vec::as_slice) {
        Some([low, _, middle, _, high]) => props.say(&MarketText::Ahead {
            months: outlook.fan.len(),
            low: &at(low),
            middle: &at(middle),
            high: &at(high),
            half_more: &percent(outlook.ever_half_more.get()),
            lower: &percent(outlook.ends_lower.get()),
        }),
        Some(_) | None => String::new(),
    };
    let chance = props.editor.form.text(MarketField::ShockChance).trim();
    let has_event = chance
        .parse::<NonNegative>()
        .is_ok_and(|chance| !chance.is_zero());
    let event = has_event.then(|| {
        props.say(&MarketText::WithEvent {
            chance,
            factor: props.editor.form.text(MarketField::ShockFactor),
            month: props.editor.form.text(MarketField::ShockMonth),
        })
    });
    let series = chosen(&props.hardware, &props.editor.form);
    let source = series.map(|series| {
        let note = series.note.as_deref().map(|note| props.note(note));
        let note = note.map(|note| props.language.say(&KitText::Note(&note)));
        html! { <p class="source">{&series.source}{" "}{note}</p> }
    });
    html! {
        <>
            <p id="history">{props.say(&said)}</p>
            <p id="ahead">{ahead}{" "}{event}</p>
            {fan_chart::chart(props, outlook, series)}
            <p class="hint">{props.say(&MarketText::Method(&grouped(&count.to_string()), is_observed(props)))}</p>
            {source.unwrap_or_default()}
        </>
    }
}

/// What was found, and what is wrong; neither, without an outlook.
fn parted<'a, T>(
    found: Option<&'a Result<T, Wrong>>,
    none: &'a Wrong,
) -> (Option<&'a T>, &'a Wrong) {
    match found {
        Some(Ok(found)) => (Some(found), none),
        Some(Err(wrong)) => (None, wrong),
        None => (None, none),
    }
}

fn seller(props: &MarketProps, found: Option<&Result<Sold, Wrong>>) -> Html {
    let none = Wrong::new();
    let (found, wrong) = parted(found, &none);
    let amount = |money: Money| in_cents(money);
    let confidence = props.editor.form.text(MarketField::Confidence);
    let answer = found.map(|found| {
        let said = MarketText::SellerAnswer {
            pay: &props.rate(found.bid.paid()),
            month: found.month,
            loss: &percent(found.risk.probability_of_loss.get()),
            floor: &props.rate(found.floor.get()),
            confidence,
        };
        let figures = MarketText::SellerFigures {
            break_even: &props.rate(found.break_even.get()),
            today: &amount(found.risk.margin_today),
            mean: &amount(found.risk.mean_margin),
            at_risk: &amount(found.risk.value_at_risk),
            shortfall: &amount(found.risk.expected_shortfall),
            confidence,
        };
        let clause = MarketText::ClauseWorth {
            seller: &amount(found.clause.to_seller),
            buyer: &amount(found.clause.to_buyer),
        };
        let late = match found.delay {
            Some(cost) => props.say(&MarketText::LateCosts {
                months: found.later,
                cost: &amount(cost),
            }),
            None => props.say(&MarketText::LateBeyond),
        };
        html! {
            <>
                <p class="sentence" id="seller-answer" aria-live="polite" data-floor={found.floor.to_string()}
                    data-loss={found.risk.probability_of_loss.to_string()}>{props.say(&said)}</p>
                <p id="seller-figures">{props.say(&figures)}</p>
                <p>{props.say(&clause)}{" "}{late}</p>
                {heat::table(props, found)}
            </>
        }
    });
    html! {
        <section>
            <h2>{props.say(&MarketText::Seller)}</h2>
            <div class="inputs">
                {fields(props, wrong, &[MarketField::CostPay, MarketField::Follows, MarketField::BidPay, MarketField::Delivery,
                    MarketField::Confidence, MarketField::Late, MarketField::PassedOn, MarketField::Rise, MarketField::Fall])}
            </div>
            {answer.unwrap_or_default()}
        </section>
    }
}

fn tender(props: &MarketProps, found: Option<&Result<Tendered, Wrong>>) -> Html {
    let none = Wrong::new();
    let (found, wrong) = parted(found, &none);
    let oninput = props.set(MarketField::Sellers).reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let problem = wrong.get(&MarketField::Sellers);
    let problem = problem.map(|problem| props.language.say(problem));
    let answer = found.map(|played| {
        let outcome = &played.result;
        let rounds = outcome.rounds.iter().enumerate().map(|(index, round)| {
            let (Turn::Opens(pay) | Turn::Bids(pay) | Turn::DropsOut { needed: pay }) = round.turn;
            let said = MarketText::Turn {
                round: round.round,
                name: round.seller.as_str(),
                turn: round.turn,
                rate: &props.rate(pay.paid()),
            };
            html! { <li key={index}>{props.say(&said)}</li> }
        });
        let won = match (&outcome.winner, outcome.pay) {
            (Some(name), Some(pay)) => {
                let (name, rate) = (name.as_str(), &props.rate(pay.paid()));
                props.say(&MarketText::Won { name, rate })
            }
            _ => props.say(&MarketText::NobodyWon),
        };
        let after = played.aftermath.as_ref().map(|after| {
            let margins = after.margins.map(in_cents);
            let [low, middle, high] = margins.each_ref().map(String::as_str);
            let said = MarketText::Aftermath {
                today: &in_cents(after.margin_today),
                margins: [low, middle, high],
                loss: &percent(after.probability_of_loss.get()),
                default: &percent(after.probability_of_default.get()),
            };
            html! { <p id="aftermath">{props.say(&said)}</p> }
        });
        html! {
            <>
                <p class="sentence" id="tender-answer" aria-live="polite">{won}</p>
                <ol class="rounds">{for rounds}</ol>
                {after.unwrap_or_default()}
            </>
        }
    });
    html! {
        <section>
            <h2>{props.say(&MarketText::Tender)}</h2>
            <div class={classes!("field", problem.is_some().then_some("wrong"))}>
                <label for="sellers">{props.say(&MarketText::Label(MarketField::Sellers))}</label>
                <textarea id="sellers" rows="4" spellcheck="false" aria-describedby="sellers-below"
                    aria-invalid={problem.is_some().to_string()}
                    value={props.editor.form.text(MarketField::Sellers).to_owned()} {oninput} />
                <small id="sellers-below" aria-live="polite">{problem.unwrap_or_else(|| props.say(&MarketText::SellersHint))}</small>
            </div>
            <div class="inputs">{fields(props, wrong, &[MarketField::Opening, MarketField::Penalty])}</div>
            {answer.unwrap_or_default()}
        </section>
    }
}

fn buyer(props: &MarketProps, found: Option<&Result<Bought, Wrong>>) -> Html {
    let none = Wrong::new();
    let (found, wrong) = parted(found, &none);
    let answer = found.map(|found| {
        let weighed = &found.weighed;
        let worth = weighed.net_present_value;
        let buys = worth.amount() > Decimal::ZERO;
        let said = MarketText::BuyerAnswer {
            buys,
            saving: &props.language.money(absolute(worth)),
            chance: &percent(weighed.probability_buying.get()),
            months: found.term,
        };
        let quantiles = weighed.quantiles.map(|one| props.language.money(one));
        let [low, middle, high] = quantiles.each_ref().map(String::as_str);
        let figures = MarketText::BuyerFigures {
            quantiles: [low, middle, high],
            worst: &props.language.money(weighed.worst),
        };
        let waits = found.waiting.map(|waiting| {
            props.say(&MarketText::Waits {
                months: found.months,
                saves: waiting.expected_saving.amount() >= Decimal::ZERO,
                saving: &props.language.money(absolute(waiting.expected_saving)),
                chance: &percent(waiting.probability_cheaper.get()),
                worst: &props.language.money(waiting.worst),
            })
        });
        html! {
            <>
                <p class="sentence" id="buyer-answer" aria-live="polite" data-exact={worth.to_string()}>{props.say(&said)}</p>
                <p>{props.say(&figures)}</p>
                <p id="waiting">{waits}</p>
            </>
        }
    });
    html! {
        <section>
            <h2>{props.say(&MarketText::Buyer)}</h2>
            <div class="inputs">
                {fields(props, wrong, &[MarketField::BuyCurrency, MarketField::Capital, MarketField::OwnMonth, MarketField::RentMonth,
                    MarketField::Residual, MarketField::Correlation, MarketField::Interest, MarketField::UseLow, MarketField::UseLikely, MarketField::UseHigh,
                    MarketField::WaitMonths, MarketField::MonthWithout])}
            </div>
            {answer.unwrap_or_default()}
        </section>
    }
}

fn absolute(money: Money) -> Money {
    Money::new(money.amount().abs(), money.currency())
}

fn api_or_own(props: &MarketProps) -> Html {
    let found = token_machine(&props.editor.form, &props.catalog);
    let none = Wrong::new();
    let wrong = found.as_ref().err().unwrap_or(&none);
    let answer = found.as_ref().ok().and_then(|machine| {
        let found = machine.against_api.as_ref()?;
        let said = MarketText::TokensAnswer {
            is_api: found.api.amount() < found.own.amount(),
            api: &props.language.money(found.api),
            servers: found.servers,
            own: &props.language.money(found.own),
        };
        let from = found.cheaper_from.map(|from| grouped(&from.to_string()));
        let figures = MarketText::TokensFigures {
            million: &props.language.money(machine.million),
            from: &from.unwrap_or_default(),
        };
        Some(html! {
            <>
                <p class="sentence" id="tokens-answer" aria-live="polite" data-api={found.api.to_string()}
                    data-own={found.own.to_string()}>{props.say(&said)}</p>
                <p>{props.say(&figures)}</p>
            </>
        })
    });
    html! {
        <section>
            <h2>{props.say(&MarketText::Tokens)}</h2>
            <div class="inputs">
                {fields(props, wrong, &[MarketField::TokenCurrency, MarketField::Load1M, MarketField::ApiPrice, MarketField::GpuHour,
                    MarketField::ServerGpus, MarketField::Throughput, MarketField::TopUse])}
            </div>
            {answer.unwrap_or_default()}
        </section>
    }
}

/// The published prices of an hour of a GPU.
fn prices(props: &MarketProps) -> Html {
    let row = |(index, hour): (usize, &GpuHour)| {
        let of_one = over(hour.price.get(), Decimal::from(hour.gpus));
        let of_one = Money::new(of_one.unwrap_or_default(), hour.currency);
        let note = hour.published.note.as_deref().map(|note| props.note(note));
        html! {
            <tr key={index}>
                <th scope="row">{&hour.gpu}</th>
                <td>{props.name(HardwareNameKind::Provider, hour.provider.as_str())}{" "}<span class="where">{&hour.region}</span></td>
                <td>{props.name(HardwareNameKind::Kind, &hour.kind)}</td>
                <td class="number">{props.language.money(of_one)}</td>
                <td class="source">{&hour.published.source}{", "}{props.language.date(hour.published.as_of)}{" "}{note}</td>
            </tr>
        }
    };
    let rows = props.hardware.hours.iter().enumerate();
    html! {
        <details class="methods">
            <summary id="gpu-prices"><h2>{props.say(&MarketText::Prices)}</h2></summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&MarketText::Prices)}>
                <table class="hours">
                    <thead><tr>
                        <th scope="col">{props.say(&MarketText::Gpu)}</th>
                        <th scope="col">{props.language.say(&KitText::Provider)}</th>
                        <th scope="col">{props.say(&MarketText::Kind)}</th>
                        <th scope="col" class="number">{props.say(&MarketText::HourPrice)}</th>
                        <th scope="col">{props.say(&MarketText::Source)}</th>
                    </tr></thead>
                    <tbody>{for rows.map(row)}</tbody>
                </table>
            </div>
        </details>
    }
}
