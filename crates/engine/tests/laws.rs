//! The laws of the exchange, over generated trading days.

use std::collections::{BTreeMap, BTreeSet};

use engine::days::{self, Memory, Move, play};
use engine::posting::{self, Holder};
use engine::{Audience, Command, Engine, Entry, Event, Facts, Holding, Outcome, Sink};
use freight::ParticipantId;
use jiff::Timestamp;
use ledger::{HoldId, Side};
use money::{Asset, Sum};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};
use settlement::{CarriageId, PaymentId, Purse};

/// What was recorded, to be replayed, and what was told, to be added up.
#[derive(Default)]
struct Auditor {
    records: Vec<(Timestamp, Command, Outcome, Facts)>,
    holds: BTreeMap<HoldId, Held>,
    escrows: BTreeMap<CarriageId, Escrow>,
    refusals: BTreeMap<&'static str, u32>,
    told: BTreeSet<String>,
    declared: BTreeMap<freight::ServiceCode, i64>,
    /// What the bank should hold, by its own lines.
    bank: BTreeMap<Asset, i64>,
    booked: BTreeSet<PaymentId>,
}

impl Auditor {
    fn bank(&mut self, sum: Sum, sign: i64) {
        *self.bank.entry(sum.currency.into()).or_default() += sign * sum.amount.signed();
    }
}

/// What became of the escrow of one carriage: what was called, is released, and went back.
#[derive(Default)]
struct Escrow {
    called: i64,
    released: i64,
    returned: i64,
}

/// What became of one hold so far: placed and added on one side, drawn and given back on the other.
#[derive(Default)]
struct Held {
    came: i64,
    went: i64,
    remaining: i64,
}

fn figure(holding: Holding) -> i64 {
    match holding {
        Holding::Money(money) => money.minor,
        Holding::Slots { quantity, .. } => quantity,
    }
}

impl Sink for Auditor {
    fn tell(&mut self, event: Event) {
        self.told.insert(format!("{event:?}").split([' ', '{']).next().unwrap_or_default().to_owned());
        match event {
            Event::HoldPlaced { hold, amount, .. } => {
                let held = Held { came: figure(amount), went: 0, remaining: figure(amount) };
                assert!(self.holds.insert(hold, held).is_none(), "{hold} was placed twice");
            }
            Event::HoldChanged { hold, drawn, given_back, added, remaining, .. } => {
                let held = self.holds.get_mut(&hold).expect("a hold that changes was placed");
                assert!(held.remaining > 0, "{hold} had ended");
                held.came += figure(added);
                held.went += figure(drawn) + figure(given_back);
                held.remaining = figure(remaining);
                assert_eq!(held.came, held.went + held.remaining, "{hold} lost something");
            }
            Event::CapacityDeclared { service, quantity, .. } => {
                *self.declared.entry(service).or_default() += i64::from(quantity);
            }
            Event::MoneyReceived { sum, .. } => self.bank(sum, 1),
            Event::PaymentBooked { payment, sum, .. } => {
                assert!(self.booked.insert(payment), "{payment} was booked twice");
                self.bank(sum, -1);
            }
            // What the bank had not paid yet never left it.
            Event::PaymentReturned { payment, sum, .. } if self.booked.remove(&payment) => self.bank(sum, 1),
            Event::TaxPaid { sum } | Event::BankCharged { sum } | Event::IncomeSwept { sum } => {
                self.bank(sum, -1);
            }
            Event::FxBought { bought, paid, .. } => {
                self.bank(bought, 1);
                self.bank(paid, -1);
            }
            Event::EscrowCalled { carriage, amount, .. } => {
                self.escrows.insert(carriage, Escrow { called: amount.minor, ..Escrow::default() });
            }
            Event::FreightReleased { carriage, total, of, .. }
            | Event::ReleaseReversed { carriage, total, of, .. } => {
                assert!(0 <= total.minor && total.minor <= of.minor, "{carriage} released {total} of {of}");
                let escrow = self.escrows.get_mut(&carriage).expect("escrow is called before it is released");
                escrow.released = total.minor;
            }
            Event::UnitsDroppedOut { carriage, escrow_returned, .. }
            | Event::CarriageCancelled { carriage, escrow_returned, .. } => {
                self.escrows.entry(carriage).or_default().returned += escrow_returned.minor;
            }
            Event::CarriageClosed { carriage, .. } => {
                if let Some(Escrow { called, released, returned }) = self.escrows.remove(&carriage) {
                    assert_eq!(
                        called,
                        released + returned,
                        "the tranches of {carriage} do not sum to its escrow"
                    );
                }
            }
            _ => {}
        }
    }
}

