//! Pictures, drawn so that they need neither a font nor a style sheet's positions: values on their scales, each lab
//! against its limit, the places of the dose groups, the visits on a line. The same is said in words, in the
//! picture's text alternative and beside it.

use time::Date;

use crate::clinical::child_pugh::Class;
use crate::clinical::number::real;
use crate::dates;
use crate::screening::finding::{Finding, Margin, Reason, State};
use crate::screening::range::End;
use crate::screening::score_value::{ends, scale};
use crate::screening::{Report, schedule};
use crate::study::Study;
use crate::study::model::{Criterion, Kind, Op, Rule, ScoreName};
use crate::ui::context::{UiContext, bare};
use crate::view::html::{figcaption, figure};
use crate::view::svg::{self, svg};
use crate::view::{El, Node};
use crate::words::{self, fill};

/// The width of every picture, in its own units.
const WIDTH: i32 = 340;
/// The height of a row: its words and its line.
const ROW: i32 = 38;

/// A line with what stands on it; places are shares of its length.
struct Row {
    name: String,
    figure: String,
    /// From the least to the greatest that the value can be.
    at: Option<(f64, f64)>,
    /// The limit, and whether what lies below it does not exclude.
    limit: (f64, bool),
    state: State,
}

/// A share of the line as a place in the picture.
fn place(share: f64) -> i32 {
    // A share is kept between nought and one.
    #[allow(clippy::cast_possible_truncation)]
    let place = (share.clamp(0.0, 1.0) * f64::from(WIDTH - 16)).round() as i32;
    place + 8
}

/// The path of a level line.
fn level(from: i32, to: i32, y: i32) -> String {
    let [from, to, y] = [from, to, y].map(|place| place.to_string());
    ["M", &from, " ", &y, "H", &to].concat()
}

fn line(class: &'static str, from: i32, to: i32, y: i32) -> Node {
    stroke(class, level(from, to, y)).into()
}

fn stroke(class: &'static str, path: String) -> El {
    svg::path().class(class).attr("d", path)
}

fn text(class: &'static str, x: i32, y: i32, text: String) -> Node {
    svg::text()
        .class(class)
        .attr("x", x.to_string())
        .attr("y", y.to_string())
        .child(text)
        .into()
}

/// A picture with its title in sight and its text alternative.
fn picture(title: &'static str, alternative: String, height: i32, marks: Vec<Node>) -> Node {
    let view = ["0 0 ", &WIDTH.to_string(), " ", &height.to_string()].concat();
    let drawn = svg()
        .attr("viewBox", view)
        .attr("role", "img")
        .attr("aria-label", alternative)
        .children(marks);
    figure()
        .class("picture")
        .child(bare(figcaption, title))
        .child(drawn)
        .into()
}

/// Rows one below the other, with what else is to be drawn and the room that it takes below them.
fn scales(title: &'static str, rows: Vec<Row>, mut marks: Vec<Node>, below: i32) -> Node {
    let mut said: Vec<String> = Vec::new();
    let mut y = 26;
    for row in rows {
        let (limit, accepts_below) = row.limit;
        let limit = place(limit);
        let (from, to) = if accepts_below {
            (place(0.0), limit)
        } else {
            (limit, place(1.0))
        };
        marks.push(line("axis", place(0.0), place(1.0), y));
        marks.push(line("accepted", from, to, y));
        let (x, top) = (limit.to_string(), (y - 7).to_string());
        marks.push(stroke("bound", ["M", &x, " ", &top, "v14"].concat()).into());
        if let Some((low, high)) = row.at {
            let class = if low == high { "dot" } else { "range" };
            let mark = stroke(class, level(place(low), place(high), y));
            marks.push(mark.attr("data-state", row.state.key()).into());
        }
        said.push([row.name.as_str(), ": ", &row.figure].concat());
        marks.push(text("name", 0, y - 12, row.name));
        marks.push(text("figure", WIDTH, y - 12, row.figure));
        y += ROW;
    }
    picture(title, said.join("; "), y - 20 + below, marks)
}

