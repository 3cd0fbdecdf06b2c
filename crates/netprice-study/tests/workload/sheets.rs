//! Workloads as tables.

use netprice_study::Study;
use netprice_study::compare::CompareAnswer;
use netprice_study::workload::ask::Ask;
use netprice_study::workload::sheet;

use crate::{CLOUDS, at_clouds, effective, found, offer, problems};

/// The answer at both clouds for a table, and the problems of the table.
fn of_table(rows: &str) -> (CompareAnswer, Vec<String>) {
    let (workload, problems) = sheet::read(rows);
    let study = Study {
        workload: Some(workload),
        ..Study::from_toml(CLOUDS).expect("a study")
    };
    let problems = problems.iter().map(ToString::to_string);
    (crate::answer(&study), problems.collect())
}

#[test]
fn a_table_is_read_in_english_and_chinese_with_all_its_problems() {
    let (workload, problems) = sheet::read(
        "类型\t名称\t数量\tvCPU\t内存\t容量\tLabel:team\t备注\n\
         machines\tweb\t120\t2\t4\t\tshop\t\n\
         机器\tapp\t1.5\t4\t16\t\t\t\n\
         block_storage\tdisks\t\t\t\t20,480\t\t\n\
         objects\tfiles\t3\t\t\t1000\t\t\n\
         database\tdb\t\t8\t32\t\t\t\n\
         machines\tweb\t1\t1\t1\t\t\t\n",
    );
    let ids: Vec<&str> = workload.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["web", "disks"]);
    assert_eq!(workload.lines[0].labels["team"], "shop");
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let starts = [
        "line 1: the columns of the table are '类型, 名称, 数量, vCPU, 内存, 容量, Label:team, 备注'; expected 'engine' among them",
        "line 1: '备注' is not a known column",
        "line 3, count: '1.5' is not whole",
        "line 5, count: a line of this kind does not use '3'",
        "line 7, id: ",
    ];
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}\n{start}");
    }
}

/// 730 hours at 0.1 are 73 at acme. Globex sells a processor-hour at 0.02 and a GiB-hour at 0.004:
/// 730 × (2 × 0.02 + 8 × 0.004) are 52.56. The second row, whose count is wrong, is missing as it would be in a document.
#[test]
fn a_row_with_a_problem_is_missing_at_every_offer() {
    let rows = "id,count,vcpus,memory_gib,team\nweb,1,2,8,\napp,1.5,2,8,shop\nweb,1,2,8,\n";
    let (answer, problems) = of_table(rows);
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(answer.comparison.ranked.is_empty());
    let incomplete: Vec<String> = answer
        .comparison
        .incomplete
        .iter()
        .map(|one| one.known.effective.to_string())
        .collect();
    assert_eq!(incomplete, ["73 USD", "52.56 USD"]);
    let coverage = &answer.coverage["globex"];
    assert_eq!((coverage.lines, coverage.of), (1, 3));
    assert_eq!(coverage.missing, ["app", "web (line 4)"]);
    assert_eq!(
        found(offer(&answer, "globex"), "app").labels["team"],
        "shop"
    );
    // The table has told it: the study has nothing to add.
    assert_eq!(answer.all_problems().count(), 0);
}

/// The problems of a table.
fn problems_of(rows: &str) -> Vec<String> {
    of_table(rows).1
}

