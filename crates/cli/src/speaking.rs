//! What a service says while it works, on the error channel.

use tracing_subscriber::EnvFilter;

use crate::ending::Trouble;

/// Begins to write what happens, from these levels on.
pub(crate) fn begin(levels: &str) -> Result<(), Trouble> {
    let filter = EnvFilter::try_new(levels)
        .map_err(|error| Trouble::Levels { levels: levels.to_owned(), reason: error.to_string() })?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    Ok(())
}
