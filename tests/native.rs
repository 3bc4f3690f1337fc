//! Everything that needs no browser, in one binary.

#[path = "native/all_readings.rs"]
mod all_readings;
#[path = "native/analytes.rs"]
mod analytes;
#[path = "native/architecture.rs"]
mod architecture;
#[path = "native/arm.rs"]
mod arm;
#[path = "native/asked.rs"]
mod asked;
#[path = "native/basis.rs"]
mod basis;
#[path = "native/boundaries.rs"]
mod boundaries;
#[path = "native/bullets.rs"]
mod bullets;
#[path = "native/calculated.rs"]
mod calculated;
#[path = "native/cautions.rs"]
mod cautions;
#[path = "native/child_pugh.rs"]
mod child_pugh;
#[path = "native/composed.rs"]
mod composed;
#[path = "native/composed_sentences.rs"]
mod composed_sentences;
#[path = "native/corners.rs"]
mod corners;
#[path = "native/corpus.rs"]
mod corpus;
#[path = "native/criteria.rs"]
mod criteria;
#[path = "native/details.rs"]
mod details;
#[path = "native/documents.rs"]
mod documents;
#[path = "native/doubts.rs"]
mod doubts;
#[path = "native/enrolment.rs"]
mod enrolment;
#[path = "native/entries_of_study.rs"]
mod entries_of_study;
#[path = "native/fhir.rs"]
mod fhir;
#[path = "native/fhir_beside.rs"]
mod fhir_beside;
#[path = "native/fhir_bundles.rs"]
mod fhir_bundles;
#[path = "native/fhir_codes.rs"]
mod fhir_codes;
#[path = "native/fhir_forms.rs"]
mod fhir_forms;
#[path = "native/fhir_patients.rs"]
mod fhir_patients;
#[path = "native/fhir_when.rs"]
mod fhir_when;
#[path = "native/field.rs"]
mod field;
#[path = "native/field_fhir.rs"]
mod field_fhir;
#[path = "native/findings_said.rs"]
mod findings_said;
#[path = "native/formulas.rs"]
mod formulas;
#[path = "native/groups.rs"]
mod groups;
#[path = "native/handed.rs"]
mod handed;
#[path = "native/input.rs"]
mod input;
#[path = "native/languages.rs"]
mod languages;
#[path = "native/limits.rs"]
mod limits;
#[path = "native/linter.rs"]
mod linter;
#[path = "native/linter_plants.rs"]
mod linter_plants;
#[path = "native/linter_studies.rs"]
mod linter_studies;
#[path = "native/mistyped.rs"]
mod mistyped;
#[path = "native/naive.rs"]
mod naive;
#[path = "native/normals.rs"]
mod normals;
#[path = "native/of_page.rs"]
mod of_page;
#[path = "native/own_analytes.rs"]
mod own_analytes;
#[path = "native/own_fields.rs"]
mod own_fields;
#[path = "native/own_study.rs"]
mod own_study;
#[path = "native/papers.rs"]
mod papers;
#[path = "native/people.rs"]
mod people;
#[path = "native/printout.rs"]
mod printout;
#[path = "native/printout_headings.rs"]
mod printout_headings;
#[path = "native/printout_properties.rs"]
mod printout_properties;
#[path = "native/printout_values.rs"]
mod printout_values;
#[path = "native/properties.rs"]
mod properties;
#[path = "native/properties_of_entries.rs"]
mod properties_of_entries;
#[path = "native/prothrombin.rs"]
mod prothrombin;
#[path = "native/published.rs"]
mod published;
#[path = "native/record.rs"]
mod record;
#[path = "native/record_in_short.rs"]
mod record_in_short;
#[path = "native/registry.rs"]
mod registry;
#[path = "native/rests_on.rs"]
mod rests_on;
#[path = "native/revealed.rs"]
mod revealed;
#[path = "native/root.rs"]
mod root;
#[path = "native/score_units.rs"]
mod score_units;
#[path = "native/slips.rs"]
mod slips;
#[path = "native/small.rs"]
mod small;
#[path = "native/snapshots.rs"]
mod snapshots;
#[path = "native/spelling.rs"]
mod spelling;
#[path = "native/studies.rs"]
mod studies;
#[path = "native/study_files.rs"]
mod study_files;
#[path = "native/study_schema.rs"]
mod study_schema;
#[path = "native/support.rs"]
mod support;
#[path = "native/view.rs"]
mod view;
#[path = "native/waiting.rs"]
mod waiting;
#[path = "native/warnings.rs"]
mod warnings;
#[path = "native/windows.rs"]
mod windows;
