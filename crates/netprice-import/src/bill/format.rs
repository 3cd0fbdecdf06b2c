//! The formats of bills, and their columns.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::header;
use crate::number::Comma;

/// The format of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillFormat {
    /// FOCUS 1.0 to 1.4, Cost and Usage.
    Focus,
    /// The Cost and Usage Report of AWS: CUR, CUR 2.0 and Data Exports.
    AwsCur,
    /// The cost export of Azure, of an enterprise or a customer agreement, actual or amortised.
    Azure,
    /// The detailed export of Google Cloud Billing, as CSV or JSON lines.
    GoogleExport,
    /// The cost table of the console of Google Cloud.
    GoogleTable,
    /// The bill of Alibaba Cloud, in Chinese or English.
    Alibaba,
    /// The bill of Tencent Cloud.
    Tencent,
    /// The bill of Huawei Cloud.
    Huawei,
    /// The estimate of Infracost.
    Infracost,
}

impl BillFormat {
    /// The name of the format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Focus => "FOCUS",
            Self::AwsCur => "AWS Cost and Usage Report",
            Self::Azure => "Azure cost export",
            Self::GoogleExport => "Google Cloud Billing export",
            Self::GoogleTable => "Google Cloud cost table",
            Self::Alibaba => "Alibaba Cloud bill",
            Self::Tencent => "Tencent Cloud bill",
            Self::Huawei => "Huawei Cloud bill",
            Self::Infracost => "Infracost estimate",
        }
    }

    /// The provider whose bill it is, by its name in the catalogue; `None` where the rows say it.
    #[must_use]
    pub fn provider(self) -> Option<&'static str> {
        match self {
            Self::AwsCur => Some("aws"),
            Self::Azure => Some("azure"),
            Self::GoogleExport | Self::GoogleTable => Some("gcp"),
            Self::Alibaba => Some("alibaba"),
            Self::Tencent => Some("tencent"),
            Self::Huawei => Some("huawei"),
            Self::Focus | Self::Infracost => None,
        }
    }
}

/// What a column of a bill says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Kind,
    Class,
    Provider,
    Service,
    Sku,
    Item,
    Instance,
    Size,
    Region,
    Quantity,
    Unit,
    PricedQuantity,
    PricedUnit,
    UnitPrice,
    ListPrice,
    List,
    Billed,
    Effective,
    SavingsPlanEffective,
    Currency,
    Account,
    Status,
    Seconds,
    PriceUnit,
    Covered,
    Credits,
    Details,
    Offer,
    /// What was done, such as `RunInstances:0002` for Windows; the operating system.
    Operation,
    System,
    /// The reservation that a fee is of.
    Reservation,
    /// The parts of a fee that no usage drew on.
    UnusedRecurring,
    UnusedUpfront,
    Commitment,
    UsedCommitment,
    /// The unit of the service time, and of the price of a component.
    TimeUnit,
    /// The price after discounts.
    EffectivePrice,
}

/// The columns of a format by their names in small letters and digits; the first that is there counts. The first three
/// rows of each table are those without which a file is not of the format.
type Names = header::Names<Role>;

const FOCUS: Names = &[
    (Role::Kind, &["chargecategory"]),
    (Role::Billed, &["billedcost"]),
    (Role::Effective, &["effectivecost"]),
    (Role::Currency, &["billingcurrency"]),
    (Role::Class, &["chargeclass"]),
    (Role::Provider, &["serviceprovidername", "providername"]),
    (Role::Service, &["servicename"]),
    (Role::Sku, &["skuid"]),
    (Role::Item, &["chargedescription"]),
    (Role::Instance, &["xinstancetype", "xusagetype"]),
    (Role::Details, &["skupricedetails"]),
    (Role::Region, &["regionid"]),
    (Role::Quantity, &["consumedquantity"]),
    (Role::Unit, &["consumedunit"]),
    (Role::PricedQuantity, &["pricingquantity"]),
    (Role::PricedUnit, &["pricingunit"]),
    (Role::List, &["listcost"]),
    (Role::Account, &["subaccountid"]),
    (Role::Status, &["commitmentdiscountstatus"]),
    (Role::Offer, &["xoffer"]),
];

