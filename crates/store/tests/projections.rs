//! The laws of the projections, over generated trading days: what stands in the tables.

mod days;

use std::collections::BTreeMap;

use days::{Home, Played, a_day, played, wait};
use engine::Engine;
use engine::days::day;
use freight::MilestoneKind;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use proptest::sample::Index;
use report::History;
use settlement::{BankWord, CarriageId, Purse};
use store::{
    BalanceRow, CarriageState, HoldRow, LedgerSide, ObligationState, OrderState, Page, PaymentState, Reader,
};

/// Reads all pages of a list, a few rows at a time.
macro_rules! all {
    ($reader:expr, $list:ident($($of:expr),*), $key:expr, $none:expr) => {{
        let (mut rows, mut after) = (Vec::new(), $none);
        loop {
            let page: Page<_> = $reader.$list($($of,)* after, 7).await.expect("an answer");
            rows.extend(page.rows);
            match rows.last().filter(|_| page.more) {
                Some(last) => after = $key(last),
                None => break rows,
            }
        }
    }};
}

/// What is posted and held, by account, where it is not nothing.
fn balances(engine: &Engine) -> BTreeMap<String, (i64, i64)> {
    let accounts = engine.ledger().accounts().filter(|(_, account)| !account.is_empty());
    accounts
        .map(|(_, account)| {
            let name = engine.account_name(account.key()).0;
            (name, (account.posted(), account.held().signed()))
        })
        .collect()
}

async fn check_books(engine: &Engine, reader: &Reader) {
    let mut rows: Vec<BalanceRow> = Vec::new();
    loop {
        let page = reader.balances(rows.last().map(|row| &row.account), 7).await.expect("an answer");
        rows.extend(page.rows);
        if !page.more {
            break;
        }
    }
    let told = rows.iter().map(|row| (row.account.0.clone(), (row.posted, row.held))).collect();
    assert_eq!(balances(engine), told, "the balances are not the ledger's");

    let trial = reader.trial_balance().await.expect("an answer");
    let mut sums: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    for row in &trial {
        let (debit, credit) = sums.entry(&row.asset).or_default();
        (*debit, *credit) = (*debit + row.debit(), *credit + row.credit());
    }
    for (asset, (debit, credit)) in sums {
        assert_eq!(debit, credit, "debits and credits of {asset} differ");
    }
    let ledger = engine.ledger().trial_balance();
    let ledger = ledger.into_iter().filter(|row| row.debit != 0 || row.credit != 0);
    let ledger: Vec<_> = ledger.map(|row| (row.code.0, row.debit, row.credit)).collect();
    let mut told: Vec<_> = trial.iter().map(|row| (row.code, row.debit(), row.credit())).collect();
    let mut ledger = ledger;
    ledger.sort_unstable();
    told.sort_unstable();
    assert_eq!(ledger, told, "the trial balance is not the ledger's");

    let holds: Vec<HoldRow> = all!(reader, holds(), |row: &HoldRow| Some(row.hold_id), None);
    let told: BTreeMap<_, _> = holds.iter().map(|row| (row.hold_id, row.amount)).collect();
    let ledger: BTreeMap<_, _> =
        engine.ledger().holds().map(|(id, hold)| (id, hold.remaining().signed())).collect();
    assert_eq!(ledger, told, "the holds are not the ledger's");
}

/// The balance behind each entry follows from the one before, and ends at what is posted.
async fn check_statements(reader: &Reader, tellings: u64) {
    let transfers = all!(reader, transfers(), |row: &store::TransferRow| Some(row.transfer_id), None);
    let mut accounts: Vec<_> = transfers.iter().flat_map(|row| [&row.debit, &row.credit]).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let period =
        store::Period { after: engine::Sequence::new(tellings / 3), until: engine::Sequence::new(tellings) };
    for account in accounts {
        let whole =
            reader.statement(account, period, None, 100_000).await.expect("an answer").expect("it moved");
        let mut balance = whole.opening;
        for line in &whole.lines.rows {
            balance += if line.side == whole.account.normal { line.amount } else { -line.amount };
            assert_eq!(line.balance, balance, "entry {} of {account}", line.transfer_id);
            assert!(line.sequence > period.after, "an entry from before the period");
            let transfer = &transfers[usize::try_from(line.transfer_id.0 - 1).expect("an index")];
            let (own, other) = match line.side {
                LedgerSide::Debit => (&transfer.debit, &transfer.credit),
                LedgerSide::Credit => (&transfer.credit, &transfer.debit),
            };
            assert_eq!((own, other), (account, &line.other_account));
        }
        assert_eq!((balance, whole.closing), (whole.closing, whole.account.posted), "closing of {account}");
    }
}