/// A value beside its limit; what an exclusion names excludes.
fn against(cx: UiContext, kind: Kind, value: &str, limit: &str) -> String {
    let words = &cx.page().pictures;
    let sentence = match kind {
        Kind::Inclusion => words.against,
        Kind::Exclusion => words.excluding,
    };
    fill(sentence, &[("value", value), ("limit", limit)])
}

/// Whether what lies below the limit does not exclude.
fn accepts_below(kind: Kind, op: Op) -> bool {
    matches!(op, Op::Below | Op::AtMost) == (kind == Kind::Inclusion)
}

/// A score on its scale, with the limit that the study sets for it or for its family.
fn score_row(cx: UiContext, report: &Report, name: ScoreName, limiting: &Finding) -> Option<Row> {
    let Reason::Score(scored) = &limiting.computed.reason else {
        return None;
    };
    let End { op, limit, .. } = scored.asked.only()?;
    let (least, most) = scale(name)?;
    let share = |value: f64| (value - least) / (most - least);
    let (low, high) = ends(&report.scores, name, false);
    // The limit stands between whole numbers, on the side of those that do not meet it.
    let half = match op {
        Op::AtMost | Op::Above => 0.5,
        Op::AtLeast | Op::Below => -0.5,
    };
    let wanted = limiting.kind == Kind::Inclusion;
    let state = match (low.meets(*op, *limit), high.meets(*op, *limit)) {
        (one, other) if one != other => State::Unknown,
        (holds, _) if holds == wanted => State::Passes,
        _ => State::Fails,
    };
    let value = words::score_range(name, low, high);
    let bound = words::limit(*op, *limit, None);
    let accepts_below = accepts_below(limiting.kind, *op);
    Some(Row {
        name: cx.words().score(name).to_owned(),
        figure: against(cx, limiting.kind, &value, &bound),
        at: Some((share(low.number()), share(high.number()))),
        limit: (share(real(*limit) + half), accepts_below),
        state,
    })
}

fn limiting<'a>(report: &'a Report, names: &[ScoreName]) -> Option<&'a Finding> {
    let about = |finding: &&Finding| match &finding.computed.reason {
        Reason::Score(scored) => names.contains(&scored.score) && scored.asked.only().is_some(),
        _ => false,
    };
    report.findings.iter().find(about)
}

/// Child-Pugh from 5 to 15 with its classes.
pub fn child_pugh(cx: UiContext, report: &Report) -> Option<Node> {
    let name = ScoreName::ChildPugh;
    let row = score_row(cx, report, name, limiting(report, &[name])?)?;
    let (least, most) = scale(name)?;
    let share = |points: u8| (f64::from(points) - least) / (most - least);
    let mut classes = Vec::new();
    for class in Class::ALL {
        let (from, to) = class.points();
        let (from, to) = (share(from), share(to));
        classes.push(line("band", place(from) - 6, place(to) + 6, 40));
        classes.push(text(
            "tick",
            i32::midpoint(place(from), place(to)),
            54,
            class.letter().to_owned(),
        ));
    }
    let title = cx.page().pictures.child_pugh;
    Some(scales(title, vec![row], classes, 20))
}

/// The MELD family on one scale, with the limit for the one that the study names.
pub fn meld(cx: UiContext, report: &Report) -> Option<Node> {
    let family = [ScoreName::Meld, ScoreName::MeldNa, ScoreName::Meld3];
    let limiting = limiting(report, &family)?;
    let rows = family.iter();
    let rows = rows.filter_map(|name| score_row(cx, report, *name, limiting));
    let title = cx.page().pictures.meld;
    Some(scales(title, rows.collect(), Vec::new(), 0))
}

