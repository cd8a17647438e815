//! Builds both web apps: Trunk, then the parts of the program, the list of files for offline use and the compressed copies.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use sha2::{Digest, Sha256};
use wasmparser::{Parser, Payload};

use crate::project::{Project, files_under, output, run};

/// What the apps are made from; while none of it changes, they are not built again.
const INPUTS: [&str; 7] =
    ["frontend", "domain", "assets", "xtask/src/web.rs", "Cargo.toml", "Cargo.lock", "Trunk.toml"];

/// Where the phone's service worker has the list of files that it keeps for offline use.
const PRECACHE: &str = "/*__PRECACHE__*/[]";

/// Pictures of the app that a browser fetches itself, to install it or to show a message; both need a network anyway.
const ICON_PICTURE: &str = ".png";

const COMPRESSIBLE: [&str; 8] = ["css", "ftl", "html", "js", "json", "svg", "wasm", "webmanifest"];

/// Below this many bytes a compressed copy saves nothing worth a file.
const WORTH_COMPRESSING: usize = 500;

struct App {
    name: &'static str,
    program: &'static str,
    page: &'static str,
    dist: &'static str,
    address: &'static str,
}

const APPS: [App; 2] = [
    App {
        name: "phone app",
        program: "phone",
        page: "frontend/index.html",
        dist: "dist/phone",
        address: "/",
    },
    App { name: "desk", program: "desk", page: "frontend/desk.html", dist: "dist/desk", address: "/desk/" },
];

/// Builds what has changed into `dist/phone` and `dist/desk`.
///
/// # Errors
/// When an app does not compile, or its service worker has no place for the list of files.
pub fn build(project: &Project) -> Result<()> {
    let stamp = project.path("dist/inputs.sha256");
    let inputs = hash_inputs(project)?;
    let built = APPS.iter().all(|app| project.path(app.dist).is_dir());
    if built && fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) {
        eprintln!("The web apps are up to date.");
        return Ok(());
    }
    for app in &APPS {
        eprintln!("Building the {} (some minutes the first time)", app.name);
        let mut trunk = project.command("trunk");
        trunk.args(["build", app.page, "--dist", app.dist, "--public-url", app.address]);
        run(trunk.env("TRUNK_SKIP_VERSION_CHECK", "true"))?;
        take_apart(project, app).with_context(|| format!("cannot take the {} apart", app.name))?;
        finish(&project.path(app.dist))?;
    }
    fs::write(stamp, inputs).context("cannot note what the web apps were built from")
}

/// Puts what the program has marked with `wasm_split` into files that are fetched later, in place of the whole that
/// Trunk left. All parts bear the fingerprint that Trunk gave the whole: parts of two builds never meet.
fn take_apart(project: &Project, app: &App) -> Result<()> {
    let dist = project.path(app.dist);
    let name = files_under(&dist)?
        .iter()
        .find_map(|file| Some(file.file_name()?.to_str()?.strip_suffix("_bg.wasm")?.to_owned()))
        .context("Trunk left no program")?;
    let fingerprint = name.rsplit('-').next().unwrap_or_default();
    let whole = target_folder(project)?
        .join("wasm32-unknown-unknown/wasm-release")
        .join(app.program)
        .with_extension("wasm");
    let whole = fs::read(&whole).with_context(|| format!("cannot read {}", whole.display()))?;

    let (first, loader, first_script) =
        (dist.join("first.wasm"), format!("./parts-{fingerprint}.js"), format!("./{name}.js"));
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &dist;
    options.main_out_path = &first;
    options.link_name = &loader;
    options.main_module = &first_script;
    let parts = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;

    let script = dist.join(&loader);
    let mut source = fs::read_to_string(&script)?;
    for part in &parts.split_modules {
        let stem = part.file_stem().and_then(|stem| stem.to_str()).context("a part has no name")?;
        let named = format!("{}-{fingerprint}.wasm", stem.trim_start_matches("split_"));
        source = source.replace(&format!("./{stem}.wasm"), &format!("./{named}"));
        fs::write(dist.join(named), without_custom_sections(&fs::read(part)?)?)?;
        fs::remove_file(part)?;
    }
    if parts.split_modules.is_empty() {
        fs::remove_file(&script)?;
    } else {
        fs::write(&script, source)?;
    }

    let mut bindgen = project.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    run(bindgen.args(["--out-name", &name, "--out-dir"]).arg(&dist).arg(&first))?;
    Ok(fs::remove_file(first)?)
}

/// What the rules cost a phone, in kilobytes of 1,000 bytes, brotli: a program with them against one without.
///
/// # Errors
/// When one of the two does not compile.
pub fn rules_kb(project: &Project) -> Result<f64> {
    let mut cargo = project.cargo();
    cargo.args(["build", "-p", "onward-domain", "--example", "rules", "--example", "no_rules"]);
    run(cargo.args(["--target", "wasm32-unknown-unknown", "--profile", "wasm-release"]))?;
    let folder = target_folder(project)?.join("wasm32-unknown-unknown/wasm-release/examples");
    let size = |name: &str| -> Result<f64> {
        let program = folder.join(name).with_extension("wasm");
        let program = fs::read(&program).with_context(|| format!("cannot read {}", program.display()))?;
        Ok(brotli(&without_custom_sections(&program)?)?.len() as f64 / 1000.0)
    };
    Ok(size("rules")? - size("no_rules")?)
}

