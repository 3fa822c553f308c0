//! How far a long job is, on a terminal and nowhere else.

use engine::Sequence;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Records between two looks at the clock.
const STEP: u64 = 1 << 12;

/// Records that were done, of how many; it vanishes when it is dropped.
pub(crate) struct Records {
    bar: ProgressBar,
    shown: u64,
}

impl Records {
    /// Begins to count; `what` says what is done with them.
    pub(crate) fn begin(what: &'static str) -> Records {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template(
            "{msg} {bar:32} {human_pos} of {human_len} records, {per_sec}, {eta} left",
        );
        let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(what);
        Records { bar, shown: 0 }
    }

    /// So many are done, of how many.
    pub(crate) fn at(&mut self, done: Sequence, of: Sequence) {
        if done.number() >= self.shown + STEP || done == of {
            self.shown = done.number();
            self.bar.set_length(of.number());
            self.bar.set_position(done.number());
        }
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
