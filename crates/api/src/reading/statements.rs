//! Statements, entries and transfers: what moved. From the projections.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use core::fmt;
use core::str::FromStr;
use engine::{AccountName, Sequence};
use freight::ParticipantCode;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::TransferId;
use serde::Serialize;
use settlement::Reason;
use store::{BalanceRow, LedgerSide, Period, Reader, StatementRow, TransferRow};
use utoipa::ToSchema;

use super::accounts::exchange_only;
use super::asked::actor;
use super::figure::figure;
use super::page::{Turn, told};
use super::{Asking, LIST, list_asks, own_list};
use crate::answer;
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::{Desk, Member};
use crate::door::DoorError;
use crate::error::{Place, Problem};

/// A transfer: one debit, one credit, one amount.
#[derive(Serialize, ToSchema)]
pub(crate) struct TransferShown {
    /// Its number.
    #[schema(value_type = u64)]
    transfer: TransferId,
    /// The account debited.
    debit: AccountName,
    /// The account credited.
    credit: AccountName,
    /// How much, as a decimal.
    amount: String,
    /// A currency, or the service whose slots they are.
    asset: String,
    /// Why.
    reason: Reason,
    /// On account of what: `C12`, `K3`, `N1`, `P4`, `R2`, a service, or `house`.
    about: String,
    /// The record that made it.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// One side of a transfer, as the account's statement shows it.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryShown {
    /// Of which transfer.
    #[schema(value_type = u64)]
    transfer: TransferId,
    /// Debit or credit.
    side: EntrySide,
    /// How much, as a decimal.
    amount: String,
    /// The balance of the account afterwards, on its normal side, as a decimal.
    balance: String,
    /// The account on the other side.
    other_account: AccountName,
    /// Why.
    reason: Reason,
    /// On account of what.
    about: String,
    /// The record that made it.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// A side of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EntrySide {
    /// Left.
    Debit,
    /// Right.
    Credit,
}

/// A statement: opening balance + entries = closing balance.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatementShown {
    /// The record for which this is true.
    sequence: Sequence,
    /// Of which account.
    account: AccountName,
    /// A currency, or the service whose slots are counted.
    asset: String,
    /// The last record before the period.
    after_sequence: Sequence,
    /// The last record in it.
    until_sequence: Sequence,
    /// The balance before the first entry of the period, as a decimal.
    opening: String,
    /// The balance after its last, as a decimal.
    closing: String,
    /// A piece of the entries; opening and closing balance are those of the whole period.
    items: Vec<EntryShown>,
    /// The cursor of the next piece; left out at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Nothing ever moved on an account.
#[derive(Debug, thiserror::Error)]
#[error("no account {0} was ever opened")]
struct NoAccount(String);

impl Complaint for NoAccount {
    fn code(&self) -> &'static str {
        "ACCOUNT_UNKNOWN"
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Parameter("account".to_owned()))
    }
}

/// An instant, or the beginning of a day in UTC.
struct From(Timestamp);

/// A text is neither.
#[derive(Debug)]
struct NoInstant;

impl fmt::Display for NoInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an instant in UTC, as 2026-03-02T01:00:00Z, or a day belongs here")
    }
}

impl FromStr for From {
    type Err = NoInstant;

    fn from_str(text: &str) -> Result<From, NoInstant> {
        if text.len() == "2026-03-02".len() {
            let day: Date = text.parse().map_err(|_| NoInstant)?;
            let begins = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_err(|_| NoInstant)?;
            return Ok(From(begins));
        }
        if !text.ends_with('Z') {
            return Err(NoInstant);
        }
        text.parse().map(From).map_err(|_| NoInstant)
    }
}

/// What a statement may be refused with.
const STATEMENT_CODES: &[&str] = &[
    "ACCOUNT_UNKNOWN",
    "NOT_YOURS",
    "PARAMETER_MISSING",
    "PARAMETER_MALFORMED",
    "CURSOR_MALFORMED",
    "CURSOR_OF_ANOTHER_LIST",
    "SEQUENCE_NOT_REACHED",
    "PROJECTIONS_UNREADABLE",
];

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let account = || {
        let about = "The account's name, as 2010/birch/CNY; one of the actor's, except for the exchange.";
        Ask::text("account", about).needed()
    };
    let name = schemas.take::<EntryShown>();
    let summary = "The entries of an account, from its first on.";
    let list = own_list(("books", "/v1/entries"), summary, [account()], name);
    all.push((Reading { codes: STATEMENT_CODES, ..list }, get(entries)));
    let periods = [
        account(),
        Ask::text(
            "from",
            "The beginning of the period: an instant, or a day in UTC; from the first if it is left out.",
        ),
        Ask::text("until", "Its end, which is not part of it; until now if it is left out."),
    ];
    let statement = Reading {
        path: "/v1/statements",
        tag: "books",
        summary: "The statement of an account: opening balance, entries, closing balance.",
        actor: true,
        asks: periods.into_iter().chain(list_asks()).collect(),
        answer: Answer::One(schemas.take::<StatementShown>()),
        codes: STATEMENT_CODES,
    };
    all.push((statement, get(self::statement)));
    let asks =
        [Ask::text("about", "Only what moved on account of this: C12, K3, N1, P4, R2, a service, or house.")];
    let name = schemas.take::<TransferShown>();
    let summary = "Transfers, by number. For the exchange.";
    all.push((own_list(("books", "/v1/transfers"), summary, asks, name), get(transfers)));
}

