//! The words and numbers of a line.

use netprice::NonNegative;
use netprice::value::decimal;
use rust_decimal::Decimal;

use super::words::{MODEL_ENDINGS, MODELS, WORDS, Word};
use crate::problem::StudyProblem;
use crate::typed;

/// A word or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(NonNegative),
    Word(Word),
    /// A model of accelerators.
    Model(String),
    /// A text in quotes.
    Quoted(String),
    /// A word without a meaning.
    Other(String),
}

/// A token, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) token: Token,
    pub(super) text: String,
}

/// Splits a line into words and numbers; of several words that could begin at a place, the longest.
///
/// # Errors
/// Those of numbers.
pub(super) fn tokens(text: &str) -> Result<Vec<Written>, StudyProblem> {
    let text = typed::usual_width(text);
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let after_number = matches!(
            tokens.last(),
            Some(Written {
                token: Token::Number(_),
                ..
            })
        );
        let (token, length) = next(rest, after_number)?;
        let (text, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(Written {
            token,
            text: text.trim().to_owned(),
        });
        rest = after.trim_start();
    }
    Ok(tokens)
}

fn next(rest: &str, after_number: bool) -> Result<(Token, usize), StudyProblem> {
    if let Some(quoted) = rest.strip_prefix('"') {
        let inside = quoted.split('"').next().unwrap_or_default();
        let length = inside.len().saturating_add(2).min(rest.len());
        return Ok((Token::Quoted(inside.to_owned()), length));
    }
    if rest.starts_with(|one: char| one.is_ascii_digit()) {
        return number(rest);
    }
    if let Some((model, length)) = model(rest) {
        return Ok((Token::Model(model), length));
    }
    Ok(match known(rest, after_number) {
        Some((word, length)) => (Token::Word(word), length),
        None => other(rest),
    })
}

/// The number at the start, with the thousands that a letter states: `1.5k`, `3万`.
fn number(rest: &str) -> Result<(Token, usize), StudyProblem> {
    let is_part = |one: char| one.is_ascii_digit() || matches!(one, '.' | ',');
    let end = rest.find(|one| !is_part(one)).unwrap_or(rest.len());
    let digits = rest.get(..end).unwrap_or_default();
    // A comma or a point at the end belongs to the sentence.
    let digits = digits.trim_end_matches([',', '.']);
    let value = typed::number(digits).parse::<NonNegative>()?;
    let after = rest.get(digits.len()..).unwrap_or_default();
    let (factor, letters) = scale(after);
    let scaled = decimal::times(value.get(), factor)?;
    let length = digits.len().saturating_add(letters);
    Ok((Token::Number(NonNegative::new(scaled)?), length))
}

/// What a number is multiplied by, and the length of the letters that say so.
fn scale(after: &str) -> (Decimal, usize) {
    let scales = [
        ("k", 1_000_u32),
        ("千", 1_000),
        ("万", 10_000),
        ("萬", 10_000),
        ("百万", 1_000_000),
        ("million", 1_000_000),
        ("亿", 100_000_000),
        ("億", 100_000_000),
    ];
    let spaces = after.len().saturating_sub(after.trim_start().len());
    let after = after.trim_start();
    let mut found = scales
        .into_iter()
        .filter(|(letters, _)| starts_with_word(after, letters));
    // Millions of tokens have a unit of their own.
    let is_of_tokens = ["百万输", "百万缓"]
        .iter()
        .any(|unit| after.starts_with(unit));
    match found.find(|_| !is_of_tokens) {
        Some((letters, factor)) => (Decimal::from(factor), spaces.saturating_add(letters.len())),
        None => (Decimal::ONE, 0),
    }
}

