//! How far a carriage is, in a word, and what it waits for, in a sentence.
//!
//! Settlement decides what is released and when a carriage closes; this only says it to people.

use core::fmt;

use engine::Engine;
use freight::MilestoneKind;
use serde::Serialize;
use settlement::{Drop, Need, Tranche};

use crate::clock::moment;
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
    pub(super) fn of(record: &CarriageRecord) -> Progress {
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

/// What a carriage waits for; nothing if it is finished.
pub(super) fn waits_for(engine: &Engine, record: &CarriageRecord) -> Option<String> {
    if record.closed.is_some() {
        return None;
    }
    if let Some(at) = record.closing {
        return Some(format!("closes {}", moment(at)));
    }
    let service = engine.register().service_by_code(record.service)?;
    let cut_off = engine.register().service(service).service.cut_off;
    let terms = engine.settlement().terms(record.terms);
    if record.called.is_none() {
        let hours = i64::from(terms.call_hours);
        let call = cut_off.checked_sub(jiff::SignedDuration::from_hours(hours)).ok()?;
        return Some(format!("the escrow call on {}", moment(call)));
    }
    let (left, inside) = (record.left(), record.passed(MilestoneKind::GatedIn));
    if inside < left && record.passed(MilestoneKind::Loaded) < left {
        let missing = grouped(left - inside);
        return Some(format!("{missing} to be gated in by the cut-off on {}", moment(cut_off)));
    }
    let missing = terms.tranches.iter().find_map(|tranche| missing(record, tranche));
    Some(missing.unwrap_or_else(|| "its closing".to_owned()))
}

/// What is missing for a tranche, if anything is.
fn missing(record: &CarriageRecord, tranche: &Tranche) -> Option<String> {
    let needs = tranche.needs.iter().filter_map(|&need| unmet(record, need));
    let needs: Vec<String> = needs.collect();
    (!needs.is_empty()).then(|| needs.join(", "))
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
