//! Databases that are not taken, and addresses that are not shown.

mod shell;

use shell::Shell;
use shell::served::Served;
use shell::sql::Sql;
use store::stage::{folder, grounds};

/// A migration that this release has never heard of.
const LATER: &str = "INSERT INTO _sqlx_migrations SELECT 9999, 'later', installed_on, success, checksum, \
                     execution_time FROM _sqlx_migrations WHERE version = 1";

const NOT_LATER: &str = "DELETE FROM _sqlx_migrations WHERE version = 9999";

#[test]
fn a_database_of_a_later_release_is_refused_and_left_as_it_is() {
    for ground in grounds("later_release") {
        let (Some(journal), Some(tables)) = (Sql::journal(&ground), Sql::projections(&ground)) else {
            continue;
        };
        let served = Served::start(&ground.url);
        let answer = served.client().command("exchange", "k", r#"{"advance":{}}"#).expect("answered");
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(served.stop(), Some(0));
        let refused = |arguments: &[&str], of: &str| {
            let before = (journal.dump(), tables.dump());
            let refused = Shell::run(&[arguments, &["--database", &ground.url]].concat(), "");
            assert!(refused.starts_with("exit 2\n"), "{arguments:?}: {refused}");
            assert!(refused.contains(&format!("laycan: the tables of {of}")), "{arguments:?}: {refused}");
            assert!(refused.contains("cannot be brought to this release"), "{arguments:?}: {refused}");
            assert!(refused.contains("9999"), "the migration is named: {arguments:?}: {refused}");
            assert_eq!((journal.dump(), tables.dump()), before, "{arguments:?} wrote something");
        };
        let serve = ["serve", "--listen", "127.0.0.1:0"];

        journal.run(LATER);
        refused(&serve, "");
        refused(&["demo"], "");
        refused(&["projections", "rebuild"], "");
        journal.run(NOT_LATER);

        tables.run(LATER);
        refused(&serve, "the projections");
        refused(&["demo"], "the projections");
        // These can be made again, by whoever says so.
        let rebuilt = Shell::run(&["projections", "rebuild", "--database", &ground.url], "");
        assert!(rebuilt.starts_with("exit 0\n"), "{rebuilt}");
        let served = Served::start(&ground.url);
        let ready = served.client().get("/readyz").expect("answered");
        assert_eq!((ready.status, &ready.json()["sequence"]), (200, &1.into()), "{}", ready.body);
        assert_eq!(served.stop(), Some(0));
    }
}

#[test]
fn nothing_is_made_where_nothing_is() {
    let folder = folder();
    let missing = folder.path().join("laycan.db");
    let nowhere = folder.path().join("none").join("laycan.db");
    let looking: [&[&str]; 4] =
        [&["verify"], &["journal", "export"], &["projections", "rebuild"], &["bench", "replay"]];
    for command in looking {
        let said =
            Shell::run(&[command, &["--database", &format!("sqlite:{}", missing.display())]].concat(), "");
        assert!(said.starts_with("exit 2\n"), "{command:?}: {said}");
        assert!(said.contains("there is no database at"), "{command:?}: {said}");
    }
    let making: [&[&str]; 3] = [&["serve", "--listen", "127.0.0.1:0"], &["demo"], &["bench", "durable"]];
    for command in looking.into_iter().chain(making) {
        let said =
            Shell::run(&[command, &["--database", &format!("sqlite:{}", nowhere.display())]].concat(), "");
        assert!(said.starts_with("exit 2\n"), "{command:?}: {said}");
        assert!(said.contains("none is no folder"), "{command:?}: {said}");
    }
    assert_eq!(folder.path().read_dir().expect("it is there").count(), 0, "nothing was made");
}

#[test]
fn a_password_is_never_shown() {
    let addresses = [
        // Nobody listens there.
        "postgres://laycan:s3cret@127.0.0.1:1/none",
        "postgres://laycan@127.0.0.1:1/none?password=s3cret",
        // They cannot be read.
        "postgres://laycan:s3cret@127.0.0.1:port/none",
        "postgres://laycan:s3cret@127.0.0.1/none?sslmode=perhaps",
        "postgres://laycan:s3cret@two words/none",
        "postgres://laycan:s3cret#@127.0.0.1/none",
        "Postgres://laycan:s3cret@127.0.0.1/none",
        "mysql://laycan:s3cret@127.0.0.1/none",
        "postgres://laycan:s3cret",
        "postgres//laycan:s3cret@127.0.0.1/none",
        "mysql://127.0.0.1/none?password=s3cret",
        "sqlite:laycan.db?password=s3cret",
    ];
    let commands: [&[&str]; 6] = [
        &["verify"],
        &["serve", "--listen", "127.0.0.1:0", "--log", "trace"],
        &["demo"],
        &["journal", "export"],
        &["projections", "rebuild"],
        &["verify", "--no-such-flag"],
    ];
    for address in addresses {
        for command in commands {
            let flag = Shell::run(&[command, &["--database", address]].concat(), "");
            assert!(flag.starts_with("exit 2\n"), "{command:?} on {address}: {flag}");
            assert!(!flag.contains("s3c"), "{command:?} on {address}: {flag}");
            // The demo has its own database, and asks nobody where another is.
            if command[0] != "demo" {
                let variable = Shell::run_with(&[("LAYCAN_DATABASE", address)], command, "");
                assert!(variable.starts_with("exit 2\n"), "{command:?} on {address}: {variable}");
                assert!(!variable.contains("s3c"), "{command:?} on {address}: {variable}");
            }
        }
        let help = Shell::run_with(&[("LAYCAN_DATABASE", address)], &["serve", "--help"], "");
        assert!(help.starts_with("exit 0\n") && !help.contains("s3c"), "{help}");
    }
}
