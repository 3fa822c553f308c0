//! What is still open: everything that waits for somebody, and for whom.

use std::io::{self, Write};

use engine::{Engine, posting};
use freight::{InstrumentCode, ParticipantCode, Reference, ServiceCode};
use jiff::civil::Date;
use money::{Asset, Currency};
use serde::Serialize;
use settlement::{CarriageId, ClaimId, CycleId, PaymentId, Purse, ReceiptId, Stage};

use crate::carriages::{Progress, Waiting};
use crate::figure::{Figure, grouped};
use crate::page::{Sheet, Tone, figures, spaced, words};
use crate::{History, Page, Report, ReportName};

/// Everything that waits for somebody.
#[derive(Clone, Debug)]
pub struct Open {
    items: Vec<OpenItem>,
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OpenItem {
    /// Orders that rest in a book wait for the other side.
    Orders {
        /// In which book.
        instrument: InstrumentCode,
        /// How many bids.
        bids: u64,
        /// How many units they seek.
        bid_units: u64,
        /// How many asks.
        asks: u64,
        /// How many units they offer.
        ask_units: u64,
    },
    /// A carriage that is not closed.
    Carriage {
        /// Which.
        carriage: CarriageId,
        /// What is carried.
        service: ServiceCode,
        /// How far it is.
        state: Progress,
        /// What it waits for.
        waits_for: Waiting,
    },
    /// A claim waits for its debtor.
    Claim {
        /// Which; a bill has the number of its claim.
        claim: ClaimId,
        /// Who owes.
        debtor: ParticipantCode,
        /// To whom.
        owner: String,
        /// How much.
        owed: Figure,
        /// Of which currency.
        currency: String,
        /// Whether it still accrues, so that nobody was asked for it.
        accruing: bool,
    },
    /// A receipt waits for its owner.
    Receipt {
        /// Which.
        receipt: ReceiptId,
        /// How much of it has no owner.
        left: Figure,
        /// Of which currency.
        currency: Currency,
        /// What the bank's line says.
        reference: Reference,
    },
    /// Earnings wait for a netting cycle.
    Earned {
        /// Whose.
        member: ParticipantCode,
        /// How much.
        earned: Figure,
        /// Of which currency.
        currency: String,
    },
    /// What a netting cycle has fixed waits for the bank to be told.
    Netted {
        /// By which cycle.
        cycle: CycleId,
        /// When it is to be paid.
        value_date: Date,
        /// For whom.
        member: ParticipantCode,
        /// How much.
        amount: Figure,
        /// Of which currency.
        currency: Currency,
    },
    /// A payment waits for the bank.
    Payment {
        /// Which.
        payment: PaymentId,
        /// To whom.
        member: ParticipantCode,
        /// By which cycle; none if the member asked for its free money.
        cycle: Option<CycleId>,
        /// How much.
        amount: Figure,
        /// Of which currency.
        currency: Currency,
    },
}

impl Open {
    /// Reads the engine, and of the carriages what was told.
    pub fn read(engine: &Engine, history: &History) -> Open {
        let mut items = Vec::new();
        items.extend(orders(engine));
        items.extend(carriages(engine, history));
        items.extend(claims(engine));
        items.extend(receipts(engine));
        items.extend(earned(engine));
        items.extend(netted(engine));
        items.extend(payments(engine));
        Open { items }
    }

