//! What accelerators are called, and which names are of one card.

use crate::error::CatalogError;
use crate::rows::each_row;
use crate::tables::Tables;

/// The memory of the accelerators that are made with one size only.
#[derive(Clone, Debug, Default)]
pub struct Accelerators {
    memories: Vec<Card>,
}

/// A name of an accelerator by its words: `NVIDIA A100-SXM4-80GB` is the card `a100` of 80 GB with `sxm`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Card {
    /// The words up to the first one with a digit, such as `rtx` and `a6000`.
    name: Vec<String>,
    /// The GB of memory, if the name states them.
    memory: Option<String>,
    /// The other words, which tell one kind of the card from another.
    kinds: Vec<String>,
}

/// The words of the maker and of its series, which tell no card from another.
const MAKERS: &[&str] = &["nvidia", "amd", "tesla", "instinct", "geforce", "gpu"];

impl Card {
    fn of(model: &str) -> Self {
        let model = model.to_ascii_lowercase();
        let words = model.split(|sign: char| !sign.is_alphanumeric());
        let mut card = Self::default();
        let mut number = None;
        for word in words.filter(|word| !word.is_empty() && !MAKERS.contains(word)) {
            let bytes = ["gib", "gb", "g"].iter();
            let size = bytes.clone().find_map(|unit| word.strip_suffix(unit));
            match (size, number.take()) {
                // `80 GB`
                (Some(""), Some(number)) => card.memory = Some(number),
                (Some(size), before) if is_number(size) => {
                    card.add(before);
                    card.memory = Some(size.to_owned());
                }
                (_, before) => {
                    card.add(before);
                    if is_number(word) {
                        number = Some(word.to_owned());
                    } else {
                        card.add(kind(word));
                    }
                }
            }
        }
        card.add(number);
        card
    }

    fn add(&mut self, word: Option<String>) {
        let has_digit = |word: &String| word.contains(|sign: char| sign.is_ascii_digit());
        let Some(word) = word else {
            return;
        };
        if self.name.iter().any(has_digit) {
            self.kinds.push(word);
        } else {
            self.name.push(word);
        }
    }

    /// Whether another name is of the same card: `A6000` is `RTX A6000`, and `6000` alone is nothing.
    fn is_named(&self, asked: &[String]) -> bool {
        let (short, long) = if asked.len() < self.name.len() {
            (asked, self.name.as_slice())
        } else {
            (self.name.as_slice(), asked)
        };
        let says_all = matches!(short, [word] if !is_number(word));
        long.ends_with(short) && (short.len() == long.len() || says_all)
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word in its usual form: `sxm4` is `sxm` and `pci` is `pcie`; `None` for the kind of memory, such as `hbm3`,
/// and the end of `PCI-E`.
fn kind(word: &str) -> Option<String> {
    let is_bus = |rest: &str| rest.is_empty() || is_number(rest);
    match word {
        "pci" => Some("pcie".to_owned()),
        "e" => None,
        _ if word.starts_with("hbm") => None,
        _ if word.strip_prefix("sxm").is_some_and(is_bus) => Some("sxm".to_owned()),
        _ => Some(word.to_owned()),
    }
}

impl Accelerators {
    pub(crate) fn read(tables: &Tables) -> Result<Self, CatalogError> {
        let memories = each_row(tables, "accelerators.csv", |row| {
            let memory = Some(row.text("memory_gb")?.to_owned());
            Ok(Card {
                memory,
                ..Card::of(row.text("model")?)
            })
        });
        Ok(Self {
            memories: memories?,
        })
    }

    /// Whether a name states the memory.
    #[must_use]
    pub fn states_memory(model: &str) -> bool {
        Card::of(model).memory.is_some()
    }

    /// Whether a model that is sold is the one that is asked for.
    ///
    /// The maker, signs and the case of letters do not matter. `H100` is any H100, and `H100 SXM` only one of
    /// these. A memory that is asked for is that of the model, as its name states it or as all cards of the
    /// name have it.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let accelerators = catalog.accelerators()?;
    /// assert!(accelerators.is_model("H100 SXM", "nvidia-h100-80gb"));
    /// assert!(!accelerators.is_model("H100 NVL", "H100 80GB"));
    /// assert!(!accelerators.is_model("A100", "A100 80GB"));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    #[must_use]
    pub fn is_model(&self, sold: &str, asked: &str) -> bool {
        let (sold, asked) = (Card::of(sold), Card::of(asked));
        let is_kind = |kind: &String| sold.kinds.contains(kind);
        sold.is_named(&asked.name)
            && asked.kinds.iter().all(is_kind)
            && (asked.memory.is_none() || asked.memory.as_ref() == self.memory_of(&sold))
    }

    /// The memory that a name states, or that all cards of the name have.
    fn memory_of<'a>(&'a self, card: &'a Card) -> Option<&'a String> {
        let is_it = |known: &&Card| {
            known.name == card.name && known.kinds.iter().all(|kind| card.kinds.contains(kind))
        };
        let known = self.memories.iter().filter(is_it);
        let nearest = known.max_by_key(|known| known.kinds.len());
        let known = nearest.and_then(|known| known.memory.as_ref());
        card.memory.as_ref().or(known)
    }
}
