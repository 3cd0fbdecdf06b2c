//! Alibaba Cloud: `DescribePrice` of ECS, and `GetPayAsYouGoPrice` and `GetSubscriptionPrice` of its billing interface.

use serde_json::Value;

use crate::price_list::query::{
    For, Priced, count, list, missing, needed, number_of, product, text,
};
use crate::problem::ImportProblem;

fn unit_of(period: &str) -> Result<&'static str, ImportProblem> {
    Ok(match period {
        "" | "Hour" => "Hours",
        "Day" => "Days",
        "Month" => "Months",
        "Year" => "Years",
        "Usage" => "Units",
        other => return Err(missing(&format!("a known period in place of {other}"))),
    })
}

/// The price of a machine, without its disks where the answer tells them apart.
pub(super) fn machine(request: &Value, answer: &Value) -> Priced {
    let price = answer.get("PriceInfo").and_then(|info| info.get("Price"));
    let price = price.ok_or_else(|| missing("PriceInfo.Price"))?;
    let details = price
        .get("DetailInfos")
        .map_or(&[][..], |all| list(all, "ResourcePriceModel"));
    let mut details = details.iter();
    let instance = details.find(|one| text(one, "Resource") == "instance");
    let of = For {
        sku: needed(request, "InstanceType")?,
        is_machine: true,
        region: needed(request, "RegionId")?,
        service: "ecs",
        currency: text(price, "Currency"),
        unit: unit_of(text(request, "PriceUnit"))?,
        units: product([count(request, "Period")?, count(request, "Amount")?])?,
    };
    Ok(vec![of.price(number_of(
        instance.unwrap_or(price),
        "TradePrice",
    )?)])
}

/// The prices of the modules of a product, by use or for the period of a subscription.
pub(super) fn modules(request: &Value, answer: &Value) -> Priced {
    let data = answer.get("Data").ok_or_else(|| missing("Data"))?;
    let details = data
        .get("ModuleDetails")
        .ok_or_else(|| missing("ModuleDetails"))?;
    let period = text(request, "ServicePeriodUnit");
    let counts = [
        count(request, "ServicePeriodQuantity")?,
        count(request, "Quantity")?,
    ];
    let units = product(counts)?;
    let each = list(details, "ModuleDetail").iter().map(|module| {
        let code = text(module, "ModuleCode");
        let mut asked = list(request, "ModuleList").iter();
        let asked = asked
            .find(|asked| text(asked, "ModuleCode") == code)
            .ok_or_else(|| missing(code))?;
        let config = text(asked, "Config")
            .split(',')
            .find_map(|part| part.strip_prefix("InstanceType:"));
        let unit = if period.is_empty() {
            unit_of(text(asked, "PriceType"))?
        } else {
            unit_of(period)?
        };
        let of = For {
            sku: config.unwrap_or(code),
            is_machine: config.is_some(),
            region: text(request, "Region"),
            service: text(request, "ProductCode"),
            currency: text(data, "Currency"),
            unit,
            units,
        };
        Ok(of.price(number_of(module, "CostAfterDiscount")?))
    });
    each.collect()
}
