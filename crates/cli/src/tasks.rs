//! The threads on which asynchronous commands run.

use std::io;

use tokio::runtime::Builder;

/// Runs `work` to its end, on as many threads as there are cores.
///
/// # Errors
///
/// When the system gives no thread.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> io::Result<T> {
    Ok(Builder::new_multi_thread().enable_all().thread_name("laycan").build()?.block_on(work))
}