async fn check_orders(engine: &Engine, reader: &Reader) {
    let mut open = 0;
    for (member, _) in engine::days::MEMBERS {
        let member = member.parse().expect("a member");
        let rows =
            all!(reader, orders(member), |row: &store::OrderRow| row.placed_sequence, engine::Sequence::NONE);
        for row in &rows {
            let in_book = engine.books().order(row.order_id);
            let listed = engine.register().instrument_by_code(row.instrument).expect("a book");
            let lots = in_book.map_or(0, |order| order.lots.get() * listed.lot.get());
            assert_eq!(row.open, lots, "{} is open otherwise", row.order_id);
            let over = matches!(row.state, OrderState::Filled | OrderState::Cancelled | OrderState::Expired);
            assert_eq!(over, in_book.is_none(), "{} is {:?}", row.order_id, row.state);
            let traded =
                all!(reader, trades_of_order(row.order_id), |row: &store::TradeRow| Some(row.trade_id), None);
            assert_eq!(row.filled, traded.iter().map(|trade| trade.quantity).sum::<u32>());
        }
        let waiting = all!(
            reader,
            orders_open(member),
            |row: &store::OrderRow| row.placed_sequence,
            engine::Sequence::NONE
        );
        assert_eq!(waiting, rows.into_iter().filter(|row| row.open > 0).collect::<Vec<_>>());
        open += waiting.len();
    }
    assert_eq!(open, engine.books().open_count(), "an order in a book stands in no table");
}

async fn check_carriages(history: &History, reader: &Reader) {
    let trades = all!(reader, trades(), |row: &store::TradeRow| Some(row.trade_id), None);
    let told: Vec<_> =
        trades.iter().map(|row| (row.trade_id, row.price, row.quantity, row.shipper)).collect();
    let known: Vec<_> =
        history.trades().iter().map(|row| (row.trade, row.price, row.quantity, row.shipper)).collect();
    assert_eq!(known, told);

    let rows =
        all!(reader, carriages(), |row: &store::CarriageRow| Some(row.carriage_id), None::<CarriageId>);
    assert_eq!(rows.len(), history.carriages().count());
    for (known, row) in history.carriages().zip(&rows) {
        let id = row.carriage_id;
        assert_eq!((known.carriage, known.left()), (id, row.units_left));
        assert_eq!(known.called.map(|money| money.minor), row.escrow_called, "{id}");
        assert_eq!((known.returned.minor, known.released.minor), (row.escrow_returned, row.released), "{id}");
        assert_eq!(
            (known.cancelled, known.closing),
            (row.cancelled_by, row.closes_at.map(|at| at.0)),
            "{id}"
        );
        assert_eq!(
            (known.closed.is_some(), known.closed),
            (row.state == CarriageState::Closed, row.closed_at.map(|at| at.0))
        );
        let dropped = reader.dropouts(id).await.expect("an answer");
        let dropped: Vec<_> = dropped.iter().map(|row| (row.fault, row.why, row.units)).collect();
        assert_eq!(known.dropped.iter().map(|row| (row.by, row.why, row.units)).collect::<Vec<_>>(), dropped);
        let standing = reader.standing_milestones(id).await.expect("an answer");
        let mut told: Vec<_> = standing.iter().map(|row| (row.source, row.event, row.kind)).collect();
        let mut stand: Vec<_> = known.standing().map(|row| (row.source, row.event, row.kind)).collect();
        told.sort_unstable();
        stand.sort_unstable();
        assert_eq!(stand, told, "{id}");
        let progress = reader.progress(id).await.expect("an answer").expect("a carriage is somewhere");
        let passed = |kind| i64::from(known.passed(kind));
        let named: i64 = known.named.values().map(|count| i64::from(*count)).sum();
        assert_eq!(
            [
                named,
                passed(MilestoneKind::GatedIn),
                passed(MilestoneKind::Loaded),
                passed(MilestoneKind::Discharged),
                passed(MilestoneKind::GatedOut),
            ],
            [progress.named, progress.gated_in, progress.loaded, progress.discharged, progress.gated_out],
            "{id}"
        );
    }
}