impl Audience for Auditor {
    fn begin(&mut self, entry: &Entry<'_>) {
        match entry.result {
            Ok(outcome) => {
                self.records.push((entry.at, entry.command.clone(), outcome, entry.facts.clone()));
            }
            Err(rejection) => *self.refusals.entry(rejection.code()).or_default() += 1,
        }
    }
}

/// The signed balance of an account: what is debited is positive.
fn signed(account: &ledger::Account) -> i128 {
    let posted = i128::from(account.posted());
    match account.normal() {
        Side::Debit => posted,
        Side::Credit => -posted,
    }
}

fn class(code: ledger::AccountCode) -> u16 {
    code.0 / 1000
}

/// The books are in order: they balance, nobody is below zero, nothing is owed that nobody owes, the bank holds
/// what its lines say, and every slot that was declared is somewhere.
fn check_books(engine: &Engine, auditor: &Auditor) {
    let mut sums: BTreeMap<Asset, i128> = BTreeMap::new();
    let mut owed: BTreeMap<u64, (i64, i64)> = BTreeMap::new();
    let mut banks: BTreeMap<Asset, i64> = BTreeMap::new();
    let mut covered: BTreeMap<Asset, (i128, i128, i128)> = BTreeMap::new();
    for (_, account) in engine.ledger().accounts() {
        let key = account.key();
        *sums.entry(key.asset).or_default() += signed(account);
        if class(key.code) == 2 || class(key.code) == 9 {
            assert!(account.posted() >= 0, "{} is below zero", engine.account_name(key));
        }
        assert!(
            account.held().is_zero() || account.held().signed() <= account.posted(),
            "more is held of {} than is posted",
            engine.account_name(key)
        );
        if key.code == posting::RECEIVABLE {
            owed.entry(key.subject.0).or_default().0 += account.posted();
        }
        if key.code == posting::ACCRUED {
            owed.entry(key.subject.0).or_default().1 += account.posted();
        }
        let (cash, due, income) = covered.entry(key.asset).or_default();
        match (class(key.code), key.code) {
            (1, posting::RECEIVABLE) | (2, posting::ACCRUED) | (9, _) => {}
            (1, _) => *cash += signed(account),
            (2, _) => *due -= signed(account),
            (_, _) => *income -= signed(account),
        }
        if key.code == posting::BANK {
            assert!(account.posted() >= 0, "more {} was paid than was collected", key.asset);
            *banks.entry(key.asset).or_default() += account.posted();
        }
    }
    for (asset, sum) in sums {
        assert_eq!(sum, 0, "debits and credits of {asset} differ");
    }
    for (claim, (owed, accrued)) in owed {
        assert_eq!(owed, accrued, "claim {claim} owes one thing and accrues another");
    }
    let lines =
        auditor.bank.iter().filter(|(_, sum)| **sum != 0).map(|(asset, sum)| (*asset, *sum)).collect();
    banks.retain(|_, held| *held != 0);
    assert_eq!(banks, lines, "the bank holds something else than its lines say");
    assert_eq!(slots(engine), auditor.declared, "slots were lost or made up");
}

