//! What the free texts beside a code say: of which test, of which specimen. They decide nothing but that a result is
//! not plain. None of them is ever repeated.

use super::names::among;
use super::tree::position;
use crate::clinical::analyte::Wording;
use crate::clinical::{Analyte, Analytes};

const INR: &str = "inr 国际标准化";
const TIME: &str = "prothrombin protime prothrombine protrombina pt tpz 凝血酶原 プロトロンビン";
const ACTIVITY: &str = "pta quick activity actual aktivität percent 活动度 活性";
const SECONDS: &str = "seconds second sec secs sekunden 秒";

/// Another specimen than serum, plasma or blood of the patient, drawn in the ordinary way. With short forms of LOINC
/// and of HL7's table of specimens, and of Nordic names ("U-Natrium"). What ends in "*" may stand within a word.
const SPECIMENS: &str = "urin* orina* ur ua u du 24h 24hr hour hours spot random timed ascit* aszit* periton* \
    paracentes* asc prt csf csv cerebrospin* spinal liquor* lcr pleur* thoracent* plr fluid* flu fld bfld flüssig* \
    liquid* líquid* punktat* dialys* dial effluent stool* feces faeces fecal faecal stuhl* stl selles heces occult \
    fob cord umbilic* bldco fetal foetal newborn neonat* amnio* amn synov* joint snv pericard* drain* bile biliary \
    gastric saliva sputum sweat tears semen milk marrow aspirat* tissue biops* hair swab wound cyst abscess dried dbs \
    transcutan* dipstick strip teststrip control controls calibrat* qc donor bag product reagent 尿 腹水 腹腔 胸水 胸腔 \
    脑脊液 髄液 透析 引流 粪 大便 便隐 隐血 脐 羊水 关节 胆汁 痰 唾液 汗液 骨髓 穿刺 积液 心包 质控 供者 供体 试纸";

/// Another test than one of the form's, or another value of it than a result.
const TESTS: &str = "direct* direkt* conjug* konjug* indirekt* delta dbil ibil dbili ibili clearance clairance quotient index egfr gfr cystatin bun urea* urée harnst* uric urate nitrogen kinase creatine correct* adjusted \
    ionized ionised prealbumin* transthyretin microalbumin* globulin* a1c hba1c glyc* mch mchc mcv mpv pdw \
    plateletcrit hematocrit haematocrit hct rdw mean corpuscular reticul* immature large giant width \
    distribution antibod* ab aggregat* clumps carboxy* methemo* methaem* oxyh* sulfh* hapto* electrophor* free \
    variant sickle factor ii iia thrombin fibrinogen aptt ptt dimer antithrombin fragment protein gene mutation \
    potassium kalium chlor* calcium magnesium phosph* glucose bicarbonate lactate ammonia alt ast ggt alp ldh amylase \
    lipase cholesterol triglycer* ferritin transferrin iron zinc copper ceruloplasmin crp procalcitonin troponin afp \
    hcg tsh vitamin folate b12 psa cea igg iga igm complement dna rna antigen wbc rbc leukocyt* leucocyt* erythrocyt* \
    neutrophil* lymphocyt* excretion fena osmol* gap target goal desired previous prior baseline predicted estimat* \
    change score 直接 结合 結合 间接 間接 前白蛋白 球蛋白 总蛋白 糖化 清除率 校正 纠正 平均 体积 體積 分布 压积 比积 钾 鉀 氯 钙 鈣 镁 \
    磷 葡萄糖 血糖 尿素 转氨酶 转肽酶 胱抑素 肌酸 血氨 乳酸 纤维蛋白 凝血酶时间 部分 二聚体 因子 抗体 网织 聚集 游离 高铁 碳氧 \
    胎儿 电泳 目标 靶 对照 微量 クリアランス 抱合 目標";

/// A ratio, which of all the tests the INR alone is.
const RATIO: &str = "ratio 比值 比率";

/// Serum, plasma and blood.
const BLOOD: &str = "serum plasma blood ser plas serplas serpl bld bldv blda bldc wb ppp edta citrate citrated \
    venous arterial capillary blut vollblut sang sangre sangue suero siero sérum 血";

/// Codes of SNOMED CT for serum, plasma, blood, and blood of a vein, an artery or a capillary.
const BLOOD_CODES: &str = "119297000 119361006 119364003 122552005 122554006 122555007 258580003";