async fn check_treasury(engine: &Engine, reader: &Reader) {
    let posted = |purse, asset| {
        let account = engine.ledger().find(engine::posting::key(purse, asset));
        account.and_then(|id| engine.ledger().account(id)).map_or(0, ledger::Account::posted)
    };
    let (settlement, register) = (engine.settlement(), engine.register());
    let rows = all!(reader, obligations(), |row: &store::ObligationRow| Some(row.claim_id), None);
    for row in rows.iter().filter(|row| row.state == ObligationState::Settled) {
        assert!(
            settlement.claims().claim(row.claim_id).is_none() && row.owed == 0,
            "{} is not settled",
            row.claim_id
        );
    }
    let open = all!(reader, obligations_open(), |row: &store::ObligationRow| Some(row.claim_id), None);
    let open: Vec<_> =
        open.into_iter().map(|row| (row.claim_id, row.debtor, row.creditor, row.owed)).collect();
    let known = settlement.claims().all().map(|(id, claim)| {
        let owed = posted(Purse::Owed(id, claim.debtor), claim.asset);
        (id, register.member(claim.debtor).code, engine.owner_name(claim.owner), owed)
    });
    assert_eq!(known.collect::<Vec<_>>(), open, "what is owed is not settlement's");

    let payments = all!(reader, payments(), |row: &store::PaymentRow| Some(row.payment_id), None);
    let told: Vec<_> =
        payments.iter().map(|row| (row.payment_id, row.member, row.amount, row.state)).collect();
    let known = settlement.treasury().payments().all().map(|(id, payment)| {
        let state = match payment.word() {
            None => PaymentState::Sent,
            Some(BankWord::Booked) => PaymentState::Booked,
            Some(BankWord::Returned) => PaymentState::Returned,
            Some(BankWord::Refused) => PaymentState::Refused,
        };
        (id, register.member(payment.member()).code, payment.sum().amount.signed(), state)
    });
    assert_eq!(known.collect::<Vec<_>>(), told, "the payments are not settlement's");

    let receipts = all!(
        reader,
        receipts_unallocated(),
        |row: &store::ReceiptRow| row.received_sequence,
        engine::Sequence::NONE
    );
    let told: Vec<_> = receipts.iter().filter_map(|row| Some((row.receipt_id?, row.unallocated))).collect();
    let known = settlement
        .treasury()
        .receipts()
        .open()
        .map(|(id, receipt)| (id, posted(Purse::Unallocated(id), receipt.currency.into())));
    assert_eq!(
        known.filter(|(_, left)| *left > 0).collect::<Vec<_>>(),
        told,
        "the receipts are not settlement's"
    );
}

/// What stands in the tables is what the engine knows and what a history remembers.
async fn check(played: &Played, reader: &Reader) {
    check_books(&played.engine, reader).await;
    check_statements(reader, played.tellings.len() as u64).await;
    check_orders(&played.engine, reader).await;
    check_carriages(&played.history, reader).await;
    check_treasury(&played.engine, reader).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_tables_say_what_the_engine_knows(moves in day(200)) {
        let played = played(&moves);
        let home = Home::sqlite();
        wait(async {
            home.open().await.write(&played.tellings).await.expect("it is done");
            check(&played, &home.reader().await).await;
        });
    }

    #[test]
    fn the_rows_are_the_same_in_whatever_batches_they_come(
        moves in day(120),
        sizes in proptest::collection::vec(1usize..40, 1..20),
    ) {
        let Played { tellings, .. } = played(&moves);
        let (one, some) = (Home::sqlite(), Home::sqlite());
        let (first, second) = wait(async {
            let mut projections = one.open().await;
            for telling in &tellings {
                projections.write([telling]).await.expect("it is done");
            }
            let mut projections = some.open().await;
            let (mut rest, mut sizes) = (tellings.as_slice(), sizes.iter().cycle());
            while !rest.is_empty() {
                let (now, later) = rest.split_at((*sizes.next().expect("it is done")).min(rest.len()));
                projections.write(now).await.expect("it is done");
                rest = later;
            }
            (one.digests().await, some.digests().await)
        });
        prop_assert_eq!(first, second);
    }

    #[test]
    fn a_restart_changes_nothing(moves in day(120), stop in any::<Index>(), again in any::<Index>()) {
        let Played { tellings, .. } = played(&moves);
        let (whole, parts) = (Home::sqlite(), Home::sqlite());
        let (first, second) = wait(async {
            whole.open().await.write(&tellings).await.expect("it is done");
            let stop = stop.index(tellings.len());
            parts.open().await.write(&tellings[..stop]).await.expect("it is done");
            // What was written is told again, as after a lost answer.
            let mut projections = parts.open().await;
            projections.write(&tellings[again.index(stop + 1)..stop]).await.expect("it is done");
            for telling in &tellings[stop..] {
                projections.reconnect().await.expect("it is done");
                projections.write([telling]).await.expect("it is done");
            }
            (whole.digests().await, parts.digests().await)
        });
        prop_assert_eq!(first, second);
    }
}

#[test]
fn a_long_day_is_the_same_on_both_databases_and_after_restarts() {
    let played = a_day(3_000);
    let homes = Home::everywhere("a_long_day_is_the_same_on_both_databases");
    let digests = homes.iter().map(|home| {
        wait(async {
            let mut projections = home.open().await;
            for some in played.tellings.chunks(97) {
                projections.write(some).await.expect("it is done");
                projections.reconnect().await.expect("it is done");
            }
            check(&played, &home.reader().await).await;
            home.digests().await
        })
    });
    let digests: Vec<_> = digests.collect();
    for digest in &digests[0] {
        assert!(digest.rows > 0, "nothing is in table {}", digest.table);
    }
    digests.iter().for_each(|other| assert_eq!(&digests[0], other));
}
