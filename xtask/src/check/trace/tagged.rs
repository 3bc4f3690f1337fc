//! The tests that stand in the sources, with the tags above them, and the tests that a log says ran. A tag is what
//! links a test to a criterion, a score or a hazard, so a tag that belongs to no test is a fault.

use crate::Outcome;
use crate::process::{all_files, pattern, read, root};

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

/// Where tests stand. Those of Node that have no tag are left out: nothing asks for them.
const FOLDERS: [(&str, Suite); 5] = [
    ("src", Suite::Native),
    ("tests/native", Suite::Native),
    ("tests/web", Suite::Web),
    ("tests/e2e", Suite::EndToEnd),
    ("tests/node", Suite::Node),
];

/// Comments and attributes, and the line below them.
const BLOCK: &str = r"(?m)^((?:[ \t]*(?://|#\[).*\n)+)[ \t]*(.*)$";
/// A comment that says what the test below it is for.
const TAGS: &str = r"(?m)^\s*//+\s*(?:traces|guards):(.*?)\.?$";
/// The attribute of a test: the compiler's own, Tokio's or that of wasm-bindgen.
const ATTRIBUTE: &str = r"(?m)^\s*#\[[\w:]*test\]";
/// What begins a test, and its name.
const BEGINNING: &str = "^(?:async )?fn (\\w+)|^test\\((?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`)";

/// A line of a log: of Rust's tests, or of Node's, with " # SKIP" behind it where a test was skipped.
const RAN: &str = r"(?m)^\s*(?:test (.+) \.\.\. (.*)|([✔✖]) (.+) \((.*))$";

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
            _ => [&self.module, "::", &self.name]
                .concat()
                .trim_start_matches("::")
                .to_owned(),
        }
    }

    /// Whether it ran: `None` where it did not, else whether it passed each time.
    pub fn outcome(&self, log: &[Ran]) -> Outcome<Option<bool>> {
        let called = match self.suite {
            // What a loop fills in may be anything.
            Suite::Node => pattern(r"\\\$\\\{.*?\\\}")?
                .replace_all(&regex_lite::escape(&self.name), ".*")
                .into_owned(),
            // A log names the modules inside the file as well.
            _ if self.module.is_empty() => format!(r"(\w+::)*{}", self.name),
            _ => format!(r"{}::(\w+::)*{}", self.module, self.name),
        };
        let called = pattern(&format!("^{called}$"))?;
        let is_node = self.suite == Suite::Node;
        let is_this = |ran: &&Ran| ran.node == is_node && called.is_match(&ran.name);
        let mut all = log.iter().filter(is_this).peekable();
        Ok(all.peek().is_some().then(|| all.all(|ran| ran.passed)))
    }
}

/// A test that a log names.
#[derive(Debug)]
pub struct Ran {
    name: String,
    passed: bool,
    node: bool,
}

/// The tests that a log names; the logs of several runs may stand in one.
pub fn ran(log: &str) -> Outcome<Vec<Ran>> {
    // Without the codes that colour it.
    let log = pattern(r"\x1b\[[^A-Za-z]*[A-Za-z]")?.replace_all(log, "");
    let ran = |line: regex_lite::Captures| {
        let part = |number| line.get(number).map_or("", |part| part.as_str());
        let node = line.get(4).is_some();
        let (name, passed) = match node {
            true => (part(4), part(3) == "✔" && part(5).ends_with("ms)")),
            false => (part(1).trim_end_matches(" - should panic"), part(2) == "ok"),
        };
        let name = name.to_owned();
        Ran { name, passed, node }
    };
    Ok(pattern(RAN)?.captures_iter(&log).map(ran).collect())
}

/// Every test in the sources, in a fixed order.
pub fn all() -> Outcome<Vec<Test>> {
    let mut tests = Vec::new();
    for (folder, suite) in FOLDERS {
        let folder = root().join(folder);
        for name in all_files(&folder)? {
            let is_source = name.ends_with(".rs") || name.ends_with(".test.mjs");
            if is_source && !name.contains("node_modules") {
                tests.extend(in_file(&read(&folder.join(&name))?, suite, &name)?);
            }
        }
    }
    tests.sort_by_key(|test| (test.suite, test.shown()));
    Ok(tests)
}

