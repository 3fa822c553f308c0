//! Events as lines: what follows a command, in the words of the trade.
//!
//! ```text
//!   trade T1  O3 O2  5 @ 1,840.00                     who arrived, who rested
//!   released C1  10,284.15 CNY to alder, 10,284.15 of 34,280.50 so far
//!   Dr 2010/birch/CNY  Cr 2030/C1/birch/CNY  5,550.00 CNY  deposit taken
//! ```
//!
//! What is accepted as asked prints nothing: an order that rests, a receipt of a known member, a payment that is
//! booked. What the exchange decides or numbers prints a line.

use std::collections::BTreeMap;

use engine::{Ending, Event, Holding};
use freight::{ClientOrderId, InstrumentCode, Scope};
use jiff::tz::Offset;
use matching::OrderId;
use money::{Count, Currency, Grouping, Money, Price};
use settlement::{Drop, Reason};

use crate::moment;
use crate::table;

/// How events are told below one command.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'a> {
    /// By which clock times are shown.
    pub(crate) clock: Offset,
    /// What each book is paid in, so that prices have its digits.
    pub(crate) currencies: &'a BTreeMap<InstrumentCode, Currency>,
    /// Whether the name of a milestone was made up, so that it must be shown.
    pub(crate) made_up: bool,
    /// Whether a carriage is being cancelled, so that what is charged is a fee.
    pub(crate) cancelling: bool,
}

/// What is told of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A line.
    Line(String),
    /// A line whose parts stand below those of its neighbours.
    Columns(Vec<String>),
}

