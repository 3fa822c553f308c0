//! What is to be survived: crashes, a database that goes away, clients that vanish.

mod shell;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use shell::Shell;
use shell::http::{Answer, Client, command};
use shell::served::{Asked, Served, stream};
use shell::waiting::until;
use store::stage::{Cluster, Ground, Stop, grounds};

/// Far longer than a load takes to go on.
const LONG: Duration = Duration::from_secs(30);

/// Waits until each caller was answered once more.
fn go_on(answered: &[AtomicUsize]) {
    let count = |callers: &[AtomicUsize]| -> Vec<usize> {
        callers.iter().map(|caller| caller.load(Ordering::Relaxed)).collect()
    };
    let before = count(answered);
    until("every caller is answered", LONG, || {
        count(answered).iter().zip(&before).all(|(now, before)| now > before).then_some(())
    });
}

/// Sets the market up.
fn set_up(served: &Served, market: &[Asked]) {
    let mut client = served.client();
    for (number, asked) in market.iter().enumerate() {
        let answer = client.command(&asked.actor, &format!("m{number}"), &asked.body).expect("answered");
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

/// The books are right, and each key stands once in the journal.
fn must_be_sound(url: &str, acknowledged: &BTreeMap<String, Answer>) {
    let verified = Shell::run(&["verify", "--database", url], "");
    assert!(verified.starts_with("exit 0\n"), "{verified}");
    assert!(verified.contains("projections  every row as the journal has it"), "{verified}");
    let exported = Shell::run(&["journal", "export", "--database", url], "");
    let mut keys = BTreeMap::<String, u64>::new();
    for line in exported.lines().skip(1) {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        if let Some(key) = record["key"].as_str() {
            *keys.entry(key.to_owned()).or_default() += 1;
        }
    }
    assert!(keys.values().all(|times| *times == 1), "nothing happened twice");
    for key in acknowledged.keys() {
        assert!(keys.contains_key(key), "{key} was acknowledged");
    }
}

#[test]
fn twenty_crashes_in_the_middle_of_a_load_lose_nothing() {
    for Ground { url, keep: _keep, .. } in grounds("twenty_crashes") {
        let (market, orders) = stream(40_000);
        let orders = Arc::new(orders);
        let next = Arc::new(AtomicUsize::new(0));
        let acknowledged = Arc::new(Mutex::new(BTreeMap::<String, Answer>::new()));
        let mut served = Served::start(&url);
        set_up(&served, &market);
        for round in 0..20 {
            let callers: Vec<_> = (0..8)
                .map(|_| {
                    let (orders, next) = (Arc::clone(&orders), Arc::clone(&next));
                    let (acknowledged, mut client) = (Arc::clone(&acknowledged), served.client());
                    thread::spawn(move || {
                        loop {
                            let number = next.fetch_add(1, Ordering::Relaxed);
                            let Some(asked) = orders.get(number) else { return };
                            let key = format!("o{number}");
                            let Ok(answer) = client.command(&asked.actor, &key, &asked.body) else { return };
                            acknowledged.lock().expect("sound").insert(key, answer);
                        }
                    })
                })
                .collect();
            // Somewhere in the load, and each time elsewhere.
            let before = acknowledged.lock().expect("sound").len();
            let more = 5 + round * 37 % 110;
            until("there is a load", LONG, || {
                (acknowledged.lock().expect("sound").len() >= before + more).then_some(())
            });
            served.kill();
            callers.into_iter().for_each(|caller| caller.join().expect("a caller"));
            served = Served::start(&url);
        }
        let acknowledged = acknowledged.lock().expect("sound").clone();
        assert!(acknowledged.len() > 200, "there was a load: {}", acknowledged.len());
        // Whoever asks again under the same key gets the same answer, to the byte.
        let mut client = served.client();
        for (key, answer) in acknowledged.iter().step_by(7) {
            let asked = &orders[key[1..].parse::<usize>().expect("a number")];
            let again = client.command(&asked.actor, key, &asked.body).expect("answered");
            assert_eq!((again.status, &again.body), (answer.status, &answer.body), "{key}");
        }
        // A live database can be verified.
        let verified = Shell::run(&["verify", "--database", &url], "");
        assert!(verified.starts_with("exit 0\n"), "{verified}");
        assert_eq!(served.stop(), Some(0));
        must_be_sound(&url, &acknowledged);
    }
}

#[test]
fn a_database_that_is_away_for_twenty_seconds_is_waited_for() {
    let Some(mut cluster) = Cluster::private(&[]) else { return };
    let database = cluster.server().database("away");
    let url = database.url().to_owned();
    let (market, orders) = stream(100_000);
    let served = Served::start(&url);
    set_up(&served, &market);
    let over = Arc::new(AtomicBool::new(false));
    let answered: Arc<Vec<AtomicUsize>> = Arc::new((0..4).map(|_| AtomicUsize::new(0)).collect());
    let callers: Vec<_> = (0..4)
        .map(|caller| {
            let orders: Vec<Asked> = orders.iter().skip(caller).step_by(4).cloned().collect();
            let (over, answered, at) = (Arc::clone(&over), Arc::clone(&answered), served.at.clone());
            thread::spawn(move || {
                let mut client = Client::connect(&at).expect("it listens");
                let (mut acknowledged, mut refused, mut last) = (BTreeMap::new(), 0, None);
                for (number, asked) in orders.iter().enumerate() {
                    let key = format!("c{caller}-{number}");
                    loop {
                        let answer = client.command(&asked.actor, &key, &asked.body).expect("an answer");
                        if answer.status == 503 {
                            refused += 1;
                            assert!(answer.headers.contains("retry-after"), "{}", answer.headers);
                            thread::sleep(Duration::from_millis(50));
                            if over.load(Ordering::Relaxed) {
                                break;
                            }
                            continue;
                        }
                        assert!(answer.status < 500, "{}", answer.body);
                        last = Some(Instant::now());
                        answered[caller].fetch_add(1, Ordering::Relaxed);
                        acknowledged.insert(key, answer);
                        break;
                    }
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                }
                (acknowledged, refused, last)
            })
        })
        .collect();
    go_on(&answered);
    cluster.stop(Stop::Fast);
    cluster.start();
    go_on(&answered);
    cluster.stop(Stop::Immediate);
    // Nothing is waited for: this is how long it is away.
    thread::sleep(Duration::from_secs(20));
    cluster.start();
    let back = Instant::now();
    let mut client = served.client();
    until("it goes on once the database is there", Duration::from_secs(10), || {
        (client.get("/readyz").expect("an answer").status == 200).then_some(())
    });
    go_on(&answered);
    over.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeMap::new();
    for caller in callers {
        let (answers, refused, last) = caller.join().expect("a caller");
        assert!(refused > 10, "503 while it lasts");
        assert!(last.is_some_and(|last| last > back), "and on afterwards");
        acknowledged.extend(answers);
    }
    assert_eq!(served.stop(), Some(0));
    must_be_sound(&url, &acknowledged);
}

#[test]
fn a_thousand_clients_that_vanish_leave_nothing_behind() {
    for Ground { url, keep: _keep, .. } in grounds("vanishing_clients") {
        let (market, orders) = stream(1_100);
        let served = Served::start(&url);
        set_up(&served, &market);
        for (number, asked) in orders.iter().take(1_000).enumerate() {
            let request = command(&asked.actor, &format!("v{number}"), &asked.body);
            // Some hang up in the head, some in the body, some before the answer.
            let sent = [20, request.len() - 10, request.len()][number % 3];
            served.client().send(&request.as_bytes()[..sent]).expect("sent");
        }
        let mut client = served.client();
        let mut acknowledged = BTreeMap::new();
        for (number, asked) in orders.iter().skip(1_000).enumerate() {
            let key = format!("w{number}");
            let answer = client.command(&asked.actor, &key, &asked.body).expect("answered");
            assert!(answer.status < 500, "{}", answer.body);
            acknowledged.insert(key, answer);
        }
        assert_eq!(served.stop(), Some(0));
        must_be_sound(&url, &acknowledged);
    }
}

#[test]
fn fifty_identical_requests_at_once_have_one_effect_and_one_answer() {
    for Ground { url, keep: _keep, .. } in grounds("fifty_requests") {
        let (market, orders) = stream(1);
        let served = Served::start(&url);
        set_up(&served, &market);
        let asked = &orders[0];
        let callers: Vec<_> = (0..50)
            .map(|_| {
                let (mut client, asked) = (served.client(), asked.clone());
                thread::spawn(move || client.command(&asked.actor, "same", &asked.body).expect("answered"))
            })
            .collect();
        let mut answers: Vec<Answer> =
            callers.into_iter().map(|caller| caller.join().expect("a caller")).collect();
        answers.dedup_by(|one, other| (one.status, &one.body) == (other.status, &other.body));
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(served.stop(), Some(0));
        must_be_sound(&url, &BTreeMap::from([("same".to_owned(), answers.remove(0))]));
    }
}

#[test]
fn a_second_service_on_one_database_is_refused() {
    for Ground { url, keep: _keep, .. } in grounds("second_service") {
        let served = Served::start(&url);
        let refused = Shell::run(&["serve", "--listen", "127.0.0.1:0", "--database", &url], "");
        assert!(refused.starts_with("exit 2\n"), "{refused}");
        assert!(refused.contains("is being written by another process"), "{refused}");
        assert!(refused.contains("stop the other process"), "{refused}");
        assert_eq!(served.stop(), Some(0));
    }
}
