//! A hand on the tables that is not ours: `sqlite3` or `psql`, as an operator would use them.
//!
//! Without the program a test says loudly what it skips; `REQUIRE_SQLITE3=1` and `REQUIRE_POSTGRES=1` let it fail.
#![allow(dead_code, reason = "each test of the binary uses a part of it")]

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use store::Address;
use store::stage::Ground;

/// Tables, and the program that speaks to them.
pub(crate) struct Sql(Place);

enum Place {
    Sqlite(PathBuf),
    Postgres { url: String, schema: &'static str },
}

/// A connection with a transaction that stays open until it is ended.
pub(crate) struct Held {
    child: Child,
    to: Option<ChildStdin>,
    _from: BufReader<ChildStdout>,
}

impl Sql {
    /// The journal of a database.
    pub(crate) fn journal(ground: &Ground) -> Option<Sql> {
        Sql::found(match &ground.address {
            Address::Sqlite(file) => Place::Sqlite(file.clone()),
            Address::Postgres(_) => Place::Postgres { url: ground.url.clone(), schema: "public" },
        })
    }

    /// The tables for finance of a database.
    pub(crate) fn projections(ground: &Ground) -> Option<Sql> {
        Sql::found(match &ground.address {
            Address::Sqlite(file) => Place::Sqlite(Address::projections_beside(file)),
            Address::Postgres(_) => Place::Postgres { url: ground.url.clone(), schema: "projections" },
        })
    }

    fn found(place: Place) -> Option<Sql> {
        let (program, required) = match &place {
            Place::Sqlite(_) => ("sqlite3", "REQUIRE_SQLITE3"),
            Place::Postgres { .. } => ("psql", "REQUIRE_POSTGRES"),
        };
        let sql = Sql(place);
        let there = sql.program().arg("--version").stdout(Stdio::null()).status().is_ok();
        if !there {
            let wanted = env::var(required).is_ok_and(|wanted| wanted == "1");
            assert!(!wanted, "{program} is not installed, but {required}=1");
            eprintln!("SKIPPED: {program} is not installed, and nobody else can touch the tables");
        }
        there.then_some(sql)
    }

    /// Whether it is a file.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.0, Place::Sqlite(_))
    }

    /// Carries statements out, and answers their rows, a line each, with `|` between the cells.
    ///
    /// # Panics
    ///
    /// If the database refuses one.
    pub(crate) fn run(&self, statements: &str) -> String {
        let mut command = self.command();
        let ended = match &self.0 {
            Place::Sqlite(_) => command.arg(statements).output(),
            Place::Postgres { .. } => command.args(["-c", statements]).output(),
        };
        let ended = ended.expect("it starts");
        let errors = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success() && errors.is_empty(), "{statements}: {errors}");
        String::from_utf8_lossy(&ended.stdout).trim_end().to_owned()
    }

    /// Every table, each with its rows in order; what a database keeps for its own tools is left out.
    pub(crate) fn dump(&self) -> BTreeMap<String, Vec<String>> {
        let tables = match &self.0 {
            Place::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table'".to_owned(),
            Place::Postgres { schema, .. } => {
                format!("SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'")
            }
        };
        let tables = self.run(&tables);
        let ours = tables.lines().filter(|table| !table.starts_with("_sqlx") && !table.starts_with("sqlite"));
        let rows = |table: &str| {
            let mut rows: Vec<String> =
                self.run(&format!("SELECT * FROM {table}")).lines().map(str::to_owned).collect();
            rows.sort();
            rows
        };
        ours.map(|table| (table.to_owned(), rows(table))).collect()
    }

    /// Bytes as a literal.
    pub(crate) fn bytes(&self, hex: &str) -> String {
        match &self.0 {
            Place::Sqlite(_) => format!("x'{hex}'"),
            Place::Postgres { .. } => format!("decode('{hex}', 'hex')"),
        }
    }

    /// A column of bytes as lower-case digits.
    pub(crate) fn hex(&self, column: &str) -> String {
        match &self.0 {
            Place::Sqlite(_) => format!("lower(hex({column}))"),
            Place::Postgres { .. } => format!("encode({column}, 'hex')"),
        }
    }

    /// Takes a lock behind which nobody else writes, and keeps it.
    pub(crate) fn lock(&self, table: &str) -> Held {
        let statements = match &self.0 {
            Place::Sqlite(_) => "BEGIN IMMEDIATE; SELECT 'held';\n".to_owned(),
            Place::Postgres { .. } => {
                format!("BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE; SELECT 'held';\n")
            }
        };
        let mut child =
            self.command().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut to = child.stdin.take().expect("it has an input");
        let mut from = BufReader::new(child.stdout.take().expect("it has an output"));
        to.write_all(statements.as_bytes()).and_then(|()| to.flush()).expect("it reads");
        let mut line = String::new();
        from.read_line(&mut line).expect("it answers");
        assert_eq!(line, "held\n", "the lock was given");
        Held { child, to: Some(to), _from: from }
    }

    fn program(&self) -> Command {
        match &self.0 {
            Place::Sqlite(_) => Command::new("sqlite3"),
            Place::Postgres { .. } => {
                let beside = env::var_os("PG_BIN_DIR").map(|folder| Path::new(&folder).join("psql"));
                Command::new(beside.filter(|psql| psql.is_file()).unwrap_or_else(|| "psql".into()))
            }
        }
    }

    fn command(&self) -> Command {
        let mut command = self.program();
        match &self.0 {
            Place::Sqlite(file) => {
                command.args(["-batch", "-bail", "-cmd", ".timeout 5000"]).arg(file);
            }
            Place::Postgres { url, schema } => {
                command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &plain(url)]);
                command.env("PGOPTIONS", format!("-c search_path={schema}"));
            }
        }
        command
    }
}

/// An address without a setting that `psql` has never heard of.
fn plain(url: &str) -> String {
    let Some((place, settings)) = url.split_once('?') else { return url.to_owned() };
    let known = settings.split('&').filter(|setting| !setting.starts_with("statement-cache-capacity"));
    format!("{place}?{}", known.collect::<Vec<_>>().join("&"))
}

impl Held {
    /// Gives the lock back; nothing was changed.
    pub(crate) fn release(mut self) {
        let mut to = self.to.take().expect("it is held once");
        to.write_all(b"ROLLBACK;\n").expect("it reads");
        drop(to);
        let ended = self.child.wait().expect("it ends");
        assert!(ended.success(), "the lock was given back");
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // It has ended if the lock was given back.
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}
