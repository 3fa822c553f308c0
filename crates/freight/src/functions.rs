//! The functions of a place, as UN/LOCODE lists them.
//!
//! ```text
//!   1 3 - - 6 - - B      port · road · inland clearance · border crossing
//!   1 2 3 4 5 6 7 8      each digit at its own place, or a hyphen
//! ```
//!
//! Functions **warn and never refuse**: river ports are coded as seaports, many rail and road ends
//! lack theirs, and editions change their minds.

use core::fmt;

use crate::Mode;
use crate::text::{CodeError, Measure, measure, stands_as_text};

/// What a place is for: the function classifier of UN/LOCODE, eight characters, as in `123-----`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "schema",
    schema(
        value_type = String,
        pattern = "^(0-------|[1-][2-][3-][4-][5-][6-][7-][8B-])$",
        examples("1-3-----", "-23456--")
    )
)]
pub struct Functions(u16);

/// One function of a place (UN/LOCODE manual, column "Function").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// 1: a port, at sea or, as practice has it, on a river.
    Port,
    /// 2: a rail terminal.
    Rail,
    /// 3: a road terminal.
    Road,
    /// 4: an airport.
    Airport,
    /// 5: a postal exchange office.
    Post,
    /// 6: an inland clearance depot.
    InlandClearance,
    /// 7: a fixed transport function, as a pipeline.
    Fixed,
    /// 8: a port on inland water.
    InlandWater,
    /// B: a border crossing, written where 8 stands.
    BorderCrossing,
}

/// What the list of places does not say, though a service relies on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FunctionWarning {
    /// The list gives the place no function for this mode.
    #[error("functions {functions} do not say that the place serves {mode}")]
    ModeNotListed {
        /// The functions of the place.
        functions: Functions,
        /// The mode that a service uses there.
        mode: Mode,
    },
}

/// Why a text lists no functions. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FunctionsError {
    /// A control character, or not eight characters.
    #[error(transparent)]
    Text(#[from] CodeError),
    /// A character that does not belong at its place.
    #[error(
        "functions {text:?} have {character:?} at place {place}, but only {expected:?} or a hyphen stands there"
    )]
    Malformed {
        /// What was written.
        text: String,
        /// The first wrong character.
        character: char,
        /// Which character it is, counted from 1.
        place: usize,
        /// What may stand there.
        expected: &'static str,
    },
}

impl FunctionWarning {
    /// The stable code of this warning.
    pub fn code(&self) -> &'static str {
        match self {
            FunctionWarning::ModeNotListed { .. } => "FUNCTION_NOT_LISTED",
        }
    }
}

impl FunctionsError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            FunctionsError::Text(error) => error.code(),
            FunctionsError::Malformed { .. } => "FUNCTIONS_MALFORMED",
        }
    }
}

impl Functions {
    /// Nothing is known, written `0-------`.
    pub const UNKNOWN: Functions = Functions(0);

    /// Reads eight characters; `0-------` means that nothing is known.
    pub fn parse(text: &str) -> Result<Functions, FunctionsError> {
        measure(text, Measure { kind: "functions", least: 8, most: 8 })?;
        if text == "0-------" {
            return Ok(Functions::UNKNOWN);
        }
        let mut functions = Functions::UNKNOWN;
        for (index, character) in text.chars().enumerate() {
            let place = index + 1;
            let Some(function) = Function::ALL.into_iter().find(|one| one.letter() == character) else {
                if character == '-' {
                    continue;
                }
                return Err(misplaced(text, character, place));
            };
            if function.place() != place {
                return Err(misplaced(text, character, place));
            }
            functions = functions.with(function);
        }
        Ok(functions)
    }

    /// The same with `function` at its place.
    fn with(self, function: Function) -> Functions {
        let same_place = |one: &Function| one.place() == function.place();
        let cleared =
            Function::ALL.into_iter().filter(same_place).fold(self.0, |bits, one| bits & !one.bit());
        Functions(cleared | function.bit())
    }

    /// Whether `function` is listed.
    pub fn has(self, function: Function) -> bool {
        self.0 & function.bit() != 0
    }

    /// The functions that are listed, in the order of their places.
    pub fn iter(self) -> impl Iterator<Item = Function> {
        Function::ALL.into_iter().filter(move |&function| self.has(function))
    }

    /// What to tell whoever lets `mode` use the place; it is no reason to refuse.
    ///
    /// A port of either kind serves barges, since most river ports are coded 1.
    pub fn warn(self, mode: Mode) -> Option<FunctionWarning> {
        let listed = match mode {
            Mode::Sea => self.has(Function::Port),
            Mode::Barge => self.has(Function::Port) || self.has(Function::InlandWater),
            Mode::Rail => self.has(Function::Rail),
            Mode::Road => self.has(Function::Road),
            Mode::Air => self.has(Function::Airport),
        };
        (!listed).then_some(FunctionWarning::ModeNotListed { functions: self, mode })
    }
}

impl FromIterator<Function> for Functions {
    /// Inland water and a border crossing share a place in the text: the later one takes it.
    fn from_iter<I: IntoIterator<Item = Function>>(functions: I) -> Functions {
        functions.into_iter().fold(Functions::UNKNOWN, Functions::with)
    }
}

impl Function {
    /// Every function, in the order of their places.
    pub const ALL: [Function; 9] = [
        Function::Port,
        Function::Rail,
        Function::Road,
        Function::Airport,
        Function::Post,
        Function::InlandClearance,
        Function::Fixed,
        Function::InlandWater,
        Function::BorderCrossing,
    ];

    /// The character that stands for it.
    pub fn letter(self) -> char {
        match self {
            Function::Port => '1',
            Function::Rail => '2',
            Function::Road => '3',
            Function::Airport => '4',
            Function::Post => '5',
            Function::InlandClearance => '6',
            Function::Fixed => '7',
            Function::InlandWater => '8',
            Function::BorderCrossing => 'B',
        }
    }

    /// Which of the eight characters it is, counted from 1.
    fn place(self) -> usize {
        match self {
            Function::Port => 1,
            Function::Rail => 2,
            Function::Road => 3,
            Function::Airport => 4,
            Function::Post => 5,
            Function::InlandClearance => 6,
            Function::Fixed => 7,
            Function::InlandWater | Function::BorderCrossing => 8,
        }
    }

    fn bit(self) -> u16 {
        match self {
            Function::Port => 1,
            Function::Rail => 1 << 1,
            Function::Road => 1 << 2,
            Function::Airport => 1 << 3,
            Function::Post => 1 << 4,
            Function::InlandClearance => 1 << 5,
            Function::Fixed => 1 << 6,
            Function::InlandWater => 1 << 7,
            Function::BorderCrossing => 1 << 8,
        }
    }
}

fn misplaced(text: &str, character: char, place: usize) -> FunctionsError {
    let expected = ["1", "2", "3", "4", "5", "6", "7", "8 or B"][place - 1];
    FunctionsError::Malformed { text: text.to_owned(), character, place, expected }
}

impl fmt::Display for Functions {
    /// As the list has it: `1-3-----`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Functions::UNKNOWN {
            return f.pad("0-------");
        }
        let mut text = ['-'; 8];
        for function in self.iter() {
            text[function.place() - 1] = function.letter();
        }
        f.pad(&text.into_iter().collect::<String>())
    }
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

stands_as_text!(Functions, FunctionsError, "functions text");

#[cfg(test)]
mod tests;
