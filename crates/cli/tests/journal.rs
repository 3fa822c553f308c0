//! `laycan journal export`, as a shell sees it.

mod shell;

use serde_json::Value;
use shell::Shell;
use shell::served::Served;
use store::stage::grounds;

/// What is written with exit code 0, line by line.
fn lines(arguments: &[&str]) -> Vec<String> {
    let shown = Shell::run(arguments, "");
    let mut lines = shown.lines().map(str::to_owned);
    assert_eq!(lines.next().as_deref(), Some("exit 0"), "{shown}");
    lines.collect()
}

#[test]
fn every_record_is_exported_in_order_or_from_one_on() {
    for ground in grounds("export_in_order") {
        let day = Shell::run(&["demo", "--database", &ground.url], "");
        assert!(day.contains("360 records: 299 commands done, 6 refused, 55 things done"), "{day}");
        let export =
            |more: &[&str]| lines(&[&["journal", "export", "--database", &ground.url], more].concat());
        let all = export(&[]);
        let records: Vec<Value> =
            all.iter().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
        let sequences: Vec<u64> =
            records.iter().map(|record| record["sequence"].as_u64().expect("a sequence")).collect();
        assert_eq!(sequences, (1..=360).collect::<Vec<u64>>());
        let refused = records.iter().filter(|record| record.get("rejected").is_some());
        assert_eq!(refused.count(), 6, "refusals are on record too");
        assert_eq!(export(&["--from", "1"]), all);
        assert_eq!(export(&["--from", "300"]), all[299..]);
        assert_eq!(export(&["--from", "360"]), all[359..]);
        assert!(export(&["--from", "361"]).is_empty());
        assert_eq!(export(&["--commands"]).len(), 305, "what was due by itself is left out");
    }
}

#[test]
fn exported_commands_give_the_same_exchange_again() {
    for ground in grounds("export_commands") {
        let day = Shell::run(&["demo", "--database", &ground.url], "");
        assert!(day.starts_with("exit 0\n"), "{day}");
        let export = ["journal", "export", "--database", &ground.url, "--commands"];
        let commands = lines(&export).join("\n");
        // What shows times of day is left out: the demo shows them by the clock of a place.
        let reports = ["trial-balance", "custody", "slots", "books", "carriages"];
        for report in reports {
            let again = Shell::run(&["run", "--quiet", "--report", report, "-"], &commands);
            let shown: Vec<&str> =
                again.lines().skip(1).filter(|line| !line.starts_with("line ") && *line != "!").collect();
            let shown = shown.join("\n");
            let mut compared = 0;
            for table in shown.split("\n\n").map(str::trim) {
                assert!(day.contains(table), "{report}:\n{table}\nis not in\n{day}");
                compared += table.lines().count();
            }
            assert!(compared > 2, "{report}: {again}");
        }
    }
}

#[test]
fn a_journal_is_exported_while_a_service_writes_it() {
    for ground in grounds("export_live") {
        let served = Served::start(&ground.url);
        let mut client = served.client();
        for number in 1..=3 {
            let key = format!("k{number}");
            let answer = client.command("exchange", &key, r#"{"advance":{}}"#).expect("answered");
            assert_eq!(answer.status, 200, "{}", answer.body);
            let exported = lines(&["journal", "export", "--database", &ground.url]);
            assert_eq!(exported.len(), number, "what was answered is there");
            let last: Value = serde_json::from_str(&exported[number - 1]).expect("JSON");
            assert_eq!((&last["key"], &last["sequence"]), (&key.into(), &number.into()), "{last}");
        }
        assert_eq!(served.stop(), Some(0));
    }
}