impl Telling<'_> {
    /// The line for an event; nothing for what is accepted as asked.
    pub(crate) fn tell(&self, event: &Event) -> Option<Told> {
        if let Event::Transferred { debit, credit, amount, reason, about, .. } = event {
            let why = match about.as_str() {
                "house" => words(*reason),
                about => format!("{} {about}", words(*reason)),
            };
            let columns = [format!("Dr {debit}"), format!("Cr {credit}"), holding(amount), why];
            return Some(Told::Columns(columns.to_vec()));
        }
        self.line(event).map(Told::Line)
    }

    fn line(&self, event: &Event) -> Option<String> {
        let line = match event {
            // Register.
            Event::MemberAdmitted { .. }
            | Event::PlaceListed { .. }
            | Event::InstrumentListed { .. }
            | Event::CapacityDeclared { .. } => return None,
            Event::TermsSet { code, version } => format!("terms {code}  {version}"),
            Event::ServiceListed { code, warnings, .. } => {
                if warnings.is_empty() {
                    return None;
                }
                format!("warning {code}  {}", warnings.join("; "))
            }

            // Market.
            Event::OrderAccepted { .. } | Event::OrderRested { .. } => return None,
            Event::Trade {
                trade,
                instrument,
                price,
                quantity,
                taker,
                taker_client_order_id,
                maker,
                maker_client_order_id,
                ..
            } => {
                let taker = order(*taker, *taker_client_order_id);
                let maker = order(*maker, *maker_client_order_id);
                let price = self.price(*price, *instrument);
                format!("trade {trade}  {taker} {maker}  {} @ {price}", count(*quantity))
            }
            Event::OrderAmended { kept_place: true, .. } => return None,
            Event::OrderAmended { order: id, client_order_id, kept_place: false, .. } => {
                format!("place lost {}", order(*id, *client_order_id))
            }
            Event::OrderEnded { order: id, client_order_id, how, open } => {
                let how = match how {
                    Ending::Cancelled => return None,
                    Ending::Expired => "expired",
                    Ending::Dropped => "dropped",
                    Ending::SelfTrade => "self-trade",
                };
                format!("{how} {}  {}", order(*id, *client_order_id), count(*open))
            }
            Event::BookClosed { instrument } => format!("book closed {instrument}"),

            // Carriage.
            Event::CarriageStruck { .. }
            | Event::MilestoneCorrected { .. }
            | Event::MilestoneWithdrawn { .. } => return None,
            Event::Nominated { carriage, doubtful, .. } => {
                if doubtful.is_empty() {
                    return None;
                }
                let doubtful: Vec<String> = doubtful.iter().map(ToString::to_string).collect();
                format!("doubtful {carriage}  {}", doubtful.join(" "))
            }
            Event::MilestoneRecorded { event, kind, place, .. } => {
                if !self.made_up {
                    return None;
                }
                match place.filter(|_| kind.scope() == Scope::Customs) {
                    Some(place) => format!("recorded {event} at {place}"),
                    None => format!("recorded {event}"),
                }
            }
            Event::EscrowCalled { carriage, shipper, amount } => {
                format!("escrow {carriage}  {amount} from {shipper}")
            }
            Event::EscrowUnpaid { carriage, shipper, asked, available } => {
                format!("escrow unpaid {carriage}  {shipper} has {available}, but {asked} was called")
            }
            Event::FreightReleased { carriage, carrier, amount, total, of } => {
                let (total, of) = (number(total), number(of));
                format!("released {carriage}  {amount} to {carrier}, {total} of {of} so far")
            }
            Event::ReleaseReversed { carriage, carrier, amount, owed, total, of } => {
                let owed = part(owed, " owed");
                let (total, of) = (number(total), number(of));
                format!("reversed {carriage}  {amount} from {carrier}{owed}, {total} of {of} so far")
            }
            Event::UnitsDroppedOut { carriage, by, why, units, left, escrow_returned } => {
                let why = match why {
                    Drop::NoShow => "no-show",
                    Drop::Unpaid => "unpaid",
                    Drop::Rolled => "rolled",
                };
                let back = part(escrow_returned, " of escrow back");
                format!("{why} {carriage}  {} by the {by}, {} left{back}", count(*units), count(*left))
            }
            Event::DamagesCharged {
                carriage,
                from,
                total,
                to_other,
                to_house,
                deposit,
                free,
                fund,
                owed,
            } => {
                let parts = [
                    part(deposit, " from its deposit"),
                    part(free, " from its free money"),
                    part(fund, " from the default fund"),
                    part(owed, " owed"),
                ];
                let word = if self.cancelling { "fee" } else { "damages" };
                let shares = [part(to_other, " to the other side"), part(to_house, " to the exchange")];
                let shares = shares.concat().replacen(',', ";", 1);
                format!("{word} {carriage}  {total} by {from}{}{shares}", parts.concat())
            }
            Event::CarriageCancelled { carriage, by, units, escrow_returned } => {
                let back = part(escrow_returned, " of escrow back");
                format!("cancelled {carriage}  {} by {by}{back}", count(*units))
            }
            Event::ClosingSet { carriage, at: Some(at) } => {
                format!("closing {carriage}  {}", moment::shown(self.clock, *at))
            }
            Event::ClosingSet { carriage, at: None } => format!("closing {carriage}  open again"),
            Event::CarriageClosed { carriage, shipper_deposit, carrier_deposit } => {
                format!(
                    "closed {carriage}  deposits back: shipper {shipper_deposit}, carrier {carrier_deposit}"
                )
            }

            // Treasury.
            Event::MoneyReceived { receipt: None, .. }
            | Event::ReceiptAllocated { .. }
            | Event::FundPaid { .. }
            | Event::NettingClosed { .. }
            | Event::PaymentBooked { .. }
            | Event::PaymentReturned { .. }
            | Event::PaymentRefused { .. }
            | Event::TaxPaid { .. }
            | Event::BankCharged { .. }
            | Event::FxBought { result: None, .. }
            | Event::IncomeSwept { .. } => return None,
            Event::MoneyReceived { receipt: Some(receipt), sum, reference, .. } => {
                format!("receipt {receipt}  {sum} ref {:?}", reference.as_str())
            }
            Event::ClaimArose { claim, debtor, owner, amount } => {
                format!("claim {claim}  {amount} from {debtor} to {owner}")
            }
            Event::ClaimReassigned { claim, from, debtor, owner, amount } if claim == from => {
                format!("reassigned {claim}  {amount} from {debtor} to {owner}")
            }
            Event::ClaimReassigned { claim, from, debtor, owner, amount } => {
                format!("reassigned {claim}  {amount} of {from} from {debtor} to {owner}")
            }
            Event::ClaimLapsed { claim, debtor, amount, left } => {
                format!("lapsed {claim}  {amount} from {debtor}, {} left", number(left))
            }
            Event::ClaimCollected { claim, debtor, amount, left } => {
                format!("collected {claim}  {amount} from {debtor}, {} left", number(left))
            }
            Event::ClaimSetOff { claim, debtor, cycle, amount, left } => {
                format!("set off {claim}  {amount} of {debtor} in {cycle}, {} left", number(left))
            }
            Event::ClaimSettled { claim } => format!("settled {claim}"),
            Event::StorageAccrued { bill, warehouse, debtor, amount, .. } => {
                format!("accrued {bill}  {amount} from {debtor} to {warehouse}")
            }
            Event::StorageBilled { bill, warehouse, debtor, tax, total } => {
                format!("billed {bill}  {total} from {debtor} to {warehouse}, {} of it tax", number(tax))
            }
            Event::NettingOpened { cycle, members, total, value_date, .. } => {
                format!("netting {cycle}  {total} to {} on {value_date}", Count::of(*members, "member"))
            }
            Event::EarningsNetted { cycle, member, amount } => {
                format!("netted {cycle}  {amount} to {member}")
            }
            Event::PaymentSent { payment, member, sum, .. } => {
                format!("payment {payment}  {sum} to {member}")
            }
            Event::FxBought { result: Some(result), .. } => format!("squared {result}"),

            // Ledger.
            Event::Transferred { .. } => return None,
            Event::HoldPlaced { account, amount, order: id, client_order_id, .. } => {
                format!("hold {}  {account}  {}", order(*id, *client_order_id), holding(amount))
            }
            Event::HoldChanged {
                account,
                drawn,
                given_back,
                added,
                remaining,
                order: id,
                client_order_id,
                ..
            } => {
                let parts = [(drawn, "drawn"), (given_back, "given back"), (added, "added")];
                let parts = parts.into_iter().filter(|(amount, _)| !is_nothing(amount));
                let parts: String =
                    parts.map(|(amount, word)| format!("{} {word}, ", bare(amount))).collect();
                let left = holding(remaining);
                format!("hold {}  {account}  {parts}{left} left", order(*id, *client_order_id))
            }
        };
        Some(line)
    }

    /// A price with the digits of what the book is paid in.
    fn price(&self, price: Price, instrument: InstrumentCode) -> String {
        let digits = self.currencies.get(&instrument).map_or(0, |currency| currency.exponent());
        price.show(digits, Grouping::Thousands).to_string()
    }
}

