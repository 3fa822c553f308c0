//! What the bank has booked: the lines that a bank statement would show.

use freight::ParticipantCode;
use money::Money;
use serde::Serialize;

use super::Told;
use crate::figure::grouped;

/// One line of the bank, signed as the house sees it: in is positive, out is negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// When, and in which record.
    pub told: Told,
    /// Why.
    pub why: BankMove,
    /// Whose money, if it is a member's and known.
    pub member: Option<ParticipantCode>,
    /// How much.
    pub amount: Money,
}

/// Why the bank moved money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BankMove {
    /// Somebody paid in.
    Receipt,
    /// A member was paid.
    Payment,
    /// A payment came back.
    Return,
    /// Currency was bought, or paid for.
    Exchange,
    /// Tax went to the state.
    Tax,
    /// The bank took its charge.
    Charge,
    /// The owners drew income.
    Drawing,
}

impl BankMove {
    /// Every kind, in the order of a statement.
    pub const ALL: [BankMove; 7] = [
        BankMove::Receipt,
        BankMove::Payment,
        BankMove::Return,
        BankMove::Exchange,
        BankMove::Tax,
        BankMove::Charge,
        BankMove::Drawing,
    ];

    /// For people: `1 receipt`, `8 receipts`.
    pub(crate) fn counted(self, lines: u64) -> String {
        let (one, several) = match self {
            BankMove::Receipt => ("receipt", "receipts"),
            BankMove::Payment => ("payment booked", "payments booked"),
            BankMove::Return => ("payment returned", "payments returned"),
            BankMove::Exchange => ("line of currency bought", "lines of currency bought"),
            BankMove::Tax => ("payment of tax", "payments of tax"),
            BankMove::Charge => ("bank charge", "bank charges"),
            BankMove::Drawing => ("drawing", "drawings"),
        };
        format!("{} {}", grouped(lines), if lines == 1 { one } else { several })
    }
}
