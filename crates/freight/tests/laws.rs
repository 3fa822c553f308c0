//! The laws of this room, as sentences.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use core::fmt::{Debug, Display};
use core::str::FromStr;

use freight::{
    Alias, CodeError, CommandKey, ContainerNumber, Function, Functions, InstrumentCode, Milestone, Mode,
    Name, Offsets, ParticipantCode, Place, PlaceBook, PlaceCode, Reference, SailingWindow, Scope, Service,
    ServiceCode, UnitNumber, strategies,
};
use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes a value as text, reads it again, and answers it.
fn through_text<T: Display + FromStr<Err: Debug>>(value: &T) -> T {
    value.to_string().parse().expect("what is written can be read")
}

/// Writes a value as JSON, reads it again, and answers it.
fn through_json<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let json = serde_json::to_string(value).expect("a value of the protocol can be written");
    serde_json::from_str(&json).expect("what is written can be read")
}

/// Text that looks much like a code, and sometimes is one.
fn almost_a_code() -> impl Strategy<Value = String> {
    let characters = select(
        &['A', 'Z', 'a', 'z', '0', '9', '-', '/', '.', '+', ' ', '_', '~', 'é', '\n', '\0', '\u{200b}'][..],
    );
    vec(characters, 0..45).prop_map(String::from_iter)
}

/// What the parsers promise, written without their tables.
fn expected(text: &str, most: usize, allowed: impl Fn(usize, u8) -> bool) -> &'static str {
    let hidden = |c: char| c.is_control() || c == '\u{200b}';
    match text.chars().count() {
        _ if text.chars().any(hidden) => "TEXT_CONTROL_CHARACTER",
        0 => "TEXT_EMPTY",
        count if count > most => "TEXT_TOO_LONG",
        _ if !text.is_ascii() => "CODE_MALFORMED",
        _ if text.bytes().enumerate().all(|(place, byte)| allowed(place, byte)) => "fine",
        _ => "CODE_MALFORMED",
    }
}

fn code_of<T>(result: Result<T, CodeError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "fine")
}

