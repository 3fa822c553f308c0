//! Accounts: what stands on them. The actor's free money from memory, all else from the projections.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::{AccountName, Driver, Sequence, posting};
use freight::{ClientOrderId, ParticipantCode};
use ledger::{Account, AccountCode, HoldId};
use matching::OrderId;
use money::{Asset, Currency, Money};
use serde::Serialize;
use settlement::Purse;
use store::{BalanceRow, HoldRow, TrialRow};
use utoipa::ToSchema;

use super::asked::actor;
use super::figure::figure;
use super::page::{Turn, told};
use super::{Asking, LIST, at_least, own_list};
use crate::answer;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::{Desk, Member};
use crate::door::DoorError;
use crate::error::Problem;

/// The money of a member, as it is now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Balances {
    /// The record for which this is true.
    sequence: Sequence,
    /// Whose.
    member: ParticipantCode,
    /// One a currency in which there is, or was, anything.
    balances: Vec<Balance>,
}

/// The money of a member in one currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct Balance {
    /// Which.
    currency: Currency,
    /// What it has.
    posted: Money,
    /// What orders hold of it.
    held: Money,
    /// What it can use: posted less held.
    available: Money,
    /// What it has earned and has not been paid yet.
    earned: Money,
}

/// An account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountShown {
    /// Its name: code, what it is about, whose it is, and the asset.
    account: AccountName,
    /// The code in the chart.
    code: u16,
    /// What it is about, as `C12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    /// Whose it is: a member's code, `fund`, `house` or `escrow`.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    /// A currency, or the service whose slots are counted.
    asset: String,
    /// The balance on its normal side, as a decimal.
    posted: String,
    /// What holds keep of it, as a decimal.
    held: String,
    /// Posted less held, as a decimal.
    available: String,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// What is set aside for an order.
#[derive(Serialize, ToSchema)]
pub(crate) struct HoldShown {
    /// Its id.
    hold: HoldId,
    /// On which account.
    account: AccountName,
    /// How much, as a decimal.
    amount: String,
    /// A currency, or the service whose slots they are.
    asset: String,
    /// For which order.
    order: OrderId,
    /// The member's own name for the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_order_id: Option<ClientOrderId>,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// Debits and credits, code by code.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialBalance {
    /// The record for which this is true.
    sequence: Sequence,
    /// One a code and asset.
    rows: Vec<TrialBalanceRow>,
    /// One an asset; debits and credits of each are equal.
    totals: Vec<TrialBalanceTotal>,
}

/// What stands on the accounts of one code in one asset.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialBalanceRow {
    /// A currency, or the service whose slots are counted.
    asset: String,
    /// The code in the chart.
    code: u16,
    /// What accountants call it.
    name: &'static str,
    /// The sum of the debit balances, as a decimal.
    debit: String,
    /// The sum of the credit balances, as a decimal.
    credit: String,
}

/// Both sides of one asset.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialBalanceTotal {
    /// A currency, or the service whose slots are counted.
    asset: String,
    /// All debits, as a decimal.
    debit: String,
    /// All credits, as a decimal.
    credit: String,
    /// Whether they are equal; if not, our own books are wrong.
    equal: bool,
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let member = "Whose; the actor's if it is left out, and only the exchange sees others'.";
    let balances = Reading {
        path: "/v1/balances",
        tag: "books",
        summary: "The money of a member, as it is now.",
        actor: true,
        asks: vec![Ask::text("member", member), at_least()],
        answer: Answer::One(schemas.take::<Balances>()),
        codes: &["NOT_YOURS", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"],
    };
    all.push((balances, get(self::balances)));
    let asks = [
        Ask::text("owner", "Whose; the actor's if it is left out. Only the exchange sees others', and all."),
        Ask::whole("code", "Only accounts of this code in the chart; for the exchange."),
    ];
    let name = schemas.take::<AccountShown>();
    let summary = "Accounts with something in them, by name.";
    all.push((own_list(("books", "/v1/accounts"), summary, asks, name), get(accounts)));
    let name = schemas.take::<HoldShown>();
    let summary = "What is set aside for open orders.";
    let asks = [Ask::text("member", member)];
    all.push((own_list(("books", "/v1/holds"), summary, asks, name), get(holds)));
    let trial = Reading {
        path: "/v1/trial-balance",
        tag: "books",
        summary: "Debits and credits of every asset, code by code. For the exchange.",
        actor: true,
        asks: vec![at_least()],
        answer: Answer::One(schemas.take::<TrialBalance>()),
        codes: &["NOT_YOURS", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED", "PROJECTIONS_UNREADABLE"],
    };
    all.push((trial, get(trial_balance)));
}

/// Refuses what only the exchange sees.
pub(crate) fn exchange_only(actor: &Member, what: &str) -> Result<(), DoorError> {
    match actor.is_exchange {
        true => Ok(()),
        false => Err(DoorError::NotYours { what: what.to_owned(), member: actor.code }),
    }
}

/// The member of whom is asked; nothing if the exchange asks of all.
pub(crate) fn of_whom(
    asking: &Asking<'_>,
    actor: &Member,
    name: &'static str,
) -> Result<Option<ParticipantCode>, Problem> {
    let member: Option<ParticipantCode> = asking.query.get(name)?;
    match member {
        Some(member) if actor.sees(member) => Ok(Some(member)),
        Some(member) => {
            Err(DoorError::NotYours { what: format!("what {member} has"), member: actor.code }.into())
        }
        None if actor.is_exchange => Ok(None),
        None => Ok(Some(actor.code)),
    }
}

async fn balances(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let asking = Asking::of(&desk, &parts, &["member", "at_least"])?;
    let code = of_whom(&asking, &actor, "member")?.unwrap_or(actor.code);
    let member = match code == actor.code {
        true => actor,
        false => desk.member(code).await?.ok_or(super::register::NothingListed::Member(code))?,
    };
    let (balances, sequence) = asking.look(|driver| Balance::all(driver, &member)).await?;
    Ok(answer::read(sequence, &Balances { sequence, member: code, balances }))
}

async fn accounts(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["owner", "code", limit, cursor, at_least])?;
    asking.query.at_most_one(&["owner", "code"])?;
    let code =
        asking.query.number("code", 0..=u64::from(u16::MAX))?.and_then(|code| u16::try_from(code).ok());
    if code.is_some() {
        exchange_only(&actor, "an account of others")?;
    }
    let owner = of_whom(&asking, &actor, "owner")?;
    let list = format!("accounts/{}/{code:?}", owner.map_or("all".to_owned(), |owner| owner.to_string()));
    let turn: Turn<String> = Turn::of(list, &asking.query)?;
    let after = turn.after.clone().map(AccountName);
    let (tables, sequence) = asking.tables().await?;
    let page = match (owner, code) {
        (Some(owner), _) => tables.balances_of(owner, after.as_ref(), turn.most()).await?,
        (None, Some(code)) => tables.balances_in(AccountCode(code), after.as_ref(), turn.most()).await?,
        (None, None) => tables.balances(after.as_ref(), turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.account.0.clone(), AccountShown::of))
}