/// What a member would be paid, less what it owes by billed claims.
fn nets(engine: &Engine, asset: Asset) -> BTreeMap<ParticipantId, i64> {
    let mut nets: BTreeMap<ParticipantId, i64> = BTreeMap::new();
    for (_, account) in engine.ledger().accounts().filter(|(_, account)| account.asset() == asset) {
        let key = account.key();
        if let Holder::Member(member) = posting::holder(key)
            && (key.code == posting::PAYABLE || key.code == posting::NET_SETTLEMENT)
        {
            *nets.entry(member).or_default() += account.posted();
        }
    }
    for (id, claim) in engine.settlement().claims().all() {
        let billed = claim.asset == asset && matches!(claim.stage, settlement::Stage::Billed(_));
        if billed {
            let owed = balance(engine, Purse::Owed(id, claim.debtor), asset);
            *nets.entry(claim.debtor).or_default() -= owed;
            if let settlement::Owner::Member(owner) = claim.owner {
                *nets.entry(owner).or_default() += owed;
            }
        }
    }
    nets.retain(|_, net| *net != 0);
    nets
}

fn balance(engine: &Engine, purse: Purse, asset: Asset) -> i64 {
    let account = engine.ledger().find(posting::key(purse, asset)).and_then(|id| engine.ledger().account(id));
    account.map_or(0, ledger::Account::posted)
}

/// Every balance that is not zero, by account name.
fn balances(engine: &Engine) -> BTreeMap<String, i64> {
    let accounts = engine.ledger().accounts().filter(|(_, account)| account.posted() != 0);
    accounts.map(|(_, account)| (engine.account_name(account.key()).0, account.posted())).collect()
}

/// What each member and each escrow has in all, debts to escrows taken off.
fn worths(balances: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let mut worths: BTreeMap<String, i64> = BTreeMap::new();
    for (name, balance) in balances {
        let parts: Vec<&str> = name.split('/').collect();
        let (sign, owner) = match parts.as_slice() {
            ["2010" | "2050", member, currency] => (1, format!("{member} {currency}")),
            ["1110", _, member, currency] => (-1, format!("{member} {currency}")),
            ["2040" | "2055", .., currency] => (1, format!("escrows and claims {currency}")),
            _ => (1, name.clone()),
        };
        *worths.entry(owner).or_default() += sign * balance;
    }
    worths.retain(|_, worth| *worth != 0);
    worths
}

/// How many slots of each service are in some state: available, right, nominated, consumed, lapsed.
fn slots(engine: &Engine) -> BTreeMap<freight::ServiceCode, i64> {
    let mut slots: BTreeMap<freight::ServiceCode, i64> = BTreeMap::new();
    for (_, account) in engine.ledger().accounts() {
        let key = account.key();
        if let Some(service) = posting::service_of(key.asset).filter(|_| key.code != posting::DECLARED) {
            *slots.entry(engine.register().service(service).code).or_default() += account.posted();
        }
    }
    slots
}

/// Plays one move record by record, and checks the books after each.
fn play_checked(stage: &mut engine::stage::Stage, memory: &mut Memory, a_move: &Move, auditor: &mut Auditor) {
    let Some((actor, action)) = a_move.command(stage, memory) else { return };
    let command = Command { actor: engine::stage::read(actor), action };
    let now = stage.now;
    while stage.driver.step(now, auditor).is_some() {
        check_books(stage.driver.engine(), auditor);
    }
    let answer = stage.driver.enter(now, None, &command, auditor).expect("commands come in order");
    check_books(stage.driver.engine(), auditor);
    while stage.driver.step(now, auditor).is_some() {
        check_books(stage.driver.engine(), auditor);
    }
    memory.remember(actor, &answer);
}

