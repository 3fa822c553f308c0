//! The carriages: how far each is, what it waits for, and its money.

mod progress;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use engine::{Engine, posting};
use freight::{MilestoneCode, MilestoneKind, ParticipantCode, ServiceCode, UnitNumber};
use jiff::Timestamp;
use money::{Currency, Price};
use serde::Serialize;
use settlement::{CarriageId, Drop, Owner, Party, Purse};

pub use progress::{Progress, Waiting};

use crate::figure::{Figure, figure, grouped};
use crate::history::{CarriageRecord, Dropout, Standing};
use crate::page::{Sheet, Tone, figures, spaced, words};
use crate::{History, Page, Report, ReportName};

/// Every carriage, by number.
#[derive(Clone, Debug)]
pub struct Carriages {
    rows: Vec<CarriageRow>,
}

/// One carriage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CarriageRow {
    /// Its number, which is the trade's too.
    pub carriage: CarriageId,
    /// What is carried.
    pub service: ServiceCode,
    /// Who sends.
    pub shipper: ParticipantCode,
    /// Who carries.
    pub carrier: ParticipantCode,
    /// How many units were bought.
    pub bought: u32,
    /// How many of them have not dropped out.
    pub left: u32,
    /// Those that have, and why.
    pub dropped: Vec<DropoutRow>,
    /// For one unit.
    pub price: Price,
    /// What it is paid in.
    pub currency: Currency,
    /// Price × units left.
    pub freight: Figure,
    /// How far it is.
    pub state: Progress,
    /// What it waits for; nothing if it is finished.
    pub waits_for: Option<Waiting>,
    /// When it will be closed, if that is known.
    pub closes_at: Option<Timestamp>,
    /// How many units are named.
    pub named: u32,
    /// How many passed the gate into the terminal.
    pub gated_in: u32,
    /// How many were loaded.
    pub loaded: u32,
    /// How many were discharged.
    pub discharged: u32,
    /// How many passed the gate out of the terminal.
    pub gated_out: u32,
    /// What the escrow of the units left amounts to, as far as it was called.
    pub escrow: Figure,
    /// What of it was released to the carrier.
    pub released: Figure,
    /// What of it is left.
    pub escrow_left: Figure,
    /// What of it was released, must come back, and is owed by the carrier.
    pub escrow_owed: Figure,
    /// What the shipper has put down as security.
    pub shipper_deposit: Figure,
    /// What the carrier has put down as security.
    pub carrier_deposit: Figure,
    /// What happened, as it was told last.
    pub milestones: Vec<MilestoneRow>,
}

/// Units that dropped out of a carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DropoutRow {
    /// By whose fault.
    pub by: Party,
    /// Why.
    pub why: Drop,
    /// How many.
    pub units: u32,
}

/// One milestone of a carriage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MilestoneRow {
    /// When it was told.
    pub told: Timestamp,
    /// Who said so.
    pub source: ParticipantCode,
    /// The source's name for it.
    pub event: MilestoneCode,
    /// What.
    pub kind: MilestoneKind,
    /// To which units; none where it concerns the whole carriage.
    pub units: Vec<UnitNumber>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

impl Carriages {
    /// Reads what was told, and the purses of those that are not finished.
    pub fn read(engine: &Engine, history: &History) -> Carriages {
        let owed = owed_to_escrows(engine);
        Carriages { rows: history.carriages().map(|record| CarriageRow::of(engine, record, &owed)).collect() }
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[CarriageRow] {
        &self.rows
    }
}

/// What carriers owe to escrows, by the carriage.
fn owed_to_escrows(engine: &Engine) -> BTreeMap<CarriageId, Figure> {
    let mut owed = BTreeMap::new();
    for (id, claim) in engine.settlement().claims().all() {
        if let Owner::Escrow(carriage) = claim.owner {
            let account = engine.ledger().find(posting::key(Purse::Owed(id, claim.debtor), claim.asset));
            let account = account.and_then(|id| engine.ledger().account(id));
            let part = Figure::new(account.map_or(0, ledger::Account::posted), claim.asset);
            let sum = owed.entry(carriage).or_insert(Figure::zero(claim.asset));
            *sum = *sum + part;
        }
    }
    owed
}

impl CarriageRow {
    fn of(engine: &Engine, record: &CarriageRecord, owed: &BTreeMap<CarriageId, Figure>) -> CarriageRow {
        let asset = record.currency.into();
        let purse = |purse| {
            let account = engine.ledger().find(posting::key(purse, asset));
            let account = account.and_then(|id| engine.ledger().account(id));
            Figure::new(account.map_or(0, ledger::Account::posted), asset)
        };
        let deposit = |party: Party| {
            let code = if party == Party::Shipper { record.shipper } else { record.carrier };
            let member = engine.register().member_by_code(code);
            member.map_or(Figure::zero(asset), |member| purse(Purse::Deposit(record.carriage, member)))
        };
        let left = record.left();
        let freight = record.price.value(u64::from(left), asset).unwrap_or_default();
        let milestones = record.milestones.iter().map(|known| MilestoneRow {
            told: known.told.at,
            source: known.source,
            event: known.event,
            kind: known.kind,
            units: known.units.clone(),
            withdrawn: known.standing == Standing::Withdrawn,
        });
        CarriageRow {
            carriage: record.carriage,
            service: record.service,
            shipper: record.shipper,
            carrier: record.carrier,
            bought: record.quantity,
            left,
            dropped: record
                .dropped
                .iter()
                .map(|&Dropout { by, why, units }| DropoutRow { by, why, units })
                .collect(),
            price: record.price,
            currency: record.currency,
            freight: figure(freight, asset),
            state: Progress::of(record),
            waits_for: Waiting::of(engine, record),
            closes_at: record.closing,
            named: record.named.values().sum(),
            gated_in: record.passed(MilestoneKind::GatedIn),
            loaded: record.passed(MilestoneKind::Loaded),
            discharged: record.passed(MilestoneKind::Discharged),
            gated_out: record.passed(MilestoneKind::GatedOut),
            escrow: record.escrow().into(),
            released: record.released.into(),
            escrow_left: purse(Purse::Escrow(record.carriage)),
            escrow_owed: owed.get(&record.carriage).copied().unwrap_or(Figure::zero(asset)),
            shipper_deposit: deposit(Party::Shipper),
            carrier_deposit: deposit(Party::Carrier),
            milestones: milestones.collect(),
        }
    }

