//! The service category and subcategory of FOCUS for the services of price books.

use netprice::value::id::Service;

/// The category and the subcategory of a service; `Other` for one that is not known.
///
/// Source: FOCUS specification, ServiceCategory and ServiceSubcategory.
pub(super) fn category(service: Option<&Service>) -> (&'static str, &'static str) {
    let name = service.map_or("", |service| service.as_str());
    const STARTS: [(&str, (&str, &str)); 21] = [
        ("compute", ("Compute", "Virtual Machines")),
        ("kubernetes", ("Compute", "Containers")),
        ("block-", ("Storage", "Block Storage")),
        ("object-", ("Storage", "Object Storage")),
        ("file-", ("Storage", "File Storage")),
        ("cdn", ("Networking", "Content Delivery")),
        ("load-balancer", ("Networking", "Application Networking")),
        ("internet-egress", ("Networking", "Network Connectivity")),
        ("bandwidth", ("Networking", "Network Connectivity")),
        ("public-ip", ("Networking", "Network Infrastructure")),
        ("nat", ("Networking", "Network Infrastructure")),
        ("managed-mysql", ("Databases", "Relational Databases")),
        ("managed-postgres", ("Databases", "Relational Databases")),
        ("managed-sqlserver", ("Databases", "Relational Databases")),
        ("managed-redis", ("Databases", "Caching")),
        ("managed-valkey", ("Databases", "Caching")),
        ("managed-memcached", ("Databases", "Caching")),
        ("managed-opensearch", ("Analytics", "Search")),
        ("managed-db", ("Databases", "Other (Databases)")),
        ("support", ("Other", "Support")),
        ("tokens", ("AI and Machine Learning", "Generative AI")),
    ];
    let found = STARTS.iter().find(|(start, _)| name.starts_with(start));
    found.map_or(("Other", "Other (Other)"), |(_, category)| *category)
}
