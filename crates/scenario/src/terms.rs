//! Terms in the text: a block of readable rates.
//!
//! ```text
//!   terms standard
//!     deposit 15 %                          or: deposit shipper 15 % carrier 10 %
//!     fee 0.2 %                             or: fee maker 0.1 % taker 0.3 %
//!     fee-tax 6 %
//!     freight-tax 9 %
//!     storage-tax 6 %
//!     tranche 30 % LOAD
//!     tranche 50 % DISC
//!     tranche 20 % GTOT CUSR@destination SURR
//!     no-show 30 % house 10 %               of the freight; a tenth of it to the exchange
//!     roll 30 % house 10 %
//!     cancel from 168 hours 10 %            before departure; one line a band
//!     cancel house 10 %
//!     call 72 hours                         before the cut-off
//!     close 3 days                          after the last release
//! ```
//!
//! A per cent becomes the same part of one, digit by digit. Only the lines with `cancel` may be left out:
//! then cancelling is free.

use engine::SetTerms;
use money::Rate;
use settlement::{Band, Cancellation, Damages, Deposits, Fees, Need, Terms, Tranche};

use crate::cursor::Cursor;
use crate::fault::{Fault, ScenarioError, literal};
use crate::number::{count, percent};
use crate::reading::{Asked, Reading};

/// The words of the lines of a block.
const LINES: [&str; 11] = [
    "deposit",
    "fee",
    "fee-tax",
    "freight-tax",
    "storage-tax",
    "tranche",
    "no-show",
    "roll",
    "call",
    "close",
    "cancel",
];

/// What a block has said so far.
#[derive(Default)]
struct Said {
    deposit: Option<Deposits>,
    fee: Option<Fees>,
    fee_tax: Option<Rate>,
    freight_tax: Option<Rate>,
    storage_tax: Option<Rate>,
    tranches: Vec<Tranche>,
    no_show: Option<Damages>,
    roll: Option<Damages>,
    call_hours: Option<u32>,
    closing_days: Option<u32>,
    bands: Vec<Band>,
    cancel_house: Option<Rate>,
}

/// `terms standard` and its block.
pub(crate) fn terms(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let code = line.terms()?;
    let actor = line.exchange()?;
    let mut said = Said::default();
    while let Some((word, mut below)) = line.block.take(&LINES)? {
        said.hear(word, &mut below)?;
        below.end()?;
    }
    match said.together() {
        Ok(terms) => Ok(Asked::command(actor, SetTerms { code, terms: Box::new(terms) })),
        Err(missing) => Err(match line.block.take_any()? {
            Some(below) => below.unexpected(LINES.map(literal).to_vec()),
            None => line.words.error(Fault::LinesMissing { block: format!("terms {code}"), missing }),
        }),
    }
}

impl Said {
    /// Reads one line of the block behind its first word.
    fn hear(&mut self, word: &'static str, line: &mut Cursor<'_>) -> Result<(), ScenarioError> {
        match word {
            "deposit" => {
                let (shipper, carrier) = pair(line, "shipper", "carrier")?;
                once(&mut self.deposit, Deposits { shipper, carrier }, word, line)
            }
            "fee" => {
                let (maker, taker) = pair(line, "maker", "taker")?;
                once(&mut self.fee, Fees { maker, taker }, word, line)
            }
            "fee-tax" => once(&mut self.fee_tax, rate(line)?, word, line),
            "freight-tax" => once(&mut self.freight_tax, rate(line)?, word, line),
            "storage-tax" => once(&mut self.storage_tax, rate(line)?, word, line),
            "tranche" => {
                let tranche = Tranche { weight: rate(line)?, needs: needs(line)? };
                self.tranches.push(tranche);
                Ok(())
            }
            "no-show" => once(&mut self.no_show, damages(line)?, word, line),
            "roll" => once(&mut self.roll, damages(line)?, word, line),
            "call" => once(&mut self.call_hours, counted(line, "hours")?, word, line),
            "close" => once(&mut self.closing_days, counted(line, "days")?, word, line),
            _ if line.keyword(&["from", "house"])? == "house" => {
                once(&mut self.cancel_house, rate(line)?, "cancel house", line)
            }
            _ => {
                let band = Band { hours: counted(line, "hours")?, rate: rate(line)? };
                self.bands.push(band);
                Ok(())
            }
        }
    }