/// Where blood is drawn.
const SITES: &str = "blood vein venous vena artery arterial arteria arm forearm hand finger fingertip antecubital \
    cubital elbow wrist earlobe ear heel toe foot capillary catheter line central jugular subclavian femoral radial \
    brachial ulnar port 静脉 动脉 手 指 肘 臂 耳垂 血";
const OTHER_SITES: &str = "portal renal adrenal splenic mesenteric uterine petrosal ecmo circuit filter crrt hepatic pulmonary abdomen abdominal bladder 门静脉 肝静脉 腹";

/// Words that say nothing about a specimen.
const EMPTY: &str = "specimen sample of the tube lab no number type accession 标本 样本";

/// From here on, characters are written without spaces between words.
pub const EAST: char = '\u{2e80}';

/// A text in small letters, its words between single spaces; Chinese and Japanese words stand together.
pub struct Words {
    text: String,
    /// Whether any of it is Chinese or Japanese.
    is_east: bool,
}

/// In small letters, as far as the words of these lists go.
fn small(c: char) -> char {
    match c {
        'À'..='Þ' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    }
}

impl Words {
    pub fn of(text: &str) -> Self {
        let mut plain = String::from(" ");
        let mut last = ' ';
        for c in text.chars().map(small) {
            // Of other scripts nothing is known, but that something is said.
            let other = matches!(c, 'ɐ'..='\u{1fff}') && c != 'μ';
            let of_word =
                c.is_ascii_alphanumeric() || matches!(c, '%' | 'ß'..='ɏ') || other || c >= EAST;
            let c = if of_word { c } else { ' ' };
            if (last >= EAST) != (c >= EAST) && last != ' ' && c != ' ' {
                plain.push(' ');
            }
            if c != ' ' || last != ' ' {
                plain.push(c);
            }
            last = c;
        }
        // The plasma that clotting is measured in and the reagent are no further test; the last is creatinine in Taiwan.
        for (said, meant) in [
            ("platelet poor", ""),
            ("tissue factor", ""),
            ("乏血小板", ""),
            ("贫血小板", ""),
            ("少血小板", ""),
            ("肌酸酐", "肌酐"),
        ] {
            if let Some(at) = position(&plain, said) {
                let before = plain.get(..at).unwrap_or_default();
                let after = plain.get(at + said.len()..).unwrap_or_default();
                plain = [before, meant, after].concat();
            }
        }
        Words {
            is_east: plain.chars().any(|c| c >= EAST),
            text: plain,
        }
    }

    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').filter(|word| !word.is_empty())
    }

    pub(super) fn holds(&self, text: &str) -> bool {
        position(&self.text, text).is_some()
    }

    /// Whether one of these words stands here.
    #[inline(never)]
    fn say(&self, words: &str) -> bool {
        words.split(' ').any(|word| self.says(word))
    }

    /// Whether one of these words stands here that is none of an analyte's own.
    fn say_besides(&self, own: &[&str; 2], words: &str) -> bool {
        let foreign = |word: &&str| {
            !own.iter()
                .any(|list| list.split(' ').any(|own| own == *word))
        };
        words.split(' ').filter(foreign).any(|word| self.says(word))
    }

    fn says(&self, word: &str) -> bool {
        match word.strip_suffix('*') {
            Some(stem) => self.holds(stem),
            None if word.chars().next() >= Some(EAST) => self.is_east && self.holds(word),
            None => self.each().any(|one| one == word),
        }
    }

    fn says_ratio(&self) -> bool {
        self.say(INR) || (self.holds("normali") && self.say("ratio"))
    }

    /// The first of the form's analytes that is named.
    pub fn analyte(&self, asked: Analytes) -> Option<Analyte> {
        let named = |analyte: &Analyte| self.say(analyte.wording().named);
        if self.says_ratio() {
            return Some(Analyte::Inr);
        }
        // "PT" alone may be the patient.
        if self.say(TIME) && (self.each().count() < 4 || self.holds("throm")) {
            return Some(if self.say(ACTIVITY) || self.holds("%") {
                Analyte::ProthrombinActivity
            } else {
                Analyte::ProthrombinTime
            });
        }
        if self.say("pta quick 活动度") && self.each().count() < 3 {
            return Some(Analyte::ProthrombinActivity);
        }
        asked.each().find(named)
    }

    /// Another specimen.
    pub fn other_specimen(&self) -> bool {
        self.say(SPECIMENS)
    }

    fn says_another(&self) -> bool {
        self.say(RATIO) || self.say(TESTS)
    }

    /// Another test than this analyte.
    pub fn other_test(&self, analyte: Analyte) -> bool {
        if !analyte.in_every_form() {
            return self.other_than(analyte);
        }
        let mut others = Analyte::ALL.into_iter();
        if others.any(|other| {
            other.in_every_form() && other != analyte && self.say(other.wording().named)
        }) {
            return true;
        }
        let (ratio, activity) = (self.says_ratio(), self.say(ACTIVITY));
        let (time, seconds) = (self.say(TIME), self.say(SECONDS));
        match analyte {
            Analyte::Inr => {
                seconds || (!ratio && (time || activity || self.say(RATIO))) || self.say(TESTS)
            }
            Analyte::ProthrombinActivity => ratio || seconds || self.says_another(),
            Analyte::ProthrombinTime => {
                let another = if ratio { !time } else { self.says_another() };
                activity || another || self.holds("%")
            }
            Analyte::Platelets => ratio || self.say("function aggregation") || self.says_another(),
            _ => ratio || self.holds("thromb") || self.says_another(),
        }
    }

    /// The same of an analyte that not every form has: its own words are no other test's.
    fn other_than(&self, analyte: Analyte) -> bool {
        let wording = analyte.wording();
        if analyte.further().is_some() {
            let rest = self.without(&wording);
            let thrombo = |word: &str| word.contains("thromb");
            let mut usual = Analytes::OF_EVERY_FORM.each();
            return rest.says_ratio()
                || rest.each().any(thrombo)
                || rest.says_another()
                || usual.any(|other| rest.say(other.wording().named));
        }
        let own = [wording.latin, wording.east];
        let thrombo = |word: &str| word.contains("thromb") && !among(word, wording.latin);
        let mut usual = Analytes::OF_EVERY_FORM.each();
        self.says_ratio()
            || self.each().any(thrombo)
            || self.say_besides(&own, RATIO)
            || self.say_besides(&own, TESTS)
            || usual.any(|other| self.say_besides(&own, other.wording().named))
    }

    /// These words without those of an analyte that a study defines: "immunoglobulin" is no globulin there.
    fn without(&self, own: &Wording) -> Words {
        let mut text = String::from(" ");
        for word in self.each() {
            let mut word = word.to_owned();
            for own in own.east.split_ascii_whitespace() {
                while let Some(at) = position(&word, own) {
                    word.replace_range(at..at + own.len(), " ");
                }
            }
            if !among(&word, own.latin) {
                text.push_str(&[&word, " "].concat());
            }
        }
        Words {
            is_east: text.chars().any(|c| c >= EAST),
            text,
        }
    }

    /// Whether this speaks of an amount of substance alone, or of a mass alone.
    pub fn moles(&self) -> Option<bool> {
        match (self.say("mass"), self.say("moles")) {
            (false, true) => Some(true),
            (true, false) => Some(false),
            _ => None,
        }
    }

    /// Whether a specimen is blood or of blood: nothing where the text says nothing.
    pub fn blood(&self) -> Option<bool> {
        if self.other_specimen() {
            return Some(false);
        }
        if self.say(BLOOD) || self.say(BLOOD_CODES) {
            return Some(true);
        }
        let number = |word: &str| word.len() < 8 && word.bytes().any(|byte| byte.is_ascii_digit());
        let mut words = self.each();
        let empty = words.all(|word| number(word) || EMPTY.split(' ').any(|one| one == word));
        (!empty || self.is_east && !self.say(EMPTY)).then_some(false)
    }

    /// Whether a specimen is serum or plasma, without its cells.
    pub fn without_cells(&self) -> bool {
        self.say(
            "serum plasma ser plas serplas serpl ppp prp suero siero sérum soro 血清 血浆 血漿",
        ) && !self.say("blood bld wb edta blut vollblut sang sangre sangue 全血")
    }

    /// Whether a place of the body is one where blood is drawn: nothing where it is not known here.
    pub fn vessel(&self) -> Option<bool> {
        if self.other_specimen() || self.say(OTHER_SITES) {
            return Some(false);
        }
        self.say(SITES).then_some(true)
    }
}
