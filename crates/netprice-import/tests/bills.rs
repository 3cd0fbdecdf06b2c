//! The bills in `tests/bills`: each gives the totals that were added up apart from this crate.

use std::fs;
use std::path::PathBuf;

use netprice_import::bill::{
    BillCategory, BillFormat, BillLine, BillPieces, ImportedBill, Next, read,
};
use rust_decimal::Decimal;

fn bill(name: &str) -> ImportedBill {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/bills")
        .join(name);
    read(&fs::read_to_string(file).unwrap()).unwrap_or_else(|problems| panic!("{name}: {problems}"))
}

fn sum(bill: &ImportedBill, of: fn(&BillLine) -> Decimal) -> Decimal {
    bill.lines.iter().map(of).sum()
}

#[test]
fn every_format_gives_the_totals_of_its_invoice() {
    use BillFormat::{
        Alibaba, AwsCur, Azure, Focus, GoogleExport, GoogleTable, Huawei, Infracost, Tencent,
    };
    for (name, format, billed, taken) in [
        ("focus_1.0_aws.csv", Focus, "15.599", 9),
        ("focus_1.2_azure_mca_eur.csv", Focus, "860.0149728", 7),
        ("aws_cur_v1.csv", AwsCur, "52.3749895161", 12),
        ("aws_cur_2.0.csv", AwsCur, "51.917801290295", 12),
        ("azure_cost_export_mca_actual.csv", Azure, "861.36300024", 7),
        ("azure_cost_export_ea_actual.csv", Azure, "49.04044", 5),
        ("azure_cost_export_ea_amortized.csv", Azure, "7.4496", 4),
        // 6.19451990… of cost and −0.03719338 of credits.
        (
            "gcp_bigquery_detailed_export.jsonl",
            GoogleExport,
            "6.15732652",
            9,
        ),
        ("gcp_bigquery_flattened.csv", GoogleExport, "6.15732652", 9),
        // The total row, 98.60269996, is not added again; the rounding error is a row of it.
        ("gcp_cost_table_console.csv", GoogleTable, "98.60269996", 9),
        ("alibaba_mingxi_leading_tab.csv", Alibaba, "309.840153", 6),
        (
            "alibaba_zhangdan_utf8bom_guanwangjia.csv",
            Alibaba,
            "309.83",
            5,
        ),
        (
            "alibaba_oss_BillingItemDetail_english.csv",
            Alibaba,
            "309.840153",
            6,
        ),
        ("tencent_zhangdan_mingxi.csv", Tencent, "124.566", 6),
        ("huawei_PriceFactorBillDetail.csv", Huawei, "277.97", 5),
        ("infracost_breakdown.json", Infracost, "588.64", 3),
    ] {
        let found = bill(name);
        let billed: Decimal = billed.parse().unwrap();
        let difference = (sum(&found, |line| line.billed) - billed).abs();
        assert!(difference < Decimal::new(1, 8), "{name}: {difference}");
        assert_eq!(
            (found.report.format, found.report.taken),
            (format, taken),
            "{name}"
        );
    }
}

/// The quantity and the unit of the first line that has this in its key.
fn quantity(bill: &ImportedBill, part: &str) -> (String, String) {
    let is_it = |line: &&BillLine| {
        line.key.category == BillCategory::Usage && format!("{:?}", line.key).contains(part)
    };
    let line = bill
        .lines
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("{part}"));
    let quantity = line
        .quantity
        .map(|one| one.decimal().unwrap().normalize().to_string());
    (quantity.unwrap_or_default(), line.key.unit.clone())
}

#[test]
fn quantities_are_what_their_units_say() {
    let is = |name: &str, part: &str, number: &str, unit: &str| {
        assert_eq!(
            quantity(&bill(name), part),
            (number.to_owned(), unit.to_owned()),
            "{name}"
        );
    };
    // 24 hours, and 0.24 of 100 hours; 0.0004 of ten thousand operations.
    is("azure_cost_export_ea_actual.csv", "D4as v5", "48", "Hours");
    is(
        "azure_cost_export_ea_actual.csv",
        "List and Create",
        "4",
        "Units",
    );
    // 86,400 seconds at a price by the hour, 40 GB of them, and 100 GB of which 20 are in a package.
    is(
        "alibaba_mingxi_leading_tab.csv",
        "ecs.g7.large",
        "24",
        "Hours",
    );
    is(
        "alibaba_mingxi_leading_tab.csv",
        "系统盘",
        "960",
        "GB-Hours",
    );
    is("alibaba_mingxi_leading_tab.csv", "流出流量", "80", "GB");
    // 2 cores for 24 hours; 3,600 seconds of a disk of 40 GB; 107,374,182,400 bytes.
    is(
        "tencent_zhangdan_mingxi.csv",
        "CPU-标准型S5",
        "48",
        "vCPU-Hours",
    );
    is("huawei_PriceFactorBillDetail.csv", "高IO", "40", "GB-Hours");
    is("huawei_PriceFactorBillDetail.csv", "上行流量", "100", "GB");
    // Credits repeat the quantity of the usage that they are for.
    is(
        "gcp_cost_table_console.csv",
        "E2 Instance Core",
        "2976",
        "Hours",
    );
}

