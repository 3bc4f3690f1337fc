//! A key is shown before what follows from it is worked out; nothing that is done meanwhile meets an older result.

use super::press;
use crate::browser::open;

/// The score when a key has just been taken in, and when the browser then comes to print; and no frames any more.
const WATCH: &str = r##"
    const root = document.querySelector("liver-prescreen").shadowRoot;
    const score = () => root.querySelector("#score-childPugh .value")?.textContent ?? "open";
    window.seen = [];
    window.requestAnimationFrame = () => 0;
    root.addEventListener("input", () => {
      seen.push(score());
      if (seen.length > 1) return;
      dispatchEvent(new Event("beforeprint"));
      seen.push(score());
      dispatchEvent(new Event("afterprint"));
    });
    const field = root.getElementById("inr");
    field.focus();
    field.select();
"##;

#[tokio::test]
async fn a_key_is_shown_first_and_paper_and_a_page_out_of_sight_follow_it_all_the_same() {
    open(|page| async move {
        page.enter_worked_patient().await?;
        page.run::<()>(WATCH).await?;
        press(&page, "3").await?;
        page.run::<()>(
            "document.querySelector('liver-prescreen').shadowRoot.activeElement.select()",
        )
        .await?;
        press(&page, "2").await?;
        page.until("9", || page.score("childPugh")).await?;
        let seen: Vec<String> = page.run("return seen").await?;
        assert_eq!(
            seen,
            ["8", "10", "10"],
            "not before the key is shown, and at once for paper"
        );
        Ok(())
    })
    .await;
}
