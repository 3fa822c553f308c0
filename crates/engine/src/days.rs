//! Generated trading days, for the laws of the engine and for other people's tests.
//!
//! A [`Move`] says roughly what somebody tries; [`play`] turns it into a command about what is really there,
//! or sometimes about what is not. Amounts and prices are biased to the edges: one, a few, very many.

mod scenes;

use std::collections::BTreeMap;

use freight::{Classifier, Consignment, Milestone, MilestoneKind, Role, UnitNumber};
use jiff::SignedDuration;
use matching::{OrderId, Remainder, Side, TimeInForce};
use money::{Currency, Sum};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use settlement::{BillId, CarriageId, CycleId, PaymentId, Purse, ReceiptId};

use crate::posting;
use crate::stage::{Stage, order, price, read, sum, terms};
use crate::{
    AccrueStorage, Action, Advance, AllocateReceipt, AmendOrder, Answer, Audience, BillStorage,
    BookBankCharge, BookPayment, BuyFx, CallEscrow, CancelCarriage, CancelOrder, CloseNetting,
    CorrectMilestone, DeclareCapacity, Nominate, OpenNetting, OrderName, Outcome, PayFund, PayTax, Receive,
    RecordMilestone, RefusePayment, ReturnPayment, Roll, RolledUnits, SendPayment, SetTerms, Sweep,
    WithdrawMilestone, WithdrawMoney,
};

/// What somebody tries; numbers say which of those that are there.
#[derive(Clone, Debug)]
pub enum Move {
    /// An order.
    Order {
        /// Who.
        member: usize,
        /// In which book.
        book: usize,
        /// How many units.
        quantity: u32,
        /// At which price; none is a market order.
        limit: Option<&'static str>,
        /// How long it stands.
        time_in_force: TimeInForce,
        /// Whether it may only rest.
        post_only: bool,
    },
    /// A change of an open order.
    Amend {
        /// Which.
        order: usize,
        /// How many units.
        quantity: u32,
        /// At which price.
        limit: Option<&'static str>,
    },
    /// The end of an open order.
    Cancel {
        /// Which.
        order: usize,
    },
    /// Money comes in.
    Fund {
        /// For whom.
        member: usize,
        /// How much.
        amount: &'static str,
    },
    /// Slots are declared.
    Declare {
        /// By whom.
        member: usize,
        /// Of which service.
        service: usize,
        /// How many.
        quantity: u32,
    },
    /// Units are named.
    Nominate {
        /// For which carriage.
        carriage: usize,
        /// How many.
        units: u32,
    },
    /// Something happens, is corrected, or is withdrawn.
    Tell {
        /// To which carriage.
        carriage: usize,
        /// What.
        kind: MilestoneKind,
        /// To the units from here.
        from: usize,
        /// So many.
        units: usize,
    },
    /// The next thing in the usual life of a carriage, for all its units.
    Next {
        /// Which.
        carriage: usize,
    },
    /// What was told is told otherwise.
    Correct {
        /// Which telling.
        told: usize,
        /// What instead.
        kind: MilestoneKind,
    },
    /// What was told is withdrawn.
    Withdraw {
        /// Which telling.
        told: usize,
    },
    /// The carrier leaves units behind.
    Roll {
        /// Of which carriage.
        carriage: usize,
        /// So many.
        units: u32,
        /// Whether they have names.
        named: bool,
    },
    /// A side cancels a carriage.
    CancelCarriage {
        /// Which.
        carriage: usize,
        /// Whether it is the shipper.
        shipper: bool,
    },
    /// The exchange calls escrow early.
    Call {
        /// Of which carriage.
        carriage: usize,
    },
    /// Storage.
    Store {
        /// On which carriage.
        carriage: usize,
        /// So many units.
        units: u32,
    },
    /// A bill.
    Bill {
        /// Which.
        bill: usize,
    },
    /// A member takes out all that is free of one currency.
    Drain {
        /// Who.
        member: usize,
        /// Of which currency.
        currency: usize,
    },
    /// A step of the desk, with a number to choose by.
    Desk(Step, usize),
    /// Time passes.
    Wait {
        /// So many hours.
        hours: i64,
    },
}

