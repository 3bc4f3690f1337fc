//! Every state of every part, and of the whole widget, with the style sheet of the release: axe-core over all of them at
//! once, in each language, theme and width. The states are those of `src/ui/*/fixtures.rs`; each stands in a shadow root
//! of its own, as on a page, so that ids stay what they are.

use liver_prescreen::study;
use liver_prescreen::ui::fixtures::{parts, widget};
use liver_prescreen::words::Lang;
use serde_json::json;

use crate::accessible::{axe, bring_axe, tell};
use crate::browser::visit;
use crate::engine::Engine;
use crate::site::release;

/// The style sheet of the widget, which the release's page holds.
fn style() -> String {
    let page = std::fs::read_to_string(release().join("index.html")).expect("the release's page");
    let (_, behind) = page
        .split_once("<template shadowrootmode=\"open\"><style>")
        .expect("the form in the page has a style sheet");
    let (style, _) = behind.split_once("</style>").expect("which ends");
    style.to_owned()
}

/// A page with states in a language and a theme, each with its name, and how many they are: those of the parts with all that
/// can be unfolded, but for help, which lies over other things; those of the whole widget as they are.
fn page(lang: Lang, theme: &str, is_whole: bool) -> (String, usize) {
    let study = study::find(None).expect("a study ships");
    let mut states = Vec::new();
    for (part, fixtures) in parts() {
        for fixture in fixtures {
            let html = fixture.html(&study, lang);
            let html = html.replace("<details", "<details open");
            let html = html.replace("<details open class=\"help\"", "<details class=\"help\"");
            states.push((format!("{part}: {}", fixture.name), html));
        }
    }
    if is_whole {
        let whole = widget().into_iter();
        states.extend(whole.map(|fixture| (fixture.name.to_owned(), fixture.html(&study, lang))));
    }
    let head = "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">";
    let mut page = format!(
        "<!doctype html><html lang=\"{}\">{head}<title>{theme}</title>",
        lang.tag()
    );
    for (name, html) in &states {
        page += &format!(
            "<h2 lang=\"en\">{name}</h2><liver-prescreen theme=\"{theme}\"><template shadowrootmode=\"open\">{html}</template>\
             </liver-prescreen>",
        );
    }
    (page, states.len())
}

/// Gives every state the style sheet.
const DRESS: &str = r#"
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(arguments[0]);
    const all = [...document.querySelectorAll("liver-prescreen")];
    for (const { shadowRoot } of all) shadowRoot.adoptedStyleSheets = [sheet];
    return all.length;
"#;

/// What is run over: each language in each theme, on each width. The whole widget, whose parts are there by themselves, is in
/// half of them. Of nearly all that axe-core looks at, the page says the same to each engine: in the two others each
/// language, theme and width is there once, and the whole widget in one of them.
const PAGES: [(Lang, &str, bool, &[u32]); 4] = [
    (Lang::En, "light", true, &[390, 1280]),
    (Lang::Zh, "dark", true, &[1280, 390]),
    (Lang::En, "dark", false, &[390, 1280]),
    (Lang::Zh, "light", false, &[390, 1280]),
];

#[tokio::test]
async fn axe_finds_nothing_in_any_state_of_any_part() {
    visit(
        |site| site.url.clone(),
        |browser| async move {
            let (mut states, mut runs, mut checks) = (0, 0, 0);
            let mut wrong = Vec::new();
            let (pages, each) = match browser.engine {
                Engine::Chromium => (4, 2),
                _ => (2, 1),
            };
            for (lang, theme, is_whole, widths) in &PAGES[..pages] {
                let (lang, is_whole) = (*lang, *is_whole && (each == 2 || lang == &Lang::En));
                let (html, all) = page(lang, theme, is_whole);
                browser.site.add_page("states.html", html);
                let address = |name: &str| [browser.site.url.as_str(), name].concat();
                let own = format!("states.html?{}-{theme}", lang.tag());
                browser.driver().goto(address(&own)).await?;
                bring_axe(&browser).await?;
                let dressed = browser
                    .driver()
                    .execute(DRESS, vec![json!(style())])
                    .await?;
                assert_eq!(
                    dressed.convert::<usize>()?,
                    all,
                    "states with the style sheet"
                );
                for width in &widths[..each] {
                    browser.set_width(*width).await?;
                    let found = axe(&browser).await?;
                    let at = format!("{}, {theme}, {width} px wide:", lang.tag());
                    wrong.extend(found.violations.iter().map(|found| format!("{at} {found}")));
                    assert!(found.checks > 20 * all, "only {} checks", found.checks);
                    runs += 1;
                    checks += found.checks;
                }
                states = states.max(all);
            }
            tell(&format!(
                "axe: {states} states, {runs} runs, {checks} checks, {} violations",
                wrong.len()
            ));
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            Ok(())
        },
    )
    .await;
}
