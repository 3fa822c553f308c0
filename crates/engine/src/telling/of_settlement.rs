//! What settlement tells, in people's words.

use freight::ParticipantId;
use money::{Asset, Minor, Money};
use settlement::{Bargain, Carriage, Cover, Event as Told, Party};

use super::Pencil;
use crate::engine::owner_name;
use crate::event::Event;
use crate::sink::Sink;

/// The carriage that a command is about, as far as its events leave it out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    asset: Asset,
    shipper: ParticipantId,
    carrier: ParticipantId,
}

impl Context {
    pub(crate) fn of(carriage: &Carriage) -> Context {
        Context {
            asset: carriage.currency().into(),
            shipper: carriage.member(Party::Shipper),
            carrier: carriage.member(Party::Carrier),
        }
    }

    pub(crate) fn of_bargain(bargain: &Bargain) -> Context {
        Context {
            asset: bargain.currency.into(),
            shipper: bargain.shipper.participant,
            carrier: bargain.carrier.participant,
        }
    }
}

impl<S: Sink> settlement::Sink for Pencil<'_, S> {
    fn tell(&mut self, event: Told<'_>) {
        if let Told::ClaimArose { debtor, asset, .. } = event {
            self.owing.push((debtor, asset));
        }
        if let Told::StorageBilled { debtor, currency, .. } = event {
            self.owing.push((debtor, currency.into()));
        }
        if S::LISTENS
            && let Some(told) = self.of_settlement(event)
        {
            self.sink.tell(told);
        }
    }
}

