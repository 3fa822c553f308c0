//! Strategies for everything that can be asked, built from those of the values.

use engine::*;
use freight::strategies as freight;
use matching::OrderId;
use matching::strategies::{side, time_in_force};
use money::strategies::{currency, price, rate, sum};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use settlement::{
    Band, BillId, Cancellation, CarriageId, CycleId, Damages, Deposits, Fees, Need, PaymentId, ReceiptId,
    Station, Terms, Tranche,
};
use wire::Line;

/// The greatest id that every reader of JSON takes exactly.
const GREATEST: u64 = (1 << 53) - 1;

/// A line, with any time, key and command.
pub(crate) fn line() -> impl Strategy<Value = Line> {
    (freight::timestamp(), freight::participant_code(), option::of(freight::command_key()), action())
        .prop_map(|(at, actor, key, command)| Line { at, actor, key, command })
}

fn counter() -> impl Strategy<Value = u64> {
    prop_oneof![1..=9u64, 1..=GREATEST, Just(GREATEST)]
}

fn count() -> impl Strategy<Value = u32> {
    prop_oneof![0..=9u32, any::<u32>(), Just(u32::MAX)]
}

fn carriage() -> impl Strategy<Value = CarriageId> {
    counter().prop_map(|number| CarriageId::new(number).expect("from 1"))
}

fn cycle() -> impl Strategy<Value = CycleId> {
    (1..=u32::MAX).prop_map(|number| CycleId::new(number).expect("from 1"))
}

fn payment() -> impl Strategy<Value = PaymentId> {
    counter().prop_map(|number| PaymentId::new(number).expect("from 1"))
}

fn order_name() -> impl Strategy<Value = OrderName> {
    let id = (1 << 24..u64::MAX).prop_map(|number| OrderId::new(number).expect("above the first"));
    prop_oneof![id.prop_map(OrderName::Id), freight::client_order_id().prop_map(OrderName::Client)]
}

fn need() -> impl Strategy<Value = Need> {
    let station = select(vec![Station::Origin, Station::Transit, Station::Destination]);
    (freight::milestone_kind(), option::of(station)).prop_map(|(kind, station)| {
        let at = station.filter(|_| kind.scope() == ::freight::Scope::Customs);
        Need { kind, at }
    })
}

fn damages() -> impl Strategy<Value = Damages> {
    (rate(), rate()).prop_map(|(rate, house_share)| Damages { rate, house_share })
}

prop_compose! {
    fn terms()(
        (shipper, carrier, maker, taker) in (rate(), rate(), rate(), rate()),
        (fee_tax, freight_tax, storage_tax) in (rate(), rate(), rate()),
        tranches in vec((rate(), vec(need(), 0..4)), 0..4),
        (no_show, roll) in (damages(), damages()),
        bands in vec((count(), rate()), 0..4),
        house_share in rate(),
        (call_hours, closing_days) in (count(), count()),
    ) -> Terms {
        Terms {
            deposit: Deposits { shipper, carrier },
            fee: Fees { maker, taker },
            fee_tax,
            freight_tax,
            storage_tax,
            tranches: tranches.into_iter().map(|(weight, needs)| Tranche { weight, needs }).collect(),
            no_show,
            roll,
            cancellation: Cancellation {
                bands: bands.into_iter().map(|(hours, rate)| Band { hours, rate }).collect(),
                house_share,
            },
            call_hours,
            closing_days,
        }
    }
}

/// Boxes one struct of the engine, with a strategy for each field, as an action.
macro_rules! asked {
    ($name:ident { $($field:ident: $strategy:expr),* $(,)? }) => {
        ($($strategy,)*).prop_map(|($($field,)*)| Action::from($name { $($field),* })).boxed()
    };
}

/// Any action.
pub(crate) fn action() -> impl Strategy<Value = Action> {
    proptest::strategy::Union::new([
        asked!(AdmitMember {
            member: freight::participant_code(),
            name: freight::name(),
            roles: freight::roles()
        }),
        asked!(SetTerms { code: freight::terms_code(), terms: terms().prop_map(Box::new) }),
        asked!(ListPlace { place: freight::place(), aliases: vec(freight::alias(), 0..3) }),
        asked!(ListService { code: freight::service_code(), service: freight::service() }),
        asked!(ListInstrument {
            code: freight::instrument_code(),
            service: freight::service_code(),
            currency: currency(),
            tick: price(),
            lot: count(),
            terms: freight::terms_code(),
        }),
        asked!(DeclareCapacity { service: freight::service_code(), quantity: count() }),
        asked!(Receive {
            member: option::of(freight::participant_code()),
            sum: sum(),
            reference: freight::reference(),
        }),
        asked!(AllocateReceipt {
            receipt: counter().prop_map(|number| ReceiptId::new(number).expect("from 1")),
            member: freight::participant_code(),
            sum: sum(),
        }),
        asked!(PlaceOrder {
            instrument: freight::instrument_code(),
            side: side(),
            quantity: count(),
            limit: option::of(price()),
            time_in_force: time_in_force(),
            post_only: any::<bool>(),
            client_order_id: option::of(freight::client_order_id()),
        }),
        asked!(AmendOrder { order: order_name(), quantity: count(), limit: option::of(price()) }),
        asked!(CancelOrder { order: order_name() }),
        asked!(Nominate { carriage: carriage(), units: vec(freight::consignment(), 0..4) }),
        asked!(RecordMilestone { carriage: carriage(), milestone: freight::milestone() }),
        asked!(CorrectMilestone {
            carriage: carriage(),
            source: option::of(freight::participant_code()),
            milestone: freight::milestone(),
        }),
        asked!(WithdrawMilestone {
            carriage: carriage(),
            source: option::of(freight::participant_code()),
            event: freight::milestone_code(),
        }),
        asked!(CallEscrow { carriage: carriage() }),
        asked!(CancelCarriage { carriage: carriage() }),
        asked!(Roll {
            carriage: carriage(),
            units: prop_oneof![
                vec(freight::unit_number(), 0..4).prop_map(RolledUnits::Named),
                count().prop_map(RolledUnits::Unnamed),
            ],
        }),
        asked!(AccrueStorage { carriage: carriage(), units: count(), days: count(), rate: price() }),
        asked!(BillStorage {
            bill: counter().prop_map(|number| BillId::new(number).expect("from 1")),
            terms: freight::terms_code(),
        }),
        asked!(OpenNetting { currency: currency(), value_date: freight::date() }),
        asked!(CloseNetting { cycle: cycle() }),
        asked!(SendPayment { cycle: cycle(), member: freight::participant_code() }),
        asked!(BookPayment { payment: payment() }),
        asked!(ReturnPayment { payment: payment() }),
        asked!(RefusePayment { payment: payment() }),
        asked!(WithdrawMoney { sum: sum() }),
        asked!(PayFund { sum: sum() }),
        asked!(PayTax { sum: sum() }),
        asked!(BookBankCharge { sum: sum() }),
        asked!(BuyFx { bought: sum(), paid: sum() }),
        asked!(Sweep { sum: sum() }),
        Just(Action::from(Advance {})).boxed(),
    ])
}
