//! A release's wasm in two: what a first answer needs, and the rest, which comes once the page stands. The rest is what
//! only the functions of [`LATER`] and the exports of [`LATER_EXPORTS`] reach. Both parts share memory and tables; a
//! call from the first part into the rest goes through the table, where the rest puts its functions when it arrives.
//! Until then such a call traps, so what uses the rest asks first whether it is here: `Arrival` in the page, `rest` in
//! the loader.

use crate::process::{read, run, write};
use crate::{Outcome, npm};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

/// How the names of functions begin that nothing calls before the rest is here.
const LATER: [&str; 7] = [
    "liver_prescreen::exchange::fhir::",
    "liver_prescreen::exchange::printout::",
    "liver_prescreen::exchange::record::",
    "liver_prescreen::ui::basis::parts",
    "liver_prescreen::ui::bulk::",
    "liver_prescreen::ui::paste::",
    "liver_prescreen::ui::record::",
];

/// The functions among them that the first part may call, because it asks first, or because only what the rest put on
/// the page calls them. What the rest itself put there may call any of its closures.
const DOORS: [&str; 9] = [
    "liver_prescreen::exchange::printout::field",
    "liver_prescreen::exchange::printout::read",
    "liver_prescreen::ui::basis::parts",
    "liver_prescreen::ui::bulk::no_to_the_rest",
    "liver_prescreen::ui::bulk::open",
    "liver_prescreen::ui::paste::block",
    "liver_prescreen::ui::paste::unit",
    "liver_prescreen::ui::record::leave",
    "liver_prescreen::ui::record::paper",
];

/// The exports that hosts call, once `ready` says so.
const LATER_EXPORTS: [&str; 4] = ["checkStudy", "readFhir", "screen", "studies"];

/// Shorter functions stay, in lines of text: the compiler folds small ones that are alike, and what bears a name of the
/// list may then be used by everybody.
const SHORT: usize = 12;

/// What the rest imports from: the exports of the first part.
const MODULE: &str = "a";

/// The two parts, as text.
#[derive(Debug)]
pub struct Parts {
    pub first: String,
    pub rest: String,
}

/// Takes a module with its names apart.
pub fn split(module: &Path) -> Outcome<Parts> {
    let text = module.with_extension("wat");
    run(npm::binaryen("wasm-dis")?
        .arg(module)
        .args(npm::features())
        .arg("-o")
        .arg(&text))?;
    let parts = parts(&read(&text)?)?;
    let _ = std::fs::remove_file(&text);
    Ok(parts)
}

/// Writes a part as a module without names.
pub fn assemble(text: &str, module: &Path) -> Outcome {
    let before = module.with_extension("wat");
    write(&before, text)?;
    run(npm::wasm_opt()?
        .arg(&before)
        .args(npm::features())
        .args(["--shrink-level=2", "--dealign", "-o"])
        .arg(module))?;
    let _ = std::fs::remove_file(&before);
    Ok(())
}

/// A function, as text.
struct Function<'a> {
    name: &'a str,
    /// Its parameters and results, with the name of each parameter.
    header: &'a str,
    /// The whole field; empty for an import.
    text: &'a str,
}

impl Function<'_> {
    /// Parameters and results without names, as a type is written.
    fn signature(&self) -> String {
        let words = self.header.split(' ').filter(|word| !word.starts_with('$'));
        words.collect::<Vec<_>>().join(" ")
    }

    /// What stands for it in the first part: a call through the table.
    fn stub(&self, slot: usize) -> String {
        let signature = self.signature();
        let mut stub = format!(
            " (func {} {}\n  (call_indirect $0 {signature}",
            self.name, self.header
        );
        for parameter in self.header.split(' ').filter(|word| word.starts_with('$')) {
            let _ = write!(stub, " (local.get {parameter})");
        }
        let _ = writeln!(stub, " (i32.const {slot})))");
        stub
    }
}

