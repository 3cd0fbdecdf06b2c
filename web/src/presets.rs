//! Stories of the market to start from, each a filled-in page. Pure.

use crate::contract::Contract;
use crate::document::Document;
use crate::settings::{Setting, Settings};
use netprice_study::workload::WorkloadField;

/// A story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
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

impl Preset {
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

    /// The study and the settings that it opens on.
    #[must_use]
    pub fn opened(self) -> (Document, Settings) {
        let document = Document::six_clouds();
        match self {
            Self::Web => (
                with_pay(
                    with_workload(document, ["10", "4", "16", "730", "5000", "100000"]),
                    "5.5折",
                ),
                set(&[]),
            ),
            Self::Video => (
                document,
                set(&[
                    (Setting::View, "bandwidth"),
                    (Setting::Shape, "live_event"),
                    (Setting::HighestMbps, "800"),
                    (Setting::Service, "cdn"),
                ]),
            ),
            Self::Game => (
                with_workload(document, ["12", "8", "32", "730", "200", "30000"]),
                set(&[(
                    Setting::Load,
                    "6 4 3 2 2 2 3 4 5 6 7 8 9 9 8 8 9 11 16 24 28 26 18 10",
                )]),
            ),
            // Rents and server prices: see the catalog's figures for owning.
            Self::Training => (
                document,
                set(&[
                    (Setting::View, "gpu"),
                    (Setting::Series, "aws-a100-40gb-list"),
                    (Setting::Horizon, "3"),
                    (Setting::ShockMonth, "2"),
                    (Setting::Delivery, "3"),
                    (Setting::Capital, "7200000"),
                    (Setting::OwnMonth, "80000"),
                    (Setting::RentMonth, "355072"),
                    (Setting::Residual, "70"),
                    (Setting::WaitMonths, "1"),
                ]),
            ),
            Self::Inference => (
                document,
                set(&[(Setting::View, "gpu"), (Setting::Load1M, "20000")]),
            ),
            Self::Tender => (
                document,
                set(&[
                    (Setting::View, "gpu"),
                    (Setting::Series, "cn-a800-card"),
                    (Setting::Volatility, "60"),
                ]),
            ),
            Self::Zero => (
                with_workload(document, ["0", "0", "0", "0", "0", "0"]),
                set(&[]),
            ),
        }
    }
}

fn set(settings: &[(Setting, &str)]) -> Settings {
    let each = settings.iter();
    each.fold(Settings::default(), |all, (setting, text)| {
        all.with(*setting, text)
    })
}

fn with_workload(document: Document, texts: [&str; 6]) -> Document {
    let each = WorkloadField::ALL.into_iter().zip(texts);
    each.fold(document, |document, (field, text)| {
        document.with_workload_text(field, text)
    })
}

/// The same pay rate at every offer.
fn with_pay(document: Document, pay: &str) -> Document {
    let offers = 0..document.price_books().len();
    let contract = Contract {
        pay: pay.to_owned(),
        ..Contract::default()
    };
    // A pay rate has no currency.
    offers.fold(document, |document, offer| {
        document.with_contract(offer, &contract, "")
    })
}
