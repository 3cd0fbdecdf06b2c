//! What answers the lines of a workload, what is missing, and labels.

use netprice_study::Study;
use netprice_study::analysis::cost_by_label;
use netprice_study::compare::Notice;
use netprice_study::sku_match::{Condition, Found};
use netprice_study::workload::sheet;

use crate::{
    CLOUDS, answer_to, at_clouds, choice, effective, found, list_cost, of_books, offer, problems,
};

#[test]
fn the_cheapest_that_is_nowhere_smaller_is_chosen_with_what_would_be_cheaper() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "10", vcpus = "2", memory_gib = "4", hours = "100" }
        "#,
    );
    let web = found(offer(&answer, "acme"), "web");
    assert_eq!(web.sku().expect("a SKU"), &"a2");
    let choice = choice(web);
    assert_eq!((choice.fitting, choice.second.as_deref()), (2, Some("a4")));
    let cheaper = choice.cheaper.iter();
    let cheaper = cheaper.map(|one| (one.condition, one.name.as_str(), one.saving.to_string()));
    // 1,000 hours at 0.1 are 100: 80 on Arm, 90 burstable, 30 as spot, and 5 × 100 × 0.18 = 90 twice as large.
    let expected = [
        (Condition::Arm, "arm2", "20 USD".to_owned()),
        (Condition::Burstable, "t2", "10 USD".to_owned()),
        (Condition::Spot, "a2 spot", "70 USD".to_owned()),
        (Condition::TwiceTheSize, "a4", "10 USD".to_owned()),
    ];
    assert_eq!(cheaper.collect::<Vec<_>>(), expected);
    // 2 processors and 4 GiB as asked: 1,000 × (2 × 0.02 + 4 × 0.004) = 56.
    assert_eq!(effective(offer(&answer, "globex")), "56 USD");
    // Acme gives 8 GiB and globex 4.
    let [
        Notice::SizesDiffer {
            smallest, largest, ..
        },
    ] = answer.notices.as_slice()
    else {
        panic!("one notice: {:?}", answer.notices);
    };
    assert_eq!(
        (smallest.0.as_str(), largest.0.as_str()),
        ("globex", "acme")
    );
    assert!(!answer.is_like_for_like());
}

/// 3 processors become 4, and 5 GiB become 8: 100 × (4 × 0.02 + 8 × 0.004) = 11.2.
#[test]
fn a_composed_machine_is_sized_in_its_steps_and_has_a_usage_line_for_each_part() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "web"
        labels.team = "shop"
        ask.machines = { count = "1", vcpus = "3", memory_gib = "5", hours = "100" }
        "#,
    );
    let Found::Composed { name, parts, .. } = &found(offer(&answer, "globex"), "web").found else {
        panic!("a composition");
    };
    let lines: Vec<&str> = parts.iter().map(|part| part.usage.as_str()).collect();
    assert_eq!((name.as_str(), lines), ("flex", vec!["web/cpu", "web/ram"]));
    assert_eq!(effective(offer(&answer, "globex")), "11.2 USD");
    let by_team = cost_by_label(offer(&answer, "globex"), "team").expect("sums");
    assert_eq!(by_team[&Some("shop".to_owned())].to_string(), "11.2 USD");
}

/// A month of 2 machines is 1,460 hours: at 0.1 146, and 2 × 2 processors × 730 × 0.05 = 146 for Windows.
#[test]
fn a_licence_is_a_part_by_processor_and_missing_where_none_is_sold() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "office"
        ask.machines = { count = "2", vcpus = "2", memory_gib = "8", os = "windows" }
        "#,
    );
    assert_eq!(effective(offer(&answer, "acme")), "292 USD");
    assert!(found(offer(&answer, "globex"), "office/licence").is_missing());
}

