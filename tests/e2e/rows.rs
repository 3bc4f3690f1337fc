//! The list of criteria, the ways to its rows, and the keys of the page.

use thirtyfour::prelude::*;

use crate::browser::open;
use crate::page::Page;
use crate::tools::{find, focused};

/// Waits until these are the criteria in sight in a group.
async fn grouped(page: &Page, group: &str, ids: &str) -> WebDriverResult<()> {
    let script = format!(
        "[...root.querySelectorAll('.criterion')].filter((c) => c.checkVisibility() && \
         c.closest('.bunch').querySelector('h3').textContent.startsWith('{group}')).map((c) => c.id.slice(10)).join(' ')"
    );
    page.until(ids, || find(page, &script)).await
}

#[tokio::test]
async fn criteria_are_grouped_by_their_state_and_settled_ones_are_folded() {
    open(|page| async move {
        page.type_into("age", "70").await?;
        page.until("excluded", || page.state("verdict-card"))
            .await?;
        grouped(&page, "Not met", "I1").await?;
        page.choose("E1-no").await?;
        page.choose("E2-yes").await?;
        page.choose("I2-yes").await?;
        // Nothing goes away under the hands of whoever answers row by row.
        let open = "I2 I3 I4a I4b I4c I4d I4e I5a I5b E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12";
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        grouped(&page, "Still open", open).await?;
        assert_eq!(page.state("criterion-E2").await?, "fails");
        page.focus("age").await?;
        grouped(&page, "Not met", "I1 E2").await?;
        grouped(&page, "Met or absent", "").await?;
        page.unfold().await?;
        grouped(&page, "Met or absent", "I2 E1").await?;
        Ok(())
    })
    .await;
}

/// As where a row goes to its group between looking for it and pressing.
#[tokio::test]
async fn a_choice_that_is_out_of_sight_for_a_moment_is_made_once_it_is_in_sight() {
    open(|page| async move {
        let away = "(() => { const row = root.getElementById('criterion-E6'); row.hidden = true; \
            setTimeout(() => (row.hidden = false), 700); })()";
        find(&page, away).await?;
        page.choose("E6-yes").await?;
        page.until("excluded", || page.state("verdict-card")).await
    })
    .await;
}

#[tokio::test]
async fn unfolded_details_go_with_their_criterion_and_stay_in_another_language() {
    open(|page| async move {
        let open = "[...root.querySelectorAll('.behind[open]')].map((d) => d.closest('.criterion').id).join(' ')";
        find(&page, "root.querySelector('#criterion-I1 .behind').open = true").await?;
        page.type_into("age", "70").await?;
        grouped(&page, "Not met", "I1").await?;
        page.until("criterion-I1", || find(&page, open)).await?;
        page.press("lang-zh-CN", " ").await?;
        page.holds("document.querySelector('liver-prescreen').shadowRoot.querySelector('[lang=zh-CN] #verdict') !== null").await?;
        page.until("criterion-I1", || find(&page, open)).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_way_to_a_settled_criterion_unfolds_its_group_and_lands_on_it() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.type_into("enrolled", "9").await?;
        let folded = "!root.getElementById('criterion-I4e').checkVisibility()";
        page.until("true", || find(&page, folded)).await?;
        find(&page, "[...root.querySelectorAll('.flag button')].find((b) => b.checkVisibility() && b.textContent.includes('I4e')).click()").await?;
        page.until("criterion-I4e", || focused(&page)).await?;
        page.until("true", || find(&page, IN_SIGHT)).await?;
        Ok(())
    })
    .await;
}

/// Whether what has the focus is in sight, and nothing lies over it.
const IN_SIGHT: &str = "(() => { const at = root.activeElement.getBoundingClientRect(); \
    const top = root.elementFromPoint(at.left + 4, Math.max(at.top, 0) + 4); \
    return at.top >= 0 && at.top < innerHeight - 20 && root.activeElement.contains(top); })()";

#[tokio::test]
async fn links_of_a_fresh_page_land_on_what_they_name_at_any_width() {
    for (width, height) in [(1280, 1000), (390, 844), (320, 400)] {
        open(move |page| async move {
            page.driver().set_window_rect(0, 0, width, height).await?;
            page.type_into("age", "70").await?;
            page.until("excluded", || page.state("verdict-card"))
                .await?;
            find(&page, "root.querySelector('#because button').click()").await?;
            page.until("criterion-I1", || focused(&page)).await?;
            page.until("true", || find(&page, IN_SIGHT)).await?;
            find(
                &page,
                "root.querySelector('#for-the-site li:last-child button').click()",
            )
            .await?;
            page.until("criterion-E14", || focused(&page)).await?;
            page.until("true", || find(&page, IN_SIGHT)).await?;
            find(&page, "root.querySelector('#criterion-I5a .link').click()").await?;
            page.until("hemoglobin", || focused(&page)).await?;
            page.until("true", || find(&page, IN_SIGHT)).await?;
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn keys_go_on_copy_and_begin_anew_and_leave_text_alone() {
    open(|page| async move {
        let press = |keys: String| {
            let page = &page;
            async move { page.driver().action_chain().send_keys(keys).perform().await }
        };
        let enter = char::from(Key::Enter).to_string();
        page.focus("age").await?;
        press(["52", &enter].concat()).await?;
        page.until("units-si", || focused(&page)).await?;
        press(" o".to_owned()).await?;
        page.until("bilirubin", || focused(&page)).await?;
        // Letters are text where text is typed.
        press("45po?c".to_owned()).await?;
        assert_eq!(page.value("bilirubin").await?, "45po?c");
        page.type_into("bilirubin", "45").await?;
        press(enter).await?;
        page.until("albumin", || focused(&page)).await?;
        page.strike("E12-no", "n").await?;
        press("o".to_owned()).await?;
        page.until("albumin", || focused(&page)).await?;
        // Switched off, letters do nothing.
        find(&page, "root.getElementById('letters-off').click()").await?;
        page.focus("E11-no").await?;
        press("p".to_owned()).await?;
        assert_eq!(page.value("age").await?, "52");
        find(&page, "root.getElementById('letters-off').click()").await?;
        press("p".to_owned()).await?;
        page.until("age", || focused(&page)).await?;
        page.until("", || page.value("bilirubin")).await?;
        page.press("undo", Key::Enter + "").await?;
        page.until("45", || page.value("bilirubin")).await?;
        Ok(())
    })
    .await;
}
