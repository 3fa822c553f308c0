//! What a trade obliges each side to do, and what follows when it is done or not.