impl<S: Sink> Pencil<'_, S> {
    fn context(&self) -> Context {
        self.context.expect("events of a carriage come from commands about it")
    }

    fn money(&self, minor: Minor) -> Money {
        minor.of(self.context().asset)
    }

    fn side(&self, party: Party) -> freight::ParticipantCode {
        self.code(match party {
            Party::Shipper => self.context().shipper,
            Party::Carrier => self.context().carrier,
        })
    }

    /// The event in people's words; nothing where the engine itself tells more.
    fn of_settlement(&self, event: Told<'_>) -> Option<Event> {
        Some(match event {
            Told::TermsSet { .. } => return None,
            Told::CapacityDeclared { service, carrier, quantity } => Event::CapacityDeclared {
                carrier: self.code(carrier),
                service: self.register.service(service).code,
                quantity,
            },
            Told::Struck { bargain } => Event::CarriageStruck {
                carriage: bargain.carriage,
                service: self.register.service(bargain.service).code,
                shipper: self.code(bargain.shipper.participant),
                carrier: self.code(bargain.carrier.participant),
                quantity: bargain.quantity,
                price: bargain.price,
                currency: bargain.currency,
                terms: bargain.terms,
            },
            Told::Nominated { carriage, units } => Event::Nominated {
                carriage,
                units: units.to_vec(),
                doubtful: units
                    .iter()
                    .filter(|unit| !is_sound(unit))
                    .map(freight::Consignment::number)
                    .collect(),
            },
            Told::Recorded { carriage, source, event, kind, place, occurred, updated, units } => {
                Event::MilestoneRecorded {
                    carriage,
                    source: self.code(source),
                    event,
                    kind,
                    place,
                    occurred,
                    updated,
                    units: units.to_vec(),
                }
            }
            Told::Corrected { carriage, source, event, kind, place, occurred, updated, units } => {
                Event::MilestoneCorrected {
                    carriage,
                    source: self.code(source),
                    event,
                    kind,
                    place,
                    occurred,
                    updated,
                    units: units.to_vec(),
                }
            }
            Told::Withdrawn { carriage, source, event, kind } => {
                Event::MilestoneWithdrawn { carriage, source: self.code(source), event, kind }
            }
            Told::EscrowCalled { carriage, shipper, amount } => {
                Event::EscrowCalled { carriage, shipper: self.code(shipper), amount: self.money(amount) }
            }
            Told::EscrowUnpaid { carriage, shipper, asked, available } => Event::EscrowUnpaid {
                carriage,
                shipper: self.code(shipper),
                asked: self.money(asked),
                available: self.money(available),
            },
            Told::Released { carriage, carrier, amount, total, of } => Event::FreightReleased {
                carriage,
                carrier: self.code(carrier),
                amount: self.money(amount),
                total: self.money(total),
                of: self.money(of),
            },
            Told::ReleaseReversed { carriage, carrier, amount, owed, total, of } => Event::ReleaseReversed {
                carriage,
                carrier: self.code(carrier),
                amount: self.money(amount),
                owed: self.money(owed),
                total: self.money(total),
                of: self.money(of),
            },
            Told::DroppedOut { carriage, by, why, units, left, escrow_returned } => Event::UnitsDroppedOut {
                carriage,
                by,
                why,
                units,
                left,
                escrow_returned: self.money(escrow_returned),
            },
            Told::Charged { carriage, from, total, to_other, to_house, cover } => {
                let Cover { deposit, free, fund, owed } = cover;
                Event::DamagesCharged {
                    carriage,
                    from: self.side(from),
                    total: self.money(total),
                    to_other: self.money(to_other),
                    to_house: self.money(to_house),
                    deposit: self.money(deposit),
                    free: self.money(free),
                    fund: self.money(fund),
                    owed: self.money(owed),
                }
            }
            Told::Cancelled { carriage, by, units, escrow_returned } => Event::CarriageCancelled {
                carriage,
                by: self.side(by),
                units,
                escrow_returned: self.money(escrow_returned),
            },
            Told::Closed { carriage, shipper_deposit, carrier_deposit } => Event::CarriageClosed {
                carriage,
                shipper_deposit: self.money(shipper_deposit),
                carrier_deposit: self.money(carrier_deposit),
            },
            Told::ClosesAt { carriage, at } => Event::ClosingSet { carriage, at },
            Told::ClaimArose { claim, debtor, owner, asset, amount, about: _ } => Event::ClaimArose {
                claim,
                debtor: self.code(debtor),
                owner: owner_name(self.register, owner),
                amount: amount.of(asset),
            },
            Told::ClaimReassigned { claim, from, debtor, owner, asset, amount } => Event::ClaimReassigned {
                claim,
                from,
                debtor: self.code(debtor),
                owner: owner_name(self.register, owner),
                amount: amount.of(asset),
            },
            Told::ClaimLapsed { claim, debtor, asset, amount, left } => Event::ClaimLapsed {
                claim,
                debtor: self.code(debtor),
                amount: amount.of(asset),
                left: left.of(asset),
            },
            Told::ClaimSettled { claim } => Event::ClaimSettled { claim },
            Told::Collected { claim, debtor, asset, amount, left } => Event::ClaimCollected {
                claim,
                debtor: self.code(debtor),
                amount: amount.of(asset),
                left: left.of(asset),
            },
            Told::SetOff { claim, debtor, cycle, asset, amount, left } => Event::ClaimSetOff {
                claim,
                debtor: self.code(debtor),
                cycle,
                amount: amount.of(asset),
                left: left.of(asset),
            },
            Told::StorageAccrued {
                bill,
                carriage,
                warehouse,
                debtor,
                units,
                days,
                rate,
                currency,
                amount,
            } => Event::StorageAccrued {
                bill,
                carriage,
                warehouse: self.code(warehouse),
                debtor: self.code(debtor),
                units,
                days,
                rate,
                amount: amount.of(currency),
            },
            Told::StorageBilled { bill, warehouse, debtor, currency, tax, total } => Event::StorageBilled {
                bill,
                warehouse: self.code(warehouse),
                debtor: self.code(debtor),
                tax: tax.of(currency),
                total: total.of(currency),
            },
            Told::Received { member, receipt, sum, reference } => {
                let member = member.map(|member| self.code(member));
                Event::MoneyReceived { member, receipt, sum, reference }
            }
            Told::Allocated { receipt, member, currency, amount, left } => Event::ReceiptAllocated {
                receipt,
                member: self.code(member),
                amount: amount.of(currency),
                left: left.of(currency),
            },
            Told::FundPaid { member, sum } => Event::FundPaid { member: self.code(member), sum },
            Told::NettingOpened { cycle, currency, value_date, members, total } => {
                Event::NettingOpened { cycle, currency, value_date, members, total: total.of(currency) }
            }
            Told::Netted { cycle, member, currency, amount } => {
                Event::EarningsNetted { cycle, member: self.code(member), amount: amount.of(currency) }
            }
            Told::NettingClosed { cycle } => Event::NettingClosed { cycle },
            Told::PaymentSent { payment, member, cycle, sum } => {
                Event::PaymentSent { payment, member: self.code(member), cycle, sum }
            }
            Told::PaymentBooked { payment, member, sum } => {
                Event::PaymentBooked { payment, member: self.code(member), sum }
            }
            Told::PaymentReturned { payment, member, sum } => {
                Event::PaymentReturned { payment, member: self.code(member), sum }
            }
            Told::PaymentRefused { payment, member, sum } => {
                Event::PaymentRefused { payment, member: self.code(member), sum }
            }
            Told::TaxPaid { sum } => Event::TaxPaid { sum },
            Told::BankCharged { sum } => Event::BankCharged { sum },
            Told::FxBought { bought, paid, result } => Event::FxBought { bought, paid, result },
            Told::Swept { sum } => Event::IncomeSwept { sum },
        })
    }
}

/// Whether the check digit of a container number is right; a consignment has none.
fn is_sound(unit: &freight::Consignment) -> bool {
    match unit {
        freight::Consignment::Box(number) => number.check_digit_is_right(),
        freight::Consignment::Cargo { .. } => true,
    }
}
