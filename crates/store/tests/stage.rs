//! The stage holds what it promises to other tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::net::TcpListener;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::thread;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use store::stage::{self, Cluster, Stop};

/// Tells a copy of this program that it is the one to be killed.
const VICTIM: &str = "STAGE_VICTIM";

/// What the victim's only line begins with; the harness prints before it.
const TOLD: &str = "victim: ";

/// How long a watchdog may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn two_databases_do_not_see_each_other() {
    let Some(server) = stage::postgres() else { return };
    let (one, other) = (server.database("one"), server.database("other"));
    prepare(one.url(), 7).await;
    assert_eq!(figure(one.url()).await, Some(7));
    assert_eq!(figure(other.url()).await, None);
}

#[tokio::test]
async fn a_template_is_prepared_once_and_its_copies_go_their_own_ways() {
    let Some(cluster) = Cluster::private(&[("fsync", "off")]) else { return };
    let server = cluster.server();
    let one = server.database_from("one", "figures", async |url| prepare(url, 7).await);
    let other = server.database_from("other", "figures", async |_| panic!("it was prepared before"));
    change(one.url(), 8).await;
    assert_eq!(figure(one.url()).await, Some(8));
    assert_eq!(figure(other.url()).await, Some(7));
}

#[tokio::test]
async fn a_database_holds_what_was_prepared() {
    let Some(server) = stage::postgres() else { return };
    for test in ["prepared", "copied"] {
        let database = server.database_from(test, "sevens", async |url| prepare(url, 7).await);
        assert_eq!(figure(database.url()).await, Some(7));
    }
}

#[tokio::test]
async fn on_a_server_that_was_given_nothing_is_left() {
    let Some(cluster) = Cluster::private(&[("fsync", "off")]) else { return };
    let database = cluster.server().database("given");
    // To a copy of this program it is somebody else's server, and there is no other.
    let output = copy_of_this_program("a_database_holds_what_was_prepared")
        .env("TEST_DATABASE_URL", database.url())
        .env("PG_BIN_DIR", "/nowhere")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let names: Vec<String> =
        sqlx::query_scalar("SELECT datname FROM pg_database WHERE datname LIKE 'laycan%'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    assert_eq!(names, [database.name()]);
}

#[tokio::test]
async fn a_database_goes_with_its_value_whoever_is_connected() {
    let Some(server) = stage::postgres() else { return };
    let database = server.database("short_lived");
    let url = database.url().to_owned();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    drop(database);
    sqlx::query("SELECT 1").execute(&mut connection).await.unwrap_err();
    let error = PgConnection::connect(&url).await.unwrap_err();
    assert!(error.to_string().contains("does not exist"), "{error}");
}

#[tokio::test]
async fn durability_is_as_in_production_unless_a_test_wishes_otherwise() {
    let Some(cluster) = Cluster::private(&[]) else { return };
    let Some(hasty) = Cluster::private(&[("fsync", "off")]) else { return };
    assert_eq!(setting(&cluster, "fsync").await, "on");
    assert_eq!(setting(&cluster, "synchronous_commit").await, "on");
    assert_eq!(setting(&cluster, "server_encoding").await, "UTF8");
    assert_eq!(setting(&hasty, "fsync").await, "off");
}

#[tokio::test]
async fn a_stopped_cluster_keeps_its_port_and_its_data() {
    let Some(mut cluster) = Cluster::private(&[]) else { return };
    let database = cluster.server().database("kept");
    prepare(database.url(), 1).await;
    for (how, figure_then) in [(Stop::Fast, 2), (Stop::Immediate, 3)] {
        change(database.url(), figure_then).await;
        cluster.stop(how);
        assert_eq!(cluster.postmaster(), None);
        PgConnection::connect(database.url()).await.unwrap_err();
        cluster.start();
        assert_eq!(figure(database.url()).await, Some(figure_then));
    }
}

#[test]
fn a_cluster_does_not_start_on_a_port_that_was_taken_meanwhile() {
    let Some(mut cluster) = Cluster::private(&[("fsync", "off")]) else { return };
    let database = cluster.server().database("taken");
    let port = PgConnectOptions::from_str(database.url()).unwrap().get_port();
    cluster.stop(Stop::Fast);
    let somebody = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| cluster.start())).unwrap_err();
    assert_eq!(panicked.downcast_ref::<String>().unwrap(), &format!("port {port} is taken"));
    drop(somebody);
    cluster.start();
    assert!(cluster.postmaster().is_some_and(runs));
}

