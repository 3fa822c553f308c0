//! What lines have in common: members, amounts, books, boxes, numbers of things.
//!
//! A [`Reading`] is one line with the indented lines below it and all that was said above. Every word of the
//! vocabulary has a reader that turns a reading into what is [`Asked`].

use core::num::NonZeroU32;

use engine::{Action, Command, OrderName};
use freight::{
    ClientOrderId, Consignment, ContainerNumber, InstrumentCode, ParticipantCode, PlaceCode, ServiceCode,
    TermsCode, UnitNumber,
};
use jiff::Timestamp;
use jiff::civil::Date;
use matching::OrderId;
use money::{Currency, Price, Sum};

use crate::cursor::Cursor;
use crate::drawing::Drawing;
use crate::fault::{Fault, ScenarioError, refusals};
use crate::known::{Known, the_exchange};
use crate::moment;
use crate::number::{Grouped, count, ungrouped};
use crate::words::{Line, Word};

/// One line, what stands indented below it, and what was said above.
pub(crate) struct Reading<'a, 't> {
    pub(crate) words: Cursor<'t>,
    pub(crate) block: &'a mut Block<'t>,
    pub(crate) known: &'a mut Known,
}

/// What a line asks for.
pub(crate) enum Asked {
    /// A command to the exchange.
    Command {
        /// Who asks what.
        command: Box<Command>,
        /// Whether the scenario made up the name of a milestone, so that it must be shown.
        made_up: bool,
    },
    /// Time passes.
    Time(Timestamp),
    /// Something is drawn.
    Draw(Drawing),
    /// Nothing: the line only tells the reader how to go on.
    Aside,
}

/// The indented lines directly below a line: first those of its block, then the expected answer.
pub(crate) struct Block<'t> {
    lines: Vec<&'t str>,
    number: usize,
    taken: usize,
}

/// A text that names no carriage, bill, payment or the like.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not the letter {letter} and a number from 1 on")]
struct NotNumbered {
    text: String,
    letter: char,
}

/// Why a text is no cargo. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum CargoError {
    /// No container number.
    #[error(transparent)]
    Box(#[from] freight::ContainerError),
    /// No number of cargo before the colon.
    #[error(transparent)]
    Number(#[from] freight::CodeError),
    /// No quantity behind it.
    #[error("{0:?} must end with a quantity of one or more")]
    Quantity(String),
}

impl NotNumbered {
    fn code(&self) -> &'static str {
        "SCENARIO_NUMBER"
    }
}

impl CargoError {
    fn code(&self) -> &'static str {
        match self {
            CargoError::Box(error) => error.code(),
            CargoError::Number(error) => error.code(),
            CargoError::Quantity(_) => "SCENARIO_CARGO_QUANTITY",
        }
    }
}

refusals! {
    NotNumbered,
    CargoError,
}

impl Asked {
    /// A command whose names all stand in the text.
    pub(crate) fn command(actor: ParticipantCode, action: impl Into<Action>) -> Asked {
        let command = Box::new(Command { actor, action: action.into() });
        Asked::Command { command, made_up: false }
    }
}

impl<'t> Block<'t> {
    /// The indented lines of which the first has this number, counted from 1.
    pub(crate) fn new(lines: Vec<&'t str>, number: usize) -> Block<'t> {
        Block { lines, number, taken: 0 }
    }

    /// The next line, if it begins with one of `words`; the cursor stands behind that word.
    pub(crate) fn take(
        &mut self,
        words: &[&'static str],
    ) -> Result<Option<(&'static str, Cursor<'t>)>, ScenarioError> {
        let first = self.peek().and_then(|line| line.split_ascii_whitespace().next());
        let Some(&word) = words.iter().find(|&&word| Some(word) == first) else {
            return Ok(None);
        };
        let cursor = self.take_any()?;
        Ok(cursor.map(|mut cursor| {
            cursor.accept(word);
            (word, cursor)
        }))
    }

    /// The next line, whatever it begins with.
    pub(crate) fn take_any(&mut self) -> Result<Option<Cursor<'t>>, ScenarioError> {
        let Some(text) = self.peek() else {
            return Ok(None);
        };
        let number = self.number + self.taken;
        self.taken += 1;
        Line::read(number, text).map(|line| Some(Cursor::new(line)))
    }

    /// How many lines were taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    fn peek(&self) -> Option<&'t str> {
        self.lines.get(self.taken).copied()
    }
}

