//! Reads the words of packed tables.

use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

use crate::goods::DatabaseServer;

/// Reads a word of the data as the case of an enum.
pub(crate) fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(text)).ok()
}

/// The parts of a text, as many as there must be.
pub(crate) fn split<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    parts.try_into().ok()
}

/// Reads a database server: engine, virtual processors, memory, zones, share of the processors.
pub(crate) fn database(text: &str) -> Option<DatabaseServer> {
    let [engine, vcpus, memory_gib, zones, cpu_share] = split(text, ',')?;
    Some(DatabaseServer {
        engine: word(engine)?,
        vcpus: vcpus.parse().ok()?,
        memory_gib: memory_gib.parse().ok()?,
        zones: word(zones)?,
        cpu_share: word(cpu_share)?,
    })
}
