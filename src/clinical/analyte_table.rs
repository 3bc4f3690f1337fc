//! The analytes, a row each: what anything else knows of one stands here. To add an analyte is to add a row.
//!
//! * `en`, `zh`: the name on the page.
//! * `units`: the first is the one that values are compared in; the factors lead to it, exactly. Where numbers differ
//!   it is the one with the larger numbers, so that a printed value reaches it by multiplication. `of Si` and `of
//!   Conventional` are units that only one kind of report has.
//! * `accepted` refuses what no living patient has, `usual` is what is not remarked on, and `other_unit_below` and
//!   `other_unit_above` part a unit from the other: these limits are this tool's own, wide on purpose. A usual range
//!   stands for the first ten alone: there is no source at hand for one of a further analyte.
//! * `loinc`: each code and its long name was seen in published lists: value sets of the US quality measures of 2025
//!   (VSAC, "… Lab Test"), of the German GECCO and core data sets, of the Swiss ch-lab and ch-rad-order profiles, and of
//!   OMOP and MIMIC-IV mappings. Of a further analyte only those stand here whose long name is beyond doubt.
//! * `printed`: what printouts call it, see [`Analyte::PRINTED`]. A printed name of another test must not stand here.
//! * `fhir`: see [`Wording`].
//!
//! A further analyte has a field, and is read from printouts and FHIR, where the study asks for it; the first ten have
//! one in every form.

use rust_decimal::Decimal;

use super::analyte::{
    Accepted, Analytes, Property, Wording, analytes, decimal, flag, name, optional,
};
#[cfg(not(of_page))]
use super::further::Further;
use super::unit::{System, Unit};

