//! What is carried, where, when, in what, by whom, and what became of it.
//!
//! ```text
//!   who        ParticipantCode · Participant · Role
//!   where      PlaceCode · Place · PlaceBook · Lane · Mode
//!   when       SailingWindow · Offsets, a place's clock as data
//!   in what    EquipmentType · ContainerNumber · Consignment · UnitNumber
//!   what       Service = movement, handling or through, × window × unit × cut-off
//!   became     Milestone = what did happen, said by a source
//! ```
//!
//! These are the words of the trade: values that commands and events carry, checked when they are
//! read. What a wrong value was, and what would have been right, is said in the refusal.
//!
//! # What is not here
//!
//! Money, and anything that changes: which milestones stand, who is frozen, and what is listed is
//! state, and others keep it.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss)]

mod text;
mod code;
mod name;
mod participant;
mod mode;
mod functions;
mod offsets;
mod place;
mod lane;
mod window;
mod equipment;
mod container;
mod service;
mod serial;
mod consignment;
mod milestone;
#[cfg(feature = "proptest")]
pub mod strategies;

pub use code::{
    ClientOrderId, CommandKey, CountryCode, InstrumentCode, MilestoneCode, ParticipantCode, PlaceCode,
    Reference, ServiceCode, TermsCode,
};
pub use consignment::{Consignment, UnitNumber};
pub use container::{ContainerError, ContainerNumber};
pub use equipment::{EquipmentError, EquipmentType, Teu};
pub use functions::{Function, FunctionWarning, Functions, FunctionsError};
pub use lane::{Ends, Lane, LaneError, Through};
pub use milestone::{Classifier, Milestone, MilestoneError, MilestoneKind, Scope};
pub use mode::Mode;
pub use name::{Name, NameError};
pub use offsets::{DatedOffset, Offsets, OffsetsError};
pub use participant::{Participant, ParticipantId, Role, Roles, RolesError};
pub use place::{Alias, Place, PlaceBook, PlaceError, PlaceId};
pub use service::{Handling, Promise, Service, ServiceId, Unit};
pub use text::CodeError;
pub use window::{Days, SailingWindow, WindowError};
