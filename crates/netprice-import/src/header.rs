//! The names above the columns of bills and price lists.

/// The columns of a format: what each is for, and the names that it has. The first three are needed.
pub(crate) type Names<Role> = &'static [(Role, &'static [&'static str])];

/// A name in small letters and digits, without what stands in brackets.
pub(crate) fn plain(name: &str) -> String {
    let name = name.split_once('(').map_or(name, |(name, _)| name);
    let name = name.split_once('（').map_or(name, |(name, _)| name);
    let signs = name.chars().filter(|sign| sign.is_alphanumeric());
    signs.flat_map(char::to_lowercase).collect()
}

/// The first format whose needed columns are all there, with the places of its columns.
pub(crate) fn recognised<Format: Copy, Role: Copy>(
    formats: &[(Format, Names<Role>)],
    names: &[String],
) -> Option<(Format, Vec<(Role, usize)>)> {
    const NEEDED: usize = 3;
    let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let place = |all: &[&str]| {
        all.iter()
            .find_map(|one| plain.iter().position(|name| name == one))
    };
    formats.iter().find_map(|(format, columns)| {
        let needed = columns.get(..NEEDED)?;
        if !needed.iter().all(|(_, names)| place(names).is_some()) {
            return None;
        }
        let places = columns
            .iter()
            .filter_map(|(role, names)| Some((*role, place(names)?)))
            .collect();
        Some((*format, places))
    })
}

/// The code of a currency that is written as a sign.
pub(crate) fn currency_of(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "USD",
        "¥" | "￥" | "元" | "人民币" => "CNY",
        "€" => "EUR",
        "£" => "GBP",
        _ => return None,
    })
}