#[test]
fn what_nothing_answers_is_named_with_the_criterion_that_failed_nearest() {
    let missing = |ask: &str| {
        let answer = at_clouds(&format!("[[workload.lines]]\nid = \"x\"\nask.{ask}"));
        match &found(offer(&answer, "acme"), "x").found {
            Found::Missing(missing) => missing.to_string(),
            other => format!("{other:?}"),
        }
    };
    let gpu = |model: &str, count: &str| {
        let gpu = format!("gpu = {{ model = \"{model}\", count = \"{count}\" }}");
        missing(&format!("machines = {{ count = \"1\", {gpu} }}"))
    };
    assert_eq!(
        gpu("H100", "16"),
        "nothing this large is on this price list; the largest has 8 accelerators"
    );
    assert_eq!(
        gpu("H200", "8"),
        "this model is not on the price list, which has: H100 SXM"
    );
    assert_eq!(
        missing(r#"machines = { count = "1", vcpus = "200", memory_gib = "8" }"#),
        "nothing this large is on this price list; the largest has 4 vCPU"
    );
    assert_eq!(
        missing(r#"machines = { count = "1", vcpus = "4", memory_gib = "20" }"#),
        "nothing this large is on this price list; the largest has 16 GiB of memory"
    );
    assert_eq!(
        missing(r#"database = { engine = "mysql", vcpus = "16", memory_gib = "32" }"#),
        "nothing this large is on this price list; the largest has 8 vCPU"
    );
    assert_eq!(
        missing(r#"database = { engine = "postgres", vcpus = "2", memory_gib = "8" }"#),
        "no SKU of this kind meets the engine; SKUs checked: 1"
    );
    assert_eq!(
        missing(r#"traffic.gb = "1""#),
        "this price list has no price of this kind"
    );
}

/// Machines cost 730 × 0.18 = 131.4 at acme and 730 × (4 × 0.02 + 16 × 0.004) = 105.12 at globex, which has
/// no disks; 1,000 GB cost 100. So globex prices 131.4 of 231.4 at the dearest, 56%.
const HALF: &str = r#"
    [[workload.lines]]
    id = "web"
    ask.machines = { count = "1", vcpus = "4", memory_gib = "16" }
    [[workload.lines]]
    id = "disks"
    ask.block_storage.gb = "1000"
"#;

#[test]
fn offers_are_ranked_on_the_lines_that_all_price_and_a_price_by_hand_completes() {
    let answer = at_clouds(HALF);
    assert_eq!(answer.comparison.ranked.len(), 1);
    let shared = answer.priced_everywhere.as_ref().expect("a ranking");
    assert_eq!(shared.lines, ["web"]);
    assert_eq!(shared.left_out[0].line, "disks");
    assert_eq!(shared.left_out[0].missing_at, ["globex"]);
    let ranked = shared.ranked.iter();
    let ranked = ranked.map(|one| (one.rank, one.offer.as_str(), one.effective.to_string()));
    let expected = [
        (1, "globex", "105.12 USD".to_owned()),
        (2, "acme", "131.4 USD".to_owned()),
    ];
    assert_eq!(ranked.collect::<Vec<_>>(), expected);
    let globex = &answer.coverage["globex"];
    assert_eq!((globex.lines, globex.of), (1, 2));
    assert_eq!(globex.share.expect("a share").to_string(), "0.5678");
    assert_eq!(globex.missing, ["disks"]);
    let by_hand = format!("{HALF}\nprices.globex = {{ price = \"0.56\", currency = \"CNY\" }}\n");
    let rates = "exchange_rates = { source = \"by hand\", as_of = \"2026-11-01\", base = \"USD\", rates = { CNY = \"7\" } }\n";
    let answer = answer_to(&format!("{rates}{CLOUDS}{by_hand}"));
    // 0.56 CNY is 0.08 USD: 105.12 + 80.
    assert_eq!(effective(offer(&answer, "globex")), "185.12 USD");
    assert_eq!(answer.priced_everywhere, None);
    assert_eq!(answer.comparison.ranked[0].offer, "globex");
}

#[test]
fn a_named_sku_is_used_and_told_if_it_is_smaller() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1", vcpus = "4", memory_gib = "16", hours = "100" }
        skus = { acme = "a2" }
        [[workload.lines]]
        id = "bytes"
        ask.block_storage.gb = "10"
        skus.acme = [{ sku = "disk", quantity = "50 GB-Months" }, { sku = "dbdisk", quantity = "5 GB-Months" }]
        prices.globex = { price = "9", currency = "USD", quantity = "1 Months" }
        "#,
    );
    // 100 × 0.1, and 50 × 0.1 + 5 × 0.2.
    assert_eq!(effective(offer(&answer, "acme")), "16 USD");
    // 100 × 0.144, and 9 for the month.
    assert_eq!(effective(offer(&answer, "globex")), "23.4 USD");
    let less = answer.notices.iter().find_map(|notice| match notice {
        Notice::LessThanAsked {
            name, criterion, ..
        } => Some((name.as_str(), criterion.to_string())),
        _ => None,
    });
    assert_eq!(less, Some(("a2", "vCPU".to_owned())));
}

#[test]
fn labels_follow_the_id_of_a_line_and_not_its_place() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "unpriced"
        labels.team = "a"
        ask.traffic.gb = "1"
        [[workload.lines]]
        id = "web"
        labels.team = "b"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "10" }
        [[workload.lines]]
        id = "db"
        labels.team = "c"
        ask.database = { engine = "mysql", vcpus = "4", memory_gib = "32", storage_gb = "10", zones = "several", hours = "10" }
        "#,
    );
    let costs = cost_by_label(offer(&answer, "acme"), "team").expect("sums");
    let of = |team: &str| costs.get(&Some(team.to_owned())).map(ToString::to_string);
    // 10 × 0.1; 10 × 1 + 10 × 0.2.
    assert_eq!(
        (of("a"), of("b"), of("c")),
        (None, Some("1 USD".to_owned()), Some("12 USD".to_owned()))
    );
}