analytes! {
    /// Total bilirubin.
    Bilirubin {
        // 17.1 is the factor of the published SI tables (34.2 = 2 mg/dL); by its molar mass of 584.66 g/mol it is 17.104.
        key: "bilirubin",
        en: "Total bilirubin",
        zh: "总胆红素",
        units: [
            UmolPerL of Si {
                factor: "1",
                accepted: "1" to "1400",
                usual: "4" to "700",
                other_unit_below: "4",
            }
            MgPerDl of Conventional {
                factor: "17.1",
                accepted: "0.1" to "80",
                usual: "0.2" to "40",
                other_unit_above: "45",
            }
        ],
        factor_by_mass: "17.104",
        in_every_form: true,
        upper_limits_part_at: 4,
        loinc: [
            Mass "1975-2 42719-5 59827-6 59828-4",
            Moles "14631-6 54363-7 77137-8 89871-8 89872-6 97770-2",
        ],
        printed: "tbil tbili stb totalbilirubin totalbili totalbil bilirubintotal bilitotal serumtotalbilirubin \
         bilirubintotalserum gesamtbilirubin bilirubingesamt 总胆红素 血清总胆红素 血总胆红素",
        fhir: "bilirubin* bilirrubin* bili tbil tbili 胆红素 膽紅素 ビリルビン",
            "bilirubin* bilirrubin* bilirub bili bil tbil tbili bilt tb t total totale totales tot gesamt ges totaal \
             gesamtbilirubin serumbilirubin diazo vanadate oxidase",
            "胆红素 膽紅素 ビリルビン 总 總 総 钒酸盐氧化 钒酸盐 氧化 重氮",
    }
    /// Albumin.
    Albumin {
        key: "albumin",
        en: "Albumin",
        zh: "白蛋白",
        units: [
            GPerL of Si {
                factor: "1",
                accepted: "5" to "80",
                usual: "15" to "55",
                other_unit_below: "8",
            }
            GPerDl of Conventional {
                factor: "10",
                accepted: "0.5" to "8",
                usual: "1.5" to "5.5",
                other_unit_above: "8",
            }
        ],
        in_every_form: true,
        upper_limits_part_at: 25,
        loinc: [
            Mass "1751-7 61151-7 61152-5 76631-1",
        ],
        printed: "alb albumin serumalbumin salbumin plasmaalbumin albuminserum 白蛋白 清蛋白 血清白蛋白 血白蛋白",
        fhir: "albumin* alb 白蛋白 アルブミン",
            "albumin* albúmin* alb serumalbumin bcg bcp bromocresol bromcresol bromkresol bromocresolgreen green \
             purple grün dye binding immunoturbidimetry immunoassay nephelometry turbidimetry \
             colorimetry",
            "白蛋白 アルブミン 溴甲酚绿 溴甲酚紫",
    }
    /// International normalised ratio of the prothrombin time.
    Inr {
        key: "inr",
        en: "INR",
        zh: "国际标准化比值（INR）",
        units: [
            One {
                factor: "1",
                accepted: "0.5" to "20",
                usual: "0.8" to "6",
            }
        ],
        in_every_form: true,
        loinc: [
            Any "6301-6 34714-6 38875-1 46418-0",
        ],
        printed: "inr ptinr internationalnormalizedratio internationalnormalisedratio 国际标准化比值 国际标准化比率 国际标准化比 凝血酶原时间国际标准化比值 \
         凝血酶原时间国际标准化比率 凝血酶原国际标准化比值 凝血酶原国际标准化比率",
        fhir: "",
            "inr ptinr pt prothrombin prothrombine protrombina protime time international internationale normali* \
             normalis* normalized normalised ratio induced ppp plasma citrated",
            "国际标准化比值 国际标准化比率 国际标准化 國際標準化比值 國際標準化 比值 比率 凝血酶原 时间 時間 プロトロンビン",
    }
    /// Prothrombin activity (PTA, Quick), per cent of normal plasma.
    ProthrombinActivity {
        key: "prothrombinActivity",
        en: "Prothrombin activity",
        zh: "凝血酶原活动度",
        units: [
            Percent {
                factor: "1",
                accepted: "1" to "180",
                usual: "20" to "130",
            }
        ],
        in_every_form: true,
        loinc: [
            Any "5894-1",
        ],
        printed: "pta pt% ptactivity prothrombinactivity prothrombintimeactivity quick quickwert 凝血酶原活动度 凝血酶原时间活动度 pt活动度 \
         凝血酶原活动度百分比",
        fhir: "",
            "pt pta prothrombin prothrombine protrombina protime time tp tiempo tempo temps quick quickwert wert \
             activity actual normal percent percentage % relative aktivität tpz thromboplastinzeit \
             actividad activité attività atividade nach ppp plasma citrated",
            "凝血酶原 活动度 活動度 活性 百分 百分比 时间 時間 プロトロンビン",
    }
    /// Prothrombin time as measured, in seconds. Beside the control it gives the prolongation.
    ProthrombinTime {
        // Its codes are of plasma and of blood; the reagent and the instrument make the seconds in both.
        key: "prothrombinTime",
        en: "Prothrombin time",
        zh: "凝血酶原时间",
        units: [
            Second {
                factor: "1",
                accepted: "5" to "200",
                usual: "9" to "60",
            }
        ],
        in_every_form: true,
        loinc: [
            Any "5902-2 5964-2",
        ],
        printed: "pt prothrombintime 凝血酶原时间 血浆凝血酶原时间",
        fhir: "",
            "pt prothrombin prothrombine protrombina protime time tiempo tempo temps seconds second sec secs s \
             sekunden tpz thromboplastinzeit patient ppp plasma citrated",
            "凝血酶原 时间 時間 プロトロンビン 秒",
    }
    /// Prothrombin time, seconds above control.
    ProthrombinProlongation {
        key: "prothrombinProlongation",
        en: "Prothrombin time prolongation",
        zh: "凝血酶原时间延长",
        units: [
            Second {
                factor: "1",
                accepted: "-3" to "90",
                usual: "0" to "20",
            }
        ],
        in_every_form: true,
        loinc: [],
        printed: "ptprolongation prothrombintimeprolongation prolongationofprothrombintime prolongationofpt 凝血酶原时间延长",
        fhir: "",
            "",
            "",
    }
    /// Creatinine.
    Creatinine {
        // 88.4 is in general use; by its molar mass of 113.12 g/mol the factor is 88.402. The last code is of "mass or moles": the
        // unit alone says which.
        key: "creatinine",
        en: "Creatinine",
        zh: "肌酐",
        units: [
            UmolPerL of Si {
                factor: "1",
                accepted: "9" to "2600",
                usual: "25" to "1100",
                other_unit_below: "15",
            }
            MgPerDl of Conventional {
                factor: "88.4",
                accepted: "0.1" to "30",
                usual: "0.3" to "12",
                other_unit_above: "25",
            }
        ],
        factor_by_mass: "88.402",
        in_every_form: true,
        upper_limits_part_at: 12,
        loinc: [
            Mass "2160-0 38483-4 21232-4",
            Moles "14682-9 59826-8 77140-2 101475-2",
            Any "35203-9",
        ],
        printed: "cr cre crea creat scr creatinine serumcreatinine screatinine plasmacreatinine creatinineserum kreatinin 肌酐 \
         血肌酐 血清肌酐",
        fhir: "creatinin* kreatinin* créatinin* creat crea scr krea 肌酐 クレアチニン",
            "creatinin* kreatinin* créatinin* créat creat crea scr krea cr serumkreatinin jaffe jaffé idms traceable \
             isotope dilution kinetic compensated enzym enzymatisch",
            "肌酐 肌酸酐 クレアチニン 肌氨酸氧化酶 苦味酸 氧化酶",
    }
    /// Sodium.
    Sodium {
        key: "sodium",
        en: "Sodium",
        zh: "血钠",
        units: [
            MmolPerL {
                factor: "1",
                accepted: "90" to "190",
                usual: "115" to "155",
            }
        ],
        in_every_form: true,
        loinc: [
            Moles "2951-2 2947-0 32717-1 39791-9 39792-7 41657-8 77139-4",
            Any "42570-2",
        ],
        printed: "na na+ sodium serumsodium ssodium plasmasodium sodiumserum natrium 钠 血钠 血清钠 钠离子 血清钠离子",
        fhir: "sodium* natrium* sodio na 钠 鈉 ナトリウム",
            "sodium* natrium* sodio sódio na ion ise direct indirect electrode selective serumnatrium",
            "钠 鈉 ナトリウム 离子 離子 选择 电极 直接 间接",
    }
    /// Haemoglobin.
    Hemoglobin {
        key: "hemoglobin",
        en: "Haemoglobin",
        zh: "血红蛋白",
        units: [
            GPerL of Si {
                factor: "1",
                accepted: "10" to "260",
                usual: "50" to "200",
                other_unit_below: "26",
            }
            GPerDl of Conventional {
                factor: "10",
                accepted: "1" to "26",
                usual: "5" to "20",
                other_unit_above: "26",
            }
        ],
        in_every_form: true,
        of_cells: true,
        upper_limits_part_at: 25,
        loinc: [
            Mass "718-7 14775-1 20509-6 30313-1 30350-3 30351-1 30352-9 55782-7 76768-1 76769-9 97550-8",
        ],
        printed: "hb hgb hemoglobin haemoglobin hämoglobin 血红蛋白 血红蛋白浓度 血红蛋白量",
        fhir: "hemoglobin* haemoglobin* hämoglobin* hémoglobin* emoglobin* hgb hb 血红蛋白 血紅 血色素 ヘモグロビン",
            "hemoglobin* haemoglobin* hämoglobin* hémoglobin* emoglobin* hgb hb thb total totale gesamt oximetry \
             cooximetry photometry",
            "血红蛋白 血紅蛋白 血紅素 血红素 血色素 ヘモグロビン 总 總 総",
    }
    /// Platelets.
    Platelets {
        key: "platelets",
        en: "Platelets",
        zh: "血小板",
        units: [
            GigaPerL {
                factor: "1",
                accepted: "1" to "3000",
                usual: "10" to "600",
            }
        ],
        in_every_form: true,
        of_cells: true,
        loinc: [
            Any "777-3 778-1 26515-7 74464-9 97995-5",
        ],
        printed: "plt platelet platelets plateletcount plateletscount plateletct pltct pltcount thrombozyten thrombocytes 血小板 \
         血小板计数 血小板数",
        fhir: "platelet* thrombocyt* thrombozyt* plaquet* plt 血小板",
            "platelet* thrombocyt* thrombozyt* trombocit* trombocyt* plaquet* plaquett* piastrin* plt count counts \
             thrombozytenzahl thrombozytenanzahl blutplättchen zahl anzahl recuento conteo numération \
             conta contagem impedance optical edta",
            "血小板 计数 計數 总数 总 数 數 数目 电阻抗 光学",
    }
    /// Direct bilirubin.
    DirectBilirubin {
        // The factor is that of total bilirubin. "Conjugated" is another fraction where a laboratory measures both.
        key: "directBilirubin",
        en: "Direct bilirubin",
        zh: "直接胆红素",
        units: [
            UmolPerL of Si {
                factor: "1",
                accepted: "0" to "1400",
                other_unit_below: "1",
            }
            MgPerDl of Conventional {
                factor: "17.1",
                accepted: "0" to "80",
                other_unit_above: "45",
            }
        ],
        factor_by_mass: "17.104",
        upper_limits_part_at: 2,
        loinc: [
            Mass "1968-7",
            Moles "14629-0",
        ],
        printed: "dbil dbili directbilirubin bilirubindirect 直接胆红素",
        fhir: "dbil dbili",
            "bilirubin* bilirrubin* bili direct* direkt* dbil dbili diazo vanadate oxidase",
            "直接 胆红素 膽紅素 ビリルビン 钒酸盐氧化 钒酸盐 氧化 重氮",
    }
    /// Alanine aminotransferase.
    Alt {
        key: "alt",
        en: "Alanine aminotransferase (ALT)",
        zh: "丙氨酸氨基转移酶（ALT）",
        units: [
            UPerL {
                factor: "1",
                accepted: "1" to "50000",
            }
            UkatPerL {
                factor: "60",
                accepted: "0.01" to "833",
            }
        ],
        loinc: [
            Any "1742-6 1743-4 1744-2",
        ],
        printed: "alt sgpt gpt alat 丙氨酸氨基转移酶 谷丙转氨酶",
        fhir: "",
            "alt alat sgpt gpt alanine alanin alanina alanintransaminase aminotransferase aminotransferasa \
             transaminase enzymatic activity catalytic p5p p 5 pyridoxal phosphate addition",
            "丙氨酸 氨基 转移酶 谷丙 转氨酶",
    }
    /// Aspartate aminotransferase.
    Ast {
        key: "ast",
        en: "Aspartate aminotransferase (AST)",
        zh: "天冬氨酸氨基转移酶（AST）",
        units: [
            UPerL {
                factor: "1",
                accepted: "1" to "50000",
            }
            UkatPerL {
                factor: "60",
                accepted: "0.01" to "833",
            }
        ],
        loinc: [
            Any "1920-8 30239-8 88112-8",
        ],
        printed: "ast sgot asat 门冬氨酸氨基转移酶 天门冬氨酸氨基转移酶 天冬氨酸氨基转移酶 谷草转氨酶",
        fhir: "",
            "ast asat sgot got aspartate aspartat aspartato aminotransferase aminotransferasa transaminase enzymatic \
             activity catalytic p5p p 5 pyridoxal phosphate addition",
            "天门冬氨酸 门冬氨酸 天冬氨酸 氨基 转移酶 谷草 转氨酶",
    }
    /// Alkaline phosphatase.
    Alp {
        key: "alp",
        en: "Alkaline phosphatase (ALP)",
        zh: "碱性磷酸酶（ALP）",
        units: [
            UPerL {
                factor: "1",
                accepted: "1" to "50000",
            }
            UkatPerL {
                factor: "60",
                accepted: "0.01" to "833",
            }
        ],
        loinc: [
            Any "6768-6",
        ],
        printed: "alp alkphos alkalinephosphatase akp 碱性磷酸酶",
        fhir: "",
            "alp alk akp alkaline alkalische phosphatase phosphatases phosph* enzymatic activity catalytic p5p p 5 \
             pyridoxal phosphate addition",
            "碱性磷酸酶 磷",
    }
    /// Gamma-glutamyl transferase.
    Ggt {
        key: "ggt",
        en: "Gamma-glutamyl transferase (GGT)",
        zh: "γ-谷氨酰转移酶（GGT）",
        units: [
            UPerL {
                factor: "1",
                accepted: "1" to "50000",
            }
            UkatPerL {
                factor: "60",
                accepted: "0.01" to "833",
            }
        ],
        loinc: [
            Any "2324-2",
        ],
        printed: "ggt γgt γggt gammagt γ谷氨酰转肽酶 γ谷氨酰转移酶 谷氨酰转肽酶 谷氨酰转移酶",
        fhir: "",
            "ggt gt gamma γ glutamyl glutamyltransferase glutamyltranspeptidase transferase transpeptidase enzymatic \
             activity catalytic p5p p 5 pyridoxal phosphate addition",
            "谷氨酰 转移酶 转肽酶",
    }
    /// Cholinesterase of serum.
    Cholinesterase {
        key: "cholinesterase",
        en: "Cholinesterase",
        zh: "胆碱酯酶",
        units: [
            UPerL {
                factor: "1",
                accepted: "10" to "30000",
                other_unit_below: "50",
            }
            KuPerL {
                factor: "1000",
                accepted: "0.01" to "30",
            }
        ],
        loinc: [
            Any "2098-2",
        ],
        printed: "che cholinesterase 胆碱酯酶",
        fhir: "",
            "che cholinesterase pseudocholinesterase butyrylcholinesterase enzymatic activity catalytic",
            "胆碱 酯酶",
    }
    /// White blood cells.
    WhiteCells {
        key: "whiteCells",
        en: "White blood cells",
        zh: "白细胞计数",
        units: [
            GigaPerL {
                factor: "1",
                accepted: "0" to "1000",
            }
        ],
        of_cells: true,
        loinc: [
            Any "6690-2 26464-8 804-5",
        ],
        printed: "wbc leukozyten leukocytes whitebloodcells whitecellcount 白细胞 白细胞计数",
        fhir: "",
            "wbc white cell cells leukocyt* leucocyt* leukozyten count counts",
            "白细胞 计数",
    }
    /// Neutrophils, counted.
    Neutrophils {
        // A share in per cent of the white cells is another test: it has another unit, and a number without one is not read.
        key: "neutrophils",
        en: "Neutrophils",
        zh: "中性粒细胞计数",
        units: [
            GigaPerL {
                factor: "1",
                accepted: "0" to "1000",
            }
        ],
        of_cells: true,
        loinc: [
            Any "751-8 26499-4 753-4",
        ],
        printed: "neut neutrophils neut# 中性粒细胞 中性粒细胞计数",
        fhir: "",
            "neutrophil* neut anc absolute count counts",
            "中性粒细胞 绝对值 计数",
    }
    /// Lymphocytes, counted.
    Lymphocytes {
        key: "lymphocytes",
        en: "Lymphocytes",
        zh: "淋巴细胞计数",
        units: [
            GigaPerL {
                factor: "1",
                accepted: "0" to "1000",
            }
        ],
        of_cells: true,
        loinc: [
            Any "731-0 26474-7 732-8",
        ],
        printed: "lymph lymphocytes lym# 淋巴细胞 淋巴细胞计数",
        fhir: "",
            "lymphocyt* lymph alc absolute count counts",
            "淋巴细胞 绝对值 计数",
    }
    /// Urea.
    Urea {
        // In mmol/L alone: a mass in mg/dL may be of urea or of its nitrogen, 2.14 times apart.
        key: "urea",
        en: "Urea",
        zh: "尿素",
        units: [
            MmolPerL {
                factor: "1",
                accepted: "0.1" to "150",
            }
        ],
        loinc: [
            Moles "22664-7",
        ],
        printed: "urea 尿素 血尿素",
        fhir: "",
            "urea urea* urée harnst* harnstoff",
            "尿素",
    }
    /// Nitrogen of urea (BUN).
    UreaNitrogen {
        // What is printed in mmol/L is urea, of which each has two nitrogens of 14.007 g/mol: times 2.8014 it is mg/dL of nitrogen.
        key: "ureaNitrogen",
        en: "Blood urea nitrogen (BUN)",
        zh: "尿素氮（BUN）",
        units: [
            MgPerDl of Conventional {
                factor: "1",
                accepted: "0.3" to "420",
            }
            MmolPerL of Si {
                factor: "2.8014",
                accepted: "0.1" to "150",
            }
        ],
        loinc: [
            Mass "3094-0 6299-2",
        ],
        printed: "bun ureanitrogen bloodureanitrogen 尿素氮 血尿素氮",
        fhir: "",
            "bun urea* urea nitrogen",
            "尿素氮 尿素",
    }
    /// Glucose in serum or plasma.
    Glucose {
        // Molar mass 180.156 g/mol.
        key: "glucose",
        en: "Glucose",
        zh: "血糖",
        units: [
            MgPerDl of Conventional {
                factor: "1",
                accepted: "5" to "2000",
                other_unit_below: "25",
            }
            MmolPerL of Si {
                factor: "18.0156",
                accepted: "0.3" to "110",
                other_unit_above: "45",
            }
        ],
        loinc: [
            Mass "2345-7",
            Moles "14749-6",
        ],
        printed: "glu glucose 葡萄糖 血糖 空腹血糖",
        fhir: "",
            "glucose glu glukose glucosa",
            "葡萄糖 血糖",
    }
    /// Ammonia in plasma.
    Ammonia {
        // In µmol/L alone: µg/dL may be of ammonia or of its nitrogen.
        key: "ammonia",
        en: "Ammonia",
        zh: "血氨",
        units: [
            UmolPerL {
                factor: "1",
                accepted: "1" to "2000",
            }
        ],
        loinc: [
            Moles "16362-6",
        ],
        printed: "nh3 ammonia 血氨",
        fhir: "",
            "ammonia ammoniak amoniaco nh3 nh",
            "血氨 氨",
    }
    /// Alpha-fetoprotein.
    Afp {
        // ng/mL and µg/L are the same number. International units are not: their factor depends on the assay.
        key: "afp",
        en: "Alpha-fetoprotein (AFP)",
        zh: "甲胎蛋白（AFP）",
        units: [
            NgPerMl {
                factor: "1",
                accepted: "0" to "100000000",
            }
        ],
        loinc: [
            Mass "1834-1",
        ],
        printed: "afp 甲胎蛋白",
        fhir: "",
            "afp alpha alpha1 1 fetoprotein fetoproteine alfafetoprotein alphafetoprotein",
            "甲胎蛋白",
    }
    /// Glycated haemoglobin.
    HbA1c {
        // In per cent (NGSP) alone: mmol/mol is reached by a line that does not pass through nought, and no factor.
        key: "hba1c",
        en: "HbA1c",
        zh: "糖化血红蛋白（HbA1c）",
        units: [
            Percent {
                factor: "1",
                accepted: "2" to "25",
            }
        ],
        of_cells: true,
        loinc: [
            Any "4548-4 17856-6",
        ],
        printed: "hba1c a1c hemoglobina1c haemoglobina1c glycatedhemoglobin glycatedhaemoglobin 糖化血红蛋白",
        fhir: "",
            "hba1c a1c hemoglobin* haemoglobin* hämoglobin* hémoglobin* emoglobin* hgb hb total glyc* glycated glycosylated hplc",
            "糖化 血红蛋白",
    }
    /// DNA of the hepatitis B virus.
    HbvDna {
        // Copies have no exact factor. Reports print it with exponents, which are not read.
        key: "hbvDna",
        en: "HBV DNA",
        zh: "乙肝病毒DNA（HBV DNA）",
        units: [
            IuPerMl {
                factor: "1",
                accepted: "0" to "100000000000",
            }
        ],
        loinc: [
            Any "42595-9",
        ],
        printed: "",
        fhir: "",
            "hbv dna hepatitis b virus viral load units iu naa probe amp tar detection",
            "乙型肝炎 乙肝 病毒",
    }
    /// Amylase.
    Amylase {
        key: "amylase",
        en: "Amylase",
        zh: "淀粉酶",
        units: [
            UPerL {
                factor: "1",
                accepted: "1" to "50000",
            }
            UkatPerL {
                factor: "60",
                accepted: "0.01" to "833",
            }
        ],
        loinc: [
            Any "1798-8",
        ],
        printed: "amylase 淀粉酶",
        fhir: "",
            "amylase amilasa amy enzymatic activity catalytic p5p p 5 pyridoxal phosphate addition",
            "淀粉酶",
    }
    /// Lipase.
    Lipase {
        key: "lipase",
        en: "Lipase",
        zh: "脂肪酶",
        units: [
            UPerL {
                factor: "1",
                accepted: "1" to "50000",
            }
            UkatPerL {
                factor: "60",
                accepted: "0.01" to "833",
            }
        ],
        loinc: [
            Any "3040-3",
        ],
        printed: "lipase 脂肪酶",
        fhir: "",
            "lipase lipasa lip enzymatic activity catalytic p5p p 5 pyridoxal phosphate addition",
            "脂肪酶",
    }
    /// Activated partial thromboplastin time.
    Aptt {
        key: "aptt",
        en: "Activated partial thromboplastin time (APTT)",
        zh: "活化部分凝血活酶时间（APTT）",
        units: [
            Second {
                factor: "1",
                accepted: "5" to "400",
            }
        ],
        loinc: [
            Any "14979-9 3173-2",
        ],
        printed: "aptt 活化部分凝血活酶时间",
        fhir: "",
            "aptt ptt activated partial thromboplastin time ppp plasma citrated seconds second sec s",
            "活化 部分 凝血活酶 时间 秒",
    }
    /// Neutrophils in ascites.
    AsciticNeutrophils {
        // No specimen but blood is read from a printout or from FHIR.
        key: "asciticNeutrophils",
        en: "Neutrophils in ascites",
        zh: "腹水中性粒细胞",
        units: [
            PerUl {
                factor: "1",
                accepted: "0" to "200000",
            }
        ],
        loinc: [],
        printed: "",
        fhir: "",
            "",
            "",
    }
    /// Protein in the urine of 24 hours.
    UrineProtein {
        key: "urineProtein",
        en: "Urine protein, 24 h",
        zh: "24 小时尿蛋白",
        units: [
            MgPerDay {
                factor: "1",
                accepted: "0" to "50000",
                other_unit_below: "5",
            }
            GPerDay {
                factor: "1000",
                accepted: "0" to "50",
            }
        ],
        loinc: [],
        printed: "",
        fhir: "",
            "",
            "",
    }
    /// Partial pressure of oxygen by its fraction in the air breathed.
    OxygenationIndex {
        // In mmHg alone: of kPa no exact decimal is in use.
        key: "oxygenationIndex",
        en: "PaO₂/FiO₂",
        zh: "氧合指数（PaO₂/FiO₂）",
        units: [
            MmHg {
                factor: "1",
                accepted: "20" to "800",
            }
        ],
        loinc: [],
        printed: "",
        fhir: "",
            "",
            "",
    }
}
