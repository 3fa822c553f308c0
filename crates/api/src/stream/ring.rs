//! The ring: the last updates, for who comes back.

use std::collections::VecDeque;
use std::sync::Arc;

use engine::Sequence;
use freight::InstrumentCode;

/// An update as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) sequence: Sequence,
    pub(crate) instrument: InstrumentCode,
    pub(crate) text: Arc<str>,
}

/// The last updates, at most so many.
#[derive(Debug)]
pub(crate) struct Ring {
    kept: VecDeque<Sent>,
    most: usize,
    /// Everything behind this record is kept.
    after: Sequence,
}

impl Ring {
    /// Nothing is kept yet, and nothing happened behind `after`.
    pub(crate) fn new(most: usize, after: Sequence) -> Ring {
        Ring { kept: VecDeque::new(), most, after }
    }

    /// Keeps an update, and lets the oldest go; those of one record go together.
    pub(crate) fn keep(&mut self, sent: Sent) {
        self.kept.push_back(sent);
        if self.kept.len() > self.most
            && let Some(gone) = self.kept.pop_front()
        {
            self.after = gone.sequence;
            while self.kept.front().is_some_and(|next| next.sequence == gone.sequence) {
                self.kept.pop_front();
            }
        }
    }

    /// The record behind which everything is kept.
    pub(crate) fn after(&self) -> Sequence {
        self.after
    }

    /// What is kept behind `seen`, if that is everything.
    pub(crate) fn behind(&self, seen: Sequence) -> Option<impl Iterator<Item = &Sent>> {
        let first = self.kept.partition_point(|sent| sent.sequence <= seen);
        (seen >= self.after).then(|| self.kept.range(first..))
    }
}

#[cfg(test)]
mod tests;
