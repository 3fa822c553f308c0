//! Terms: the rates and hours of a market, as versioned data.
//!
//! An order pins the version under which it was placed, for its deposit, fee and tax; a trade pins the
//! version in force, for the carriage; a bill pins its own.

use freight::Scope;
use jiff::SignedDuration;
use money::{Currency, Minor, Rate, Worth};
use serde::{Deserialize, Serialize};

use crate::canon::{length, text};
use crate::{Need, Party};

/// The rates and hours of a market. All rates are parts of one: `0.15` is fifteen per cent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Security that each side puts down, as a part of the traded value.
    pub deposit: Deposits,
    /// The trading fee, as a part of the traded value.
    pub fee: Fees,
    /// Tax on the rounded fee.
    pub fee_tax: Rate,
    /// Tax on freight, paid by the shipper with the escrow.
    pub freight_tax: Rate,
    /// Tax on storage, added when it is billed.
    pub storage_tax: Rate,
    /// How escrow is released: weights that sum to one, each behind its milestones.
    pub tranches: Vec<Tranche>,
    /// Damages of a shipper whose boxes do not come, as a part of their freight.
    pub no_show: Damages,
    /// Damages of a carrier that leaves boxes behind, as a part of their freight.
    pub roll: Damages,
    /// The fee for cancelling a carriage.
    pub cancellation: Cancellation,
    /// How many hours before the cut-off escrow is called.
    pub call_hours: u32,
    /// How many days after the last release a carriage is closed.
    pub closing_days: u32,
}

/// Security by side, as a part of the traded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deposits {
    /// Of the shipper.
    pub shipper: Rate,
    /// Of the carrier.
    pub carrier: Rate,
}

/// Trading fees, as a part of the traded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// Of the order that rested.
    pub maker: Rate,
    /// Of the order that arrived.
    pub taker: Rate,
}

/// Damages, and who gets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Damages {
    /// As a part of the freight of the boxes concerned, without tax.
    pub rate: Rate,
    /// The part of the damages that the exchange keeps; the other side gets the rest.
    pub house_share: Rate,
}

/// The fee for cancelling, by bands before departure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// From the earliest to the latest; before the first band cancelling is free.
    pub bands: Vec<Band>,
    /// The part of the fee that the exchange keeps; the other side gets the rest.
    pub house_share: Rate,
}

/// From so many hours before departure on, cancelling costs this part of the freight left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Hours before departure at which the band begins.
    pub hours: u32,
    /// As a part of the freight of the boxes left, without tax.
    pub rate: Rate,
}

/// A part of the escrow, and the milestones that must all stand for a box before it is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// The part of the escrow; all tranches sum to one.
    pub weight: Rate,
    /// What must stand, such as `LOAD`, `SURR`, or `CUSR@destination`.
    pub needs: Vec<Need>,
}

/// What an order has traded so far, by the rate of the fee that it pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// While it rested.
    pub made: Worth,
    /// As it arrived.
    pub taken: Worth,
}

/// What an order costs besides the freight, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charges {
    /// Security.
    pub deposit: Minor,
    /// The fee.
    pub fee: Minor,
    /// The tax on the rounded fee.
    pub tax: Minor,
}

/// Why terms are not sound. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TermsError {
    /// A part of one is more than one.
    #[error("{what} is {rate}, but a part of one is at most 1")]
    RateAboveOne {
        /// Which rate.
        what: String,
        /// What was written.
        rate: Rate,
    },
    /// Escrow could never be released.
    #[error("0 tranches are named, but at least 1 is needed")]
    TranchesMissing,
    /// More tranches than a carriage keeps.
    #[error("{found} tranches are named, but at most {most} are allowed")]
    TooManyTranches {
        /// How many there are.
        found: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A tranche without a weight releases nothing.
    #[error("tranche {tranche} weighs 0, but it must weigh more")]
    WeightZero {
        /// Which one, counted from 1.
        tranche: usize,
    },
    /// The tranches are more or less than the escrow.
    #[error("the weights of {tranches} tranches sum to {sum}, but they must sum to 1")]
    WeightsNotOne {
        /// How many there are.
        tranches: usize,
        /// What they sum to.
        sum: Rate,
    },
    /// A tranche would be released before anything happened.
    #[error("tranche {tranche} has 0 needs, but at least 1 is needed")]
    NeedsMissing {
        /// Which one, counted from 1.
        tranche: usize,
    },
    /// A kind that does not let cargo go on.
    #[error("tranche {tranche} needs {need}, which releases nothing")]
    NeedReleasesNothing {
        /// Which one, counted from 1.
        tranche: usize,
        /// What it needs.
        need: Need,
    },
    /// A customs stop stops the last tranche only.
    #[error("tranche {tranche} needs {need}, but customs may stop only tranche {last}, the last")]
    CustomsBeforeLast {
        /// Which one, counted from 1.
        tranche: usize,
        /// What it needs.
        need: Need,
        /// Which one is the last, counted from 1.
        last: usize,
    },
    /// A need stands twice.
    #[error("tranche {tranche} needs {need} twice, but once is enough")]
    NeedTwice {
        /// Which one, counted from 1.
        tranche: usize,
        /// What it needs.
        need: Need,
    },
    /// A band begins no later than the one before it.
    #[error("band {band} begins {hours} hours before departure, but band {} begins {before} hours before it", .band - 1)]
    BandsNotDescending {
        /// Which one, counted from 1.
        band: usize,
        /// When it begins, in hours before departure.
        hours: u32,
        /// When the one before it begins.
        before: u32,
    },
}