    /// The terms, or the words of the lines that are missing.
    fn together(self) -> Result<Terms, Vec<String>> {
        let lines = [
            ("deposit", self.deposit.is_some()),
            ("fee", self.fee.is_some()),
            ("fee-tax", self.fee_tax.is_some()),
            ("freight-tax", self.freight_tax.is_some()),
            ("storage-tax", self.storage_tax.is_some()),
            ("tranche", !self.tranches.is_empty()),
            ("no-show", self.no_show.is_some()),
            ("roll", self.roll.is_some()),
            ("call", self.call_hours.is_some()),
            ("close", self.closing_days.is_some()),
            ("cancel house", self.cancel_house.is_some() || self.bands.is_empty()),
        ];
        let missing: Vec<String> =
            lines.iter().filter(|(_, said)| !said).map(|(word, _)| literal(word)).collect();
        let terms = || {
            Some(Terms {
                deposit: self.deposit?,
                fee: self.fee?,
                fee_tax: self.fee_tax?,
                freight_tax: self.freight_tax?,
                storage_tax: self.storage_tax?,
                tranches: self.tranches,
                no_show: self.no_show?,
                roll: self.roll?,
                cancellation: Cancellation {
                    bands: self.bands,
                    house_share: self.cancel_house.unwrap_or(Rate::ZERO),
                },
                call_hours: self.call_hours?,
                closing_days: self.closing_days?,
            })
        };
        if missing.is_empty() { terms().ok_or(missing) } else { Err(missing) }
    }
}

/// Keeps what a line says, if no line has said it before.
fn once<T>(
    slot: &mut Option<T>,
    value: T,
    word: &'static str,
    line: &Cursor<'_>,
) -> Result<(), ScenarioError> {
    if slot.is_some() {
        return Err(line.error(Fault::Twice { word: word.to_owned() }));
    }
    *slot = Some(value);
    Ok(())
}

/// `15 %`
fn rate(line: &mut Cursor<'_>) -> Result<Rate, ScenarioError> {
    let rate = line.number("a rate in per cent, as in 15 %", percent)?;
    line.keyword(&["%"])?;
    Ok(rate)
}

/// `15 %` for both, or each with its word.
fn pair(
    line: &mut Cursor<'_>,
    one: &'static str,
    other: &'static str,
) -> Result<(Rate, Rate), ScenarioError> {
    if !line.accept(one) {
        let both = rate(line)?;
        return Ok((both, both));
    }
    let first = rate(line)?;
    line.keyword(&[other])?;
    Ok((first, rate(line)?))
}

/// `LOAD`, or `GTOT CUSR@destination SURR`
fn needs(line: &mut Cursor<'_>) -> Result<Vec<Need>, ScenarioError> {
    let mut needs = Vec::new();
    while needs.is_empty() || line.peek().is_some() {
        needs.push(line.value("what must stand, as in LOAD or CUSR@destination", Need::parse)?);
    }
    Ok(needs)
}

/// `30 % house 10 %`
fn damages(line: &mut Cursor<'_>) -> Result<Damages, ScenarioError> {
    let rate_of_freight = rate(line)?;
    line.keyword(&["house"])?;
    Ok(Damages { rate: rate_of_freight, house_share: rate(line)? })
}

/// `72 hours`
fn counted(line: &mut Cursor<'_>, unit: &'static str) -> Result<u32, ScenarioError> {
    let number = line.number("a whole number, as in 72", count)?;
    line.keyword(&[unit])?;
    Ok(number)
}
