//! What the linker does for the page: it emits relocations, which the tool that splits the page needs, and gives
//! the memory of a start at once.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        // Memory that grows while the page starts costs its first answer some milliseconds.
        println!("cargo::rustc-link-arg-bins=--initial-memory=33554432");
    }
}
