package cite

import (
	"fmt"
	"strings"
	"testing"

	"concordance/corpus/lang"
)

// prose are sentences that cite nothing, and a few that do.
var prose = map[lang.Tag][2]string{
	lang.English: {
		"The museum keeps a register of every visitor and shares it with the police of the city once a month; the keepers of the register answer for it. ",
		"Recalling its resolutions 2341 (2017) and 2396 (2017), the museum applies paragraph 4 (b) of resolution 1373 (2001), see S/2018/1177. ",
	},
	lang.French: {
		"Le musée tient un registre de tous les visiteurs et le transmet chaque mois à la police; les gardiens du registre en répondent. ",
		"Rappelant ses résolutions 2341 (2017) et 2396 (2017), le musée applique le paragraphe 4 b) de la résolution 1373 (2001), voir S/2018/1177. ",
	},
	lang.Spanish: {
		"El museo lleva un registro de todos los visitantes y lo comunica cada mes a la policía; los guardianes del registro responden de él. ",
		"Recordando sus resoluciones 2341 (2017) y 2396 (2017), el museo aplica el párrafo 4 b) de la resolución 1373 (2001), véase S/2018/1177. ",
	},
	lang.Russian: {
		"Музей ведет список всех посетителей и раз в месяц передает его полиции; хранители списка отвечают за него. ",
		"Ссылаясь на свои резолюции 2341 (2017) и 2396 (2017), музей применяет пункт 4 b) резолюции 1373 (2001), см. S/2018/1177. ",
	},
	lang.Arabic: {
		"يحتفظ المتحف بسجل لجميع الزوار ويرسله إلى الشرطة كل شهر، وحراس السجل مسؤولون عنه. ",
		"وإذ يشير إلى القرارين 2341 (2017) و 2396 (2017)، يطبق المتحف الفقرة 4 (ب) من القرار 1373 (2001)، انظر S/2018/1177. ",
	},
	lang.Chinese: {
		"博物馆登记所有参观者，并每月将登记册送交警方；登记册由保管人负责。",
		"回顾第2341(2017)和2396(2017)号决议，博物馆执行第1373(2001)号决议第4(b)段，见S/2018/1177。",
	},
	lang.German: {
		"Das Museum führt ein Verzeichnis aller Besucher und übermittelt es jeden Monat der Polizei; die Hüter des Verzeichnisses stehen dafür ein. ",
		"Unter Hinweis auf seine Resolutionen 2341 (2017) und 2396 (2017) wendet das Museum Ziffer 4 b) der Resolution 1373 (2001) an, siehe S/2018/1177. ",
	},
}

// page is text of l of about size bytes: one sentence in four cites, which is
// more than most documents do.
func page(l lang.Tag, size int) string {
	quarter := strings.Repeat(prose[l][0], 3) + prose[l][1] + "\n"
	return strings.Repeat(quarter, max(1, size/len(quarter)))
}

// BenchmarkFindPage shows by its MB/s that time grows with length alone.
func BenchmarkFindPage(b *testing.B) {
	tagger := NewTagger(nil)
	for _, l := range lang.Texts {
		for _, size := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
			text := page(l, size)
			b.Run(fmt.Sprintf("%s/%dkB", l, size/1000), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					for rest := text; rest != ""; { // no text is longer than MaxText
						n := min(len(rest), MaxText/2)
						n = strings.LastIndexByte(rest[:n], '\n') + 1
						tagger.Find(rest[:n], l, at)
						rest = rest[n:]
					}
				}
			})
		}
	}
}