/// What the desk does.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Opens a cycle.
    Net,
    /// Sends a payment.
    Send,
    /// Books a payment.
    Book,
    /// Has a payment come back.
    Return,
    /// Has a payment refused.
    Refuse,
    /// Closes a cycle.
    Close,
    /// Books an unknown receipt.
    Unknown,
    /// Allocates one.
    Allocate,
    /// Lets a member withdraw.
    PayOut,
    /// Lets a member pay into the fund.
    Fund,
    /// Pays tax.
    Tax,
    /// Books a charge.
    Charge,
    /// Draws income.
    Sweep,
    /// Buys currency.
    Fx,
    /// Sets new terms.
    Terms,
}

/// The members of a generated day, and what they are.
pub const MEMBERS: [(&str, &[Role]); 7] = [
    ("ash", &[Role::Shipper]),
    ("birch", &[Role::Shipper]),
    ("cedar", &[Role::Forwarder]),
    ("elm", &[Role::Carrier]),
    ("fir", &[Role::Carrier, Role::Shipper]),
    ("holly", &[Role::Warehouse]),
    ("exchange", &[Role::Exchange]),
];

const SERVICES: [(&str, &str); 3] = [
    ("A/22G1", "2026-03-06T08:00:00Z"),
    ("B/22G1", "2026-03-12T08:00:00Z"),
    ("C/22G1", "2026-03-25T08:00:00Z"),
];

/// The currencies of a generated day.
pub const CURRENCIES: [&str; 3] = ["CNY", "JPY", "KWD"];

/// The books of a generated day.
pub const BOOKS: [&str; 4] = ["A/22G1/CNY", "B/22G1/JPY", "C/22G1/KWD", "B/22G1/CNY"];

/// A day of at most so many moves: what is tried, one thing after another.
///
/// Much of it is tried in scenes, since a trade, a carriage or a cycle takes several moves that fit together.
pub fn day(moves: usize) -> impl Strategy<Value = Vec<Move>> {
    proptest::collection::vec(scenes::scene(), 1..=(moves / 3).max(1)).prop_map(move |scenes| {
        let mut day: Vec<Move> = scenes.into_iter().flatten().collect();
        day.truncate(moves);
        day
    })
}

/// One thing that is tried.
pub fn a_move() -> impl Strategy<Value = Move> {
    let quantity = prop_oneof![4 => 1u32..12, 1 => Just(0), 1 => Just(1_000)];
    let limit = prop_oneof![
        6 => select(vec!["333", "335", "1850", "98765", "333.5", "0.5", "1.5"]).prop_map(Some),
        2 => select(vec!["1", "334"]).prop_map(Some),
        1 => select(vec!["0.25", "9999999"]).prop_map(Some),
        1 => Just(None)
    ];
    let time = prop_oneof![
        6 => Just(TimeInForce::Gtc),
        2 => Just(TimeInForce::Day),
        1 => Just(TimeInForce::Ioc),
        1 => Just(TimeInForce::Fok)
    ];
    let kind = || {
        select(vec![
            MilestoneKind::GatedIn,
            MilestoneKind::GatedIn,
            MilestoneKind::Loaded,
            MilestoneKind::Loaded,
            MilestoneKind::Discharged,
            MilestoneKind::GatedOut,
            MilestoneKind::CustomsReleased,
            MilestoneKind::CustomsReleased,
            MilestoneKind::CustomsHeld,
            MilestoneKind::Surrendered,
        ])
    };
    let which = || any::<u16>().prop_map(usize::from);
    prop_oneof![
        16 => (0..MEMBERS.len(), 0..BOOKS.len(), quantity, limit.clone(), time, proptest::bool::weighted(0.1)).prop_map(
            |(member, book, quantity, limit, time_in_force, post_only)| Move::Order {
                member, book, quantity, limit, time_in_force, post_only
            }
        ),
        3 => (which(), 0u32..14, limit).prop_map(|(order, quantity, limit)| Move::Amend { order, quantity, limit }),
        2 => which().prop_map(|order| Move::Cancel { order }),
        5 => (0..MEMBERS.len(), select(vec!["60000", "5000000", "1", "9999"])).prop_map(|(member, amount)| Move::Fund {
            member, amount
        }),
        2 => (0..MEMBERS.len(), 0..SERVICES.len(), 0u32..50).prop_map(|(member, service, quantity)| Move::Declare {
            member, service, quantity
        }),
        6 => (which(), 1u32..12).prop_map(|(carriage, units)| Move::Nominate { carriage, units }),
        16 => (which(), kind(), 0usize..8, 1usize..12).prop_map(|(carriage, kind, from, units)| Move::Tell {
            carriage, kind, from, units
        }),
        40 => (0usize..8).prop_map(|carriage| Move::Next { carriage }),
        2 => (which(), kind()).prop_map(|(told, kind)| Move::Correct { told, kind }),
        5 => which().prop_map(|told| Move::Withdraw { told }),
        2 => (which(), 1u32..5, any::<bool>()).prop_map(|(carriage, units, named)| Move::Roll { carriage, units, named }),
        1 => (which(), any::<bool>()).prop_map(|(carriage, shipper)| Move::CancelCarriage { carriage, shipper }),
        1 => which().prop_map(|carriage| Move::Call { carriage }),
        2 => (which(), 0u32..4).prop_map(|(carriage, units)| Move::Store { carriage, units }),
        2 => which().prop_map(|bill| Move::Bill { bill }),
        12 => (desk(), which()).prop_map(|(step, which)| Move::Desk(step, which)),
        6 => select(vec![0i64, 1, 6, 24, 24]).prop_map(|hours| Move::Wait { hours }),
    ]
}

