//! The tables for finance: made again, left alone while somebody writes them, and late without harm.

mod shell;

use std::time::Duration;

use shell::Shell;
use shell::served::{Served, stream};
use shell::sql::Sql;
use shell::waiting::until;
use store::stage::grounds;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(30);

#[test]
fn tables_that_lost_rows_are_rebuilt_to_the_row() {
    for ground in grounds("rebuild") {
        let Some(tables) = Sql::projections(&ground) else { continue };
        assert!(Shell::run(&["demo", "--database", &ground.url], "").starts_with("exit 0\n"));
        let verify = || Shell::run(&["verify", "--database", &ground.url], "");
        let (whole, before) = (verify(), tables.dump());
        assert!(before["transfers"].len() > 100 && before["watermark"].len() == 1, "{:?}", before.keys());
        for table in before.keys().filter(|table| *table != "watermark") {
            tables.run(&format!("DELETE FROM {table}"));
        }
        assert!(verify().starts_with("exit 1\n"));
        let rebuilt = Shell::run(&["projections", "rebuild", "--database", &ground.url], "");
        assert!(rebuilt.starts_with("exit 0\n"), "{rebuilt}");
        assert!(rebuilt.contains("are rebuilt, up to record 360"), "{rebuilt}");
        for (table, rows) in &tables.dump() {
            assert_eq!(Some(rows), before.get(table), "{table}");
        }
        assert_eq!(verify(), whole);
    }
}

#[test]
fn nothing_is_rebuilt_while_a_service_writes() {
    for ground in grounds("rebuild_refused") {
        let (market, _) = stream(1);
        let served = Served::start(&ground.url);
        let mut client = served.client();
        for (number, asked) in market.iter().enumerate() {
            let answer = client.command(&asked.actor, &format!("m{number}"), &asked.body).expect("answered");
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        let refused = Shell::run(&["projections", "rebuild", "--database", &ground.url], "");
        assert!(refused.starts_with("exit 2\n"), "{refused}");
        assert!(refused.contains("is being written by another process"), "{refused}");
        assert!(refused.contains("stop the other process"), "{refused}");
        let members = format!("/v1/participants?at_least={}", market.len());
        let members = client.get(&members).expect("answered");
        assert_eq!(members.status, 200, "the tables are still there: {}", members.body);
        assert_eq!(served.stop(), Some(0));
        let rebuilt = Shell::run(&["projections", "rebuild", "--database", &ground.url], "");
        assert!(rebuilt.starts_with("exit 0\n"), "{rebuilt}");
    }
}

#[test]
fn tables_that_somebody_locks_fall_behind_and_catch_up() {
    for ground in grounds("locked_tables") {
        let Some(tables) = Sql::projections(&ground) else { continue };
        let (market, orders) = stream(50);
        let served = Served::start_with(&ground.url, &["--database-deadline", "1"]);
        let mut client = served.client();
        let mut sequence = 0;
        for (number, asked) in market.iter().enumerate() {
            let answer = client.command(&asked.actor, &format!("m{number}"), &asked.body).expect("answered");
            assert_eq!(answer.status, 200, "{}", answer.body);
            sequence = answer.json()["sequence"].as_u64().expect("a sequence");
        }
        until("the tables have everything", LONG, || {
            (client.get("/readyz").expect("answered").json()["projected"] == sequence).then_some(())
        });

        let held = tables.lock("commands");
        for (number, asked) in orders.iter().enumerate() {
            let answer = client.command(&asked.actor, &format!("o{number}"), &asked.body).expect("answered");
            assert!(answer.status < 500, "commands are answered all the same: {}", answer.body);
        }
        let late = until("it says that the tables are behind", LONG, || {
            let ready = client.get("/readyz").expect("answered");
            assert_eq!(ready.status, 200, "commands are accepted: {}", ready.body);
            ready.body.contains("the projections are behind: ").then(|| ready.json())
        });
        assert_eq!((&late["ready"], late["projected"].as_u64()), (&true.into(), Some(sequence)), "{late}");
        assert!(late["sequence"].as_u64() > Some(sequence), "{late}");
        let more = client.command("exchange", "late", r#"{"advance":{}}"#).expect("answered");
        assert_eq!(more.status, 200, "{}", more.body);

        held.release();
        let caught_up = until("they catch up", LONG, || {
            let ready = client.get("/readyz").expect("answered").json();
            (ready["projected"] == ready["sequence"] && ready["reasons"] == serde_json::json!([]))
                .then_some(ready)
        });
        assert_eq!(caught_up["sequence"], more.json()["sequence"]);
        assert_eq!(served.stop(), Some(0));
        let verified = Shell::run(&["verify", "--database", &ground.url], "");
        assert!(verified.starts_with("exit 0\n") && verified.contains("every row as the journal has it"));
    }
}
