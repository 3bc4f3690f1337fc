//! The widget inside its element: mounted by the shell, told about changed attributes, unmounted. It
//! speaks to the host by events that carry no entries unless the host asks for them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

use super::options::{self, Share};
use super::refuse;
use crate::browser::ask;
use crate::error::ValidationError;
use crate::exchange::{json, report};
use crate::screening::Report;
use crate::screening::fields::fields;
use crate::study::Study;
use crate::ui::prerender::{self, mark};
use crate::ui::{self, LanguageSwitch, LoadState, Widget};
use crate::view::{self, Mounted, Node};
use crate::words::file;

/// What a host hears who asks for whole reports, where the other wasm does not come.
const UNREPORTED: &str = "The functions for programs could not be loaded, so there is no report.";

/// A widget on the page. Dropped in the order of its fields: what follows the signals, the page, the signals.
#[wasm_bindgen]
pub struct Handle {
    following: Cell<Option<[RenderEffect<()>; 2]>>,
    _mounted: Mounted,
    _owner: Owner,
    widget: Widget,
    tell: Tell,
    root: ShadowRoot,
    /// The record, while the page is being printed.
    paper: Cell<Option<Mounted>>,
    study: Arc<Study>,
    share: Rc<Cell<Share>>,
}

#[wasm_bindgen]
impl Handle {
    /// Tells the host of the report, now and after every change. Called once the element holds this: the host may
    /// answer an event with an attribute.
    pub fn follow(&self) {
        let (tell, study, share) = (self.tell.clone(), self.study.clone(), self.share.clone());
        let last = Rc::new(RefCell::new(String::new()));
        let widget = self.widget.clone();
        let report = move |report: &Report| {
            if share.get() == Share::Full {
                last.take();
                let (tell, followed) = (tell.clone(), Rc::downgrade(&last));
                widget.report(move |detail| {
                    // Nobody follows any more, since the widget is off the page.
                    if followed.upgrade().is_none() {
                        return;
                    }
                    match detail {
                        Some(detail) => tell.event("change", &detail),
                        None => tell.problems(&[ValidationError::new("share", UNREPORTED)]),
                    }
                });
                return;
            }
            let detail = report::summary(&study, report);
            // The same summary once more would count the keys that are pressed.
            if *last.borrow() != detail {
                last.replace(detail.clone());
                tell.event("change", &detail);
            }
        };
        self.following.set(Some(self.widget.follow(report)));
    }

    /// Takes changed attributes over. Entries stay.
    pub fn update(&self, options: &JsValue) {
        let (settings, problems) = options::settings(options, &self.study);
        self.tell.problems(&problems);
        self.share.set(options::share(options));
        self.widget.set(settings);
    }

    /// Hears whether Chinese has come.
    pub fn hear(&self, here: bool) {
        self.widget.hear(arrival(here, LoadState::Failed));
    }

    /// Puts the record on the page when a browser comes to print, and takes it off again. Done at once: a page that
    /// prints by a script leaves no time for anything later.
    pub fn paper(&self, printing: bool) {
        self.paper.set(None);
        if !printing {
            return;
        }
        if let Ok(Some(page)) = self.root.query_selector(".widget > div") {
            let paper = self._owner.with(|| view::mount(&page, self.widget.paper()));
            self.paper.set(Some(paper));
        }
    }

    /// The patient who stands in the fields, as typed, as JSON.
    pub fn patient(&self) -> String {
        json(&self.widget.patient())
    }

    /// Puts a patient, as `checkPatient` of the other wasm gives one, into the fields: all that is said of one, or
    /// nothing. Gives a JSON list of the laboratory values that were left out because their field holds something.
    ///
    /// # Errors
    /// `{ path, message }` for what the form does not ask for.
    #[wasm_bindgen(js_name = setPatient)]
    pub fn set_patient(&self, patient: &[u8]) -> Result<String, String> {
        let given = postcard::from_bytes(patient).map_err(|_| {
            // The shell loads no other.
            ValidationError::new("patient", "It was checked by another build.")
        });
        let left = given.and_then(|given| self.widget.set_patient(&given));
        let left = left.map_err(|problem| refuse(&problem))?.into_iter();
        let names: Vec<&str> = left.map(|analyte| analyte.key()).collect();
        Ok(json(&names))
    }

    /// The tokens of the analytes that the form has a field for, parted by commas.
    pub fn analytes(&self) -> String {
        fields(&self.study).tokens()
    }