    /// Everything that waits, kind by kind.
    pub fn items(&self) -> &[OpenItem] {
        &self.items
    }
}

fn balance(engine: &Engine, purse: Purse, asset: impl Into<Asset>) -> Figure {
    let asset = asset.into();
    let account = engine.ledger().find(posting::key(purse, asset)).and_then(|id| engine.ledger().account(id));
    Figure::new(account.map_or(0, ledger::Account::posted), asset)
}

fn orders(engine: &Engine) -> impl Iterator<Item = OpenItem> {
    use matching::Side;
    engine.register().instruments().filter_map(|listed| {
        let side = |side: Side| {
            let levels = engine.books().depth(listed.id, side);
            levels.fold((0, 0), |(orders, units), level| {
                (orders + u64::from(level.orders), units + level.lots * u64::from(listed.lot.get()))
            })
        };
        let ((bids, bid_units), (asks, ask_units)) = (side(Side::Bid), side(Side::Ask));
        let instrument = listed.code;
        (bids + asks > 0).then_some(OpenItem::Orders { instrument, bids, bid_units, asks, ask_units })
    })
}

fn carriages(engine: &Engine, history: &History) -> impl Iterator<Item = OpenItem> {
    history.carriages().filter_map(|record| {
        let waits_for = Waiting::of(engine, record)?;
        let state = Progress::of(record);
        Some(OpenItem::Carriage { carriage: record.carriage, service: record.service, state, waits_for })
    })
}

fn claims(engine: &Engine) -> impl Iterator<Item = OpenItem> {
    engine.settlement().claims().all().map(|(claim, known)| OpenItem::Claim {
        claim,
        debtor: engine.register().member(known.debtor).code,
        owner: engine.owner_name(known.owner),
        owed: balance(engine, known.owed(claim), known.asset),
        currency: known.asset.to_string(),
        accruing: known.stage == Stage::Accruing,
    })
}

fn receipts(engine: &Engine) -> impl Iterator<Item = OpenItem> {
    engine.settlement().treasury().receipts().open().map(|(receipt, known)| OpenItem::Receipt {
        receipt,
        left: balance(engine, Purse::Unallocated(receipt), known.currency),
        currency: known.currency,
        reference: known.reference,
    })
}

fn earned(engine: &Engine) -> impl Iterator<Item = OpenItem> {
    let payable = engine.ledger().accounts().map(|(_, account)| account);
    let payable = payable.filter(|account| account.key().code == posting::PAYABLE && account.posted() != 0);
    let mut rows: Vec<_> = payable.map(|account| (account.key(), account.posted())).collect();
    rows.sort_unstable();
    rows.into_iter().filter_map(|(key, posted)| match posting::holder(key) {
        posting::Holder::Member(member) => Some(OpenItem::Earned {
            member: engine.register().member(member).code,
            earned: Figure::new(posted, key.asset),
            currency: key.asset.to_string(),
        }),
        posting::Holder::Nobody
        | posting::Holder::Fund
        | posting::Holder::House
        | posting::Holder::Escrow => None,
    })
}

fn netted(engine: &Engine) -> impl Iterator<Item = OpenItem> {
    engine.settlement().treasury().cycles().open().flat_map(move |(cycle, known)| {
        let waiting = known.nets().filter(|(_, payment)| payment.is_none());
        waiting.map(move |(member, _)| OpenItem::Netted {
            cycle,
            value_date: known.value_date(),
            member: engine.register().member(member).code,
            amount: balance(engine, Purse::Netted(cycle, member), known.currency()),
            currency: known.currency(),
        })
    })
}

fn payments(engine: &Engine) -> impl Iterator<Item = OpenItem> {
    let all = engine.settlement().treasury().payments().all();
    let waiting = all.filter(|(_, payment)| payment.word().is_none());
    waiting.map(|(payment, known)| OpenItem::Payment {
        payment,
        member: engine.register().member(known.member()).code,
        cycle: known.cycle(),
        amount: known.sum().into(),
        currency: known.sum().currency,
    })
}

impl OpenItem {
    /// What waits, for whom or what, and how much of it.
    fn cells(&self, page: Page) -> [String; 4] {
        match self {
            OpenItem::Orders { instrument, bids, bid_units, asks, ask_units } => {
                let side = |orders: u64, word: &str, units: u64| match orders {
                    0 => None,
                    1 => Some(format!("1 {word} of {}", grouped(units))),
                    orders => Some(format!("{} {word}s of {}", grouped(orders), grouped(units))),
                };
                let sides: Vec<String> = [side(*bids, "bid", *bid_units), side(*asks, "ask", *ask_units)]
                    .into_iter()
                    .flatten()
                    .collect();
                [spaced(instrument), sides.join(", "), String::new(), String::new()]
            }
            OpenItem::Carriage { carriage, service, state, waits_for } => {
                let words = format!("{carriage}: {state}, waits for {}", waits_for.words(page));
                [spaced(service), words, String::new(), String::new()]
            }
            OpenItem::Claim { claim, debtor, owner, owed, currency, accruing } => {
                let how = if *accruing { "will owe" } else { "owes" };
                [claim.to_string(), format!("{debtor} {how} {owner}"), owed.to_string(), currency.clone()]
            }
            OpenItem::Receipt { receipt, left, currency, reference } => [
                receipt.to_string(),
                format!("nobody knows whose it is; the bank says {:?}", reference.as_str()),
                left.to_string(),
                currency.to_string(),
            ],
            OpenItem::Earned { member, earned, currency } => [
                member.to_string(),
                "earned, not in a netting cycle yet".to_owned(),
                earned.to_string(),
                currency.clone(),
            ],
            OpenItem::Netted { cycle, value_date, member, amount, currency } => {
                let words = format!("to be paid to {member} on {value_date}");
                [cycle.to_string(), words, amount.to_string(), currency.to_string()]
            }
            OpenItem::Payment { payment, member, cycle, amount, currency } => {
                let why = cycle.map_or("free money".to_owned(), |cycle| cycle.to_string());
                let words = format!("on its way to {member}, {why}");
                [payment.to_string(), words, amount.to_string(), currency.to_string()]
            }
        }
    }