/// A laboratory value that a criterion limits, on a line whose middle is the limit.
pub fn lab(cx: UiContext, criterion: &Criterion, finding: &Finding) -> Option<Node> {
    let Rule::Lab(rule) = &criterion.readings.first()?.rule else {
        return None;
    };
    // Only a single limit has a middle.
    let ((op, limit), unit) = match rule.ends() {
        [Some(only), None] | [None, Some(only)] => (only, rule.unit?),
        _ => return None,
    };
    let bound = words::limit(op, limit.plain()?, Some(unit));
    let (at, value) = match &finding.computed.reason {
        Reason::Lab(measured) => {
            let share = |margin: Margin| real(margin.value) / real(margin.limit) / 2.0;
            (finding.margin.map(share), words::typed(&measured.lab))
        }
        Reason::Missing(_) => (None, cx.page().pictures.absent.to_owned()),
        // A value stands there, and the result says why it does not count, or that it takes more than one.
        _ => return None,
    };
    let row = Row {
        name: criterion.name.in_lang(cx.lang).to_owned(),
        figure: against(cx, criterion.kind, &value, &bound),
        at: at.map(|at| (at, at)),
        limit: (0.5, accepts_below(criterion.kind, op)),
        state: finding.state(),
    };
    Some(scales(cx.page().pictures.labs, vec![row], Vec::new(), 0))
}

/// The places of a dose group: taken, next, free.
pub fn places(all: u16, taken: Option<u16>, next: Option<u16>) -> Node {
    let step = WIDTH / i32::from(all.max(1));
    let square = |place: u16| {
        let class = if next == Some(place) {
            "place next"
        } else if taken.is_some_and(|taken| place <= taken) {
            "place taken"
        } else {
            "place"
        };
        let x = (i32::from(place) - 1) * step + 2;
        let (x, wide) = (x.to_string(), (step - 4).to_string());
        stroke(class, ["M", &x, " 2h", &wide, "v14h-", &wide, "z"].concat()).into()
    };
    svg()
        .class("places")
        .attr("viewBox", ["0 0 ", &WIDTH.to_string(), " 18"].concat())
        .attr("aria-hidden", "true")
        .children((1..=all).map(square).collect())
        .into()
}

/// The visits by day: those whose day the record settles on one line, those that it leaves open on another.
pub fn visits(cx: UiContext, study: &Study, first: Date) -> Option<Node> {
    let words = &cx.page().pictures;
    let (mut firm, mut open, mut without) = (Vec::new(), Vec::new(), 0);
    for visit in schedule::of(study, Some(first)) {
        let day = |date| dates::days_between(first, date) + 1;
        match (visit.date, visit.between) {
            (Some(date), _) => firm.push((day(date), day(date))),
            (None, Some((from, to))) => open.push((day(from), day(to))),
            (None, None) => without += 1,
        }
    }
    let mut marks = Vec::new();
    let mut said = Vec::new();
    let lines = [("dot", words.settled, firm), ("range", words.open, open)];
    let mut y = 24;
    for (class, name, days) in lines {
        let Some((least, most)) = days.first().zip(days.last()) else {
            continue;
        };
        let (least, length) = (least.0, (most.1 - least.0).max(1));
        // Some thousand days at most.
        #[allow(clippy::cast_precision_loss)]
        let at = |day: i64| place((day - least) as f64 / length as f64);
        marks.push(text("name", 0, y - 10, name.to_owned()));
        marks.push(line("axis", place(0.0), place(1.0), y));
        let mut labels = Vec::new();
        for (from, to) in &days {
            let mark = line(class, at(*from), at(*to), y);
            let label = if from == to {
                from.to_string()
            } else {
                [from.to_string(), to.to_string()].join("–")
            };
            // Kept within the picture: a digit is some seven units wide.
            let half = i32::try_from(label.chars().count()).unwrap_or(0) * 7 / 2;
            let middle = i32::midpoint(at(*from), at(*to)).clamp(half, WIDTH - half);
            marks.push(mark);
            marks.push(text("tick", middle, y + 18, label.clone()));
            labels.push(label);
        }
        said.push([name, ": ", &labels.join(", ")].concat());
        y += ROW + 14;
    }
    if without > 0 {
        let text_of = fill(words.without_day, &[("count", &without.to_string())]);
        marks.push(text("name", 0, y - 10, text_of.clone()));
        said.push(text_of);
        y += 16;
    }
    (!said.is_empty()).then(|| picture(words.visits_of(study), said.join("; "), y - 20, marks))
}
