//! Tables with a heading: the heading says in which column the result stands, and which of several days is the newest.

use time::Date;

use super::Why;
use super::around::Around;
use super::lexicon::*;
use super::line::Line;
use super::name::Name;
use super::origin::{foreign, says};
use super::pieces::{Printed, day, flag, number};
use super::segment::{Parser, Row, Said};
use crate::clinical::Analytes;

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Result,
    /// Results of a day.
    Day(Date),
    Former,
    Unit,
    Reference,
    /// How it was measured, and where: any words.
    Method,
    /// Flags, the day of the row, its number, the specimen.
    Rest,
}

/// The heading of a table.
pub(super) struct Table {
    columns: Vec<Column>,
    /// What parts the columns; nothing where only spaces do.
    mark: Option<char>,
    /// The column to read; nothing where the heading does not say which.
    result: Option<usize>,
    /// Whether a day stands behind each former result.
    dated: bool,
}

fn cells(text: &str, mark: char) -> Vec<&str> {
    // What a row of a drawn table begins and ends with.
    let text = match mark {
        '|' => text.trim().trim_matches(['|', '│', '｜']),
        _ => text,
    };
    text.split(|c| c == mark || (mark == '|' && matches!(c, '│' | '｜')))
        .collect()
}

fn mark_of(text: &str) -> Option<char> {
    if text.contains('\t') {
        Some('\t')
    } else {
        text.contains(['|', '│', '｜']).then_some('|')
    }
}

impl Table {
    /// The table that a line is the heading of.
    pub fn heading(text: &str, line: &Line, words: &Lexicon) -> Option<Table> {
        // No table has a longer one.
        if line.len() > 1000 {
            return None;
        }
        let mark = mark_of(text);
        let mut columns = Vec::new();
        let mut dated = false;
        let Some(part) = mark else {
            heads(line, words, &mut columns, &mut dated)?;
            return Table::of(columns, mark, dated);
        };
        for (number, cell) in cells(text, part).into_iter().enumerate() {
            let before = columns.len();
            heads(&Line::new(cell), words, &mut columns, &mut dated)?;
            match columns.len() - before {
                0 => columns.push(if number == 0 {
                    Column::Name
                } else {
                    Column::Rest
                }),
                // "Result and date" in one column.
                _ => columns.truncate(before + 1),
            }
        }
        Table::of(columns, mark, dated)
    }

    fn of(columns: Vec<Column>, mark: Option<char>, dated: bool) -> Option<Table> {
        let results = |column: &Column| matches!(column, Column::Result | Column::Day(_));
        let some = columns.len() > 1 && columns.iter().any(results);
        let named = columns.contains(&Column::Name);
        let result = which(&columns);
        (some && named).then_some(Table {
            columns,
            mark,
            result,
            dated,
        })
    }

    /// Whether its rows are read like any others: it has one column of results, and nothing that could be taken for it.
    fn plain(&self) -> bool {
        let strange = |column: &Column| matches!(column, Column::Day(_) | Column::Former);
        !self.columns.iter().any(strange)
    }

    /// The rows of a line below the heading; nothing where it is read like any other line.
    pub fn rows(
        &self,
        text: &str,
        line: &Line,
        words: &Lexicon,
    ) -> Option<Result<Vec<Row>, (Why, Analytes)>> {
        let names = self
            .columns
            .iter()
            .filter(|column| **column == Column::Name)
            .count();
        let results = self
            .columns
            .iter()
            .filter(|column| **column == Column::Result)
            .count();
        let aligned = self
            .mark
            .is_some_and(|mark| text.contains(mark) || mark_of(text) == Some(mark));
        if self.plain() && (!aligned || names > 1 && results > 1) {
            return None;
        }
        let mut named = Analytes::default();
        let said = match self.mark {
            Some(mark) if aligned => self.aligned(&cells(text, mark), words, &mut named),
            Some(_) => Err(Why::Table),
            None => self.spaced(line, words, &mut named),
        };
        Some(
            said.map(|said| vec![Row { start: 0, said }])
                .map_err(|why| (why, named)),
        )
    }

