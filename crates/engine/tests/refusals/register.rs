//! Members, places, services, instruments and capacity.

use engine::stage::{price, read};
use engine::{
    AdmitMember, Advance, DeclareCapacity, ListInstrument, ListPlace, ListService, OpenNetting, Sweep,
};
use expect_test::expect;
use freight::{
    Alias, Ends, Lane, Mode, Offsets, Place, PlaceCode, Promise, Role, Roles, SailingWindow, Service, Unit,
};

use crate::desk::Desk;
use crate::words::{SERVICE, market};

pub(crate) fn admission(member: &str) -> AdmitMember {
    AdmitMember {
        member: read(member),
        name: read(member),
        roles: Roles::gather([Role::Shipper]).expect("one role is a set of roles"),
    }
}

pub(crate) fn place(code: &str, aliases: &[(&str, Option<Mode>, &str)]) -> ListPlace {
    let place = Place {
        code: read(code),
        name: read("Somewhere"),
        country: read("CN"),
        functions: read("1-------"),
        clock: Offsets::fixed(8 * 3600).expect("eight hours are a clock"),
    };
    let aliases = aliases.iter();
    let aliases = aliases.map(|&(code, mode, means)| Alias { code: read(code), mode, means: read(means) });
    ListPlace { place, aliases: aliases.collect() }
}

pub(crate) fn service(code: &str, from: &str, to: &str, cut_off: &str) -> ListService {
    let ends = Ends { origin: read::<PlaceCode>(from), destination: read(to) };
    let service = Service {
        promise: Promise::Movement(Lane::between(ends, Mode::Barge).expect("the ends differ")),
        window: read::<SailingWindow>("2026W10"),
        unit: Unit::Boxes(read("22G1")),
        cut_off: read(cut_off),
        longest_transit_days: 13,
    };
    ListService { code: read(code), service }
}

pub(crate) fn instrument(code: &str, service: &str, currency: &str, lot: u32, terms: &str) -> ListInstrument {
    ListInstrument {
        code: read(code),
        service: read(service),
        currency: read(currency),
        tick: price("1.00"),
        lot,
        terms: read(terms),
    }
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(market());
    of_members(desk);
    of_places(desk);
    of_services(desk);
    of_instruments(desk);
    of_capacity(desk);
}