#[test]
fn no_filled_cell_is_dropped_in_silence() {
    let beyond =
        "is in no named column; expected a name above it, or quotes around a number with commas";
    let expected = [
        ("id,kind,gb\nd,block_storage,20,480\n", format!("line 2: '480' {beyond}")),
        ("id,,kind,gb\nd,x,block_storage,1\n", format!("line 2: 'x' {beyond}")),
        (
            "id,kind,gb,size\nd,block_storage,20,480\n",
            "line 2, size: '480' is given beside '20' in the column 'gb'; expected only one of them".to_owned(),
        ),
        (
            "id,kind,gb,GB\nd,block_storage,20,\n",
            "line 1: the table has two columns 'GB'; expected one".to_owned(),
        ),
        (
            "id,kind,gb,purchase\nd,block_storage,1,spot\n",
            "line 2, purchase: a line of this kind does not use 'spot'; expected an empty cell".to_owned(),
        ),
        (
            "kind,count,hours,days\npublic_ip,1,100,20\n",
            "line 2, hours: '100' is given beside '20' in the column 'days'; expected only one of them".to_owned(),
        ),
    ];
    for (rows, problem) in expected {
        assert_eq!(problems_of(rows), [problem], "{rows}");
    }
    // Each row fills one of two columns of a field, and a row may end with empty cells.
    let (workload, problems) =
        sheet::read("kind,容量,流量\nblock_storage,20,,,\ntraffic,,30\nblock_storage,5,5\n");
    assert!(problems.is_empty(), "{problems:?}");
    let gb = workload
        .fields()
        .into_iter()
        .filter(|one| one.measure.name() == "gb");
    let gb: Vec<String> = gb
        .map(|one| workload.get(&one).unwrap().to_string())
        .collect();
    assert_eq!(gb, ["20", "30", "5"]);
}

#[test]
fn a_missing_column_is_told_once_and_an_empty_workload_as_such() {
    assert_eq!(
        problems_of("id,count\na,1\nb,1\nc,1\n"),
        [
            "line 1: the columns of the table are 'id, count'; expected 'vcpus, memory_gib' among them"
        ]
    );
    assert_eq!(
        problems_of(""),
        ["line 1: the workload has no lines; expected at least one"]
    );
    let empty = at_clouds("[workload]\nlines = []");
    assert_eq!(
        problems(&empty),
        ["workload.lines: the workload has no lines; expected at least one"]
    );
}

/// An editor counts empty lines, wherever they are; a pasted range ends its lines in two signs.
#[test]
fn the_row_after_empty_lines_has_the_number_of_its_line() {
    let rows = "id,count,vcpus,memory_gib\r\n\r\nweb,x,2,8\r\n\r\n\r\napp,1,y,8\r\n";
    let told = problems_of(rows);
    assert_eq!(told.len(), 2);
    assert!(
        told[0].starts_with("line 3, count") && told[1].starts_with("line 6, vcpus"),
        "{told:?}"
    );
}

#[test]
fn the_usual_words_are_read_and_the_unknown_have_near_names() {
    let same = "count,vcpus,memory_gib,processor,zones,burstable\n2,2,8,x86,several,true\n";
    let words = "count,vcpus,memory_gib,processor,zones,burstable\n2,2,8,X64,multi-AZ,Y\n";
    assert_eq!(sheet::read(words), sheet::read(same));
    let unknown = problems_of("id,count,vcpus,memory_gib,proces\na,1,2,8,arm\n");
    let near = &unknown[0];
    assert!(
        near.starts_with("line 1: 'proces' is not a known column") && near.contains("processor"),
        "{near}"
    );
}

/// A row of each: 730 × 0.1 for web and 730 × 0.18 for app are 204.4 at acme.
#[test]
fn a_total_of_other_rows_is_told_and_is_no_line() {
    let totals = [
        "Total",
        "Sub-total:",
        "shop Total",
        "GRAND TOTAL",
        "合计",
        "合 计（元）",
        "小计",
        "机器小計",
        "总计",
        "汇总",
    ];
    for total in totals {
        let rows = format!(
            "team,id,count,vcpus,memory_gib\nshop,web,1,2,8\nshop,app,1,4,16\n{total},,2,6,24\n"
        );
        let (answer, problems) = of_table(&rows);
        let told = format!(
            "line 4: the row '{total}' is a total of others and is not used; expected only lines"
        );
        assert_eq!(problems, [told]);
        assert_eq!(effective(offer(&answer, "acme")), "204.4 USD");
        assert_eq!(answer.coverage["acme"].of, 2);
    }
    let kinds = "kind,id,count,vcpus,memory_gib\nmachines,web,1,2,8\n,Total,1,2,8\n小计,,1,2,8\n";
    assert_eq!(of_table(kinds).1.len(), 2);
    // A row that states its kind is a line whatever its name, and so is one whose name only begins so.
    let lines = "kind,id,count,vcpus,memory_gib\nmachines,Total,1,2,8\nmachines,total api,1,2,8\n";
    assert_eq!(sheet::read(lines).0.lines.len(), 2);
    let named = "id,count,vcpus,memory_gib\ntotal-api,1,2,8\nsubtotals of all,1,2,8\n";
    assert_eq!(sheet::read(named).0.lines.len(), 2);
}

