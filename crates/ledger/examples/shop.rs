//! The books of a small tea shop, kept with the ledger alone: a week in seven entries.
//!
//! Run it with `cargo run -p ledger --example shop`; it prints the week and its trial balance.
//!
//! What the shop sells stands in the chart below; who is who, and what a cause means, only the shop knows.

use std::fmt::Write;

use ledger::{
    Account, AccountCode, Cause, ChartOfAccounts, Event, Facts, Hold, HoldChange, Key, Ledger, Owner,
    Rejection, Row, Side, Subject,
};
use money::{Amount, Currency, Minor, Money, Sum};

/// The shop itself.
const SHOP: Owner = Owner(0);
/// A customer who orders tea sets and pays in advance.
const MEI: Owner = Owner(1);

const TILL: AccountCode = AccountCode(1010);
const STOCK: AccountCode = AccountCode(1200);
const CREDIT: AccountCode = AccountCode(2010);
const CAPITAL: AccountCode = AccountCode(3010);
const SALES: AccountCode = AccountCode(4010);
const COST: AccountCode = AccountCode(5010);

fn chart() -> ChartOfAccounts {
    let row = |code, name, normal, floor| Row { code, name, normal, floor, listed: code == CREDIT };
    ChartOfAccounts::new(vec![
        row(TILL, "till", Side::Debit, true),
        row(STOCK, "stock", Side::Debit, true),
        row(CREDIT, "customers' credit", Side::Credit, true),
        row(CAPITAL, "capital", Side::Credit, false),
        row(SALES, "sales", Side::Credit, false),
        row(COST, "cost of what was sold", Side::Debit, false),
    ])
    .expect("the codes ascend and have a class")
}

/// The week, as it is told; balances are asserted on the way.
pub(crate) fn week() -> String {
    let mut shop = Shop { ledger: Ledger::new(chart()), facts: Facts::new(), told: String::new() };

    shop.tell("Monday: the owner puts 500.00 into the till, and buys tea for 320.00");
    shop.moves(&[(TILL, SHOP, CAPITAL, SHOP, "500.00"), (STOCK, SHOP, TILL, SHOP, "320.00")])
        .expect("there is money");
    assert_eq!(shop.balance(TILL, SHOP), yuan("180.00").signed());

    shop.tell("Tuesday: a second chest for 200.00 is more than the till has; nothing is written");
    let refused = shop.moves(&[(STOCK, SHOP, TILL, SHOP, "200.00")]).expect_err("the till has 180.00");
    assert_eq!(refused.code(), "OVERDRAFT");
    shop.tell(&format!("  {refused}"));
    assert_eq!(shop.balance(STOCK, SHOP), yuan("320.00").signed());

    shop.tell("Wednesday: tea that cost 80.00 is sold for 125.50, in one entry or not at all");
    shop.moves(&[(TILL, SHOP, SALES, SHOP, "125.50"), (COST, SHOP, STOCK, SHOP, "80.00")])
        .expect("it is in stock");

    shop.tell("Thursday: Mei pays 100.00 in advance; 90.00 of it are held for a tea set");
    let mut draft = shop.ledger.draft(&mut shop.facts);
    let (till, mei) = (draft.account(key(TILL, SHOP)), draft.account(key(CREDIT, MEI)));
    draft.transfer(till, mei, yuan("100.00"), Cause(4)).expect("money comes in");
    let set = draft.place(mei, yuan("90.00"), Cause(4)).expect("she has just paid 100.00");
    assert_eq!(draft.available(mei), yuan("10.00").minor());
    shop.write();

    shop.tell("Friday: she asks for 20.00 back, but 90.00 are held");
    let refused = shop.moves(&[(CREDIT, MEI, TILL, SHOP, "20.00")]).expect_err("10.00 are available");
    assert_eq!(refused.code(), "NOT_AVAILABLE");
    shop.tell(&format!("  {refused}"));

    shop.tell("Saturday: the cups are delivered for 60.00, and the pot turns out 5.00 dearer");
    let mut draft = shop.ledger.draft(&mut shop.facts);
    let change = HoldChange { drawn: yuan("60.00").minor(), remaining: yuan("35.00").minor() };
    draft.change(set, change).expect("the hold covers 90.00, and 5.00 more are available");
    let sales = draft.account(key(SALES, SHOP));
    draft.transfer(mei, sales, yuan("60.00"), Cause(6)).expect("what was drawn is free to move");
    shop.write();
    assert_eq!(shop.ledger.hold(set).map(Hold::remaining), Some(yuan("35.00").minor()));

    shop.tell("Sunday: the pot is delivered, what is left goes back to Mei, and her account is closed");
    let mut draft = shop.ledger.draft(&mut shop.facts);
    draft
        .change(set, HoldChange { drawn: yuan("35.00").minor(), remaining: Minor::ZERO })
        .expect("35.00 are held");
    draft.transfer(mei, sales, yuan("35.00"), Cause(7)).expect("what was drawn is free to move");
    draft.transfer(mei, till, yuan("5.00"), Cause(7)).expect("5.00 are left");
    draft.close(mei).expect("nothing is left");
    shop.write();
    assert_eq!(shop.ledger.account(mei), None);

    shop.trial_balance();
    shop.told
}

