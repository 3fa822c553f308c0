//! The house's affairs: the default fund, tax, bank charges, currency bought at the bank, income drawn.
//!
//! ```text
//!   free of a member ──▶ fund          tax ──▶ bank          bank charges ──▶ bank          drawings ──▶ bank
//!   bank ──▶ exchange of the bought currency        exchange of the paid currency ──▶ bank
//! ```
//!
//! An exchange is **squared** when a purchase leaves one currency in it at most: what remains of that is gain or
//! loss. While two are in it, each is the other side of the other.
//!
//! Nothing is remembered here: it all stands in the purses. The owners draw at most what the house has earned
//! and not spent, lost or drawn in that currency; whether the bank has that much is asked by whoever lends the
//! purses.

use freight::ParticipantId;
use money::{Amount, Currency, Money, Sum};

use super::TreasuryFact;
use super::custody::{CustodyFull, make_room};
use crate::{About, Event, Fact, Movement, Purse, Purses, Reason, Sink};

/// Why the house's affairs are not done. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum HouseRejection {
    /// More was to be drawn than the house has earned.
    #[error("{asked} were to be drawn, but {income} of income is left")]
    SweepTooLarge {
        /// What was to be drawn.
        asked: Sum,
        /// What is left of the income; below zero after losses.
        income: Money,
    },
    /// A currency was to be bought for itself.
    #[error("{bought} were to be bought for {paid}, which is the same currency")]
    FxSameCurrency {
        /// What was to be bought.
        bought: Sum,
        /// What was to be paid.
        paid: Sum,
    },
    /// More comes in than can be kept.
    #[error(transparent)]
    TooLarge(#[from] CustodyFull),
}

impl HouseRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            HouseRejection::SweepTooLarge { .. } => "SWEEP_TOO_LARGE",
            HouseRejection::FxSameCurrency { .. } => "FX_SAME_CURRENCY",
            HouseRejection::TooLarge(error) => error.code(),
        }
    }
}

/// A member pays into the default fund.
pub(super) fn pay_fund<P: Purses>(purses: &mut P, member: ParticipantId, sum: Sum) {
    purses.post(moved(Purse::Free(member), Purse::Fund, sum, Reason::FundPaid));
}

/// Tax on fees is paid to the state.
pub(super) fn pay_tax<P: Purses>(purses: &mut P, sum: Sum) {
    purses.post(moved(Purse::Tax, Purse::Bank, sum, Reason::TaxPaid));
}

/// The bank charges the exchange.
pub(super) fn charge<P: Purses>(purses: &mut P, sum: Sum) {
    purses.post(moved(Purse::BankCharges, Purse::Bank, sum, Reason::BankCharged));
}

/// The owners draw income.
pub(super) fn sweep<P: Purses>(purses: &mut P, sum: Sum) -> Result<(), HouseRejection> {
    let income = income(purses, sum.currency);
    if sum.amount.signed() > income.minor {
        return Err(HouseRejection::SweepTooLarge { asked: sum, income });
    }
    purses.post(moved(Purse::Drawings, Purse::Bank, sum, Reason::Swept));
    Ok(())
}

/// What the house has earned in a currency and not spent, lost or drawn; below zero after losses.
pub fn income<P: Purses>(purses: &P, currency: Currency) -> Money {
    let asset = currency.into();
    let inside = |purse| purses.balance(purse, asset);
    let earned = [Purse::Fees, Purse::Penalties, Purse::Rounding].map(inside);
    let gone = [Purse::BankCharges, Purse::Drawings].map(inside);
    let minor = earned.into_iter().chain(gone.map(i64::saturating_neg)).fold(0, i64::saturating_add);
    Money { minor, asset }
}

/// Currency is bought at the bank.
pub(super) fn exchange<P: Purses>(
    purses: &mut P,
    facts: &mut Vec<Fact>,
    bought: Sum,
    paid: Sum,
) -> Result<(), HouseRejection> {
    if bought.currency == paid.currency {
        return Err(HouseRejection::FxSameCurrency { bought, paid });
    }
    make_room(purses, bought)?;
    purses.post(moved(Purse::Bank, Purse::Fx, bought, Reason::FxBought));
    purses.post(moved(Purse::Fx, Purse::Bank, paid, Reason::FxPaid));
    let mut left = Currency::all().filter(|&currency| purses.balance(Purse::Fx, currency.into()) != 0);
    let first = left.next();
    if left.next().is_none() {
        let currency = first.unwrap_or(paid.currency);
        let result = square(purses, currency);
        facts.push(Fact::Treasury(TreasuryFact::Squared { currency, result }));
    }
    Ok(())
}

/// Tells of currency that was bought.
pub(super) fn exchanged(bought: Sum, paid: Sum, facts: &[Fact], sink: &mut impl Sink) {
    let result = match TreasuryFact::first(facts) {
        Some(TreasuryFact::Squared { currency, result }) => {
            Some(Money { minor: result, asset: currency.into() })
        }
        Some(TreasuryFact::Netted { .. } | TreasuryFact::Sent { .. } | TreasuryFact::Allocated { .. })
        | None => None,
    };
    sink.tell(Event::FxBought { bought, paid, result });
}

/// Brings the exchange of a currency to zero; answers the gain, or the loss below zero.
fn square<P: Purses>(purses: &mut P, currency: Currency) -> i64 {
    let open = purses.balance(Purse::Fx, currency.into());
    if open != 0 {
        let amount = Amount::new(open.unsigned_abs()).expect("custody has 18 digits");
        // Paid more than came in: a loss. Less: what is over is a gain.
        let (from, to) = if open > 0 { (Purse::Rounding, Purse::Fx) } else { (Purse::Fx, Purse::Rounding) };
        purses.post(moved(from, to, Sum { amount, currency }, Reason::FxResult));
    }
    -open
}

fn moved(from: Purse, to: Purse, sum: Sum, reason: Reason) -> Movement {
    Movement { from, to, asset: sum.currency.into(), amount: sum.amount, reason, about: About::House }
}
