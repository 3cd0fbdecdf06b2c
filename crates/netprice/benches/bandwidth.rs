//! The time for a month of samples under every method, and for the 95th percentile of many links.

use criterion::{Criterion, criterion_group, criterion_main};
use netprice::NonNegative;
use netprice::bandwidth::method::{Across, Group, Method, Missing, Within, peak};
use netprice::bandwidth::samples::Direction;
use netprice::bandwidth::shapes::{Shape, month};

const LINKS: u64 = 10_000;

fn method(group: Group, within: Within, across: Across) -> Method {
    Method {
        direction: Direction::Out,
        missing: Missing::Refuse,
        interval: None,
        group,
        within,
        across,
        rounding: None,
    }
}

fn percent(text: &str) -> NonNegative {
    text.parse().unwrap()
}

fn methods() -> Vec<Method> {
    let discard = Within::DiscardTop {
        percent: percent("5"),
    };
    let nearest = Within::NearestRank {
        percent: percent("95"),
    };
    let between = Within::Interpolated {
        percent: percent("95"),
    };
    vec![
        method(Group::All, discard, Across::Max),
        method(Group::All, nearest, Across::Max),
        method(Group::All, between, Across::Max),
        method(Group::Day, discard, Across::Mean),
        method(Group::Day, Within::Highest(5), Across::MeanOfTop(5)),
        method(Group::Day, Within::Highest(4), Across::Max),
        method(Group::Day, Within::Highest(1), Across::Sum),
        method(Group::Day, Within::Highest(1), Across::Mean),
        method(Group::All, Within::Mean, Across::Max),
    ]
}

fn a_month(c: &mut Criterion) {
    let samples = month(Shape::Diurnal, 31, 1_000, 7).unwrap();
    let methods = methods();
    c.bench_function("8,928 samples under 9 methods", |b| {
        b.iter(|| {
            let peaks = methods.iter().map(|method| peak(&samples, method).unwrap());
            peaks.collect::<Vec<_>>()
        });
    });
    let p95 = method(
        Group::All,
        Within::DiscardTop {
            percent: percent("5"),
        },
        Across::Max,
    );
    c.bench_function("the 95th percentile of a link", |b| {
        b.iter(|| peak(&samples, &p95).unwrap());
    });
    let plain: Vec<i64> = samples
        .values
        .iter()
        .map(|sample| i64::try_from(sample.unwrap().outbound).unwrap())
        .collect();
    c.bench_function("the same by selecting i64", |b| {
        b.iter(|| {
            let mut copy = plain.clone();
            *copy.select_nth_unstable(8_928 - 447).1
        });
    });
}

fn many_links(c: &mut Criterion) {
    let links: Vec<_> = (0..16)
        .map(|seed| month(Shape::Diurnal, 31, 1_000, seed).unwrap())
        .collect();
    let p95 = method(
        Group::All,
        Within::DiscardTop {
            percent: percent("5"),
        },
        Across::Max,
    );
    let mut group = c.benchmark_group("links");
    group.sample_size(10);
    group.bench_function("the 95th percentile of 10,000 links", |b| {
        b.iter(|| {
            let of = |link: u64| {
                let link = usize::try_from(link % 16).unwrap();
                peak(&links[link], &p95).unwrap().mbps.exact()
            };
            (0..LINKS).map(of).max()
        });
    });
    group.finish();
}

criterion_group!(benches, a_month, many_links);
criterion_main!(benches);
