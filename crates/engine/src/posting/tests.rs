//! The posting rules hold together, and the document says what they are.

use expect_test::expect_file;
use settlement::{About, CarriageId, Reason};

use super::{RULES, Rule, cause, chart, reason};

#[test]
fn every_reason_has_one_rule_and_the_rules_stand_in_their_order() {
    let listed: Vec<Reason> = RULES.iter().map(|rule| rule.reason).collect();
    assert_eq!(listed, Reason::ALL);
    for &reason in Reason::ALL {
        assert_eq!(Rule::of(reason).reason, reason);
    }
}

#[test]
fn every_code_of_a_rule_is_in_the_chart() {
    let chart = chart();
    for rule in RULES {
        for code in rule.debit.iter().chain(rule.credit) {
            assert!(chart.row(*code).is_some(), "{code} of {:?} is not in the chart", rule.reason);
        }
    }
}

#[test]
fn a_cause_keeps_its_reason_and_what_it_is_about() {
    let about = About::Carriage(CarriageId::new((1 << 52) - 1).unwrap());
    for &why in Reason::ALL {
        assert_eq!(reason(cause(why, about)), (why, about));
    }
}

#[test]
fn the_document_is_printed_from_the_rules() {
    expect_file!["../../../../docs/posting-rules.md"].assert_eq(&document());
}

fn document() -> String {
    let mut text = String::from(
        "# Posting rules\n\n\
         Settlement moves money from one purse to another, for a reason; this page says which accounts that is.\n\
         It is printed from `crates/engine/src/posting.rs`: change the rules there.\n\n\
         Dr means debit, Cr credit.\n\
         One movement is one transfer: one debit, one credit, one amount.\n\
         A transfer between accounts that its reason does not name stops the program.\n\n\
         ## Chart of accounts\n\n\
         | code | account | normal side | may go below zero |\n|---|---|---|---|\n",
    );
    for row in chart().rows() {
        let side = match row.normal {
            ledger::Side::Debit => "debit",
            ledger::Side::Credit => "credit",
        };
        let below = if row.floor { "no" } else { "yes" };
        text.push_str(&format!("| {} | {} | {side} | {below} |\n", row.code, row.name));
    }
    text.push_str("\n## Reasons\n\n");
    for rule in RULES {
        let codes = |codes: &[ledger::AccountCode]| {
            codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
        };
        text.push_str(&format!(
            "### {}. {}\n\nDr {}, Cr {}.\n{}\n\nExample: {}\n\n",
            rule.reason.number(),
            words(rule.reason),
            codes(rule.debit),
            codes(rule.credit),
            rule.words,
            rule.example
        ));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// `SlotsSold` as `slots sold`.
fn words(reason: Reason) -> String {
    let mut words = String::new();
    for letter in format!("{reason:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