const AWS: Names = &[
    (Role::Kind, &["lineitemlineitemtype"]),
    (Role::Billed, &["lineitemunblendedcost"]),
    (Role::Quantity, &["lineitemusageamount"]),
    (Role::Currency, &["lineitemcurrencycode"]),
    (
        Role::Service,
        &["productservicecode", "lineitemproductcode"],
    ),
    (Role::Sku, &["lineitemusagetype"]),
    (Role::Item, &["lineitemlineitemdescription"]),
    (Role::Instance, &["productinstancetype"]),
    (Role::Region, &["productregioncode", "productregion"]),
    (Role::Unit, &["pricingunit"]),
    (Role::List, &["pricingpublicondemandcost"]),
    (Role::Effective, &["reservationeffectivecost"]),
    (
        Role::SavingsPlanEffective,
        &["savingsplansavingsplaneffectivecost"],
    ),
    (Role::Account, &["lineitemusageaccountid"]),
    (Role::Operation, &["lineitemoperation"]),
    (Role::System, &["productoperatingsystem"]),
    (Role::Reservation, &["reservationreservationarn"]),
    (Role::UnusedRecurring, &["reservationunusedrecurringfee"]),
    (
        Role::UnusedUpfront,
        &["reservationunusedamortizedupfrontfeeforbillingperiod"],
    ),
    (Role::Commitment, &["savingsplantotalcommitmenttodate"]),
    (Role::UsedCommitment, &["savingsplanusedcommitment"]),
];

/// A report that an account wrote itself may have no types of lines.
const AWS_SHORT: Names = &[
    (Role::Sku, &["lineitemusagetype"]),
    (Role::Billed, &["lineitemunblendedcost"]),
    (Role::Quantity, &["lineitemusageamount"]),
    (Role::Currency, &["lineitemcurrencycode"]),
    (Role::Unit, &["pricingunit"]),
    (
        Role::Service,
        &[
            "productservicecode",
            "lineitemproductcode",
            "productproductname",
        ],
    ),
    (Role::Region, &["productregioncode", "productregion"]),
    (Role::Operation, &["lineitemoperation"]),
    (Role::System, &["productoperatingsystem"]),
];

const AZURE: Names = &[
    (Role::Kind, &["chargetype"]),
    (
        Role::Billed,
        &["costinbillingcurrency", "cost", "costinpricingcurrency"],
    ),
    (Role::Unit, &["unitofmeasure"]),
    (Role::Quantity, &["quantity"]),
    (Role::Currency, &["billingcurrency", "billingcurrencycode"]),
    (Role::Service, &["metercategory"]),
    (Role::Sku, &["meterid"]),
    (Role::Item, &["metername"]),
    (Role::Size, &["metersubcategory"]),
    (Role::Details, &["additionalinfo"]),
    (Role::Region, &["resourcelocation", "meterregion"]),
    (Role::UnitPrice, &["unitprice", "effectiveprice"]),
    (Role::EffectivePrice, &["effectiveprice"]),
    (Role::ListPrice, &["paygprice"]),
    (Role::List, &["paygcostinbillingcurrency"]),
    (Role::Account, &["subscriptionid"]),
];

const GOOGLE_EXPORT: Names = &[
    (Role::Billed, &["cost"]),
    (Role::Item, &["skudescription"]),
    (
        Role::Quantity,
        &["usageamountinpricingunits", "usageamount"],
    ),
    (Role::Unit, &["usagepricingunit", "usageunit"]),
    (Role::Currency, &["currency"]),
    (Role::Service, &["servicedescription"]),
    (Role::Sku, &["skuid"]),
    (Role::Details, &["systemlabels"]),
    (Role::Region, &["locationregion"]),
    (Role::Kind, &["costtype"]),
    (Role::List, &["costatlist"]),
    (Role::Credits, &["credits", "creditsamount"]),
    (Role::Account, &["projectid"]),
];

const GOOGLE_TABLE: Names = &[
    (Role::Billed, &["unroundedcost", "cost"]),
    (Role::Item, &["skudescription"]),
    (Role::Class, &["credittype"]),
    (Role::Quantity, &["usageamount"]),
    (Role::Unit, &["usageunit"]),
    (Role::Service, &["servicedescription"]),
    (Role::Sku, &["skuid"]),
    (Role::Kind, &["costtype"]),
    (Role::Account, &["projectid"]),
];

const ALIBABA: Names = &[
    (Role::Billed, &["应付金额", "pretaxamount"]),
    (Role::Quantity, &["用量", "usage"]),
    (Role::Unit, &["用量单位", "usageunit"]),
    (Role::Item, &["计费项", "billingitem"]),
    (Role::List, &["官网价", "原价", "pretaxgrossamount"]),
    (Role::Currency, &["币种", "currency"]),
    (Role::Kind, &["账单类型", "billingtype"]),
    (Role::Class, &["消费类型", "subscriptiontype", "计费方式"]),
    (Role::Service, &["产品", "产品明细", "productname"]),
    (Role::Sku, &["产品明细", "商品名称", "productdetail"]),
    (Role::Instance, &["实例规格", "instancespec"]),
    (Role::Region, &["地域", "region"]),
    (Role::ListPrice, &["单价", "listprice"]),
    (Role::PriceUnit, &["单价单位", "listpriceunit"]),
    (Role::Seconds, &["服务时长", "serviceperiod"]),
    (Role::TimeUnit, &["服务时长单位", "serviceperiodunit"]),
    (
        Role::Covered,
        &["资源包抵扣", "资源包抵扣用量", "deductedbyresourcepackage"],
    ),
    (Role::Account, &["账号id", "ownerid", "accountid"]),
];

