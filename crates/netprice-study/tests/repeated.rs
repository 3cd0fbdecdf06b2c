//! Lines that ask for the same are answered like each other, and as each would be alone.

use netprice_study::compare::OfferAnswer;
use netprice_study::sku_match::Found;
use netprice_study::{Catalog, CompareAnswer, Study, compare};

/// Machines, parts that are unused, something composed, something missing, and a named SKU.
const ASKS: [&str; 7] = [
    r#"machines = { count = "2", vcpus = "4", memory_gib = "16" }"#,
    r#"machines = { count = "2", vcpus = "3", memory_gib = "21", os = "windows" }"#,
    r#"machines = { count = "1", vcpus = "100000", memory_gib = "1" }"#,
    r#"object_storage = { gb = "1000", reads = "5000" }"#,
    r#"database = { engine = "mysql", vcpus = "4", memory_gib = "16", storage_gb = "100" }"#,
    r#"load_balancer = { count = "2" }"#,
    r#"sku = { sku = "m5.xlarge", quantity = "10 Hours" }"#,
];

const OFFERS: [&str; 4] = [
    "aws-us-east-1",
    "azure-eastus",
    "gcp-us-central1",
    "oci-us-ashburn-1",
];

fn answer(lines: &[(&str, &str)], catalog: &Catalog) -> CompareAnswer {
    let mut text = "currency = \"USD\"\n".to_owned();
    for book in OFFERS {
        text.push_str(&format!("[[offers]]\nprice_book = \"{book}\"\n"));
    }
    for (id, ask) in lines {
        let labels = format!("labels = {{ team = \"{id}\" }}");
        text.push_str(&format!(
            "[[workload.lines]]\nid = \"{id}\"\n{labels}\nask.{ask}\n"
        ));
    }
    compare(&Study::from_toml(&text).unwrap(), catalog)
}

fn offers(answer: &CompareAnswer) -> impl Iterator<Item = &OfferAnswer> {
    answer.offers.values().map(|offer| offer.as_ref().unwrap())
}

#[test]
fn a_repeated_line_is_answered_as_it_is_alone() {
    let catalog = Catalog::published().unwrap();
    let mut composed = 0;
    for ask in ASKS {
        let both = answer(&[("first", ask), ("the second", ask)], &catalog);
        let alone = answer(&[("the second", ask)], &catalog);
        for (both, alone) in offers(&both).zip(offers(&alone)) {
            let of_second = both.matches.iter().filter(|one| one.of == "the second");
            let of_second: Vec<_> = of_second.cloned().collect();
            assert_eq!(of_second, alone.matches, "{ask}");
            let quantities = |answer: &OfferAnswer| {
                let charges = answer.quote.quote.usage_charges();
                let charges = charges.filter(|one| one.line.as_str().starts_with("the second"));
                let used =
                    charges.map(|one| (one.line.clone(), one.sku.clone(), one.quantity.clone()));
                used.collect::<Vec<_>>()
            };
            assert_eq!(quantities(both), quantities(alone), "{ask}");
            let is_composed = |found: &Found| matches!(found, Found::Composed { .. });
            composed += of_second
                .iter()
                .filter(|one| is_composed(&one.found))
                .count();
        }
    }
    assert!(composed > 0);
}

/// A line that names its SKU or its price at an offer is not answered like one that does not, and not the
/// other way round.
#[test]
fn a_line_with_names_of_its_own_is_no_repetition() {
    let catalog = Catalog::published().unwrap();
    let ask = ASKS[0];
    let named = format!("{ask}\nskus = {{ aws-us-east-1 = \"m5.4xlarge\" }}");
    let priced =
        format!("{ask}\nprices = {{ aws-us-east-1 = {{ price = \"1\", currency = \"USD\" }} }}");
    let all = [
        ("plain", ask),
        ("named", &named),
        ("priced", &priced),
        ("again", ask),
    ];
    let answered = answer(&all, &catalog);
    let offer = answered.offers["aws-us-east-1"].as_ref().unwrap();
    let [plain, named, priced, again] = offer.matches.as_slice() else {
        panic!("{:?}", offer.matches);
    };
    assert_eq!(plain.sku(), again.sku());
    assert_eq!(named.sku().unwrap(), "m5.4xlarge");
    assert_eq!(priced.sku().unwrap(), "priced, own price");
}