fn in_file(text: &str, suite: Suite, file: &str) -> Outcome<Vec<Test>> {
    let module = file.trim_end_matches(".test.mjs").trim_end_matches(".rs");
    let module = module.trim_end_matches("/mod").replace('/', "::");
    let module = if module == "main" { "" } else { &module };
    let (tags_of, attribute) = (pattern(TAGS)?, pattern(ATTRIBUTE)?);
    let beginning = pattern(BEGINNING)?;
    let mut tests = Vec::new();
    for block in pattern(BLOCK)?.captures_iter(text) {
        let (above, below) = (&block[1], &block[2]);
        let tags = tags_of.captures_iter(above);
        let tags = tags.flat_map(|tags| tags.extract::<1>().1[0].split(','));
        let tags: Vec<String> = tags.map(|tag| tag.trim().to_owned()).collect();
        let before = &text[..block.get(2).map_or(0, |below| below.start())];
        let place = format!("{file}, line {}", before.matches('\n').count() + 1);
        let is_test = suite == Suite::Node || attribute.is_match(above);
        let found = beginning.captures(below).filter(|_| is_test);
        match found.and_then(|found| found.iter().skip(1).flatten().next()) {
            Some(name) => {
                let (module, name) = (module.to_owned(), name.as_str().to_owned());
                tests.push(Test {
                    suite,
                    module,
                    name,
                    place,
                    tags,
                });
            }
            None if tags.is_empty() => {}
            None => {
                return Err(format!(
                    "{place}: the tag above it belongs to no test. Write it directly above one."
                ));
            }
        }
    }
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_belong_to_the_test_below_them() {
        let text = "// traces: I1, E2\n// guards: H3\n#[test]\nfn one() {\n}\n\n#[tokio::test]\nasync fn two() {}";
        let tests = in_file(text, Suite::Native, "a.rs").expect("tests");
        assert_eq!(tests.len(), 2);
        assert_eq!(tests[0].tags, ["I1", "E2", "H3"]);
        assert!(tests[1].tags.is_empty());
        for lost in [
            "// guards: H1\nfn helper() {}",
            "// guards: H1\n",
            "// guards: H1\n\n#[test]\nfn one() {}",
        ] {
            let lost = in_file(lost, Suite::Native, "a.rs");
            assert!(lost.is_err_and(|why| why.contains("line 2")));
        }
        let node = in_file(
            "// guards: H2.\ntest(`${id} alone`, () => {",
            Suite::Node,
            "b.test.mjs",
        );
        let node = node.expect("a test");
        assert_eq!(
            (node[0].shown().as_str(), &node[0].tags[..]),
            ("b: ${id} alone", &["H2".to_owned()][..])
        );
    }

    #[test]
    fn a_log_names_what_ran_and_whether_it_passed() {
        let log = "test a::tests::one ... ok\ntest b::one ... FAILED\n  ✔ I4a alone excludes (1.2ms)\n\
                   \u{1b}[32m✔ E1 alone excludes (0.8ms)\u{1b}[39m\nrunning 3 tests\n";
        let log = ran(log).expect("a log");
        let outcome = |suite, file: &str, test: &str| {
            let tests = in_file(&format!("#[test]\n{test}"), suite, file).expect("a test");
            tests[0].outcome(&log).expect("patterns")
        };
        assert_eq!(outcome(Suite::Native, "a.rs", "fn one() {"), Some(true));
        assert_eq!(outcome(Suite::Native, "b.rs", "fn one() {"), Some(false));
        assert_eq!(outcome(Suite::Native, "c.rs", "fn one() {"), None);
        assert_eq!(outcome(Suite::Native, "main.rs", "fn one() {"), Some(false));
        let node = |test| outcome(Suite::Node, "screen.test.mjs", test);
        assert_eq!(node("test(`${id} alone excludes`, () => {"), Some(true));
        assert_eq!(node("test('alone', () => {"), None);
    }
}
