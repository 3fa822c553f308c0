//! Every code by which a line or a body is refused at the door: what it means, and what to do.
//!
//! The codes stand in the order in which they are checked: all of it as a text, then as JSON, its
//! fields in the order in which they stand, the values in them.
//! The words are those of both readers, so they speak of neither a file nor a request.
//! What a value is refused for is said by the type of the value; here it is explained.

use engine::Explained;

/// Finds what is known of a code.
pub(crate) fn explained(code: &str) -> Option<&'static Explained> {
    CODES.iter().find(|one| one.code == code)
}

const fn code(code: &'static str, meaning: &'static str, hint: &'static str) -> Explained {
    Explained { code, meaning, hint }
}

/// The codes of the door, in the order of the checks.
pub const CODES: &[Explained] = &[
    // All of it as a text.
    code("LINE_NOT_UTF8", "The text is not UTF-8.", "write it in UTF-8"),
    code(
        "LINE_CONTROL_CHARACTER",
        "A control character or a byte order mark stands in the text, which nobody would see.",
        "remove it; inside a text JSON writes a line break as \\n, but no field here takes one",
    ),
    code("LINE_EMPTY", "Nothing stands where a command belongs.", "write a command, or leave it out"),
    // All of it as JSON.
    code("MALFORMED_JSON", "The text is not JSON.", "look at the character in this column"),
    code(
        "TRAILING_CHARACTERS",
        "Something stands behind the object.",
        "write one command, with nothing behind it",
    ),
    // Its fields.
    code("DUPLICATE_FIELD", "A field is given twice.", "give it once"),
    code(
        "UNKNOWN_FIELD",
        "An object has a field that is not known here.",
        "take the field out, or spell it as known",
    ),
    code("UNKNOWN_COMMAND", "No command has this name.", "spell it as known"),
    code("UNKNOWN_WORD", "A word is not among those that may stand here.", "write one of the known words"),
    code(
        "NOT_ONE_NAME",
        "An object stands here that must have exactly one name, and has none or several.",
        "write one name, and what belongs to it behind it",
    ),
    code(
        "WORD_BARE",
        "A name stands alone, but something belongs behind it.",
        "write an object of this one name",
    ),
    code(
        "WORD_LADEN",
        "A word stands alone, but something was written behind it.",
        "write the word alone, in quotes",
    ),
    code("WRONG_TYPE", "A value is of another kind than the field.", "write what belongs here"),
    code(
        "DECIMAL_NOT_A_STRING",
        "A price, rate or amount is written as a number, which many programs round.",
        "put it in quotes",
    ),
    code(
        "NUMBER_OUT_OF_RANGE",
        "A number is too small or too great for the field, or is not whole.",
        "write a whole number in the range, without point and exponent",
    ),
    code("MISSING_FIELD", "An object lacks a field that it must have.", "add the field"),
    // The values in them.
    code(
        "TIME_MALFORMED",
        "A text is not an instant.",
        "write it in UTC, as 2026-03-02T01:00:00Z, perhaps with up to nine digits of a second",
    ),
    code("DATE_MALFORMED", "A text is not a day.", "write it as 2026-03-02"),
    code("DECIMAL_PLUS_SIGN", "A decimal is written with a plus sign.", "write it without the +"),
    code(
        "DECIMAL_GROUPED",
        "The digits of a decimal are parted into groups, which some read as a point.",
        "write 1000 for 1_000 or 1,000; before a part of one stands a point",
    ),
    code("DECIMAL_COMMA", "A decimal is written with a comma for its point.", "write 1850.00 for 1850,00"),
    code("DECIMAL_EXPONENT", "A decimal is written with a power of ten.", "write 1000 for 1e3"),
    code(
        "DECIMAL_MALFORMED",
        "A text is not a decimal, for a reason that has no code of its own.",
        "write digits, perhaps a point and digits, and nothing else",
    ),
    code(
        "DECIMAL_BARE_POINT",
        "A point stands without a digit before it or after it.",
        "write 0.5 for .5, and 5 for 5.",
    ),
    code("DECIMAL_LEADING_ZERO", "A decimal begins with a zero that does not count.", "write 7 for 007"),
    code("DECIMAL_NEGATIVE_ZERO", "Zero is written with a sign.", "write it without its sign"),
    code("DECIMAL_TOO_LARGE", "A decimal has more than 18 digits before the point.", "write at most 18"),
    code(
        "DECIMAL_TOO_MANY_DIGITS",
        "A decimal has more digits after the point than its currency or its kind; it is never rounded.",
        "write no more digits than are allowed here",
    ),
    code("AMOUNT_NOT_POSITIVE", "An amount is zero or below.", "write an amount above zero"),
    code(
        "AMOUNT_OUT_OF_RANGE",
        "An amount has more than 18 digits in minor units.",
        "write a smaller amount",
    ),
    code("PRICE_NOT_POSITIVE", "A price is zero or below.", "write a price above zero"),
    code("PRICE_OUT_OF_RANGE", "A price is above 10,000,000,000.", "write a lower price"),
    code("RATE_NEGATIVE", "A rate is below zero.", "write a rate of zero or more"),
    code("RATE_OUT_OF_RANGE", "A rate is above 1,000,000.", "write a lower rate; 0.15 is fifteen per cent"),
    code(
        "CURRENCY_UNKNOWN",
        "No currency of ISO 4217 has this code.",
        "write three capital letters, as in CNY",
    ),
    code(
        "CURRENCY_WITHOUT_MINOR_UNIT",
        "The code stands for gold, testing or the like, of which no amount can be kept.",
        "write the code of a currency",
    ),
    code(
        "TEXT_CONTROL_CHARACTER",
        "A text holds a control character, or one that hides or turns others.",
        "remove it",
    ),
    code("TEXT_EMPTY", "A text is empty.", "write something, or leave the field out where it may be"),
    code("TEXT_TOO_SHORT", "A text has too few characters.", "write as many as are needed"),
    code("TEXT_TOO_LONG", "A text has too many characters.", "write no more than are allowed"),
    code(
        "CODE_MALFORMED",
        "A code has a character that this kind of code does not have there.",
        "spell it as expected",
    ),
    code("NAME_SPACE_AT_END", "A name begins or ends with a space.", "remove the space"),
    code("ORDER_ID_MALFORMED", "A text is not the id of an order.", "write the id as it was told"),
    code("ORDER_ID_BELOW_FIRST", "No order ever had this id.", "write the id as it was told"),
    code("ROLE_TWICE", "A role stands twice.", "name it once"),
    code("ROLES_EMPTY", "A member has no role.", "name at least one"),
    code(
        "FUNCTIONS_MALFORMED",
        "A text is not a list of UN/LOCODE functions.",
        "write eight characters, as in 1-3-----",
    ),
    code("CLOCK_EMPTY", "A clock has no offset.", "write at least one"),
    code("CLOCK_OFFSET_TOO_FAR", "An offset is more than 18 hours away from UTC.", "write it in seconds"),
    code("CLOCK_NOT_ASCENDING", "The dates of a clock's offsets do not ascend.", "put the earlier one first"),
    code("LANE_ENDS_EQUAL", "A lane leads from a place to itself.", "name another place; or list a handling"),
    code(
        "SERVICE_PROMISE_NOT_ONE",
        "A service is none, or several, of movement, handling and through.",
        "write exactly one",
    ),
    code("EQUIPMENT_MALFORMED", "A text is no size-type of ISO 6346.", "write four characters, as in 22G1"),
    code(
        "WINDOW_MALFORMED",
        "A text is no sailing window.",
        "write 2026W14, 2026-03-02 or 2026-03-02..2026-03-08",
    ),
    code("WINDOW_NOT_IN_CALENDAR", "A window names a week or day that does not exist.", "look at a calendar"),
    code("WINDOW_BACKWARDS", "A window ends before it begins.", "write the first day first"),
    code(
        "CONTAINER_MALFORMED",
        "A text is no container number.",
        "write three letters, then U, J or Z, then seven digits",
    ),
    code(
        "NEED_KIND_UNKNOWN",
        "A tranche needs a milestone that does not exist.",
        "write a DCSA code, as in LOAD",
    ),
    code(
        "NEED_STATION_UNKNOWN",
        "A tranche needs a milestone at no known station.",
        "write origin, transit or destination",
    ),
    code(
        "NEED_STATION_NOT_WANTED",
        "Only customs speak at a station.",
        "leave the @ and what follows it out",
    ),
    code(
        "VALUE_MALFORMED",
        "A value is not what the field takes, for a reason that has no code of its own.",
        "see what is said of the value",
    ),
];
