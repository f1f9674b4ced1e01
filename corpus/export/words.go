package export

import "concordance/corpus/lang"

// wording is what documents for readers say in their own words, in one language.
type wording struct {
	Pack         string // title of an assessment pack
	About        string // what is whose in it
	Provisions   string
	Works        string
	Themes       string
	Other        string // heading of what has no theme
	Bibliography string
	Note         string // label of a note
	Unclaimed    string // said of a note that is on no paragraph for certain
	NoText       string // said where no official text is held
	Official     string // label of an official address
}

// wordings has the six languages; readers of another get English.
var wordings = map[lang.Tag]wording{
	lang.English: {"Assessment pack", "Quotations are from the official texts. Notes are our own words, are marked as notes, and are never to be quoted as the text.",
		"Provisions", "Works", "Themes", "Other provisions", "Bibliography", "Note, not the official text", "no paragraph is claimed",
		"The official text is not held here.", "Official text"},
	lang.French: {"Dossier d’évaluation", "Les citations proviennent des textes officiels. Les notes sont rédigées par nous, signalées comme telles, et ne doivent jamais être citées comme le texte.",
		"Dispositions", "Documents", "Thèmes", "Autres dispositions", "Bibliographie", "Note, hors texte officiel", "aucun paragraphe n’est indiqué",
		"Le texte officiel n’est pas conservé ici.", "Texte officiel"},
	lang.Spanish: {"Carpeta de evaluación", "Las citas proceden de los textos oficiales. Las notas son palabras nuestras, van señaladas como tales y nunca deben citarse como el texto.",
		"Disposiciones", "Documentos", "Temas", "Otras disposiciones", "Bibliografía", "Nota, no es el texto oficial", "no se indica ningún párrafo",
		"El texto oficial no se conserva aquí.", "Texto oficial"},
	lang.Russian: {"Материалы для оценки", "Цитаты приводятся по официальным текстам. Примечания составлены нами, помечены как примечания и не должны цитироваться как текст.",
		"Положения", "Документы", "Темы", "Прочие положения", "Библиография", "Примечание, не официальный текст", "пункт не указывается",
		"Официальный текст здесь не хранится.", "Официальный текст"},
	lang.Arabic: {"ملف التقييم", "الاقتباسات مأخوذة من النصوص الرسمية. أما الملاحظات فهي من صياغتنا ومبيَّنة بصفتها ملاحظات، ولا يجوز الاستشهاد بها على أنها النص.",
		"الأحكام", "الوثائق", "المواضيع", "أحكام أخرى", "المراجع", "ملاحظة، وليست النص الرسمي", "لا تُنسب إلى فقرة بعينها",
		"النص الرسمي غير محفوظ هنا.", "النص الرسمي"},
	lang.Chinese: {"评估资料汇编", "引文出自正式文本。说明为我们自行撰写，均已标明，不得作为正文引用。",
		"条款", "文件", "主题", "其他条款", "参考文献", "说明（非正式文本）", "不指明段次",
		"此处未收存正式文本。", "正式文本"},
}

func wordsOf(l lang.Tag) wording {
	if w, ok := wordings[l]; ok {
		return w
	}
	return wordings[lang.English]
}
