//! Above the form: that the study takes no participants, or that this is not known.

#[cfg(not(target_arch = "wasm32"))]
pub mod fixtures;

use crate::ui::context::{UiContext, of_class};
use crate::ui::icon;
use crate::view::Node;
use crate::view::html::{div, span};
use crate::words::brief;

/// The banner; nothing where the study takes participants.
pub fn banner(cx: UiContext) -> Node {
    let banner = div().class("banner").attr("part", "banner");
    let banner = cx.shows(banner, move |_, report| {
        let notice = brief::intake(cx.lang, report.intake);
        let notice = notice.map(|text| {
            let sign = icon::draw(icon::CAUTION);
            vec![sign, of_class(span, "notice", text)]
        });
        notice.unwrap_or_default()
    });
    banner.into()
}
