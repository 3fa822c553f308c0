//! Generated days, and homes for the projections of them.

use std::time::Duration;

use engine::days::{self, Memory, Move, play};
use engine::stage::Stage;
use store::{Address, Listener, Projections, Snapshot, TableDigest, Telling};

/// A day that was played, and what was told of it.
pub struct Played {
    /// The exchange at the end of the day.
    pub stage: Stage,
    /// All records, from the first on.
    pub tellings: Vec<Telling>,
}

/// Plays a day.
pub fn played(moves: &[Move]) -> Played {
    let mut listener = Listener::new();
    let mut stage = days::stage_told(&mut listener);
    let mut memory = Memory::default();
    for a_move in moves {
        play(&mut stage, &mut memory, a_move, &mut listener);
    }
    Played { stage, tellings: listener.take() }
}

/// How long a call of a database may take in tests.
pub const DEADLINE: Duration = Duration::from_secs(30);
