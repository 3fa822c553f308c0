//! A counter at which tests do business, one line an operation.
//!
//! ```text
//!   account 2010/1          opens it, if need be         transfer 1010/0 2010/1 100   Dr, Cr, how much
//!   hold 2010/1 60          places a hold                change H1 drawn 40 left 10
//!   close 2010/1            (or by id: close A2)         list 2010
//!   apply                   ends the draft               undo      gives the draft up
//! ```
//!
//! An account is written `code/owner`, `code/owner/subject` or by its id, and with `@USD` if it is not CNY;
//! a hold by its count.
//! Each line is answered, and below stands what is then in the books.

use core::fmt::Write;

use money::{Amount, Asset, Currency, Minor};

use crate::{
    Account, AccountCode, AccountId, Cause, ChartOfAccounts, Draft, Event, Facts, HoldChange, HoldId, Key,
    Ledger, Mark, Owner, Row, Side, Subject,
};

/// A small house: a bank, members' money and deposits, fees and expenses.
pub(crate) fn chart() -> ChartOfAccounts {
    let row =
        |code, name, normal, floor, listed| Row { code: AccountCode(code), name, normal, floor, listed };
    let rows = vec![
        row(1010, "bank", Side::Debit, true, false),
        row(2010, "member available", Side::Credit, true, true),
        row(2030, "deposit", Side::Credit, true, false),
        row(4010, "fees", Side::Credit, false, false),
        row(5010, "expenses", Side::Debit, false, false),
    ];
    ChartOfAccounts::new(rows).unwrap()
}

/// An account in CNY, about nothing.
pub(crate) fn key(code: u16, owner: u32) -> Key {
    Key { code: AccountCode(code), asset: asset("CNY"), owner: Owner(owner), subject: Subject(0) }
}

/// So many minor units.
pub(crate) fn amount(units: u64) -> Amount {
    Amount::new(units).unwrap()
}

/// A ledger, and the draft that is open on it.
pub(crate) struct Desk {
    pub(crate) ledger: Ledger,
    facts: Facts,
}

impl Desk {
    /// Does what `script` says, and answers line by line; then draws the books.
    pub(crate) fn run(script: &str) -> String {
        let mut desk = Desk { ledger: Ledger::new(chart()), facts: Facts::new() };
        let mut told = String::new();
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let answer = match line {
                "apply" => desk.apply(),
                "undo" => {
                    desk.facts.clear();
                    String::new()
                }
                asked => desk.ask(asked),
            };
            writeln!(told, "{line:<40} {answer}").unwrap();
        }
        desk.apply();
        told.push('\n');
        for (id, account) in desk.ledger.accounts() {
            writeln!(told, "{id:<3} {}", draw(account)).unwrap();
        }
        for (id, hold) in desk.ledger.holds() {
            writeln!(told, "{} {} left on {}", short(id), hold.remaining().units(), hold.account()).unwrap();
        }
        told.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    fn ask(&mut self, asked: &str) -> String {
        let words: Vec<&str> = asked.split_whitespace().collect();
        let mut draft = self.ledger.resume(&mut self.facts, Mark(0));
        let answer = match *words.as_slice() {
            ["account", key] => Ok(account(&mut draft, key).to_string()),
            ["transfer", debit, credit, units] => {
                let (debit, credit) = (account(&mut draft, debit), account(&mut draft, credit));
                draft.transfer(debit, credit, amount(number(units)), Cause(1)).map(|()| "done".to_owned())
            }
            ["hold", on, units] => {
                let on = account(&mut draft, on);
                draft.place(on, amount(number(units)), Cause(2)).map(short)
            }
            ["change", id, "drawn", drawn, "left", left] => {
                let change = HoldChange { drawn: minor(drawn), remaining: minor(left) };
                draft.change(hold(&draft, id), change).map(|()| "done".to_owned())
            }
            ["close", id] => {
                let id = account(&mut draft, id);
                draft.close(id).map(|()| "done".to_owned())
            }
            ["list", code] => Ok(list(&draft, code)),
            _ => panic!("nobody understands {asked:?}"),
        };
        answer.unwrap_or_else(|refusal| format!("{}: {refusal}", refusal.code()))
    }

