//! Laws of the treasury, tried on random days at the desk.
//!
//! The desk itself checks after every command that replay remembers the same, that every claim is owed as it is
//! accrued, and that custody is proved.

use std::collections::BTreeMap;

use freight::{ParticipantId, Reference};
use money::{Asset, Currency, Minor, Sum};
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::{collection, option, proptest};

use super::{Desk, PAY_DAY, Refused, a, amount, c, cny, d, jpy, member, price, rate};
use crate::pockets::Pockets;
use crate::treasury::{Claims, Owner, inside};
use crate::{About, CarriageId, Command, CycleId, Movement, PaymentId, Purse, Purses, Reason, ReceiptId};

/// One thing that happens on a random day; numbers may name what is not there.
#[derive(Clone, Debug)]
enum Step {
    Ask(Command<'static>),
    Earn(ParticipantId, u64),
    Arise(ParticipantId, Owner, u64),
    /// Of what is owed to the escrow, so many quarters.
    Reassign(CarriageId, Owner, u64),
    /// Of what is owed to the escrow, so many quarters.
    Lapse(CarriageId, u64),
}

fn members() -> impl Strategy<Value = ParticipantId> {
    (1..=4u32).prop_map(member)
}

fn carriages() -> impl Strategy<Value = CarriageId> {
    (1..=2u64).prop_map(c)
}

fn owners() -> impl Strategy<Value = Owner> {
    prop_oneof![
        4 => members().prop_map(Owner::Member),
        2 => carriages().prop_map(Owner::Escrow),
        1 => Just(Owner::Fund),
        1 => Just(Owner::House),
    ]
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop_oneof![4 => Just(cny()), 1 => Just(jpy())]
}

fn small() -> impl Strategy<Value = u64> + Clone {
    1..40u64
}

/// Half of what custody can hold, all of it, or next to nothing.
fn extreme() -> impl Strategy<Value = u64> + Clone {
    let most = Minor::MAX.units();
    prop_oneof![Just(1), Just(most / 2), Just(most - 1), Just(most)]
}

fn sums(units: impl Strategy<Value = u64>) -> impl Strategy<Value = Sum> {
    (units, currencies()).prop_map(|(units, currency)| Sum { amount: amount(units), currency })
}

fn money_in_and_out(
    units: impl Strategy<Value = u64> + Clone + 'static,
) -> impl Strategy<Value = Command<'static>> {
    let sums = || sums(units.clone());
    let receipt = (1..4u64).prop_map(|number| ReceiptId::new(number).expect("not zero"));
    prop_oneof![
        (option::weighted(0.7, members()), sums()).prop_map(|(member, sum)| {
            Command::Receive { member, sum, reference: Reference::parse("WIRE").expect("a reference") }
        }),
        (receipt, members(), units.clone()).prop_map(|(receipt, member, units)| {
            Command::Allocate { receipt, member, amount: amount(units) }
        }),
        (members(), sums()).prop_map(|(member, sum)| Command::WithdrawMoney { member, sum }),
        (members(), sums()).prop_map(|(member, sum)| Command::PayFund { member, sum }),
        sums().prop_map(|sum| Command::BankCharge { sum }),
        sums().prop_map(|sum| Command::Sweep { sum }),
        (sums(), sums()).prop_map(|(bought, paid)| Command::BuyFx { bought, paid }),
    ]
}

