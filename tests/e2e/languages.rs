//! English and Chinese, switched on the page: nothing that was entered is lost, and nothing is left in the other
//! language.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::element;
use crate::page::Page;

/// Whatever speaks English in the Chinese page beside what is marked as English: names, units, codes.
const LEFT_OVER: &str = r#"
    const known = new RegExp([
        "Child-Pugh|TBIL|Ctrl|Shift|Enter|Mac|[CYNU](?![A-Za-z])|MELD(?:-Na)?|ALBI|INR|PTA|PT%|Quick|West Haven|CVVHD|HIV|HBV|DNA|HCV|HDV|HE",
        "mg/dL|g/dL|g/L|[µμ]mol/L|mmol/L|mL|IU/mL|g/mol|ln|log",
        "Pugh|UNOS|OPTN|Johnson|World J Gastrointest Surg|crick\\.ai|hUC-MSCs|CS-hUC-MSCs",
        "NCT\\d+|ClinicalTrials\\.gov|https?:\\S+|SHA-256 [0-9a-f]+|\\([0-9a-f]{12}|[IE]\\d+[a-e]?",
    ].join("|"), "g");
    const root = document.querySelector("liver-prescreen").shadowRoot;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const left = [];
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (parentElement.closest("style, [lang]").lang !== "zh-CN") continue;
        if (/[A-Za-z]{2}/.test(data.replaceAll(known, ""))) left.push(data);
    }
    for (const element of root.querySelectorAll("[aria-label], [title], [placeholder]")) {
        const text = ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? "").join(" ");
        if (/[A-Za-z]{2}/.test(text.replaceAll(known, ""))) left.push(text);
    }
    return left.join("\n");
"#;

async fn ask(page: &Page, script: &str) -> WebDriverResult<String> {
    page.driver().execute(script, Vec::new()).await?.convert()
}

/// The language in which the widget speaks.
pub async fn spoken(page: &Page) -> WebDriverResult<String> {
    let script = r#"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        return root.getElementById("verdict").closest("[lang]").lang;
    "#;
    ask(page, script).await
}

/// Has the page speak a language, by the keyboard. Where its words did not come, they are asked for again, as the page offers.
pub async fn choose(page: &Page, tag: &str) -> WebDriverResult<()> {
    page.strike(&format!("lang-{tag}"), " ").await?;
    let again = r#"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        root.querySelector(".languages [role=status] button")?.click();
    "#;
    page.until(tag, || async {
        page.run::<()>(again).await?;
        spoken(page).await
    })
    .await
}

/// Everything that stands in a field, is chosen, or is opened, and where the keyboard is.
async fn entries(page: &Page) -> WebDriverResult<String> {
    let script = r#"
        const root = document.querySelector("liver-prescreen").shadowRoot;
        const fields = [...root.querySelectorAll("input")];
        const said = fields.map((f) => `${f.id}=${f.type === "radio" ? f.checked : f.value}`);
        const opened = [...root.querySelectorAll("details")].map((details) => details.open);
        return [...said, ...opened].join(" ");
    "#;
    ask(page, script).await
}

const FOCUSED: &str = r#"
    return document.querySelector("liver-prescreen").shadowRoot.activeElement?.id ?? "";
"#;

const GROUPED: &str = "!document.querySelector('liver-prescreen').shadowRoot.getElementById('criterion-E12').checkVisibility()";

const OPEN_ONE: &str = r##"
    const root = document.querySelector("liver-prescreen").shadowRoot;
    root.querySelector("#criterion-I4e details").open = true;
    return "";
"##;

const OF_THE_PAGE: &str = r#"return `${document.documentElement.lang}: ${document.title}`;"#;

