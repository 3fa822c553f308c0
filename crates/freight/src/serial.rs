//! How a service stands in the protocol: its promise beside its other fields.
//!
//! ```json
//! {"movement": {"origin": "CNCHQ", "destination": "CNSGH", "mode": "barge"},
//!  "window": "2026W10", "unit": {"boxes": "22G1"},
//!  "cut_off": "2026-03-01T10:00:00Z", "longest_transit_days": 14}
//! ```
//!
//! Exactly one of `movement`, `handling` and `through` stands there. A derived reader would either
//! accept unknown fields or hide the promise one level deeper, so this one is written out.

use jiff::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Handling, Lane, Promise, SailingWindow, Service, Through, Unit};

/// What is carried: where, when, counted in what, and until when cargo is taken in.
///
/// Exactly one of `movement`, `handling` and `through` is given.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    /// One lane by one mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    movement: Option<Lane>,
    /// From a mode to a mode at one place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handling: Option<Handling>,
    /// From place to place by a chain of movements and handlings, under one contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    through: Option<Through>,
    /// The days on which it may depart, at the clock of the place where it begins.
    window: SailingWindow,
    /// In what a quantity of it is counted.
    unit: Unit,
    /// The cargo cut-off: what is not gated in at this time is a no-show.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    cut_off: Timestamp,
    /// The longest transit in calendar days, counted from the day of departure.
    longest_transit_days: u16,
}

impl Serialize for Service {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Service { promise, window, unit, cut_off, longest_transit_days } = self;
        let (mut movement, mut handling, mut through) = (None, None, None);
        match promise {
            Promise::Movement(lane) => movement = Some(lane),
            Promise::Handling(at) => handling = Some(at),
            Promise::Through(ends) => through = Some(ends),
        }
        Form { movement, handling, through, window, unit, cut_off, longest_transit_days }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Service {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Service, D::Error> {
        let Form { movement, handling, through, window, unit, cut_off, longest_transit_days } =
            Form::deserialize(deserializer)?;
        let promise = match (movement, handling, through) {
            (Some(lane), None, None) => Promise::Movement(lane),
            (None, Some(at), None) => Promise::Handling(at),
            (None, None, Some(ends)) => Promise::Through(ends),
            (movement, handling, through) => {
                let found = [movement.is_some(), handling.is_some(), through.is_some()];
                return Err(D::Error::custom(format_args!(
                    "SERVICE_PROMISE_NOT_ONE: a service is one of movement, handling and through, but {} are given",
                    found.into_iter().filter(|&given| given).count()
                )));
            }
        };
        Ok(Service { promise, window, unit, cut_off, longest_transit_days })
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Service {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        Form::schema()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Service {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>) {
        Form::schemas(schemas);
    }
}
