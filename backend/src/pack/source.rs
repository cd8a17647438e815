//! Where packs are read from: the program itself, or a folder that the council keeps.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use crate::pack::fault::PackFault;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../assets/authorities"]
struct Shipped;

/// Where packs are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Those that ship with the program.
    Shipped,
    /// A folder with one folder per council.
    Folder(PathBuf),
    /// The folder of one council.
    Pack(PathBuf),
}

/// The files of one pack.
pub struct PackFiles {
    folder: String,
    texts: BTreeMap<String, String>,
}

impl PackFiles {
    /// The text of one file, by its path inside the pack.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// The files of one folder of the pack with this ending: their names without the ending, and their texts.
    pub fn under<'s>(&'s self, folder: &'s str, ending: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.texts.iter().filter_map(move |(path, text)| {
            let name = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(ending)?;
            (!name.contains('/')).then_some((name, text.as_str()))
        })
    }

    /// A file's path as a fault shows it.
    pub fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.folder)
    }
}

impl Source {
    /// The files of every pack, by its folder.
    ///
    /// # Errors
    /// When the folder or a file of it can't be read, or a file is not UTF-8.
    pub fn read(&self) -> Result<BTreeMap<String, PackFiles>, PackFault> {
        let mut packs: BTreeMap<String, PackFiles> = BTreeMap::new();
        for (path, bytes) in self.files()? {
            // A loose file beside the packs, such as a note, is nobody's.
            let Some((folder, inside)) = path.split_once('/') else { continue };
            if ![".toml", ".md", ".ftl"].iter().any(|ending| inside.ends_with(ending)) {
                continue;
            }
            let text = String::from_utf8(bytes)
                .map_err(|_| PackFault::whole(&path, "it is not UTF-8; save it as UTF-8"))?;
            packs
                .entry(folder.to_owned())
                .or_insert_with(|| PackFiles { folder: folder.to_owned(), texts: BTreeMap::new() })
                .texts
                .insert(inside.to_owned(), text);
        }
        Ok(packs)
    }

    /// Every file, by its path from the folder of packs on.
    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, PackFault> {
        match self {
            Self::Shipped => Ok(Shipped::iter()
                .filter_map(|path| {
                    Shipped::get(&path).map(|file| (path.into_owned(), file.data.into_owned()))
                })
                .collect()),
            Self::Folder(root) => {
                let mut files = Vec::new();
                files_below(root, root, &mut files)
                    .map_err(|error| PackFault::whole(root.display().to_string(), format!("{error}")))?;
                Ok(files)
            }
            Self::Pack(folder) => {
                let fault =
                    |error: io::Error| PackFault::whole(folder.display().to_string(), error.to_string());
                // Its name is the council's, also when it is given as `.`.
                let folder = folder.canonicalize().map_err(fault)?;
                let mut files = Vec::new();
                files_below(folder.parent().unwrap_or(&folder), &folder, &mut files).map_err(fault)?;
                Ok(files)
            }
        }
    }
}

fn files_below(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_below(root, &path, files)?;
        } else {
            let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            files.push((inside, fs::read(&path)?));
        }
    }
    Ok(())
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shipped => f.write_str("the packs that ship with the program"),
            Self::Folder(folder) | Self::Pack(folder) => write!(f, "{}", folder.display()),
        }
    }
}
