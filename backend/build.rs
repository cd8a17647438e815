//! Builds the program again when what a release holds inside itself has changed: the apps, the packs, the sentences.

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script everything by its environment")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // While developing, files are read from the disk, and nothing needs building again.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        for folder in ["../dist", "../assets/authorities", "../assets/locales"] {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
}
