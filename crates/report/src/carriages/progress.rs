//! How far a carriage is, in a word, and what it waits for, in a sentence.
//!
//! Settlement decides what is released and when a carriage closes; this only says it to people.

use core::fmt;

use engine::Engine;
use freight::MilestoneKind;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use settlement::{Drop, Need, Tranche};

use crate::Page;
use crate::figure::grouped;
use crate::history::CarriageRecord;
use crate::page::Tone;

/// How far a carriage is: what all units that are left have passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Struck, and nothing more.
    Traded,
    /// The escrow is paid.
    Funded,
    /// Gated in.
    GatedIn,
    /// Loaded.
    Loaded,
    /// Discharged.
    Discharged,
    /// Gated out.
    Delivered,
    /// A side has cancelled it.
    Cancelled,
    /// No unit is left.
    Failed,
    /// Finished.
    Closed,
}

impl Progress {
    pub(crate) fn of(record: &CarriageRecord) -> Progress {
        let left = record.left();
        let all = |kind| record.passed(kind) >= left;
        if record.cancelled.is_some() {
            Progress::Cancelled
        } else if left == 0 {
            Progress::Failed
        } else if record.closed.is_some() {
            Progress::Closed
        } else if all(MilestoneKind::GatedOut) {
            Progress::Delivered
        } else if all(MilestoneKind::Discharged) {
            Progress::Discharged
        } else if all(MilestoneKind::Loaded) {
            Progress::Loaded
        } else if all(MilestoneKind::GatedIn) {
            Progress::GatedIn
        } else if record.called.is_some() {
            Progress::Funded
        } else {
            Progress::Traded
        }
    }

    pub(super) fn tone(self) -> Tone {
        match self {
            Progress::Traded
            | Progress::Funded
            | Progress::GatedIn
            | Progress::Loaded
            | Progress::Discharged => Tone::Plain,
            Progress::Delivered => Tone::Strong,
            Progress::Closed => Tone::Good,
            Progress::Cancelled | Progress::Failed => Tone::Bad,
        }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Progress::Traded => "traded",
            Progress::Funded => "funded",
            Progress::GatedIn => "gated in",
            Progress::Loaded => "loaded",
            Progress::Discharged => "discharged",
            Progress::Delivered => "delivered",
            Progress::Cancelled => "cancelled",
            Progress::Failed => "failed",
            Progress::Closed => "closed",
        })
    }
}

/// What a carriage waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Waiting {
    /// For its escrow to be called.
    EscrowCall {
        /// When it will be.
        at: Timestamp,
    },
    /// For units to be gated in.
    GateIn {
        /// How many are missing.
        units: u32,
        /// The cut-off; what is missing then is a no-show.
        by: Timestamp,
    },
    /// For what must stand before the next tranche is released.
    Milestones {
        /// What is missing, as in `DISC of 4`, `CUSR`.
        missing: Vec<String>,
    },
    /// For the time of objections to be over.
    Closing {
        /// When it will be, if that is known.
        at: Option<Timestamp>,
    },
}

impl Waiting {
    /// What a carriage waits for; nothing if it is finished.
    pub(crate) fn of(engine: &Engine, record: &CarriageRecord) -> Option<Waiting> {
        if record.closed.is_some() {
            return None;
        }
        if record.closing.is_some() {
            return Some(Waiting::Closing { at: record.closing });
        }
        let service = engine.register().service_by_code(record.service)?;
        let cut_off = engine.register().service(service).service.cut_off;
        let terms = engine.settlement().terms(record.terms);
        if record.called.is_none() {
            let before = SignedDuration::from_hours(i64::from(terms.call_hours));
            return Some(Waiting::EscrowCall { at: cut_off.checked_sub(before).ok()? });
        }
        let (left, inside) = (record.left(), record.passed(MilestoneKind::GatedIn));
        if inside < left && record.passed(MilestoneKind::Loaded) < left {
            return Some(Waiting::GateIn { units: left - inside, by: cut_off });
        }
        let missing = terms.tranches.iter().map(|tranche| missing(record, tranche));
        match missing.into_iter().find(|missing| !missing.is_empty()) {
            Some(missing) => Some(Waiting::Milestones { missing }),
            None => Some(Waiting::Closing { at: None }),
        }
    }

    /// In words, by the clock of a page.
    pub(crate) fn words(&self, page: Page) -> String {
        match self {
            Waiting::EscrowCall { at } => format!("the escrow call on {}", page.moment(*at)),
            Waiting::GateIn { units, by } => {
                format!("{} to be gated in by the cut-off on {}", grouped(*units), page.moment(*by))
            }
            Waiting::Milestones { missing } => missing.join(", "),
            Waiting::Closing { at: Some(at) } => format!("its closing on {}", page.moment(*at)),
            Waiting::Closing { at: None } => "its closing".to_owned(),
        }
    }
}

/// What is missing for a tranche.
fn missing(record: &CarriageRecord, tranche: &Tranche) -> Vec<String> {
    tranche.needs.iter().filter_map(|&need| unmet(record, need)).collect()
}

fn unmet(record: &CarriageRecord, need: Need) -> Option<String> {
    let Need { kind, at: _ } = need;
    let left = record.left();
    match kind {
        MilestoneKind::GatedIn
        | MilestoneKind::Loaded
        | MilestoneKind::Discharged
        | MilestoneKind::GatedOut => {
            let passed = record.passed(kind);
            (passed < left).then(|| format!("{kind} of {}", grouped(left - passed)))
        }
        MilestoneKind::CustomsSelected
        | MilestoneKind::CustomsInspected
        | MilestoneKind::CustomsReleased
        | MilestoneKind::CustomsHeld => {
            let customs = [
                MilestoneKind::CustomsSelected,
                MilestoneKind::CustomsInspected,
                MilestoneKind::CustomsReleased,
                MilestoneKind::CustomsHeld,
            ];
            match record.last_of(&customs) {
                Some(word) if word.kind == kind => None,
                Some(word) => Some(format!("{need}, where the last word of customs is {}", word.kind)),
                None => Some(need.to_string()),
            }
        }
        MilestoneKind::Surrendered
        | MilestoneKind::Received
        | MilestoneKind::Confirmed
        | MilestoneKind::Departed
        | MilestoneKind::Arrived => record.last_of(&[kind]).is_none().then(|| need.to_string()),
    }
}

/// Why units dropped out, in words.
pub(super) fn dropped(why: Drop) -> &'static str {
    match why {
        Drop::NoShow => "no-show",
        Drop::Unpaid => "unpaid",
        Drop::Rolled => "rolled",
    }
}