impl TermsError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            TermsError::RateAboveOne { .. } => "TERMS_RATE_ABOVE_ONE",
            TermsError::TranchesMissing => "TERMS_TRANCHES_MISSING",
            TermsError::TooManyTranches { .. } => "TERMS_TOO_MANY_TRANCHES",
            TermsError::WeightZero { .. } => "TERMS_WEIGHT_ZERO",
            TermsError::WeightsNotOne { .. } => "TERMS_WEIGHTS_NOT_ONE",
            TermsError::NeedsMissing { .. } => "TERMS_NEEDS_MISSING",
            TermsError::NeedReleasesNothing { .. } => "TERMS_NEED_RELEASES_NOTHING",
            TermsError::CustomsBeforeLast { .. } => "TERMS_CUSTOMS_BEFORE_LAST",
            TermsError::NeedTwice { .. } => "TERMS_NEED_TWICE",
            TermsError::BandsNotDescending { .. } => "TERMS_BANDS_NOT_DESCENDING",
        }
    }
}

impl Terms {
    /// The greatest number of tranches.
    pub const MOST_TRANCHES: usize = 16;

    /// Refuses terms under which a carriage could not be settled.
    pub fn check(&self) -> Result<(), TermsError> {
        self.check_rates()?;
        self.check_tranches()?;
        for (band, pair) in (2..).zip(self.cancellation.bands.windows(2)) {
            let (before, hours) = (pair[0].hours, pair[1].hours);
            if hours >= before {
                return Err(TermsError::BandsNotDescending { band, hours, before });
            }
        }
        Ok(())
    }

    fn check_rates(&self) -> Result<(), TermsError> {
        let at_most_one = |what: &str, rate: Rate| match rate > Rate::ONE {
            true => Err(TermsError::RateAboveOne { what: what.to_owned(), rate }),
            false => Ok(()),
        };
        at_most_one("the deposit of the shipper", self.deposit.shipper)?;
        at_most_one("the deposit of the carrier", self.deposit.carrier)?;
        at_most_one("the fee of the maker", self.fee.maker)?;
        at_most_one("the fee of the taker", self.fee.taker)?;
        at_most_one("the tax on fees", self.fee_tax)?;
        at_most_one("the tax on freight", self.freight_tax)?;
        at_most_one("the tax on storage", self.storage_tax)?;
        for (tranche, Tranche { weight, .. }) in (1..).zip(&self.tranches) {
            at_most_one(&format!("the weight of tranche {tranche}"), *weight)?;
        }
        at_most_one("the damages for a no-show", self.no_show.rate)?;
        at_most_one("the exchange's share of damages for a no-show", self.no_show.house_share)?;
        at_most_one("the damages for a roll", self.roll.rate)?;
        at_most_one("the exchange's share of damages for a roll", self.roll.house_share)?;
        for (band, Band { rate, .. }) in (1..).zip(&self.cancellation.bands) {
            at_most_one(&format!("the fee of band {band}"), *rate)?;
        }
        at_most_one("the exchange's share of a cancellation fee", self.cancellation.house_share)
    }

    fn check_tranches(&self) -> Result<(), TermsError> {
        let tranches = self.tranches.len();
        if tranches == 0 {
            return Err(TermsError::TranchesMissing);
        }
        if tranches > Terms::MOST_TRANCHES {
            return Err(TermsError::TooManyTranches { found: tranches, most: Terms::MOST_TRANCHES });
        }
        if let Some(place) = self.tranches.iter().position(|tranche| tranche.weight.is_zero()) {
            return Err(TermsError::WeightZero { tranche: place + 1 });
        }
        let sum = self.tranches.iter().try_fold(Rate::ZERO, |sum, tranche| sum.checked_add(tranche.weight));
        let sum = sum.expect("sixteen parts of one are in range");
        if sum != Rate::ONE {
            return Err(TermsError::WeightsNotOne { tranches, sum });
        }
        for (tranche, Tranche { needs, .. }) in (1..).zip(&self.tranches) {
            check_needs(tranche, tranches, needs)?;
        }
        Ok(())
    }

