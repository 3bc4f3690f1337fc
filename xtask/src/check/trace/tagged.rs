//! The tests that stand in the sources, with the tags above them, and the tests that a log says ran. A tag is what
//! links a test to a criterion, a score or a hazard, so a tag that belongs to no test is a fault.

use crate::Outcome;
use crate::process::{read, root};
use std::path::{Path, PathBuf};

/// What runs a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suite {
    Native,
    Web,
    EndToEnd,
    Node,
}

impl Suite {
    pub fn name(self) -> &'static str {
        match self {
            Suite::Native => "native",
            Suite::Web => "in a browser",
            Suite::EndToEnd => "end to end",
            Suite::Node => "in Node",
        }
    }
}

/// A test as it stands in a source file.
#[derive(Debug)]
pub struct Test {
    pub suite: Suite,
    /// The module that it stands in, or the file of a Node test.
    pub module: String,
    /// The function; of a Node test the sentence, with `${…}` for what a loop fills in.
    pub name: String,
    /// Where a sentence about it may send the reader.
    pub place: String,
    pub tags: Vec<String>,
}

impl Test {
    /// The name by which it can be found.
    pub fn shown(&self) -> String {
        match self.suite {
            Suite::Node => format!("{}: {}", self.module, self.name),
            _ if self.module.is_empty() => self.name.clone(),
            _ => format!("{}::{}", self.module, self.name),
        }
    }

    /// The name as people read it.
    pub fn sentence(&self) -> String {
        match self.suite {
            Suite::Node => self.name.clone(),
            _ => self.name.replace('_', " "),
        }
    }

    /// Whether a name in a log is this test's.
    fn is_called(&self, ran: &Ran) -> bool {
        match self.suite {
            Suite::Node => ran.node && fits(&self.name, &ran.name),
            _ if ran.node => false,
            _ => ran.name.strip_suffix(&self.name).is_some_and(|before| {
                let module = before.trim_end_matches("::");
                (before.is_empty() || before.ends_with("::"))
                    && (self.module.is_empty()
                        || module == self.module
                        || module.starts_with(&format!("{}::", self.module)))
            }),
        }
    }

    /// Whether it ran: `None` where it did not, else whether it passed each time.
    pub fn outcome(&self, log: &[Ran]) -> Option<bool> {
        let mut all = log.iter().filter(|ran| self.is_called(ran)).peekable();
        all.peek()?;
        Some(all.all(|ran| ran.passed))
    }
}

/// Whether a text is a pattern whose `${…}` stand for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split("${");
    let Some(mut rest) = parts
        .next()
        .and_then(|first| text.strip_prefix(first))
        .map(str::to_owned)
    else {
        return false;
    };
    let fixed: Vec<&str> = parts
        .map(|part| part.split_once('}').map_or("", |(_, after)| after))
        .collect();
    let Some((last, between)) = fixed.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after.to_owned();
    }
    rest.ends_with(last)
}

/// A test that a log names.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub name: String,
    pub passed: bool,
    node: bool,
}

/// The tests that a log names; the logs of several runs may stand in one.
pub fn ran(log: &str) -> Vec<Ran> {
    plain(log).lines().filter_map(ran_line).collect()
}

fn ran_line(line: &str) -> Option<Ran> {
    let line = line.trim();
    if let Some((name, result)) = line
        .strip_prefix("test ")
        .and_then(|rest| rest.rsplit_once(" ... "))
    {
        let name = name.split(" - should panic").next().unwrap_or(name);
        return Some(Ran {
            name: name.to_owned(),
            passed: result == "ok",
            node: false,
        });
    }
    let (passed, rest) = match (line.strip_prefix("✔ "), line.strip_prefix("✖ ")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return None,
    };
    // "name (1.5ms)", and " # SKIP" behind it where a test was skipped.
    let (name, behind) = rest.rsplit_once(" (")?;
    Some(Ran {
        name: name.to_owned(),
        passed: passed && behind.ends_with("ms)"),
        node: true,
    })
}

/// The text without the codes that colour it.
pub fn plain(log: &str) -> String {
    let mut parts = log.split("\u{1b}[");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_ascii_alphabetic());
        text.push_str(end.and_then(|end| part.get(end + 1..)).unwrap_or_default());
    }
    text
}

/// Every test in the sources, in a fixed order.
pub fn all() -> Outcome<Vec<Test>> {
    let mut tests = Vec::new();
    for (folder, suite) in [
        ("src", Suite::Native),
        ("tests/native", Suite::Native),
        ("tests/web", Suite::Web),
        ("tests/e2e", Suite::EndToEnd),
        ("tests/node", Suite::Node),
    ] {
        let folder = root().join(folder);
        for path in files(&folder)? {
            let inside = path.strip_prefix(&folder).unwrap_or(&path);
            let text = read(&path)?;
            tests.extend(if suite == Suite::Node {
                in_node(&text, &slashed(inside))?
            } else {
                let module = slashed(&inside.with_extension("")).replace('/', "::");
                let module = module.trim_end_matches("::mod");
                let module = if module == "main" { "" } else { module };
                in_rust(&text, suite, module, &slashed(inside))?
            });
        }
    }
    tests.sort_by_key(|test| (test.suite, test.shown()));
    Ok(tests)
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("{} could not be read: {error}.", folder.display()))?;
    let mut found = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && name != "node_modules" {
            found.extend(files(&path)?);
        } else if name.ends_with(".rs") || name.ends_with(".test.mjs") {
            found.push(path);
        }
    }
    Ok(found)
}

