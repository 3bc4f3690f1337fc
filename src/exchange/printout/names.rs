//! Other tests than those of [`Analyte::PRINTED`](crate::clinical::Analyte::PRINTED), written like their names.

/// Other tests of blood that stand on the same reports: such rows are understood and not read.
pub(super) const OTHER_NAMES: &str = "\
    conjugatedbilirubin bilirubinconjugated ibil ibili indirectbilirubin bilirubinindirect unconjugatedbilirubin \
    bilirubinunconjugated 间接胆红素 结合胆红素 非结合胆红素 prealbumin palb pa pab transthyretin 前白蛋白 glob glb globulin 球蛋白 a/g \
    a/gratio ag albumin/globulin albumin/globulinratio alb/glb 白球比 白球比值 白球比例 白蛋白/球蛋白 白蛋白:球蛋白 alb% albumin% tp \
    totalprotein proteintotal 总蛋白 ldh ld ast/alt alt/ast tba bileacids totalbileacids 乳酸脱氢酶 总胆汁酸 crp hscrp c反应蛋白 \
    超敏c反应蛋白 pct procalcitonin 降钙素原 esr 血沉 cystatinc cysc 胱抑素c ck ckmb creatinekinase 肌酸激酶 ccr crcl \
    creatinineclearance 内生肌酐清除率 肌酐清除率 gfr egfr 肾小球滤过率 估算肾小球滤过率 uricacid ua urate 尿酸 血尿酸 bun/cr bun/creatinine \
    bun/creatinineratio plasmahemoglobin plasmahaemoglobin serumhemoglobin serumhaemoglobin freehemoglobin \
    freehaemoglobin plasmafreehemoglobin 游离血红蛋白 血浆游离血红蛋白 血浆血红蛋白 hba1 hbsag hbsab hbeag hbeab hbcab mch mchc mcv rdw \
    rdwcv rdwsd mpv pdw plcr meanplateletvolume meancorpuscularhemoglobin meancorpuscularhaemoglobin \
    meancorpuscularhemoglobinconcentration meancorpuscularhaemoglobinconcentration meancorpuscularvolume 平均红细胞体积 \
    平均红细胞血红蛋白 平均红细胞血红蛋白量 平均红细胞血红蛋白含量 平均红细胞血红蛋白浓度 平均血小板体积 血小板平均体积 血小板压积 血小板分布宽度 大血小板比率 红细胞分布宽度 红细胞压积 红细胞比容 hct \
    hematocrit haematocrit rbc erythrozyten redbloodcells 红细胞 红细胞计数 neut% lym% mono monocytes mono% mono# eos eos% \
    eos# baso baso% baso# 中性粒细胞百分比 淋巴细胞百分比 单核细胞 嗜酸性粒细胞 嗜碱性粒细胞 fib fibrinogen 纤维蛋白原 ptt tt thrombintime 凝血酶时间 \
    部分凝血活酶时间 ddimer d二聚体 fdp ptr ptratio 凝血酶原时间比值 k k+ potassium kalium 钾 血钾 钾离子 cl cl chloride 氯 血氯 氯离子 ca calcium \
    钙 血钙 magnesium 镁 p phosphate phosphorus 磷 血磷 hco3 co2 tco2 bicarbonate 碳酸氢根 二氧化碳 aniongap 阴离子间隙 correctedsodium \
    sodiumcorrected correctedna 校正钠 ca199 ca125 cea 癌胚抗原 ferritin 铁蛋白 cholesterol tc tg triglycerides 甘油三酯 总胆固醇 hdl \
    ldl hdlc ldlc lactate 乳酸 na/k nag tsh ft4 ft3";
