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

#[cfg(test)]
mod tests;