#[test]
fn a_dropped_cluster_leaves_nothing() {
    let Some(cluster) = Cluster::private(&[]) else { return };
    let (folder, postmaster) = (cluster.folder().to_owned(), cluster.postmaster().unwrap());
    assert!(folder.exists() && runs(postmaster));
    drop(cluster);
    assert!(!folder.exists() && !runs(postmaster));
}

#[test]
fn a_killed_process_leaves_nothing() {
    if env::var_os(VICTIM).is_some() {
        let Some(cluster) = Cluster::private(&[]) else { return };
        wait_to_be_killed(&cluster);
    }
    let mut victim = copy_of_this_program("a_killed_process_leaves_nothing")
        .arg("--nocapture")
        .env(VICTIM, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told = lines.find_map(|line| line.split_once(TOLD).map(|(_, told)| told.to_owned()));
    let Some(told) = told else {
        assert!(victim.wait().unwrap().success(), "the victim had no cluster to tell of");
        return;
    };
    let (postmaster, folder) = told.split_once(' ').unwrap();
    let (postmaster, folder) = (postmaster.parse().unwrap(), PathBuf::from(folder));
    assert!(folder.exists() && runs(postmaster));
    victim.kill().unwrap();
    victim.wait().unwrap();
    // Who vanishes in another process can only be looked for, again and again.
    let killed = Instant::now();
    while folder.exists() || runs(postmaster) {
        assert!(killed.elapsed() < PATIENCE, "{} or process {postmaster} is still there", folder.display());
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_server_that_does_not_start_shows_its_log() {
    match panic::catch_unwind(|| Cluster::private(&[("fsync", "perhaps")])) {
        Ok(cluster) => assert!(cluster.is_none(), "fsync is perhaps on"),
        Err(panicked) => {
            let message = panicked.downcast_ref::<String>().unwrap();
            assert!(message.contains(r#"parameter "fsync" requires a Boolean value"#), "{message}");
        }
    }
}

#[test]
fn a_folder_goes_with_its_value() {
    let folder = stage::folder();
    let path = folder.path().to_owned();
    fs::write(path.join("journal.sqlite"), "a page").unwrap();
    assert_ne!(path, stage::folder().path());
    drop(folder);
    assert!(!path.exists());
}

/// Makes a table with one figure.
async fn prepare(url: &str, figure: i64) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql("CREATE TABLE figures (figure BIGINT NOT NULL)").execute(&mut connection).await.unwrap();
    sqlx::query("INSERT INTO figures VALUES ($1)").bind(figure).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Writes another figure there.
async fn change(url: &str, figure: i64) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query("UPDATE figures SET figure = $1").bind(figure).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The figure, if there is a table for it.
async fn figure(url: &str) -> Option<i64> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let figure = sqlx::query_scalar("SELECT figure FROM figures").fetch_one(&mut connection).await;
    connection.close().await.unwrap();
    figure.ok()
}

/// A setting, as a new database has it.
async fn setting(cluster: &Cluster, name: &str) -> String {
    let database = cluster.server().database("setting");
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let setting = sqlx::query_scalar("SELECT current_setting($1)").bind(name);
    setting.fetch_one(&mut connection).await.unwrap()
}

/// This program again, to run one test.
fn copy_of_this_program(test: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test]).env_remove("TEST_DATABASE_URL");
    command
}

/// Tells of a cluster, and does nothing any more.
fn wait_to_be_killed(cluster: &Cluster) -> ! {
    let (postmaster, folder) = (cluster.postmaster().unwrap(), cluster.folder().display());
    println!("{TOLD}{postmaster} {folder}");
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
    panic!("nobody has killed this process, and its parent is gone");
}

/// Whether a process runs. One that has ended is listed until its parent takes note, and does not run.
fn runs(process: u32) -> bool {
    match fs::read_to_string(Path::new("/proc").join(process.to_string()).join("stat")) {
        Ok(stat) => !stat.rsplit(')').next().unwrap_or_default().trim_start().starts_with('Z'),
        Err(_) if Path::new("/proc/self/stat").exists() => false,
        Err(_) => {
            let kill = Command::new("kill").args(["-0", &process.to_string()]).stderr(Stdio::null()).status();
            kill.unwrap().success()
        }
    }
}