/// Reserved usage costs nothing where its fee is a row; usage under a savings plan and its negation cancel each other.
#[test]
fn commitments_are_billed_once_and_spread_once() {
    for name in ["aws_cur_v1.csv", "aws_cur_2.0.csv"] {
        let found = bill(name);
        let of = |instance: &str, cost: fn(&BillLine) -> Decimal| -> Decimal {
            let lines = found.lines.iter().filter(|line| {
                line.key.instance == instance && line.key.category == BillCategory::Usage
            });
            lines.map(cost).sum()
        };
        assert_eq!(
            of("c5.xlarge", |line| line.billed).normalize().to_string(),
            "4.08"
        );
        assert_eq!(
            of("c5.xlarge", |line| line.effective)
                .normalize()
                .to_string(),
            "2.952"
        );
        let negation = found
            .lines
            .iter()
            .find(|line| line.key.category == BillCategory::Adjustment)
            .unwrap();
        assert_eq!(negation.billed.normalize().to_string(), "-4.08");
    }
    let unused = bill("azure_cost_export_ea_amortized.csv");
    assert!(
        unused
            .lines
            .iter()
            .any(|line| line.key.category == BillCategory::Unused)
    );
}

#[test]
fn what_is_no_bill_or_no_number_is_told() {
    for text in ["", "a,b\n1,2\n", "{\"a\":1}", "PNG"] {
        let found = read(text).unwrap_err();
        assert_eq!(found.first().problem.code(), "unknown_format", "{text}");
    }
    let header = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n";
    let found = read(&format!(
        "{header}a,1,USD,x,Hrs\na,1,USD,,Hrs\na,2,USD,3,Hrs\n"
    ))
    .unwrap();
    let refused: Vec<String> = found
        .report
        .refused
        .iter()
        .map(|one| format!("{}: {}", one.path, one.problem.code()))
        .collect();
    assert_eq!(
        refused,
        ["rows[1].billed: not_a_decimal", "rows[2].billed: empty"]
    );
    assert_eq!(
        (
            found.report.rows,
            found.report.taken,
            found.report.refused_rows
        ),
        (3, 1, 2)
    );
    // A component whose price Infracost does not know is not free.
    assert_eq!(bill("infracost_breakdown.json").report.refused_rows, 3);
}

#[test]
fn the_sign_in_the_name_of_a_column_is_the_currency() {
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bills/gcp_cost_table_console.csv");
    let dollars = fs::read_to_string(file).unwrap();
    for (sign, code) in [("$", "USD"), ("£", "GBP"), ("￥", "CNY"), ("CHF", "CHF")] {
        let bill = read(&dollars.replace("($)", &format!("({sign})"))).unwrap();
        assert!(
            bill.lines.iter().all(|line| line.key.currency == code),
            "{sign}"
        );
    }
}

/// A page gets a file in pieces that are cut anywhere, and gives the same bill.
#[test]
fn a_bill_in_pieces_is_the_bill_in_one() {
    for name in [
        "focus_1.0_aws.csv",
        "aws_cur_v1.csv",
        "alibaba_mingxi_leading_tab.csv",
    ] {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/bills")
            .join(name);
        let bytes = fs::read(file).unwrap();
        let mut pieces = BillPieces::default();
        for piece in bytes.chunks(7) {
            pieces.push(piece);
            assert_eq!(pieces.step(9).unwrap(), Next::Piece, "{name}");
        }
        pieces.end();
        while pieces.step(3).unwrap() != Next::Nothing {}
        assert_eq!(pieces.finish().unwrap(), bill(name), "{name}");
    }
}

