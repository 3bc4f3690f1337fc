//! The hand of a reader: finds a field and types into it, presses, chooses, reads a text. The page may put up anew what was
//! found, or fold what it lies in, between the two: where nothing was done, it is looked for again.

use std::fmt::Debug;
use std::future::Future;

use liver_prescreen::ui::fixtures::{Entered, WORKED};
use serde_json::{Value, json};
use thirtyfour::error::no_such_element;
use thirtyfour::prelude::*;

use crate::page::{Page, is_early};

impl Page {
    /// Elements by their ids (or selectors that begin with `#`), each with what stands in it. Fields are unfolded, as by a
    /// reader who looks for them. Asked of the page itself: drivers differ in how they look into a shadow root.
    async fn found(&self, ids: &[&str]) -> WebDriverResult<Vec<(WebElement, String)>> {
        let script = r##"
            const root = document.querySelector("liver-prescreen")?.shadowRoot;
            return arguments[0].map((id) => {
                const found = id.startsWith("#") ? root?.querySelector(id) : root?.getElementById(id);
                if (found?.matches("input, textarea")) for (let at; (at = found.closest("details:not([open])")); ) at.open = true;
                return found ? [found, String(found.value ?? "")] : null;
            });
        "##;
        let found = self.driver().execute(script, vec![json!(ids)]).await?;
        let found = found.convert::<Vec<Option<(Value, String)>>>()?;
        let mut elements = Vec::new();
        for (id, found) in ids.iter().zip(found) {
            let (element, text) = found.ok_or_else(|| no_such_element((*id).to_owned()))?;
            let element = WebElement::from_json(element, self.driver().handle().clone())?;
            elements.push((element, text));
        }
        Ok(elements)
    }

    /// Finds an element and does something to it in one go. Where nothing was done, since the page puts the element up
    /// anew at that moment or has yet to unfold it, it is looked for again.
    async fn on<F, T: Debug>(
        &self,
        id: &str,
        act: impl Fn(WebElement, String) -> F,
    ) -> WebDriverResult<T>
    where
        F: Future<Output = WebDriverResult<T>>,
    {
        let act = || async {
            let found = self.found(&[id]).await?.pop();
            let (element, text) = found.expect("an element for an id");
            act(element, text).await
        };
        self.wait(id, |_| true, act).await
    }

    /// Strikes keys on an element.
    pub async fn strike(&self, id: &str, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        let keys = keys.into().to_string();
        self.on(id, |element, _| strike(element, keys.clone()))
            .await
    }

    /// Has an element have the focus. In one step: what lies in a folded group takes none, and says nothing.
    pub async fn focus(&self, id: &str) -> WebDriverResult<()> {
        self.holds(&format!(
            "(() => {{ const root = document.querySelector('liver-prescreen').shadowRoot; const found = root.getElementById({id:?}); \
             for (let at; (at = found.closest('details:not([open])')); ) at.open = true; found.focus(); return root.activeElement === found; }})()"
        ))
        .await
    }

    /// What stands in a field.
    pub async fn value(&self, id: &str) -> WebDriverResult<String> {
        self.on(id, |_, text| async { Ok(text) }).await
    }

    /// Types into a field, in place of what stood there.
    pub async fn type_into(&self, id: &str, text: &str) -> WebDriverResult<()> {
        self.fill(id, text).await?;
        self.followed().await
    }

    async fn fill(&self, id: &str, text: &str) -> WebDriverResult<()> {
        self.on(id, |field, before| strike(field, replacing(&before, text)))
            .await
    }

