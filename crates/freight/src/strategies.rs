//! Strategies for property tests: values of every word of this room, with a liking for the edges.

use core::num::NonZeroU32;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use proptest::bool::weighted;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::sample::{select, subsequence};
use proptest::strategy::{Just, Strategy};
use proptest::string::string_regex;
use proptest::{prop_compose, prop_oneof};

use crate::{
    Alias, Classifier, ClientOrderId, CommandKey, Consignment, ContainerNumber, CountryCode, DatedOffset,
    Days, Ends, EquipmentType, Function, Functions, Handling, InstrumentCode, Lane, Milestone, MilestoneCode,
    MilestoneKind, Mode, Name, Offsets, Participant, ParticipantCode, Place, PlaceCode, Promise, Reference,
    Role, Roles, SailingWindow, Scope, Service, ServiceCode, TermsCode, Through, Unit, UnitNumber,
};

/// Texts that a pattern with anchors describes.
fn matching(pattern: &'static str) -> impl Strategy<Value = String> {
    string_regex(pattern.trim_matches(['^', '$'])).expect("a pattern of ours is a regular expression")
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $code:ident, $examples:expr;)*) => {
        $(
            $(#[$doc])*
            pub fn $name() -> impl Strategy<Value = $code> {
                prop_oneof![
                    3 => matching($code::PATTERN),
                    1 => select(&$examples[..]).prop_map(str::to_owned),
                    1 => select(&$examples[..]).prop_map(|text| format!("{text:0<width$}", width = $code::MOST)),
                ]
                .prop_map(|text| $code::parse(&text).expect("the pattern and the parser agree"))
            }
        )*
    };
}

codes! {
    /// Codes of members: any, some that look alike, and the longest.
    participant_code: ParticipantCode, ["birch", "alder", "a", "birch-2"];
    /// Codes of terms.
    terms_code: TermsCode, ["river-2026", "t"];
    /// Codes of places: UN/LOCODEs, and ours.
    place_code: PlaceCode, ["CNCHQ", "CNSGH", "CQGUOYUAN", "AA"];
    /// Codes of countries.
    country_code: CountryCode, ["CN", "SG"];
    /// Codes of services.
    service_code: ServiceCode, ["CNCHQ-CNSGH/2026W10/22G1", "0"];
    /// Codes of instruments.
    instrument_code: InstrumentCode, ["CNCHQ-CNSGH/2026W10/22G1/CNY", "0"];
    /// Members' own names for their orders.
    client_order_id: ClientOrderId, ["PO-2026-0417", "!", "a b"];
    /// Idempotency keys.
    command_key: CommandKey, ["birch-000017", "~"];
    /// References of payments.
    reference: Reference, ["BIRCH 2026/03", "/"];
    /// Sources' own names for milestones.
    milestone_code: MilestoneCode, ["84db923d-2a19-4eb0-beb5-446c1ec57d34", "1"];
    /// Numbers of units: boxes or other cargo.
    unit_number: UnitNumber, ["MSKU6011672", "020-12345675", "7"];
}

/// Names in several scripts.
pub fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        string_regex("[A-Za-z]([A-Za-z ,.'-]{0,62}[a-z.])?").expect("a regular expression"),
        select(&["长江航运", "Nürnberg", "Záhony", "Cát Lái", "Х"][..]).prop_map(str::to_owned),
        Just("ö".repeat(Name::MOST)),
    ]
    .prop_map(|text| Name::parse(&text).expect("it has no control characters and no outer spaces"))
}

/// Any mode.
pub fn mode() -> impl Strategy<Value = Mode> {
    select(&Mode::ALL[..])
}

/// Any role.
pub fn role() -> impl Strategy<Value = Role> {
    select(&Role::ALL[..])
}

/// One to five roles.
pub fn roles() -> impl Strategy<Value = Roles> {
    subsequence(&Role::ALL[..], 1..=Role::ALL.len())
        .prop_map(|roles| Roles::gather(roles).expect("a part of a list repeats nothing"))
}

prop_compose! {
    /// Members with any roles.
    pub fn participant()(code in participant_code(), name in name(), roles in roles()) -> Participant {
        Participant { code, name, roles }
    }
}

/// Any functions, none included.
pub fn functions() -> impl Strategy<Value = Functions> {
    subsequence(&Function::ALL[..], 0..=Function::ALL.len()).prop_map(Functions::from_iter)
}

/// Whole seconds from 2000 to 2099, and the beginning of time as computers count it.
pub fn timestamp() -> impl Strategy<Value = Timestamp> {
    prop_oneof![8 => 946_684_800i64..4_102_444_800, 1 => Just(0)]
        .prop_map(|second| Timestamp::from_second(second).expect("the 21st century is in range"))
}

/// Days from 2000 to 2099, with a liking for the turns of months and years.
pub fn date() -> impl Strategy<Value = Date> {
    let any =
        (2000i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day));
    prop_oneof![
        4 => any.clone(),
        1 => any.clone().prop_map(Date::last_of_month),
        1 => any.clone().prop_map(Date::last_of_year),
        1 => any.prop_map(Date::first_of_year),
    ]
}

/// Weeks, single days, and spans of up to two months.
pub fn sailing_window() -> impl Strategy<Value = SailingWindow> {
    prop_oneof![
        (2000i16..2100, 1u8..=52)
            .prop_map(|(year, week)| format!("{year}W{week:02}").parse().expect("every year has 52 weeks")),
        date().prop_map(SailingWindow::day),
        (date(), 0i32..60).prop_map(|(first, days)| {
            let last = first.saturating_add(Span::new().days(days));
            SailingWindow::of(Days { first, last }).expect("it does not end before it begins")
        }),
    ]
}

