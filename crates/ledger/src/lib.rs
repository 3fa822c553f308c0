//! Double-entry accounts over any asset: transfers, holds, balances.
