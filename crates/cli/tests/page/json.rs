//! JSON as a text: laid out for people, in one line again, and without what differs from run to run.
//!
//! The fields stay in the order in which they came, which a parsed value would not keep.

/// How wide a line of a guide may be.
const WIDTH: usize = 100;

/// What differs from run to run: the fields whose values are masked.
const OTHER_EACH_TIME: [&str; 1] = ["request_id"];

/// Without the blanks between the tokens: as it came.
pub(crate) fn plain(text: &str) -> String {
    tokens(text).concat()
}

/// Laid out: what fits into a line stands in one, values one below the other.
pub(crate) fn laid_out(text: &str) -> String {
    let tokens = tokens(text);
    let mut written = String::new();
    let mut at = 0;
    while at < tokens.len() {
        at = lay(&tokens, at, 0, 0, &mut written);
        written.push('\n');
    }
    written
}

/// With a mask for what differs from run to run: times of this century's first half, and request ids.
pub(crate) fn masked(plain: &str) -> String {
    let tokens = tokens(plain);
    let mut written = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let field = if at >= 2 && tokens[at - 1] == ":" { tokens[at - 2].trim_matches('"') } else { "" };
        match OTHER_EACH_TIME.contains(&field) || is_now(token) {
            true => written.push_str("\"…\""),
            false => written.push_str(token),
        }
    }
    written
}

/// Whether a token is an instant of a clock, and none of the guide's own, which are far in the future or past.
fn is_now(token: &str) -> bool {
    let bytes = token.as_bytes();
    let shaped = bytes.len() >= 22 && bytes[11] == b'T' && token.ends_with("Z\"");
    shaped && token[1..].starts_with("20") && !token[1..].starts_with("2099")
}

/// The tokens: texts with their quotes, words and numbers, and signs.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => text_length(rest),
            '{' | '}' | '[' | ']' | ':' | ',' => 1,
            _ => rest.find([',', '}', ']', ' ', '\n', '{']).unwrap_or(rest.len()).max(first.len_utf8()),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The bytes of a text with its quotes.
fn text_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The place behind the value that begins at `at`.
fn behind(tokens: &[&str], at: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        match *token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

/// In one line, with a blank behind every colon and comma.
fn in_one_line(tokens: &[&str]) -> String {
    let spaced = tokens.iter().map(|token| match *token {
        ":" => ": ",
        "," => ", ",
        other => other,
    });
    spaced.collect()
}

/// Lays the value at `at` out, `deep` levels in, where `before` letters stand in its line; answers what follows.
fn lay(tokens: &[&str], at: usize, deep: usize, before: usize, written: &mut String) -> usize {
    let end = behind(tokens, at);
    let line = in_one_line(&tokens[at..end]);
    let is_small = !matches!(tokens[at], "{" | "[");
    if is_small || before + line.chars().count() < WIDTH {
        written.push_str(&line);
        return end;
    }
    written.push_str(tokens[at]);
    let inset = "  ".repeat(deep + 1);
    let mut next = at + 1;
    while next + 1 < end {
        let mut head = inset.clone();
        if tokens[next + 1] == ":" {
            head.push_str(tokens[next]);
            head.push_str(": ");
            next += 2;
        }
        written.push('\n');
        written.push_str(&head);
        next = lay(tokens, next, deep + 1, head.chars().count(), written);
        if tokens[next] == "," {
            written.push(',');
            next += 1;
        }
    }
    written.push('\n');
    written.push_str(&"  ".repeat(deep));
    written.push_str(tokens[end - 1]);
    end
}
