//! Money in the text: receipts, netting, payments, and the exchange's own affairs.
//!
//! ```text
//!   receipt birch 60,000.00 CNY
//!   receipt 500.00 CNY ref "nobody knows"
//!   netting open CNY value 2026-03-30
//!   pay N1 alder
//!   booked P1
//!   buy-fx 1,000.00 USD for 7,123.40 CNY
//! ```
//!
//! What is the exchange's to ask is asked by the exchange, unless `by` names somebody else at the end.

use engine::{
    Action, AllocateReceipt, BookBankCharge, BookPayment, BuyFx, CloseNetting, OpenNetting, PayFund, PayTax,
    Receive, RefusePayment, ReturnPayment, SendPayment, Sweep, WithdrawMoney,
};
use freight::Reference;
use money::Sum;
use settlement::{CycleId, PaymentId, ReceiptId};

use crate::fault::ScenarioError;
use crate::reading::{Asked, Reading};

/// `receipt birch 60,000.00 CNY`; without a member, nobody knows yet whose it is.
pub(crate) fn receipt(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let nobody = line.words.peek().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    let member = if nobody { None } else { Some(line.member()?) };
    let sum = line.sum()?;
    let mut reference = None;
    if line.words.accept("ref") {
        reference = Some(line.words.value("a reference, as in \"invoice 17\"", Reference::parse)?);
    }
    let actor = line.exchange()?;
    let reference = reference.unwrap_or_else(|| line.known.name_receipt(line.words.key()));
    Ok(Asked::command(actor, Receive { member, sum, reference }))
}

/// `allocate R1 birch 300.00 CNY`
pub(crate) fn allocate(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let receipt = line.numbered('R', "a receipt, as in R1", ReceiptId::new)?;
    let member = line.member()?;
    let sum = line.sum()?;
    let actor = line.exchange()?;
    Ok(Asked::command(actor, AllocateReceipt { receipt, member, sum }))
}

/// `withdraw-money birch 300.00 CNY`
pub(crate) fn withdraw_money(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let actor = line.member()?;
    let sum = line.sum()?;
    Ok(Asked::command(actor, WithdrawMoney { sum }))
}

/// `pay-fund birch 300.00 CNY`
pub(crate) fn pay_fund(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let actor = line.member()?;
    let sum = line.sum()?;
    Ok(Asked::command(actor, PayFund { sum }))
}

/// `netting open CNY value 2026-03-30`, and `netting close N1`.
pub(crate) fn netting(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let action = if line.words.keyword(&["open", "close"])? == "open" {
        let currency = line.currency()?;
        line.words.keyword(&["value"])?;
        Action::from(OpenNetting { currency, value_date: line.day()? })
    } else {
        Action::from(CloseNetting { cycle: cycle(line)? })
    };
    let actor = line.exchange()?;
    Ok(Asked::command(actor, action))
}

/// `pay N1 alder`
pub(crate) fn pay(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let cycle = cycle(line)?;
    let member = line.member()?;
    let actor = line.exchange()?;
    Ok(Asked::command(actor, SendPayment { cycle, member }))
}

/// `booked P1`
pub(crate) fn booked(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    of_payment(line, |payment| BookPayment { payment }.into())
}

/// `returned P1`
pub(crate) fn returned(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    of_payment(line, |payment| ReturnPayment { payment }.into())
}

/// `refused P1`
pub(crate) fn refused(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    of_payment(line, |payment| RefusePayment { payment }.into())
}

/// `pay-tax 4.44 CNY`
pub(crate) fn pay_tax(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    of_sum(line, |sum| PayTax { sum }.into())
}

/// `bank-charge 12.00 CNY`
pub(crate) fn bank_charge(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    of_sum(line, |sum| BookBankCharge { sum }.into())
}

/// `sweep 100.00 CNY`
pub(crate) fn sweep(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    of_sum(line, |sum| Sweep { sum }.into())
}

/// `buy-fx 1,000.00 USD for 7,123.40 CNY`
pub(crate) fn buy_fx(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let bought = line.sum()?;
    line.words.keyword(&["for"])?;
    let paid = line.sum()?;
    let actor = line.exchange()?;
    Ok(Asked::command(actor, BuyFx { bought, paid }))
}

fn of_payment(line: &mut Reading<'_, '_>, action: fn(PaymentId) -> Action) -> Result<Asked, ScenarioError> {
    let payment = line.numbered('P', "a payment, as in P1", PaymentId::new)?;
    let actor = line.exchange()?;
    Ok(Asked::command(actor, action(payment)))
}

fn of_sum(line: &mut Reading<'_, '_>, action: fn(Sum) -> Action) -> Result<Asked, ScenarioError> {
    let sum = line.sum()?;
    let actor = line.exchange()?;
    Ok(Asked::command(actor, action(sum)))
}

fn cycle(line: &mut Reading<'_, '_>) -> Result<CycleId, ScenarioError> {
    line.numbered('N', "a netting cycle, as in N1", |number| CycleId::new(u32::try_from(number).ok()?))
}
