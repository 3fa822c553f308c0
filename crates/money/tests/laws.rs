//! The laws of money, as sentences.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use money::{
    Amount, Asset, Currency, Grouping, Minor, Money, Parsed, Price, Rate, Sum, allocate, strategies,
};
use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::prop_oneof;
use proptest::sample::select;
use rust_decimal::{Decimal, RoundingStrategy};

/// Half away from zero, with whole numbers: of `product / 10^scale`.
fn rounded(product: u128, scale: u32) -> u128 {
    let divisor = 10u128.pow(scale);
    (2 * product + divisor) / (2 * divisor)
}

/// The mantissa and the scale of a price or a rate.
fn parts(decimal: Decimal) -> (u128, u32) {
    (decimal.mantissa().unsigned_abs(), decimal.scale())
}

fn hash(value: impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

proptest! {
    #[test]
    fn nothing_is_lost_in_allocation_and_shares_differ_from_the_exact_by_less_than_one(
        total in strategies::minor(), weights in strategies::weights(),
    ) {
        let whole: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
        let Some(shares) = allocate(total, &weights) else {
            prop_assert_eq!(whole, 0);
            return Ok(());
        };
        prop_assert_eq!(shares.len(), weights.len());
        prop_assert_eq!(shares.iter().map(|share| share.units()).sum::<u64>(), total.units());
        for (share, &weight) in shares.iter().zip(&weights) {
            // 10^18 shares of weights below 2^67 fit 128 bits.
            let (given, exact) = (u128::from(share.units()) * whole, u128::from(total.units()) * u128::from(weight));
            prop_assert!(given.abs_diff(exact) < whole, "{} of {} for {}", share.units(), total.units(), weight);
        }
    }

    #[test]
    fn who_weighs_more_never_gets_less_and_of_equals_the_first_gets_more(
        total in strategies::minor(), weights in strategies::weights(),
    ) {
        let shares = allocate(total, &weights).unwrap_or_default();
        for (one, share) in shares.iter().enumerate() {
            for (other, less) in shares.iter().enumerate().filter(|&(other, _)| weights[other] <= weights[one]) {
                prop_assert!(share >= less || weights[one] == weights[other] && other < one);
            }
        }
    }

    #[test]
    fn any_split_of_an_accrual_sums_to_the_whole(
        rate in strategies::rate(), parts in vec(strategies::edgy(0, 1_000_000_000_000_000), 0..20),
    ) {
        let mut so_far = Minor::ZERO;
        let mut accrued = 0u64;
        for part in parts {
            let after = so_far.checked_add(Minor::new(part).unwrap()).unwrap();
            let Some(step) = rate.step(so_far, after) else {
                prop_assert_eq!(rate.of(after), None);
                return Ok(());
            };
            accrued += step.units();
            so_far = after;
        }
        prop_assert_eq!(rate.of(so_far).map(Minor::units), Some(accrued));
    }

    #[test]
    fn a_part_is_the_exact_product_rounded_half_away_from_zero(rate in strategies::rate(), base in strategies::minor()) {
        let (mantissa, scale) = parts(rate.decimal());
        let exact = rounded(mantissa * u128::from(base.units()), scale);
        let expected = u64::try_from(exact).ok().and_then(Minor::new);
        prop_assert_eq!(rate.of(base), expected);
    }

    #[test]
    fn a_part_is_what_decimals_say_where_they_can_hold_it(rate in strategies::rate(), base in strategies::minor()) {
        let (mantissa, _) = parts(rate.decimal());
        if mantissa * u128::from(base.units()) >= 1 << 96 {
            // A decimal would drop digits here, and round twice.
            return Ok(());
        }
        let product = rate.decimal() * Decimal::from(base.units());
        let rounded = product.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let expected = u64::try_from(rounded.mantissa()).ok().and_then(Minor::new);
        prop_assert_eq!(rate.of(base), expected);
    }

    #[test]
    fn a_value_is_the_exact_product_rounded_half_away_from_zero(
        price in strategies::price(), quantity in strategies::edgy(0, u64::MAX), asset in strategies::asset(),
    ) {
        let (mantissa, scale) = parts(price.decimal());
        let minor = mantissa * u128::from(quantity) * 10u128.pow(u32::from(asset.exponent()).saturating_sub(scale));
        let exact = rounded(minor, scale.saturating_sub(asset.exponent().into()));
        let expected = u64::try_from(exact).ok().and_then(Minor::new);
        prop_assert_eq!(price.value(quantity, asset), expected);
    }

    #[test]
    fn a_value_is_what_decimals_say_where_they_can_hold_it(
        price in strategies::price(), quantity in 0u64..1_000_000, currency in strategies::currency(),
    ) {
        let exponent = u32::from(currency.exponent());
        let product = price.decimal() * Decimal::from(quantity);
        prop_assert_eq!(product.scale(), price.decimal().scale(), "so many bits fit a decimal");
        let mut rounded = product.round_dp_with_strategy(exponent, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(exponent);
        let expected = u64::try_from(rounded.mantissa()).ok().and_then(Minor::new);
        prop_assert_eq!(price.value(quantity, currency), expected);
    }

    #[test]
    fn text_to_value_to_text_loses_nothing(price in strategies::price(), rate in strategies::rate(), money in strategies::money()) {
        prop_assert_eq!(Price::parse(&price.to_string()).unwrap().to_string(), price.to_string());
        prop_assert_eq!(Rate::parse(&rate.to_string()).unwrap().to_string(), rate.to_string());
        let currency = money.asset.as_currency().unwrap();
        let number = money.number(Grouping::Plain).to_string();
        prop_assert_eq!(Money::parse(&number, currency).unwrap(), money);
        prop_assert_eq!(Sum::parse(&number, currency).ok().map(Sum::money), Some(money).filter(|money| money.minor > 0));
    }

    #[test]
    fn decimals_and_json_bring_every_value_back(
        price in strategies::price(), rate in strategies::rate(), sum in strategies::sum(), asset in strategies::asset(),
        minor in strategies::minor(), amount in strategies::amount(), money in strategies::money(),
    ) {
        prop_assert_eq!(Price::try_from(price.decimal()).unwrap().to_string(), price.to_string());
        prop_assert_eq!(Rate::try_from(rate.decimal()).unwrap().to_string(), rate.to_string());
        let values = (price, rate, sum, asset, minor, amount, money);
        let json = serde_json::to_string(&values).unwrap();
        let read: (Price, Rate, Sum, Asset, Minor, Amount, Money) = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, values);
    }

    #[test]
    fn grouping_only_adds_commas(money in strategies::money(), price in strategies::price(), digits in 0u8..=8) {
        let (plain, grouped) = (money.number(Grouping::Plain).to_string(), money.number(Grouping::Thousands).to_string());
        prop_assert_eq!(grouped.replace(',', ""), plain);
        let whole = grouped.split('.').next().unwrap().trim_start_matches('-');
        for (place, group) in whole.split(',').enumerate() {
            prop_assert!(group.len() == 3 || place == 0 && (1..3).contains(&group.len()));
        }
        let shown = price.show(digits, Grouping::Plain).to_string();
        prop_assert_eq!(Price::parse(&shown).unwrap(), price);
        let fraction = shown.split_once('.').map_or("", |(_, fraction)| fraction);
        prop_assert!(fraction.len() == usize::from(digits) || fraction.len() > usize::from(digits) && !fraction.ends_with('0'));
    }

    #[test]
    fn so_many_ticks_give_the_price_back(tick in strategies::price(), count in strategies::edgy(1, u64::MAX), other in strategies::price()) {
        if let Some(price) = tick.times(count) {
            prop_assert_eq!(price.in_ticks(tick), Some(count));
        }
        if let Some(count) = other.in_ticks(tick) {
            prop_assert_eq!(tick.times(count), Some(other));
        }
    }

    #[test]
    fn prices_and_rates_are_compared_and_hashed_by_value(
        one in strategies::price(), other in strategies::price(), rate in strategies::rate(), less in strategies::rate(),
    ) {
        prop_assert_eq!(one.cmp(&other), one.decimal().cmp(&other.decimal()));
        prop_assert_eq!(rate.cmp(&less), rate.decimal().cmp(&less.decimal()));
        let longer = Price::parse(&one.show(8, Grouping::Plain).to_string()).unwrap();
        prop_assert_eq!(longer, one);
        prop_assert_eq!(hash(longer), hash(one));
    }

    #[test]
    fn rates_add_up_as_decimals_do(one in strategies::rate(), other in strategies::rate()) {
        let sum = one.decimal() + other.decimal();
        let expected = Some(sum).filter(|&sum| sum <= Decimal::from(1_000_000));
        prop_assert_eq!(one.checked_add(other).map(Rate::decimal), expected);
        prop_assert_eq!(u128::from(one.trillionths()), rounded(parts(one.decimal()).0 * 10u128.pow(12), one.decimal().scale()));
    }

    #[test]
    fn currencies_sort_before_capacity_and_by_their_codes(one in strategies::asset(), other in strategies::asset()) {
        let by_words = |asset: Asset| (asset.as_unit(), asset.as_currency().map(Currency::code));
        prop_assert_eq!(one.cmp(&other), by_words(one).cmp(&by_words(other)));
        prop_assert_eq!(Asset::from_bits(one.to_bits()), Some(one));
    }
}

/// The grammar once more, one character after the other: `-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,n})?`, and no
/// negative zero. Answers the digits as one number, and how many stood after the point.
fn read_naively(text: &str, fraction: usize) -> Option<(i128, usize)> {
    let mut rest = text.chars().peekable();
    let negative = rest.next_if_eq(&'-').is_some();
    let mut digits = String::new();
    while let Some(digit) = rest.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    if digits.is_empty() || digits.len() > 18 || digits.starts_with('0') && digits.len() > 1 {
        return None;
    }
    let whole = digits.len();
    if rest.next_if_eq(&'.').is_some() {
        while let Some(digit) = rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        if digits.len() == whole || digits.len() - whole > fraction {
            return None;
        }
    }
    let magnitude: i128 = digits.parse().unwrap();
    if rest.next().is_some() || negative && magnitude == 0 {
        return None;
    }
    Some((if negative { -magnitude } else { magnitude }, digits.len() - whole))
}

/// Text that is often a decimal, nearly one, or what another language takes for one.
fn almost_a_decimal() -> impl Strategy<Value = String> {
    let character =
        select(&['0', '0', '1', '5', '9', '9', '.', '-', '+', ',', '_', 'e', ' ', '١', 'é', '\0'][..]);
    let digits = |most| vec(select(&['0', '1', '5', '9'][..]), 0..most).prop_map(String::from_iter);
    let sign = || select(&["", "", "-", "+", "--"][..]);
    let point = || select(&["", ".", ".", ",", ".."][..]);
    prop_oneof![
        1 => vec(character, 0..8).prop_map(String::from_iter),
        3 => (sign(), digits(20), point(), digits(15)).prop_map(|(sign, whole, point, part)| sign.to_owned() + &whole + point + &part),
        1 => (sign(), digits(45)).prop_map(|(sign, whole)| sign.to_owned() + &whole),
    ]
}

proptest! {
    #[test]
    fn the_strict_parser_accepts_exactly_its_grammar(text in almost_a_decimal(), fraction in 0u8..=12) {
        let read = Parsed::read(&text, fraction).ok().map(|parsed| (parsed.mantissa, usize::from(parsed.scale)));
        prop_assert_eq!(read, read_naively(&text, fraction.into()), "{:?} with {} digits", text, fraction);
    }

    #[test]
    fn an_amount_is_accepted_exactly_if_it_fits_its_currency(text in almost_a_decimal(), currency in strategies::currency()) {
        let exponent = usize::from(currency.exponent());
        let expected = read_naively(&text, exponent).and_then(|(mantissa, scale)| {
            let minor = mantissa * 10i128.pow(u32::try_from(exponent - scale).unwrap());
            i64::try_from(minor).ok().filter(|minor| minor.unsigned_abs() <= Minor::MAX.units())
        });
        prop_assert_eq!(Money::parse(&text, currency).ok().map(|money| money.minor), expected);
    }

    #[test]
    fn a_refusal_names_its_code_and_what_was_written(text in almost_a_decimal(), currency in strategies::currency()) {
        for (code, message) in [
            Price::parse(&text).err().map(|error| (error.code(), error.to_string())),
            Rate::parse(&text).err().map(|error| (error.code(), error.to_string())),
            Sum::parse(&text, currency).err().map(|error| (error.code(), error.to_string())),
        ]
        .into_iter()
        .flatten()
        {
            prop_assert!(code.chars().all(|c| c.is_ascii_uppercase() || c == '_'), "{}", code);
            let written = format!("{text:?}");
            prop_assert!(message.contains(written.trim_matches('"')), "{}", message);
        }
    }
}
