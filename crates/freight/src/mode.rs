//! Modes of carriage.
//!
//! The words follow UN Recommendation 19, with inland water told apart from the sea, because a
//! river port is often another place than the seaport of the same city.

use core::fmt;

use serde::{Deserialize, Serialize};

/// How cargo is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// On inland water.
    Barge,
    /// By train.
    Rail,
    /// By truck.
    Road,
    /// By seagoing ship.
    Sea,
    /// By aircraft.
    Air,
}

impl Mode {
    /// Every mode, in the order in which they are declared.
    pub const ALL: [Mode; 5] = [Mode::Barge, Mode::Rail, Mode::Road, Mode::Sea, Mode::Air];

    /// The word in the protocol: `barge`.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Barge => "barge",
            Mode::Rail => "rail",
            Mode::Road => "road",
            Mode::Sea => "sea",
            Mode::Air => "air",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
