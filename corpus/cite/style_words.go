package cite

import (
	"fmt"

	"concordance/corpus/lang"
)

// wordsOf are the words of pinpoints in the language, in English where there
// are none.
func wordsOf(l lang.Tag) pinWords {
	if w, ok := unWords[l]; ok {
		return w
	}
	return unWords[lang.English]
}

// sameForm is a form that is the same for one and for several.
func sameForm(s string) [2]string { return [2]string{s, s} }

// container2 is a word for an annex, alone and with a number.
func container2(s string) [2]string { return [2]string{s, s + " %s"} }

var unWords = map[lang.Tag]pinWords{
	lang.English: {
		kinds: map[string][2]string{
			"para": {"para. %s", "paras. %s"}, "pp": {"preamble, para. %s", "preamble, paras. %s"},
			"guiding-principle": {"guiding principle %s", "guiding principles %s"}, "principle": {"principle %s", "principles %s"},
			"practice": {"good practice %s", "good practices %s"}, "section": {"sect. %s", "sects. %s"},
			"case": {"case study %s", "case studies %s"}, "box": {"box %s", "boxes %s"}, "table": {"table %s", "tables %s"},
			"fn": {"footnote %s", "footnotes %s"}, "time": sameForm("at %s"),
		},
		containers: map[string][2]string{"annex": container2("annex"), "appendix": container2("appendix"),
			"letter": container2("letter"), "enclosure": container2("enclosure"), "part": container2("part")},
		point: " (%s)", item: ", item %s", after: "unnumbered paragraph after %s", sep: ", ", list: ", ", and: " and ", dash: "–",
	},
	lang.French: {
		kinds: map[string][2]string{
			"para": sameForm("par. %s"), "pp": sameForm("préambule, al. %s"),
			"guiding-principle": {"principe directeur %s", "principes directeurs %s"}, "principle": {"principe %s", "principes %s"},
			"practice": {"bonne pratique %s", "bonnes pratiques %s"}, "section": sameForm("sect. %s"),
			"case": {"étude de cas %s", "études de cas %s"}, "box": {"encadré %s", "encadrés %s"}, "table": {"tableau %s", "tableaux %s"},
			"fn": {"note de bas de page %s", "notes de bas de page %s"}, "time": sameForm("à %s"),
		},
		containers: map[string][2]string{"annex": container2("annexe"), "appendix": container2("appendice"),
			"letter": container2("lettre"), "enclosure": container2("pièce jointe"), "part": container2("partie")},
		point: " %s)", item: ", point %s", after: "paragraphe non numéroté après %s", sep: ", ", list: ", ", and: " et ", dash: "–",
	},
	lang.Spanish: {
		kinds: map[string][2]string{
			"para": {"párr. %s", "párrs. %s"}, "pp": {"preámbulo, párr. %s", "preámbulo, párrs. %s"},
			"guiding-principle": {"principio rector %s", "principios rectores %s"}, "principle": {"principio %s", "principios %s"},
			"practice": {"buena práctica %s", "buenas prácticas %s"}, "section": sameForm("secc. %s"),
			"case": {"estudio de caso %s", "estudios de caso %s"}, "box": {"recuadro %s", "recuadros %s"}, "table": {"cuadro %s", "cuadros %s"},
			"fn": {"nota a pie de página %s", "notas a pie de página %s"}, "time": sameForm("minuto %s"),
		},
		containers: map[string][2]string{"annex": container2("anexo"), "appendix": container2("apéndice"),
			"letter": container2("carta"), "enclosure": container2("apéndice adjunto"), "part": container2("parte")},
		point: " %s)", item: ", punto %s", after: "párrafo sin numerar después de %s", sep: ", ", list: ", ", and: " y ", dash: "–",
	},
	lang.Russian: {
		kinds: map[string][2]string{
			"para": {"пункт %s", "пункты %s"}, "pp": {"преамбула, пункт %s", "преамбула, пункты %s"},
			"guiding-principle": {"руководящий принцип %s", "руководящие принципы %s"}, "principle": {"принцип %s", "принципы %s"},
			"practice": {"эффективная практика %s", "эффективные практики %s"}, "section": {"раздел %s", "разделы %s"},
			"case": {"тематическое исследование %s", "тематические исследования %s"}, "box": {"вставка %s", "вставки %s"}, "table": {"таблица %s", "таблицы %s"},
			"fn": {"сноска %s", "сноски %s"}, "time": sameForm("время %s"),
		},
		containers: map[string][2]string{"annex": container2("приложение"), "appendix": container2("добавление"),
			"letter": container2("письмо"), "enclosure": container2("дополнение"), "part": container2("часть")},
		point: " (%s)", item: ", подпункт %s", after: "ненумерованный пункт, следующий за: %s", sep: ", ", list: ", ", and: " и ", dash: "–",
	},
	lang.Arabic: {
		kinds: map[string][2]string{
			"para": {"الفقرة %s", "الفقرات %s"}, "pp": {"الديباجة، الفقرة %s", "الديباجة، الفقرات %s"},
			"guiding-principle": {"المبدأ التوجيهي %s", "المبادئ التوجيهية %s"}, "principle": {"المبدأ %s", "المبادئ %s"},
			"practice": {"الممارسة الجيدة %s", "الممارسات الجيدة %s"}, "section": {"الفرع %s", "الفروع %s"},
			"case": {"دراسة الحالة %s", "دراسات الحالة %s"}, "box": {"الإطار %s", "الأطر %s"}, "table": {"الجدول %s", "الجداول %s"},
			"fn": {"الحاشية %s", "الحواشي %s"}, "time": sameForm("التوقيت %s"),
		},
		containers: map[string][2]string{"annex": container2("المرفق"), "appendix": container2("التذييل"),
			"letter": container2("الرسالة"), "enclosure": container2("الضميمة"), "part": container2("الجزء")},
		point: " (%s)", item: "، البند %s", after: "فقرة غير مرقمة بعد %s", sep: "، ", list: " و ", and: " و ", dash: "–",
	},
	lang.Chinese: {
		kinds: map[string][2]string{
			"para": sameForm("第%s段"), "pp": sameForm("序言部分第%s段"),
			"guiding-principle": sameForm("指导原则%s"), "principle": sameForm("原则%s"),
			"practice": sameForm("良好做法%s"), "section": sameForm("第%s节"),
			"case": sameForm("案例研究%s"), "box": sameForm("方框%s"), "table": sameForm("表%s"),
			"fn": sameForm("脚注%s"), "time": sameForm("%s处"),
		},
		containers: map[string][2]string{"annex": {"附件", "附件%s"}, "appendix": {"附录", "附录%s"},
			"letter": {"信函", "信函%s"}, "enclosure": {"附文", "附文%s"}, "part": {"部分", "第%s部分"}},
		point: "(%s)", item: "第%s项", after: "%s后的未编号段落", sep: "，", list: "、", and: "和", dash: "至",
	},
}