fn debts_and_nets() -> impl Strategy<Value = Command<'static>> {
    let cycle = || (1..4u32).prop_map(|number| CycleId::new(number).expect("not zero"));
    let payment = || (1..8u64).prop_map(|number| PaymentId::new(number).expect("not zero"));
    prop_oneof![
        2 => (members(), carriages(), 1..3u32, 1..3u32).prop_map(|(warehouse, carriage, units, days)| {
            Command::Accrue { warehouse, carriage, units, days, rate: price("0.024") }
        }),
        2 => (members(), 1..9u64).prop_map(|(warehouse, number)| {
            Command::Bill { warehouse, bill: super::k(number).bill(), storage_tax: rate("0.06") }
        }),
        3 => (members(), currencies()).prop_map(|(debtor, currency)| Command::Collect { debtor, currency }),
        3 => currencies().prop_map(|currency| Command::OpenNetting { currency, value_date: PAY_DAY }),
        3 => (cycle(), members()).prop_map(|(cycle, member)| Command::Send { cycle, member }),
        1 => cycle().prop_map(|cycle| Command::CloseNetting { cycle }),
        3 => payment().prop_map(|payment| Command::Book { payment }),
        1 => payment().prop_map(|payment| Command::Return { payment }),
        1 => payment().prop_map(|payment| Command::Refuse { payment }),
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => money_in_and_out(small()).prop_map(Step::Ask),
        4 => debts_and_nets().prop_map(Step::Ask),
        3 => (members(), 1..40u64).prop_map(|(member, units)| Step::Earn(member, units)),
        5 => (members(), owners(), 1..40u64).prop_map(|(debtor, owner, units)| Step::Arise(debtor, owner, units)),
        1 => (carriages(), owners(), 0..=4u64).prop_map(|(carriage, to, quarters)| Step::Reassign(carriage, to, quarters)),
        1 => (carriages(), 0..=4u64).prop_map(|(carriage, quarters)| Step::Lapse(carriage, quarters)),
    ]
}

impl Desk {
    fn step(&mut self, step: &Step) {
        match *step {
            Step::Ask(Command::OpenNetting { currency, .. }) => self.net_and_compare(currency),
            Step::Ask(Command::Collect { debtor, currency }) => self.collect_and_compare(debtor, currency),
            Step::Ask(ref command) => drop(self.run(command)),
            Step::Earn(member, units) => self.earn(member, units),
            Step::Arise(debtor, owner, units) => drop(self.arise(debtor, owner, units)),
            Step::Reassign(carriage, to, _) if to == Owner::Escrow(carriage) => {}
            Step::Reassign(carriage, to, quarters) => {
                let units = self.owed_to(carriage).units() * quarters / 4;
                drop(self.reassign(carriage, to, units));
            }
            Step::Lapse(carriage, quarters) => {
                let units = self.owed_to(carriage).units() * quarters / 4;
                drop(self.lapse(carriage, units));
            }
        }
    }

    /// Netting keeps every net, pays nobody who still owes, and ends where paying cent by cent would end.
    fn net_and_compare(&mut self, currency: Currency) {
        let asset = Asset::from(currency);
        let before = self.nets(asset);
        let naive = paid_in_turns(&self.claims, self.purses.clone(), asset);
        match self.run(&Command::OpenNetting { currency, value_date: PAY_DAY }) {
            Ok(_) => {}
            Err(Refused::ByRule(rejection)) => {
                assert_eq!(rejection.code(), "NETTING_EMPTY");
                assert_eq!(naive.earned(asset), []);
                return;
            }
            Err(Refused::ForShortage(movement)) => panic!("netting lacks {movement:?}"),
        }
        assert_eq!(self.nets(asset), before, "netting keeps every net");
        assert_eq!(self.purses.earned(asset), [], "all earnings are netted");
        let (id, cycle) = self.treasury.cycles().open().last().expect("just opened");
        for (member, _) in cycle.nets() {
            assert!(!self.claims.is_debtor(asset, member), "who is paid owes nothing");
            let (net, earned) = (Purse::Netted(id, member), Purse::Earned(member));
            assert_eq!(self.purses.balance(net, asset), naive.balance(earned, asset), "what is left is paid");
        }
        let besides = |purses: &Pockets| {
            let netted = |purse| matches!(purse, Purse::Netted(..) | Purse::Earned(_));
            purses.filled().filter(|&(purse, of, _)| of == asset && !netted(purse)).collect::<Vec<_>>()
        };
        assert_eq!(besides(&self.purses), besides(&naive), "all debts are as if they were paid in turns");
    }

