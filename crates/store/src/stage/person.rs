//! The person as whom PostgreSQL runs: whoever runs the tests, unless that is root, whom it refuses.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whom root becomes: who was made for this, or else who has no rights at all.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// Who runs the programs of one cluster, and owns its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// Whoever runs the tests.
    Myself,
    /// Somebody with fewer rights.
    Another {
        /// The name of the account.
        name: &'static str,
        /// Its number.
        user: u32,
        /// The number of its first group.
        group: u32,
    },
}

/// Why nobody can run PostgreSQL there. In the order of the checks.
#[derive(Debug, thiserror::Error)]
pub(super) enum PersonError {
    /// This machine has none of the accounts.
    #[error("postgresql refuses to be run by root, and there is neither a user postgres nor a user nobody")]
    Nobody,
    /// A folder above is closed to them.
    #[error("user {name} may not enter {}; TMPDIR can name a folder open to everybody", .folder.display())]
    ClosedDoor {
        /// Who was to enter.
        name: &'static str,
        /// The folder that nobody else may enter.
        folder: PathBuf,
    },
    /// The folder could not be looked at, or given away.
    #[error("folder {} has no owner to run postgresql: {cause}", .folder.display())]
    Folder {
        /// Which one.
        folder: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

impl Person {
    /// Chooses who runs a cluster in `folder`, which was made just now, and gives it to them.
    pub(super) fn for_folder(folder: &Path) -> Result<Person, PersonError> {
        let trouble = |cause| PersonError::Folder { folder: folder.to_owned(), cause };
        // Who makes a folder owns it: that tells who runs the tests, without asking the system by other means.
        if fs::metadata(folder).map_err(trouble)?.uid() != 0 {
            return Ok(Person::Myself);
        }
        let person = Person::without_rights().ok_or(PersonError::Nobody)?;
        if let Person::Another { name, user, group } = person {
            for above in folder.ancestors().skip(1) {
                if fs::metadata(above).map_err(trouble)?.permissions().mode() & 0o001 == 0 {
                    return Err(PersonError::ClosedDoor { name, folder: above.to_owned() });
                }
            }
            chown(folder, Some(user), Some(group)).map_err(trouble)?;
        }
        Ok(person)
    }

    /// A command to be run by this person, somewhere they may be.
    pub(super) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir("/").stdin(Stdio::null());
        if let Person::Another { user, group, .. } = self {
            command.uid(*user).gid(*group);
        }
        command
    }

    fn without_rights() -> Option<Person> {
        UNPRIVILEGED.iter().find_map(|name| {
            Some(Person::Another { name, user: number("-u", name)?, group: number("-g", name)? })
        })
    }
}

/// What `id` knows of an account: its user with `-u`, its group with `-g`.
fn number(of: &str, name: &str) -> Option<u32> {
    let asked = Command::new("id").args([of, name]).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(asked.stdout).ok()?.trim().parse().ok()
}