// unResolution gives, by language, how a resolution is named: the organ and its
// number fill the form.
var unResolution = map[lang.Tag]func(o styleOrgan, number string) string{
	lang.English: func(o styleOrgan, n string) string { return organs[o].english + " resolution " + n },
	lang.French: func(o styleOrgan, n string) string {
		return fmt.Sprintf("Résolution %s %s", n, map[styleOrgan]string{ofCouncil: "du Conseil de sécurité", ofAssembly: "de l’Assemblée générale",
			ofEcosoc: "du Conseil économique et social", ofRights: "du Conseil des droits de l’homme"}[o])
	},
	lang.Spanish: func(o styleOrgan, n string) string {
		return fmt.Sprintf("Resolución %s %s", n, map[styleOrgan]string{ofCouncil: "del Consejo de Seguridad", ofAssembly: "de la Asamblea General",
			ofEcosoc: "del Consejo Económico y Social", ofRights: "del Consejo de Derechos Humanos"}[o])
	},
	lang.Russian: func(o styleOrgan, n string) string {
		return fmt.Sprintf("Резолюция %s %s", n, map[styleOrgan]string{ofCouncil: "Совета Безопасности", ofAssembly: "Генеральной Ассамблеи",
			ofEcosoc: "Экономического и Социального Совета", ofRights: "Совета по правам человека"}[o])
	},
	lang.Arabic: func(o styleOrgan, n string) string {
		return fmt.Sprintf("قرار %s %s", map[styleOrgan]string{ofCouncil: "مجلس الأمن", ofAssembly: "الجمعية العامة",
			ofEcosoc: "المجلس الاقتصادي والاجتماعي", ofRights: "مجلس حقوق الإنسان"}[o], n)
	},
	lang.Chinese: func(o styleOrgan, n string) string {
		return fmt.Sprintf("%s第%s号决议", map[styleOrgan]string{ofCouncil: "安全理事会", ofAssembly: "大会",
			ofEcosoc: "经济及社会理事会", ofRights: "人权理事会"}[o], n)
	},
}
