//! The figures of the proof for one currency.

use engine::{Engine, posting};
use ledger::Class;
use money::Currency;
use serde::Serialize;

use super::sum_of;
use crate::History;
use crate::figure::Figure;
use crate::history::BankMove;

/// The proof for one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Which currency.
    pub currency: Currency,
    /// What the house has: 1010, 1110 and 1190, those that are not zero.
    pub has: Vec<CodeTotal>,
    /// All of it.
    pub has_total: Figure,
    /// What the house owes: the codes of class 2 that are not zero.
    pub owes: Vec<CodeTotal>,
    /// What belongs to the house: income less expense less what its owners drew.
    pub income: Figure,
    /// What is owed and what belongs to the house together.
    pub owes_total: Figure,
    /// Whether what the house has equals what it owes.
    pub equal: bool,
    /// What the bank has booked, by why.
    pub bank_lines: Vec<BankTotal>,
    /// All of it.
    pub bank_total: Figure,
    /// Whether that is the balance of 1010.
    pub bank_equal: bool,
    /// 1010 and 1190: what could be paid at once.
    pub cover: Figure,
    /// What must be covered: all of class 2 but 2055, less what the house has lost.
    pub to_cover: Figure,
    /// Whether it is covered: nobody is paid from what has not been collected.
    pub covered: bool,
}

/// The balance of all accounts of one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeTotal {
    /// The code in the chart.
    pub code: u16,
    /// What accountants call it.
    pub name: &'static str,
    /// The sum of their balances, on the normal side.
    pub balance: Figure,
}

/// The bank's lines of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BankTotal {
    /// Why the money moved.
    pub why: BankMove,
    /// How many lines.
    pub lines: u64,
    /// Their sum; what came in is positive.
    pub sum: Figure,
}

impl Proof {
    pub(super) fn of(engine: &Engine, history: &History, currency: Currency) -> Proof {
        let figure = |minor: i128| Figure::new(minor, currency);
        let of = |code| sum_of(engine, currency.into(), code);
        let chart = || engine.ledger().chart().rows().iter();
        let class = |class: Class| chart().filter(move |row| row.code.class() == Some(class));
        let totals = |class_of: Class| -> Vec<CodeTotal> {
            let totals = class(class_of).map(|row| CodeTotal {
                code: row.code.0,
                name: row.name,
                balance: figure(of(row.code)),
            });
            totals.filter(|total| !total.balance.is_zero()).collect()
        };
        let sum = |class_of: Class| -> i128 { class(class_of).map(|row| of(row.code)).sum() };

        let has_total = sum(Class::Assets);
        let (liabilities, income) =
            (sum(Class::Liabilities), sum(Class::Income) - sum(Class::Expense) - sum(Class::Equity));
        let lines = bank_lines(history, currency);
        let bank_total: i128 = lines.iter().map(|total| total.sum.minor()).sum();
        let cover = of(posting::BANK) + of(posting::FX_CLEARING);
        let to_cover = liabilities - of(posting::ACCRUED) - (-income).max(0);
        Proof {
            currency,
            has: totals(Class::Assets),
            has_total: figure(has_total),
            owes: totals(Class::Liabilities),
            income: figure(income),
            owes_total: figure(liabilities + income),
            equal: has_total == liabilities + income,
            bank_lines: lines,
            bank_total: figure(bank_total),
            bank_equal: bank_total == of(posting::BANK),
            cover: figure(cover),
            to_cover: figure(to_cover),
            covered: cover >= to_cover,
        }
    }

    /// Whether everything in it is as it must be.
    pub fn holds(&self) -> bool {
        self.equal && self.bank_equal && self.covered
    }

    pub(super) fn is_empty(&self) -> bool {
        self.has.is_empty() && self.owes.is_empty() && self.bank_lines.is_empty() && self.income.is_zero()
    }
}

fn bank_lines(history: &History, currency: Currency) -> Vec<BankTotal> {
    let total = |why: BankMove| {
        let lines =
            history.bank().iter().filter(|line| line.why == why && line.amount.asset == currency.into());
        let (count, sum) =
            lines.fold((0, 0), |(count, sum), line| (count + 1, sum + i128::from(line.amount.minor)));
        BankTotal { why, lines: count, sum: Figure::new(sum, currency) }
    };
    BankMove::ALL.into_iter().map(total).filter(|total| total.lines > 0).collect()
}