/// At acme 100 × 0.1, 50 × 0.1 + 5 × 0.2, and 2 × 0.18 are 16.36; at globex 100 × 0.1, 9 and 2 × 1,000.5 are 2,020.
#[test]
fn a_row_names_its_skus_and_prices_at_offers_as_a_document_does() {
    let rows = "\
        id\tkind\tcount\tvcpus\tmemory_gib\thours\tgb\tsku:acme\tprice:globex\tcurrency\n\
        web\tmachines\t1\t4\t16\t100\t\ta2\t0.1 USD\t\n\
        bytes\tblock_storage\t\t\t\t\t10\tdisk = 50 GB-Months; dbdisk = 5 GB-Months\t9 USD for 1 Months\t\n\
        app\tmachines\t1\t4\t16\t2\t\t\t1,000.5\tUSD\n";
    let document = r#"
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1", vcpus = "4", memory_gib = "16", hours = "100" }
        skus.acme = "a2"
        prices.globex = { price = "0.1", currency = "USD" }
        [[workload.lines]]
        id = "bytes"
        ask.block_storage.gb = "10"
        skus.acme = [{ sku = "disk", quantity = "50 GB-Months" }, { sku = "dbdisk", quantity = "5 GB-Months" }]
        prices.globex = { price = "9", currency = "USD", quantity = "1 Months" }
        [[workload.lines]]
        id = "app"
        ask.machines = { count = "1", vcpus = "4", memory_gib = "16", hours = "2" }
        prices.globex = { price = "1000.5", currency = "USD" }
    "#;
    let study = Study::from_toml(&format!("{CLOUDS}\n{document}")).expect("a study");
    assert_eq!(
        sheet::read(rows),
        (study.workload.expect("a workload"), vec![])
    );
    let (answer, _) = of_table(rows);
    assert_eq!(effective(offer(&answer, "acme")), "16.36 USD");
    assert_eq!(effective(offer(&answer, "globex")), "2020 USD");
}

#[test]
fn a_wrong_sku_or_price_at_an_offer_is_told_at_its_column() {
    let of = |columns: &str, cells: &str| {
        let rows = format!("id,kind,gb,{columns}\nd,block_storage,1,{cells}\n");
        problems_of(&rows)
    };
    assert_eq!(
        of("sku:acme", "disk = 5"),
        [
            "line 2, sku:acme: '5' is not a quantity; expected a number and a unit, such as 730 Hours"
        ]
    );
    let no_money = "is not an amount of money; expected a number and a currency, such as 12.34 USD";
    assert_eq!(
        of("price:acme", "0.1"),
        [format!("line 2, price:acme: '0.1' {no_money}")]
    );
    assert_eq!(
        of("price:acme", "-1 USD"),
        ["line 2, price:acme: '-1' is negative; expected zero or more"]
    );
    assert_eq!(
        of("currency,单价：acme", "USD,"),
        ["line 2, currency: a line of this kind does not use 'USD'; expected an empty cell"]
    );
    let unknown = of("sku:", "disk");
    assert!(
        unknown[0].starts_with("line 1: 'sku:' is not a known column"),
        "{unknown:?}"
    );
}

/// A comma between thousands is no part of a number; one after a point could be either sign, and is refused.
#[test]
fn numbers_are_read_as_they_are_typed() {
    let (workload, problems) = sheet::read("kind;gb\ntraffic;１２,345.６\ntraffic;1.234,567\n");
    let read: Vec<&Ask> = workload.lines.iter().map(|line| &line.ask).collect();
    assert!(matches!(read[..], [Ask::Traffic(ask)] if ask.gb == "12345.6".parse().unwrap()));
    let told: Vec<String> = problems.iter().map(|one| one.path.to_string()).collect();
    assert_eq!(told, ["line 3, gb"]);
}