async fn holds(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["member", limit, cursor, at_least])?;
    let member = of_whom(&asking, &actor, "member")?;
    let list = format!("holds/{}", member.map_or("all".to_owned(), |member| member.to_string()));
    let turn: Turn<u64> = Turn::of(list, &asking.query)?;
    let after = turn.after.and_then(HoldId::from_bits);
    let (tables, sequence) = asking.tables().await?;
    let page = match member {
        Some(member) => tables.holds_of(member, after, turn.most()).await?,
        None => tables.holds(after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.hold_id.bits(), HoldShown::of))
}

async fn trial_balance(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    exchange_only(&actor, "the trial balance")?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let (tables, sequence) = asking.tables().await?;
    let rows = tables.trial_balance().await?;
    Ok(answer::read(sequence, &TrialBalance::of(sequence, &rows)))
}

/// A code of the chart that an account name begins with is known to the engine alone.
fn name_of(code: u16) -> &'static str {
    posting::chart().row(AccountCode(code)).map_or("", |row| row.name)
}

impl Balance {
    fn all(driver: &Driver, member: &Member) -> Vec<Balance> {
        let ledger = driver.engine().ledger();
        let account =
            |purse, asset| ledger.find(posting::key(purse, asset)).and_then(|id| ledger.account(id));
        let of = |currency: Currency| {
            let asset = Asset::from(currency);
            let free = account(Purse::Free(member.id), asset);
            let earned = account(Purse::Earned(member.id), asset);
            if free.is_none() && earned.is_none() {
                return None;
            }
            let money = |minor| Money { minor, asset };
            let held = free.map_or(0, |free| free.held().signed());
            let posted = free.map_or(0, Account::posted);
            Some(Balance {
                currency,
                posted: money(posted),
                held: money(held),
                available: money(posted - held),
                earned: money(earned.map_or(0, Account::posted)),
            })
        };
        Currency::all().filter_map(of).collect()
    }
}

impl AccountShown {
    fn of(row: &BalanceRow) -> AccountShown {
        let exponent = row.exponent;
        AccountShown {
            code: row.code,
            posted: figure(row.posted, exponent),
            held: figure(row.held, exponent),
            available: figure(row.available(), exponent),
            account: row.account.clone(),
            about: row.about.clone(),
            owner: row.owner.clone(),
            asset: row.asset.clone(),
            changed_sequence: row.sequence,
        }
    }
}

impl HoldShown {
    fn of(row: &HoldRow) -> HoldShown {
        HoldShown {
            hold: row.hold_id,
            account: row.account.clone(),
            amount: figure(row.amount, row.exponent),
            asset: row.asset.clone(),
            order: row.order_id,
            client_order_id: row.client_order_id,
            changed_sequence: row.sequence,
        }
    }
}

impl TrialBalance {
    fn of(sequence: Sequence, found: &[TrialRow]) -> TrialBalance {
        let rows = found.iter().map(|row| TrialBalanceRow {
            asset: row.asset.clone(),
            code: row.code,
            name: name_of(row.code),
            debit: figure(row.debit(), row.exponent),
            credit: figure(row.credit(), row.exponent),
        });
        // The rows stand asset by asset.
        let assets = found.chunk_by(|row, next| row.asset == next.asset).map(|rows| {
            let (debit, credit): (i128, i128) =
                (rows.iter().map(TrialRow::debit).sum(), rows.iter().map(TrialRow::credit).sum());
            let (asset, exponent) = (rows[0].asset.clone(), rows[0].exponent);
            let equal = debit == credit;
            TrialBalanceTotal {
                asset,
                debit: figure(debit, exponent),
                credit: figure(credit, exponent),
                equal,
            }
        });
        TrialBalance { sequence, rows: rows.collect(), totals: assets.collect() }
    }
}
