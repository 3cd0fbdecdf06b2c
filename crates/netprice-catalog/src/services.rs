//! The services of price books that answer a workload.

/// Machines by the hour.
pub const MACHINES: &str = "compute";
/// Object storage by the GB-month.
pub const OBJECT_STORAGE: &str = "object-storage";
/// Traffic to the internet by the GB.
pub const INTERNET_EGRESS: &str = "internet-egress";
