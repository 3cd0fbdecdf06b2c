//! Stories of the market to start from, each a filled-in page. Pure.

use std::rc::Rc;

use netprice_study::workload::phrase::read;

use crate::app::forms::{Forms, View};
use crate::app::link::OpenedLink;
use crate::compare::contract::ContractForm;
use crate::compare::document::Document;
use crate::compare::form::CompareForm;
use crate::compare::lines::WorkloadForm;
use crate::compare::options::{CompareOption, CompareOptions};
use crate::kit::draft::Draft;
use crate::kit::form::Form;
use crate::language::Language;
use crate::market::form::{MarketField, MarketForm};
use crate::traffic::form::{TrafficField, TrafficForm};

/// A story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    /// A web service that sends much to the internet, at an ordinary customer's discounts.
    Web,
    /// Video with a live event, billed by its peaks.
    Video,
    /// A game whose players come in the evening.
    Game,
    /// 64 A100 for three months: rent or buy.
    Training,
    /// An inference API against machines of one's own.
    Inference,
    /// A tender for GPU machines while cards get dearer.
    Tender,
    /// Nothing filled in but the providers.
    Zero,
}

impl Story {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 7] = [
        Self::Web,
        Self::Video,
        Self::Game,
        Self::Training,
        Self::Inference,
        Self::Tender,
        Self::Zero,
    ];

    /// Its name, for the id of its button.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Video => "video",
            Self::Game => "game",
            Self::Training => "training",
            Self::Inference => "inference",
            Self::Tender => "tender",
            Self::Zero => "zero",
        }
    }
}

/// The forms that a story opens with.
#[must_use]
pub fn opened(story: Story) -> OpenedLink {
    OpenedLink {
        language: None,
        forms: forms(story),
    }
}

fn forms(story: Story) -> Forms {
    let initial = Forms::new(first());
    match story {
        Story::Web => {
            let workload = ["10 × 4 vCPU 16 GiB web", "5 TB objects", "100 TB out"];
            let document = with_workload(first(), workload);
            Forms::new(with_discount(document, "5.5折"))
        }
        Story::Video => {
            let form = TrafficForm::default()
                .with(TrafficField::Shape, "live_event")
                .with(TrafficField::HighestMbps, "800")
                .with(TrafficField::Service, "cdn");
            Forms {
                view: View::Traffic,
                traffic: Some(Rc::new(form)),
                ..initial
            }
        }
        Story::Game => {
            let workload = ["12 × 8 vCPU 32 GiB", "200 GB objects", "30 TB out"];
            let document = with_workload(first(), workload);
            let load = "6 4 3 2 2 2 3 4 5 6 7 8 9 9 8 8 9 11 16 24 28 26 18 10";
            let options = CompareOptions::default().with(CompareOption::Load, load);
            let options = Rc::new(options);
            let compare = CompareForm {
                document,
                options,
                bill: None,
            };
            Forms { compare, ..initial }
        }
        // Rents and server prices: see the catalogue's figures for owning.
        Story::Training => market(&[
            (MarketField::Series, "aws-a100-40gb-list"),
            (MarketField::Gpu, "A100"),
            (MarketField::Gpus, "64"),
            (MarketField::Horizon, "3"),
            (MarketField::ShockMonth, "2"),
            (MarketField::Delivery, "3"),
            (MarketField::Capital, "900000"),
            (MarketField::OwnMonth, "10000"),
            (MarketField::RentMonth, "44384"),
            (MarketField::Residual, "70"),
            (MarketField::WaitMonths, "1"),
        ]),
        Story::Inference => market(&[
            (MarketField::Card, "tokens"),
            (MarketField::Gpu, "H200"),
            (MarketField::Load1M, "20000"),
        ]),
        Story::Tender => market(&[
            (MarketField::Card, "tender"),
            (MarketField::Series, "cn-a800-card"),
            (MarketField::Volatility, "60"),
        ]),
        Story::Zero => Forms::new(with_workload(first(), [])),
    }
}

fn market(texts: &[(MarketField, &str)]) -> Forms {
    let texts = texts.iter();
    let form = texts.fold(MarketForm::default(), |form, (field, text)| {
        form.with(*field, text)
    });
    Forms {
        view: View::Market,
        market: Some(Rc::new(form)),
        ..Forms::new(first())
    }
}

/// The offers of the stories, which are told of China.
fn first() -> Document {
    Document::first(Language::Simplified)
}

/// The study with these lines as its workload.
fn with_workload<const N: usize>(document: Document, lines: [&str; N]) -> Document {
    let lines = lines
        .into_iter()
        .filter_map(|text| Some((text.to_owned(), read(text).ok()?)));
    document.with_workload(WorkloadForm::default().with_said(lines.collect()))
}

/// The same discount at every offer.
fn with_discount(document: Document, discount: &str) -> Document {
    let offers = 0..document.offers.len();
    let contract = ContractForm {
        discount: Draft::typed(discount),
        ..ContractForm::default()
    };
    // A discount has no currency.
    offers.fold(document, |document, offer| {
        document.with_contract(offer, contract.clone(), None)
    })
}