/// Clocks: fixed ones, ones with a summer time, and ones that jump wildly, by quarters of an hour.
pub fn offsets() -> impl Strategy<Value = Offsets> {
    let quarters = prop_oneof![4 => -56i32..=56, 1 => select(&[-72, 0, 72][..])];
    let entries = (quarters, 1i64..20_000_000).prop_map(|(quarters, gap)| (quarters * 900, gap));
    (timestamp(), vec(entries, 1..6)).prop_map(|(mut from, entries)| {
        let mut list = Vec::new();
        for (seconds, gap) in entries {
            list.push(DatedOffset { from, seconds });
            from += jiff::SignedDuration::from_secs(gap);
        }
        Offsets::dated(list).expect("the dates ascend")
    })
}

prop_compose! {
    /// Places with any clock.
    pub fn place()(
        code in place_code(), name in name(), country in country_code(), functions in functions(), clock in offsets(),
    ) -> Place {
        Place { code, name, country, functions, clock }
    }
}

prop_compose! {
    /// Aliases from and to any code, for any mode or for all.
    pub fn alias()(code in place_code(), mode in option::of(mode()), means in place_code()) -> Alias {
        Alias { code, mode, means }
    }
}

/// Two different places.
pub fn ends() -> impl Strategy<Value = Ends> {
    (place_code(), place_code())
        .prop_filter("the ends differ", |(origin, destination)| origin != destination)
        .prop_map(|(origin, destination)| Ends { origin, destination })
}

/// Lanes by any mode.
pub fn lane() -> impl Strategy<Value = Lane> {
    (ends(), mode()).prop_map(|(ends, mode)| Lane::between(ends, mode).expect("the ends differ"))
}

/// Size-types that are usual, and some that are not.
pub fn equipment_type() -> impl Strategy<Value = EquipmentType> {
    prop_oneof![
        3 => select(&["22G1", "42G1", "45G1", "L5G1", "22R1", "45R1", "22T0"][..]).prop_map(str::to_owned),
        1 => string_regex("[1-4A-P][0-9A-P][A-Z][0-9]").expect("a regular expression"),
    ]
    .prop_map(|text| EquipmentType::parse(&text).expect("it is a size-type"))
}

/// Container numbers whose check digit is mostly right.
pub fn container_number() -> impl Strategy<Value = ContainerNumber> {
    let any = string_regex("[A-Z]{3}[UJZ][0-9]{7}").expect("a regular expression");
    (any, weighted(0.8)).prop_map(|(text, corrected)| {
        let number = ContainerNumber::parse(&text).expect("it has the form of a number");
        if corrected { number.corrected() } else { number }
    })
}

/// Any unit.
pub fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        4 => equipment_type().prop_map(Unit::Boxes),
        1 => select(&[Unit::Tonnes, Unit::Kilograms, Unit::Moves][..]),
    ]
}

/// Boxes, and other cargo of 1 to the greatest quantity.
pub fn consignment() -> impl Strategy<Value = Consignment> {
    let quantity = prop_oneof![1u32..100, select(&[1, u32::MAX][..])];
    prop_oneof![
        3 => container_number().prop_map(Consignment::Box),
        1 => (unit_number(), quantity.prop_filter_map("not zero", NonZeroU32::new))
            .prop_map(|(number, quantity)| Consignment::Cargo { number, quantity }),
    ]
}

/// Movements, handlings and through carriages.
pub fn promise() -> impl Strategy<Value = Promise> {
    prop_oneof![
        4 => lane().prop_map(Promise::Movement),
        1 => (place_code(), mode(), mode())
            .prop_map(|(place, from, to)| Promise::Handling(Handling { place, from, to })),
        1 => ends().prop_map(|ends| Promise::Through(Through::between(ends).expect("the ends differ"))),
    ]
}

prop_compose! {
    /// Services of every kind.
    pub fn service()(
        promise in promise(), window in sailing_window(), unit in unit(), cut_off in timestamp(),
        longest_transit_days in prop_oneof![0u16..60, Just(u16::MAX)],
    ) -> Service {
        Service { promise, window, unit, cut_off, longest_transit_days }
    }
}

/// Any kind of milestone.
pub fn milestone_kind() -> impl Strategy<Value = MilestoneKind> {
    select(&MilestoneKind::ALL[..])
}

/// Milestones that are told well: they name boxes where boxes belong, and a place where customs speak.
pub fn milestone() -> impl Strategy<Value = Milestone> {
    let boxes = btree_set(unit_number(), 1..5).prop_map(Vec::from_iter).prop_shuffle();
    let classifier = prop_oneof![4 => Just(Classifier::Actual), 1 => select(&Classifier::ALL[..])];
    (
        milestone_code(),
        milestone_kind(),
        classifier,
        timestamp(),
        option::of(timestamp()),
        place_code(),
        option::of(Just(())),
        boxes,
    )
        .prop_map(|(event, kind, classifier, occurred, updated, place, named, boxes)| {
            let (place, boxes) = match kind.scope() {
                Scope::PerBox => (named.map(|()| place), boxes),
                Scope::Customs => (Some(place), Vec::new()),
                Scope::Document | Scope::Transport => (named.map(|()| place), Vec::new()),
            };
            Milestone { event, kind, classifier, occurred, updated, place, boxes }
        })
}
