//! A page with one field, as Leptos' own book would write it.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| {
        let (age, set_age) = signal(String::new());
        view! {
            <label for="age">"Age"</label>
            <input id="age" on:input:target=move |event| set_age.set(event.target().value())/>
            <p>{age}</p>
        }
    });
}
