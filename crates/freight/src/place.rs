//! Places, and the other codes that mean them.
//!
//! One port has several codes, and one code means several places: `CNCQI`, the city of Chongqing, is
//! the river port `CNCHQ` to a barge, the east station `CNCQD` to a train, the airport `CNCKG` to an
//! aircraft. A book that is keyed by the code as written splits the liquidity of a port, so a
//! [`PlaceBook`] resolves every code by mode to its **canonical** place first:
//!
//! ```text
//!   CNSHG ──▶ CNSGH ──rail──▶ CNSHZ        an alias holds for one mode, or for all that have none
//! ```
//!
//! A place may be ours: the terminals that are really used often have no UN/LOCODE.
//!
//! # Invariants
//!
//! - Aliases lead to places that were admitted, and never in a circle. So resolving twice is
//!   resolving once.

use core::num::NonZeroU32;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CountryCode, Functions, Mode, Name, Offsets, PlaceCode};

/// Names a place: a counter from 1, given at admission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u32, minimum = 1))]
pub struct PlaceId(NonZeroU32);

/// Where cargo is taken over, handled or handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its UN/LOCODE, or a name of ours where it has none.
    pub code: PlaceCode,
    /// What people call it.
    pub name: Name,
    /// In which country it lies.
    pub country: CountryCode,
    /// What UN/LOCODE says it is for; this warns, and never refuses.
    pub functions: Functions,
    /// What its clock is ahead of UTC, and since when.
    pub clock: Offsets,
}

/// Another code that means a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The code as people write it.
    pub code: PlaceCode,
    /// The mode for which it holds; without one it holds for every mode that has no alias of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// The place that it means.
    pub means: PlaceCode,
}

/// The places that were admitted, and the codes that mean them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceBook {
    places: Vec<Place>,
    by_code: BTreeMap<PlaceCode, PlaceId>,
    aliases: BTreeMap<(PlaceCode, Option<Mode>), PlaceCode>,
}

/// Why a place or an alias is not written into the book. In the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceError {
    /// The code names a place already.
    #[error("place {code} is already admitted, as number {number}", number = .id.number())]
    AlreadyAdmitted {
        /// The code.
        code: PlaceCode,
        /// The place that has it.
        id: PlaceId,
    },
    /// An alias leads to a code that names no place.
    #[error("alias {code} means {means}, but no place {means} is admitted")]
    TargetUnknown {
        /// The alias.
        code: PlaceCode,
        /// What it would mean.
        means: PlaceCode,
    },
    /// An alias leads back to itself.
    #[error("alias {code} means {means}, but {means} already leads to {code}")]
    Circle {
        /// The alias.
        code: PlaceCode,
        /// What it would mean.
        means: PlaceCode,
    },
}

impl PlaceError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            PlaceError::AlreadyAdmitted { .. } => "PLACE_KNOWN",
            PlaceError::TargetUnknown { .. } => "PLACE_UNKNOWN",
            PlaceError::Circle { .. } => "ALIAS_CIRCLE",
        }
    }
}

impl PlaceId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u32) -> Option<PlaceId> {
        NonZeroU32::new(number).map(PlaceId)
    }

    /// The counter.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

impl PlaceBook {
    /// A book without places.
    pub fn new() -> PlaceBook {
        PlaceBook::default()
    }

    /// Answers under which number a place with this code would be admitted.
    pub fn check(&self, code: PlaceCode) -> Result<PlaceId, PlaceError> {
        match self.by_code.get(&code) {
            Some(&id) => Err(PlaceError::AlreadyAdmitted { code, id }),
            None => Ok(self.next()),
        }
    }

    /// Writes a place into the book.
    ///
    /// # Panics
    ///
    /// If [`PlaceBook::check`] would have refused it.
    pub fn admit(&mut self, place: Place) -> PlaceId {
        let id = self.next();
        let before = self.by_code.insert(place.code, id);
        assert!(before.is_none(), "place {} was checked before it was admitted", place.code);
        self.places.push(place);
        id
    }

    /// Gives a place a new clock, as when a country changes its time.
    ///
    /// # Panics
    ///
    /// If no place has this number.
    pub fn set_clock(&mut self, id: PlaceId, clock: Offsets) {
        let place = usize::try_from(id.number() - 1).ok().and_then(|place| self.places.get_mut(place));
        place.expect("a number is given at admission only").clock = clock;
    }

    /// Answers whether an alias could be written.
    pub fn check_alias(&self, alias: Alias) -> Result<(), PlaceError> {
        let Alias { code, mode, means } = alias;
        if !self.by_code.contains_key(&means) {
            return Err(PlaceError::TargetUnknown { code, means });
        }
        let concerned = Mode::ALL.into_iter().map(Some).chain([None]).filter(|&by| match mode {
            Some(_) => by == mode,
            None => by.is_none() || !self.aliases.contains_key(&(code, by)),
        });
        for by in concerned {
            let mut reached = means;
            while let Some(next) = self.step(reached, by).filter(|_| reached != code) {
                reached = next;
            }
            if reached == code && means != code {
                return Err(PlaceError::Circle { code, means });
            }
        }
        Ok(())
    }

    /// Writes an alias, in place of the one that the same code and mode had.
    ///
    /// # Panics
    ///
    /// If [`PlaceBook::check_alias`] would have refused it.
    pub fn add_alias(&mut self, alias: Alias) {
        assert_eq!(self.check_alias(alias), Ok(()), "an alias is checked before it is written");
        self.aliases.insert((alias.code, alias.mode), alias.means);
    }

    /// The canonical code of a place for a mode: where all aliases of `code` lead.
    ///
    /// Without a mode, only aliases that hold for every mode are followed. A code without an alias
    /// is its own, known or not.
    pub fn canonical(&self, code: PlaceCode, mode: Option<Mode>) -> PlaceCode {
        let mut reached = code;
        while let Some(next) = self.step(reached, mode) {
            reached = next;
        }
        reached
    }

    /// The number of the canonical place that `code` means for a mode, if it was admitted.
    pub fn resolve(&self, code: PlaceCode, mode: Option<Mode>) -> Option<PlaceId> {
        self.by_code.get(&self.canonical(code, mode)).copied()
    }

    /// The place with this number, if it was admitted.
    pub fn get(&self, id: PlaceId) -> Option<&Place> {
        self.places.get(usize::try_from(id.number() - 1).ok()?)
    }

    /// The place with exactly this code, if it was admitted.
    pub fn find(&self, code: PlaceCode) -> Option<&Place> {
        self.get(*self.by_code.get(&code)?)
    }

    /// Every place, by number.
    pub fn places(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        (1..).map_while(PlaceId::new).zip(&self.places)
    }

    /// Every alias, by code, those that hold for every mode first.
    pub fn aliases(&self) -> impl Iterator<Item = Alias> {
        self.aliases.iter().map(|(&(code, mode), &means)| Alias { code, mode, means })
    }

    /// Where one alias leads; nothing if the code stays itself.
    fn step(&self, code: PlaceCode, mode: Option<Mode>) -> Option<PlaceCode> {
        let own = mode.and_then(|_| self.aliases.get(&(code, mode)));
        let means = own.or_else(|| self.aliases.get(&(code, None)))?;
        (*means != code).then_some(*means)
    }

    fn next(&self) -> PlaceId {
        let count = u32::try_from(self.places.len()).expect("there are fewer than 2^32 places");
        count.checked_add(1).and_then(PlaceId::new).expect("a counter from 1 is not zero")
    }
}

#[cfg(test)]
mod tests;