    /// Waits until the page has shown what was entered, and then what follows from it.
    pub async fn followed(&self) -> WebDriverResult<()> {
        let script = r#"
            const [done] = arguments;
            requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
            setTimeout(done, 500);
        "#;
        self.driver().execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// Presses a button with a key, once it can be seen and pressed.
    pub async fn press(&self, id: &str, key: impl Into<TypingData>) -> WebDriverResult<()> {
        let ready = format!(
            "(() => {{ const button = document.querySelector('liver-prescreen').shadowRoot.getElementById({id:?}); return !!button && !button.disabled && button.checkVisibility({{ visibilityProperty: true }}); }})()"
        );
        self.holds(&ready).await?;
        self.strike(id, key).await
    }

    /// Chooses a radio button with the space bar.
    pub async fn choose(&self, id: &str) -> WebDriverResult<()> {
        self.strike(id, " ").await?;
        // In one step: what is chosen may move its row to another group, which is made anew.
        self.holds(&format!(
            "document.querySelector('liver-prescreen').shadowRoot.getElementById({id:?}).checked"
        ))
        .await?;
        self.followed().await
    }

    /// Chooses a unit by its UCUM code.
    pub async fn choose_unit(&self, analyte: &str, unit: &str) -> WebDriverResult<()> {
        self.choose(&format!("{analyte}-unit-{unit}")).await
    }

    /// The text of an element.
    pub async fn text(&self, id: &str) -> WebDriverResult<String> {
        self.on(id, |element, _| async move { element.text().await })
            .await
    }

    /// The number on a score card.
    pub async fn score(&self, name: &str) -> WebDriverResult<String> {
        self.text(&format!("#score-{name} .value")).await
    }

    /// Types the worked patient, as fast as the browser takes the keys.
    pub async fn enter_worked_patient(&self) -> WebDriverResult<()> {
        self.enter_all(&WORKED).await
    }

    /// Types and chooses the entries of a state of the widget.
    pub async fn enter_all(&self, entered: &[Entered]) -> WebDriverResult<()> {
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            return arguments[0].map(([key, text]) => {
                const choice = `${key}-${text}`;
                return root.getElementById(choice)?.type === "radio" ? [choice, " "] : [key, text];
            });
        "#;
        let fields = self.driver().execute(script, vec![json!(entered)]).await?;
        self.enter(&fields.convert::<Vec<(String, String)>>()?)
            .await
    }

    /// Types into fields, in place of what stood there, and chooses with the space bar, one after another without
    /// waiting for what follows; then waits for that.
    async fn enter(&self, fields: &[(String, String)]) -> WebDriverResult<()> {
        let ids: Vec<&str> = fields.iter().map(|(id, _)| id.as_str()).collect();
        let found = self.wait("fields", |_| true, || self.found(&ids)).await?;
        for ((id, keys), (field, before)) in fields.iter().zip(found) {
            let is_choice = keys == " ";
            let strokes = match is_choice {
                true => keys.clone(),
                false => replacing(&before, keys),
            };
            match strike(field, strokes).await {
                // Put up anew since.
                Err(error) if is_early(&error) && is_choice => self.strike(id, " ").await?,
                Err(error) if is_early(&error) => self.fill(id, keys).await?,
                struck => struck?,
            }
        }
        self.followed().await?;
        let script = r#"
            const root = document.querySelector("liver-prescreen").shadowRoot;
            return arguments[0].filter(([id, keys]) => {
                const field = root.getElementById(id);
                return keys === " " ? !field.checked : field.value !== keys;
            });
        "#;
        let lost = self.driver().execute(script, vec![json!(fields)]).await?;
        let lost: Vec<(String, String)> = lost.convert()?;
        assert!(lost.is_empty(), "did not arrive: {lost:?}");
        Ok(())
    }
}

async fn strike(element: WebElement, keys: String) -> WebDriverResult<()> {
    match keys.is_empty() {
        true => Ok(()),
        false => element.send_keys(keys).await,
    }
}

/// One key stroke at a time, as a person would: engines differ in what "select all" leaves selected.
fn replacing(before: &str, text: &str) -> String {
    let back: String = before.chars().map(|_| char::from(Key::Backspace)).collect();
    back + text
}
