//! Why settlement refuses, room by room.

use crate::TermsError;
use crate::carriage::CarriageRejection;
use crate::treasury::TreasuryRejection;

/// Why a command was refused. A shortage of money is not among them: whoever lends the purses refuses that.
///
/// What can be done about it is said by whoever speaks to people, by the code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rejection {
    /// The terms are not sound.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// A carriage does not allow it.
    #[error(transparent)]
    Carriage(#[from] CarriageRejection),
    /// Claims, receipts, cycles or payments do not allow it.
    #[error(transparent)]
    Treasury(#[from] TreasuryRejection),
}

impl Rejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::Terms(error) => error.code(),
            Rejection::Carriage(error) => error.code(),
            Rejection::Treasury(error) => error.code(),
        }
    }
}
