//! Shares of one amount, so that nothing is lost.

use crate::Minor;

/// Splits `total` by `weights`: the largest remainder gets what rounding leaves, ties go to the lower index.
///
/// The shares sum to `total`. All weights zero, or none at all, leave nothing to split by: nothing is answered.
pub fn allocate(total: Minor, weights: &[u64]) -> Option<Vec<Minor>> {
    let whole = weights.iter().map(|&weight| u128::from(weight)).sum::<u128>();
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = total.units();
    for (index, &weight) in weights.iter().enumerate() {
        let product = u128::from(total.units()).checked_mul(u128::from(weight))?;
        let share = u64::try_from(product.checked_div(whole)?).ok()?;
        left = left.checked_sub(share)?;
        shares.push(share);
        remainders.push((core::cmp::Reverse(product.checked_rem(whole)?), index));
    }
    remainders.sort_unstable();
    for (_, index) in remainders.into_iter().take(usize::try_from(left).ok()?) {
        shares[index] = shares[index].checked_add(1)?;
    }
    if weights.is_empty() { None } else { shares.into_iter().map(Minor::new).collect() }
}

impl Minor {
    /// The part `numerator ÷ denominator` of this amount, at most all of it, rounded once, half away from zero.
    ///
    /// The product may need more than 128 bits, so the amount is taken in two halves, as in long division.
    ///
    /// # Panics
    ///
    /// When the part is more than the whole, or the denominator is zero or beyond 2^92.
    pub fn part(self, numerator: u128, denominator: u128) -> Minor {
        assert!(numerator <= denominator, "{numerator} parts of {denominator} are more than the whole");
        assert!(0 < denominator && denominator <= 1 << 92, "{denominator} is no denominator of a part");
        let fits = "a half of 18 digits and 92 bits fit 128";
        let half = |units: u64| u128::from(units).checked_mul(numerator).expect(fits);
        let (high, low) = (half(self.units() >> 32), half(self.units() & u64::from(u32::MAX)));
        let divide =
            |product: u128| Some((product.checked_div(denominator)?, product.checked_rem(denominator)?));
        let (first, carried) = divide(high).expect(fits);
        let rest = carried.checked_shl(32).and_then(|carried| carried.checked_add(low)).expect(fits);
        let (second, left) = divide(rest).expect(fits);
        let up = u128::from(left >= denominator.div_ceil(2));
        let sum = first.checked_shl(32).and_then(|first| first.checked_add(second)?.checked_add(up));
        let units = sum.and_then(|sum| u64::try_from(sum).ok());
        units.and_then(Minor::new).expect("a part of an amount has at most 18 digits")
    }
}

#[cfg(test)]
mod tests;