#[tokio::test]
async fn a_change_of_language_keeps_every_entry_and_the_focus() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        // What cannot be used is an entry too.
        page.type_into("prothrombinProlongation", "x").await?;
        page.until("not-excluded", || page.state("verdict-card"))
            .await?;
        // Answered rows go to their group once nobody is at work in the list any more.
        page.holds(GROUPED).await?;
        ask(&page, OPEN_ONE).await?;
        let before = entries(&page).await?;
        assert!(before.contains("bilirubin=45") && before.contains("E9-no=true"));

        choose(&page, "zh-CN").await?;
        assert_eq!(page.text("verdict").await?, "未发现不符合项");
        assert_eq!(entries(&page).await?, before);
        assert_eq!(ask(&page, FOCUSED).await?, "lang-zh-CN");
        assert_eq!(ask(&page, OF_THE_PAGE).await?, "zh-CN: 肝病研究预筛");
        let arm = page.text("arm-statement").await?;
        assert!(arm.starts_with("假设研究中心现在入组一名受试者"), "{arm}");
        assert!(
            arm.contains("中剂量组第2例") && arm.ends_with("由研究中心分组。"),
            "{arm}"
        );

        choose(&page, "en").await?;
        assert_eq!(
            page.text("verdict").await?,
            "No exclusion found in the listed criteria"
        );
        assert_eq!(entries(&page).await?, before);
        assert_eq!(ask(&page, FOCUSED).await?, "lang-en");
        assert_eq!(ask(&page, OF_THE_PAGE).await?, "en: Liver Prescreen");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_chinese_page_has_no_english_left_but_what_is_marked_as_english() {
    open(|page| async move {
        choose(&page, "zh-CN").await?;
        assert_eq!(ask(&page, LEFT_OVER).await?, "", "empty");
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        page.type_into("sodium", "1360").await?;
        page.type_into("hemoglobin", "10").await?;
        page.choose("E6-yes").await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        assert_eq!(ask(&page, LEFT_OVER).await?, "", "filled");
        page.unfold().await?;
        let quoted = r#"const root = document.querySelector("liver-prescreen").shadowRoot;
               const row = root.getElementById("criterion-E6");
               return [...row.querySelectorAll("blockquote, .translation")].map((e) => `${e.lang}|${e.textContent.trim()}`).join(" ");"#;
        page.until("en|HIV positive; |译文（非注册原文）：HIV 阳性", || ask(&page, quoted))
            .await?;
        assert_eq!(ask(&page, LEFT_OVER).await?, "", "unfolded");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_attribute_of_a_host_sets_the_language() {
    open(|page| async move {
        page.type_into("age", "52").await?;
        let set = |tag: &str| {
            format!("document.querySelector('liver-prescreen').lang = '{tag}'; return '';")
        };
        ask(&page, &set("zh-Hans")).await?;
        page.until("zh-CN", || spoken(&page)).await?;
        // A second widget speaks as its own attribute says, from the start.
        let beside = r#"
            const second = document.querySelector("liver-prescreen ~ liver-prescreen")
                ?? document.querySelector("liver-prescreen").parentNode.appendChild(document.createElement("liver-prescreen"));
            second.lang ||= "zh";
            return second.shadowRoot.getElementById("verdict")?.closest("[lang]").lang ?? "";
        "#;
        page.until("zh-CN", || ask(&page, beside)).await?;
        ask(&page, &set("en-GB")).await?;
        page.until("en", || spoken(&page)).await?;
        assert_eq!(ask(&page, beside).await?, "zh-CN");
        assert_eq!(
            page.value("age").await?, "52"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_chinese_cannot_be_loaded_the_page_says_so_in_both_languages_and_offers_to_try_again()
{
    open(|page| async move {
        page.type_into("age", "52").await?;
        let status = || async {
            let script = r#"
                const root = document.querySelector("liver-prescreen").shadowRoot;
                return root.querySelector(".languages [role=status]").textContent;
            "#;
            ask(&page, script).await
        };
        let failed = "Chinese could not be loaded. Check the connection and try again. 中文无法加载。请检查网络连接后重试。 \
                      Try again 重试";
        // Words of another build are refused like a broken connection. (In Firefox a script of a driver has a global
        // object of its own, hence `window`.)
        for breaks in [
            "window.fetch = async () => new Response('words of another build');",
            "window.fetch = () => Promise.reject(new Error('offline'));",
        ] {
            page.press("lang-en", " ").await?;
            page.until("", status).await?;
            ask(&page, &format!("window.kept ??= window.fetch; {breaks} return '';")).await?;
            page.press("lang-zh-CN", " ").await?;
            page.until(failed, status).await?;
            assert_eq!(spoken(&page).await?, "en");
            assert_eq!(page.value("age").await?, "52");
        }
        ask(&page, "window.fetch = window.kept; return '';").await?;
        let retry = r#"
            document.querySelector("liver-prescreen").shadowRoot.querySelector(".languages [role=status] button").click();
            return "";
        "#;
        ask(&page, retry).await?;
        page.until("zh-CN", || spoken(&page)).await?;
        assert_eq!(status().await?, "");
        assert_eq!(page.value("age").await?, "52");
        Ok(())
    })
    .await;
}

/// British spellings in what a reader sees or hears, where it is neither the registry's nor quoted.
const BRITISH: &str = r#"
    const british = /haem|aemia|tumour|titre|enrolment|judgement|dialysed|hospitalis|recognis/i;
    const ours = (text) => text.replace(/“[^”]*”/g, "");
    const root = document.querySelector("liver-prescreen").shadowRoot;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const left = [];
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (!parentElement.closest("style, [lang=en]") && british.test(ours(data))) left.push(data);
    }
    for (const element of root.querySelectorAll("[aria-label], [title], [placeholder]")) {
        const text = ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? "").join(" ");
        if (british.test(ours(text))) left.push(text);
    }
    return left.join("\n");
"#;

const REGISTRY: &str = r#"
    const root = document.querySelector("liver-prescreen").shadowRoot;
    return [...root.querySelectorAll("blockquote")].map((quote) => quote.textContent).join("\n");
"#;

#[tokio::test]
async fn american_readers_have_their_spelling_and_the_registry_keeps_its_own() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.type_into("hemoglobin", "10").await?;
        let verbatim = ask(&page, REGISTRY).await?;
        let label = r##"return document.querySelector("liver-prescreen").shadowRoot.querySelector("#hemoglobin").labels[0].textContent;"##;
        assert_eq!(ask(&page, label).await?, "Haemoglobin");
        ask(&page, "document.querySelector('liver-prescreen').lang = 'en-US'; return '';").await?;
        page.until("en-US", || spoken(&page)).await?;
        assert_eq!(ask(&page, label).await?, "Hemoglobin");
        assert_eq!(ask(&page, BRITISH).await?, "");
        assert_eq!(ask(&page, REGISTRY).await?, verbatim);
        // There and back, English is spelt as before.
        choose(&page, "zh-CN").await?;
        page.press("lang-en", " ").await?;
        page.until("en-US", || spoken(&page)).await?;
        assert_eq!(ask(&page, label).await?, "Hemoglobin");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_page_opens_in_the_language_of_the_address_the_last_choice_or_the_browser() {
    let speaks = |page: Page, search: &'static str| async move {
        let url = page.driver().current_url().await?;
        let address = format!(
            "{}{search}",
            url.as_str().split('?').next().unwrap_or_default()
        );
        page.driver().goto(&address).await?;
        page.stands().await?;
        Ok::<Page, WebDriverError>(page)
    };
    open(move |page| async move {
        // The browser asks for British English.
        assert_eq!(spoken(&page).await?, "en");
        let stored = "return JSON.stringify(Object.entries(localStorage));";
        assert_eq!(ask(&page, stored).await?, "[]");
        let page = speaks(page, "?lang=zh-Hans").await?;
        page.until("zh-CN", || spoken(&page)).await?;
        // What an address says is nobody's choice.
        assert_eq!(ask(&page, stored).await?, "[]");
        let page = speaks(page, "?lang=fr").await?;
        assert_eq!(spoken(&page).await?, "en");
        choose(&page, "zh-CN").await?;
        let chosen = r#"[["liver-prescreen-language","zh-CN"]]"#;
        page.until(chosen, || ask(&page, stored)).await?;
        let page = speaks(page, "").await?;
        page.until("zh-CN", || spoken(&page)).await?;
        let page = speaks(page, "?lang=en-US").await?;
        page.until("en-US", || spoken(&page)).await?;
        assert_eq!(ask(&page, stored).await?, chosen);
        page.press("lang-en", " ").await?;
        page.until(r#"[["liver-prescreen-language","en"]]"#, || {
            ask(&page, stored)
        })
        .await?;
        let page = speaks(page, "").await?;
        page.until("en", || spoken(&page)).await
    })
    .await;
}

// guards: H23
#[tokio::test]
async fn a_printout_that_nobody_has_read_stays_in_another_language_and_while_the_element_is_away() {
    open(|page| async move {
        let would_ask = "const leaves = new Event('beforeunload', { cancelable: true }); dispatchEvent(leaves); return leaves.defaultPrevented";
        assert_eq!(element::ask(&page, would_ask).await?, false);
        let paste = "const area = widget.shadowRoot.getElementById('printout'); area.value = 'Albumin 29'; area.dispatchEvent(new Event('input'))";
        element::ask(&page, paste).await?;
        choose(&page, "zh-CN").await?;
        page.until("zh-CN", || spoken(&page)).await?;
        let stands = "document.querySelector('liver-prescreen').shadowRoot.getElementById('printout')?.value === 'Albumin 29'";
        page.holds(stands).await?;
        assert_eq!(element::ask(&page, would_ask).await?, true);
        element::ask(&page, "widget.remove(); await new Promise((done) => setTimeout(done, 50)); document.body.append(widget)").await?;
        page.holds(stands).await?;
        element::ask(&page, "widget.reset()").await?;
        page.holds(&stands.replace("Albumin 29", "")).await
    })
    .await;
}