/// Plays a day with an auditor, and checks the books after every move.
fn audited(moves: &[Move]) -> (engine::stage::Stage, Memory, Auditor) {
    let (mut stage, mut memory, mut auditor) = (days::stage(), Memory::default(), Auditor::default());
    auditor.declared = slots(stage.driver.engine());
    for (_, account) in stage.driver.engine().ledger().accounts() {
        if account.key().code == posting::BANK {
            auditor.bank.insert(account.key().asset, account.posted());
        }
    }
    for a_move in moves {
        let currency = match a_move {
            Move::Desk(days::Step::Net, which) => Some(days::CURRENCIES[which % 3]),
            _ => None,
        };
        let asset = currency.map(|code| Asset::from(engine::stage::read::<money::Currency>(code)));
        let before = asset.map(|asset| nets(stage.driver.engine(), asset));
        play_checked(&mut stage, &mut memory, a_move, &mut auditor);
        let after = asset.map(|asset| nets(stage.driver.engine(), asset));
        assert_eq!(before, after, "netting changed somebody's net");
    }
    (stage, memory, auditor)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_books_are_in_order_after_every_command(moves in days::day(300)) {
        audited(&moves);
    }

    #[test]
    fn replaying_commands_outcomes_and_facts_gives_the_same_digest(moves in days::day(250)) {
        let (mut stage, mut memory) = (days::stage(), Memory::default());
        let mut replayed = stage.driver.engine().clone();
        let mut auditor = Auditor::default();
        for a_move in &moves {
            play(&mut stage, &mut memory, a_move, &mut auditor);
        }
        for (at, command, outcome, facts) in &auditor.records {
            replayed.apply(command, *at, *outcome, facts, &mut ());
        }
        prop_assert_eq!(replayed.digest(), stage.driver.engine().digest());
    }

    #[test]
    fn deciding_changes_nothing_and_decides_the_same_again(moves in days::day(200), last in days::a_move()) {
        let (mut stage, mut memory) = (days::stage(), Memory::default());
        for a_move in &moves {
            play(&mut stage, &mut memory, a_move, &mut ());
        }
        if let Some((actor, action)) = last.command(&mut stage, &mut memory) {
            let command = Command { actor: engine::stage::read(actor), action };
            let engine = stage.driver.engine();
            let before = engine.digest();
            let (mut first, mut second) = (Facts::new(), Facts::new());
            let once = engine.decide(&command, stage.now, &mut first);
            let twice = engine.decide(&command, stage.now, &mut second);
            prop_assert_eq!(once.is_ok(), twice.is_ok());
            prop_assert_eq!(first.ledger.as_slice(), second.ledger.as_slice());
            prop_assert_eq!(&first.matching, &second.matching);
            prop_assert_eq!(&first.settlement, &second.settlement);
            if once.is_err() {
                prop_assert_eq!(first.ledger.len() + first.matching.len() + first.settlement.len(), 0);
            }
            prop_assert_eq!(engine.digest(), before);
        }
    }

    #[test]
    fn a_milestone_and_its_withdrawal_leave_the_balances_as_they_were(
        moves in days::day(250),
        tellings in proptest::collection::vec(telling(), 1..12),
    ) {
        let (mut stage, mut memory) = (days::stage(), Memory::default());
        for a_move in &moves {
            play(&mut stage, &mut memory, a_move, &mut ());
        }
        for telling in &tellings {
            let owed = owes_an_escrow(stage.driver.engine());
            let before = balances(stage.driver.engine());
            tell_and_withdraw(&mut stage, &mut memory, telling);
            // Where a carrier already owed an escrow, the two orders of the sources differ: what lapsed from
            // the debt comes back from earnings. Nobody's sum of both changes.
            match owed {
                false => prop_assert_eq!(balances(stage.driver.engine()), before),
                true => prop_assert_eq!(worths(&balances(stage.driver.engine())), worths(&before)),
            }
        }
    }

    #[test]
    fn any_split_of_an_order_into_fills_costs_the_same(
        splits in proptest::collection::vec(1u32..6, 1..6),
        price in proptest::sample::select(vec!["0.5", "1", "1.5", "333", "333.5", "335", "1850"]),
        rests in any::<bool>(),
        which in any::<u16>(),
    ) {
        let cost = |splits: &[u32]| {
            let (mut stage, mut memory) = (days::stage(), Memory::default());
            let terms = Move::Desk(days::Step::Terms, usize::from(which));
            play(&mut stage, &mut memory, &terms, &mut ());
            let whole: u32 = splits.iter().sum();
            let book = "B/22G1/JPY";
            let ask = |stage: &mut engine::stage::Stage, part| {
                stage.ask("elm", engine::stage::order(book, matching::Side::Ask, part, price));
            };
            if rests {
                ask(&mut stage, whole);
                for &part in splits {
                    stage.ask("ash", engine::stage::order(book, matching::Side::Bid, part, price));
                }
            } else {
                splits.iter().for_each(|&part| ask(&mut stage, part));
                stage.ask("ash", engine::stage::order(book, matching::Side::Bid, whole, price));
            }
            let asset = Asset::from(engine::stage::read::<money::Currency>("JPY"));
            let who = engine::stage::read(if rests { "elm" } else { "ash" });
            let member = stage.driver.engine().register().member_by_code(who).unwrap();
            balance(stage.driver.engine(), Purse::Free(member), asset)
        };
        let whole = [splits.iter().sum()];
        prop_assert_eq!(cost(&splits), cost(&whole));
    }
}

