//! What printouts call the analytes and other tests.
//!
//! All in small letters, without the spaces, dots and hyphens that some put into them. A name stands here only if it
//! means one analyte: "bilirubin" alone and "TB" are left out.

/// Names in the order of [`Analyte::ALL`](crate::clinical::Analyte::ALL).
pub(super) const NAMES: [&str; 10] = [
    "tbil tbili stb totalbilirubin totalbili totalbil bilirubintotal bilitotal serumtotalbilirubin \
     bilirubintotalserum gesamtbilirubin bilirubingesamt 总胆红素 血清总胆红素 血总胆红素",
    "alb albumin serumalbumin salbumin plasmaalbumin albuminserum 白蛋白 清蛋白 血清白蛋白 血白蛋白",
    "inr ptinr internationalnormalizedratio internationalnormalisedratio 国际标准化比值 国际标准化比率 国际标准化比 \
     凝血酶原时间国际标准化比值 凝血酶原时间国际标准化比率 凝血酶原国际标准化比值 凝血酶原国际标准化比率",
    "pta pt% ptactivity prothrombinactivity prothrombintimeactivity quick quickwert 凝血酶原活动度 \
     凝血酶原时间活动度 pt活动度 凝血酶原活动度百分比",
    "pt prothrombintime 凝血酶原时间 血浆凝血酶原时间",
    "ptprolongation prothrombintimeprolongation prolongationofprothrombintime prolongationofpt 凝血酶原时间延长",
    "cr cre crea creat scr creatinine serumcreatinine screatinine plasmacreatinine creatinineserum kreatinin 肌酐 血肌酐 血清肌酐",
    "na na+ sodium serumsodium ssodium plasmasodium sodiumserum natrium 钠 血钠 血清钠 钠离子 血清钠离子",
    "hb hgb hemoglobin haemoglobin hämoglobin 血红蛋白 血红蛋白浓度 血红蛋白量",
    "plt platelet platelets plateletcount plateletscount plateletct pltct pltcount thrombozyten thrombocytes 血小板 血小板计数 血小板数",
];

/// Other tests of blood that stand on the same reports: such rows are understood and not read.
pub(super) const OTHER_NAMES: &str = "\
    dbil dbili directbilirubin bilirubindirect conjugatedbilirubin bilirubinconjugated ibil ibili indirectbilirubin \
    bilirubinindirect unconjugatedbilirubin bilirubinunconjugated 直接胆红素 间接胆红素 结合胆红素 非结合胆红素 \
    prealbumin palb pa pab transthyretin 前白蛋白 glob glb globulin 球蛋白 a/g a/gratio ag albumin/globulin \
    albumin/globulinratio alb/glb 白球比 白球比值 白球比例 白蛋白/球蛋白 白蛋白:球蛋白 alb% albumin% tp totalprotein \
    proteintotal 总蛋白 alt sgpt gpt alat ast sgot asat alp alkphos alkalinephosphatase akp ggt γgt γggt gammagt ldh ld \
    che cholinesterase ast/alt alt/ast tba bileacids totalbileacids 丙氨酸氨基转移酶 谷丙转氨酶 门冬氨酸氨基转移酶 \
    天门冬氨酸氨基转移酶 天冬氨酸氨基转移酶 谷草转氨酶 碱性磷酸酶 γ谷氨酰转肽酶 γ谷氨酰转移酶 谷氨酰转肽酶 \
    谷氨酰转移酶 乳酸脱氢酶 胆碱酯酶 总胆汁酸 crp hscrp c反应蛋白 超敏c反应蛋白 pct procalcitonin 降钙素原 esr 血沉 \
    cystatinc cysc 胱抑素c ck ckmb creatinekinase 肌酸激酶 ccr crcl creatinineclearance 内生肌酐清除率 肌酐清除率 gfr \
    egfr 肾小球滤过率 估算肾小球滤过率 uricacid ua urate 尿酸 血尿酸 urea bun ureanitrogen bloodureanitrogen 尿素 \
    尿素氮 血尿素 血尿素氮 bun/cr bun/creatinine bun/creatinineratio plasmahemoglobin plasmahaemoglobin serumhemoglobin serumhaemoglobin freehemoglobin freehaemoglobin \
    plasmafreehemoglobin 游离血红蛋白 血浆游离血红蛋白 血浆血红蛋白 hba1c hba1 a1c hemoglobina1c haemoglobina1c \
    glycatedhemoglobin glycatedhaemoglobin 糖化血红蛋白 hbsag hbsab hbeag hbeab hbcab mch mchc mcv rdw rdwcv rdwsd mpv \
    pdw plcr meanplateletvolume meancorpuscularhemoglobin meancorpuscularhaemoglobin \
    meancorpuscularhemoglobinconcentration meancorpuscularhaemoglobinconcentration meancorpuscularvolume \
    平均红细胞体积 平均红细胞血红蛋白 平均红细胞血红蛋白量 平均红细胞血红蛋白含量 平均红细胞血红蛋白浓度 \
    平均血小板体积 血小板平均体积 血小板压积 血小板分布宽度 大血小板比率 红细胞分布宽度 红细胞压积 红细胞比容 hct \
    hematocrit haematocrit wbc leukozyten leukocytes whitebloodcells whitecellcount 白细胞 白细胞计数 rbc erythrozyten \
    redbloodcells 红细胞 红细胞计数 neut neutrophils neut% neut# lymph lymphocytes lym% lym# mono monocytes mono% mono# \
    eos eos% eos# baso baso% baso# 中性粒细胞 中性粒细胞百分比 中性粒细胞计数 淋巴细胞 淋巴细胞百分比 淋巴细胞计数 \
    单核细胞 嗜酸性粒细胞 嗜碱性粒细胞 fib fibrinogen 纤维蛋白原 aptt ptt tt thrombintime 凝血酶时间 \
    活化部分凝血活酶时间 部分凝血活酶时间 ddimer d二聚体 fdp ptr ptratio 凝血酶原时间比值 k k+ potassium kalium 钾 \
    血钾 钾离子 cl cl chloride 氯 血氯 氯离子 ca calcium 钙 血钙 magnesium 镁 p phosphate phosphorus 磷 血磷 hco3 co2 \
    tco2 bicarbonate 碳酸氢根 二氧化碳 aniongap 阴离子间隙 glu glucose 葡萄糖 血糖 空腹血糖 correctedsodium \
    sodiumcorrected correctedna 校正钠 nh3 ammonia 血氨 afp 甲胎蛋白 ca199 ca125 cea 癌胚抗原 ferritin 铁蛋白 \
    cholesterol tc tg triglycerides 甘油三酯 总胆固醇 hdl ldl hdlc ldlc lactate 乳酸 na/k nag tsh ft4 ft3 amylase lipase \
    淀粉酶 脂肪酶";