async fn entries(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["account", limit, cursor, at_least])?;
    let name = AccountName(asking.query.need("account")?);
    let turn: Turn<u64> = Turn::of(format!("entries/{name}"), &asking.query)?;
    let (tables, sequence) = asking.tables().await?;
    own(tables, &actor, &name).await?;
    let period = Period { after: Sequence::NONE, until: sequence };
    let after = turn.after.map(TransferId);
    let found = tables.statement(&name, period, after, turn.most()).await?;
    let page = found.ok_or(NoAccount(name.0))?.lines;
    Ok(told(&turn, sequence, &page, |row| row.transfer_id.0, EntryShown::of))
}

async fn statement(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["account", "from", "until", limit, cursor, at_least])?;
    let name = AccountName(asking.query.need("account")?);
    let (from, until) = (asking.query.get::<From>("from")?, asking.query.get::<From>("until")?);
    let bounds = ["from", "until"].map(|name| asking.query.text(name).unwrap_or("-"));
    let turn: Turn<u64> = Turn::of(format!("statements/{name}/{}", bounds.join("/")), &asking.query)?;
    let (tables, sequence) = asking.tables().await?;
    let account = own(tables, &actor, &name).await?;
    let after = match from {
        Some(From(at)) => tables.last_before(at).await?,
        None => Sequence::NONE,
    };
    let until = match until {
        Some(From(at)) => tables.last_before(at).await?.max(after),
        None => sequence,
    };
    let period = Period { after, until };
    let found = tables.statement(&name, period, turn.after.map(TransferId), turn.most()).await?;
    let found = found.ok_or(NoAccount(name.0))?;
    let page =
        turn.page(sequence, found.lines.rows, found.lines.more, |row: &StatementRow| row.transfer_id.0);
    let shown = StatementShown {
        sequence,
        asset: account.asset.clone(),
        account: account.account,
        after_sequence: found.period.after,
        until_sequence: found.period.until,
        opening: figure(found.opening, account.exponent),
        closing: figure(found.closing, account.exponent),
        items: page.items.iter().map(EntryShown::of).collect(),
        next: page.next,
    };
    Ok(answer::read(sequence, &shown))
}

async fn transfers(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    exchange_only(&actor, "what others moved")?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["about", limit, cursor, at_least])?;
    let about = asking.query.text("about");
    let turn: Turn<u64> = Turn::of(format!("transfers/{}", about.unwrap_or_default()), &asking.query)?;
    let after = turn.after.map(TransferId);
    let (tables, sequence) = asking.tables().await?;
    let page = match about {
        Some(about) => tables.transfers_about(about, after, turn.most()).await?,
        None => tables.transfers(after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.transfer_id.0, TransferShown::of))
}

/// An account, for whoever may see it; to anybody else it is as if it were not there.
async fn own(tables: &Reader, actor: &Member, name: &AccountName) -> Result<BalanceRow, Problem> {
    let found = tables.balance(name).await?;
    let owner = |row: &BalanceRow| row.owner.as_deref().and_then(|owner| ParticipantCode::parse(owner).ok());
    match found {
        Some(row) if actor.is_exchange || owner(&row) == Some(actor.code) => Ok(row),
        None if actor.is_exchange => Err(NoAccount(name.0.clone()).into()),
        Some(_) | None => {
            Err(DoorError::NotYours { what: format!("account {name}"), member: actor.code }.into())
        }
    }
}

impl EntryShown {
    fn of(row: &StatementRow) -> EntryShown {
        EntryShown {
            transfer: row.transfer_id,
            side: match row.side {
                LedgerSide::Debit => EntrySide::Debit,
                LedgerSide::Credit => EntrySide::Credit,
            },
            amount: figure(row.amount, row.exponent),
            balance: figure(row.balance, row.exponent),
            other_account: row.other_account.clone(),
            reason: row.reason,
            about: row.about.clone(),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}

impl TransferShown {
    fn of(row: &TransferRow) -> TransferShown {
        TransferShown {
            transfer: row.transfer_id,
            debit: row.debit.clone(),
            credit: row.credit.clone(),
            amount: figure(row.amount, row.exponent),
            asset: row.asset.clone(),
            reason: row.reason,
            about: row.about.clone(),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}
