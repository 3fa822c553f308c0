//! What people read: books, trades, carriages, trial balance, custody.
