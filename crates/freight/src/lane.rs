//! Lanes: from one place to another, by one mode.
//!
//! Two lanes with the same ends and different modes are different lanes, since a barge and a train
//! from the same city leave from different places, at different prices, for different days.

use core::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Mode, PlaceCode};

/// Origin to destination, by one mode; the two are different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Lane {
    /// Where the cargo is taken over.
    origin: PlaceCode,
    /// Where it is handed over.
    destination: PlaceCode,
    /// How it is moved.
    mode: Mode,
}

/// Origin to destination by whatever chain of legs; the two are different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Through {
    /// Where the first leg takes the cargo over.
    origin: PlaceCode,
    /// Where the last leg hands it over.
    destination: PlaceCode,
}

/// The two ends of a movement, before it is known that they differ.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// Where the cargo is taken over.
    pub origin: PlaceCode,
    /// Where it is handed over.
    pub destination: PlaceCode,
}

/// Why two ends make no lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LaneError {
    /// Both ends are the same place.
    #[error("a lane from {place} must lead to another place, but it leads to {place}")]
    EndsEqual {
        /// The place at both ends.
        place: PlaceCode,
    },
}

impl LaneError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            LaneError::EndsEqual { .. } => "LANE_ENDS_EQUAL",
        }
    }
}

impl Ends {
    fn differ(self) -> Result<Ends, LaneError> {
        if self.origin == self.destination {
            return Err(LaneError::EndsEqual { place: self.origin });
        }
        Ok(self)
    }
}

impl Lane {
    /// Joins two ends by a mode.
    pub fn between(ends: Ends, mode: Mode) -> Result<Lane, LaneError> {
        let Ends { origin, destination } = ends.differ()?;
        Ok(Lane { origin, destination, mode })
    }

    /// Where the cargo is taken over.
    pub fn origin(&self) -> PlaceCode {
        self.origin
    }

    /// Where it is handed over.
    pub fn destination(&self) -> PlaceCode {
        self.destination
    }

    /// How it is moved.
    pub fn mode(&self) -> Mode {
        self.mode
    }
}

impl Through {
    /// Joins two ends by whatever chain of legs.
    pub fn between(ends: Ends) -> Result<Through, LaneError> {
        let Ends { origin, destination } = ends.differ()?;
        Ok(Through { origin, destination })
    }

    /// Where the first leg takes the cargo over.
    pub fn origin(&self) -> PlaceCode {
        self.origin
    }

    /// Where the last leg hands it over.
    pub fn destination(&self) -> PlaceCode {
        self.destination
    }
}

impl fmt::Display for Lane {
    /// For people: `CNCHQ-CNSGH by barge`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{} by {}", self.origin, self.destination, self.mode))
    }
}

impl fmt::Display for Through {
    /// For people: `CNCHQ-SGSIN through`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{} through", self.origin, self.destination))
    }
}

impl<'de> Deserialize<'de> for Lane {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lane, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            origin: PlaceCode,
            destination: PlaceCode,
            mode: Mode,
        }
        let Form { origin, destination, mode } = Form::deserialize(deserializer)?;
        Lane::between(Ends { origin, destination }, mode)
            .map_err(|e| D::Error::custom(format_args!("{}: {e}", e.code())))
    }
}

impl<'de> Deserialize<'de> for Through {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Through, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            origin: PlaceCode,
            destination: PlaceCode,
        }
        let Form { origin, destination } = Form::deserialize(deserializer)?;
        Through::between(Ends { origin, destination })
            .map_err(|e| D::Error::custom(format_args!("{}: {e}", e.code())))
    }
}

#[cfg(test)]
mod tests;
