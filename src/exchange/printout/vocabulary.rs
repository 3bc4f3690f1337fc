//! The other words of printouts, written like the names. What stands in none of these lists is not understood, and a
//! line is read only if all of it is.

use super::lexicon::*;

pub(super) const WORDS: [(Kinds, &str); 47] = [
    (
        FLAG,
        "h l hh ll hi lo n high low normal critical abnormal 偏高 偏低 升高 降低 增高 减低 减少 增多 高 低 正常 异常 \
         严重减少 明显升高 明显降低 明显减少 轻度升高 轻度降低",
    ),
    (
        METHOD,
        "酶法 溴甲酚绿法 溴甲酚绿 溴甲酚紫法 溴甲酚紫 bcg bcp 凝固法 比色法 重氮法 钒酸盐法 钒酸盐氧化法 化学氧化法 \
         肌氨酸氧化酶法 肌氨酸氧化酶 苦味酸法 苦味酸速率法 离子选择电极法 电极法 ise 间接ise 直接ise 间接法 电阻抗法 \
         阻抗法 鞘流阻抗法 sls sls法 免疫比浊法 速率法 氰化高铁法 干化学 干化学法 光学法 磁珠法 jaffe enzymatic idms \
         colorimetric kinetic 钒酸氧化法 酶比色法 流式法 final",
    ),
    (
        BLOOD,
        "血清 血浆 全血 静脉血 动脉血 venous venousblood arterial arterialblood wholeblood serum plasma blood",
    ),
    (
        SUFFIX,
        "测定 检测 定量 测定值 水平 计数 浓度 level levels result value",
    ),
    (
        REFERENCE,
        "ref refrange reference referencerange referenceinterval normal normalrange range nr rr n 参考 参考值 参考范围 参考值范围 正常参考值 正常参考范围 正常参考区间 \
         参考区间 正常 正常值 正常范围",
    ),
    (
        FORMER,
        "baseline previous previously prev prior was last from 上次 前次 既往 基线 原 之前",
    ),
    (CONTROL, "control ctrl ctl 对照 正常对照 对照值"),
    (
        EMPTY,
        "pending nd n/a notdone cancelled canceled hemolyzed hemolysed haemolyzed haemolysed hemolysis haemolysis \
         clotted seenote seecomment seebelow tnp qns insufficient unavailable notavailable notreported 未检 未测 未做 \
         未出 未查 待查 待检 待测 待回报 溶血 凝固 凝块 标本溶血 标本凝固 标本凝血 取消 无结果 未送检",
    ),
    (
        LEAD,
        "labs lab laboratory result results test tests laboratoryresults labresults labtests laboratorytests \
         investigation investigations showed show revealed panel chemistry biochemistry electrolytes abg vbg hematology \
         haematology 生化 生化全项 急诊生化 电解质 血气 血气分析 静脉血气 动脉血气 检验结果 化验结果 化验 化验检查 实验室检查 辅助检查 检查结果 结果 生化检查 检验",
    ),
    (
        LEAD | TO_BLOOD,
        "blood bloods bloodtest bloodtests bloodresults bloodwork serum plasma serumchemistry bloodchemistry cbc fbc \
         completebloodcount fullbloodcount lft lfts liverfunction liverfunctiontest liverfunctiontests liverpanel \
         hepaticpanel hepaticfunctionpanel renalfunction kidneyfunction rft coagulation coags coag coagulationprofile \
         clotting u&e ue us&es bmp cmp basicmetabolicpanel comprehensivemetabolicpanel 血清 血浆 全血 血常规 血生化 \
         血液生化 血液检查 血液分析 肝功能 肝功 肾功能 肾功 肝肾功能 凝血功能 凝血 凝血四项 凝血五项",
    ),
    (
        LEAD | TO_TODAY,
        "today todays current 今日 今天 本次 当前 目前",
    ),
    (LEAD | TO_PATIENT, "patient recipient 患者 病人 受者 本人"),
    (AND, "and & 和 及 以及"),
    (
        SPECIMEN,
        "urine urines urinary urinalysis urina urin harn ua u/a uacr acr microalbumin microalbuminuria malb umalb \
         albumin/creatinine albumin/creatinineratio albumin:creatinine alb/cr alb/cre ascites ascitic ascite ascitis \
         aszites paracentesis peritoneal peritoneum pleural pleura thoracentesis thoracic effusion effusions pericardial \
         csf cerebrospinal lumbarpuncture lp liquor synovial joint fluid fluids drain drains drainage dialysate effluent \
         dialysis stool stools feces faeces fecal faecal saliva salivary sweat cord cordblood umbilical amniotic bile \
         biliary gastric aspirate lavage bal sputum swab biopsy tissue spot catheter wound pus cyst abscess bladder \
         marrow bonemarrow tap 尿 尿液 微量白蛋白 腹水 腹腔 腹膜 胸水 胸腔 心包 脑脊液 脊液 引流 透析液 腹透 粪 粪便 \
         大便 唾液 汗 汗液 羊水 脐带 脐血 胆汁 胃液 灌洗 痰 关节 积液 穿刺 骨髓 体液 液",
    ),
    (
        DAY,
        "previous previously prev prior past former formerly earlier last ago yesterday history historic \
         historical baseline admission admitted admit initial initially preop preoperative pre before \
         pretransplant predialysis old older peak nadir trend trends day days week weeks month months year years \
         outside osh referring january february march april june july august september october november december \
         jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday \
         vorwert vorwerte vorbefund vorbefunde 上次 前次 前回 前值 既往 历史 昨日 昨天 昨 前天 前日 上周 上月 \
         上个月 上年 去年 入院 术前 术中 手术 治疗前 用药前 透析前 移植前 输血前 之前 以前 以往 此前 曾 外院 他院 \
         当地 基线 初诊 首诊 首次 初次 峰值 最高 最低 月前 周前 天前 年前 日前",
    ),
    (
        LATER,
        "discharge discharged postop postoperative post after posttransplant postdialysis since during pod \
         tomorrow recheck rechecked repeat repeated followup later evening afternoon tonight overnight 出院 术后 治疗后 用药后 透析后 移植后 输血后 之后 \
         复查 随访 明日 转归 following",
    ),
    (
        PERSON,
        "donor donors mother maternal mothers mom mum father paternal fathers baby babys newborn newborns infant \
         neonate child son daughter brother sister sibling twin wife husband spouse family relative relatives contact \
         control controls qc calibrator qualitycontrol 供者 供体 供肝者 母亲 父亲 母 父 婴儿 新生儿 胎儿 患儿 儿子 女儿 \
         兄 弟 姐 妹 丈夫 妻子 配偶 家属 亲属 联系人 质控 对照 标准品 校准品",
    ),
    (
        HARMLESS,
        "对该标本负责 对本标本负责 对此标本负责 对送检标本负责 对所检标本负责 对检测标本负责 对来样负责 对该样本负责 \
         对本样本负责 对此样本负责 对送检样本负责 尿素 尿素氮 尿酸 血尿素 血尿素氮 血尿酸 血液 胆汁酸 胆汁淤积 bileacid bileacids childpugh childpughscore childs",
    ),
    (FINDING | NOT, "no none not without denies 无 未见 否认"),
    (
        FINDING,
        "mild moderate severe slight minimal trace grade encephalopathy bleeding jaundice varices fever \
         oedema edema hepatic 有 少量 中量 大量 轻度 中度 重度 肝性脑病 出血 黄疸 静脉曲张 发热 水肿",
    ),
    (FINDING | FLUID, "ascites 腹水"),
    (
        ON,
        "corrected amended revised 更正 修正 to from on at by in of after before until then or and with when if for vs than below above was now up down \
         rising fell dropped improved peaked today yesterday per see note comment specimen sample hemolyzed haemolyzed \
         hemolysed clotted the 至 到 升 升至 降 降至 复查 后 前 于 入院 备注 注 标本 溶血 但 较 或 和 及 与 当 若 如",
    ),
    (
        DOUBT,
        "invalid error errors mistake wrong incorrect unreliable disregard ignore void clump clumps clumped clumping \
         aggregate aggregates aggregated aggregation diluted dilution contaminated contamination mislabeled mislabelled \
         lipemic lipaemic lipemia lipaemia icteric interference artefact artifact spurious falsely preliminary \
         provisional drip wbit pseudohyponatremia pseudohyponatraemia pseudothrombocytopenia pseudothrombocytopaenia \
         ungültig falsch fehler verdünnt aggregate thrombozytenaggregate \
         hämolytisch lipämisch zielwert zielbereich 作废 无效 有误 错误 误差 聚集 稀释 污染 脂血 乳糜 干扰 假性 不可靠 \
         不准",
    ),
    (
        DERIVED,
        "calculated calculation corrected correction estimated estimate adjusted derived predicted 计算 计算值 校正 估算 换算",
    ),
    (
        H_NAME,
        "test testname tests component components item analyte parameter investigation abbreviation 项目 检验项目 \
         项目名称 检验项目名称 检测项目 名称 中文名称 英文名称 英文 缩写 简称 代号 英文缩写",
    ),
    (
        H_RESULT,
        "result results value values currentresult currentresultandflag current 结果 检验结果 检测结果 测定结果 本次结果 \
         结果值 测定值",
    ),
    (
        H_FLAG,
        "flag flags status 提示 标志 标记 状态 异常 异常提示 高低",
    ),
    (H_UNIT, "unit units 单位"),
    (
        H_REFERENCE,
        "reference references referencerange referenceranges referenceinterval refrange refinterval ref normal \
         normalrange normalvalues range 参考值 参考区间 参考范围 正常值 正常范围 参考 生物参考区间",
    ),
    (
        H_FORMER,
        "previous previousresult previousresultanddate previousvalue prior priorresult priorvalue lastresult lastvalue \
         上次结果 历史结果 前次结果 上次 前次",
    ),
    (
        H_DAY,
        "date datetime date/time day time collected 日期 时间 检验日期 采样日期",
    ),
    (
        H_NUMBER,
        "no no# number 序号 编号 序 remark remarks comment comments note notes 备注 specimen specimentype sample 标本 \
         标本类型 样本",
    ),
    (
        H_REST,
        "method methods lab code 方法 检测方法 检验方法 方法学 实验方法 仪器",
    ),
    (K_AGE, "age 年龄"),
    (K_SEX, "sex gender 性别"),
    (
        K_BOTH,
        "age/sex sex/age agesex age/gender gender/age 年龄/性别 性别/年龄",
    ),
    (
        K_DAY,
        "collected collectiondate collectiontime datecollected collectedon drawn specimencollected 采集时间 采样时间 \
         采集日期 采样日期 标本采集时间",
    ),
    (
        K_TIME,
        "date reported reportdate reportedon received datereported printed ordered resulted time 报告时间 报告日期 \
         打印时间 接收时间 检验时间 检验日期 审核时间 送检时间 送检日期 申请时间 日期",
    ),
    (
        K_SPECIMEN,
        "specimen specimentype sample sampletype 标本 标本类型 标本种类 样本 样本类型 样本种类",
    ),
    (
        K_DIAGNOSIS,
        "diagnosis diagnoses impression dx 诊断 临床诊断 初步诊断",
    ),
    (
        K_FREE | K_WHO,
        "name patientname patient mrn id patientid bed bedno dob dateofbirth birthdate 姓名 床号 病历号 住院号 门诊号 病案号 出生日期",
    ),
    (
        K_FREE,
        "hospitalno department dept ward doctor physician phone tel accession accessionno reportno orderno 科室 病区 \
         条码 条码号 条形码 标本号 样本号 标本编号 样本编号 检验者 审核者 核对者 送检医生 送检医师 送检科室 申请医生 医生 \
         医师 电话 联系电话 费别",
    ),
    (YEARS, "y yr yrs yo y/o year years yearold yearsold 岁 周岁"),
    (MALE, "male m man 男 男性"),
    (FEMALE, "female f woman 女 女性"),
    (
        PLACE,
        "hospital clinic laboratory laboratories medicalcenter medicalcentre 医院 检验科 检验报告单 检验报告 化验单 报告单",
    ),
    (SPECIMEN, "标本 样本 specimen sample"),
];