#[test]
fn all_problems_come_at_once_and_the_rest_is_answered() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "10" }
        [[workload.lines]]
        id = "half"
        ask.machines = { count = "1.5", vcpus = "2", memory_gib = "8", hours = "800" }
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8" }
        [[workload.lines]]
        id = "chat"
        ask.tokens = { provider = "openai", model = "gpt-4oo", input = "1" }
        [[workload.lines]]
        id = "named"
        ask.block_storage.gb = "1"
        skus = { acne = "disk", acme = "disc" }
        "#,
    );
    let mut problems = problems(&answer);
    problems.sort();
    let starts = [
        "workload.lines[1].ask.machines.count: '1.5' is not whole",
        "workload.lines[1].ask.machines.hours: '800' is too large; expected at most 744",
        "workload.lines[2].id: ",
        "workload.lines[3].ask.tokens.model: nothing is published for 'gpt-4oo'; expected one of gpt-4o",
        "workload.lines[4].skus.acme: 'disc' is not in the price book; expected one of disk",
        "workload.lines[4].skus.acne: 'acne' is not an offer of the study; expected one of acme, globex",
    ];
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}\n{start}");
    }
    // The one good line costs 10 × 0.1 at acme; the disk with the wrong name is missing.
    let acme = &offer(&answer, "acme").quote.quote.total;
    assert_eq!(acme.known().effective.to_string(), "1 USD");
    assert_eq!(answer.coverage["acme"].of, 4);
}

#[test]
fn a_schedule_is_its_hours_and_mbps_are_gb() {
    let answer = at_clouds(
        r#"
        [[workload.lines]]
        id = "day"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = { per_day = "10", days = "20" } }
        "#,
    );
    assert_eq!(effective(offer(&answer, "acme")), "20 USD"); // 200 × 0.1
    let (workload, _) = sheet::read("kind,id,mbps\ntraffic,out,2\n");
    let study = Study {
        workload: Some(workload),
        ..Study::from_toml(CLOUDS).expect("a study")
    };
    let answer = crate::answer(&study);
    let unpriced = &offer(&answer, "acme").quote.quote.unpriced;
    // 2 × 730 × 3,600 ÷ 8,000.
    assert_eq!(unpriced[0].quantity.to_string(), "657 GB");
}

