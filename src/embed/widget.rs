//! The widget inside its element: mounted by the loader, told about changed attributes, unmounted. It
//! speaks to the host by events that carry no entries unless the host asks for them.

use std::sync::Arc;

use js_sys::{Function, JSON};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement, ShadowRoot};

use super::api::refuse;
use super::options::{self, Share};
use crate::document::Problem;
use crate::exchange::report;
use crate::screening::{Case, Report};
use crate::study::Study;
use crate::ui::{App, Chinese, Settings, Tongue};
use crate::words::file;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = globalThis, js_name = __liverPrescreenPanicked)]
    fn tell_loader(message: &str);
}

pub(super) fn panicked(message: &str) {
    tell_loader(message);
}

/// A widget on the page.
#[wasm_bindgen]
pub struct Handle {
    host: HtmlElement,
    study: Arc<Study>,
    settings: ArcRwSignal<Settings>,
    share: ArcRwSignal<Share>,
    chinese: ArcRwSignal<Chinese>,
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes changed attributes over. Entries stay.
    pub fn update(&self, options: &JsValue) {
        let (settings, problems) = options::settings(options, &self.study);
        tell_problems(&self.host, &problems);
        self.share.set(options::share(options));
        if self.settings.with_untracked(|now| *now != settings) {
            self.settings.set(settings);
        }
    }

    /// Hears whether Chinese has come.
    pub fn translated(&self, here: bool) {
        self.chinese
            .set(if here { Chinese::Here } else { Chinese::Failed });
    }

    /// Takes the widget off the page.
    pub fn unmount(mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Takes in the file of Chinese words. False where it is not the file of this build.
#[wasm_bindgen(js_name = takeInChinese)]
pub fn take_in_chinese(text: String) -> bool {
    file::is_here() || file::take_in(text)
}

/// Puts the widget into a shadow root; events go out from `host`. `fetch` is called for Chinese words, and has
/// [`Handle::translated`] called in the end.
///
/// # Errors
/// `{ path, message }` where the element asks for a study that is not here.
#[wasm_bindgen]
pub fn mount(
    root: ShadowRoot,
    host: HtmlElement,
    options: &JsValue,
    fetch: Function,
) -> Result<Handle, JsValue> {
    let study = options::study(options).map_err(|problem| refuse(&problem))?;
    let (settings, problems) = options::settings(options, &study);
    tell_problems(&host, &problems);
    let settings = ArcRwSignal::new(settings);
    let share = ArcRwSignal::new(options::share(options));
    let on_report = {
        let (host, study, share) = (host.clone(), study.clone(), share.clone());
        // Signals of the UI ask for closures that could cross threads; wasm has one thread.
        let host = send_wrapper::SendWrapper::new(host);
        Arc::new(move |case: &Case, report: &Report| {
            tell_change(&host, &study, share.get_untracked(), case, report);
        })
    };
    let chinese = ArcRwSignal::new(if file::is_here() {
        Chinese::Here
    } else {
        Chinese::Absent
    });
    let mounted = {
        let (study, settings, chinese) = (study.clone(), settings.clone(), chinese.clone());
        let fetch = send_wrapper::SendWrapper::new(fetch);
        let host = send_wrapper::SendWrapper::new(host.clone());
        mount_to(root.unchecked_into(), move || {
            let tongue = Tongue {
                chinese: RwSignal::from(chinese),
                fetch: Arc::new(move || {
                    let _ = fetch.call0(&JsValue::NULL);
                }),
                // The element's attribute is where a language is set, by a host as by a reader.
                speak: Arc::new(move |lang| {
                    let _ = host.set_attribute("lang", lang.tag());
                }),
            };
            let settings = RwSignal::from(settings);
            view! { <App study=study settings=settings tongue=tongue on_report=on_report /> }
        })
    };
    tell(&host, "prescreen-ready", &JsValue::NULL);
    Ok(Handle {
        host,
        study,
        settings,
        share,
        chinese,
        unmount: Some(Box::new(move || drop(mounted))),
    })
}

fn tell_change(host: &HtmlElement, study: &Study, share: Share, case: &Case, report: &Report) {
    let detail = match share {
        Share::Summary => report::summary(study, case, report),
        Share::Full => report::json(study, case, report),
    };
    if let Ok(detail) = JSON::parse(&detail) {
        tell(host, "prescreen-change", &detail);
    }
}

fn tell_problems(host: &HtmlElement, problems: &[Problem]) {
    for problem in problems {
        tell(host, "prescreen-error", &refuse(problem));
    }
}

fn tell(host: &HtmlElement, event: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        // A listener that throws is the host's own affair.
        let _ = host.dispatch_event(&event);
    }
}
