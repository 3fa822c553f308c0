//! What a command would do, if it were asked: filled, charged, held, moved; or what is missing.
//!
//! It is asked of a copy of the exchange, so that nothing is recorded. What falls due before it is done on the copy
//! first, as it would be.

mod rows;

use std::io::{self, Write};

use engine::{AccountName, Audience, Command, Driver, Ending, Entry, Event, Holding, Rejection, Sink};
use freight::{ClientOrderId, CommandKey, ParticipantCode};
use jiff::Timestamp;
use matching::OrderId;
use money::{Count, Currency, Grouping, Money, Price};
use serde::Serialize;
use settlement::Reason;

use rows::Rows;

use crate::figure::{Figure, grouped};
use crate::name::write_line;
use crate::page::{Sheet, Text, Tone, figures, words};
use crate::{Page, Report};

/// What a command would do.
#[derive(Clone, Debug)]
pub struct Check {
    asked: String,
    verdict: CheckVerdict,
    rows: Vec<CheckRow>,
}

/// Whether it would be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckVerdict {
    /// Who would ask.
    pub actor: ParticipantCode,
    /// Whether it would be accepted.
    pub accepted: bool,
    /// Why it would be refused.
    #[serde(flatten)]
    pub refusal: Option<CheckRefusal>,
    /// How many things would fall due and be done first.
    pub due_before: u64,
}

/// Why a command would be refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckRefusal {
    /// The stable code.
    pub code: &'static str,
    /// What would be wrong, naming the thing and both figures.
    pub message: String,
    /// What can be done about it.
    pub hint: &'static str,
    /// What is missing, if it is money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Money>,
    /// What is missing, if it is slots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_slots: Option<u64>,
}

/// One thing that a command would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "would", rename_all = "snake_case")]
pub enum CheckRow {
    /// The order would meet another one.
    Fill {
        /// How many units.
        quantity: u32,
        /// For one unit.
        price: Price,
        /// What it is paid in.
        currency: Currency,
        /// Price × quantity.
        value: Figure,
        /// Whose the other order is.
        with: ParticipantCode,
        /// The other order.
        order: OrderId,
        /// Its member's own name for it.
        client_order_id: Option<ClientOrderId>,
    },
    /// What is open of the order would rest in the book.
    Rest {
        /// How many units.
        open: u32,
    },
    /// An order would end.
    End {
        /// Which.
        order: OrderId,
        /// How.
        how: Ending,
        /// How many units would still be open.
        open: u32,
    },
    /// The actor's free money would be charged.
    Charge {
        /// Why.
        reason: Reason,
        /// How much.
        amount: Money,
    },
    /// Money or slots would move.
    Move {
        /// The account debited.
        debit: AccountName,
        /// The account credited.
        credit: AccountName,
        /// How much.
        amount: Holding,
        /// Why.
        reason: Reason,
    },
    /// Money or slots would be held for the order.
    Hold {
        /// On which account.
        account: AccountName,
        /// How much, once the command is done.
        amount: Holding,
    },
    /// Anything else would be told.
    Tell {
        /// What.
        event: Event,
    },
}

/// Listens to a copy.
#[derive(Default)]
struct Ears {
    /// Whether the record that is told is the command's own.
    own: bool,
    due_before: u64,
    asked: bool,
    events: Vec<Event>,
}

impl Check {
    /// Asks a copy of the exchange.
    pub fn ask(driver: &Driver, at: Timestamp, key: Option<CommandKey>, command: &Command) -> Check {
        let mut copy = driver.clone();
        let mut ears = Ears::default();
        let answer = copy.submit(at, key, command, &mut ears);
        let refusal = match &answer {
            Ok(answer) => answer.result.as_ref().err().map(CheckRefusal::of),
            Err(refused) => Some(CheckRefusal {
                code: refused.code(),
                message: refused.to_string(),
                hint: refused.hint(),
                missing: None,
                missing_slots: None,
            }),
        };
        let currency = |instrument| {
            copy.engine().register().instrument_by_code(instrument).map(|listed| listed.currency)
        };
        let (actor, due_before) = (command.actor, ears.due_before);
        let rows = Rows::new(actor, currency).gather(ears.events);
        let verdict = CheckVerdict { actor, accepted: refusal.is_none(), refusal, due_before };
        Check { asked: asked(command), verdict, rows }
    }

    /// Whether the command would be accepted.
    pub fn accepted(&self) -> bool {
        self.verdict.accepted
    }

    /// What it would do.
    pub fn rows(&self) -> &[CheckRow] {
        &self.rows
    }
}

impl CheckRefusal {
    fn of(rejection: &Rejection) -> CheckRefusal {
        let (mut money, mut slots) = (None, None);
        if let Rejection::BalanceTooLow { missing, .. } = rejection {
            money = Some(*missing);
        }
        if let Rejection::SlotsTooFew { missing, .. } = rejection {
            slots = Some(*missing);
        }
        let (code, message, hint) = (rejection.code(), rejection.to_string(), rejection.hint());
        CheckRefusal { code, message, hint, missing: money, missing_slots: slots }
    }
}

