//! The first tables of a price book answer machines on demand, objects and traffic as all of its tables do.

use std::fs;

use netprice::book::tax::TaxBasis;
use netprice::value::id::BookId;
use netprice_study::compare::Comparing;
use netprice_study::{Catalog, Resumable, Study, StudyProblem};

const LINES: &str = r#"
    currency = "USD"
    [[workload.lines]]
    id = "machines"
    ask.machines = { count = "3", vcpus = "4", memory_gib = "16" }
    [[workload.lines]]
    id = "licensed"
    ask.machines = { count = "1", vcpus = "2", memory_gib = "4", os = "windows" }
    [[workload.lines]]
    id = "accelerated"
    ask.machines = { count = "1", gpu = { model = "H100", count = "8" } }
    [[workload.lines]]
    id = "objects"
    ask.object_storage = { gb = "20000", writes = "5000", reads = "70000" }
    [[workload.lines]]
    id = "archive"
    ask.object_storage = { gb = "900", class = "archive", retrieval_gb = "7" }
    [[workload.lines]]
    id = "traffic"
    ask.traffic = { gb = "1000" }
"#;

const PACKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../netprice-catalog/packed/");

fn with(catalog: &Catalog, table: &str) -> Catalog {
    let text = fs::read_to_string(format!("{PACKED}{table}")).unwrap();
    catalog.with_table(table, text).unwrap()
}

/// A catalogue with the tables of some price books, apart from those in some folders.
fn with_tables<'a>(books: impl Iterator<Item = &'a str>, left_out: &[&str]) -> Catalog {
    let published = Catalog::published().unwrap();
    let mut catalog = Catalog::without_tables();
    for table in ["books.csv", "exchange_rates.csv", "stages.csv"] {
        catalog = with(&catalog, table);
    }
    for table in books.flat_map(|book| published.tables_of(book)) {
        if !left_out.iter().any(|folder| table.starts_with(folder)) {
            catalog = with(&catalog, &table);
        }
    }
    catalog
}

const PURCHASES: &str = "purchases/";
const OTHERS: &str = "other_services/";

fn study(book: &str, more: &str) -> Study {
    let offer = format!("[[offers]]\nprice_book = \"{book}\"\n{more}");
    Study::from_toml(&format!("{LINES}{offer}")).unwrap()
}

#[test]
fn the_first_tables_answer_as_all_tables_do() {
    let published = Catalog::published().unwrap();
    let books = || published.book_ids().map(BookId::as_str);
    let few = with_tables(books(), &[PURCHASES, OTHERS]);
    let all = with_tables(books(), &[PURCHASES]);
    assert!(books().filter(|book| !few.has_other_services(book)).count() > 50);
    for book in books() {
        let study = study(book, "");
        let answer = |catalog| Comparing::new(&study, catalog).finish();
        assert_eq!(answer(&few), answer(&all), "{book}");
    }
}

#[test]
fn what_the_first_tables_do_not_answer_asks_for_another_table() {
    let book = "aws-us-east-1";
    let others = format!("{OTHERS}{book}.txt");
    let few = with_tables(std::iter::once(book), &[PURCHASES, OTHERS]);
    let all = with_tables(std::iter::once(book), &[PURCHASES]);
    let term = "[[offers.terms]]\nid = \"off\"\nchange = { pay = \"pay 90%\" }\n";
    let scoped = format!("{term}scope = {{ services = [\"managed-mysql\"] }}\n");
    let database = r#"
        [[workload.lines]]
        id = "database"
        ask.database = { engine = "mysql", vcpus = "2", memory_gib = "4" }
    "#;
    let mut taxed = study(book, "");
    taxed.tax_basis = TaxBasis::BeforeTax;
    let answer = |catalog| Comparing::new(&taxed, catalog).finish();
    assert!(answer(&few).offers.values().all(Result::is_err));
    assert_eq!(answer(&few), answer(&all));
    let missing = StudyProblem::TableNotLoaded { value: others };
    for (more, is_answered) in [(term, true), (&scoped, false), (database, false)] {
        let study = study(book, more);
        let answer = |catalog| Comparing::new(&study, catalog).finish();
        let (found, expected) = (answer(&few), answer(&all));
        assert!(expected.offers.values().all(Result::is_ok), "{expected:?}");
        if is_answered {
            assert_eq!(found, expected);
            continue;
        }
        let problem = found.offers.values().next().unwrap().as_ref().unwrap_err();
        assert_eq!(problem.iter().next().unwrap().problem, missing, "{more}");
    }
}
