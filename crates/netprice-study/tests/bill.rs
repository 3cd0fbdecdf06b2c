//! Bills as workloads, and a study there and back by FOCUS.

use netprice_study::analysis::{FocusOptions, FocusVersion, focus_csv};
use netprice_study::bill::{usage_of, workload_of};
use netprice_study::workload::ask::Ask;
use netprice_study::{Catalog, Study, compare};

const BILL: &str = include_str!("../../../tests/focus/bill.toml");

/// At the same book and agreement, the usage that a FOCUS export states gives the same costs and the same amount due.
#[test]
fn a_study_there_and_back_gives_the_same_totals() {
    let catalog = Catalog::published().unwrap();
    let study = Study::from_toml(BILL).unwrap();
    let answer = compare(&study, &catalog);
    for version in [FocusVersion::V1_2, FocusVersion::V1_4] {
        let options = FocusOptions::new(version, "2026-11-30".parse().unwrap());
        let bill = netprice_import::bill::read(&focus_csv(&answer, None, &options)).unwrap();
        assert_eq!(bill.report.refused, []);
        let mut again = study.clone();
        let usage = again.offers[0].usage.as_mut().unwrap();
        usage.lines = usage_of(&bill).lines;
        let names: Vec<&str> = usage.lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(names, ["servers", "traffic"]);
        let costs = |answer: &netprice_study::CompareAnswer| {
            let offer = answer.offers.values().next().unwrap().as_ref().unwrap();
            (offer.quote.total.known(), offer.quote.amount_due)
        };
        assert_eq!(costs(&compare(&again, &catalog)), costs(&answer));
    }
}

/// 1,500 hours of m5.large are four machines of 375 hours, with 2 processors and 8 GiB each.
#[test]
fn machines_disks_objects_and_traffic_are_found_by_their_names() {
    let text = "lineItem/LineItemType,lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit,product/servicecode\n\
        Usage,BoxUsage:m5.large,1500,USD,144,Hrs,AmazonEC2\n\
        Usage,EBS:VolumeUsage.gp3,200,USD,16,GB-Mo,AmazonEC2\n\
        Usage,TimedStorage-ByteHrs,500,USD,11.5,GB-Mo,AmazonS3\n\
        Usage,DataTransfer-Out-Bytes,50,USD,4.5,GB,AWSDataTransfer\n\
        Usage,TimedStorage-GlacierByteHrs archive,500,USD,2,GB-Mo,AmazonS3\n\
        Tax,,1,USD,5,,AmazonEC2\n";
    let bill = netprice_import::bill::read(text).unwrap();
    let found = workload_of(&bill, &Catalog::published().unwrap()).unwrap();
    let asks: Vec<&Ask> = found.workload.lines.iter().map(|line| &line.ask).collect();
    let machines = asks.iter().find_map(|ask| match ask {
        Ask::Machines(machines) => Some((
            machines.count.to_string(),
            machines.vcpus.to_string(),
            machines.memory_gib.to_string(),
            machines.hours.get().unwrap().to_string(),
        )),
        _ => None,
    });
    assert_eq!(
        machines,
        Some((
            "4".to_owned(),
            "2".to_owned(),
            "8".to_owned(),
            "375".to_owned()
        ))
    );
    let mut names: Vec<&str> = asks.iter().map(|ask| ask.name()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["block_storage", "machines", "object_storage", "traffic"]
    );
    // An archive is another good, and is not taken for the standard class.
    assert_eq!(found.not_matched.len(), 1);
    assert_eq!(found.workload.unread.len(), 1);
    assert_eq!(found.others.len(), 1);
}
