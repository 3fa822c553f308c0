//! What is drawn where a line asks for it: books, balances, slots, holds, custody.
//!
//! Everything is computed from the engine at that moment, and nothing is remembered.

use engine::Engine;
use freight::{InstrumentCode, ParticipantCode, ServiceCode};
use money::{Asset, Currency, Grouping, Money};

mod market;
mod accounts;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// The depth of a book.
    Book(InstrumentCode),
    /// What a member has.
    Balances(ParticipantCode),
    /// All accounts of a currency, by code.
    TrialBalance(Currency),
    /// What became of the slots of a service.
    Slots(ServiceCode),
    /// What is held, of one member or of all.
    Holds(Option<ParticipantCode>),
    /// The proof that what is at the bank is everybody's.
    Custody(Currency),
}

impl Drawing {
    /// The lines that stand below, indented.
    pub(crate) fn draw(&self, engine: &Engine) -> Vec<String> {
        let lines = match self {
            Drawing::Book(instrument) => market::book(engine, *instrument),
            Drawing::Slots(service) => market::slots(engine, *service),
            Drawing::Holds(member) => market::holds(engine, *member),
            Drawing::Balances(member) => accounts::balances(engine, *member),
            Drawing::TrialBalance(currency) => accounts::trial_balance(engine, *currency),
            Drawing::Custody(currency) => accounts::custody(engine, *currency),
        };
        lines.into_iter().map(|line| format!("  {line}")).collect()
    }
}

/// An amount without its asset; sums beyond 18 digits are shown in minor units.
fn number(minor: i128, asset: Asset) -> String {
    match i64::try_from(minor) {
        Ok(minor) => Money { minor, asset }.number(Grouping::Thousands).to_string(),
        Err(_) => format!("{minor} minor units"),
    }
}

#[cfg(test)]
mod tests;
