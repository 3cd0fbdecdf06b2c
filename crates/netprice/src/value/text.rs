//! The text form of the value types, in serde and in `Display`.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use crate::value::limits::NAME_CHARACTERS;
use crate::value::problem::ValueProblem;

/// A value that converts to a `T`: a `T` itself, or a text or number that converts to one.
///
/// Constructors accept it, so that `PriceBook::new("acme", "north", "USD")` needs no parsing by the
/// caller.
pub trait IntoValue<T> {
    /// Converts to the value.
    ///
    /// # Errors
    /// The conversion error.
    fn into_value(self) -> Result<T, ValueProblem>;
}

impl<T, V> IntoValue<T> for V
where
    V: TryInto<T>,
    V::Error: Into<ValueProblem>,
{
    fn into_value(self) -> Result<T, ValueProblem> {
        self.try_into().map_err(Into::into)
    }
}

/// Whether a value is its default, which is not written.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The beginning of a text that is wrong, as an error repeats it: a text of a megabyte is cut.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(NAME_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Writes a text with the fill, the alignment and the width of a formatter.
///
/// [`fmt::Formatter::pad`] would cut the text off at the precision, which here counts decimals.
pub(crate) fn padded(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write;
    let length = text.chars().count();
    let missing = f.width().unwrap_or(0).saturating_sub(length);
    let before = match f.align() {
        Some(fmt::Alignment::Left) | None => 0,
        Some(fmt::Alignment::Right) => missing,
        Some(fmt::Alignment::Center) => missing.midpoint(0),
    };
    let fill = f.fill();
    (0..before).try_for_each(|_| f.write_char(fill))?;
    f.write_str(text)?;
    (before..missing).try_for_each(|_| f.write_char(fill))
}

/// Implements `Serialize` as text, `Deserialize` from text only, and `TryFrom` for strings.
///
/// A JSON or TOML number is refused: its decimals may already have been lost to a float.
macro_rules! serde_as_text {
    ($type:ty, $expected:literal) => {
        impl TryFrom<&str> for $type {
            type Error = $crate::value::problem::ValueProblem;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $type {
            type Error = $crate::value::problem::ValueProblem;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    };
}

pub(crate) use serde_as_text;

/// Deserialises a map and refuses duplicate keys, whose first value would be lost.
///
/// # Errors
/// Errors of the deserialiser, and an error for a duplicate key.
pub fn unique_keys<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: serde::Deserializer<'de>,
    K: serde::Deserialize<'de> + Ord + fmt::Display,
    V: serde::Deserialize<'de>,
{
    struct Unique<K, V>(PhantomData<(K, V)>);

    impl<'de, K, V> serde::de::Visitor<'de> for Unique<K, V>
    where
        K: serde::Deserialize<'de> + Ord + fmt::Display,
        V: serde::Deserialize<'de>,
    {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map with unique keys")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut read = BTreeMap::new();
            while let Some((key, value)) = map.next_entry::<K, V>()? {
                if read.contains_key(&key) {
                    let twice = format!("'{key}' is given twice; expected unique keys");
                    return Err(serde::de::Error::custom(twice));
                }
                read.insert(key, value);
            }
            Ok(read)
        }
    }

    deserializer.deserialize_map(Unique(PhantomData))
}
