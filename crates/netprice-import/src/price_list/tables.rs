//! Price lists in tables.

use std::io::{BufRead, BufReader, Read};

use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use rust_decimal::Decimal;

use crate::header;
use crate::number::{self, Comma};
use crate::price::unit;
use crate::price_list::{
    ImportedPrices, ListPrice, PriceKind, PriceListFormat, unknown, unreadable,
};
use crate::problem::{ImportProblem, Problems, not_a_number, start};

/// The lines that may stand before the names of the columns.
const PREAMBLE: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Price,
    Unit,
    Sku,
    Contract,
    Instance,
    Item,
    Detail,
    Service,
    Region,
    From,
    Currency,
    Kind,
    Term,
    Option,
    System,
    Tenancy,
    Capacity,
    Block,
    Product,
}

type Names = header::Names<Role>;

/// The first three rows of each are those without which a table is not of the format.
const ALL: [(PriceListFormat, Names); 4] = [
    (
        PriceListFormat::AwsCsv,
        &[
            (Role::Price, &["priceperunit"]),
            (Role::Sku, &["sku"]),
            (Role::Kind, &["termtype"]),
            (Role::Unit, &["unit"]),
            (Role::Currency, &["currency"]),
            (Role::From, &["startingrange"]),
            (Role::Term, &["leasecontractlength"]),
            (Role::Option, &["purchaseoption"]),
            (Role::Instance, &["instancetype"]),
            (Role::Item, &["usagetype", "pricedescription"]),
            (Role::Service, &["servicecode"]),
            (Role::Region, &["regioncode", "location"]),
            (Role::System, &["operatingsystem"]),
            (Role::Tenancy, &["tenancy"]),
            (Role::Capacity, &["capacitystatus"]),
            (Role::Detail, &["preinstalleds/w", "preinstalledsw"]),
        ],
    ),
    (
        PriceListFormat::AzureSheet,
        &[
            (Role::Price, &["unitprice"]),
            (Role::Unit, &["unitofmeasure"]),
            (Role::Sku, &["meterid"]),
            (Role::Item, &["metername"]),
            (Role::Detail, &["metersubcategory"]),
            (Role::Service, &["metercategory"]),
            (Role::Region, &["meterregion"]),
            (Role::Currency, &["currency", "currencycode"]),
            (Role::Kind, &["pricetype"]),
            (Role::Term, &["term"]),
            (Role::From, &["tierminimumunits"]),
            (Role::Product, &["productordername", "offerid", "product"]),
        ],
    ),
    (
        PriceListFormat::GoogleTable,
        &[
            (Role::Price, &["listprice"]),
            (Role::Unit, &["unitdescription"]),
            (Role::Sku, &["skuid"]),
            (Role::Contract, &["contractprice"]),
            (Role::Item, &["skudescription"]),
            (Role::Service, &["googleservice"]),
            (Role::From, &["tieredusagestart"]),
            (Role::Block, &["perunitquantity"]),
        ],
    ),
    (
        PriceListFormat::OpenCost,
        &[
            (Role::Price, &["marketpricehourly"]),
            (Role::Sku, &["instanceid"]),
            (Role::Service, &["assetclass"]),
            (Role::Region, &["region"]),
            (Role::Instance, &["instancetype"]),
        ],
    ),
];

struct Columns {
    format: PriceListFormat,
    places: Vec<(Role, usize)>,
    /// The currency in the name of the price, such as `List price ($)`.
    currency: Option<&'static str>,
    /// What a comma separates in a number without a point.
    comma: Comma,
}

pub(super) fn read<R: Read>(source: BufReader<R>, head: &str) -> Result<ImportedPrices, Problems> {
    let mut source = source;
    let mut skipped: usize = 0;
    let (columns, delimiter) = loop {
        let mut line = String::new();
        let length = source
            .read_line(&mut line)
            .map_err(|error| unreadable(&error.to_string()))?;
        if length == 0 || skipped > PREAMBLE {
            return Err(unknown(head));
        }
        skipped = skipped.saturating_add(1);
        let delimiter = crate::bill::delimiter(&line);
        if let Some(mut columns) = recognised(&crate::bill::names(&line)) {
            // Where a comma parts no cells, it is before the decimals.
            if delimiter == b';' {
                columns.comma = Comma::Decimals;
            }
            break (columns, delimiter);
        }
    };
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(source);
    let mut list = ImportedPrices::of(columns.format);
    let mut record = csv::StringRecord::new();
    loop {
        let row = usize::try_from(list.report.rows)
            .unwrap_or(usize::MAX)
            .saturating_add(1);
        let at = |name: &'static str| Path::from("rows").index(row).field(name);
        match rows.read_record(&mut record) {
            Ok(false) => return Ok(list),
            Ok(true) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(true) => {
                list.add(price(&columns, &record).map_err(|(name, problem)| problem.at(at(name))));
            }
            Err(error) => {
                let is_text = !matches!(error.kind(), csv::ErrorKind::Utf8 { .. });
                list.add(Err(ImportProblem::Unreadable {
                    message: error.to_string(),
                }
                .at(at("row"))));
                if is_text {
                    return Ok(list);
                }
            }
        }
    }
}

