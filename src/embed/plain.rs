//! JavaScript values as plain data, as JSON could hold them. Walked by hand: the deriving library's reader
//! brought 8 kB with it for messages about types that never occur here.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::document::{Problem, Value};

/// Deeper than any input or study file; whatever is deeper runs in circles.
const DEEPEST: usize = 32;

/// The plain data of a value.
///
/// # Errors
/// A [`Problem`] where something in it is neither plain nor finite in depth.
pub fn plain(value: &JsValue) -> Result<Value, Problem> {
    walk(value, "", 0)
}

fn walk(value: &JsValue, path: &str, depth: usize) -> Result<Value, Problem> {
    if depth > DEEPEST {
        return Err(Problem::new(path, "This runs deeper than any input can."));
    }
    // What is most often there first: every question is put to JavaScript.
    if let Some(text) = value.as_string() {
        return Ok(Value::Text(text));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Value::Number(number));
    }
    if let Some(value) = value.as_bool() {
        return Ok(Value::Bool(value));
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let mut items = Vec::new();
        for (index, item) in list.iter().enumerate() {
            items.push(walk(&item, &format!("{path}[{index}]"), depth + 1)?);
        }
        return Ok(Value::List(items));
    }
    let object = value
        .dyn_ref::<Object>()
        .filter(|_| value.is_object())
        .ok_or_else(|| Problem::new(path, "Expected plain data, as JSON could hold it."))?;
    let mut entries = Vec::new();
    for (key, value) in Object::keys(object)
        .iter()
        .zip(Object::values(object).iter())
    {
        let key = key.as_string().unwrap_or_default();
        let place = match path {
            "" => key.clone(),
            path => [path, ".", &key].concat(),
        };
        entries.push((key, walk(&value, &place, depth + 1)?));
    }
    Ok(Value::Object(entries))
}