fn desk() -> impl Strategy<Value = Step> {
    select(vec![
        Step::Net,
        Step::Net,
        Step::Send,
        Step::Send,
        Step::Book,
        Step::Book,
        Step::Return,
        Step::Refuse,
        Step::Close,
        Step::Unknown,
        Step::Allocate,
        Step::PayOut,
        Step::Fund,
        Step::Tax,
        Step::Charge,
        Step::Sweep,
        Step::Fx,
        Step::Terms,
    ])
}

/// What a player of a day remembers, so that moves can name what is there.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    open: Vec<(&'static str, OrderId)>,
    told: Vec<(CarriageId, &'static str, String)>,
    named: u32,
    orders: u32,
    progress: BTreeMap<CarriageId, usize>,
}

/// What usually happens to a box once it is named, in this order.
const USUAL: [MilestoneKind; 6] = [
    MilestoneKind::GatedIn,
    MilestoneKind::Loaded,
    MilestoneKind::Discharged,
    MilestoneKind::CustomsReleased,
    MilestoneKind::Surrendered,
    MilestoneKind::GatedOut,
];

/// A stage with the members, services and books of a generated day.
pub fn stage() -> Stage {
    stage_told(&mut ())
}

/// The same, and `audience` is told of the money that comes in.
pub fn stage_told<A: Audience>(audience: &mut A) -> Stage {
    let mut stage = Stage::new();
    for (member, roles) in MEMBERS.into_iter().filter(|(member, _)| *member != "exchange") {
        stage.admit(member, roles);
        for currency in CURRENCIES {
            let sum = sum(&format!("100000 {currency}"));
            let receive = Receive { member: Some(read(member)), sum, reference: read("receipt") };
            let answer = stage.hear("exchange", receive, audience);
            assert!(answer.result.is_ok(), "money for {member} comes in");
        }
    }
    for (service, cut_off) in SERVICES {
        stage.service(service, cut_off);
        for member in ["elm", "fir"] {
            stage.declare(member, service, 60);
        }
    }
    for book in BOOKS {
        let (service, currency) = book.rsplit_once('/').unwrap_or((book, "CNY"));
        stage.list(service, currency, "0.5");
    }
    stage
}