/// A ledger, the facts of the entry at hand, and what was told.
struct Shop {
    ledger: Ledger,
    facts: Facts,
    told: String,
}

impl Shop {
    fn tell(&mut self, text: &str) {
        writeln!(self.told, "{text}").expect("a string takes all");
    }

    /// Debit, credit, how much: all of it, or nothing.
    fn moves(&mut self, entry: &[(AccountCode, Owner, AccountCode, Owner, &str)]) -> Result<(), Rejection> {
        let mut draft = self.ledger.draft(&mut self.facts);
        for &(debit, whose, credit, other, sum) in entry {
            let (debit, credit) = (draft.account(key(debit, whose)), draft.account(key(credit, other)));
            if let Err(refused) = draft.transfer(debit, credit, yuan(sum), Cause(0)) {
                self.facts.clear();
                return Err(refused);
            }
        }
        self.write();
        Ok(())
    }

    /// Writes what was drafted, and tells it. Whoever keeps a journal makes the facts safe here, first.
    fn write(&mut self) {
        let told = &mut self.told;
        self.ledger.apply(self.facts.as_slice(), |event| {
            if let Event::Transferred { id, debit, credit, amount, .. } = event {
                let (left, right) = (debit.account, credit.account);
                writeln!(told, "  {id} {:>10}  Dr {left}  Cr {right}", amount.of(left.asset).to_string())
                    .expect("a string takes all");
            }
        });
        self.facts.clear();
    }

    fn balance(&self, code: AccountCode, owner: Owner) -> i64 {
        let id = self.ledger.find(key(code, owner));
        id.and_then(|id| self.ledger.account(id)).map_or(0, Account::posted)
    }

    fn trial_balance(&mut self) {
        self.tell("");
        let (mut debits, mut credits) = (0, 0);
        for row in self.ledger.trial_balance() {
            let name = self.ledger.chart().row(row.code).map_or("", |row| row.name);
            let shown = |units: i128| match i64::try_from(units) {
                Ok(0) => String::new(),
                Ok(minor) => Money { minor, asset: row.asset }.to_string(),
                Err(_) => units.to_string(),
            };
            let line = format!("{} {name:<22}{:>12}{:>12}", row.code, shown(row.debit), shown(row.credit));
            self.tell(line.trim_end());
            debits += row.debit;
            credits += row.credit;
        }
        assert_eq!(debits, credits, "the books balance");
    }
}

fn key(code: AccountCode, owner: Owner) -> Key {
    Key { code, asset: cny().into(), owner, subject: Subject(0) }
}

fn yuan(text: &str) -> Amount {
    Sum::parse(text, cny()).expect("an amount with two digits").amount
}

fn cny() -> Currency {
    Currency::parse("CNY").expect("CNY is listed")
}

#[cfg_attr(test, expect(dead_code, reason = "the test reads the week instead"))]
fn main() {
    print!("{}", week());
}