/// An order by its owner's name for it, or by the exchange's number if it has none.
fn order(id: OrderId, name: Option<ClientOrderId>) -> String {
    name.map_or_else(|| id.to_string(), |name| name.to_string())
}

/// A quantity, grouped by thousands.
fn count(units: impl Into<i64>) -> String {
    Count::new(units.into()).to_string()
}

/// An amount without its currency.
fn number(money: &Money) -> String {
    money.number(Grouping::Thousands).to_string()
}

/// A further part of a sentence; nothing for nothing.
fn part(money: &Money, what: &str) -> String {
    if money.minor == 0 { String::new() } else { format!(", {}{what}", number(money)) }
}

/// Money or slots, with what they are.
fn holding(holding: &Holding) -> String {
    match holding {
        Holding::Money(money) => money.to_string(),
        Holding::Slots { quantity, .. } => Count::of(*quantity, "slot").to_string(),
    }
}

/// Money or slots, the number alone.
fn bare(holding: &Holding) -> String {
    match holding {
        Holding::Money(money) => number(money),
        Holding::Slots { quantity, .. } => count(*quantity),
    }
}

fn is_nothing(holding: &Holding) -> bool {
    match holding {
        Holding::Money(money) => money.minor == 0,
        Holding::Slots { quantity, .. } => *quantity == 0,
    }
}

/// Why something moved: the name of the reason, in small letters.
fn words(reason: Reason) -> String {
    let mut words = String::new();
    for letter in format!("{reason:?}").chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// A refusal as a line.
pub(crate) fn refusal(code: &str, message: &str) -> Told {
    Told::Line(format!("rejected {code}: {message}"))
}

/// Lines, with the parts of neighbouring columns below each other.
pub(crate) fn lines(told: &[Told]) -> Vec<String> {
    let mut lines = Vec::new();
    for group in told.chunk_by(|one, other| matches!((one, other), (Told::Columns(_), Told::Columns(_)))) {
        let rows: Vec<Vec<String>> = group
            .iter()
            .map(|told| match told {
                Told::Line(line) => vec![line.clone()],
                Told::Columns(columns) => columns.clone(),
            })
            .collect();
        lines.extend(table::lines(&rows));
    }
    lines
}

#[cfg(test)]
mod tests;