    /// Applies what was drafted, after a look at whether the draft told the truth.
    fn apply(&mut self) -> String {
        let mut after = self.ledger.clone();
        let mut told = Vec::new();
        after.apply(self.facts.as_slice(), |event| told.push(event));
        let draft = self.ledger.resume(&mut self.facts, Mark(0));
        for (id, account) in after.accounts() {
            assert_eq!((draft.peek(id), draft.find(account.key())), (Some(account), Some(id)));
        }
        for (id, hold) in after.holds() {
            assert_eq!(draft.hold(id), Some(hold));
        }
        self.ledger = after;
        self.facts.clear();
        told.iter().map(tell).collect::<Vec<_>>().join("; ")
    }
}

fn tell(event: &Event) -> String {
    match event {
        Event::AccountOpened { id, account } => format!("opened {id} {account}"),
        Event::AccountClosed { id, account } => format!("closed {id} {account}"),
        Event::Transferred { id, debit, credit, amount, .. } => {
            let (left, right) = (debit.account.code, credit.account.code);
            format!("{id} {} Dr {left} ({}) Cr {right} ({})", amount.units(), debit.balance, credit.balance)
        }
        Event::HoldPlaced { id, account, amount, .. } => {
            format!("{} {} on {account}", short(*id), amount.units())
        }
        Event::HoldChanged { id, drawn, given_back, added, remaining, .. } => format!(
            "{} drawn {}, given back {}, added {}, left {}",
            short(*id),
            drawn.units(),
            given_back.units(),
            added.units(),
            remaining.units()
        ),
    }
}

fn draw(account: &Account) -> String {
    let held = if account.held().is_zero() {
        String::new()
    } else {
        format!(" of them {} held", account.held().units())
    };
    format!("{} {}{held}", account.key(), account.posted())
}

fn list(draft: &Draft<'_>, code: &str) -> String {
    let listed = draft.listed(AccountCode(code.parse().unwrap()), asset("CNY"));
    listed.map(|(id, account)| format!("{id} {}", account.key())).collect::<Vec<_>>().join(", ")
}

fn account(draft: &mut Draft<'_>, name: &str) -> AccountId {
    if let Some(count) = name.strip_prefix('A') {
        let count: u64 = count.parse().unwrap();
        let named = |id: &AccountId| id.to_string() == name;
        let mut open = (0..8).filter_map(|slot| AccountId::from_bits(count << 24 | slot));
        return open
            .clone()
            .find(|&id| draft.peek(id).is_some() && named(&id))
            .unwrap_or_else(|| open.next_back().unwrap());
    }
    let (path, currency) = name.split_once('@').unwrap_or((name, "CNY"));
    let mut path = path.split('/').map(number);
    let code = AccountCode(path.next().unwrap().try_into().unwrap());
    let owner = Owner(path.next().unwrap().try_into().unwrap());
    let subject = Subject(path.next().unwrap_or(0));
    draft.account(Key { code, asset: asset(currency), owner, subject })
}

fn short(id: HoldId) -> String {
    format!("H{}", id.0.count())
}

fn hold(draft: &Draft<'_>, name: &str) -> HoldId {
    let count: u64 = name.strip_prefix('H').unwrap().parse().unwrap();
    let mut ids = (0..8).filter_map(|slot| HoldId::from_bits(count << 24 | slot));
    ids.clone().find(|&id| draft.hold(id).is_some()).unwrap_or_else(|| ids.next_back().unwrap())
}

fn asset(code: &str) -> Asset {
    Asset::currency(Currency::parse(code).unwrap())
}

fn minor(units: &str) -> Minor {
    Minor::new(number(units)).unwrap()
}

fn number(text: &str) -> u64 {
    text.replace('_', "").parse().unwrap()
}