proptest! {
    #[test]
    fn text_to_value_to_text_loses_nothing(
        place in strategies::place_code(), service in strategies::service_code(), reference in strategies::reference(),
        window in strategies::sailing_window(), functions in strategies::functions(), name in strategies::name(),
        equipment in strategies::equipment_type(), container in strategies::container_number(),
    ) {
        prop_assert_eq!(through_text(&place), place);
        prop_assert_eq!(through_text(&service), service);
        prop_assert_eq!(through_text(&reference), reference);
        prop_assert_eq!(through_text(&window), window);
        prop_assert_eq!(through_text(&functions), functions);
        prop_assert_eq!(through_text(&name), name);
        prop_assert_eq!(through_text(&equipment), equipment);
        prop_assert_eq!(through_text(&container), container);
    }

    #[test]
    fn what_is_carried_by_a_command_is_read_as_it_was_written(
        service in strategies::service(), milestone in strategies::milestone(), place in strategies::place(),
        participant in strategies::participant(), consignment in strategies::consignment(), alias in strategies::alias(),
    ) {
        prop_assert_eq!(through_json(&service), service);
        prop_assert_eq!(through_json(&milestone), milestone);
        prop_assert_eq!(through_json(&place), place);
        prop_assert_eq!(through_json(&participant), participant);
        prop_assert_eq!(through_json(&consignment), consignment);
        prop_assert_eq!(through_json(&alias), alias);
    }

    #[test]
    fn codes_are_ordered_as_their_texts(one in strategies::instrument_code(), other in strategies::instrument_code()) {
        prop_assert_eq!(one.cmp(&other), one.as_str().cmp(other.as_str()));
        prop_assert_eq!(one == other, one.as_str() == other.as_str());
    }

    #[test]
    fn a_code_is_read_if_and_only_if_its_alphabet_says_so(text in almost_a_code()) {
        let inner = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"./+-".contains(&byte);
        let compound = |place, byte: u8| inner(byte) && (place > 0 || byte.is_ascii_alphanumeric());
        let small = |place, byte: u8| byte.is_ascii_lowercase() || place > 0 && (byte.is_ascii_digit() || byte == b'-');
        let last = text.len().saturating_sub(1);
        let printable = |place, byte: u8| byte.is_ascii_graphic() || byte == b' ' && place > 0 && place < last;
        prop_assert_eq!(code_of(ParticipantCode::parse(&text)), expected(&text, 24, small));
        prop_assert_eq!(code_of(ServiceCode::parse(&text)), expected(&text, 36, compound));
        prop_assert_eq!(code_of(InstrumentCode::parse(&text)), expected(&text, 40, compound));
        prop_assert_eq!(code_of(UnitNumber::parse(&text)), expected(&text, 16, compound));
        prop_assert_eq!(code_of(Reference::parse(&text)), expected(&text, 35, printable));
        prop_assert_eq!(code_of(CommandKey::parse(&text)), expected(&text, 35, printable));
    }

    #[test]
    fn no_text_of_any_kind_makes_a_parser_stumble(text in any::<String>()) {
        let _ = (Name::parse(&text), SailingWindow::parse(&text), Functions::parse(&text));
        let _ = (ContainerNumber::parse(&text), freight::EquipmentType::parse(&text), PlaceCode::parse(&text));
    }

    #[test]
    fn a_window_holds_its_days_and_a_week_holds_seven(window in strategies::sailing_window(), day in strategies::date()) {
        prop_assert!(window.first() <= window.last());
        prop_assert_eq!(window.contains(day), day >= window.first() && day <= window.last());
        let seven = window.first().checked_add(Span::new().days(6)).unwrap() == window.last();
        prop_assert_eq!(window.week().is_some(), seven && window.first().weekday() == Weekday::Monday);
        if let Some(week) = window.week() {
            prop_assert_eq!(week, window.last().iso_week_date().first_of_week().unwrap());
        }
    }

    #[test]
    fn exactly_one_check_digit_is_right(number in strategies::container_number()) {
        let right: Vec<_> = (0..10)
            .map(|digit| ContainerNumber::parse(&format!("{}{digit}", &number.as_str()[..10])).unwrap())
            .filter(ContainerNumber::check_digit_is_right)
            .collect();
        prop_assert_eq!(right, [number.corrected()]);
    }

    #[test]
    fn a_wrong_letter_or_digit_seldom_keeps_the_check_digit_right(
        number in strategies::container_number(), place in 4usize..10, digit in 0u8..10,
    ) {
        // A serial digit weighs 16 to 512, and no weight is a multiple of 11: only 10 and 0 look alike.
        let mut text = number.corrected().to_string();
        let before = text.as_bytes()[place];
        text.replace_range(place..=place, &digit.to_string());
        let changed = ContainerNumber::parse(&text).unwrap();
        if changed.check_digit_is_right() && before != b'0' + digit {
            prop_assert_eq!(changed.check_digit(), 0);
        }
    }

    #[test]
    fn functions_warn_of_a_mode_exactly_when_they_do_not_list_it(functions in strategies::functions(), mode in strategies::mode()) {
        let serving: &[Function] = match mode {
            Mode::Sea => &[Function::Port],
            Mode::Barge => &[Function::Port, Function::InlandWater],
            Mode::Rail => &[Function::Rail],
            Mode::Road => &[Function::Road],
            Mode::Air => &[Function::Airport],
        };
        prop_assert_eq!(functions.warn(mode).is_none(), functions.iter().any(|one| serving.contains(&one)));
    }

    #[test]
    fn a_milestone_that_is_told_well_is_accepted_and_a_box_too_many_is_refused(milestone in strategies::milestone()) {
        prop_assert_eq!(milestone.check(), Ok(()));
        let mut more = milestone.clone();
        more.boxes.push(milestone.boxes.first().copied().unwrap_or(UnitNumber::parse("B").unwrap()));
        let code = more.check().unwrap_err().code();
        let per_box = milestone.kind.scope() == Scope::PerBox;
        prop_assert_eq!(code, if per_box { "MILESTONE_BOX_TWICE" } else { "MILESTONE_BOXES_NOT_WANTED" });
        let fewer = Milestone { boxes: Vec::new(), ..milestone };
        prop_assert_eq!(fewer.check().is_err(), per_box);
    }
}

