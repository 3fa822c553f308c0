//! The table of commands: a path for each, and one for all.

use std::borrow::Cow;

use utoipa::openapi::path::HttpMethod;

/// A path at which a command is asked.
pub(crate) struct Route {
    /// How.
    pub(crate) method: HttpMethod,
    /// Where; `{…}` are its parameters.
    pub(crate) path: &'static str,
    /// Which command; nothing where the body names it.
    pub(crate) action: Option<&'static str>,
    /// Which fields of the command stand in the path.
    pub(crate) slots: &'static [Slot],
    /// The part of the documentation in which it stands.
    pub(crate) tag: &'static str,
}

/// A field that stands in the path.
#[derive(Debug)]
pub(crate) struct Slot {
    /// The name of the parameter.
    pub(crate) param: &'static str,
    /// The field of the command.
    pub(crate) field: &'static str,
    /// What it becomes.
    pub(crate) shape: Shape,
}

/// What a text in the path becomes in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A whole number; what is none stays a text, and is refused as one.
    Number,
    /// A text.
    Text,
    /// An order, by its id.
    OrderId,
    /// An order, by its member's own name.
    ClientOrderId,
}

impl Shape {
    /// The text as the value of its field.
    pub(crate) fn as_json(self, text: &str) -> Cow<'_, str> {
        let quoted = || serde_json::to_string(text).expect("a text has a form in JSON");
        match self {
            Shape::Number if crate::query::whole(text).is_some() => Cow::Borrowed(text),
            Shape::Number | Shape::Text => Cow::Owned(quoted()),
            Shape::OrderId => Cow::Owned(format!("{{\"id\":{}}}", quoted())),
            Shape::ClientOrderId => Cow::Owned(format!("{{\"client\":{}}}", quoted())),
        }
    }
}

const fn slot(param: &'static str, field: &'static str, shape: Shape) -> Slot {
    Slot { param, field, shape }
}

const fn post(tag: &'static str, path: &'static str, action: &'static str, slots: &'static [Slot]) -> Route {
    Route { method: HttpMethod::Post, path, action: Some(action), slots, tag }
}

const ORDER: &[Slot] = &[slot("order", "order", Shape::OrderId)];
const NAMED: &[Slot] = &[slot("client_order_id", "order", Shape::ClientOrderId)];
const CARRIAGE: &[Slot] = &[slot("carriage", "carriage", Shape::Number)];
const MILESTONE: &[Slot] =
    &[slot("carriage", "carriage", Shape::Number), slot("event", "event", Shape::Text)];
const RECEIPT: &[Slot] = &[slot("receipt", "receipt", Shape::Number)];
const BILL: &[Slot] = &[slot("bill", "bill", Shape::Number)];
const CYCLE: &[Slot] = &[slot("cycle", "cycle", Shape::Number)];
const PAYMENT: &[Slot] = &[slot("payment", "payment", Shape::Number)];

const BY_NAME: &str = "/v1/orders/by-client-id/{client_order_id}";

/// Every path at which something is asked; a test looks for every command of the engine here.
#[rustfmt::skip]
pub(crate) const ROUTES: &[Route] = &[
    Route { method: HttpMethod::Post, path: "/v1/commands", action: None, slots: &[], tag: "commands" },
    post("register", "/v1/participants", "admit_member", &[]),
    post("register", "/v1/terms", "set_terms", &[]),
    post("register", "/v1/places", "list_place", &[]),
    post("register", "/v1/services", "list_service", &[]),
    post("register", "/v1/instruments", "list_instrument", &[]),
    post("market", "/v1/capacity", "declare_capacity", &[]),
    post("market", "/v1/orders", "place_order", &[]),
    Route { method: HttpMethod::Patch, ..post("market", "/v1/orders/{order}", "amend_order", ORDER) },
    Route { method: HttpMethod::Delete, ..post("market", "/v1/orders/{order}", "cancel_order", ORDER) },
    Route { method: HttpMethod::Patch, ..post("market", BY_NAME, "amend_order", NAMED) },
    Route { method: HttpMethod::Delete, ..post("market", BY_NAME, "cancel_order", NAMED) },
    post("carriage", "/v1/carriages/{carriage}/nominations", "nominate", CARRIAGE),
    post("carriage", "/v1/carriages/{carriage}/milestones", "record_milestone", CARRIAGE),
    post("carriage", "/v1/carriages/{carriage}/corrections", "correct_milestone", CARRIAGE),
    post("carriage", "/v1/carriages/{carriage}/milestones/{event}/withdrawal", "withdraw_milestone", MILESTONE),
    post("carriage", "/v1/carriages/{carriage}/escrow-call", "call_escrow", CARRIAGE),
    post("carriage", "/v1/carriages/{carriage}/cancellation", "cancel_carriage", CARRIAGE),
    post("carriage", "/v1/carriages/{carriage}/rolls", "roll", CARRIAGE),
    post("carriage", "/v1/carriages/{carriage}/storage", "accrue_storage", CARRIAGE),
    post("treasury", "/v1/bills/{bill}/billing", "bill_storage", BILL),
    post("treasury", "/v1/receipts", "receive", &[]),
    post("treasury", "/v1/receipts/{receipt}/allocations", "allocate_receipt", RECEIPT),
    post("treasury", "/v1/netting-cycles", "open_netting", &[]),
    post("treasury", "/v1/netting-cycles/{cycle}/closing", "close_netting", CYCLE),
    post("treasury", "/v1/netting-cycles/{cycle}/payments", "send_payment", CYCLE),
    post("treasury", "/v1/payments/{payment}/booking", "book_payment", PAYMENT),
    post("treasury", "/v1/payments/{payment}/return", "return_payment", PAYMENT),
    post("treasury", "/v1/payments/{payment}/refusal", "refuse_payment", PAYMENT),
    post("treasury", "/v1/withdrawals", "withdraw_money", &[]),
    post("treasury", "/v1/fund-payments", "pay_fund", &[]),
    post("treasury", "/v1/tax-payments", "pay_tax", &[]),
    post("treasury", "/v1/bank-charges", "book_bank_charge", &[]),
    post("treasury", "/v1/fx-purchases", "buy_fx", &[]),
    post("treasury", "/v1/sweeps", "sweep", &[]),
    post("commands", "/v1/advances", "advance", &[]),
];
