//! The services of price books that a workload uses.

/// Machines, priced by the hour.
pub const MACHINES: &str = "compute";
/// Object storage, priced by the GB-month.
pub const OBJECT_STORAGE: &str = "object-storage";
/// Traffic to the internet, priced by the GB.
pub const INTERNET_EGRESS: &str = "internet-egress";
