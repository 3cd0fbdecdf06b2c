//! What is packed is what the text tables say.

use super::*;

/// The committed tables are what the text tables give, so that an edited price reaches the programs.
#[test]
fn the_packed_tables_are_up_to_date() {
    let root = run::root().join(CATALOG);
    let fresh = pack(&root.join("data"), false).unwrap();
    let mut there = BTreeMap::new();
    collect(&root.join("packed"), "", &mut there);
    let names =
        |tables: &BTreeMap<String, String>| -> Vec<String> { tables.keys().cloned().collect() };
    assert_eq!(names(&there), names(&fresh.tables), "run: cargo xtask pack");
    for (name, text) in &fresh.tables {
        assert!(there[name] == *text, "{name}: run: cargo xtask pack");
    }
    let page = fs::read_to_string(root.join("SOURCES.md")).unwrap();
    assert!(
        page == fresh.sources_page,
        "SOURCES.md: run: cargo xtask pack"
    );
}

/// Tencent's list has no stated licence, and the list of AWS has one.
#[test]
fn sources_without_a_licence_can_be_left_out() {
    let data = run::root().join(CATALOG).join("data");
    let packed = pack(&data, true).unwrap();
    let has = |name: &str| packed.tables.contains_key(name);
    assert!(has("on_demand/aws-us-east-1.txt"));
    assert!(!has("on_demand/tencent-ap-guangzhou.txt"));
    assert!(!has("machines/tencent.txt"));
    assert!(!packed.tables["network_prices.csv"].contains("alibaba-cdn-95-cn-mainland"));
    let books = &packed.tables["books.csv"];
    let row = books
        .lines()
        .find(|row| row.starts_with("tencent,ap-guangzhou,"));
    assert!(
        row.unwrap().ends_with(",true,,,,"),
        "it stays listed, without prices"
    );
}

fn collect(folder: &Path, prefix: &str, tables: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), tables);
        } else {
            tables.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}