impl Memory {
    /// Remembers the order that was placed, if it rests.
    pub fn remember(&mut self, actor: &'static str, answer: &Answer) {
        if let Ok(Outcome::Placed { matched, .. }) = answer.result
            && let Remainder::Rests(_) = matched.remainder
        {
            self.open.push((actor, matched.order));
        }
    }

    /// How many milestones were told so far.
    pub fn told_count(&self) -> usize {
        self.told.len()
    }
}

fn pick<T: Clone>(from: &[T], which: usize) -> Option<T> {
    which.checked_rem(from.len()).map(|place| from[place].clone())
}

impl Move {
    /// Who asks what, as things stand; nothing if there is nothing to ask about, or only time passes.
    pub fn command(&self, stage: &mut Stage, memory: &mut Memory) -> Option<(&'static str, Action)> {
        let carriages: Vec<CarriageId> =
            stage.driver.engine().settlement().carriages().map(settlement::Carriage::id).collect();
        let side = |stage: &Stage, id: CarriageId, party| {
            let engine = stage.driver.engine();
            let member = engine.settlement().carriage(id)?.member(party);
            let code = engine.register().member(member).code;
            MEMBERS.iter().map(|(name, _)| *name).find(|name| read::<freight::ParticipantCode>(name) == code)
        };
        Some(match *self {
            Move::Order { member, book, quantity, limit, time_in_force, post_only } => {
                let (name, roles) = MEMBERS[member];
                let sells = roles.contains(&Role::Carrier)
                    && !(roles.contains(&Role::Shipper) && quantity % 2 == 0)
                    || roles.contains(&Role::Warehouse);
                let side = if sells { Side::Ask } else { Side::Bid };
                memory.orders += 1;
                let client = memory.orders.is_multiple_of(3).then(|| read(&format!("O{}", memory.orders)));
                let mut place = order(BOOKS[book], side, quantity, limit.unwrap_or("1"));
                place.limit = limit.map(price);
                (place.time_in_force, place.post_only, place.client_order_id) =
                    (time_in_force, post_only, client);
                (name, place.into())
            }
            Move::Amend { order, quantity, limit } => {
                let (name, order) = pick(&memory.open, order)?;
                (name, AmendOrder { order: OrderName::Id(order), quantity, limit: limit.map(price) }.into())
            }
            Move::Cancel { order } => {
                let (name, order) = pick(&memory.open, order)?;
                (name, CancelOrder { order: OrderName::Id(order) }.into())
            }
            Move::Fund { member, amount } => {
                let currency = CURRENCIES[member % 3];
                let receive = Receive {
                    member: Some(read(MEMBERS[member].0)),
                    sum: sum(&format!("{amount} {currency}")),
                    reference: read("receipt"),
                };
                ("exchange", receive.into())
            }
            Move::Declare { member, service, quantity } => {
                (MEMBERS[member].0, DeclareCapacity { service: read(SERVICES[service].0), quantity }.into())
            }
            Move::Nominate { carriage, units } => {
                let carriage = pick(&carriages, carriage)?;
                let units = name(memory, units);
                (side(stage, carriage, settlement::Party::Shipper)?, Nominate { carriage, units }.into())
            }
            Move::Tell { carriage, kind, from, units } => {
                let carriage = pick(&carriages, carriage)?;
                let boxes = boxes_of(stage, carriage, kind, from, units);
                let by = reporter(stage, carriage, kind, &side)?;
                let event = format!("E{}", memory.told.len());
                let milestone = telling(stage, &event, kind, boxes);
                memory.told.push((carriage, by, event));
                (by, RecordMilestone { carriage, milestone }.into())
            }
            Move::Next { carriage } => {
                let carriage = pick(&carriages, carriage)?;
                let step = memory.progress.entry(carriage).or_default();
                let done = core::mem::replace(step, *step + 1);
                let Some(done) = done.checked_sub(1) else {
                    let unnamed = stage.driver.engine().settlement().carriage(carriage)?.unnamed();
                    let units = name(memory, unnamed);
                    return Some((
                        side(stage, carriage, settlement::Party::Shipper)?,
                        Nominate { carriage, units }.into(),
                    ));
                };
                let kind = *USUAL.get(done)?;
                let boxes = boxes_of(stage, carriage, kind, 0, usize::MAX);
                let by = reporter(stage, carriage, kind, &side)?;
                let event = format!("E{}", memory.told.len());
                let milestone = telling(stage, &event, kind, boxes);
                memory.told.push((carriage, by, event));
                (by, RecordMilestone { carriage, milestone }.into())
            }
            Move::Correct { told, kind } => {
                let (carriage, by, event) = pick(&memory.told, told)?;
                let boxes = boxes_of(stage, carriage, kind, told % 3, 4);
                (
                    by,
                    CorrectMilestone {
                        carriage,
                        source: None,
                        milestone: telling(stage, &event, kind, boxes),
                    }
                    .into(),
                )
            }
            Move::Withdraw { told } => {
                let (carriage, by, event) = pick(&memory.told, told)?;
                (by, WithdrawMilestone { carriage, source: None, event: read(&event) }.into())
            }
            Move::Roll { carriage, units, named } => {
                let carriage = pick(&carriages, carriage)?;
                let by = side(stage, carriage, settlement::Party::Carrier)?;
                let units = match named {
                    false => RolledUnits::Unnamed(units),
                    true => RolledUnits::Named(boxes_of(
                        stage,
                        carriage,
                        MilestoneKind::Loaded,
                        0,
                        units as usize,
                    )),
                };
                (by, Roll { carriage, units }.into())
            }
            Move::CancelCarriage { carriage, shipper } => {
                let carriage = pick(&carriages, carriage)?;
                let party = if shipper { settlement::Party::Shipper } else { settlement::Party::Carrier };
                (side(stage, carriage, party)?, CancelCarriage { carriage }.into())
            }
            Move::Call { carriage } => {
                ("exchange", CallEscrow { carriage: pick(&carriages, carriage)? }.into())
            }
            Move::Store { carriage, units } => {
                let carriage = pick(&carriages, carriage)?;
                ("holly", AccrueStorage { carriage, units, days: 3, rate: price("45.123") }.into())
            }
            Move::Bill { bill } => {
                let claims: Vec<_> =
                    stage.driver.engine().settlement().claims().all().map(|(id, _)| id).collect();
                let bill: BillId = pick(&claims, bill)?.bill();
                ("holly", BillStorage { bill, terms: read("standard") }.into())
            }
            Move::Drain { member, currency } => {
                let (member, currency) = (MEMBERS[member].0, CURRENCIES[currency]);
                let engine = stage.driver.engine();
                let id = engine.register().member_by_code(read(member))?;
                let currency: Currency = read(currency);
                let key = posting::key(Purse::Free(id), currency.into());
                let account =
                    engine.ledger().find(key).and_then(|account| engine.ledger().account(account))?;
                let amount = account.available().amount()?;
                (member, WithdrawMoney { sum: Sum { amount, currency } }.into())
            }
            Move::Desk(step, which) => desk_action(stage, step, which)?,
            Move::Wait { hours } => {
                stage.now += SignedDuration::from_hours(hours);
                ("exchange", Advance {}.into())
            }
        })
    }
}

