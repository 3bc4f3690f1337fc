//! The widget inside its element: mounted by the loader, told about changed attributes, unmounted. It
//! speaks to the host by events that carry no entries unless the host asks for them.

use std::sync::Arc;

use js_sys::JSON;
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
use crate::ui::{App, Settings};

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

    /// Takes the widget off the page.
    pub fn unmount(mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Puts the widget into a shadow root; events go out from `host`.
///
/// # Errors
/// `{ path, message }` where the element asks for a study that is not here.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, host: HtmlElement, options: &JsValue) -> Result<Handle, JsValue> {
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
    let mounted = {
        let (study, settings) = (study.clone(), settings.clone());
        mount_to(root.unchecked_into(), move || {
            view! { <App study=study settings=RwSignal::from(settings) on_report=on_report /> }
        })
    };
    tell(&host, "prescreen-ready", &JsValue::NULL);
    Ok(Handle {
        host,
        study,
        settings,
        share,
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