fn parts(text: &str) -> Outcome<Parts> {
    let fields = fields(text)?;
    let mut functions = Vec::new();
    let mut imported = Vec::new();
    let mut exports = HashMap::new();
    for field in &fields {
        if let Some(rest) = field.strip_prefix(" (func ") {
            let first = rest.lines().next().unwrap_or_default();
            functions.push(function(first, field)?);
        } else if field.starts_with(" (import ")
            && let Some((_, rest)) = field.trim_end().split_once("(func ")
        {
            imported.push(function(rest, "")?);
        } else if let Some(rest) = field.strip_prefix(" (export \"") {
            let (export, item) = rest
                .split_once("\" (")
                .ok_or_else(|| unknown("an export"))?;
            let (kind, item) = item.split_once(' ').ok_or_else(|| unknown("an export"))?;
            exports.insert((kind, name(item)), export);
        }
    }
    let mut of = HashMap::new();
    for (index, function) in functions.iter().enumerate() {
        of.insert(function.name, index);
    }
    let calls: Vec<Vec<usize>> = functions
        .iter()
        .map(|function| {
            called(function.text)
                .filter_map(|name| of.get(name).copied())
                .collect()
        })
        .collect();
    let begins: HashSet<usize> = functions
        .iter()
        .enumerate()
        .filter(|(_, function)| {
            let bare = function.name.trim_start_matches(['$', '"']);
            LATER.iter().any(|start| bare.starts_with(start))
                && function.text.lines().count() > SHORT
                || exports
                    .get(&("func", function.name))
                    .is_some_and(|export| LATER_EXPORTS.contains(export))
        })
        .map(|(index, _)| index)
        .collect();

    // Everything that can be called from outside, and what a table holds, belongs to the first part, unless it is of
    // the list.
    let segments: Vec<Segment> = fields
        .iter()
        .filter(|field| field.starts_with(" (elem "))
        .map(|field| segment(field))
        .collect::<Outcome<_>>()?;
    let in_tables = segments.iter().flat_map(|segment| &segment.functions);
    let exported = exports
        .keys()
        .filter(|(kind, _)| *kind == "func")
        .map(|(_, name)| *name);
    let mut waiting: Vec<usize> = exported
        .clone()
        .chain(in_tables.copied())
        .filter_map(|name| of.get(name).copied())
        .filter(|index| !begins.contains(index))
        .collect();
    let mut first: HashSet<usize> = HashSet::new();
    while let Some(index) = waiting.pop() {
        if first.insert(index) {
            waiting.extend(
                calls[index]
                    .iter()
                    .filter(|called| !begins.contains(called)),
            );
        }
    }
    let is_later = |name: &str| of.get(name).is_some_and(|index| !first.contains(index));

    // A place in the table for each function that the first part calls or exports.
    let mut entered: BTreeSet<usize> = BTreeSet::new();
    for index in &first {
        entered.extend(
            calls[*index]
                .iter()
                .filter(|called| !first.contains(called)),
        );
    }
    entered.extend(exported.filter(|name| is_later(name)).map(|name| of[name]));
    if entered.is_empty() {
        return Err(
            "Nothing is left for the rest of the wasm: mend the lists in xtask/src/split.rs."
                .to_owned(),
        );
    }
    for index in &entered {
        let name = functions[*index].name.trim_matches(['$', '"']);
        let (plain, _) = name.rsplit_once("::h").unwrap_or((name, ""));
        let is_closure = plain.ends_with("{{closure}}");
        if !(is_closure
            || DOORS.contains(&plain)
            || exports.contains_key(&("func", functions[*index].name)))
        {
            return Err(format!(
                "The first part of the wasm calls {plain}, which comes later. Keep the caller from it until the rest is \
                 here and add it to DOORS, or mark what it was inlined from `#[inline(never)]` (xtask/src/split.rs)."
            ));
        }
    }
    let table = table(&fields)?;
    let slots: HashMap<usize, usize> = entered.iter().copied().zip(table.size..).collect();

    let whole_table = table.size + slots.len();
    let mut one = String::from("(module\n");
    let mut two = String::from("(module\n");
    // What the rest uses of the first part must be exported there.
    let later: Vec<&Function> = functions
        .iter()
        .filter(|function| is_later(function.name))
        .collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for function in &later {
        used.extend(called(function.text).filter(|name| !is_later(name)));
    }
    let known: HashMap<&str, &Function> = functions
        .iter()
        .chain(&imported)
        .map(|function| (function.name, function))
        .collect();
    let mut more_exports = String::new();
    let mut imports = String::new();
    let mut given = |item: &str, kind: &str| -> String {
        if let Some(export) = exports.get(&(kind, item)) {
            return (*export).to_owned();
        }
        let export = format!("later{}", more_exports.lines().count());
        let _ = writeln!(more_exports, " (export \"{export}\" ({kind} {item}))");
        export
    };
    for item in &used {
        let function = known.get(item).ok_or_else(|| unknown("a call"))?;
        let export = given(item, "func");
        let _ = writeln!(
            imports,
            " (import \"{MODULE}\" \"{export}\" (func {item} {}))",
            function.signature()
        );
    }
    let bodies: String = later.iter().map(|function| function.text).collect();
    for field in &fields {
        let declared = field.trim();
        if let Some((kind, item, kept)) = shared(declared)
            && (kind == "memory" || item == "$0" || mentions(&bodies, item))
        {
            let kept = if item == "$0" && kind == "table" {
                format!("{whole_table} {whole_table} funcref")
            } else {
                kept.to_owned()
            };
            let export = given(item, kind);
            let _ = writeln!(
                imports,
                " (import \"{MODULE}\" \"{export}\" ({kind} {item} {kept}))"
            );
        }
    }

    for field in &fields {
        if field.starts_with(" (type ") {
            one += field;
            two += field;
        } else if let Some(rest) = field.strip_prefix(" (func ") {
            let index = of[name(rest)];
            if first.contains(&index) {
                one += field;
            } else if let Some(slot) = slots.get(&index) {
                one += &functions[index].stub(*slot);
            }
        } else if field.starts_with(" (elem ") {
            // What follows, by segment.
        } else if field.trim_end() == table.field {
            let _ = writeln!(one, " (table $0 {whole_table} {whole_table} funcref)");
        } else {
            one += field;
        }
    }
    two += &imports;
    two += &bodies;
    for segment in &segments {
        let mut at = segment.start;
        for run in segment
            .functions
            .chunk_by(|a, b| is_later(a) == is_later(b))
        {
            let part = if is_later(run[0]) { &mut two } else { &mut one };
            let _ = writeln!(
                part,
                " (elem (table $0) (i32.const {at}) func {})",
                run.join(" ")
            );
            at += run.len();
        }
    }
    let entered: Vec<&str> = entered.iter().map(|index| functions[*index].name).collect();
    let _ = writeln!(
        two,
        " (elem (table $0) (i32.const {}) func {})",
        table.size,
        entered.join(" ")
    );
    one += &more_exports;
    one += ")\n";
    two += ")\n";
    Ok(Parts {
        first: one,
        rest: two,
    })
}