/// Rows are read while pieces come, so that memory does not hold the file.
#[test]
fn pieces_are_read_before_the_last_one() {
    let head = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n";
    let row = "BoxUsage:t3.medium,1,USD,0.0416,Hrs\n";
    let mut pieces = BillPieces::default();
    pieces.push(head.as_bytes());
    // Three MiB: a MiB of rows can be read while two stay for a row that is cut.
    pieces.push(row.repeat(3 * (1 << 20) / row.len()).as_bytes());
    assert_eq!(pieces.step(20_000).unwrap(), Next::Rows);
    assert_eq!(pieces.step(u64::MAX).unwrap(), Next::Piece);
    pieces.end();
    while pieces.step(u64::MAX).unwrap() != Next::Nothing {}
    let taken = pieces.finish().unwrap().report.taken;
    assert_eq!(taken, u64::try_from(3 * (1 << 20) / row.len()).unwrap());
}

/// A quote that is never closed does not take the rest of a file into memory.
#[test]
fn a_row_without_an_end_is_refused() {
    let head = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n";
    let row = "BoxUsage:t3.medium,1,USD,0.0416,Hrs\n";
    let text = format!("{head}{row}\"{}", row.repeat(100_000));
    let report = read(&text).unwrap().report;
    assert_eq!((report.taken, report.refused_rows), (1, 1));
    let said = report.refused[0].to_string();
    assert!(said.contains("a row has more than 1048576 bytes"), "{said}");
}

/// The billed sum, the effective sum and the quantities of a bill of a few rows.
fn sums(text: &str) -> (String, String, Vec<String>) {
    let bill = read(text).unwrap_or_else(|problems| panic!("{text}: {problems}"));
    assert_eq!(bill.report.refused, [], "{text}");
    let plain = |value: Decimal| value.normalize().to_string();
    let lines = bill
        .lines
        .iter()
        .filter(|line| line.key.category == BillCategory::Usage);
    let quantities = lines.filter_map(|line| {
        let quantity = plain(line.quantity?.decimal().ok()?);
        Some(
            format!("{quantity} {} {}", line.key.unit, line.key.instance)
                .trim()
                .to_owned(),
        )
    });
    let quantities = quantities.collect();
    (
        plain(sum(&bill, |line| line.billed)),
        plain(sum(&bill, |line| line.effective)),
        quantities,
    )
}

/// Where semicolons part the cells, a comma is before the decimals; of a comma and a point the last one is.
#[test]
fn numbers_are_those_of_the_language_of_the_table() {
    let head = "lineItem/UsageType;lineItem/UsageAmount;lineItem/CurrencyCode;lineItem/UnblendedCost;pricing/unit\n";
    let rows = "BoxUsage:m5.large;24,5;USD;2,352;Hrs\nBoxUsage:m5.large;1.000,5;USD;1.234,56;Hrs\n";
    let (billed, _, quantities) = sums(&format!("{head}{rows}"));
    assert_eq!(
        (billed.as_str(), quantities),
        ("1236.912", vec!["1025 Hours m5.large".to_owned()])
    );
    let head = head.replace(';', ",");
    // Refunds in brackets and with the sign of the currency; dust of floating-point numbers.
    let rows = "BoxUsage:m5.large,1,USD,\"1,234.50\",Hrs\nBoxUsage:m5.large,0,USD,($1.00),Hrs\n\
        BoxUsage:m5.large,0,USD,-$5.00,Hrs\nBoxUsage:m5.large,1.11E-31,USD,-1.38e-17,Hrs\n";
    assert!(sums(&format!("{head}{rows}")).0.starts_with("1228.49999"));
}

/// A total that someone added by hand is no charge.
#[test]
fn rows_of_totals_are_left_out() {
    let head = "账期,产品,产品明细,消费类型,计费项,用量,用量单位,原价,应付金额\n";
    let text = format!("{head}202610,OSS,OSS,后付费,流量,1,GB,0.5,0.5\n合计,,,,,,,0.5,0.5\n");
    let bill = read(&text).unwrap();
    assert_eq!((bill.report.taken, bill.report.totals), (1, 1));
    assert_eq!(sum(&bill, |line| line.billed).to_string(), "0.5");
}