fn recognised(names: &[String]) -> Option<Columns> {
    let (format, places) = header::recognised(&ALL, names)?;
    let price = places.first().and_then(|(_, place)| names.get(*place));
    let currency = price
        .and_then(|name| name.rsplit_once('('))
        .and_then(|(_, rest)| header::currency_of(rest.split_once(')')?.0.trim()));
    Some(Columns {
        format,
        places,
        currency,
        comma: Comma::Thousands,
    })
}

type Wrong = (&'static str, ImportProblem);

fn price(columns: &Columns, cells: &csv::StringRecord) -> Result<ListPrice, Wrong> {
    let text = |role: Role| {
        let place = columns.places.iter().find(|(one, _)| *one == role);
        let cell = place
            .and_then(|(_, place)| cells.get(*place))
            .unwrap_or_default();
        crate::table::unwrapped(cell)
    };
    let number = |role: Role, name: &'static str| -> Result<Option<Decimal>, Wrong> {
        let cell = text(role).trim_start_matches(['$', '¥', '€', '£']);
        if number::is_missing(cell) {
            return Ok(None);
        }
        let read = number::parse(cell, Some(number::comma_of(cell, columns.comma)));
        read.map(Some)
            .ok_or_else(|| (name, not_a_number(start(cell))))
    };
    let listed = number(Role::Price, "price")?.ok_or(("price", ValueProblem::Empty.into()))?;
    let price = number(Role::Contract, "contract price")?.unwrap_or(listed);
    let block = number(Role::Block, "per unit quantity")?.filter(|block| *block != Decimal::ONE);
    let measured = match (columns.format, text(Role::Unit)) {
        (PriceListFormat::OpenCost, _) => "Hours".to_owned(),
        (_, measured) => unit(measured),
    };
    let measured = block.map_or_else(
        || measured.clone(),
        |block| format!("{} {measured}", block.normalize()),
    );
    let item = [text(Role::Detail), text(Role::Item)]
        .into_iter()
        .filter(|part| !part.is_empty() && *part != "NA");
    let kind = kind(text(Role::Kind), text(Role::Item), text(Role::Product));
    let is_plain = [
        (Role::System, "Linux"),
        (Role::Tenancy, "Shared"),
        (Role::Capacity, "Used"),
        (Role::Detail, "NA"),
    ];
    let is_plain = columns.format != PriceListFormat::AwsCsv
        || is_plain
            .iter()
            .all(|(role, value)| ["", "NA", value].contains(&text(*role)));
    let is_windows = [Role::Detail, Role::Product, Role::Item]
        .iter()
        .any(|role| text(*role).contains("Windows"));
    let is_azure = columns.format == PriceListFormat::AzureSheet
        && text(Role::Service) == "Virtual Machines"
        && !is_windows;
    let is_node = columns.format == PriceListFormat::OpenCost && text(Role::Service) == "node";
    let instance = if is_azure {
        azure_type(text(Role::Item))
    } else if is_node {
        text(Role::Sku).to_owned()
    } else if is_plain {
        text(Role::Instance).to_owned()
    } else {
        String::new()
    };
    let term = [text(Role::Term), text(Role::Option)];
    let term: Vec<&str> = term.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(ListPrice {
        sku: text(Role::Sku).into(),
        instance: instance.into(),
        item: item.collect::<Vec<&str>>().join(" ").into(),
        service: text(Role::Service).into(),
        region: text(Role::Region).into(),
        unit: measured.into(),
        kind,
        term: term.join(" ").into(),
        from: number(Role::From, "from")?.unwrap_or_default(),
        price,
        currency: match text(Role::Currency) {
            "" => columns.currency.unwrap_or_default().into(),
            currency => currency.into(),
        },
    })
}

/// How a row is bought; a reservation's price is that of its whole term.
fn kind(kind: &str, item: &str, product: &str) -> PriceKind {
    let plain = header::plain(kind);
    if item.contains("Spot") || item.contains("Low Priority") {
        PriceKind::Spot
    } else if product.contains("DevTest")
        || product.contains("Dev/Test")
        || product == "MS-AZR-0148P"
        || plain.contains("devtest")
    {
        PriceKind::DevTest
    } else if plain.contains("reserv") {
        PriceKind::Reserved
    } else if plain.contains("savings") {
        PriceKind::SavingsPlan
    } else {
        PriceKind::OnDemand
    }
}

/// The type of a machine by the name of its meter: `D4as v5` is `Standard_D4as_v5`; a name of two types is that of neither.
fn azure_type(meter: &str) -> String {
    let meter = meter.trim();
    let is_one = !meter.contains('/') && !meter.contains("Spot") && !meter.contains("Low Priority");
    if is_one && !meter.is_empty() {
        format!("Standard_{}", meter.replace(' ', "_"))
    } else {
        String::new()
    }
}
