//! Members of the exchange, and what they may do.
//!
//! Whether a member is frozen, and what it owns, is state and lives with those who keep it.

use core::fmt;
use core::num::NonZeroU32;

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Name, ParticipantCode};

/// Names a participant: a counter from 1, given at admission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u32, minimum = 1))]
pub struct ParticipantId(NonZeroU32);

/// A member of the exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The code by which people and commands name the member, for ever.
    pub code: ParticipantCode,
    /// What the member is called.
    pub name: Name,
    /// What the member may do.
    pub roles: Roles,
}

/// What a member may be on the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Offers capacity, and carries.
    Carrier,
    /// Bids for capacity, and has cargo carried.
    Shipper,
    /// Does so for others.
    Forwarder,
    /// Stores and handles cargo.
    Warehouse,
    /// Runs the exchange.
    Exchange,
}

/// A set of roles with at least one in it; a list of names in the protocol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = Vec<Role>, min_items = 1))]
pub struct Roles(u8);

/// Why a list of roles is no set. In the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RolesError {
    /// A role stands twice.
    #[error("role {0} is named twice, but once is enough")]
    Twice(Role),
    /// No role at all.
    #[error("0 roles are named, but at least 1 is needed")]
    Empty,
}

impl RolesError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            RolesError::Twice(_) => "ROLE_TWICE",
            RolesError::Empty => "ROLES_EMPTY",
        }
    }
}

impl ParticipantId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u32) -> Option<ParticipantId> {
        NonZeroU32::new(number).map(ParticipantId)
    }

    /// The counter.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

impl Role {
    /// Every role, in the order in which they are declared.
    pub const ALL: [Role; 5] =
        [Role::Carrier, Role::Shipper, Role::Forwarder, Role::Warehouse, Role::Exchange];

    /// The word in the protocol: `carrier`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Carrier => "carrier",
            Role::Shipper => "shipper",
            Role::Forwarder => "forwarder",
            Role::Warehouse => "warehouse",
            Role::Exchange => "exchange",
        }
    }

    fn bit(self) -> u8 {
        match self {
            Role::Carrier => 1,
            Role::Shipper => 2,
            Role::Forwarder => 4,
            Role::Warehouse => 8,
            Role::Exchange => 16,
        }
    }
}

impl Roles {
    /// Gathers roles, in any order; none may stand twice.
    pub fn gather(roles: impl IntoIterator<Item = Role>) -> Result<Roles, RolesError> {
        let mut bits = 0;
        for role in roles {
            if bits & role.bit() != 0 {
                return Err(RolesError::Twice(role));
            }
            bits |= role.bit();
        }
        if bits == 0 { Err(RolesError::Empty) } else { Ok(Roles(bits)) }
    }

    /// Whether `role` is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// The roles, in the order in which they are declared.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |&role| self.has(role))
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Roles {
        Roles(role.bit())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Roles {
    /// For people: `carrier, warehouse`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.iter().map(Role::as_str).collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Roles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.iter().count()))?;
        for role in self.iter() {
            list.serialize_element(&role)?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Roles, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Roles;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of roles")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Roles, A::Error> {
                let mut found = Vec::new();
                while let Some(role) = list.next_element::<Role>()? {
                    found.push(role);
                }
                Roles::gather(found).map_err(|e| A::Error::custom(format_args!("{}: {e}", e.code())))
            }
        }
        deserializer.deserialize_seq(List)
    }
}

#[cfg(test)]
mod tests;
