//! What stands above the reports, and below them: everything is counted, nothing is written down.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use engine::Engine;
use report::{Counts, Custody, History, Page, Tone, wrapped};
use store::Address;

/// The headline: which days, on which lanes, by whom, and how much happened.
pub(crate) fn head(engine: &Engine, history: &History, page: Page) -> String {
    let register = engine.register();
    let mut text = String::new();
    let days = match (history.trades().first(), history.told()) {
        (Some(first), Some(last)) => {
            format!(" · traded on {}, told until {}", page.day(first.told.at), page.day(last.at))
        }
        (Some(_) | None, _) => String::new(),
    };
    line(&mut text, &page.heading(&format!("Laycan · a trading day, and what followed from it{days}")));
    for lane in lanes(engine) {
        line(&mut text, &format!(" {lane}"));
    }
    let members: Vec<String> =
        register.members().skip(1).map(|(_, member)| member.name.to_string()).collect();
    let currencies: BTreeSet<String> =
        register.instruments().map(|listed| listed.currency.to_string()).collect();
    let counted = format!(
        "{} orders in {} books, in {}; {} trades, {} carriages; {} members: {}.",
        engine.books().accepted_count(),
        register.instruments().count(),
        join(&currencies.into_iter().collect::<Vec<_>>()),
        history.trades().len(),
        history.carriages().count(),
        members.len(),
        join(&members),
    );
    for words in wrapped(&counted, page.width) {
        line(&mut text, &format!(" {words}"));
    }
    text
}

/// The lanes, in the order in which their services were listed: `CNCHQ-CNSGH by barge   Chongqing → Shanghai`.
fn lanes(engine: &Engine) -> Vec<String> {
    let register = engine.register();
    let mut lanes: Vec<[String; 2]> = Vec::new();
    for listed in register.services() {
        let name =
            |code| register.places().find(code).map_or_else(String::new, |place| place.name.to_string());
        let (origin, destination) = (listed.service.origin(), listed.service.destination());
        let lane = [listed.service.promise.to_string(), format!("{} → {}", name(origin), name(destination))];
        if !lanes.contains(&lane) {
            lanes.push(lane);
        }
    }
    let width = lanes.iter().map(|[promise, _]| promise.chars().count()).max().unwrap_or(0);
    lanes.into_iter().map(|[promise, ends]| format!("{promise:width$}   {ends}")).collect()
}

/// What stands below: what was told, whether everything balances, the digest, and the time it took.
pub(crate) fn foot(
    engine: &Engine,
    history: &History,
    journal: Option<&Address>,
    took: Duration,
    page: Page,
) -> String {
    let Counts { done, refused, due, events } = history.counts();
    let records = done + refused + due;
    let mut text = String::new();
    line(&mut text, "");
    line(
        &mut text,
        &format!(
            " {records} records: {done} commands done, {refused} refused, {due} things done when they fell due; {events} events."
        ),
    );
    let custody = Custody::read(engine, history);
    let (tone, words) = match custody.holds() {
        true => (
            Tone::Good,
            "Every currency is proved: what is at the bank and owed to the house is what it owes and keeps.",
        ),
        false => (Tone::Bad, "THE PROOF OF CUSTODY FAILS."),
    };
    for words in wrapped(words, page.width) {
        line(&mut text, &page.ink(tone, &format!(" {words}")));
    }
    line(&mut text, &page.ink(Tone::Faint, &format!(" digest {}", engine.digest())));
    if let Some(journal) = journal {
        line(&mut text, &page.ink(Tone::Faint, &format!(" journal {journal}")));
    }
    line(&mut text, &page.ink(Tone::Faint, &format!(" played in {}", milliseconds(took))));
    text
}

fn line(text: &mut String, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{words}");
}

/// `a, b and c`.
fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `12.3 ms`.
fn milliseconds(took: Duration) -> String {
    let tenths = took.as_micros() / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}