/// Where cargo builds.
fn target_folder(project: &Project) -> Result<PathBuf> {
    let metadata = output(project.cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo does not say where it builds")
}

/// The module without names of functions and the like, which a browser has no use for.
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut begin = 0_usize;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let end = match (&payload, payload.as_section()) {
            (Payload::Version { range, .. }, _) => range.end,
            (_, Some((_, range))) => range.end,
            (_, None) => continue,
        };
        let end = usize::try_from(end)?;
        let (section, is_custom) = (module.get(begin..end), matches!(payload, Payload::CustomSection(_)));
        if !is_custom {
            kept.extend(section.context("a section reaches beyond its module")?);
        }
        begin = end;
    }
    Ok(kept)
}

/// Fills in the service worker's list and writes a `.br` and a `.gz` beside every file that gains by it.
fn finish(dist: &Path) -> Result<()> {
    let worker = dist.join("sw.js");
    if worker.exists() {
        let source = fs::read_to_string(&worker).context("cannot read sw.js")?;
        ensure!(source.contains(PRECACHE), "frontend/sw.js has no {PRECACHE} for the list of files");
        let list = precache_list(dist)?;
        fs::write(&worker, source.replace(PRECACHE, &list)).context("cannot write sw.js")?;
    }
    for file in files_under(dist)? {
        if file.extension().and_then(|end| end.to_str()).is_some_and(|end| COMPRESSIBLE.contains(&end)) {
            let content = fs::read(&file)?;
            if content.len() >= WORTH_COMPRESSING {
                fs::write(with_ending(&file, ".br"), brotli(&content)?)?;
                fs::write(with_ending(&file, ".gz"), gzip(&content)?)?;
            }
        }
    }
    Ok(())
}

/// Every file that the app needs, with a fingerprint, so that an update fetches only what changed.
fn precache_list(dist: &Path) -> Result<String> {
    let mut list = Vec::new();
    for file in files_under(dist)? {
        let url = format!("/{}", file.strip_prefix(dist)?.to_string_lossy());
        if url != "/sw.js" && !url.ends_with(ICON_PICTURE) {
            list.push(json!({ "url": url, "revision": hex::encode(Sha256::digest(fs::read(&file)?)) }));
        }
    }
    Ok(serde_json::to_string(&list)?)
}

fn hash_inputs(project: &Project) -> Result<String> {
    let mut hash = Sha256::new();
    for input in INPUTS {
        let path = project.path(input);
        let files = if path.is_dir() { files_under(&path)? } else { vec![path] };
        for file in files {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            // The name and the length keep a file that moved or was split from going unnoticed.
            hash.update(file.to_string_lossy().as_bytes());
            hash.update(content.len().to_be_bytes());
            hash.update(&content);
        }
    }
    Ok(hex::encode(hash.finalize()))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 24);
    writer.write_all(content)?;
    drop(writer);
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_service_worker_keeps_what_the_app_needs_and_not_itself_copies_or_pictures() {
        let dist = std::env::temp_dir().join(format!("onward-web-{}", std::process::id()));
        fs::create_dir_all(dist.join("icons")).unwrap();
        fs::write(dist.join("sw.js"), format!("const FILES = {PRECACHE};")).unwrap();
        fs::write(dist.join("index.html"), "<p>hello</p>".repeat(100)).unwrap();
        fs::write(dist.join("icons/icon-192.png"), [0; 600]).unwrap();
        finish(&dist).unwrap();
        let worker = fs::read_to_string(dist.join("sw.js")).unwrap();
        let list = worker.strip_prefix("const FILES = ").unwrap().strip_suffix(';').unwrap();
        let list: Vec<serde_json::Value> = serde_json::from_str(list).unwrap();
        let urls: Vec<&str> = list.iter().map(|file| file["url"].as_str().unwrap()).collect();
        assert_eq!(urls, ["/index.html"]);
        assert!(dist.join("index.html.br").exists() && dist.join("index.html.gz").exists());
        assert!(!dist.join("icons/icon-192.png.br").exists());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn what_is_compressed_comes_out_again_whole() {
        let content = b"a young person signs in on a phone, ".repeat(300);
        let mut through_brotli = Vec::new();
        let compressed = brotli(&content).unwrap();
        brotli::Decompressor::new(&compressed[..], 4096).read_to_end(&mut through_brotli).unwrap();
        let mut through_gzip = Vec::new();
        let compressed = gzip(&content).unwrap();
        flate2::read::GzDecoder::new(&compressed[..]).read_to_end(&mut through_gzip).unwrap();
        assert!(through_brotli == content && through_gzip == content);
    }
}