    /// A row with as many columns as the heading.
    fn aligned(&self, cells: &[&str], words: &Lexicon, named: &mut Analytes) -> Result<Said, Why> {
        let mut name: Option<Name> = None;
        let mut around = Around {
            column: true,
            ..Around::default()
        };
        let further = cells.get(self.columns.len()..).unwrap_or_default();
        if further.iter().any(|cell| !cell.trim().is_empty()) {
            return Err(Why::Table);
        }
        let blank = "";
        let pairs = || {
            self.columns
                .iter()
                .zip(cells.iter().chain(std::iter::repeat(&blank)))
        };
        for (_, cell) in
            pairs().filter(|(column, cell)| **column == Column::Name && !cell.trim().is_empty())
        {
            let line = Line::new(cell);
            let mut parser = Parser::new(&line, words);
            parser.spaces();
            let new = parser.name().ok_or(Why::Unexplained)?;
            parser.spaces();
            *named = named.and(parser.named);
            if !parser.ended() || name.is_some_and(|name| name.analyte != new.analyte) {
                return Err(Why::Unexplained);
            }
            name = Some(Name {
                unit: name.and_then(|name| name.unit).or(new.unit),
                ..new
            });
        }
        let name = name.ok_or(Why::Unexplained)?;
        around.unit = name.unit;
        let result = self.result.ok_or(Why::Table)?;
        for (place, (column, cell)) in pairs().enumerate() {
            let line = Line::new(cell);
            let mut parser = Parser::new(&line, words);
            parser.spaces();
            match column {
                Column::Name => {}
                _ if place == result || parser.ended() => {}
                Column::Result | Column::Day(_) | Column::Former => former(&mut parser, name)?,
                Column::Rest | Column::Method
                    if line.len() < 4 && cell.trim().bytes().all(|byte| byte.is_ascii_digit()) => {}
                Column::Method
                    if foreign(&line, words) == 0
                        && !says(&line, words, DOUBT | DERIVED | EMPTY)
                        && !cell.contains(|c: char| c.is_ascii_digit()) => {}
                Column::Unit | Column::Reference | Column::Method | Column::Rest => {
                    around.method = false;
                    let word = words.at(&line, parser.at, EMPTY).is_some();
                    // "Cancelled" beside a value takes it back.
                    if word {
                        return Ok(Said::Nothing(Why::NoValue));
                    }
                    if let Some(end) = line.no_result(words, parser.at) {
                        parser.at = end;
                    }
                    parser.around(name.analyte, &mut around)?;
                    parser.spaces();
                    if !parser.ended() {
                        return Err(Why::Unexplained);
                    }
                }
            }
        }
        let cell = cells.get(result).copied().unwrap_or_default();
        let line = Line::new(cell);
        let mut parser = Parser::new(&line, words);
        parser.spaces();
        let Some(value) = result_of(&mut parser, true)? else {
            return Ok(Said::Nothing(Why::NoValue));
        };
        around.flagged = true;
        (around.limited, around.column) = (false, false);
        parser.around(name.analyte, &mut around)?;
        if !parser.ended() {
            return Err(Why::Unexplained);
        }
        self.dated(parser.reading(name, value, around)?)
    }

    /// A row whose columns only spaces part: every result of it must be there.
    fn spaced(&self, line: &Line, words: &Lexicon, named: &mut Analytes) -> Result<Said, Why> {
        let mut parser = Parser::new(line, words);
        parser.spaces();
        let name = parser.name().ok_or(Why::Unexplained)?;
        *named = parser.named;
        let result = self.result.ok_or(Why::Table)?;
        let (mut value, mut around) = (
            None,
            Around {
                unit: name.unit,
                flagged: true,
                ..Around::default()
            },
        );
        for (place, column) in self.columns.iter().enumerate() {
            let is_former = *column == Column::Former;
            if !matches!(column, Column::Result | Column::Day(_) | Column::Former) {
                continue;
            }
            parser.spaces();
            parser.over(":");
            parser.spaces();
            let start = parser.at;
            if is_former && self.dated && number(line, start, false).is_none() {
                continue;
            }
            let found = result_of(&mut parser, false)?;
            if found.is_none() && parser.at == start {
                return Err(Why::Table);
            }
            flags(&mut parser);
            let date = day(line, parser.at);
            // A result with a day behind it is a former one.
            if date.is_some() != (is_former && self.dated) {
                return Err(Why::Table);
            }
            parser.at = date.map_or(parser.at, |(_, end)| end);
            if place == result {
                value = found;
            }
        }
        parser.around(name.analyte, &mut around)?;
        parser.spaces();
        if !parser.ended() {
            return Err(Why::Unexplained);
        }
        let Some(value) = value else {
            return Ok(Said::Nothing(Why::NoValue));
        };
        self.dated(parser.reading(name, value, around)?)
    }

