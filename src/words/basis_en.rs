//! The basis of the scores in English, after the sources that each part names.

use super::basis::Basis;

/// The words.
pub const BASIS: Basis = Basis {
    lead: "Every score is calculated only from what is entered. Missing values are named, and the score is then given as the range in which it can still lie.",
    child_pugh: [
        "Child-Pugh",
        "Five items of 1 to 3 points, 5 to 15 in all. Class A is 5–6, class B 7–9, class C 10–15.",
        "Both ends of a middle band give 2 points. Bilirubin and albumin are scored in the unit in which they were entered: 34 µmol/L gives 2 points, although it is 1.99 mg/dL.",
        "Either the INR or the seconds count, never both. If both are entered, the INR is used.",
        "The INR was added to the table later, to replace the seconds. Most tables give 2 points for 1.7–2.3; some give 3 points above 2.2. If that changes the result of a study criterion, a note beside the criterion says so.",
        "Wider bilirubin bands for cholestatic disease (2 points for 68–170 µmol/L) are not used on this page.",
    ],
    points: [
        ["Item", "1 point", "2 points", "3 points"],
        ["Bilirubin, mg/dL", "< 2.0", "2.0–3.0", "> 3.0"],
        ["Bilirubin, µmol/L", "< 34", "34–51", "> 51"],
        ["Albumin, g/dL", "> 3.5", "2.8–3.5", "< 2.8"],
        ["Albumin, g/L", "> 35", "28–35", "< 28"],
        ["INR", "< 1.7", "1.7–2.3", "> 2.3"],
        [
            "or prothrombin time, seconds above control",
            "< 4",
            "4–6",
            "> 6",
        ],
        [
            "Ascites",
            "none",
            "slight, or controlled with diuretics",
            "moderate to severe, or refractory",
        ],
        [
            "Encephalopathy (West Haven)",
            "none",
            "grade 1–2, or controlled with medication",
            "grade 3–4, or refractory",
        ],
    ],
    meld: [
        "MELD (original, UNOS 2002)",
        "10 × (0.957 × ln creatinine + 0.378 × ln bilirubin + 1.120 × ln INR + 0.643), creatinine and bilirubin in mg/dL.",
        "Before the calculation, bilirubin, INR and creatinine below 1.0 are set to 1.0, and creatinine above 4.0 is set to 4.0.",
        "Creatinine counts as 4.0 after two or more dialyses, or 24 hours of continuous veno-venous haemodialysis, in the past 7 days.",
        "The result is rounded to a whole number (halves are rounded up) and limited to 6 to 40.",
    ],
    meld_na: [
        "MELD-Na (OPTN, January 2016)",
        "MELD is rounded to a whole number first. Above 11: MELD + 1.32 × (137 − sodium) − 0.033 × MELD × (137 − sodium). Otherwise sodium does not count.",
        "Sodium is limited to 125 to 137 mmol/L; everything else is as in MELD.",
        "This jump is part of the policy: with a sodium of 125 mmol/L, a MELD of 11 stays 11, and a MELD of 12 becomes 23.",
    ],
    meld_3: [
        "MELD 3.0 (OPTN, July 2023)",
        "1.33 if female + 4.56 × ln bilirubin + 0.82 × (137 − sodium) − 0.24 × (137 − sodium) × ln bilirubin + 9.09 × ln INR + 11.14 × ln creatinine + 1.85 × (3.5 − albumin) − 1.83 × (3.5 − albumin) × ln creatinine + 6, in mg/dL, mmol/L and g/dL.",
        "Before the calculation, bilirubin, INR and creatinine below 1.0 are set to 1.0; sodium is limited to 125 to 137, albumin to 1.5 to 3.5.",
        "Creatinine above 3.0 is set to 3.0. After dialysis, as defined for MELD, it counts as 3.0.",
        "The result is rounded once, at the end, and limited to 6 to 40. Sex is never assumed.",
    ],
    albi: [
        "ALBI",
        "0.66 × log₁₀ bilirubin − 0.085 × albumin, bilirubin in µmol/L and albumin in g/L.",
        "Graded before rounding: grade 1 up to −2.60, grade 2 up to −1.39, grade 3 above.",
    ],
    units: [
        "Units",
        "Bilirubin: 1 mg/dL is 17.1 µmol/L, the factor of the published tables (2 mg/dL is 34.2 µmol/L). By molar mass (584.66 g/mol) it would be 17.104.",
        "Creatinine: 1 mg/dL is 88.4 µmol/L. By molar mass (113.12 g/mol) it would be 88.402.",
        "Albumin and haemoglobin: 1 g/dL is 10 g/L.",
        "Limits are compared exactly with the digits entered, without rounding. If the molar mass factor changes the result, a note beside the criterion says so.",
    ],
    own: [
        "This tool’s own choices",
        "Which values are rejected as impossible, or called unusual, is not taken from a source. No value is ever changed because of it.",
        "Laboratory values collected more than {hours} hours apart, or older than {days} days, are pointed out.",
    ],
    source: "Source:",
    sources: SOURCES,
};

/// The sources, which are the same in every language.
pub const SOURCES: [&str; 6] = [
    "Pugh RNH et al., Br J Surg 1973;60:646–9, doi:10.1002/bjs.1800600817. µmol/L and INR bands: Harrison 20e. INR 2.2: GDL model. Cholestatic bands: GPnotebook.",
    "Malinchoc M et al., Hepatology 2000;31:864–71, doi:10.1053/he.2000.5852. Kamath PS et al., Hepatology 2001;33:464–70, doi:10.1053/jhep.2001.22172. OPTN Policy 9.1.D.",
    "OPTN Policy 9.1.D, January 2016, as quoted at transplantpro.org.",
    "Kim WR et al., Gastroenterology 2021;161:1887–95, doi:10.1053/j.gastro.2021.08.050. OPTN Policy 9.1.D, July 2023.",
    "Johnson PJ et al., J Clin Oncol 2015;33:550–8, doi:10.1200/JCO.2014.57.9151.",
    "Harrison 20e (SI bands of bilirubin); molar masses of bilirubin and creatinine.",
];