/// The parts of a module as wasm-dis prints them, each begun on a line of its own by one space.
fn fields(text: &str) -> Outcome<Vec<String>> {
    let inside = text.trim_end().strip_suffix("\n)");
    let inside = inside
        .filter(|text| text.starts_with("(module"))
        .ok_or_else(|| unknown("a module"))?;
    let mut fields: Vec<String> = Vec::new();
    for line in inside
        .lines()
        .skip(1)
        .filter(|line| !line.trim_start().starts_with(";;"))
    {
        if line.starts_with(" (") {
            fields.push(String::new());
        }
        let field = fields.last_mut().ok_or_else(|| unknown("a field"))?;
        field.push_str(line);
        field.push('\n');
    }
    Ok(fields)
}

/// The name that a text begins with: `$name`, or `$"name"` where it holds spaces.
fn name(text: &str) -> &str {
    let Some(quoted) = text.strip_prefix("$\"") else {
        let end = text.find(|c: char| c.is_whitespace() || matches!(c, ')' | '('));
        return &text[..end.unwrap_or(text.len())];
    };
    let mut escaped = false;
    let end = quoted.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    &text[..end.map_or(text.len(), |end| end + 3)]
}

fn function<'a>(first: &'a str, text: &'a str) -> Outcome<Function<'a>> {
    let name = name(first);
    let header = first[name.len()..].trim();
    // An import ends in its own bracket and that of the field, a function in its own where it stands on one line.
    let mut depth = 0;
    let end = header.char_indices().find(|(_, c)| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth < 0
    });
    let header = end.map_or(header, |(at, _)| &header[..at]).trim();
    let header = header.strip_prefix("(type ").map_or(header, |rest| {
        rest.split_once(')').map_or("", |(_, rest)| rest.trim())
    });
    if header.contains("(local ") || !name.starts_with('$') {
        return Err(unknown("a function"));
    }
    Ok(Function { name, header, text })
}