    /// The day of the column goes with the value.
    fn dated(&self, mut said: Said) -> Result<Said, Why> {
        let column = self.result.and_then(|result| self.columns.get(result));
        if let (Said::Value(reading), Some(Column::Day(day))) = (&mut said, column) {
            if reading.day.is_some_and(|printed| printed != *day) {
                return Err(Why::Date);
            }
            reading.day = Some(*day);
        }
        Ok(said)
    }
}

/// The heads of columns in a text; nothing if it holds anything else.
fn heads(line: &Line, words: &Lexicon, columns: &mut Vec<Column>, dated: &mut bool) -> Option<()> {
    let mut parser = Parser::new(line, words);
    loop {
        while parser.over(" /:*.#") {}
        if parser.ended() {
            return Some(());
        }
        columns.push(column(&mut parser, dated)?);
    }
}

/// The column whose head stands next in a heading.
fn column(parser: &mut Parser, dated: &mut bool) -> Option<Column> {
    if let Some((date, end)) = day(parser.line, parser.at) {
        parser.at = end;
        return date.map(Column::Day);
    }
    let all =
        H_NAME | H_RESULT | H_FLAG | H_UNIT | H_REFERENCE | H_FORMER | H_DAY | H_NUMBER | H_REST;
    let kinds = parser.word(all)?;
    if kinds & H_FORMER != 0 {
        let head = parser.line.printed(0, parser.at).to_ascii_lowercase();
        *dated |= head.ends_with("date");
        return Some(Column::Former);
    }
    let kind = |bit: Kinds| kinds & bit != 0;
    Some(if kind(H_RESULT) {
        Column::Result
    } else if kind(H_NAME) {
        Column::Name
    } else if kind(H_REFERENCE) {
        Column::Reference
    } else if kind(H_UNIT) {
        Column::Unit
    } else if kind(H_REST) {
        Column::Method
    } else {
        Column::Rest
    })
}

/// The column to read: the only result, or that of the newest day.
fn which(columns: &[Column]) -> Option<usize> {
    let mut results = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| **column == Column::Result);
    let days = columns.iter().enumerate();
    let days = days.filter_map(|(place, column)| match column {
        Column::Day(date) => Some((*date, place)),
        _ => None,
    });
    let Some((newest, place)) = days.clone().max() else {
        let (place, _) = results.next()?;
        return results.next().is_none().then_some(place);
    };
    let once = days.filter(|(date, _)| *date == newest).count() == 1;
    (once && results.next().is_none()).then_some(place)
}

/// The value of a cell; nothing for an empty one.
fn result_of(parser: &mut Parser, cell: bool) -> Result<Option<Printed>, Why> {
    let slash = cell && parser.line.printed(parser.at, parser.line.len()).trim() == "/";
    if parser.ended() || slash {
        return Ok(None);
    }
    if let Some(end) = parser.line.no_result(parser.words, parser.at) {
        parser.at = end;
        return Ok(None);
    }
    if parser.line.at(parser.at) == '*' && parser.line.digit(parser.at + 1) {
        parser.at += 1;
    }
    match number(parser.line, parser.at, false) {
        Some(value) => {
            let value = value?;
            parser.at = value.end;
            Ok(Some(value))
        }
        None if cell => Err(Why::Unexplained),
        None => Ok(None),
    }
}

fn flags(parser: &mut Parser) {
    loop {
        parser.spaces();
        match flag(parser.line, parser.words, parser.at) {
            Some(end) => parser.at = end,
            None => return,
        }
    }
}

/// A cell of another day.
fn former(parser: &mut Parser, name: Name) -> Result<(), Why> {
    result_of(parser, true)?;
    parser.around(name.analyte, &mut Around::default())?;
    while parser.over(" /") {}
    if parser.ended() {
        Ok(())
    } else {
        Err(Why::Unexplained)
    }
}