/// Makes up container numbers that no other unit has.
fn name(memory: &mut Memory, units: u32) -> Vec<Consignment> {
    let first = memory.named;
    memory.named += units;
    (first..memory.named).map(|number| Consignment::Box(read(&format!("CSQU{number:06}0")))).collect()
}

fn boxes_of(
    stage: &Stage,
    carriage: CarriageId,
    kind: MilestoneKind,
    from: usize,
    count: usize,
) -> Vec<UnitNumber> {
    if kind.scope() != freight::Scope::PerBox {
        return Vec::new();
    }
    let found = stage.driver.engine().settlement().carriage(carriage);
    found
        .into_iter()
        .flat_map(settlement::Carriage::units)
        .map(|unit| unit.number)
        .skip(from)
        .take(count)
        .collect()
}

fn reporter(
    stage: &Stage,
    carriage: CarriageId,
    kind: MilestoneKind,
    side: &impl Fn(&Stage, CarriageId, settlement::Party) -> Option<&'static str>,
) -> Option<&'static str> {
    match kind.scope() {
        freight::Scope::Customs => Some("exchange"),
        freight::Scope::PerBox | freight::Scope::Document | freight::Scope::Transport => {
            side(stage, carriage, settlement::Party::Carrier)
        }
    }
}

fn telling(stage: &Stage, event: &str, kind: MilestoneKind, boxes: Vec<UnitNumber>) -> Milestone {
    let place = (kind.scope() == freight::Scope::Customs).then(|| read("CNSGH"));
    let event = read(event);
    Milestone {
        event,
        kind,
        classifier: Classifier::default(),
        occurred: stage.now,
        updated: None,
        place,
        boxes,
    }
}