/// The names that a function calls.
fn called(text: &str) -> impl Iterator<Item = &str> {
    ["(call ", "(return_call ", "(ref.func "]
        .into_iter()
        .flat_map(move |call| text.split(call).skip(1))
        .map(name)
}

struct Segment<'a> {
    start: usize,
    functions: Vec<&'a str>,
}

fn segment(field: &str) -> Outcome<Segment<'_>> {
    let found = field
        .split_once("(table $0) (i32.const ")
        .and_then(|(_, rest)| {
            let (start, rest) = rest.split_once(") func ")?;
            Some((start.parse().ok()?, rest))
        });
    let (start, mut rest) = found.ok_or_else(|| unknown("the list of a table"))?;
    let mut functions = Vec::new();
    while rest.starts_with('$') {
        let item = name(rest);
        functions.push(item);
        rest = rest[item.len()..].trim_start();
    }
    Ok(Segment { start, functions })
}

struct Table {
    size: usize,
    field: String,
}

fn table(fields: &[String]) -> Outcome<Table> {
    let field = fields.iter().find(|field| field.starts_with(" (table $0 "));
    let field = field
        .ok_or_else(|| unknown("the table of functions"))?
        .trim_end();
    let size = field.split(' ').nth(3).and_then(|size| size.parse().ok());
    if !field.ends_with("funcref)") {
        return Err(unknown("the table of functions"));
    }
    Ok(Table {
        size: size.ok_or_else(|| unknown("the table of functions"))?,
        field: field.to_owned(),
    })
}

/// The kind, the name and the type of what both parts may use.
fn shared(field: &str) -> Option<(&'static str, &str, &str)> {
    for kind in ["memory", "table", "global"] {
        let rest = field
            .strip_prefix('(')
            .and_then(|rest| rest.strip_prefix(kind));
        if let Some(rest) = rest.and_then(|rest| rest.strip_prefix(' ')) {
            let item = name(rest);
            let kept = rest[item.len()..].trim().strip_suffix(')')?;
            // A global's first value belongs to the first part.
            let kept = match kind {
                "global" => {
                    &kept[..=kept
                        .find(") (")
                        .or_else(|| kept.find(" (i32").map(|at| at - 1))?]
                }
                _ => kept,
            };
            return Some((kind, item, kept));
        }
    }
    None
}

fn mentions(text: &str, item: &str) -> bool {
    text.match_indices(item).any(|(at, _)| {
        let after = text[at + item.len()..].chars().next();
        after.is_none_or(|c| c.is_whitespace() || c == ')')
    })
}

fn unknown(what: &str) -> String {
    format!("wasm-dis writes {what} in another way now: mend xtask/src/split.rs.")
}

#[cfg(test)]
mod tests;