    fn group(&self) -> &'static str {
        match self {
            OpenItem::Orders { .. } => "orders",
            OpenItem::Carriage { .. } => "carriages",
            OpenItem::Claim { .. } => "claims",
            OpenItem::Receipt { .. } => "receipts",
            OpenItem::Earned { .. } => "earnings",
            OpenItem::Netted { .. } => "netted",
            OpenItem::Payment { .. } => "payments",
        }
    }
}

impl Open {
    /// What waits, with carriages of one service that wait alike on one line.
    fn lines(&self, page: Page) -> Vec<(&'static str, [String; 4])> {
        let mut lines: Vec<(&'static str, [String; 4])> = Vec::new();
        let mut alike: Vec<(ServiceCode, Progress, &Waiting, usize, Vec<String>)> = Vec::new();
        for item in &self.items {
            if let OpenItem::Carriage { carriage, service, state, waits_for } = item {
                let known = |alike: &&mut (ServiceCode, Progress, &Waiting, usize, Vec<String>)| {
                    (alike.0, alike.1, alike.2) == (*service, *state, waits_for)
                };
                if let Some((.., numbers)) = alike.iter_mut().find(known) {
                    numbers.push(carriage.to_string());
                    continue;
                }
                alike.push((*service, *state, waits_for, lines.len(), vec![carriage.to_string()]));
            }
            lines.push((item.group(), item.cells(page)));
        }
        for (_, state, waits_for, place, numbers) in alike {
            lines[place].1[1] =
                format!("{}: {state}, waits for {}", numbers.join(" "), waits_for.words(page));
        }
        lines
    }
}

impl Report for Open {
    fn draw(&self, page: Page) -> String {
        let columns = [words(""), words("which"), figures("amount"), words(""), words("what it is")];
        let mut sheet = Sheet::new("Still open", columns);
        let mut before = "";
        for (group, [which, why, amount, currency]) in self.lines(page) {
            let heading = if group == before { "" } else { group };
            before = group;
            sheet.row([Tone::Strong.text(heading), which.into(), amount.into(), currency.into(), why.into()]);
        }
        if self.items.is_empty() {
            sheet.note(Tone::Good, "nothing waits for anybody");
        }
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Open.write_rows(&self.items, out)
    }
}