fn of_members(desk: &mut Desk) {
    desk.refuse(
        "nobody",
        Advance {},
        &expect![
            "MEMBER_UNKNOWN: no member nobody was admitted | check the spelling, or admit the member first"
        ],
    );
    desk.refuse("birch", Advance {}, &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("birch", admission("willow"), &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.stage.admit("oak", &[Role::Forwarder, Role::Warehouse]);
    desk.refuse("oak", Sweep { sum: engine::stage::sum("1.00 CNY") }, &expect!["ROLE_MISSING: oak is a forwarder and a warehouse, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    let netting = OpenNetting { currency: read("CNY"), value_date: read("2026-03-30") };
    desk.refuse("alder", netting, &expect!["ROLE_MISSING: alder is a carrier, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        admission("birch"),
        &expect!["MEMBER_KNOWN: member birch is already admitted | choose another code"],
    );
    desk.refuse(
        "exchange",
        admission("exchange"),
        &expect!["MEMBER_KNOWN: member exchange is already admitted | choose another code"],
    );
    desk.refuse("exchange", admission("fund"), &expect!["MEMBER_RESERVED: fund is what the exchange calls accounts of its own, so no member can have that code | choose another code"]);
}

fn of_places(desk: &mut Desk) {
    desk.refuse("birch", place("CNNBO", &[]), &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        place("CNCHQ", &[]),
        &expect!["PLACE_KNOWN: place CNCHQ is already listed | list a place anew as it was, with its new clock, or choose another code"],
    );
    let unknown = place("CNNBO", &[("CNNGB", None, "CNNBO"), ("CNSHG", None, "CNSHA")]);
    desk.refuse("exchange", unknown, &expect!["PLACE_UNKNOWN: alias CNSHG means CNSHA, but no place CNSHA is admitted | list the place with its clock first"]);
    let circle = place("CNNBO", &[("CNNBO", Some(Mode::Rail), "CNSGH"), ("CNSGH", None, "CNNBO")]);
    desk.refuse("exchange", circle, &expect!["ALIAS_CIRCLE: alias CNSGH means CNNBO, but CNNBO already leads to CNSGH | let the alias mean the place that is canonical"]);
}

fn of_services(desk: &mut Desk) {
    let late = "2026-03-20T08:00:00Z";
    desk.refuse("alder", service("NEW", "CNCHQ", "CNSGH", late), &expect!["ROLE_MISSING: alder is a carrier, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        service(SERVICE, "CNCHQ", "CNSGH", late),
        &expect!["SERVICE_KNOWN: service CNCHQ-CNSGH/2026W10/22G1 is already listed | choose another code"],
    );
    desk.refuse(
        "exchange",
        service("NEW", "CNNBO", "CNSGH", late),
        &expect!["PLACE_UNKNOWN: place CNNBO is not listed | list the place with its clock first"],
    );
    desk.refuse(
        "exchange",
        service("NEW", "CNCHQ", "SGSIN", late),
        &expect!["PLACE_UNKNOWN: place SGSIN is not listed | list the place with its clock first"],
    );
    desk.ask("exchange", place("CNTAC", &[("CNTAG", None, "CNSGH")]));
    desk.refuse("exchange", service("NEW", "CNTAG", "CNSGH", late), &expect!["LANE_ENDS_EQUAL: a lane from CNSGH must lead to another place, but it leads to CNSGH | name two places; an alias may hide that they are one"]);
    let over = service("NEW", "CNCHQ", "CNSGH", "2026-03-02T01:00:00Z");
    desk.refuse("exchange", over, &expect!["CUT_OFF_PASSED: the cut-off of NEW was at 2026-03-02T01:00:00Z, but it is 2026-03-02T01:00:00Z | use a service with a later cut-off; slots without a name lapse at theirs"]);
    let after = service("NEW", "CNCHQ", "CNSGH", "2026-03-08T16:00:01Z");
    desk.refuse("exchange", after, &expect!["CUT_OFF_AFTER_DEPARTURE: the cut-off of NEW would be at 2026-03-08T16:00:01Z, but its last day of departure is over at 2026-03-08T16:00:00Z | set a cut-off before the last departure, which the window gives by the clock of the origin"]);
    // Another place is there already, and its code is where a service ends.
    desk.refuse("exchange", place("CNTXG", &[("CNSGH", None, "CNTXG")]), &expect!["ALIAS_IN_USE: alias CNSGH for CNTXG would move service CNCHQ-CNSGH/2026W10/22G1, which is listed with CNSGH | give the alias once the last carriage of the service is closed, or list its services under the new code"]);
    desk.refuse("exchange", place("CNTXG", &[("CNCHQ", Some(Mode::Barge), "CNTXG")]), &expect!["ALIAS_IN_USE: alias CNCHQ for CNTXG would move service CNCHQ-CNSGH/2026W10/22G1, which is listed with CNCHQ | give the alias once the last carriage of the service is closed, or list its services under the new code"]);
    desk.ask("exchange", place("CNTXG", &[("CNCHQ", Some(Mode::Rail), "CNTXG")]));
}

fn of_instruments(desk: &mut Desk) {
    let known = "CNCHQ-CNSGH/2026W10/22G1/CNY";
    desk.refuse("alder", instrument("NEW", SERVICE, "USD", 1, "standard"), &expect!["ROLE_MISSING: alder is a carrier, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("exchange", instrument(known, SERVICE, "USD", 1, "standard"), &expect!["INSTRUMENT_KNOWN: instrument CNCHQ-CNSGH/2026W10/22G1/CNY is already listed | choose another code"]);
    desk.refuse(
        "exchange",
        instrument("NEW", "NOWHERE", "USD", 1, "standard"),
        &expect![
            "SERVICE_UNKNOWN: service NOWHERE is not listed | check the spelling, or list the service first"
        ],
    );
    desk.refuse("exchange", instrument("NEW", SERVICE, "USD", 0, "standard"), &expect!["LOT_ZERO: instrument NEW would have a lot of 0 units, but a lot counts at least 1 | use a lot of 1"]);
    desk.refuse(
        "exchange",
        instrument("NEW", SERVICE, "USD", 1, "special"),
        &expect!["TERMS_UNKNOWN: no terms special were set | set the terms first"],
    );
    desk.refuse("exchange", instrument("NEW", SERVICE, "CNY", 1, "standard"), &expect!["INSTRUMENT_ALREADY_LISTED: service CNCHQ-CNSGH/2026W10/22G1 has a book in CNY already: instrument CNCHQ-CNSGH/2026W10/22G1/CNY | use the book that is open"]);
    desk.pass_to("2026-03-07T08:00:00Z");
    desk.refuse("exchange", instrument("NEW", SERVICE, "USD", 1, "standard"), &expect!["CUT_OFF_PASSED: the cut-off of CNCHQ-CNSGH/2026W10/22G1 was at 2026-03-07T08:00:00Z, but it is 2026-03-07T08:00:00Z | use a service with a later cut-off; slots without a name lapse at theirs"]);
}

fn of_capacity(desk: &mut Desk) {
    let declare = |service, quantity| DeclareCapacity { service: read(service), quantity };
    desk.refuse("birch", declare(SERVICE, 1), &expect!["ROLE_MISSING: birch is a shipper, but only a carrier or a warehouse may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "alder",
        declare("NOWHERE", 1),
        &expect![
            "SERVICE_UNKNOWN: service NOWHERE is not listed | check the spelling, or list the service first"
        ],
    );
    desk.refuse("alder", declare(SERVICE, 1), &expect!["CUT_OFF_PASSED: the cut-off of CNCHQ-CNSGH/2026W10/22G1 was at 2026-03-07T08:00:00Z, but it is 2026-03-07T08:00:00Z | use a service with a later cut-off; slots without a name lapse at theirs"]);
    desk.stage.service("NEXT", "2026-03-20T08:00:00Z");
    desk.refuse("alder", declare("NEXT", 0), &expect!["QUANTITY_ZERO: 0 slots of NEXT were to be declared, but at least 1 is needed | ask for at least one lot"]);
}

#[test]
fn the_register_refuses() {
    refusals(&mut Desk::reading());
}

/// Rules may change, and history may not: what was listed under other rules is written all the same.
#[test]
fn a_listing_that_would_be_refused_today_is_written_from_history() {
    let stage = crate::words::market();
    let mut engine = stage.driver.engine().clone();
    let action = place("CNTXG", &[("CNSGH", None, "CNTXG")]).into();
    let command = engine::Command { actor: read("exchange"), action };
    let (now, mut facts) = (stage.now, engine::Facts::new());
    let code = engine.decide(&command, now, &mut facts).expect_err("the place is in use").code();
    assert_eq!(code, "ALIAS_IN_USE");
    engine.apply(&command, now, engine::Outcome::Done, &facts, &mut ());
    assert_eq!(engine.register().places().canonical(read("CNSGH"), None), read("CNTXG"));
}
