//! Databases that are not taken, and addresses that are not shown.

mod shell;

use shell::Shell;
use shell::served::Served;
use shell::sql::Sql;
use store::stage::{Ground, grounds};

/// Everything that would write.
fn writers(ground: &Ground) -> [Vec<&str>; 3] {
    [
        vec!["serve", "--listen", "127.0.0.1:0", "--database", &ground.url],
        vec!["demo", "--database", &ground.url],
        vec!["projections", "rebuild", "--database", &ground.url],
    ]
}

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

        let later = "INSERT INTO _sqlx_migrations SELECT 9999, 'later', installed_on, success, checksum, \
                     execution_time FROM _sqlx_migrations WHERE version = 1";
        for (of, named) in [(&journal, "the tables of "), (&tables, "the tables of the projections ")] {
            of.run(later);
            let before = (journal.dump(), tables.dump());
            for arguments in writers(&ground) {
                let refused = Shell::run(&arguments, "");
                assert!(refused.starts_with("exit 2\n"), "{arguments:?}: {refused}");
                assert!(refused.contains(named) && refused.contains("9999"), "{arguments:?}: {refused}");
                assert!(refused.contains("cannot be brought to this release"), "{arguments:?}: {refused}");
                assert_eq!((journal.dump(), tables.dump()), before, "{arguments:?} wrote something");
            }
            of.run("DELETE FROM _sqlx_migrations WHERE version = 9999");
        }
        let served = Served::start(&ground.url);
        assert_eq!(served.stop(), Some(0), "without the later release it is taken again");
    }
}

#[test]
fn a_password_is_never_shown() {
    let addresses = [
        // Nobody listens there.
        "postgres://laycan:s3cret@127.0.0.1:1/none",
        "postgres://laycan@127.0.0.1:1/none?password=s3cret",
        "postgres://laycan:s3c@ret/s3cret@127.0.0.1:1/none",
        // They cannot be read.
        "postgres://laycan:s3cret@127.0.0.1:port/none",
        "postgres://laycan:s3cret@127.0.0.1/none?sslmode=perhaps",
        "postgres://laycan:s3cret@two words/none",
        "postgres://laycan:s3cret#@127.0.0.1/none",
        "Postgres://laycan:s3cret@127.0.0.1/none",
        "mysql://laycan:s3cret@127.0.0.1/none",
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
