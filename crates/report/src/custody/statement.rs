//! The proof on a page: two sides like a balance sheet, and below it what the bank says.

use super::{CodeTotal, Proof, ReceivableRow};
use crate::Page;
use crate::figure::Figure;
use crate::page::{Sheet, Text, Tone, figures, words};

pub(super) fn draw(proof: &Proof, page: Page) -> String {
    let title = format!("Custody, {}", proof.currency);
    let columns = [words("the house has"), figures(""), words("it owes, and keeps"), figures(""), words("")];
    let mut sheet = Sheet::new(title, columns);
    let named = |total: &CodeTotal| (format!("{} {}", total.code, total.name), total.balance);
    let left: Vec<(String, Figure)> = proof.has.iter().map(named).collect();
    let mut right: Vec<(String, Figure)> = proof.owes.iter().map(named).collect();
    right.push(("4xxx − 5xxx − 3010 kept".to_owned(), proof.income));
    for place in 0..left.len().max(right.len()) {
        let side = |side: &[(String, Figure)]| -> (Text, Text) {
            match side.get(place) {
                Some((name, balance)) => (name.clone().into(), balance.to_string().into()),
                None => ("".into(), "".into()),
            }
        };
        let ((has, has_figure), (owes, owes_figure)) = (side(&left), side(&right));
        sheet.row([has, has_figure, owes, owes_figure, "".into()]);
    }
    sheet.total([
        "".into(),
        proof.has_total.to_string().into(),
        "".into(),
        proof.owes_total.to_string().into(),
        verdict(proof.equal, "equal", "NOT EQUAL"),
    ]);
    sheet.space();
    sheet.row([Tone::Faint.text("the bank has booked"), "".into(), "".into(), "".into(), "".into()]);
    for total in &proof.bank_lines {
        let lines = total.why.counted(total.lines);
        sheet.row([lines.into(), total.sum.to_string().into(), "".into(), "".into(), "".into()]);
    }
    let bank = verdict(proof.bank_equal, "equals 1010", "DOES NOT EQUAL 1010");
    sheet.total(["".into(), proof.bank_total.to_string().into(), bank, "".into(), "".into()]);
    let (tone, words) = match proof.covered {
        true => (Tone::Faint, "covers"),
        false => (Tone::Bad, "DOES NOT COVER"),
    };
    sheet.note(
        tone,
        format!(
            "1010 + 1190 of {} {words} what may be paid, {}: nobody is paid from what has not been collected.",
            proof.cover, proof.to_cover
        ),
    );
    sheet.draw(page)
}

pub(super) fn receivables(rows: &[ReceivableRow]) -> Option<Sheet> {
    if rows.is_empty() {
        return None;
    }
    let columns = [
        words("claim"),
        words("debtor"),
        words("owner"),
        figures("1110 owed"),
        figures("2055 due"),
        words(""),
        words(""),
    ];
    let mut sheet = Sheet::new("Receivables, each with its debtor and its owner", columns);
    for row in rows {
        sheet.row([
            row.claim.to_string().into(),
            row.debtor.to_string().into(),
            row.owner.clone().into(),
            row.receivable.to_string().into(),
            row.accrued.to_string().into(),
            row.currency.to_string().into(),
            verdict(row.equal, "equal", "NOT EQUAL"),
        ]);
    }
    Some(sheet)
}

pub(super) fn nothing(page: Page) -> String {
    let mut sheet = Sheet::new("Custody", []);
    sheet.note(Tone::Faint, "no money has come in");
    sheet.draw(page)
}

fn verdict(good: bool, yes: &str, no: &str) -> Text {
    if good { Tone::Good.text(yes) } else { Tone::Bad.text(no) }
}
