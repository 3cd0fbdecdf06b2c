//! Lines of a workload as people say them.

use netprice_study::StudyProblem;
use netprice_study::workload::WorkloadLine;
use netprice_study::workload::phrase::{Wording, read, write};

/// The line in English words that a text means, with its name and group.
fn said(text: &str) -> String {
    let phrase = match read(text) {
        Ok(phrase) => phrase,
        Err(problem) => return format!("! {problem}"),
    };
    let name = phrase.name.as_ref().map_or("line 1", |name| name.as_str());
    let line = WorkloadLine::new(name.parse().unwrap(), phrase.ask);
    let group = phrase.group.map(|group| format!("{group}: "));
    group.unwrap_or_default() + &write(&line, Wording::English)
}

#[test]
fn lines_are_read_as_they_are_said_in_english_and_chinese() {
    let cases = [
        ("20 × 4 vCPU 16 GiB web", "20 × 4 vCPU 16 GiB web"),
        ("20x4vCPU 16GB web", "20 × 4 vCPU 16 GiB web"),
        ("20 台 4核16G web", "20 × 4 vCPU 16 GiB web"),
        ("２０台４核１６Ｇ", "20 × 4 vCPU 16 GiB"),
        ("20 * 4c16g", "20 × 4 vCPU 16 GiB"),
        ("120 x 2/4 web", "120 × 2 vCPU 4 GiB web"),
        ("60 × 4/16 GiB app-2", "60 × 4 vCPU 16 GiB app-2"),
        (
            "1,200 machines with 8 vCPUs and 32 GB memory",
            "1200 × 8 vCPU 32 GiB",
        ),
        (
            "80 × 8 vCPU 16 GiB 16 h a day 22 days",
            "80 × 8 vCPU 16 GiB 16 h a day 22 days",
        ),
        (
            "80 台 8核16G 16小时/天",
            "80 × 8 vCPU 16 GiB 16 h a day 30 days",
        ),
        (
            "3 × 4 vCPU 16 GiB 264 hours windows two zones",
            "3 × 4 vCPU 16 GiB windows two zones 264 h",
        ),
        (
            "2 × 96 vCPU 1 TiB 8 H100 spot",
            "2 × 96 vCPU 1024 GiB 8 H100 spot",
        ),
        // 64 = 8 machines of 8; 6 < 8 are in one; 12 is no multiple of 8.
        ("64 A100", "8 × 8 A100"),
        ("64 × A100 80GB", "8 × 8 A100 80GB"),
        ("6 H20", "1 × 6 H20"),
        ("12 张 L40S", "12 × 1 L40S"),
        ("20 TB ssd", "20 TB ssd"),
        ("20 TB SSD 云盘 数据", "20 TB ssd 数据"),
        ("500 GB hdd 3000 iops", "500 GB hdd 3000 IOPS"),
        ("1.25 TB fast ssd", "1250 GB fast ssd"),
        // 1 TiB = 1,024 × 1.073741824 GB.
        ("1 TiB disk", "1099.511627776 GB ssd"),
        (
            "50 TB objects infrequent 2万 writes 100 GB retrieved",
            "50 TB objects infrequent 20000 writes 100 GB retrieved",
        ),
        ("50 TB 对象存储 低频", "50 TB objects infrequent"),
        ("100 TB out", "100 TB out"),
        ("100 TB 公网流出", "100 TB out"),
        ("100 TB 公網流出", "100 TB out"),
        ("1 Gbps out", "1000 Mbps out"),
        ("3 TB to another region", "3 TB to regions"),
        (
            "mysql 8 vCPU 32 GiB 500 GB two zones",
            "mysql 8 vCPU 32 GiB 500 GB two zones",
        ),
        (
            "2 × PostgreSQL 8核32G 500G 双可用区",
            "2 × postgres 8 vCPU 32 GiB 500 GB two zones",
        ),
        ("redis 16 GiB", "redis 16 GiB"),
        ("3 load balancers", "3 load balancers"),
        ("3 nat 2 TB", "3 nat gateways 2 TB"),
        ("2 公网 IP", "2 public ips"),
        ("kubernetes", "kubernetes"),
        ("shop: 2 TB ssd", "shop: 2 TB ssd"),
        ("游戏服：80台8核16G", "游戏服: 80 × 8 vCPU 16 GiB"),
        (
            "sku \"ecs.g7.large\" \"730 Hours\"",
            "sku \"ecs.g7.large\" \"730 Hours\"",
        ),
        (
            "\"3 Calls\" at \"2 USD\" support",
            "\"3 Calls\" at \"2 USD\" support",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn what_a_line_lacks_or_has_no_use_for_is_said() {
    let problem = |text: &str| read(text).unwrap_err();
    for text in ["", "hello", "500 GB", "7"] {
        let value = text.to_owned();
        assert_eq!(
            problem(text),
            StudyProblem::LineNotUnderstood { value },
            "{text}"
        );
    }
    for (text, value) in [
        ("20 × 4 vCPU 100 TB out", "out"),
        ("3 load balancers 4 vCPU", "4"),
        ("2 TB ssd hdd", "hdd"),
        ("20 × 30 × 4 vCPU 16 GiB", "30"),
        ("100 TB out windows", "windows"),
    ] {
        let value = value.to_owned();
        assert_eq!(
            problem(text),
            StudyProblem::WordWithoutUse { value },
            "{text}"
        );
    }
    for text in ["mysql 32 GiB", "redis", "ssd", "out"] {
        assert!(
            matches!(problem(text), StudyProblem::LineLacks { .. }),
            "{text}"
        );
    }
    assert!(matches!(
        problem("99999999999999999999999999999 TB out"),
        StudyProblem::Pricing(_)
    ));
}

/// What is written in either language is read as the same ask, under the same name.
#[test]
fn what_is_written_is_read_back() {
    let lines = [
        "20 × 4 vCPU 16 GiB arm burstable windows two zones spot 16 h a day 22 days web",
        "20 × 4 vCPU 16 GiB any processor rhel by the month 264 h",
        "1 × 8 H100 NVL 94GB",
        "1 × 8 \"Ascend 910B\" GPU",
        "750.5 GB fast ssd 3000 IOPS",
        "1 GB objects deep archive 5 writes 6 reads 7 GB retrieved",
        "5 Mbps out",
        "2 TB 5 Mbps cdn",
        "0 GB to zones",
        "3 × sql server 8 vCPU 32 GiB 500 GB hdd burstable two zones 10 h",
        "2 × valkey 16 GiB 100 h",
        "load balancer 500 GB 10 h",
        "nat gateway",
        "2 kubernetes clusters 100 h",
        "tokens \"openai\" \"gpt-4o\" 500 M input 20 M cached 10 M output batch",
        "sku \"a.b\" \"3 GB-Months\"",
        "\"3 Calls\" at \"2.5 USD\"",
    ];
    for text in lines {
        let phrase = read(text).unwrap();
        let name = phrase.name.as_ref().map_or("line 7", |name| name.as_str());
        let line = WorkloadLine::new(name.parse().unwrap(), phrase.ask.clone());
        assert_eq!(write(&line, Wording::English), text);
        let chinese = write(&line, Wording::Chinese);
        let again = read(&chinese).unwrap_or_else(|problem| panic!("{chinese}: {problem}"));
        assert_eq!(
            (again.ask, again.name),
            (phrase.ask, phrase.name),
            "{chinese}"
        );
    }
}

/// A name that has a meaning is not written, as it would be read as something else.
#[test]
fn a_name_with_a_meaning_is_left_out() {
    for name in ["ssd", "line 3", "a: b", "2", "machines"] {
        let line = WorkloadLine::new(name.parse().unwrap(), read("2 TB ssd").unwrap().ask);
        assert_eq!(write(&line, Wording::English), "2 TB ssd", "{name}");
    }
}
