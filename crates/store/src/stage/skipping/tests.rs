//! What people see of a test that was skipped.

use std::env;
use std::process::{Command, Output};

use super::{Missing, skip};

/// Tells a copy of this program what it misses.
const MISSING: &str = "STAGE_MISSING";

/// Runs the test below in a copy of this program, in which it skips itself.
fn skipped(missing: &str, required: &str) -> Output {
    let mut command = Command::new(env::current_exe().expect("this program to have a path"));
    command.args(["--exact", "stage::skipping::tests::it_is_heard_although_the_test_passes"]);
    command.env(MISSING, missing).env("REQUIRE_POSTGRES", required);
    command.output().expect("this program to run again")
}

#[test]
fn it_is_heard_although_the_test_passes() {
    match env::var(MISSING).as_deref() {
        Ok("server") => return skip(Missing::Server),
        Ok("programs") => return skip(Missing::Programs),
        _ => {}
    }
    for missing in ["server", "programs"] {
        let output = skipped(missing, "0");
        let heard = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{heard}");
        assert!(heard.contains("it_is_heard_although_the_test_passes: no PostgreSQL was found"), "{heard}");
        // A server that belongs to somebody else cannot be stopped, so it helps only who needs any.
        assert_eq!(heard.contains("TEST_DATABASE_URL"), missing == "server", "{heard}");
    }
}

#[test]
fn it_is_a_failure_where_postgresql_is_required() {
    let output = skipped("server", "1");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success());
    assert!(told.contains("REQUIRE_POSTGRES is set, but no PostgreSQL was found"), "{told}");
}