    /// What an order of `party` that has traded `value` of `currency` costs by now; each fill costs the difference.
    ///
    /// The deposit is the rate times all that was traded, the fee the sum of both products, each rounded once
    /// from the exact worth; the tax is a part of the rounded fee. Nothing if one of them has more than 18 digits.
    pub fn charges(&self, party: Party, value: Value, currency: Currency) -> Option<Charges> {
        let traded = value.made.checked_add(value.taken)?;
        if traded.is_zero() {
            return Some(Charges::default());
        }
        let deposit = match party {
            Party::Shipper => self.deposit.shipper,
            Party::Carrier => self.deposit.carrier,
        };
        let Fees { maker, taker } = self.fee;
        let fee = match maker == taker {
            true => maker.of_worth(traded, currency)?,
            false => Rate::of_worths(&[(maker, value.made), (taker, value.taken)], currency)?,
        };
        Some(Charges { deposit: deposit.of_worth(traded, currency)?, fee, tax: self.fee_tax.of(fee)? })
    }

    /// What an order of `party` may cost in the end, having `traded` so far, if `open` were traded too: at its
    /// limit, and at the higher of both fees.
    ///
    /// What has been charged already is part of it. Nothing if one charge has more than 18 digits.
    pub fn hold(&self, party: Party, traded: Value, open: Worth, currency: Currency) -> Option<Charges> {
        let Value { made, taken } = traded;
        let whole = match self.fee.taker >= self.fee.maker {
            true => Value { made, taken: taken.checked_add(open)? },
            false => Value { made: made.checked_add(open)?, taken },
        };
        self.charges(party, whole, currency)
    }

    /// The part of the freight left that cancelling costs, `left` being the time until departure.
    ///
    /// Before the first band nothing; from the departure on nothing is cancelled.
    pub fn cancelling_costs(&self, left: SignedDuration) -> Rate {
        let begun = |band: &&Band| left <= SignedDuration::from_hours(i64::from(band.hours));
        self.cancellation.bands.iter().rev().find(begun).map_or(Rate::ZERO, |band| band.rate)
    }

    /// The damages of the side that fails.
    pub fn damages(&self, by: Party) -> Damages {
        match by {
            Party::Shipper => self.no_show,
            Party::Carrier => self.roll,
        }
    }
}

impl Terms {
    /// Hashes the terms, in a canonical form.
    pub(crate) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        let Terms { deposit, fee, fee_tax, freight_tax, storage_tax, tranches, .. } = self;
        let Terms { no_show, roll, cancellation, call_hours, closing_days, .. } = self;
        let rates =
            [deposit.shipper, deposit.carrier, fee.maker, fee.taker, *fee_tax, *freight_tax, *storage_tax];
        let shares =
            [no_show.rate, no_show.house_share, roll.rate, roll.house_share, cancellation.house_share];
        rates.into_iter().chain(shares).for_each(|rate| hash(&rate.trillionths().to_le_bytes()));
        length(tranches.len(), hash);
        for Tranche { weight, needs } in tranches {
            hash(&weight.trillionths().to_le_bytes());
            length(needs.len(), hash);
            needs.iter().for_each(|need| text(&need.to_string(), hash));
        }
        length(cancellation.bands.len(), hash);
        for Band { hours, rate } in &cancellation.bands {
            hash(&hours.to_le_bytes());
            hash(&rate.trillionths().to_le_bytes());
        }
        hash(&call_hours.to_le_bytes());
        hash(&closing_days.to_le_bytes());
    }
}

fn check_needs(tranche: usize, last: usize, needs: &[Need]) -> Result<(), TermsError> {
    if needs.is_empty() {
        return Err(TermsError::NeedsMissing { tranche });
    }
    for (place, &need) in needs.iter().enumerate() {
        assert!(need.is_well_placed(), "{need} was built by hand, and only customs may have a station");
        if !need.releases() {
            return Err(TermsError::NeedReleasesNothing { tranche, need });
        }
        if tranche < last && need.kind.scope() == Scope::Customs {
            return Err(TermsError::CustomsBeforeLast { tranche, need, last });
        }
        if needs[..place].contains(&need) {
            return Err(TermsError::NeedTwice { tranche, need });
        }
    }
    Ok(())
}

impl Charges {
    /// All three together, unless they have more than 18 digits.
    pub fn total(self) -> Option<Minor> {
        self.deposit.checked_add(self.fee)?.checked_add(self.tax)
    }

    /// What is due beyond `before`, which never was more.
    pub(crate) fn beyond(self, before: Charges) -> Charges {
        let more = |after: Minor, before: Minor| {
            after.checked_sub(before).expect("an order never costs less by trading more")
        };
        Charges {
            deposit: more(self.deposit, before.deposit),
            fee: more(self.fee, before.fee),
            tax: more(self.tax, before.tax),
        }
    }
}
