//! How a history listens: every event is either remembered or knowingly passed over.

use std::collections::BTreeMap;

use engine::Event;
use money::{Money, Sum};

use super::{
    BankLine, BankMove, CarriageRecord, Dropout, History, MilestoneRecord, Standing, Told, TradeRecord,
};
use freight::ParticipantCode;

impl History {
    pub(super) fn hear(&mut self, told: Told, event: Event) {
        match event {
            Event::MemberAdmitted { .. }
            | Event::TermsSet { .. }
            | Event::PlaceListed { .. }
            | Event::ServiceListed { .. }
            | Event::InstrumentListed { .. }
            | Event::CapacityDeclared { .. } => {}

            Event::OrderAccepted { .. }
            | Event::OrderRested { .. }
            | Event::OrderAmended { .. }
            | Event::OrderEnded { .. }
            | Event::BookClosed { .. } => {}
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
                taker_open: _,
                maker_open: _,
            } => self.trades.push(TradeRecord {
                told,
                trade,
                instrument,
                price,
                quantity,
                shipper,
                carrier,
                taker,
                taker_name: taker_client_order_id,
                maker,
                maker_name: maker_client_order_id,
                taker_side,
            }),

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
                let nothing = Money { minor: 0, asset: currency.into() };
                let record = CarriageRecord {
                    told,
                    carriage,
                    service,
                    shipper,
                    carrier,
                    quantity,
                    price,
                    currency,
                    terms,
                    named: BTreeMap::new(),
                    milestones: Vec::new(),
                    called: None,
                    returned: nothing,
                    released: nothing,
                    dropped: Vec::new(),
                    cancelled: None,
                    closing: None,
                    closed: None,
                    deposits_back: None,
                };
                self.carriages.insert(carriage, record);
            }
            Event::Nominated { carriage, units, doubtful: _ } => self.carriage(carriage).name(&units),
            Event::MilestoneRecorded {
                carriage,
                source,
                event,
                kind,
                place: _,
                occurred: _,
                updated: _,
                units,
            }
            | Event::MilestoneCorrected {
                carriage,
                source,
                event,
                kind,
                place: _,
                occurred: _,
                updated: _,
                units,
            } => {
                let standing = Standing::Stands;
                self.carriage(carriage).record(MilestoneRecord {
                    told,
                    source,
                    event,
                    kind,
                    units,
                    standing,
                });
            }
            Event::MilestoneWithdrawn { carriage, source, event, kind: _ } => {
                self.carriage(carriage).withdraw(source, event);
            }
            Event::EscrowCalled { carriage, shipper: _, amount } => {
                self.carriage(carriage).called = Some(amount);
            }
            Event::EscrowUnpaid { .. } => {}
            Event::FreightReleased { carriage, carrier: _, amount: _, total, of: _ }
            | Event::ReleaseReversed { carriage, carrier: _, amount: _, owed: _, total, of: _ } => {
                self.carriage(carriage).released = total;
            }
            Event::UnitsDroppedOut { carriage, by, why, units, left: _, escrow_returned } => {
                let record = self.carriage(carriage);
                record.dropped.push(Dropout { by, why, units });
                record.returned.minor += escrow_returned.minor;
            }
            Event::DamagesCharged { .. } => {}
            Event::CarriageCancelled { carriage, by, units: _, escrow_returned } => {
                let record = self.carriage(carriage);
                record.cancelled = Some(by);
                record.returned.minor += escrow_returned.minor;
            }
            Event::ClosingSet { carriage, at } => self.carriage(carriage).closing = at,
            Event::CarriageClosed { carriage, shipper_deposit, carrier_deposit } => {
                let record = self.carriage(carriage);
                record.closed = Some(told.at);
                record.deposits_back = Some((shipper_deposit, carrier_deposit));
            }

            Event::MoneyReceived { member, receipt: _, sum, reference: _ } => {
                self.booked(told, BankMove::Receipt, member, sum.money());
            }
            Event::PaymentBooked { payment, member, sum } => {
                self.paid.insert(payment);
                self.booked(told, BankMove::Payment, Some(member), out(sum));
            }
            Event::PaymentReturned { payment, member, sum } => {
                if self.paid.remove(&payment) {
                    self.booked(told, BankMove::Return, Some(member), sum.money());
                }
            }
            Event::ReceiptAllocated { .. }
            | Event::ClaimArose { .. }
            | Event::ClaimReassigned { .. }
            | Event::ClaimLapsed { .. }
            | Event::ClaimCollected { .. }
            | Event::ClaimSetOff { .. }
            | Event::ClaimSettled { .. }
            | Event::StorageAccrued { .. }
            | Event::StorageBilled { .. }
            | Event::FundPaid { .. }
            | Event::NettingOpened { .. }
            | Event::EarningsNetted { .. }
            | Event::NettingClosed { .. }
            | Event::PaymentSent { .. }
            | Event::PaymentRefused { .. } => {}
            Event::TaxPaid { sum } => self.booked(told, BankMove::Tax, None, out(sum)),
            Event::BankCharged { sum } => self.booked(told, BankMove::Charge, None, out(sum)),
            Event::FxBought { bought, paid, result: _ } => {
                self.booked(told, BankMove::Exchange, None, bought.money());
                self.booked(told, BankMove::Exchange, None, out(paid));
            }
            Event::IncomeSwept { sum } => self.booked(told, BankMove::Drawing, None, out(sum)),

            Event::Transferred { .. } | Event::HoldPlaced { .. } | Event::HoldChanged { .. } => {}
        }
    }

    fn booked(&mut self, told: Told, why: BankMove, member: Option<ParticipantCode>, amount: Money) {
        self.bank.push(BankLine { told, why, member, amount });
    }
}

/// A sum that leaves the house.
fn out(sum: Sum) -> Money {
    Money { minor: -sum.amount.signed(), asset: sum.currency.into() }
}
