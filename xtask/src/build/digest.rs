//! Checksums: the names of hashed files, the `integrity` of the wasm, and `integrity.json`; and texts in scripts.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// SHA-384 in the form of an `integrity` attribute.
pub fn sha384_integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// SHA-256 as a source of a Content Security Policy.
pub fn sha256_source(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// What stands in a file's name: long enough that two builds never share one.
pub fn name_hash(bytes: &[u8]) -> String {
    let mut hash = sha256_hex(bytes);
    hash.truncate(16);
    hash
}

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A JavaScript string literal.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