/// More than 10⁹ machines are a slip of the keyboard: the line is missing with that reason, and the other one is
/// priced, 10 × 0.1.
#[test]
fn a_line_that_is_too_large_is_missing_with_its_reason() {
    let lines = r#"
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "10" }
        [[workload.lines]]
        id = "many"
        ask.machines = { count = "9999999999999999999999999999", vcpus = "2", memory_gib = "8" }
    "#;
    let study = Study::from_toml(&format!("{CLOUDS}\n{lines}")).expect("a study");
    let answer = crate::answer(&study);
    let acme = offer(&answer, "acme");
    let said: Vec<String> = answer.problems.iter().map(ToString::to_string).collect();
    let [said] = said.as_slice() else {
        panic!("{said:?}");
    };
    let at = "workload.lines[1].ask.machines.count: ";
    assert!(
        said.starts_with(at) && said.ends_with("expected at most 1000000000"),
        "{said}"
    );
    assert_eq!(
        acme.quote.quote.total.known().effective.to_string(),
        "1 USD"
    );
}

/// A GPU cloud prices each GPU: 2 machines of 8 for 100 hours are 1,600 GPU-hours at 3.90.
#[test]
fn accelerators_sold_by_the_piece_answer_any_number_up_to_what_a_server_holds() {
    let answer = of_books(
        "crusoe-global",
        r#"
        [[workload.lines]]
        id = "train"
        ask.machines = { count = "2", gpu = { model = "H100", count = "8" }, hours = "100" }
        [[workload.lines]]
        id = "one"
        ask.machines = { count = "1", gpu = { model = "H100", count = "1" }, hours = "100" }
        [[workload.lines]]
        id = "nine"
        ask.machines = { count = "1", gpu = { model = "H100", count = "9" }, hours = "100" }
        "#,
    );
    let list = |line| list_cost(offer(&answer, "crusoe-global"), line);
    assert_eq!(list("train/h100"), "6240 USD");
    assert_eq!(list("one/h100"), "390 USD");
    let one = choice(found(offer(&answer, "crusoe-global"), "one"));
    assert_eq!((one.fitting, one.second.as_deref()), (1, None));
    let Found::Missing(missing) = &found(offer(&answer, "crusoe-global"), "nine").found else {
        panic!("no server has nine");
    };
    let largest = missing.largest.map(|largest| largest.to_string());
    assert_eq!(largest.as_deref(), Some("8"));
}

/// AWS sells operations of gp3 at 0.005 and of io1 at 0.065 in us-east-1 (`services/aws.csv`, of infracost): 100 GB at
/// 0.08 and 1,000 operations are 8 + 5, and of io1 at 0.125 they are 12.5 + 65. In eu-west-1 only those of io1 have a
/// price, which are no part of a gp2 volume; Google and Azure sell none for these volumes.
#[test]
fn operations_beyond_what_a_volume_includes_are_priced_or_missing() {
    let at = |book: &str, medium: &str, more: &str| {
        let lines = format!(
            "[[workload.lines]]\nid = 'x'\nask.block_storage = {{ gb = '100', medium = '{medium}', iops = '1000' }}\n{more}"
        );
        let answer = of_books(book, &lines);
        let offer = offer(&answer, book);
        let told = match &found(offer, "x/iops").found {
            Found::Missing(missing) => missing.to_string(),
            _ => list_cost(offer, "x/iops"),
        };
        (list_cost(offer, "x"), told)
    };
    let of = |gb: &str, iops: &str| (gb.to_owned(), iops.to_owned());
    assert_eq!(at("aws-us-east-1", "ssd", ""), of("8 USD", "5 USD"));
    assert_eq!(
        at("aws-us-east-1", "fast_ssd", ""),
        of("12.5 USD", "65 USD")
    );
    // The operations of the volume that the line names.
    let named = "skus.aws-us-east-1 = 'EBS io1 storage'";
    assert_eq!(at("aws-us-east-1", "ssd", named), of("12.5 USD", "65 USD"));
    assert_eq!(
        at("aws-eu-west-1", "ssd", "").1,
        "no SKU of this kind meets the medium; SKUs checked: 1"
    );
    for book in ["gcp-us-central1", "azure-eastus"] {
        let told = at(book, "fast_ssd", "").1;
        assert_eq!(told, "this price list has no price of this kind", "{book}");
    }
}

