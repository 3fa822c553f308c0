//! One book, used alone: a bid for 18 boxes walks over three levels of asks, and what is left of it rests.
//!
//! ```text
//! cargo run -p matching --example bid_over_three_levels
//! ```
#![allow(clippy::disallowed_macros, reason = "it prints what it does")]

use core::num::NonZeroU32;
use std::error::Error;

use freight::{ParticipantId, ServiceId};
use matching::{
    Books, Event, Instrument, InstrumentId, Phase, Place, PostOnly, Rejection, Side, Steps, TimeInForce,
};
use money::{Currency, Price};

fn main() -> Result<(), Box<dyn Error>> {
    // Boxes by barge from Chongqing to Shanghai, in steps of five yuan.
    let instrument = Instrument {
        service: ServiceId::new(1).ok_or("services are counted from 1")?,
        currency: Currency::parse("CNY")?,
        tick: Price::parse("5.00")?,
        lot: NonZeroU32::MIN,
        phase: Phase::Continuous,
    };
    let mut books = Books::default();
    let id = books.decide_list(&instrument)?;
    books.apply_list(&instrument, id);

    for (owner, quantity, price) in
        [(1, 10, "1850.00"), (2, 5, "1840.00"), (3, 2, "1855.00"), (1, 9, "1870.00")]
    {
        place(&mut books, order(&instrument, id, owner, Side::Ask, quantity, price)?)?;
    }
    draw(&books, &instrument, id);

    println!("\nparticipant 4 bids for 18 at 1860.00\n");
    place(&mut books, order(&instrument, id, 4, Side::Bid, 18, "1860.00")?)?;
    draw(&books, &instrument, id);
    Ok(())
}

/// An order in the words of the book: ticks and lots.
fn order(
    instrument: &Instrument,
    id: InstrumentId,
    owner: u32,
    side: Side,
    quantity: u64,
    price: &str,
) -> Result<Place, Box<dyn Error>> {
    Ok(Place {
        instrument: id,
        owner: ParticipantId::new(owner).ok_or("participants are counted from 1")?,
        side,
        lots: instrument.lots(quantity)?,
        limit: Some(instrument.ticks(Price::parse(price)?)?),
        time_in_force: TimeInForce::Gtc,
        post_only: PostOnly::No,
        expires: None,
    })
}

/// Decides, shows what would be filled, and only then lets it happen.
fn place(books: &mut Books, place: Place) -> Result<(), Rejection> {
    let mut steps = Steps::new();
    let outcome = books.decide_place(&place, &mut steps)?;
    for fill in books.fills(&steps) {
        println!("will take {:?} at {:?} from {}", fill.lots, fill.price, fill.maker);
    }
    let mut events = Vec::new();
    books.apply_place(&place, outcome, &steps, &mut events);
    for event in events {
        if let Event::Traded { trade, lots, price, .. } = event {
            println!("{trade}: {lots:?} at {price:?}");
        }
    }
    Ok(())
}

/// Asks above, bids below, best in the middle.
fn draw(books: &Books, instrument: &Instrument, id: InstrumentId) {
    println!("  bid |   price | ask");
    let mut asks: Vec<_> = books.depth(id, Side::Ask).collect();
    asks.reverse();
    for level in asks {
        println!("      | {} | {:>3}", instrument.price(level.price), level.lots);
    }
    for level in books.depth(id, Side::Bid) {
        println!("  {:>3} | {} |", level.lots, instrument.price(level.price));
    }
}