/// The name of a command and who asks it: `place order by birch`.
fn asked(command: &Command) -> String {
    let action = serde_json::to_value(&command.action).ok();
    let name = action.as_ref().and_then(|value| value.as_object()?.keys().next().cloned());
    format!("{} by {}", name.unwrap_or_default().replace('_', " "), command.actor)
}

impl Sink for Ears {
    fn tell(&mut self, event: Event) {
        if self.own {
            self.events.push(event);
        }
    }
}

impl Audience for Ears {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.own = entry.due().is_none();
        self.asked |= self.own;
        self.due_before += u64::from(!self.asked);
    }
}

impl CheckRow {
    fn cells(&self) -> [Text; 4] {
        match self {
            CheckRow::Fill { quantity, price, currency, value, with, order, client_order_id } => {
                let order = client_order_id.map_or(order.to_string(), |name| name.to_string());
                let price = price.show(currency.exponent(), Grouping::Thousands);
                let what = format!("{} @ {price} with {with}, {order}", grouped(*quantity));
                [
                    Tone::Strong.text("fill"),
                    what.into(),
                    value.to_string().into(),
                    currency.to_string().into(),
                ]
            }
            CheckRow::Rest { open } => {
                ["rest".into(), "in the book".into(), grouped(*open).into(), "units".into()]
            }
            CheckRow::End { order, how, open } => {
                let what = format!("{order}: {}", word(how));
                ["end".into(), what.into(), grouped(*open).into(), "units open".into()]
            }
            CheckRow::Charge { reason, amount } => {
                let (minor, asset) = (Figure::from(*amount), amount.asset);
                ["charge".into(), word(reason).into(), minor.to_string().into(), asset.to_string().into()]
            }
            CheckRow::Move { debit, credit, amount, reason } => {
                let (amount, of) = shown(amount);
                let what = format!("{}: Dr {debit}, Cr {credit}", word(reason));
                ["move".into(), what.into(), amount.into(), of.into()]
            }
            CheckRow::Hold { account, amount } => {
                let (amount, of) = shown(amount);
                ["hold".into(), format!("on {account}").into(), amount.into(), of.into()]
            }
            CheckRow::Tell { event } => ["tell".into(), told(event).into(), "".into(), "".into()],
        }
    }
}

fn shown(amount: &Holding) -> (String, String) {
    match *amount {
        Holding::Money(money) => (Figure::from(money).to_string(), money.asset.to_string()),
        Holding::Slots { service: _, quantity } => (grouped(quantity), "slots".to_owned()),
    }
}

/// A word of the protocol for people: `fee_tax` is `fee tax`.
fn word(word: &impl Serialize) -> String {
    let value = serde_json::to_value(word).ok();
    value.as_ref().and_then(|value| value.as_str()).unwrap_or_default().replace('_', " ")
}

/// An event in one line: its name, and its fields as they stand in the protocol.
fn told(event: &Event) -> String {
    let value = serde_json::to_value(event).unwrap_or_default();
    let Some((name, fields)) = value.as_object().and_then(|object| object.iter().next()) else {
        return String::new();
    };
    let fields = fields.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    let fields: Vec<String> =
        fields.map(|(name, value)| format!("{} {}", name.replace('_', " "), plain(value))).collect();
    format!("{}: {}", name.replace('_', " "), fields.join(", "))
}

/// A value without the marks of JSON; an amount with its currency behind it.
fn plain(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(" "),
        Value::Object(object) => object.values().map(plain).collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

impl Report for Check {
    fn draw(&self, page: Page) -> String {
        let CheckVerdict { refusal, due_before, .. } = &self.verdict;
        let columns = [words("would"), figures("how much"), words(""), words("what")];
        let title = match refusal {
            None => format!("Check: {} would be accepted", self.asked),
            Some(_) => format!("Check: {} would be refused", self.asked),
        };
        let mut sheet = Sheet::new(title, columns);
        for row in &self.rows {
            let [would, what, amount, of] = row.cells();
            sheet.row([would, amount, of, what]);
        }
        if let Some(CheckRefusal { code, message, hint, missing, missing_slots }) = refusal {
            sheet.note(Tone::Bad, format!("{code}: {message}"));
            let missing = missing.map(|money| money.to_string());
            let missing = missing.or_else(|| missing_slots.map(|slots| Count::of(slots, "slot").to_string()));
            if let Some(missing) = missing {
                sheet.note(Tone::Strong, format!("missing: {missing}"));
            }
            sheet.note(Tone::Plain, format!("hint: {hint}"));
        }
        if *due_before > 0 {
            sheet.note(
                Tone::Faint,
                format!("{} would fall due and be done first", Count::of(*due_before, "thing")),
            );
        }
        sheet.note(Tone::Faint, "nothing was recorded");
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        write_line("check", &self.verdict, out)?;
        self.rows.iter().try_for_each(|row| write_line("check", row, out))
    }
}