/// As above, 8 accelerators for 100 hours at 3.90 are 3,120, whatever they are called; there is no H100 of 40 GB.
#[test]
fn accelerators_are_found_by_any_name_of_the_card_with_its_memory() {
    let asked = |model: &str| {
        of_books(
            "crusoe-global",
            &format!(
                r#"
                [[workload.lines]]
                id = "x"
                ask.machines = {{ count = "1", gpu = {{ model = "{model}", count = "8" }}, hours = "100" }}
                "#
            ),
        )
    };
    for model in [
        "H100",
        "nvidia-h100-80gb",
        "NVIDIA H100 80GB HBM3",
        "H100 80 GB",
    ] {
        let answer = asked(model);
        assert_eq!(
            list_cost(offer(&answer, "crusoe-global"), "x/h100"),
            "3120 USD"
        );
    }
    let answer = asked("H100 40GB");
    let Found::Missing(missing) = &found(offer(&answer, "crusoe-global"), "x").found else {
        panic!("another card answers");
    };
    assert!(missing.models.contains(&"H100".to_owned()), "{missing}");
}

/// Of the thirty models of Runpod the nearest are named.
#[test]
fn the_nearest_of_many_models_of_accelerators_are_named() {
    let answer = of_books(
        "runpod-global",
        "[[workload.lines]]\nid = 'x'\nask.machines = { count = '1', gpu = { model = 'RTX A6500', count = '1' } }",
    );
    let Found::Missing(missing) = &found(offer(&answer, "runpod-global"), "x").found else {
        panic!("it is found");
    };
    assert_eq!(missing.models.len(), 5);
    assert!(
        missing.models.contains(&"RTX A6000".to_owned()),
        "{missing}"
    );
}

/// The larger of two flexible machines by its name: 100 × (2 × 0.04 + 8 × 0.004) = 11.2, where the other costs
/// 100 × (2 × 0.02 + 8 × 0.004) = 7.2. One that is an Arm machine is said to be; one too small is missing.
#[test]
fn a_line_can_name_what_is_composed() {
    let more = r#"
        [price_books.globex.skus.fast]
        service = "compute"
        unit = "CPU-Hours"
        price.flat = "0.04"
        [[flexible.globex]]
        name = "fast flex"
        of.machine = { vcpus = "4", memory_gib = "64", processor = "arm" }
        parts = [
            { sku = "fast", measure = "vcpus", each = "1", step = "2" },
            { sku = "ram", measure = "memory_gib", each = "1", step = "4" },
        ]
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "100" }
        skus.globex = "fast flex"
        [[workload.lines]]
        id = "large"
        ask.machines = { count = "1", vcpus = "6", memory_gib = "8", hours = "100" }
        skus.globex = "fast flex"
    "#;
    let answer = at_clouds(more);
    assert_eq!(list_cost(offer(&answer, "globex"), "web/fast"), "8 USD");
    assert_eq!(list_cost(offer(&answer, "globex"), "web/ram"), "3.2 USD");
    let less = answer.notices.iter().find_map(|notice| match notice {
        Notice::LessThanAsked {
            name, criterion, ..
        } => Some((name.as_str(), criterion.to_string())),
        _ => None,
    });
    assert_eq!(less, Some(("fast flex", "processor".to_owned())));
    assert!(found(offer(&answer, "globex"), "large").is_missing());
}

#[test]
fn a_price_that_stands_in_for_another_region_is_told() {
    let answer = of_books(
        "azure-eastus",
        r#"
        [[workload.lines]]
        id = "db"
        ask.database = { engine = "mysql", vcpus = "2", memory_gib = "8" }
        "#,
    );
    let notes = answer.notices.iter().filter_map(|notice| match notice {
        Notice::LowConfidence { line, note, .. } => Some((line.as_str(), note.as_deref()?)),
        _ => None,
    });
    let west = "the price of West US: no source has one for East US";
    assert_eq!(notes.collect::<Vec<_>>(), [("db", west)]);
}