/// When a day starts, found without the segments of the clock: of all moments at which the date
/// could change, the first that shows the day or a later one.
fn start_by_trial(clock: &Offsets, day: Date) -> Timestamp {
    let changes = clock.list().iter().map(|one| one.from);
    let midnights = clock.list().iter().map(|one| {
        let naive = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap();
        naive - jiff::SignedDuration::from_secs(one.seconds.into())
    });
    changes.chain(midnights).filter(|&moment| clock.date(moment) >= day).min().unwrap()
}

proptest! {
    #[test]
    fn a_day_starts_at_the_first_moment_that_shows_it_or_a_later_one(clock in strategies::offsets(), day in strategies::date()) {
        let starts = clock.midnight(day);
        prop_assert!(clock.date(starts) >= day);
        prop_assert!(clock.date(starts - jiff::SignedDuration::from_secs(1)) < day);
        prop_assert_eq!(starts, start_by_trial(&clock, day));
    }

    #[test]
    fn later_days_never_start_earlier(clock in strategies::offsets(), day in strategies::date()) {
        prop_assert!(clock.midnight(day) <= clock.midnight(day.tomorrow().unwrap()));
    }

    #[test]
    fn the_next_midnight_is_the_first_start_of_a_day_ahead(clock in strategies::offsets(), moment in strategies::timestamp()) {
        let next = clock.next_midnight(moment);
        prop_assert!(next > moment);
        let today = clock.date(moment);
        let days = (-3..=4).map(|days| today.checked_add(Span::new().days(days)).unwrap());
        let ahead = days.map(|day| clock.midnight(day)).filter(|&starts| starts > moment).min();
        prop_assert_eq!(Some(next), ahead);
    }

    #[test]
    fn resolving_twice_is_resolving_once_and_always_ends(aliases in vec((0usize..6, 0usize..6, proptest::option::of(strategies::mode())), 0..40)) {
        let codes = ["AA", "BB", "CC", "DD", "EE", "FF"].map(|code| PlaceCode::parse(code).unwrap());
        let mut book = PlaceBook::new();
        for code in &codes[..5] {
            let (name, country) = (Name::parse("a place").unwrap(), "CN".parse().unwrap());
            let clock = Offsets::fixed(0).unwrap();
            book.admit(Place { code: *code, name, country, functions: Functions::UNKNOWN, clock });
        }
        for (from, to, mode) in aliases {
            let alias = Alias { code: codes[from], mode, means: codes[to] };
            if book.check_alias(alias).is_ok() {
                book.add_alias(alias);
            }
        }
        for code in codes {
            for mode in Mode::ALL.into_iter().map(Some).chain([None]) {
                let once = book.canonical(code, mode);
                prop_assert_eq!(book.canonical(once, mode), once);
                prop_assert_eq!(book.resolve(code, mode).is_some(), once != codes[5]);
            }
        }
    }

    #[test]
    fn a_service_departs_inside_its_window(service in strategies::service(), clock in strategies::offsets()) {
        let Service { window, .. } = service;
        prop_assert!(clock.date(service.first_departure(&clock)) >= window.first());
        prop_assert!(service.first_departure(&clock) <= service.last_departure(&clock));
        prop_assert!(service.latest_arrival() >= window.last());
    }
}