/// The effective cost of a fee is what no usage drew on: 10 + 12.5 of a reservation, 48 − 46.2 of a plan; an upfront fee is spread.
#[test]
fn unused_commitments_are_an_effective_cost() {
    let head = "lineItem/LineItemType,lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit,\
        reservation/ReservationARN,reservation/UnusedRecurringFee,reservation/UnusedAmortizedUpfrontFeeForBillingPeriod,\
        savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment\n";
    let rows = "RIFee,HeavyUsage:m5.large,744,USD,45,Hrs,arn,10,12.5,,\n\
        SavingsPlanRecurringFee,ComputeSP:1yr,1,USD,48,,,,,48,46.2\n\
        Fee,HeavyUsage:m5.large,1,USD,500,,arn,,,,\n";
    let (billed, effective, _) = sums(&format!("{head}{rows}"));
    assert_eq!((billed.as_str(), effective.as_str()), ("593", "24.3"));
}

/// Windows, a surcharge and a spot machine are other products than the machine with Linux whose type they name.
#[test]
fn only_a_plain_machine_has_a_type() {
    let head = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit,lineItem/Operation,product/servicecode\n";
    let of = |row: &str| {
        let bill = read(&format!("{head}{row}\n")).unwrap();
        bill.lines[0].key.instance.clone()
    };
    assert_eq!(
        of("BoxUsage:m5.large,1,USD,0.096,Hrs,RunInstances,AmazonEC2"),
        "m5.large"
    );
    assert_eq!(
        of("USE2-BoxUsage:m5.large,1,USD,0.096,Hrs,RunInstances,AmazonEC2"),
        "m5.large"
    );
    for row in [
        "BoxUsage:m5.large,1,USD,0.188,Hrs,RunInstances:0002,AmazonEC2",
        "EBSOptimized:m5.large,1,USD,0,Hrs,Hourly,AmazonEC2",
        "SpotUsage:m5.large,1,USD,0.035,Hrs,RunInstances,AmazonEC2",
        "DedicatedUsage:m5.large,1,USD,0.1056,Hrs,RunInstances,AmazonEC2",
        "BoxUsage:m5.large,1,USD,0.024,Hrs,RunJobFlow,ElasticMapReduce",
    ] {
        assert_eq!(of(row), "", "{row}");
    }
}

/// Rows in a list, and rows that leave fields out, are read as those of a table.
#[test]
fn rows_of_json_may_be_a_list_and_leave_fields_out() {
    let row = r#"{ "cost": 0.5, "currency": "USD", "cost_type": "regular", "service": { "description": "Cloud Storage" },
        "sku": { "id": "A", "description": "Standard Storage" }, "usage": { "amount": 10, "unit": "gibibyte month", "pricing_unit": "gibibyte month", "amount_in_pricing_units": 10 },
        "credits": [{ "amount": -1.38e-17 }] }"#;
    let tax = r#"{ "cost": 0.25, "currency": "USD", "cost_type": "tax", "sku": { "description": "Tax" } }"#;
    let list = format!("[{row},\n{tax}]");
    let lines = format!("{}\n{tax}\n", row.replace('\n', " "));
    for text in [list, lines] {
        let (billed, _, quantities) = sums(&text);
        assert!(
            billed.starts_with("0.7499999") || billed == "0.75",
            "{billed}"
        );
        assert_eq!(quantities, ["10 GiB-Months"]);
    }
    let focus = r#"[{ "BilledCost": "1.5", "BillingCurrency": "USD", "ChargeCategory": "Usage", "EffectiveCost": "1", "ServiceName": "S", "SkuId": "A" }]"#;
    let (billed, effective, _) = sums(focus);
    assert_eq!((billed.as_str(), effective.as_str()), ("1.5", "1"));
}

/// 24 hours at 4.16 for 100 hours cost 0.9984; 0.24 blocks at 3.744 after discounts cost 0.89856: 48 hours.
#[test]
fn quantities_of_azure_are_in_blocks_where_the_cost_shows_it() {
    let head = "ChargeType,CostInBillingCurrency,UnitOfMeasure,Quantity,BillingCurrency,MeterCategory,MeterId,UnitPrice,EffectivePrice\n";
    let rows = "Usage,0.9984,100 Hours,24,USD,VM,m,4.16,0.0416\nUsage,0.89856,100 Hours,0.24,USD,VM,m,4.16,3.744\n\
        Usage,0,100 Hours,24,USD,VM,n,0,0\n";
    let (_, _, quantities) = sums(&format!("{head}{rows}"));
    assert_eq!(quantities, ["48 Hours", "24 Hours"]);
}
