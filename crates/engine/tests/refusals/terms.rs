//! Terms that are not sound.

use engine::SetTerms;
use engine::stage::{rate, read, terms};
use expect_test::expect;
use settlement::{Band, Terms, Tranche};

use crate::desk::Desk;

fn set(change: impl FnOnce(&mut Terms)) -> SetTerms {
    let mut terms = terms("0.09");
    change(&mut terms);
    SetTerms { code: read("standard"), terms: Box::new(terms) }
}

fn tranche(weight: &str, needs: &[&str]) -> Tranche {
    Tranche { weight: rate(weight), needs: needs.iter().map(|need| read(need)).collect() }
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.stage.admit("alder", &[freight::Role::Carrier]);
    desk.refuse("alder", set(|_| {}), &expect!["ROLE_MISSING: alder is a carrier, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("exchange", set(|terms| terms.deposit.carrier = rate("1.01")), &expect!["TERMS_RATE_ABOVE_ONE: the deposit of the carrier is 1.01, but a part of one is at most 1 | write fifteen per cent as 0.15"]);
    desk.refuse("exchange", set(|terms| terms.freight_tax = rate("9")), &expect!["TERMS_RATE_ABOVE_ONE: the tax on freight is 9, but a part of one is at most 1 | write fifteen per cent as 0.15"]);
    desk.refuse("exchange", set(|terms| terms.tranches[1].weight = rate("1.5")), &expect!["TERMS_RATE_ABOVE_ONE: the weight of tranche 2 is 1.5, but a part of one is at most 1 | write fifteen per cent as 0.15"]);
    desk.refuse("exchange", set(|terms| terms.cancellation.bands[1].rate = rate("2")), &expect!["TERMS_RATE_ABOVE_ONE: the fee of band 2 is 2, but a part of one is at most 1 | write fifteen per cent as 0.15"]);
    desk.refuse("exchange", set(|terms| terms.tranches.clear()), &expect!["TERMS_TRANCHES_MISSING: 0 tranches are named, but at least 1 is needed | a single tranche of weight 1 releases everything at once"]);
    let many = set(|terms| terms.tranches = vec![tranche("0.05", &["LOAD"]); 20]);
    desk.refuse("exchange", many, &expect!["TERMS_TOO_MANY_TRANCHES: 20 tranches are named, but at most 16 are allowed | join tranches that need the same milestones"]);
    let weightless = set(|terms| terms.tranches.push(tranche("0", &["GTIN"])));
    desk.refuse("exchange", weightless, &expect!["TERMS_WEIGHT_ZERO: tranche 4 weighs 0, but it must weigh more | leave the tranche out, or give it a weight"]);
    desk.refuse("exchange", set(|terms| terms.tranches[2].weight = rate("0.19")), &expect!["TERMS_WEIGHTS_NOT_ONE: the weights of 3 tranches sum to 0.99, but they must sum to 1 | change the weights until their sum is exactly 1"]);
    desk.refuse("exchange", set(|terms| terms.tranches[0].needs.clear()), &expect!["TERMS_NEEDS_MISSING: tranche 1 has 0 needs, but at least 1 is needed | name the milestones that must stand, such as LOAD"]);
    desk.refuse("exchange", set(|terms| terms.tranches[0].needs.push(read("DEPA"))), &expect!["TERMS_NEED_RELEASES_NOTHING: tranche 1 needs DEPA, which releases nothing | use GTIN, LOAD, DISC, GTOT, CUSR or SURR"]);
    desk.refuse("exchange", set(|terms| terms.tranches[0].needs.push(read("CUSR"))), &expect!["TERMS_CUSTOMS_BEFORE_LAST: tranche 1 needs CUSR, but customs may stop only tranche 3, the last | move the word of customs to the last tranche"]);
    desk.refuse(
        "exchange",
        set(|terms| terms.tranches[1].needs.push(read("LOAD"))),
        &expect!["TERMS_NEED_TWICE: tranche 2 needs LOAD twice, but once is enough | name each need once"],
    );
    let bands = set(|terms| terms.cancellation.bands.push(Band { hours: 72, rate: rate("0.5") }));
    desk.refuse("exchange", bands, &expect!["TERMS_BANDS_NOT_DESCENDING: band 3 begins 72 hours before departure, but band 2 begins 72 hours before it | order the bands from the earliest to the latest, each once"]);
}

#[test]
fn terms_are_refused() {
    refusals(&mut Desk::reading());
}
