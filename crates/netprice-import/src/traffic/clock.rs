//! Clocks: from written times to seconds in UTC, and back to the clock of the bill.

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use netprice::bandwidth::samples::Zone;

use crate::problem::ImportProblem;
use crate::traffic::stamp::{Stamp, seconds_of};

/// The clock of times without a zone.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    zone: TimeZone,
    name: String,
}

impl Clock {
    /// The clock of a zone of the IANA database.
    ///
    /// # Errors
    /// [`ImportProblem::UnknownZone`].
    pub(crate) fn named(name: &str) -> Result<Self, ImportProblem> {
        let zone = TimeZoneDatabase::bundled().get(name);
        let zone = zone.map_err(|_| ImportProblem::UnknownZone {
            value: name.to_owned(),
        })?;
        Ok(Self {
            zone,
            name: name.to_owned(),
        })
    }

    /// A clock that is always ahead of UTC by some seconds.
    pub(crate) fn fixed(seconds: i64) -> Self {
        let seconds = i32::try_from(seconds).unwrap_or_default();
        let offset = Offset::from_seconds(seconds).unwrap_or(Offset::UTC);
        Self {
            zone: TimeZone::fixed(offset),
            name: offset.to_string(),
        }
    }

    /// The clock of a bill.
    pub(crate) fn of(zone: Zone) -> Self {
        Self::fixed(zone.0.saturating_mul(60))
    }

    /// The seconds in UTC of a time; of the hour that comes twice in autumn, the later one if the earlier one is not after
    /// the time before.
    ///
    /// # Errors
    /// [`ImportProblem::SkippedTime`] for a time in the hour that the clocks skip in spring.
    pub(crate) fn utc(&self, stamp: Stamp, before: Option<i64>) -> Result<i64, ImportProblem> {
        let local = match stamp {
            Stamp::Absolute(seconds) => return Ok(seconds),
            Stamp::Local(local) => local,
        };
        let at = |offset: Offset| seconds_of(local).saturating_sub(i64::from(offset.seconds()));
        match self.zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => Ok(at(offset)),
            AmbiguousOffset::Gap { .. } => Err(ImportProblem::SkippedTime {
                value: local.to_string(),
                zone: self.name.clone(),
            }),
            AmbiguousOffset::Fold {
                before: early,
                after: late,
            } => {
                let first = at(early);
                let is_past = before.is_some_and(|before| first < before);
                Ok(if is_past { at(late) } else { first })
            }
        }
    }

    /// The minutes by which the clock is ahead of UTC at a time.
    pub(crate) fn ahead(&self, seconds: i64) -> i64 {
        let time = Timestamp::from_second(seconds).unwrap_or_default();
        let offset = self.zone.to_offset(time);
        i64::from(offset.seconds()).div_euclid(60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_hour_that_comes_twice_and_the_one_that_never_does() -> Result<(), ImportProblem> {
        let clock = Clock::named("America/New_York")?;
        let at = |hour, minute| Stamp::Local(date(2026, 11, 1).at(hour, minute, 0, 0));
        // 2026-11-01T01:00 in New York is 05:00 in UTC, and an hour later 06:00.
        let first = clock.utc(at(1, 0), None)?;
        assert_eq!(first, 1_793_509_200);
        assert_eq!(clock.utc(at(1, 0), Some(first + 3_300)), Ok(first + 3_600));
        assert_eq!(
            (clock.ahead(first), clock.ahead(first + 3_600)),
            (-240, -300)
        );
        let skipped = Stamp::Local(date(2026, 3, 8).at(2, 30, 0, 0));
        assert!(clock.utc(skipped, None).is_err());
        assert!(Clock::named("Mars/Olympus").is_err());
        Ok(())
    }
}
