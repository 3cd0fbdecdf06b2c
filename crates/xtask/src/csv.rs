//! A reader of CSV text, since this crate uses only the standard library.

/// Gives a text table by its name.
pub type Read<'a> = &'a dyn Fn(&str) -> Result<Table, String>;
/// Gives the name of a source by its id, and whether it is left out.
pub type Source<'a> = &'a dyn Fn(&str) -> Result<(String, bool), String>;

/// The rows of a CSV text with their columns.
#[derive(Clone)]
pub struct Table {
    header: Vec<String>,
    /// The rows without the header.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a text whose first row names the columns.
    ///
    /// # Errors
    /// A message for a row with another number of fields than the header.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let mut rows = split(text).into_iter();
        let header = rows.next().ok_or_else(|| format!("{name}: it is empty"))?;
        let rows: Vec<Vec<String>> = rows.collect();
        let columns = header.len();
        match rows.iter().position(|row| row.len() != columns) {
            Some(index) => Err(format!("{name}: row {}: not {columns} fields", index + 2)),
            None => Ok(Self { header, rows }),
        }
    }

    /// The position of a column.
    ///
    /// # Errors
    /// A message for a column that is not there.
    pub fn column(&self, name: &str) -> Result<usize, String> {
        let at = self.header.iter().position(|column| column == name);
        at.ok_or_else(|| format!("there is no column '{name}'"))
    }

    /// The positions of several columns.
    ///
    /// # Errors
    /// As [`Table::column`].
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], String> {
        let mut at = [0; N];
        for (place, name) in at.iter_mut().zip(names) {
            *place = self.column(name)?;
        }
        Ok(at)
    }

    /// The table as text.
    pub fn text(&self) -> String {
        let mut text = line(&self.header);
        for row in &self.rows {
            text.push_str(&line(row));
        }
        text
    }
}

/// A row as a line of text.
pub fn line<T: AsRef<str>>(fields: &[T]) -> String {
    let quoted = |field: &T| {
        let field = field.as_ref();
        if field.contains([',', '"', '\n']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.to_owned()
        }
    };
    let fields: Vec<String> = fields.iter().map(quoted).collect();
    fields.join(",") + "\n"
}

fn split(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(character),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_commas_and_quotes_come_back_as_they_were() {
        let text = "id,source\na,\"one, \"\"two\"\"\"\nb,\n";
        let table = Table::read("t", text).unwrap();
        assert_eq!(table.rows[0][1], "one, \"two\"");
        assert_eq!(table.text(), text);
        assert!(Table::read("t", "a,b\n1\n").is_err());
    }
}
