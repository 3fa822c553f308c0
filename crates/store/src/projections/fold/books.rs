//! How transfers and holds change accounts.

use engine::{AccountName, Holding};
use freight::ClientOrderId;
use ledger::{AccountCode, HoldId, Side, TransferId};
use matching::OrderId;

use super::Fold;
use crate::projections::live::Told;
use crate::projections::rows::{BalanceRow, EntryRow, HoldRow, LedgerSide};

/// What becomes of a hold in a batch.
#[derive(Debug)]
pub(super) struct HoldPage {
    /// Its row; nothing once it has ended.
    row: Option<HoldRow>,
    /// Whether the tables have never had it.
    fresh: bool,
}

/// An amount as it stands in a row.
pub(super) struct Figure {
    pub(super) minor: i64,
    pub(super) asset: String,
    pub(super) exponent: u8,
}

impl From<Holding> for Figure {
    fn from(holding: Holding) -> Figure {
        match holding {
            Holding::Money(money) => Figure {
                minor: money.minor,
                asset: money.asset.to_string(),
                exponent: money.asset.exponent(),
            },
            Holding::Slots { service, quantity } => {
                Figure { minor: quantity, asset: service.to_string(), exponent: 0 }
            }
        }
    }
}

/// One side of a transfer.
pub(super) struct Posted<'a> {
    pub(super) account: &'a AccountName,
    pub(super) transfer: TransferId,
    pub(super) side: LedgerSide,
    pub(super) figure: &'a Figure,
}

/// For which order something is held.
pub(super) struct Purpose {
    pub(super) order: OrderId,
    pub(super) client: Option<ClientOrderId>,
}

impl Purpose {
    /// The row of a hold that holds `amount` for it.
    pub(super) fn row(self, told: Told, hold: HoldId, account: &AccountName, amount: Holding) -> HoldRow {
        let Figure { minor, asset, exponent } = Figure::from(amount);
        HoldRow {
            hold_id: hold,
            account: account.clone(),
            amount: minor,
            asset,
            exponent,
            order_id: self.order,
            client_order_id: self.client,
            sequence: told.sequence,
            at: told.at,
        }
    }
}

impl Fold {
    /// Writes one side of a transfer.
    pub(super) fn posted(&mut self, told: Told, posted: &Posted<'_>) {
        let &Posted { account, transfer, side, figure } = posted;
        let row = self.account(told, account, figure);
        match row.normal == side {
            true => row.posted += figure.minor,
            false => row.posted -= figure.minor,
        }
        let balance = row.posted;
        self.batch.push(&EntryRow {
            account: account.clone(),
            transfer_id: transfer,
            side,
            amount: figure.minor,
            balance,
            sequence: told.sequence,
        });
    }

    /// Notes what a hold keeps of its account now, `more` than before.
    pub(super) fn held(&mut self, told: Told, row: HoldRow, more: i64, fresh: bool) {
        let figure = Figure { minor: row.amount, asset: row.asset.clone(), exponent: row.exponent };
        self.account(told, &row.account, &figure).held += more;
        let (hold, open) = (row.hold_id, row.amount > 0);
        let page = self.holds.entry(hold).or_insert(HoldPage { row: None, fresh });
        page.row = Some(row).filter(|_| open);
    }

    /// Writes the holds that changed; one that was placed and has ended leaves nothing.
    pub(super) fn flush_holds(&mut self) {
        for (hold, page) in core::mem::take(&mut self.holds) {
            match page {
                HoldPage { row: Some(row), fresh: _ } => self.batch.push(&row),
                HoldPage { row: None, fresh: false } => self.end(hold),
                HoldPage { row: None, fresh: true } => {}
            }
        }
    }

    fn end(&mut self, hold: HoldId) {
        self.batch.end(hold);
    }

    /// The account with this name, to be changed; one that has nothing begins at zero.
    fn account(&mut self, told: Told, name: &AccountName, figure: &Figure) -> &mut BalanceRow {
        if self.balances.get(name).is_none() {
            let row = self.empty(told, name, figure);
            self.balances.put(name.clone(), row);
        }
        self.balances.change(told, name).expect("it was put there")
    }

    /// An account with nothing in it, by the parts of its name: the code, what it is about, whose it is, and
    /// the asset, which may have slashes of its own.
    fn empty(&self, told: Told, name: &AccountName, figure: &Figure) -> BalanceRow {
        let whole = name.0.as_str();
        let inner = whole.strip_suffix(figure.asset.as_str()).expect("an account's name ends with its asset");
        let mut parts = inner.split('/').filter(|part| !part.is_empty());
        let code = parts.next().and_then(|code| code.parse().ok()).map(AccountCode);
        let code = code.expect("an account's name begins with its code");
        let row = self.chart.row(code).expect("the chart knows every account");
        let (first, second) = (parts.next(), parts.next());
        let (about, owner) = match (first, second) {
            (Some(about), Some(owner)) => (Some(about), Some(owner)),
            (Some(part), None) if is_about(part) => (Some(part), None),
            (owner, _) => (None, owner),
        };
        BalanceRow {
            account: name.clone(),
            code: code.0,
            about: about.map(str::to_owned),
            owner: owner.map(str::to_owned),
            asset: figure.asset.clone(),
            exponent: figure.exponent,
            normal: match row.normal {
                Side::Debit => LedgerSide::Debit,
                Side::Credit => LedgerSide::Credit,
            },
            posted: 0,
            held: 0,
            sequence: told.sequence,
            at: told.at,
        }
    }
}

/// Whether a part of a name says what an account is about: its letter is a capital, a member's are small.
fn is_about(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_uppercase())
}
