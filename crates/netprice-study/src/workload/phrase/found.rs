//! What a line asks for, from its words and numbers.

use netprice::value::decimal;
use netprice::{Money, NonNegative};
use netprice_catalog::goods::{DatabaseEngine, Gpu, Zones};
use rust_decimal::Decimal;

use super::tokens::{Token, Written};
use super::words::{Kind, Unit, Word};
use crate::problem::{LineNumber, StudyProblem};
use crate::workload::ask::{
    Ask, BlockStorage, Cache, Database, Gateway, Hours, Machines, Measure, NamedSku, ObjectStorage,
    Own, Running, Schedule, Tokens, Traffic,
};

/// Something that a line says.
#[derive(Clone, Debug, PartialEq)]
enum Fact {
    Count(NonNegative),
    Measure(Measure, NonNegative),
    /// A size in GB, or in GiB.
    Size {
        size: NonNegative,
        is_binary: bool,
    },
    HoursADay(NonNegative),
    Days(NonNegative),
    /// A model of accelerators and their number.
    Gpus(String, Option<NonNegative>),
    Word(Word),
    Quoted(String),
}

/// What a line says, each with its text, until the ask takes it.
struct Facts<'a> {
    line: &'a str,
    facts: Vec<(Fact, String)>,
    name: Vec<String>,
}

/// The name of a line and what it asks for.
pub(super) fn asked(
    line: &str,
    tokens: Vec<Written>,
) -> Result<(Option<String>, Ask), StudyProblem> {
    let mut facts = Facts {
        line,
        facts: Vec::new(),
        name: Vec::new(),
    };
    facts.gather(tokens)?;
    let ask = facts.ask()?;
    let name = facts.finish()?;
    Ok((name, ask))
}

fn times(a: NonNegative, b: u32) -> Result<NonNegative, StudyProblem> {
    Ok(NonNegative::new(decimal::times(
        a.get(),
        Decimal::from(b),
    )?)?)
}

/// Takes the first fact of a form.
macro_rules! take {
    ($facts:ident, $form:pat => $value:expr) => {
        $facts.take(|fact| if let $form = fact { Some($value) } else { None })
    };
}