impl<'t> Reading<'_, 't> {
    /// A member's code.
    pub(crate) fn member(&mut self) -> Result<ParticipantCode, ScenarioError> {
        self.words.value("a member's code, as in birch", ParticipantCode::parse)
    }

    /// Who asks what is the exchange's to ask: the exchange, unless `by` names somebody else.
    pub(crate) fn exchange(&mut self) -> Result<ParticipantCode, ScenarioError> {
        match self.words.option(&["by"])? {
            Some(_) => self.member(),
            None => Ok(the_exchange()),
        }
    }

    /// The code of terms.
    pub(crate) fn terms(&mut self) -> Result<TermsCode, ScenarioError> {
        self.words.value("the name of terms, as in standard", TermsCode::parse)
    }

    /// The code of a place.
    pub(crate) fn place(&mut self) -> Result<PlaceCode, ScenarioError> {
        self.words.value("a place, as in CNCHQ", PlaceCode::parse)
    }

    /// A currency.
    pub(crate) fn currency(&mut self) -> Result<Currency, ScenarioError> {
        self.words.value("a currency, as in CNY", Currency::parse)
    }

    /// An amount and its currency.
    pub(crate) fn sum(&mut self) -> Result<Sum, ScenarioError> {
        const EXPECTED: &str = "an amount of money, as in 60,000.00 CNY";
        let written = self.words.word(&[EXPECTED.to_owned()])?;
        let currency = self.currency()?;
        match ungrouped(written.text) {
            Grouped::Well(digits) => Sum::parse(&digits, currency)
                .map_err(|refusal| self.words.malformed(written, EXPECTED, &refusal)),
            Grouped::Badly { grouped } => {
                let found = written.text.to_owned();
                Err(self.words.error_at(written, Fault::Grouping { found, grouped }))
            }
        }
    }

    /// A price.
    pub(crate) fn price(&mut self) -> Result<Price, ScenarioError> {
        self.words.number("a price, as in 1,860.00", Price::parse)
    }

    /// How many units.
    pub(crate) fn quantity(&mut self) -> Result<u32, ScenarioError> {
        self.words.number("a quantity, as in 8", count)
    }

    /// A day.
    pub(crate) fn day(&mut self) -> Result<Date, ScenarioError> {
        self.words.value("a day, as in 2026-03-02", moment::day)
    }

    /// A day and a time by the clock of the scenario.
    pub(crate) fn moment(&mut self) -> Result<Timestamp, ScenarioError> {
        moment_by(&mut self.words, self.known)
    }

    /// An order: by the name that its owner gave it, or by the exchange's number.
    pub(crate) fn order(&mut self) -> Result<OrderName, ScenarioError> {
        self.words.value("the name of an order, as in O1", |text| match text.parse::<OrderId>() {
            Ok(id) => Ok(OrderName::Id(id)),
            Err(_) => ClientOrderId::parse(text).map(OrderName::Client),
        })
    }

    /// Something with a letter and a number, such as C1.
    pub(crate) fn numbered<T>(
        &mut self,
        letter: char,
        expected: &'static str,
        make: impl FnOnce(u64) -> Option<T>,
    ) -> Result<T, ScenarioError> {
        self.words.value(expected, |text| {
            let digits = text.strip_prefix(letter).filter(|digits| !digits.starts_with(['0', '+']));
            let number = digits.and_then(|digits| digits.parse().ok()).and_then(make);
            number.ok_or_else(|| NotNumbered { text: text.to_owned(), letter })
        })
    }

    /// The code of a service; its parts may be written with spaces.
    pub(crate) fn service(&mut self) -> Result<ServiceCode, ScenarioError> {
        const EXPECTED: &str = "a service, as in CNCHQ-CNSGH/2026W10/22G1";
        let (written, code) = self.code(EXPECTED)?;
        ServiceCode::parse(&code).map_err(|refusal| self.words.malformed(written, EXPECTED, &refusal))
    }

    /// The code of a book; its parts may be written with spaces, and the currency may be left out where there is
    /// only one.
    pub(crate) fn instrument(&mut self) -> Result<InstrumentCode, ScenarioError> {
        const EXPECTED: &str = "a book, as in CNCHQ-CNSGH/2026W10/22G1/CNY";
        let (written, code) = self.code(EXPECTED)?;
        let as_written = InstrumentCode::parse(&code)
            .map_err(|refusal| self.words.malformed(written, EXPECTED, &refusal))?;
        if self.known.currencies.contains_key(&as_written) {
            return Ok(as_written);
        }
        let books = |service| ServiceCode::parse(service).ok().and_then(|code| self.known.books.get(&code));
        if let Some((service, currency)) = code.rsplit_once('/') {
            let book = Currency::parse(currency).ok().zip(books(service));
            if let Some(&book) = book.and_then(|(currency, books)| books.get(&currency)) {
                return Ok(book);
            }
        }
        let Some(books) = books(&code) else {
            return Ok(as_written);
        };
        let mut all = books.values();
        match (all.next(), all.next()) {
            (Some(&only), None) => Ok(only),
            (None, _) => Ok(as_written),
            (Some(_), Some(_)) => {
                let currencies = books.keys().map(Currency::to_string).collect();
                Err(self.words.error_at(written, Fault::Ambiguous { service: code, currencies }))
            }
        }
    }

    /// Numbers of boxes or of other cargo, and names of sets of them.
    pub(crate) fn numbers(&mut self) -> Result<Vec<UnitNumber>, ScenarioError> {
        const EXPECTED: &str = "the number of a box, as in MSKU6011672";
        let mut numbers = Vec::new();
        loop {
            if self.words.stands_at_code() {
                numbers.push(self.words.value(EXPECTED, UnitNumber::parse)?);
            } else if let Some(set) = self.set() {
                numbers.extend(set.iter().map(Consignment::number));
            } else if numbers.is_empty() {
                return Err(self.words.unexpected(vec![EXPECTED.to_owned(), A_SET.to_owned()]));
            } else {
                return Ok(numbers);
            }
        }
    }

    /// Boxes, other cargo with its quantity, and names of sets of them.
    pub(crate) fn consignments(&mut self) -> Result<Vec<Consignment>, ScenarioError> {
        let mut consignments = Vec::new();
        loop {
            if self.words.stands_at_code() {
                consignments.push(consignment(&mut self.words)?);
            } else if let Some(set) = self.set() {
                consignments.extend(set);
            } else if consignments.is_empty() {
                return Err(self.words.unexpected(vec![CARGO.to_owned(), A_SET.to_owned()]));
            } else {
                return Ok(consignments);
            }
        }
    }

    /// Goes past the name of a set, if there is one.
    fn set(&mut self) -> Option<Vec<Consignment>> {
        let name = self.words.peek().filter(|word| !word.quoted)?.text;
        let set = self.known.sets.get(name)?.clone();
        self.words.accept(name);
        Some(set)
    }

    /// Words that are written like codes, joined by slashes, and where they stand.
    pub(crate) fn code(&mut self, expected: &'static str) -> Result<(Word<'t>, String), ScenarioError> {
        let mut whole = self.words.word(&[expected.to_owned()])?;
        let mut code = whole.text.to_owned();
        while self.words.stands_at_code() && !self.words.stands_at_number() {
            let next = self.words.word(&[])?;
            whole.length = next.column + next.length - whole.column;
            code = format!("{code}/{}", next.text);
        }
        Ok((whole, code))
    }
}

/// What is expected where cargo is named.
const CARGO: &str = "a box, as in MSKU6011672, or cargo with its quantity, as in LOT-7:40";
const A_SET: &str = "the name of a set of boxes";

/// Reads a day and a time by the clock of the scenario.
pub(crate) fn moment_by(words: &mut Cursor<'_>, known: &Known) -> Result<Timestamp, ScenarioError> {
    let day = words.value("a day, as in 2026-03-02", moment::day)?;
    words.value("a time, as in 09:00", |text| {
        moment::moment(known.clock, day.to_datetime(moment::time(text)?))
    })
}

/// Reads a box, or cargo with its quantity.
pub(crate) fn consignment(words: &mut Cursor<'_>) -> Result<Consignment, ScenarioError> {
    words.value(CARGO, |text| -> Result<Consignment, CargoError> {
        let Some((number, quantity)) = text.split_once(':') else {
            return Ok(Consignment::Box(ContainerNumber::parse(text)?));
        };
        let number = UnitNumber::parse(number)?;
        let quantity = count(quantity).ok().and_then(NonZeroU32::new);
        let quantity = quantity.ok_or_else(|| CargoError::Quantity(text.to_owned()))?;
        Ok(Consignment::Cargo { number, quantity })
    })
}