fn desk_action(stage: &Stage, step: Step, which: usize) -> Option<(&'static str, Action)> {
    let treasury = stage.driver.engine().settlement().treasury();
    let currency = CURRENCIES[which % 3];
    let amount = |most: usize| -> Sum { sum(&format!("{} {currency}", 1 + which % most)) };
    let payment = || {
        let all: Vec<PaymentId> = treasury.payments().all().map(|(id, _)| id).collect();
        pick(&all, which)
    };
    let cycle = || {
        let all: Vec<CycleId> = treasury.cycles().open().map(|(id, _)| id).collect();
        pick(&all, which)
    };
    let member = MEMBERS[which % (MEMBERS.len() - 1)].0;
    Some(match step {
        Step::Net => {
            ("exchange", OpenNetting { currency: read(currency), value_date: read("2026-03-30") }.into())
        }
        Step::Send => ("exchange", SendPayment { cycle: cycle()?, member: read(member) }.into()),
        Step::Book => ("exchange", BookPayment { payment: payment()? }.into()),
        Step::Return => ("exchange", ReturnPayment { payment: payment()? }.into()),
        Step::Refuse => ("exchange", RefusePayment { payment: payment()? }.into()),
        Step::Close => ("exchange", CloseNetting { cycle: cycle()? }.into()),
        Step::Unknown => {
            ("exchange", Receive { member: None, sum: amount(1_000), reference: read("whose") }.into())
        }
        Step::Allocate => {
            let all: Vec<(ReceiptId, settlement::Receipt)> = treasury.receipts().open().collect();
            let (receipt, known) = pick(&all, which)?;
            let sum = sum(&format!("{} {}", 1 + which % 500, known.currency));
            ("exchange", AllocateReceipt { receipt, member: read(member), sum }.into())
        }
        Step::PayOut => (member, WithdrawMoney { sum: amount(50_000) }.into()),
        Step::Fund => (member, PayFund { sum: amount(2_000) }.into()),
        Step::Tax => ("exchange", PayTax { sum: amount(20) }.into()),
        Step::Charge => ("exchange", BookBankCharge { sum: amount(9) }.into()),
        Step::Sweep => ("exchange", Sweep { sum: amount(90) }.into()),
        Step::Fx => {
            ("exchange", BuyFx { bought: sum(&format!("{} CNY", 1 + which % 3)), paid: amount(7) }.into())
        }
        Step::Terms => {
            let mut terms = terms(["0.09", "0", "0.1"][which % 3]);
            let part = |text| crate::stage::rate(text);
            terms.deposit.carrier = part(["0.15", "1", "0", "0.333333333333"][which % 4]);
            terms.deposit.shipper = part(["0.15", "0", "1"][which / 4 % 3]);
            terms.fee.maker = part(["0.002", "0.1", "0"][which / 12 % 3]);
            terms.fee.taker = part(["0.002", "0.05"][which / 36 % 2]);
            ("exchange", SetTerms { code: read("standard"), terms: Box::new(terms) }.into())
        }
    })
}

/// Plays one move; `audience` hears what is recorded.
pub fn play<A: Audience>(stage: &mut Stage, memory: &mut Memory, a_move: &Move, audience: &mut A) {
    let Some((actor, action)) = a_move.command(stage, memory) else { return };
    let answer = stage.hear(actor, action, audience);
    memory.remember(actor, &answer);
}
