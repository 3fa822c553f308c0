//! Asynchronous work done apart, while its caller waits.

use std::panic;
use std::thread;

use tokio::runtime::Builder;

/// Does `work` on a thread and a runtime of its own, and returns what came of it.
///
/// Tests call from within their own runtime, or from none; neither may be blocked or be needed here.
pub(super) fn wait_for<T: Send>(work: impl AsyncFnOnce() -> T + Send) -> T {
    let run = || {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime for one thread");
        runtime.block_on(work())
    };
    thread::scope(|scope| scope.spawn(run).join()).unwrap_or_else(|panicked| panic::resume_unwind(panicked))
}
