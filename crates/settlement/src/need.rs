//! Needs: the milestones that must stand before a tranche is released.
//!
//! ```text
//!   LOAD               the box was loaded
//!   SURR               the transport document was surrendered
//!   CUSR               customs released it wherever they spoke, and somewhere at least
//!   CUSR@destination   customs released it where the service ends
//! ```
//!
//! What is planned, announced or stopped releases nothing: a need is one of the kinds by which cargo goes on.

use core::fmt;
use core::str::FromStr;

use freight::{MilestoneKind, Scope};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One milestone that must stand; a customs milestone may name where.
///
/// `CUSR` alone stands when customs has released somewhere and its last word is a release wherever it spoke.
/// In the protocol it is a text: the DCSA code, and for customs perhaps `@` and a station. So what comes from the
/// world is well placed; who builds one by hand gives a station to customs alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Of which kind.
    pub kind: MilestoneKind,
    /// Where, for customs.
    pub at: Option<Station>,
}

/// Where customs speaks, seen from the carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Station {
    /// At the place where the service begins.
    Origin,
    /// Anywhere else.
    Transit,
    /// At the place where the service ends.
    Destination,
}

/// Why a text is no need. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NeedError {
    /// No milestone has this code.
    #[error("need {0:?} begins with no code of a milestone, such as LOAD or CUSR")]
    KindUnknown(String),
    /// Nobody speaks at a place of this name.
    #[error("need {0:?} ends with no station: it is origin, transit or destination")]
    StationUnknown(String),
    /// It can be said of customs alone where it happens.
    #[error("need {0:?} names a station, but only customs may have one")]
    StationNotWanted(String),
}

impl NeedError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            NeedError::KindUnknown(_) => "NEED_KIND_UNKNOWN",
            NeedError::StationUnknown(_) => "NEED_STATION_UNKNOWN",
            NeedError::StationNotWanted(_) => "NEED_STATION_NOT_WANTED",
        }
    }
}

impl Need {
    /// Reads `LOAD`, or `CUSR@destination`.
    pub fn parse(text: &str) -> Result<Need, NeedError> {
        let (code, station) = match text.split_once('@') {
            Some((code, station)) => (code, Some(station)),
            None => (text, None),
        };
        let kind = MilestoneKind::ALL.into_iter().find(|kind| kind.as_str() == code);
        let kind = kind.ok_or_else(|| NeedError::KindUnknown(text.to_owned()))?;
        let at = match station {
            None => None,
            Some(name) => {
                let station = Station::ALL.into_iter().find(|station| station.as_str() == name);
                Some(station.ok_or_else(|| NeedError::StationUnknown(text.to_owned()))?)
            }
        };
        let need = Need { kind, at };
        if need.is_well_placed() { Ok(need) } else { Err(NeedError::StationNotWanted(text.to_owned())) }
    }

    /// Whether it names a station only where customs speaks.
    pub(crate) fn is_well_placed(self) -> bool {
        self.at.is_none() || self.kind.scope() == Scope::Customs
    }

    /// Whether it is among what lets cargo go on; what informs, or stops, releases nothing.
    pub(crate) fn releases(self) -> bool {
        match self.kind {
            MilestoneKind::GatedIn
            | MilestoneKind::Loaded
            | MilestoneKind::Discharged
            | MilestoneKind::GatedOut
            | MilestoneKind::CustomsReleased
            | MilestoneKind::Surrendered => true,
            MilestoneKind::CustomsSelected
            | MilestoneKind::CustomsInspected
            | MilestoneKind::CustomsHeld
            | MilestoneKind::Received
            | MilestoneKind::Confirmed
            | MilestoneKind::Departed
            | MilestoneKind::Arrived => false,
        }
    }
}

impl Station {
    /// Every station, on the way of the cargo.
    pub const ALL: [Station; 3] = [Station::Origin, Station::Transit, Station::Destination];

    /// The word in the protocol: `origin`.
    pub fn as_str(self) -> &'static str {
        match self {
            Station::Origin => "origin",
            Station::Transit => "transit",
            Station::Destination => "destination",
        }
    }
}

impl fmt::Display for Station {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            None => f.pad(self.kind.as_str()),
            Some(station) => f.pad(&format!("{}@{station}", self.kind)),
        }
    }
}

impl FromStr for Need {
    type Err = NeedError;

    fn from_str(text: &str) -> Result<Need, NeedError> {
        Need::parse(text)
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Need, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Need;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a need as a string, such as LOAD or CUSR@destination")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Need, E> {
                Need::parse(text).map_err(|error| E::custom(format_args!("{}: {error}", error.code())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Need {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let pattern = "^[A-Z]{4}(@(origin|transit|destination))?$";
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("One milestone that must stand; customs may name where."))
            .pattern(Some(pattern))
            .examples(["LOAD", "CUSR@destination"])
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Need {}
