//! The release page in real browsers over WebDriver: what a clinician types and reads.
//!
//! `cargo xtask test` builds the page, runs these tests once in each engine, and says where things are; by hand the
//! same variables do: `ENGINE` (`chromium`, `firefox` or `webkit`), `DIST_DIR`, `AXE` (axe-core's script), the
//! engine's driver (`CHROMEDRIVER`, `GECKODRIVER`, `WEBKITDRIVER`) and browser (`CHROMIUM`, `FIREFOX`) where they are
//! not on PATH, and for WebKit the `DISPLAY` of an X server.

mod accessible;
mod album;
mod answer;
mod apart;
mod browser;
mod bundlers;
mod clock;
mod contained;
mod damaged;
mod doubts;
mod driver;
mod element;
mod engine;
mod enrolment;
mod explained;
mod fhir;
mod fixtures;
mod forgets;
mod frame;
mod hand;
mod hosts;
mod installed;
mod keyboard;
mod languages;
mod layout;
mod leaving;
mod line;
mod neighbours;
mod offline;
mod own_analytes;
mod own_study;
mod page;
mod paper;
mod prerendered;
mod provenance;
mod published;
mod quiet;
mod record;
mod rewriting;
mod rows;
mod second;
mod served;
mod single;
mod site;
mod snippets;
mod startup;
mod stopped;
mod study_file;
mod tools;
mod updates;
mod worked;
