//! The known name that is closest to a wrong one.

/// The name that was probably meant, if one is near enough.
pub(crate) fn closest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let lower = wrong.to_lowercase();
    let far = 1 + lower.chars().count() / 4;
    let distance = |name: &str| strsim::damerau_levenshtein(&lower, name);
    known
        .iter()
        .map(|&name| (distance(&name.to_lowercase()), name))
        .filter(|&(distance, _)| distance <= far)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}