impl Facts<'_> {
    fn gather(&mut self, tokens: Vec<Written>) -> Result<(), StudyProblem> {
        let mut rest = tokens.into_iter().peekable();
        while let Some(Written { token, text }) = rest.next() {
            match token {
                Token::Number(number) => self.number(number, text, &mut rest)?,
                Token::Model(model) => self.facts.push((Fact::Gpus(model, None), text)),
                Token::Quoted(quoted) => self.facts.push((Fact::Quoted(quoted), text)),
                Token::Word(Word::Filler) => {}
                Token::Word(word) => self.facts.push((Fact::Word(word), text)),
                Token::Other(word) => self.name.push(word),
            }
        }
        Ok(())
    }

    /// A number, by what stands after it.
    fn number(
        &mut self,
        number: NonNegative,
        text: String,
        rest: &mut std::iter::Peekable<std::vec::IntoIter<Written>>,
    ) -> Result<(), StudyProblem> {
        let mut of = |token: &Token| rest.next_if(|one| one.token == *token).is_some();
        if of(&Token::Word(Word::Times)) {
            self.facts.push((Fact::Count(number), text));
            return Ok(());
        }
        if of(&Token::Word(Word::Slash)) {
            self.facts
                .push((Fact::Measure(Measure::Vcpus, number), text));
            let is_number = |one: &Written| matches!(one.token, Token::Number(_));
            if let Some(Written {
                token: Token::Number(memory),
                text,
            }) = rest.next_if(is_number)
            {
                rest.next_if(|one| {
                    matches!(
                        one.token,
                        Token::Word(Word::Unit(Unit::Size { units: 1, .. }))
                    )
                });
                let is_binary = true;
                self.facts.push((
                    Fact::Size {
                        size: memory,
                        is_binary,
                    },
                    text,
                ));
            }
            return Ok(());
        }
        let is_unit = |one: &Written| matches!(one.token, Token::Word(Word::Unit(_)));
        if let Some(Written {
            token: Token::Word(Word::Unit(unit)),
            ..
        }) = rest.next_if(is_unit)
        {
            let fact = self.with_unit(number, unit, rest)?;
            self.facts.push((fact, text));
            return Ok(());
        }
        let is_model = |one: &Written| matches!(one.token, Token::Model(_));
        if let Some(Written {
            token: Token::Model(model),
            ..
        }) = rest.next_if(is_model)
        {
            self.facts.push((Fact::Gpus(model, Some(number)), text));
            return Ok(());
        }
        self.facts.push((Fact::Count(number), text));
        Ok(())
    }

    fn with_unit(
        &self,
        number: NonNegative,
        unit: Unit,
        rest: &mut std::iter::Peekable<std::vec::IntoIter<Written>>,
    ) -> Result<Fact, StudyProblem> {
        Ok(match unit {
            Unit::Of(measure) => Fact::Measure(measure, number),
            Unit::Gbps => Fact::Measure(Measure::Mbps, times(number, 1_000)?),
            Unit::HoursADay => Fact::HoursADay(number),
            Unit::Days => Fact::Days(number),
            Unit::Size { units, is_binary } => {
                let size = times(number, units)?;
                let is_retrieved =
                    |one: &Written| one.token == Token::Word(Word::Kind(Kind::Retrieved));
                match rest.next_if(is_retrieved) {
                    Some(_) => Fact::Measure(Measure::RetrievalGb, in_gb(size, is_binary)?),
                    None => Fact::Size { size, is_binary },
                }
            }
        })
    }

    /// Takes the first fact that a function accepts.
    fn take<T>(&mut self, accept: impl Fn(&Fact) -> Option<T>) -> Option<T> {
        let found = self
            .facts
            .iter()
            .position(|(fact, _)| accept(fact).is_some())?;
        let (fact, _) = self.facts.remove(found);
        accept(&fact)
    }

    fn has(&self, accept: impl Fn(&Fact) -> bool) -> bool {
        self.facts.iter().any(|(fact, _)| accept(fact))
    }

    fn has_kind(&self, kind: Kind) -> bool {
        self.has(|fact| *fact == Fact::Word(Word::Kind(kind)))
    }

    fn take_word(&mut self, word: Word) -> bool {
        self.take(|fact| (*fact == Fact::Word(word)).then_some(()))
            .is_some()
    }

    fn count(&mut self) -> Option<NonNegative> {
        take!(self, Fact::Count(count) => *count)
    }

    fn count_or_one(&mut self) -> NonNegative {
        self.count().unwrap_or(NonNegative::ONE)
    }

    fn measure(&mut self, measure: Measure) -> Option<NonNegative> {
        self.take(|fact| {
            let Fact::Measure(one, number) = fact else {
                return None;
            };
            (*one == measure).then_some(*number)
        })
    }

    fn measure_or_zero(&mut self, measure: Measure) -> NonNegative {
        self.measure(measure).unwrap_or_default()
    }

    /// The next size as memory in GiB, whatever it is called.
    fn memory(&mut self) -> Option<NonNegative> {
        take!(self, Fact::Size { size, .. } => *size)
    }

    /// The next size in GB.
    fn gb(&mut self) -> Result<Option<NonNegative>, StudyProblem> {
        let size = take!(self, Fact::Size { size, is_binary } => (*size, *is_binary));
        size.map(|(size, is_binary)| in_gb(size, is_binary))
            .transpose()
    }

    fn hours(&mut self) -> Hours {
        let per_day = take!(self, Fact::HoursADay(hours) => *hours);
        let days = take!(self, Fact::Days(days) => *days);
        match (per_day, days, self.measure(Measure::Hours)) {
            (None, None, None) => Hours::default(),
            (None, None, Some(hours)) => Hours::Flat(hours),
            (per_day, days, _) => Hours::Schedule(Schedule {
                per_day: per_day.unwrap_or_else(|| whole(24)),
                days: days.unwrap_or_else(|| whole(30)),
            }),
        }
    }

    fn zones(&mut self) -> Zones {
        if self.take_word(Word::SeveralZones) {
            Zones::Several
        } else {
            Zones::One
        }
    }

    fn quoted(&mut self) -> Option<String> {
        take!(self, Fact::Quoted(text) => text.clone())
    }

    fn lacks(&self, expected: LineNumber) -> StudyProblem {
        StudyProblem::LineLacks {
            value: self.line.to_owned(),
            expected,
        }
    }

    fn ask(&mut self) -> Result<Ask, StudyProblem> {
        let is_sized =
            self.has(|fact| matches!(fact, Fact::Measure(Measure::Vcpus, _) | Fact::Gpus(..)));
        if let Some(ask) = self.of_a_word()? {
            return Ok(ask);
        }
        if let Some(engine) = self.engine() {
            return self.database(engine);
        }
        let is_of_objects = |fact: &Fact| {
            use Measure::{Reads, RetrievalGb, Writes};
            matches!(
                fact,
                Fact::Word(Word::Class(_) | Word::Kind(Kind::Objects))
                    | Fact::Measure(Writes | Reads | RetrievalGb, _)
            )
        };
        let is_of_traffic = |fact: &Fact| {
            matches!(
                fact,
                Fact::Word(Word::To(_)) | Fact::Measure(Measure::Mbps, _)
            )
        };
        let is_of_disks = |fact: &Fact| {
            matches!(
                fact,
                Fact::Word(Word::Medium(_) | Word::Kind(Kind::Disk))
                    | Fact::Measure(Measure::Iops, _)
            )
        };
        let is_counted = self.has(|fact| matches!(fact, Fact::Count(_)));
        if is_sized || self.has_kind(Kind::Gpu) {
            self.machines()
        } else if self.has(is_of_objects) {
            self.objects()
        } else if self.has(is_of_traffic) {
            self.traffic()
        } else if self.has(is_of_disks) {
            self.disks()
        } else if is_counted && self.has(|fact| matches!(fact, Fact::Size { .. })) {
            self.machines()
        } else {
            let value = self.line.to_owned();
            Err(StudyProblem::LineNotUnderstood { value })
        }
    }

    fn engine(&mut self) -> Option<DatabaseEngine> {
        take!(self, Fact::Word(Word::Engine(engine)) => *engine)
    }

    /// What one word says alone.
    fn of_a_word(&mut self) -> Result<Option<Ask>, StudyProblem> {
        let cache = take!(self, Fact::Word(Word::Cache(engine)) => *engine);
        if let Some(engine) = cache {
            return Ok(Some(Ask::Cache(Cache {
                engine,
                count: self.count_or_one(),
                memory_gib: self
                    .memory()
                    .ok_or_else(|| self.lacks(LineNumber::Memory))?,
                hours: self.hours(),
            })));
        }
        let kinds = [
            Kind::Sku,
            Kind::At,
            Kind::Tokens,
            Kind::LoadBalancer,
            Kind::Nat,
            Kind::PublicIp,
            Kind::Kubernetes,
        ];
        let kind = kinds
            .into_iter()
            .find(|kind| self.take_word(Word::Kind(*kind)));
        kind.map(|kind| self.of_kind(kind)).transpose()
    }

    fn of_kind(&mut self, kind: Kind) -> Result<Ask, StudyProblem> {
        Ok(match kind {
            Kind::LoadBalancer => Ask::LoadBalancer(self.gateway()?),
            Kind::Nat => Ask::Nat(self.gateway()?),
            Kind::PublicIp => Ask::PublicIp(self.running()),
            Kind::Kubernetes => Ask::Kubernetes(self.running()),
            Kind::Tokens => self.tokens()?,
            Kind::Sku => {
                let sku = self.quoted().unwrap_or_default().parse()?;
                let quantity = self.quoted().unwrap_or_default().parse()?;
                Ask::Sku(NamedSku { sku, quantity })
            }
            Kind::Disk | Kind::Objects | Kind::Retrieved | Kind::Gpu | Kind::At => {
                let quantity = self.quoted().unwrap_or_default().parse()?;
                let price = self.quoted().unwrap_or_default().parse::<Money>()?;
                Ask::Own(Own {
                    quantity,
                    price: NonNegative::new(price.amount())?,
                    currency: price.currency(),
                })
            }
        })
    }

    fn gateway(&mut self) -> Result<Gateway, StudyProblem> {
        Ok(Gateway {
            count: self.count_or_one(),
            gb: self.gb()?.unwrap_or_default(),
            hours: self.hours(),
        })
    }

    fn running(&mut self) -> Running {
        Running {
            count: self.count_or_one(),
            hours: self.hours(),
        }
    }

    fn tokens(&mut self) -> Result<Ask, StudyProblem> {
        let provider = self.quoted().unwrap_or_default().parse()?;
        let model = self.quoted().unwrap_or_default();
        Ok(Ask::Tokens(Tokens {
            provider,
            model,
            batch: self.take_word(Word::Batch),
            input: self.measure_or_zero(Measure::Input),
            cached_input: self.measure_or_zero(Measure::CachedInput),
            output: self.measure_or_zero(Measure::Output),
        }))
    }

    fn machines(&mut self) -> Result<Ask, StudyProblem> {
        let (count, gpu) = self.machines_of_gpus()?;
        let vcpus = self.measure(Measure::Vcpus);
        let memory = self.memory();
        if gpu.is_none() && vcpus.is_none() && memory.is_none() {
            return Err(self.lacks(LineNumber::Vcpus));
        }
        let processor = take!(self, Fact::Word(Word::Processor(processor)) => *processor);
        let os = take!(self, Fact::Word(Word::Os(os)) => *os);
        let purchase = take!(self, Fact::Word(Word::Purchase(purchase)) => *purchase);
        Ok(Ask::Machines(Machines {
            count,
            vcpus: vcpus.unwrap_or_default(),
            memory_gib: memory.unwrap_or_default(),
            gpu,
            processor: processor.unwrap_or_default(),
            burstable: self.take_word(Word::Burstable),
            os: os.unwrap_or_default(),
            zones: self.zones(),
            purchase: purchase.unwrap_or_default(),
            hours: self.hours(),
        }))
    }

    /// The number of machines, and the accelerators of each.
    fn machines_of_gpus(&mut self) -> Result<(NonNegative, Option<Gpu>), StudyProblem> {
        let said = take!(self, Fact::Gpus(model, number) => (model.clone(), *number));
        let is_in_quotes = said.is_none() && self.take_word(Word::Kind(Kind::Gpu));
        if !is_in_quotes {
            self.take_word(Word::Kind(Kind::Gpu));
        }
        let count = self.count();
        let (model, number) = match (said, is_in_quotes) {
            (Some(said), _) => said,
            (None, true) => (self.quoted().unwrap_or_default(), self.count()),
            (None, false) => return Ok((count.unwrap_or(NonNegative::ONE), None)),
        };
        let (machines, each) = match (count, number) {
            (Some(machines), Some(each)) => (machines, each),
            (total, None) | (None, total) => in_machines(total.unwrap_or(NonNegative::ONE))?,
        };
        Ok((machines, Some(Gpu { model, count: each })))
    }

    fn database(&mut self, engine: DatabaseEngine) -> Result<Ask, StudyProblem> {
        let count = self.count_or_one();
        let vcpus = self
            .measure(Measure::Vcpus)
            .ok_or_else(|| self.lacks(LineNumber::Vcpus))?;
        let memory_gib = self
            .memory()
            .ok_or_else(|| self.lacks(LineNumber::Memory))?;
        self.take_word(Word::Kind(Kind::Disk));
        Ok(Ask::Database(Database {
            engine,
            count,
            vcpus,
            memory_gib,
            storage_gb: self.gb()?.unwrap_or_default(),
            burstable: self.take_word(Word::Burstable),
            medium: self.medium().unwrap_or_default(),
            zones: self.zones(),
            hours: self.hours(),
        }))
    }

    fn medium(&mut self) -> Option<netprice_catalog::goods::Medium> {
        take!(self, Fact::Word(Word::Medium(medium)) => *medium)
    }

    fn disks(&mut self) -> Result<Ask, StudyProblem> {
        self.take_word(Word::Kind(Kind::Disk));
        Ok(Ask::BlockStorage(BlockStorage {
            gb: self.gb()?.ok_or_else(|| self.lacks(LineNumber::Volume))?,
            medium: self.medium().unwrap_or_default(),
            iops: self.measure_or_zero(Measure::Iops),
        }))
    }

    fn objects(&mut self) -> Result<Ask, StudyProblem> {
        self.take_word(Word::Kind(Kind::Objects));
        let class = take!(self, Fact::Word(Word::Class(class)) => *class);
        Ok(Ask::ObjectStorage(ObjectStorage {
            gb: self.gb()?.unwrap_or_default(),
            class: class.unwrap_or_default(),
            writes: self.measure_or_zero(Measure::Writes),
            reads: self.measure_or_zero(Measure::Reads),
            retrieval_gb: self.measure_or_zero(Measure::RetrievalGb),
        }))
    }

    fn traffic(&mut self) -> Result<Ask, StudyProblem> {
        let destination = take!(self, Fact::Word(Word::To(destination)) => *destination);
        let (gb, mbps) = (self.gb()?, self.measure(Measure::Mbps));
        if gb.is_none() && mbps.is_none() {
            return Err(self.lacks(LineNumber::Volume));
        }
        Ok(Ask::Traffic(Traffic {
            destination: destination.unwrap_or_default(),
            gb: gb.unwrap_or_default(),
            mbps: mbps.unwrap_or_default(),
        }))
    }

    /// The name of the line, once the ask has taken all else that is said.
    fn finish(mut self) -> Result<Option<String>, StudyProblem> {
        let quoted = self.quoted();
        if let Some((_, text)) = self.facts.into_iter().next() {
            return Err(StudyProblem::WordWithoutUse { value: text });
        }
        let name = quoted.into_iter().chain(self.name).collect::<Vec<String>>();
        Ok((!name.is_empty()).then(|| name.join(" ")))
    }
}

fn whole(number: u32) -> NonNegative {
    NonNegative::new(Decimal::from(number)).unwrap_or_default()
}

/// A size in GB: 1 GiB is 1.073741824 GB.
fn in_gb(size: NonNegative, is_binary: bool) -> Result<NonNegative, StudyProblem> {
    if !is_binary {
        return Ok(size);
    }
    Ok(NonNegative::new(decimal::times(size.get(), GB_OF_GIB)?)?)
}

const GB_OF_GIB: Decimal = Decimal::from_parts(1_073_741_824, 0, 0, false, 9);

/// Accelerators in machines: of 8 where that divides them, of all for fewer, else of one.
fn in_machines(total: NonNegative) -> Result<(NonNegative, NonNegative), StudyProblem> {
    let eight = Decimal::from(8_u32);
    if total.get() < eight {
        return Ok((NonNegative::ONE, total));
    }
    let machines = NonNegative::new(decimal::over(total.get(), eight)?)?;
    if machines.get().fract().is_zero() {
        return Ok((machines, NonNegative::new(eight)?));
    }
    Ok((total, NonNegative::ONE))
}
