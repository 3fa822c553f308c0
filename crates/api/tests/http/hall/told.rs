//! What an exchange was asked and what it told, so that two databases can be compared.
//!
//! # What is not here
//!
//! What no database has a part in: the name of a request, and how far the tables are behind the journal.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::client::{Answer, Ask};

/// Pages that tell of this very moment, or of this process.
const OF_THE_MOMENT: [&str; 2] = ["/metrics", "/readyz"];

/// What was asked and told, in its order.
type Telling = Vec<(String, Answer)>;

/// What the exchanges of one test told, which must be the same.
#[derive(Debug, Default)]
pub(crate) struct Tellings(Mutex<Option<Telling>>);

/// What one exchange told.
#[derive(Debug)]
pub(crate) struct Told {
    heard: Mutex<Telling>,
    beside: Arc<Tellings>,
}

impl Told {
    /// With nothing to compare it with.
    pub(crate) fn alone() -> Told {
        Told::beside(&Arc::default())
    }

    /// To be compared with what is told beside it.
    pub(crate) fn beside(tellings: &Arc<Tellings>) -> Told {
        Told { heard: Mutex::default(), beside: Arc::clone(tellings) }
    }

    /// Hears an answer. None is ever a mistake of the exchange's own.
    pub(crate) fn hear(&self, ask: &Ask, answer: &Answer) {
        assert_ne!(answer.status, 500, "{ask:?}: {}", answer.text());
        if OF_THE_MOMENT.contains(&ask.path()) {
            return;
        }
        let asked = format!("{ask:?}").chars().take(400).collect();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push((asked, unnamed(answer.clone())));
    }

    /// Compares with what another exchange told before, or keeps it for the next.
    pub(crate) fn compare(self) {
        let heard = self.heard.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut first = self.beside.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(first) = &*first else {
            *first = Some(heard);
            return;
        };
        for ((asked, answer), (asked_first, first)) in heard.iter().zip(first) {
            assert_eq!(asked, asked_first, "both databases are asked the same");
            assert_eq!(answer.text(), first.text(), "the databases differ: {asked}");
            assert_eq!(answer, first, "the databases differ: {asked}");
        }
        assert_eq!(heard.len(), first.len(), "both databases are asked the same");
    }
}

/// An answer without the name of its request and the hour on the wall.
fn unnamed(mut answer: Answer) -> Answer {
    answer.headers.remove("x-request-id");
    answer.headers.remove("date");
    let of_a_request = answer.header("content-type") == Some("application/problem+json");
    if of_a_request && answer.json().get("sequence").is_none() {
        let mut problem = answer.json();
        problem["request_id"] = Value::Null;
        answer.body = problem.to_string().into_bytes();
        answer.headers.remove("content-length");
    }
    answer
}
