//! The vocabulary: every word that a line can begin with, and who reads what follows it.
//!
//! # What is not here
//!
//! What the words mean: each reader lives in the room of its matter.

use crate::fault::ScenarioError;
use crate::reading::{Asked, Reading};
use crate::{carriage, market, register, stage, terms, treasury};

/// Reads the rest of a line that began with a word.
pub(crate) type Reader = fn(&mut Reading<'_, '_>, &'static str) -> Result<Asked, ScenarioError>;

/// The words in the order of the guide, each with its reader.
pub(crate) const WORDS: &[(&str, Reader)] = &[
    // How the text goes on.
    ("clock", stage::clock),
    ("on", stage::on),
    ("at", stage::at),
    ("show", stage::show),
    ("hide", stage::hide),
    ("boxes", stage::boxes),
    // What is drawn.
    ("book", stage::book),
    ("balances", stage::balances),
    ("trial-balance", stage::trial_balance),
    ("slots", stage::slots),
    ("holds", stage::holds),
    ("custody", stage::custody),
    // Who and what there is.
    ("member", register::member),
    ("terms", terms::terms),
    ("place", register::place),
    ("service", register::service),
    ("list", register::list),
    ("capacity", register::capacity),
    // Orders.
    ("bid", market::place),
    ("ask", market::place),
    ("amend", market::amend),
    ("cancel", market::cancel),
    // Carriages.
    ("nominate", carriage::nominate),
    ("call", carriage::call),
    ("gate-in", carriage::milestone),
    ("load", carriage::milestone),
    ("disc", carriage::milestone),
    ("gate-out", carriage::milestone),
    ("customs-select", carriage::milestone),
    ("customs-inspect", carriage::milestone),
    ("customs-release", carriage::milestone),
    ("customs-hold", carriage::milestone),
    ("surrender", carriage::milestone),
    ("receive-document", carriage::milestone),
    ("confirm-booking", carriage::milestone),
    ("depart", carriage::milestone),
    ("arrive", carriage::milestone),
    ("correct", carriage::correct),
    ("withdraw", carriage::withdraw),
    ("roll", carriage::roll),
    ("cancel-carriage", carriage::cancel),
    ("storage", carriage::storage),
    ("bill", carriage::bill),
    // Money.
    ("receipt", treasury::receipt),
    ("allocate", treasury::allocate),
    ("withdraw-money", treasury::withdraw_money),
    ("pay-fund", treasury::pay_fund),
    ("netting", treasury::netting),
    ("pay", treasury::pay),
    ("booked", treasury::booked),
    ("returned", treasury::returned),
    ("refused", treasury::refused),
    ("pay-tax", treasury::pay_tax),
    ("bank-charge", treasury::bank_charge),
    ("buy-fx", treasury::buy_fx),
    ("sweep", treasury::sweep),
];
