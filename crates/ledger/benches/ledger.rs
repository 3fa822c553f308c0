//! How fast the books are kept: draft and apply together, one thread.
//!
//! - `transfers`: between 10,000 accounts, chosen at random, a draft a transfer; after 10^4 to 10^6
//!   earlier ones, which must make no difference.
//! - `hold`: placed, then drawn in part and given back, with the transfer of what was drawn.
//! - `account`: opened, paid into, emptied and closed, as the accounts of a carriage are.
//! - `large draft`: all 10,000 members paid in one draft, as a netting cycle does it, a transfer each.
//! - `command`: five transfers and a hold changed in one draft, as a trade does it.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ledger::{
    AccountCode, AccountId, Cause, ChartOfAccounts, Facts, HoldChange, Key, Ledger, Owner, Row, Side, Subject,
};
use money::{Amount, Asset, Currency, Minor};

const MEMBERS: u32 = 10_000;

fn key(code: u16, owner: u32, subject: u64) -> Key {
    let asset = Asset::currency(Currency::parse("CNY").expect("CNY is listed"));
    Key { code: AccountCode(code), asset, owner: Owner(owner), subject: Subject(subject) }
}

fn amount(units: u64) -> Amount {
    Amount::new(units).expect("more than nothing")
}

/// A ledger in which 10,000 members have money, and the ids of their accounts.
fn house() -> (Ledger, Vec<AccountId>) {
    let row = |code, normal, floor| Row { code: AccountCode(code), name: "", normal, floor, listed: false };
    let rows =
        vec![row(1010, Side::Debit, true), row(2010, Side::Credit, true), row(2030, Side::Credit, true)];
    let mut ledger = Ledger::new(ChartOfAccounts::new(rows).expect("the codes ascend"));
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let bank = draft.account(key(1010, 0, 0));
    let members = (1..=MEMBERS)
        .map(|owner| {
            let member = draft.account(key(2010, owner, 0));
            draft.transfer(bank, member, amount(1_000_000_000), Cause(0)).expect("money comes in");
            member
        })
        .collect();
    ledger.apply(facts.as_slice(), |_| {});
    (ledger, members)
}

/// Xorshift: enough to jump between accounts.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 32).expect("32 bits") % sides
    }
}

struct House {
    ledger: Ledger,
    members: Vec<AccountId>,
    facts: Facts,
    dice: Dice,
}

impl House {
    fn new() -> House {
        let (ledger, members) = house();
        House { ledger, members, facts: Facts::new(), dice: Dice(0x9e37_79b9_7f4a_7c15) }
    }

    fn pair(&mut self) -> (AccountId, AccountId) {
        let from = self.dice.roll(self.members.len());
        let to = (from + 1 + self.dice.roll(self.members.len() - 1)) % self.members.len();
        (self.members[from], self.members[to])
    }

    fn apply(&mut self) {
        self.ledger.apply(self.facts.as_slice(), |event| {
            std::hint::black_box(&event);
        });
        self.facts.clear();
    }

    fn transfer(&mut self) {
        let (from, to) = self.pair();
        let mut draft = self.ledger.draft(&mut self.facts);
        draft.transfer(from, to, amount(7), Cause(1)).expect("members have money");
        self.apply();
    }

    fn hold(&mut self) {
        let (from, to) = self.pair();
        let mut draft = self.ledger.draft(&mut self.facts);
        let hold = draft.place(from, amount(10), Cause(2)).expect("members have money");
        self.apply();
        let mut draft = self.ledger.draft(&mut self.facts);
        let drawn = amount(7);
        let change = HoldChange { drawn: drawn.minor(), remaining: Minor::ZERO };
        draft.change(hold, change).expect("the hold covers it");
        draft.transfer(from, to, drawn, Cause(3)).expect("what was held is there");
        self.apply();
    }

    fn account(&mut self, subject: u64) {
        let (from, to) = self.pair();
        let mut draft = self.ledger.draft(&mut self.facts);
        let deposit = draft.account(key(2030, 1, subject));
        draft.transfer(from, deposit, amount(5), Cause(4)).expect("members have money");
        self.apply();
        let mut draft = self.ledger.draft(&mut self.facts);
        draft.transfer(deposit, to, amount(5), Cause(5)).expect("it was just paid in");
        draft.close(deposit).expect("it is empty");
        self.apply();
    }

    fn large_draft(&mut self) {
        let mut draft = self.ledger.draft(&mut self.facts);
        let around = self.members.iter().cycle().skip(1);
        for (&from, &to) in self.members.iter().zip(around) {
            draft.transfer(from, to, amount(7), Cause(8)).expect("members have money");
        }
        self.apply();
    }

    fn command(&mut self) {
        let (buyer, seller) = self.pair();
        let (_, house) = self.pair();
        let mut draft = self.ledger.draft(&mut self.facts);
        let hold = draft.place(buyer, amount(10), Cause(6)).expect("members have money");
        draft.change(hold, HoldChange { drawn: amount(6).minor(), remaining: Minor::ZERO }).expect("covered");
        for (from, to) in [(buyer, seller), (buyer, house), (seller, house), (buyer, seller), (seller, house)]
        {
            if from != to {
                draft.transfer(from, to, amount(2), Cause(7)).expect("members have money");
            }
        }
        self.apply();
    }
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("transfers");
    for earlier in [10_000u64, 100_000, 1_000_000] {
        const MEASURED: u64 = 10_000;
        group.throughput(Throughput::Elements(MEASURED));
        group.bench_function(format!("after {earlier}"), |bencher| {
            let mut house = House::new();
            (0..earlier).for_each(|_| house.transfer());
            bencher.iter(|| (0..MEASURED).for_each(|_| house.transfer()));
        });
    }
    group.throughput(Throughput::Elements(u64::from(MEMBERS)));
    group.bench_function("10000 in one draft", |bencher| {
        let mut house = House::new();
        bencher.iter(|| house.large_draft());
    });
    group.finish();

    let mut group = criterion.benchmark_group("one");
    group.throughput(Throughput::Elements(1));
    group.bench_function("hold placed, changed and drawn", |bencher| {
        let mut house = House::new();
        bencher.iter(|| house.hold());
    });
    group.bench_function("account opened, used and closed", |bencher| {
        let mut house = House::new();
        let mut subject = 0;
        bencher.iter(|| {
            subject += 1;
            house.account(subject);
        });
    });
    group.bench_function("command with a hold and five transfers", |bencher| {
        let mut house = House::new();
        bencher.iter(|| house.command());
    });
    group.bench_function("account found by its key", |bencher| {
        let mut house = House::new();
        bencher.iter_batched(
            || key(2010, 1 + u32::try_from(house.dice.roll(10_000)).expect("small"), 0),
            |key| house.ledger.find(key),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(ledger, benches);
criterion_main!(ledger);
