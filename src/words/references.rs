//! Sources as addresses: what a reader can open is a link.

const DOI: &str = "https://doi.org/";
const STUDY: &str = "https://clinicaltrials.gov/study/";

/// A source in pieces, those that can be opened with their address: a DOI, or a number of ClinicalTrials.gov.
pub fn pieces(source: &str) -> Vec<(String, Option<String>)> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    for (index, word) in source.split(' ').enumerate() {
        if index > 0 {
            plain.push(' ');
        }
        let named = word.trim_end_matches(['.', ',', ';', ')']);
        match address(named) {
            None => plain.push_str(word),
            Some(address) => {
                pieces.push((std::mem::take(&mut plain), None));
                pieces.push((named.to_owned(), Some(address)));
                plain.push_str(word.strip_prefix(named).unwrap_or_default());
            }
        }
    }
    pieces.push((plain, None));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

fn address(word: &str) -> Option<String> {
    if let Some(doi) = word.strip_prefix("doi:10.") {
        return Some([DOI, "10.", doi].concat());
    }
    let number = word.strip_prefix("NCT")?;
    let is_number = number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| [STUDY, word].concat())
}