    /// How far it is, and what dropped out on the way: `closed, 3 no-show`.
    fn state(&self) -> String {
        let dropped = self.dropped.iter();
        let dropped = dropped.map(|row| format!(", {} {}", grouped(row.units), progress::dropped(row.why)));
        format!("{}{}", self.state, dropped.collect::<String>())
    }
}

impl Carriages {
    fn progress(&self) -> Sheet {
        let columns = [
            words(""),
            words("service"),
            words("from whom → by whom"),
            figures("units"),
            figures("named"),
            figures("in"),
            figures("load"),
            figures("disc"),
            figures("out"),
            words("state"),
        ];
        let mut sheet = Sheet::new("Carriages", columns);
        for row in &self.rows {
            let count = |count: u32| if count == 0 { String::new() } else { grouped(count) };
            sheet.row([
                row.carriage.to_string().into(),
                spaced(row.service).into(),
                format!("{} → {}", row.shipper, row.carrier).into(),
                grouped(row.bought).into(),
                count(row.named).into(),
                count(row.gated_in).into(),
                count(row.loaded).into(),
                count(row.discharged).into(),
                count(row.gated_out).into(),
                row.state.tone().text(row.state()),
            ]);
        }
        if self.rows.is_empty() {
            sheet.note(Tone::Faint, "no carriage was struck");
        } else {
            sheet.note(Tone::Faint, "in, load, disc, out: units gated in, loaded, discharged, gated out");
        }
        sheet
    }

    fn money(&self) -> Sheet {
        let columns = [
            words(""),
            words(""),
            figures("freight"),
            figures("escrow"),
            figures("released"),
            figures("left"),
            figures("S deposit"),
            figures("C deposit"),
        ];
        let mut sheet = Sheet::new("Their money", columns);
        for row in &self.rows {
            sheet.row([
                row.carriage.to_string().into(),
                Tone::Faint.text(row.currency.to_string()),
                row.freight.or_blank().into(),
                row.escrow.or_blank().into(),
                row.released.or_blank().into(),
                row.escrow_left.or_blank().into(),
                row.shipper_deposit.or_blank().into(),
                row.carrier_deposit.or_blank().into(),
            ]);
        }
        let currencies: BTreeSet<Currency> = self.rows.iter().map(|row| row.currency).collect();
        for currency in currencies {
            let rows = || self.rows.iter().filter(|row| row.currency == currency);
            let sum = |figure: fn(&CarriageRow) -> Figure| {
                rows().map(figure).fold(Figure::zero(currency), |sum, figure| sum + figure).to_string()
            };
            sheet.total([
                "".into(),
                currency.to_string().into(),
                sum(|row| row.freight).into(),
                sum(|row| row.escrow).into(),
                sum(|row| row.released).into(),
                sum(|row| row.escrow_left).into(),
                sum(|row| row.shipper_deposit).into(),
                sum(|row| row.carrier_deposit).into(),
            ]);
        }
        for row in self.rows.iter().filter(|row| row.escrow_owed != Figure::zero(row.currency)) {
            let CarriageRow { carriage, carrier, currency, escrow_owed, .. } = row;
            sheet.note(
                Tone::Faint,
                format!("{carriage}: {carrier} owes {escrow_owed} {currency} back to the escrow"),
            );
        }
        sheet.note(Tone::Faint, "S, C: what the shipper and the carrier have put down as security");
        sheet
    }
}

impl Report for Carriages {
    fn draw(&self, page: Page) -> String {
        if self.rows.is_empty() {
            return self.progress().draw(page);
        }
        format!("{}\n{}", self.progress().draw(page), self.money().draw(page))
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Carriages.write_rows(&self.rows, out)
    }
}