/// Whether some carrier owes what it must give back to an escrow.
fn owes_an_escrow(engine: &Engine) -> bool {
    engine.settlement().claims().all().any(|(_, claim)| matches!(claim.owner, settlement::Owner::Escrow(_)))
}

/// Tells a milestone, and withdraws it; answers whether money or slots had moved in between.
fn tell_and_withdraw(stage: &mut engine::stage::Stage, memory: &mut Memory, telling: &Move) -> bool {
    let before = balances(stage.driver.engine());
    let records = memory.told_count();
    play(stage, memory, telling, &mut ());
    let moved = balances(stage.driver.engine()) != before;
    if memory.told_count() > records {
        play(stage, memory, &Move::Withdraw { told: records }, &mut ());
    }
    moved
}

/// Tellings of milestones that release, or stop, something.
fn telling() -> impl Strategy<Value = Move> {
    let kinds = vec![
        freight::MilestoneKind::GatedIn,
        freight::MilestoneKind::CustomsInspected,
        freight::MilestoneKind::CustomsHeld,
        freight::MilestoneKind::Loaded,
        freight::MilestoneKind::Discharged,
        freight::MilestoneKind::GatedOut,
        freight::MilestoneKind::CustomsReleased,
        freight::MilestoneKind::Surrendered,
    ];
    let kind = proptest::sample::select(kinds);
    (any::<u16>(), kind, 0usize..4, 1usize..9).prop_map(|(carriage, kind, from, units)| Move::Tell {
        carriage: usize::from(carriage),
        kind,
        from,
        units,
    })
}

/// The days of these laws reach what they are about: a generator that never struck a trade would keep every law.
#[test]
fn generated_days_reach_far() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut refusals: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut reached, mut trades, mut moved, mut owing) = (BTreeMap::<String, u32>::new(), 0, 0, 0);
    for _ in 0..200 {
        let moves = days::day(300).new_tree(&mut runner).unwrap().current();
        let (mut stage, mut memory, auditor) = audited(&moves);
        let tellings = proptest::collection::vec(telling(), 12).new_tree(&mut runner).unwrap().current();
        for telling in &tellings {
            owing += u32::from(owes_an_escrow(stage.driver.engine()));
            moved += u32::from(tell_and_withdraw(&mut stage, &mut memory, telling));
        }
        auditor.told.into_iter().for_each(|event| *reached.entry(event).or_default() += 1);
        for (code, count) in auditor.refusals {
            *refusals.entry(code).or_default() += count;
        }
        trades += stage.driver.engine().books().next_trade().number() - 1;
    }
    assert!(moved > 70, "only {moved} of 2400 milestones moved something");
    assert!(owing > 20, "only {owing} of 2400 milestones were told while an escrow was owed something");
    assert!(trades > 600, "only {trades} trades were struck in 200 days");
    assert!(refusals.len() > 30, "only these refusals were met: {refusals:?}");
    assert!(reached.len() > 42, "only these events were told: {reached:?}");
    for (event, days) in [
        ("FreightReleased", 100),
        ("ReleaseReversed", 60),
        ("EscrowUnpaid", 20),
        ("UnitsDroppedOut", 25),
        ("DamagesCharged", 25),
        ("CarriageCancelled", 8),
        ("CarriageClosed", 30),
        ("NettingOpened", 60),
        ("PaymentBooked", 80),
        ("ClaimArose", 10),
        ("ClaimCollected", 6),
        ("StorageBilled", 4),
    ] {
        let met = reached.get(event).copied().unwrap_or(0);
        assert!(met >= days, "{event} was told on {met} of 200 days, not on {days}: {reached:?}");
    }
}