const TENCENT: Names = &[
    (Role::Billed, &["优惠后总价"]),
    (Role::Item, &["组件名称", "组件类型"]),
    (Role::Quantity, &["组件用量"]),
    (Role::Unit, &["组件用量单位"]),
    (Role::List, &["组件原价"]),
    (Role::Kind, &["交易类型"]),
    (Role::Service, &["产品名称"]),
    (Role::Sku, &["子产品名称"]),
    (Role::Region, &["地域"]),
    (Role::Size, &["使用时长"]),
    (Role::PriceUnit, &["时长单位"]),
    (Role::TimeUnit, &["组件价格单位"]),
    (Role::Account, &["资源归属者账号id"]),
];

const HUAWEI: Names = &[
    (Role::Billed, &["应付金额"]),
    (Role::Quantity, &["使用量"]),
    (Role::Unit, &["使用量单位"]),
    (Role::List, &["官网价"]),
    (Role::Kind, &["账单类型"]),
    (Role::Service, &["产品类型"]),
    (Role::Sku, &["产品"]),
    (Role::Instance, &["规格"]),
    (Role::Item, &["使用量类型"]),
    (Role::Region, &["区域"]),
    (Role::ListPrice, &["单价"]),
    (Role::PriceUnit, &["单价单位"]),
    (Role::Covered, &["套餐内使用量"]),
    (Role::Account, &["账号"]),
];

const ALL: [(BillFormat, Names); 9] = [
    (BillFormat::Focus, FOCUS),
    (BillFormat::AwsCur, AWS),
    (BillFormat::AwsCur, AWS_SHORT),
    (BillFormat::Azure, AZURE),
    (BillFormat::GoogleTable, GOOGLE_TABLE),
    (BillFormat::GoogleExport, GOOGLE_EXPORT),
    (BillFormat::Tencent, TENCENT),
    (BillFormat::Huawei, HUAWEI),
    (BillFormat::Alibaba, ALIBABA),
];

/// The places of the columns of a format.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) format: BillFormat,
    places: Vec<(Role, usize)>,
    /// The names of the columns that are not used.
    pub(super) unused: usize,
    /// The currency in the name of a column, such as `Cost ($)`.
    pub(super) currency: Option<String>,
    /// What a comma separates in a number without a point.
    pub(super) comma: Comma,
}

/// Finds the format that a row of names is of.
pub(super) fn recognised(names: &[String]) -> Option<Columns> {
    let (format, places) = header::recognised(&ALL, names)?;
    let cost = places.iter().find(|(role, _)| *role == Role::Billed);
    let currency = cost
        .and_then(|(_, place)| names.get(*place)?.split_once('('))
        .map(|(_, rest)| rest.trim_end_matches(')').trim())
        .map(|sign| header::currency_of(sign).unwrap_or(sign).to_owned());
    let used: BTreeSet<usize> = places.iter().map(|(_, place)| *place).collect();
    Some(Columns {
        format,
        unused: names.len().saturating_sub(used.len()),
        places,
        currency,
        comma: Comma::Thousands,
    })
}

impl Columns {
    /// The cell of a role; empty if the file has no such column.
    pub(super) fn cell<'a>(&self, cells: &'a csv::StringRecord, role: Role) -> &'a str {
        let place = self.places.iter().find(|(one, _)| *one == role);
        let cell = place
            .and_then(|(_, place)| cells.get(*place))
            .unwrap_or_default();
        let cell = crate::table::unwrapped(cell);
        if cell == "NULL" || cell == "null" {
            ""
        } else {
            cell
        }
    }

    /// The places of the columns that are used, in ascending order, each once.
    #[cfg(feature = "parquet")]
    pub(super) fn places(&self) -> Vec<usize> {
        let places: BTreeSet<usize> = self.places.iter().map(|(_, place)| *place).collect();
        places.into_iter().collect()
    }

    /// Counts places among some columns only; what is not among them is not read.
    #[cfg(feature = "parquet")]
    pub(super) fn moved(&mut self, among: &[usize]) {
        let places = std::mem::take(&mut self.places).into_iter();
        let moved = places
            .filter_map(|(role, place)| Some((role, among.iter().position(|one| *one == place)?)));
        self.places = moved.collect();
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.places.iter().any(|(one, _)| *one == role)
    }
}
