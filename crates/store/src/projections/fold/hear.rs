//! How events become rows: every event is either written down, or knowingly left to another that says more.

use engine::{Action, Event};
use settlement::ClaimId;

use super::Fold;
use super::books::{Figure, Posted, Purpose};
use super::carriage::Said;
use super::command::json;
use super::market::Met;
use super::treasury::{Debt, currency};
use crate::projections::live::{Stray, Told};
use crate::projections::row::Moment;
use crate::projections::rows::{
    CarriageRow, CarriageState, CycleRow, CycleState, DamagesRow, DropoutRow, InstrumentRow, InstrumentState,
    LedgerSide, MemberRow, MilestoneWord, NetRow, ObligationKind, OrderRow, OrderState, PaymentRow,
    PaymentState, PlaceRow, ReceiptRow, ServiceRow, StorageRow, TermsRow, TradeRow, TransferRow,
};
use crate::telling::Telling;

impl Fold {
    /// Hears one event, the `position`-th of its record.
    pub(super) fn event(
        &mut self,
        told: Told,
        position: u32,
        telling: &Telling,
        event: &Event,
    ) -> Result<(), Stray> {
        let Told { sequence, at } = told;
        match event {
            Event::MemberAdmitted { member, name, roles } => self.batch.push(&MemberRow {
                member: *member,
                name: name.to_string(),
                roles: roles.to_string(),
                sequence,
                at,
            }),
            Event::TermsSet { code, version } => {
                let Action::SetTerms(asked) = &telling.action else { return Err(unasked(told, event)) };
                let terms = json(&asked.terms);
                self.batch.push(&TermsRow { version: *version, code: *code, terms, sequence, at });
            }
            Event::PlaceListed { code, name } => {
                let Action::ListPlace(asked) = &telling.action else { return Err(unasked(told, event)) };
                let listing = json(&asked.place);
                let row = PlaceRow { place: *code, name: name.to_string(), listing, sequence, at };
                self.places.put(*code, row);
            }
            Event::ServiceListed { code, cut_off, warnings } => {
                let Action::ListService(asked) = &telling.action else { return Err(unasked(told, event)) };
                let listing = json(&asked.service);
                let (cut_off, warnings) = (Moment(*cut_off), json(warnings));
                self.batch.push(&ServiceRow { service: *code, cut_off, listing, warnings, sequence, at });
            }
            Event::InstrumentListed { code, service, currency } => {
                let Action::ListInstrument(asked) = &telling.action else { return Err(unasked(told, event)) };
                let row = InstrumentRow {
                    instrument: *code,
                    service: *service,
                    currency: *currency,
                    exponent: currency.exponent(),
                    tick: asked.tick,
                    lot: asked.lot,
                    terms: asked.terms,
                    state: InstrumentState::Open,
                    sequence,
                    at,
                };
                self.instruments.put(*code, row);
            }
            // Its transfer stands in the books: from 9010 of the carrier to 9000.
            Event::CapacityDeclared { .. } => {}

            Event::OrderAccepted {
                order,
                client_order_id,
                member,
                instrument,
                side,
                quantity,
                limit,
                time_in_force,
            } => {
                let row = OrderRow {
                    order_id: *order,
                    client_order_id: *client_order_id,
                    member: *member,
                    instrument: *instrument,
                    side: *side,
                    quantity: *quantity,
                    limit_price: *limit,
                    time_in_force: *time_in_force,
                    state: OrderState::Accepted,
                    ending: None,
                    filled: 0,
                    open: *quantity,
                    placed_sequence: sequence,
                    placed_at: at,
                    sequence,
                    at,
                };
                self.orders.put(*order, row);
            }
            Event::Trade {
                trade,
                instrument,
                price,
                quantity,
                shipper,
                carrier,
                taker,
                taker_client_order_id,
                maker,
                maker_client_order_id,
                taker_side,
                taker_open,
                maker_open,
            } => {
                let currency = self.book(told, *instrument)?.currency;
                self.batch.push(&TradeRow {
                    trade_id: *trade,
                    instrument: *instrument,
                    price: *price,
                    currency,
                    exponent: currency.exponent(),
                    quantity: *quantity,
                    shipper: *shipper,
                    carrier: *carrier,
                    taker_order: *taker,
                    taker_client_order_id: *taker_client_order_id,
                    maker_order: *maker,
                    maker_client_order_id: *maker_client_order_id,
                    taker_side: *taker_side,
                    sequence,
                    at,
                });
                self.met(told, &Met { order: *taker, traded: *quantity, open: *taker_open })?;
                self.met(told, &Met { order: *maker, traded: *quantity, open: *maker_open })?;
            }
            // What is open was told by the acceptance, the trades and the amendment before it.
            Event::OrderRested { .. } => {}
            Event::OrderAmended { order, client_order_id: _, open, limit, kept_place: _ } => {
                self.amended(told, *order, *open, *limit)?;
            }
            Event::OrderEnded { order, client_order_id: _, how, open: _ } => {
                self.ended(told, *order, *how)?;
            }
            Event::BookClosed { instrument } => {
                self.instruments.change(told, instrument)?.state = InstrumentState::Closed;
            }

            Event::CarriageStruck {
                carriage,
                service,
                shipper,
                carrier,
                quantity,
                price,
                currency,
                terms,
            } => {
                let row = CarriageRow {
                    carriage_id: *carriage,
                    service: *service,
                    shipper: *shipper,
                    carrier: *carrier,
                    quantity: *quantity,
                    units_left: *quantity,
                    price: *price,
                    currency: *currency,
                    exponent: currency.exponent(),
                    terms: *terms,
                    state: CarriageState::Open,
                    escrow_called: None,
                    escrow_returned: 0,
                    released: 0,
                    cancelled_by: None,
                    closes_at: None,
                    closed_at: None,
                    shipper_deposit_returned: None,
                    carrier_deposit_returned: None,
                    struck_sequence: sequence,
                    struck_at: at,
                    sequence,
                    at,
                };
                self.carriages.put(*carriage, row);
            }
            Event::Nominated { carriage, units, doubtful } => {
                self.nominated(told, *carriage, units, doubtful);
            }
            Event::MilestoneRecorded { carriage, source, event, kind, place, occurred, updated, units } => {
                let said = Said::of(*carriage, *source, *event, *kind);
                let told_when = (*place, *occurred, *updated);
                self.batch.push(&said.row(told, MilestoneWord::Recorded, units).at(told_when));
            }
            Event::MilestoneCorrected { carriage, source, event, kind, place, occurred, updated, units } => {
                let said = Said::of(*carriage, *source, *event, *kind);
                let told_when = (*place, *occurred, *updated);
                self.batch.push(&said.row(told, MilestoneWord::Corrected, units).at(told_when));
            }
            Event::MilestoneWithdrawn { carriage, source, event, kind } => {
                let said = Said::of(*carriage, *source, *event, *kind);
                self.batch.push(&said.row(told, MilestoneWord::Withdrawn, &[]));
            }
            Event::EscrowCalled { carriage, shipper: _, amount } => {
                self.carriages.change(told, carriage)?.escrow_called = Some(amount.minor);
            }
            // The units drop out in the same record, unpaid.
            Event::EscrowUnpaid { .. } => {}
            Event::FreightReleased { carriage, carrier: _, amount: _, total, of: _ }
            | Event::ReleaseReversed { carriage, carrier: _, amount: _, owed: _, total, of: _ } => {
                self.released(told, *carriage, *total)?;
            }
            Event::UnitsDroppedOut { carriage, by, why, units, left, escrow_returned } => {
                self.dropped(told, *carriage, *left, *escrow_returned)?;
                let (currency, exponent) = currency(*escrow_returned);
                self.batch.push(&DropoutRow {
                    sequence,
                    position,
                    at,
                    carriage_id: *carriage,
                    fault: *by,
                    why: *why,
                    units: *units,
                    units_left: *left,
                    escrow_returned: escrow_returned.minor,
                    currency,
                    exponent,
                });
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
                let (currency, exponent) = currency(*total);
                self.batch.push(&DamagesRow {
                    sequence,
                    position,
                    at,
                    carriage_id: *carriage,
                    payer: *from,
                    total: total.minor,
                    to_other: to_other.minor,
                    to_house: to_house.minor,
                    from_deposit: deposit.minor,
                    from_free: free.minor,
                    from_fund: fund.minor,
                    owed: owed.minor,
                    currency,
                    exponent,
                });
            }
            Event::CarriageCancelled { carriage, by, units: _, escrow_returned } => {
                self.dropped(told, *carriage, 0, *escrow_returned)?;
                let row = self.carriages.change(told, carriage)?;
                (row.state, row.cancelled_by) = (CarriageState::Cancelled, Some(*by));
            }
            Event::ClosingSet { carriage, at } => {
                self.carriages.change(told, carriage)?.closes_at = at.map(Moment);
            }
            Event::CarriageClosed { carriage, shipper_deposit, carrier_deposit } => {
                self.closed(told, *carriage, *shipper_deposit, *carrier_deposit)?;
            }

            Event::MoneyReceived { member, receipt, sum, reference } => {
                let amount = sum.amount.signed();
                let row = ReceiptRow {
                    received_sequence: sequence,
                    received_at: at,
                    receipt_id: *receipt,
                    member: *member,
                    amount,
                    unallocated: if receipt.is_some() { amount } else { 0 },
                    currency: sum.currency,
                    exponent: sum.currency.exponent(),
                    reference: *reference,
                    sequence,
                    at,
                };
                match receipt {
                    Some(receipt) => self.receipts.put(*receipt, row),
                    None => self.batch.push(&row),
                }
            }
            Event::ReceiptAllocated { receipt, member: _, amount: _, left } => {
                self.receipts.change(told, receipt)?.unallocated = left.minor;
            }
            Event::ClaimArose { claim, debtor, owner, amount } => {
                let (kind, creditor) = (ObligationKind::Claim, owner.clone());
                self.arose(told, *claim, Debt { kind, debtor: *debtor, creditor, amount: *amount });
            }
            Event::ClaimReassigned { claim, from, debtor, owner, amount } => {
                let (kind, creditor) = (ObligationKind::Claim, owner.clone());
                let debt = Debt { kind, debtor: *debtor, creditor, amount: *amount };
                self.reassigned(told, *claim, *from, debt)?;
            }
            Event::ClaimLapsed { claim, debtor: _, amount: _, left }
            | Event::ClaimCollected { claim, debtor: _, amount: _, left }
            | Event::ClaimSetOff { claim, debtor: _, cycle: _, amount: _, left } => {
                self.shrank(told, *claim, *left)?;
            }
            Event::ClaimSettled { claim } => self.settled(told, *claim)?,
            Event::StorageAccrued { bill, carriage, warehouse, debtor, units, days, rate, amount } => {
                let claim: ClaimId = bill.claim();
                if self.obligations.get(&claim).is_none() {
                    let nothing = money::Money { minor: 0, asset: amount.asset };
                    let (kind, creditor) = (ObligationKind::Bill, warehouse.to_string());
                    self.arose(told, claim, Debt { kind, debtor: *debtor, creditor, amount: nothing });
                }
                let row = self.obligations.change(told, &claim)?;
                row.carriage_id = Some(*carriage);
                row.amount += amount.minor;
                row.owed += amount.minor;
                let (currency, exponent) = currency(*amount);
                self.batch.push(&StorageRow {
                    sequence,
                    at,
                    claim_id: claim,
                    carriage_id: *carriage,
                    warehouse: *warehouse,
                    debtor: *debtor,
                    units: *units,
                    days: *days,
                    rate: *rate,
                    amount: amount.minor,
                    currency,
                    exponent,
                });
            }
            Event::StorageBilled { bill, warehouse: _, debtor: _, tax, total } => {
                self.billed(told, bill.claim(), *tax, *total)?;
            }
            Event::NettingOpened { cycle, currency, value_date, members, total } => {
                self.cycle_opened(CycleRow {
                    cycle_id: *cycle,
                    currency: *currency,
                    exponent: currency.exponent(),
                    value_date: *value_date,
                    members: *members,
                    total: total.minor,
                    state: CycleState::Open,
                    opened_sequence: sequence,
                    opened_at: at,
                    sequence,
                    at,
                });
            }
            Event::EarningsNetted { cycle, member, amount } => {
                let (currency, exponent) = currency(*amount);
                let (cycle_id, member, amount) = (*cycle, *member, amount.minor);
                self.batch.push(&NetRow { cycle_id, member, amount, currency, exponent, sequence, at });
            }
            Event::NettingClosed { cycle } => self.cycle_closed(told, *cycle)?,
            Event::PaymentSent { payment, member, cycle, sum } => {
                let row = PaymentRow {
                    payment_id: *payment,
                    member: *member,
                    cycle_id: *cycle,
                    amount: sum.amount.signed(),
                    currency: sum.currency,
                    exponent: sum.currency.exponent(),
                    state: PaymentState::Sent,
                    sent_sequence: sequence,
                    sent_at: at,
                    sequence,
                    at,
                };
                self.payments.put(*payment, row);
            }
            Event::PaymentBooked { payment, .. } => {
                self.bank_said(told, *payment, PaymentState::Booked)?;
            }
            Event::PaymentReturned { payment, .. } => {
                self.bank_said(told, *payment, PaymentState::Returned)?;
            }
            Event::PaymentRefused { payment, .. } => {
                self.bank_said(told, *payment, PaymentState::Refused)?;
            }
            // Each is one transfer, or the few of an exchange, with a reason of its own.
            Event::FundPaid { .. }
            | Event::TaxPaid { .. }
            | Event::BankCharged { .. }
            | Event::FxBought { .. }
            | Event::IncomeSwept { .. } => {}

            Event::Transferred { transfer, debit, credit, amount, reason, about } => {
                let figure = Figure::from(*amount);
                for (account, side) in [(debit, LedgerSide::Debit), (credit, LedgerSide::Credit)] {
                    self.posted(told, &Posted { account, transfer: *transfer, side, figure: &figure });
                }
                self.batch.push(&TransferRow {
                    transfer_id: *transfer,
                    debit: debit.clone(),
                    credit: credit.clone(),
                    amount: figure.minor,
                    asset: figure.asset,
                    exponent: figure.exponent,
                    reason: *reason,
                    about: about.clone(),
                    sequence,
                    at,
                });
            }
            Event::HoldPlaced { hold, account, amount, order, client_order_id } => {
                let purpose = Purpose { order: *order, client: *client_order_id };
                let row = purpose.row(told, *hold, account, *amount);
                let more = row.amount;
                self.held(told, row, more, true);
            }
            Event::HoldChanged {
                hold,
                account,
                drawn,
                given_back,
                added,
                remaining,
                order,
                client_order_id,
            } => {
                let purpose = Purpose { order: *order, client: *client_order_id };
                let row = purpose.row(told, *hold, account, *remaining);
                let minor = |holding| Figure::from(holding).minor;
                let more = minor(*added) - minor(*drawn) - minor(*given_back);
                self.held(told, row, more, false);
            }
        }
        Ok(())
    }
}

/// A listing that the record did not ask for.
fn unasked(told: Told, event: &Event) -> Stray {
    Stray { sequence: told.sequence, table: "commands", what: format!("{event:?}") }
}
