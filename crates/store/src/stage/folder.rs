//! A folder for one test's files.

use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// A folder that is removed when it is dropped.
///
/// Nobody but its owner can enter it. If the process is killed, it stays; where that matters, a watchdog removes
/// it instead.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes a folder where this machine keeps its temporary files; its name begins with `name`.
    pub(super) fn new(name: &str) -> io::Result<Folder> {
        let path = std::env::temp_dir().join(unheard_of(name));
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Folder { path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A test that removed it by itself has done nothing wrong.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// A name that begins with `name` and that nobody uses, in other processes either.
pub(super) fn unheard_of(name: &str) -> String {
    // The standard library seeds its hashers at random, which saves a crate for randomness.
    format!("{name}_{:016x}", RandomState::new().hash_one(name))
}
