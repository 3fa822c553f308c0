//! Rows of cells as lines: numbers end below each other, words begin below each other.
//!
//! A column whose cells below the head all begin with a digit, a sign or a point is one of numbers.

/// Puts cells below each other, two spaces apart.
pub(crate) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let widths: Vec<usize> =
        (0..columns).map(|at| column(at).map(|cell| width(cell)).max().unwrap_or(0)).collect();
    let numbers: Vec<bool> = (0..columns).map(|at| is_numbers(column(at))).collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let space = " ".repeat(widths[at] - width(cell));
            let gap = if at == 0 { "" } else { "  " };
            line = if numbers[at] { line + gap + &space + cell } else { line + gap + cell + &space };
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Whether the cells of a column, but for its head, are numbers or empty, and at least one is not empty.
fn is_numbers<'c>(cells: impl Iterator<Item = &'c String>) -> bool {
    let cells: Vec<&String> = cells.filter(|cell| !cell.is_empty()).collect();
    let number = |cell: &&String| {
        cell.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit()) && !cell.contains('/')
    };
    let head = cells.first().is_some_and(|cell| !number(cell));
    let body = &cells[usize::from(head)..];
    !body.is_empty() && body.iter().all(number)
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}

#[cfg(test)]
mod tests;