/// Tags that wait for the test below them.
struct Waiting {
    tags: Vec<String>,
    line: usize,
}

impl Waiting {
    fn new() -> Self {
        Waiting {
            tags: Vec::new(),
            line: 0,
        }
    }

    /// Takes the tags of a comment line in, and says whether it was a comment.
    fn read(&mut self, number: usize, line: &str) -> bool {
        let Some(comment) = line.strip_prefix("//") else {
            return false;
        };
        let comment = comment.trim_start_matches('/').trim_start();
        let listed = ["traces:", "guards:"]
            .iter()
            .find_map(|tag| comment.strip_prefix(tag));
        if let Some(listed) = listed {
            self.line = number;
            let tags = listed.trim_end_matches('.').split(',');
            self.tags.extend(tags.map(|tag| tag.trim().to_owned()));
        }
        true
    }

    fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.tags)
    }

    fn none_left(&self, place: &str) -> Outcome {
        if self.tags.is_empty() {
            return Ok(());
        }
        Err(format!(
            "{place}, line {}: the tag belongs to no test. Write it directly above one.",
            self.line
        ))
    }
}

fn in_rust(text: &str, suite: Suite, module: &str, place: &str) -> Outcome<Vec<Test>> {
    let (mut tests, mut waiting, mut is_test) = (Vec::new(), Waiting::new(), false);
    for (index, line) in text.lines().map(str::trim).enumerate() {
        if waiting.read(index + 1, line) {
            continue;
        }
        if line.starts_with("#[") {
            is_test |= ["test]", "::test]", "_test]"]
                .iter()
                .any(|end| line.ends_with(end) && !line.contains("cfg("));
            continue;
        }
        let function = line
            .split_once("fn ")
            .filter(|(before, _)| matches!(*before, "" | "async "));
        if let Some((_, rest)) = function.filter(|_| is_test) {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            tests.push(Test {
                suite,
                module: module.to_owned(),
                name: rest[..end.unwrap_or(rest.len())].to_owned(),
                place: format!("{place}, line {}", index + 1),
                tags: waiting.take(),
            });
        }
        waiting.none_left(place)?;
        is_test = false;
    }
    waiting.none_left(place)?;
    Ok(tests)
}

fn in_node(text: &str, place: &str) -> Outcome<Vec<Test>> {
    let (mut tests, mut waiting) = (Vec::new(), Waiting::new());
    for (index, line) in text.lines().map(str::trim).enumerate() {
        if waiting.read(index + 1, line) {
            continue;
        }
        if let Some(rest) = line.strip_prefix("test(") {
            let quote = rest.chars().next().unwrap_or('"');
            let name = rest.split(quote).nth(1).unwrap_or_default();
            tests.push(Test {
                suite: Suite::Node,
                module: place.trim_end_matches(".test.mjs").to_owned(),
                name: name.to_owned(),
                place: format!("{place}, line {}", index + 1),
                tags: waiting.take(),
            });
        }
        waiting.none_left(place)?;
    }
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_belong_to_the_test_below_them() {
        let text = "// traces: I1, E2\n// guards: H3\n#[test]\nfn one() {\n}\n\n#[tokio::test]\nasync fn two() {}";
        let tests = in_rust(text, Suite::Native, "a", "a.rs").expect("tests");
        assert_eq!(tests.len(), 2);
        assert_eq!(tests[0].tags, ["I1", "E2", "H3"]);
        assert!(tests[1].tags.is_empty());
        let lost = in_rust("// guards: H1\nfn helper() {}", Suite::Native, "a", "a.rs");
        assert!(lost.is_err_and(|why| why.contains("line 1")));
    }

    #[test]
    fn a_log_names_what_ran_and_whether_it_passed() {
        let log = "test a::tests::one ... ok\ntest b::one ... FAILED\n  ✔ I4a alone excludes (1.2ms)\n\
                   \u{1b}[32m✔ E1 alone excludes (0.8ms)\u{1b}[39m\nrunning 3 tests\n";
        let log = ran(log);
        assert_eq!(log.len(), 4);
        let test = |suite, module: &str, name: &str| Test {
            suite,
            module: module.to_owned(),
            name: name.to_owned(),
            place: String::new(),
            tags: Vec::new(),
        };
        assert_eq!(test(Suite::Native, "a", "one").outcome(&log), Some(true));
        assert_eq!(test(Suite::Native, "b", "one").outcome(&log), Some(false));
        assert_eq!(test(Suite::Native, "c", "one").outcome(&log), None);
        let node = test(Suite::Node, "screen", "${id} alone excludes");
        assert_eq!(node.outcome(&log), Some(true));
        assert_eq!(test(Suite::Node, "screen", "alone").outcome(&log), None);
    }
}
