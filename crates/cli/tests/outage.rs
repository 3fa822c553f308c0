//! A database that goes away or is led by another: what is said meanwhile, what became of what was asked, and how
//! it ends.

mod shell;

use std::thread;
use std::time::Duration;

use shell::Shell;
use shell::http::{Answer, Client};
use shell::served::Served;
use shell::sql::Sql;
use shell::waiting::until;
use store::stage::{Cluster, Stop, grounds};

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(30);

/// A command that always can be done.
const NOTHING: &str = r#"{"advance":{}}"#;

fn ask(client: &mut Client, key: &str) -> Answer {
    client.command("exchange", key, NOTHING).expect("answered")
}

/// The code of a refusal because the database is away.
fn away(answer: &Answer) -> String {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.headers.contains("retry-after"), "{}", answer.headers);
    let code = answer.json()["code"].as_str().expect("a code").to_owned();
    assert!(["JOURNAL_INTERRUPTED", "OUTCOME_UNKNOWN"].contains(&code.as_str()), "{}", answer.body);
    code
}

#[test]
fn an_outage_is_said_and_what_was_asked_is_found_out_afterwards() {
    for how in [Stop::Fast, Stop::Immediate] {
        let Some(mut cluster) = Cluster::private(&[]) else { return };
        let database = cluster.server().database("outage");
        let served = Served::start_with(database.url(), &["--database-deadline", "2"]);
        let mut client = served.client();
        assert_eq!(ask(&mut client, "before").status, 200);

        cluster.stop(how);
        let mut asked = Vec::new();
        for number in 0..3 {
            let key = format!("during-{number}");
            let code = away(&ask(&mut client, &key));
            asked.push((key, code));
        }
        let unready = until("it says that it is not ready", LONG, || {
            let ready = client.get("/readyz").expect("answered");
            (ready.status == 503).then_some(ready)
        });
        let unready = unready.json();
        assert_eq!(unready["ready"], false, "{unready}");
        let reason = unready["reasons"][0].as_str().expect("there is a reason");
        assert!(reason.starts_with("the journal does not answer: "), "{unready}");
        assert_eq!(client.get("/livez").expect("answered").status, 200, "the process lives");
        assert_eq!(away(&ask(&mut client, "late")), "JOURNAL_INTERRUPTED", "nothing is begun meanwhile");

        cluster.start();
        until("it is ready again", LONG, || {
            (client.get("/readyz").expect("answered").status == 200).then_some(())
        });
        for (key, code) in asked {
            let found = client.get_as("exchange", &format!("/v1/commands/{key}")).expect("answered");
            let known = found.status == 200 && found.json().get("accepted").is_some();
            let unknown = found.status == 404 && found.json()["code"] == "COMMAND_UNKNOWN";
            assert!(known || unknown, "{key}: {}", found.body);
            assert!(unknown || code == "OUTCOME_UNKNOWN", "{key} was answered {code}: {}", found.body);
            let again = ask(&mut client, &key);
            assert_eq!(again.status, 200, "it can be asked again under its key: {}", again.body);
            if known {
                assert_eq!(again.json()["sequence"], found.json()["sequence"], "and happens once");
            }
        }
        until("the tables have all of it again", LONG, || {
            let ready = client.get("/readyz").expect("answered").json();
            (ready["projected"] == ready["sequence"] && ready["reasons"] == serde_json::json!([]))
                .then_some(())
        });
        assert_eq!(served.stop(), Some(0));
        let verified = Shell::run(&["verify", "--database", database.url()], "");
        assert!(verified.starts_with("exit 0\n"), "{verified}");
        let exported = Shell::run(&["journal", "export", "--database", database.url()], "");
        assert_eq!(exported.lines().skip(1).count(), 4, "each happened once: {exported}");
    }
}

#[test]
fn a_stop_during_an_outage_ends_soon_with_a_last_word_and_a_restart_goes_on() {
    let Some(mut cluster) = Cluster::private(&[]) else { return };
    let database = cluster.server().database("stop_in_outage");
    let served = Served::start_with(database.url(), &["--database-deadline", "2"]);
    assert_eq!(ask(&mut served.client(), "before").status, 200);

    cluster.stop(Stop::Immediate);
    let mut client = served.client();
    let caller = thread::spawn(move || away(&ask(&mut client, "during")));
    let code = caller.join().expect("it is answered");
    let ended = served.end_within(Duration::from_secs(15));
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let last = ended.errors.lines().rfind(|line| line.starts_with("laycan: ")).unwrap_or_default();
    assert!(last.len() > 20 && !last.contains("stopping"), "it has a last word: {ended:?}");

    cluster.start();
    let served = Served::start(database.url());
    let mut client = served.client();
    let found = client.get_as("exchange", "/v1/commands/during").expect("answered");
    assert!([200, 404].contains(&found.status), "{}", found.body);
    assert!(found.status == 404 || code == "OUTCOME_UNKNOWN", "{code}: {}", found.body);
    assert_eq!(ask(&mut client, "during").status, 200);
    assert_eq!(served.stop(), Some(0));
    let verified = Shell::run(&["verify", "--database", database.url()], "");
    assert!(verified.starts_with("exit 0\n"), "{verified}");
}

#[test]
fn a_service_that_lost_its_lead_ends_by_itself_with_a_last_word() {
    for ground in grounds("lost_lead") {
        let Some(journal) = Sql::journal(&ground) else { continue };
        let served = Served::start(&ground.url);
        let mut client = served.client();
        assert_eq!(ask(&mut client, "before").status, 200);
        journal.run("UPDATE head SET epoch = epoch + 1");
        let answer = ask(&mut client, "after");
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (503, &"OUTCOME_UNKNOWN".into()),
            "{}",
            answer.body
        );
        drop(client);
        let ended = served.ends_within(Duration::from_secs(30));
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.errors.contains("laycan: the journal cannot be written: "), "{ended:?}");
        assert!(ended.errors.contains("epoch"), "{ended:?}");
    }
}