/// The longest known word at the start; a unit is one only after its number, and a digit may follow it: `4c16g`.
fn known(rest: &str, after_number: bool) -> Option<(Word, usize)> {
    let all = WORDS
        .iter()
        .flat_map(|(texts, word)| texts.iter().map(move |text| (*text, *word)));
    let fitting = all.filter(|(text, word)| {
        if matches!(word, Word::Unit(_) | Word::Times | Word::Slash) {
            after_number && starts_with_word(rest, text)
        } else {
            starts_with_word(rest, text) && !is_followed_by_digit(rest, text)
        }
    });
    let longest = fitting.max_by_key(|(text, _)| text.len());
    longest.map(|(text, word)| (word, text.len()))
}

/// The model of accelerators at the start, with what tells it from its like.
fn model(rest: &str) -> Option<(String, usize)> {
    let models = MODELS
        .iter()
        .filter(|model| starts_with_word(rest, model) && !is_followed_by_digit(rest, model));
    let model = models.max_by_key(|model| model.len())?;
    let mut name = (*model).to_owned();
    let mut length = model.len();
    let ending = |at: usize| {
        rest.get(at..)
            .and_then(|after| after.strip_prefix(' ').or(after.strip_prefix('-')))
    };
    let endings = ending(length).unwrap_or_default();
    let of_kind = MODEL_ENDINGS
        .iter()
        .filter(|ending| starts_with_word(endings, ending));
    if let Some(of_kind) = of_kind.max_by_key(|ending| ending.len()) {
        name = format!("{name} {of_kind}");
        length = length.saturating_add(of_kind.len()).saturating_add(1);
    }
    if let Some(memory) = ending(length).and_then(memory) {
        name = format!("{name} {}", memory.to_ascii_uppercase());
        length = length.saturating_add(memory.len()).saturating_add(1);
    }
    Some((name, length))
}

/// Memory that is written in one word, as in `A100 80GB`: that of machines has a space.
fn memory(after: &str) -> Option<&str> {
    let digits = after
        .find(|one: char| !one.is_ascii_digit())
        .filter(|digits| *digits > 0)?;
    let length = digits.saturating_add(2);
    let memory = after.get(..length)?;
    let is_memory = memory.get(digits..)?.eq_ignore_ascii_case("gb");
    let next = after.get(length..).and_then(|rest| rest.chars().next());
    (is_memory && !next.is_some_and(char::is_alphanumeric)).then_some(memory)
}

fn is_followed_by_digit(rest: &str, word: &str) -> bool {
    let next = rest
        .get(word.len()..)
        .and_then(|after| after.chars().next());
    next.is_some_and(|one| one.is_ascii_digit())
}

/// Whether a text begins with a word in any letters, and not with a longer word.
fn starts_with_word(rest: &str, word: &str) -> bool {
    let Some(start) = rest.get(..word.len()) else {
        return false;
    };
    let ends_in_letter = word.ends_with(|one: char| one.is_ascii_alphanumeric());
    let next = rest
        .get(word.len()..)
        .and_then(|after| after.chars().next());
    let goes_on = next.is_some_and(|one| one.is_ascii_alphabetic() || matches!(one, '-' | '_'));
    start.eq_ignore_ascii_case(word) && !(ends_in_letter && goes_on)
}

/// A word without a meaning, up to a space or to a known word in Chinese.
fn other(rest: &str) -> (Token, usize) {
    let mut before = None;
    let mut ends = |(at, one): (usize, char)| {
        let after = rest.get(at..).unwrap_or_default();
        let is_known = !one.is_ascii() && known(after, false).is_some();
        let is_number =
            one.is_ascii_digit() && before.is_some_and(|before: char| !before.is_ascii());
        let is_end = one.is_whitespace() || one == '"' || before.is_some() && is_known || is_number;
        before = Some(one);
        is_end.then_some(at)
    };
    let end = rest
        .char_indices()
        .find_map(&mut ends)
        .unwrap_or(rest.len());
    let text = rest.get(..end).unwrap_or_default();
    (Token::Other(text.to_owned()), end.max(1))
}
