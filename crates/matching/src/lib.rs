//! Orders meet in a book and become trades.
