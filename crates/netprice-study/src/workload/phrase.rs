//! Lines of a workload as people say them: `20 × 4 vCPU 16 GiB web`, `2 TB ssd`, `100 TB out`.

mod found;
mod tokens;
mod words;
mod write;

use netprice::value::id::LineId;

use crate::problem::StudyProblem;
use crate::workload::ask::Ask;

pub use self::write::{Wording, write};

/// A line as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The group before a colon, as in `shop: 2 TB ssd`.
    pub group: Option<String>,
    /// The name of the line, if it has one of its own.
    pub name: Option<LineId>,
    /// What it asks for.
    pub ask: Ask,
}

/// Reads a line as people say it, in English or Chinese, in any order after the number of things.
///
/// | said | asked |
/// |---|---|
/// | `20 × 4 vCPU 16 GiB web`, `20 台 4核16G web`, `20 x 4/16 web` | 20 machines, the line is `web` |
/// | `2 × 96 vCPU 1 TiB 8 H100 spot` | 2 spot machines with 8 H100 each |
/// | `64 A100` | 64 accelerators: 8 machines with 8 each |
/// | `20 TB ssd`, `20 TB SSD 云盘` | block volumes |
/// | `50 TB objects infrequent`, `50 TB 对象存储 低频` | stored objects |
/// | `100 TB out`, `100 Mbps out`, `100 TB 公网流出` | traffic to the internet |
/// | `mysql 8 vCPU 32 GiB 500 GB two zones` | a database |
/// | `redis 16 GiB`, `3 load balancers`, `3 nat 2 TB`, `2 public ip`, `kubernetes` | those |
/// | `sku "ecs.g7.large" "730 Hours"`, `"3 Calls" at "2 USD"` | a SKU by its name; anything at a price of one's own |
/// | `tokens "openai" "gpt-4o" 500 M input 20 M output` | tokens of a model |
///
/// 1 TB is 1,000 GB, and 1 TiB is 1,024 GiB; a volume in GiB is 1.073741824 GB each, exactly. The memory of machines
/// is in GiB, whether it is called G, GB or GiB. `16 h a day` and `22 days` are a schedule (30 days where only hours of
/// a day are given), `264 h` are hours. Accelerators without a number of machines are put into machines of 8 if that
/// divides them, and into one machine if there are fewer than 8, else into machines of one. Words that mean nothing
/// are the name of the line; quotes keep a name that has a meaning.
///
/// # Errors
/// [`StudyProblem::LineNotUnderstood`] where nothing says what is asked, [`StudyProblem::LineLacks`] for a number
/// that the ask needs, [`StudyProblem::WordWithoutUse`] for what the ask has no use for or says twice, and the
/// problems of numbers.
///
/// ```
/// use netprice_study::workload::phrase::{Wording, read, write};
/// use netprice_study::workload::WorkloadLine;
/// let said = read("20 台 4核16G web").unwrap();
/// let line = WorkloadLine::new(said.name.unwrap(), said.ask);
/// assert_eq!(write(&line, Wording::English), "20 × 4 vCPU 16 GiB web");
/// assert!(read("20 × 4 vCPU 100 TB out").is_err());
/// ```
pub fn read(text: &str) -> Result<Phrase, StudyProblem> {
    let (group, rest) = grouped(text);
    let tokens = tokens::tokens(rest)?;
    let (name, ask) = found::asked(text, tokens)?;
    let name = name.map(|name| name.parse::<LineId>()).transpose()?;
    Ok(Phrase { group, name, ask })
}

/// The group before the first colon, and the rest.
fn grouped(text: &str) -> (Option<String>, &str) {
    let is_in_quotes = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        before.matches('"').count() % 2 == 1
    };
    let colon = text
        .char_indices()
        .find(|(_, one)| matches!(one, ':' | '：'));
    let Some((at, colon)) = colon.filter(|(at, _)| !is_in_quotes(*at)) else {
        return (None, text);
    };
    let group = text.get(..at).unwrap_or_default().trim();
    let rest = text.get(at.saturating_add(colon.len_utf8())..);
    let group = (!group.is_empty()).then(|| group.to_owned());
    (group, rest.unwrap_or_default())
}
