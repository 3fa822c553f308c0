//! The one writer: stamp, decide, append, publish.
//!
//! ```text
//!   callers ──▶ queue ──▶ stamp ▶ decide ▶ apply ──▶ block ──▶ commit ──▶ answers, tellings
//!                 │full           the next block, while one commits ┘
//!                 └──▶ Busy
//! ```
//!
//! One task holds the engine and the journal. What is waiting is decided in memory and appended as one block;
//! while that block commits, the next is decided. Nobody is answered, and nobody reads, before what he is told
//! is on disk.
//!
//! # Invariants
//!
//! - An answer was on disk before it was given.
//! - Sequences in the journal have no gap, and no command is in it twice under one key.
//! - A read never shows what a crash could take back.
//!
//! # What is not here
//!
//! SQL, which is the store's; HTTP; and the time of day, which is given as a [`Clock`].

mod clock;
mod answering;
mod feed;
mod state;
mod replay;
mod writing;
mod sequencer;
mod following;

pub use answering::{NotDone, Unreadable};
pub use clock::{Clock, HandClock, SystemClock};
pub use feed::{Committed, Feed, Followed};
pub use following::{Following, follow};
pub use replay::{Page, Pages, Replay, ReplayError, records, replay, replay_to};
pub use sequencer::{Opened, Running, Sequencer, Settings, open, open_to, start};
pub use state::{Condition, Status};
pub use writing::Ended;