    /// Collecting ends when nothing is free, or nothing is owed.
    fn collect_and_compare(&mut self, debtor: ParticipantId, currency: Currency) {
        let due = self.claims.may_collect(&self.purses, debtor, currency.into());
        let drawn = self.run(&Command::Collect { debtor, currency }).expect("collecting is never refused");
        assert_eq!(due, !drawn.is_empty(), "it collects when it is due");
        assert!(!self.claims.may_collect(&self.purses, debtor, currency.into()), "and then all that it can");
    }

    /// What each member has earned, was promised, and will get, less what it owes.
    fn nets(&self, asset: Asset) -> BTreeMap<ParticipantId, i64> {
        let mut nets = BTreeMap::new();
        for (purse, _, balance) in self.purses.filled().filter(|&(_, of, _)| of == asset) {
            match purse {
                Purse::Earned(member) | Purse::Netted(_, member) | Purse::Accrued(_, member) => {
                    *nets.entry(member).or_default() += balance;
                }
                Purse::Owed(_, member) => *nets.entry(member).or_default() -= balance,
                _ => {}
            }
        }
        nets.retain(|_, net| *net != 0);
        nets
    }
}

/// The same by hand: who has earned something pays its oldest claim, until nobody can.
fn paid_in_turns(claims: &Claims, mut purses: Pockets, asset: Asset) -> Pockets {
    let (reason, about) = (Reason::ClaimSetOff, About::House);
    let oldest = |purses: &Pockets, member| {
        let mut billed = claims.billed_of(member, asset).map(|id| (id, claims.claim(id).expect("queued")));
        billed.find(|(id, claim)| purses.balance(claim.owed(*id), asset) > 0)
    };
    while let Some((payer, (id, claim))) =
        purses.earned(asset).into_iter().find_map(|member| Some((member, oldest(&purses, member)?)))
    {
        let from = Purse::Earned(payer);
        let amount = inside(&purses, from, asset).min(inside(&purses, claim.owed(id), asset));
        let amount = amount.amount().expect("something was earned, and something is owed");
        purses.post(Movement { from, to: claim.owed(id), asset, amount, reason, about });
        let (from, to) = (claim.accrued(id), claim.owner.purse());
        purses.post(Movement { from, to, asset, amount, reason, about });
    }
    purses
}

proptest! {
    /// Whatever happens in whatever order, the laws hold.
    #[test]
    fn days_are_lawful(day in collection::vec(steps(), 1..60)) {
        let mut desk = Desk::default();
        for step in &day {
            desk.step(step);
        }
    }

    /// However much comes in, is charged, drawn, exchanged or comes back: no purse ever holds more than 18 digits.
    #[test]
    fn custody_is_bounded(day in collection::vec(prop_oneof![3 => money_in_and_out(extreme()), 1 => debts_and_nets()], 1..60)) {
        let mut desk = Desk::default();
        for command in &day {
            drop(desk.run(command));
        }
    }

    /// Debts in every direction, then earnings, then netting: the laws hold with rings within rings.
    #[test]
    fn tangles_of_debts_are_set_off(
        debts in collection::vec((members(), owners(), 1..12u64), 1..24),
        earnings in collection::vec((members(), 1..6u64), 1..5),
    ) {
        let mut desk = Desk::default();
        for (debtor, owner, units) in debts {
            desk.arise(debtor, owner, units);
        }
        for (member, units) in earnings {
            desk.earn(member, units);
        }
        desk.net_and_compare(cny());
    }

    /// What was withdrawn and lapses again leaves older claims as they were.
    #[test]
    fn lapsing_undoes_arising(before in collection::vec(1..100u64, 0..5), more in collection::vec(1..100u64, 1..5)) {
        let mut desk = Desk::default();
        for units in before {
            desk.arise(d(), Owner::Escrow(c(1)), units);
        }
        desk.arise(d(), Owner::Member(a()), 1);
        let (owed, filled) = (desk.claims.billed_of(d(), cny().into()).collect::<Vec<_>>(), desk.filled());
        for &units in &more {
            desk.arise(d(), Owner::Escrow(c(1)), units);
        }
        desk.lapse(c(1), more.iter().sum());
        assert_eq!(desk.claims.billed_of(d(), cny().into()).collect::<Vec<_>>(), owed);
        assert_eq!(desk.filled(), filled);
    }
}
