//! How far a long run is: lines and seconds, on a terminal and nowhere else.

use std::io::{IsTerminal, stdout};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How many lines are read between two looks at the clock.
const STEP: u64 = 1 << 12;

/// How far a run is. It is drawn on the error channel, unless that is no terminal or events scroll by on it.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins to count.
    pub(super) fn begin(quiet: bool) -> Progress {
        let scrolls = !quiet && stdout().is_terminal();
        let target =
            if scrolls { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(4) };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{spinner} {human_pos} lines, {per_sec}, {elapsed}");
        Progress { bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner())) }
    }

    /// Another line was read; within the first second nothing is shown.
    pub(super) fn line(&self, number: u64) {
        if number.is_multiple_of(STEP) && self.bar.elapsed() > Duration::from_secs(1) {
            self.bar.set_position(number);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