    /// Everything that is entered, for a widget of the same study that follows this one in its element.
    pub fn entries(&self) -> Entries {
        Entries(self.widget.snapshot())
    }

    /// Whether anything is entered that would be lost.
    #[wasm_bindgen(js_name = holdsEntries)]
    pub fn holds_entries(&self) -> bool {
        !self.widget.is_empty()
    }

    /// The units that the reader chose, for a widget that follows this one in its element.
    pub fn units(&self) -> String {
        self.widget.units()
    }

    /// Takes the widget off the page. What it was about to show when it was taken off is still worked out, unseen: so its
    /// signals go only once that is done.
    pub fn unmount(self) {
        let Handle {
            following,
            _mounted: mounted,
            _owner: owner,
            ..
        } = self;
        drop((following, mounted));
        leptos::task::spawn_local(async move { drop(owner) });
    }
}

/// What was entered in a widget that is gone. A script holds it and cannot look into it.
#[wasm_bindgen]
pub struct Entries(ui::FormSnapshot);

fn arrival(here: bool, otherwise: LoadState) -> LoadState {
    if here { LoadState::Loaded } else { otherwise }
}

/// Puts the widget into a shadow root. `fetch` is called where Chinese is asked for, and has [`Handle::hear`] called in
/// the end; `tell` with the kind of an event and its detail as JSON; `programs` with the name of a function of the other
/// wasm and what it is given: see [`ask`]. `kept` is what [`Handle::entries`] gave, `own` a study of the host's as
/// `readStudy` of the other wasm gave it.
///
/// # Errors
/// `{ path, message }` where the element asks for a study that is not here.
#[wasm_bindgen]
pub fn mount(
    root: ShadowRoot,
    options: &JsValue,
    fetch: Function,
    tell: Function,
    programs: Function,
    kept: Option<Entries>,
    own: Option<Vec<u8>>,
) -> Result<Handle, String> {
    let tell = Tell(tell);
    ask::by(programs);
    let study = options::study(options, own.as_deref()).map_err(|problem| refuse(&problem))?;
    let (settings, problems) = options::settings(options, &study);
    tell.problems(&problems);
    let share = Rc::new(Cell::new(options::share(options)));
    let id = options::study_id(options);
    let owner = Owner::new();
    let (widget, mounted) = owner.with(|| {
        let element = root.host();
        let switch = LanguageSwitch {
            chinese: RwSignal::new(arrival(file::is_here(), LoadState::NotAsked)),
            fetch: Rc::new(move || {
                let _ = fetch.call0(&JsValue::NULL);
            }),
            // The element's attribute is where a language is set, by a host as by a reader.
            choose: Rc::new(move |lang| {
                let _ = element.set_attribute("lang", lang.tag());
            }),
        };
        let widget = Widget::new(study.clone(), id, settings, switch);
        widget.take_units(&options::chosen_units(options));
        if let Some(Entries(kept)) = kept {
            widget.restore(kept);
        }
        if let Some(focused) = root.active_element() {
            widget.had_focus(&focused);
        }
        let shown = widget.clone();
        let mounted = put(&root, &study, shown.node());
        (widget, mounted)
    });
    Ok(Handle {
        following: Cell::new(None),
        _mounted: mounted,
        _owner: owner,
        widget,
        tell,
        root,
        paper: Cell::new(None),
        study,
        share,
    })
}

/// Puts the widget's page into the root: by taking over what was prerendered there of the same build and the same study,
/// in whichever language, with what was typed into it since; anew where there is no such thing.
fn put(root: &ShadowRoot, study: &Study, node: Node) -> Mounted {
    let prerendered = ["[", prerender::ATTRIBUTE, "]"].concat();
    let Ok(Some(standing)) = root.query_selector(&prerendered) else {
        return view::mount(root, node);
    };
    if standing.get_attribute(prerender::ATTRIBUTE) != Some(mark(study)) {
        standing.remove();
        return view::mount(root, node);
    }
    let mounted = view::hydrate(&standing, node);
    let _ = standing.remove_attribute(prerender::ATTRIBUTE);
    mounted
}

/// The way to the host: by events of the element, which the loader sends.
#[derive(Clone)]
struct Tell(Function);

impl Tell {
    fn event(&self, kind: &str, detail: &str) {
        // A listener that throws is the host's own affair.
        let _ = self.0.call2(&JsValue::NULL, &kind.into(), &detail.into());
    }

    fn problems(&self, problems: &[ValidationError]) {
        for problem in problems {
            self.event("error", &refuse(problem));
        }
    }
}
