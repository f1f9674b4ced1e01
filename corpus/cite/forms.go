package cite

import (
	"regexp"

	"concordance/corpus/lang"
)

// form is one way of naming a work: a row of the grammar. A form with a
// pattern is an identifier, read where it stands; the others are read by the
// part of the parser that their name says. The examples are the test.
type form struct {
	name    string
	pattern string // from the start of the identifier; ~ is optional space
	next    string // of a form that begins with a number: its followers, see follower
	part    int    // the group of pattern that holds the letter of a part, 0 for none
	whole   bool   // no letter, digit or slash may follow
	read    func(parts []string, c context) (reading, bool)

	examples []example

	re *regexp.Regexp
}

// example is a made-up sentence with its mentions in [brackets], which may
// stand inside each other, and what they say, in order: the target, then the
// pinpoints, then the status where it is not "resolved".
type example struct {
	lang lang.Tag
	text string
	want []string
}

// at is the place where every example stands.
var at = Place{Work: "S/RES/9901 (2099)", Locator: "para-5"}

// parts are the letters of the parts of a resolution.
const parts = `[A-Z]|ألف|باء|جيم|دال|هاء|[АВС]`

// digitForms are the identifiers that begin with a digit; the first that fits is taken.
var digitForms = compile(
	&form{
		name: "numbers", next: "/", pattern: `([0-9]{3,4}(?:/[0-9]{4}){1,4})`, whole: true, read: readNothing,
		examples: []example{
			{"en", "the [1267/1989/2253 Sanctions Committee] met", []string{"SC-COMMITTEE/1267-1989-2253"}},
			{"en", "the [1267/1988 Monitoring Team] reported", []string{"SC-BODY/1267-1988"}},
			{"en", "in the 2012/2013 season", nil},
		},
	},
	&form{
		name: "resolution", next: "(", pattern: `([0-9]{1,4})~[(（]~([12][0-9]{3})~[)）]`, read: readCouncil,
		examples: []example{
			{"en", "in its resolution [2341 (2017)] the Council", []string{"S/RES/2341 (2017)"}},
			{"en", "resolutions [1566 (2004)] [1624 (2005)], [2178 (2014)] and [2396 (2017)]", []string{
				"S/RES/1566 (2004)", "S/RES/1624 (2005)", "S/RES/2178 (2014)", "S/RES/2396 (2017)"}},
			{"en", "resolution [2368 (2016)] on sanctions", []string{"S/RES/2368 (2017) wrong-year"}},
			{"en", "resolution [2312 (2106)], adopted on 3 May 2001 (2001)", []string{"S/RES/2312 (2016) wrong-year"}},
			{"en", "founded in 1994 (1995)", nil},
			{"en", "Resolution [2396/2017] and UNSCR [1373]", []string{"S/RES/2396 (2017)", "S/RES/1373 (2001)"}},
			{"en", "resolution [2396(2017)] and [9901 (2099)]", []string{"S/RES/2396 (2017)", "S/RES/9901 (2099)"}},
			{"fr", "la résolution [2396 (2017)] du Conseil", []string{"S/RES/2396 (2017)"}},
			{"es", "las resoluciones [2341 (2017)] y [2396 (2017)]", []string{"S/RES/2341 (2017)", "S/RES/2396 (2017)"}},
			{"ru", "в резолюциях [2341 (2017)] и [2396 (2017)]", []string{"S/RES/2341 (2017)", "S/RES/2396 (2017)"}},
			{"ar", "في القرارين [2341 (2017)] و [2396 (2017)]", []string{"S/RES/2341 (2017)", "S/RES/2396 (2017)"}},
			{"zh", "第[1624(2005)]、[2178(2014)]和[2396(2017)]号决议", []string{"S/RES/1624 (2005)", "S/RES/2178 (2014)", "S/RES/2396 (2017)"}},
			{"de", "in den Resolutionen [2341 (2017)] und [2396 (2017)]", []string{"S/RES/2341 (2017)", "S/RES/2396 (2017)"}},
		},
	},
	&form{
		name: "session", next: "(A", part: 2, read: readSession,
		pattern: `([0-9]{1,4})~(` + parts + `)?~[(（]~([IVXLC]{1,8}|S-[IVX]{1,4}|د~-?~[0-9]{1,2})~[)）]`,
		examples: []example{
			{"en", "Assembly resolution [2625 (XXV)] of 1970 and resolution [217 A (III)]", []string{"A/RES/2625 (XXV)", "A/RES/217 A (III)"}},
			{"en", "Economic and Social Council resolution [2008 (LX)]", []string{"E/RES/2008 (LX)"}},
			{"zh", "大会第[217 A(III)]号决议", []string{"A/RES/217 A (III)"}},
			{"ar", "قرار الجمعية العامة [217 ألف (د-3)]", []string{"A/RES/217 A (III)"}},
			{"en", "see figure 2 (IV)", nil},
		},
	},
	&form{
		name: "economic", next: "/", pattern: `((?:19[4-9]|20[0-9])[0-9])/([0-9]{1,3})(?:~([A-Z])\b)?`, part: 3, whole: true, read: readEconomic,
		examples: []example{
			{"en", "Economic and Social Council resolution [1996/31]", []string{"E/RES/1996/31"}},
			{"fr", "la résolution [1996/31] du Conseil économique et social", []string{"E/RES/1996/31"}},
			{"ru", "резолюция [1996/31] Экономического и Социального Совета", []string{"E/RES/1996/31"}},
			{"ar", "قرار المجلس الاقتصادي والاجتماعي [1996/31]", []string{"E/RES/1996/31"}},
			{"zh", "经济及社会理事会第[1996/31]号决议", []string{"E/RES/1996/31"}},
			{"es", "la resolución [2019/20] del Consejo Económico y Social", []string{"E/RES/2019/20"}},
			{"en", "Commission on Human Rights resolution [1993/30]", []string{"unresolved"}},
			{"en", "in the year 2019/20", nil},
			{"en", "Presidential Statement [2015/25] and its resolution", []string{"S/PRST/2015/25"}},
		},
	},
	&form{
		name: "assembly", next: "/", pattern: `([0-9]{1,2})/([0-9]{1,3})(?:~(` + parts + `))?`, part: 3, whole: true, read: readAssembly,
		examples: []example{
			{"en", "General Assembly resolution [60/288] of 8 September 2006", []string{"A/RES/60/288"}},
			{"en", "its resolutions [46/182] of 19 December 1991, [60/288] and [72/284]", []string{"A/RES/46/182", "A/RES/60/288", "A/RES/72/284"}},
			{"en", "resolutions [45/248 B], section VI, of 1 May 1991, [55/231] of 2 June 2000", []string{"A/RES/45/248 B section-6", "A/RES/55/231"}},
			{"fr", "la décision [74/544]", []string{"A/DEC/74/544"}},
			{"es", "la decisión [74/544]", []string{"A/DEC/74/544"}},
			{"ru", "решение [74/544]", []string{"A/DEC/74/544"}},
			{"ar", "المقرر [74/544]", []string{"A/DEC/74/544"}},
			{"zh", "第[74/544]号决定", []string{"A/DEC/74/544"}},
			{"zh", "2020年1月2日第[75/59]号决议以及其2021年12月6日第[76/516]号决定", []string{"A/RES/75/59", "A/DEC/76/516"}},
			{"en", "Human Rights Council resolution [16/18]", []string{"A/HRC/RES/16/18"}},
			{"ru", "резолюция [16/18] Совета по правам человека", []string{"A/HRC/RES/16/18"}},
			{"ar", "قرار مجلس حقوق الإنسان [16/18]", []string{"A/HRC/RES/16/18"}},
			{"en", "resolution [80/1 B] and decision [74/544]", []string{"A/RES/80/1 B", "A/DEC/74/544"}},
			{"en", "Human Rights Council resolution [54/6]", []string{"A/HRC/RES/54/6"}},
			{"en", "resolution [16/18] on tolerance", []string{"ambiguous"}},
			{"en", "open 24/7 and in 1/3 of cases", nil},
			{"en", "resolution [60/288]; the doors stay open 70/30", []string{"A/RES/60/288"}},
			{"fr", "la résolution [60/288] de l’Assemblée générale", []string{"A/RES/60/288"}},
			{"fr", "la résolution [54/6] du Conseil des droits de l’homme", []string{"A/HRC/RES/54/6"}},
			{"es", "la resolución [60/288] de la Asamblea General", []string{"A/RES/60/288"}},
			{"ru", "резолюция [60/288] Генеральной Ассамблеи", []string{"A/RES/60/288"}},
			{"ar", "قرار الجمعية العامة [60/288]", []string{"A/RES/60/288"}},
			{"zh", "大会第[60/288]号决议", []string{"A/RES/60/288"}},
			{"zh", "人权理事会第[54/6]号决议", []string{"A/HRC/RES/54/6"}},
			{"zh", "人权理事会2023年4月3日第[54/6]号决议", []string{"A/HRC/RES/54/6"}},
			{"zh", "回顾其2017年5月1日第[72/180]号、2018年6月2日第[73/174]号和2019年7月3日第[74/147]号决议", []string{
				"A/RES/72/180", "A/RES/73/174", "A/RES/74/147"}},
			{"zh", "第21/38号命令和第40/7号文件", nil},
			{"zh", "第[53/243 A]和B号决议", []string{"A/RES/53/243 A"}},
			{"ru", "резолюция [57/270 В] от 23 июня", []string{"A/RES/57/270 B"}},
			{"en", "its decision [74/550 A] of 13 April 2020", []string{"A/DEC/74/550 A"}},
			{"de", "Resolution [60/288] der Generalversammlung", []string{"A/RES/60/288"}},
		},
	},
)

// letterForms are the identifiers that begin with a capital.
var letterForms = compile(
	&form{
		name: "assembly", pattern: `(E?S[-\x{2010}\x{2011}\x{2013}][0-9]{1,2})/([0-9]{1,3})(?:~(` + parts + `))?`, part: 3, whole: true, read: readAssembly,
		examples: []example{
			{"en", "resolution [S-23/2] and resolution [ES-10/24]", []string{"A/RES/S-23/2", "A/RES/ES-10/24"}},
			{"en", "Human Rights Council resolution [S-16/1]", []string{"A/HRC/RES/S-16/1"}},
			{"zh", "人权理事会2011年4月29日[S-16/1]号、2012年3月1日第[19/1]号决议", []string{"A/HRC/RES/S-16/1", "A/HRC/RES/19/1"}},
			{"fr", "la résolution [S‑16/1] du Conseil des droits de l’homme", []string{"A/HRC/RES/S-16/1"}},
		},
	},
	&form{
		name: "assembly", pattern: `د~إ~(ط~)?[-\x{2011}\x{2013}]~([0-9]{1,2}/[0-9]{1,3})`, whole: true, read: readArabicSession,
		examples: []example{
			{"ar", "القرار [دإ-23/2] والقرار [دإط-10/24]", []string{"A/RES/S-23/2", "A/RES/ES-10/24"}},
			{"ar", "قراري مجلس حقوق الإنسان [دإ-16/1] و[دإ-17/1]", []string{"A/HRC/RES/S-16/1", "A/HRC/RES/S-17/1"}},
		},
	},
	&form{
		name: "symbol", pattern: symbolPattern, whole: true, read: readSymbol,
		examples: []example{
			{"en", "the report ([S/2018/1177]) and [S/PRST/2015/25].", []string{"S/2018/1177", "S/PRST/2015/25"}},
			{"en", "see [A/79/6 (Sect. 3)/Add.4], [S/2025/71/Rev.1], [A/66/782-S/2012/261]", []string{
				"A/79/6 (Sect. 3)/Add.4", "S/2025/71/Rev.1", "A/66/782-S/2012/261"}},
			{"en", "[S/RES/2396 (2017)] and [S/RES/2341]", []string{"S/RES/2396 (2017)", "S/RES/2341 (2017)"}},
			{"en", "[A/RES/60/288], [A/RES/217(III)A] and [A/RES/217 A (III)]", []string{"A/RES/60/288", "A/RES/217 A (III)", "A/RES/217 A (III)"}},
			{"en", "the record [A/80/PV.22], [S/PV.8148] and [A/C.6/77/SR.35]", []string{"A/80/PV.22", "S/PV.8148", "A/C.6/77/SR.35"}},
			{"en", "men and/or women, S/he, A/B", nil},
			{"en", "press release [SC/12714], records [S/PV.8148] and [A/74/PV.22]", []string{"SC/12714", "S/PV.8148", "A/74/PV.22"}},
			{"fr", "le communiqué de presse [SC/12714]", []string{"SC/12714"}},
			{"en", "[S/2018/1177/Add.1], [A/C.5/79/L.3], [A/AC.6/2020/CRP.2]", []string{"S/2018/1177/Add.1", "A/C.5/79/L.3", "A/AC.6/2020/CRP.2"}},
			{"zh", "文件[S/2018/1177]", []string{"S/2018/1177"}},
			{"ar", "الوثيقة [S/2018/1177]", []string{"S/2018/1177"}},
		},
	},
)

// otherForms are read by the parser: the words around make them.
var otherForms = []*form{
	{name: "bare", examples: []example{
		{"en", "the [2272] reviews under resolution [2272 (2016)]. It counted 2272 in all", []string{"S/RES/2272 (2016)", "S/RES/2272 (2016)"}},
		{"en", "a count of 2272 people", nil},
		{"en", "resolution [2178] and resolutions [1373] and [1624]", []string{"S/RES/2178 (2014)", "S/RES/1373 (2001)", "S/RES/1624 (2005)"}},
		{"en", "resolution [181]", []string{"unresolved"}},
		{"en", "a budget of 2178 and 1373 people", nil},
		{"fr", "la résolution [2178]", []string{"S/RES/2178 (2014)"}},
		{"zh", "第[1373]号决议", []string{"S/RES/1373 (2001)"}},
		{"en", "its resolutions [918] of 17 May 1994, [997] of 9 June 1995 and [1011] of 16 August 1995", []string{
			"S/RES/918 (1994)", "S/RES/997 (1995)", "S/RES/1011 (1995)"}},
		{"ar", "القرار [2178]", []string{"S/RES/2178 (2014)"}},
		{"ru", "резолюции [2178]", []string{"S/RES/2178 (2014)"}},
	}},
	{name: "pinpoint before", examples: []example{
		{"en", "footnote 12 of [S/2018/1177]", []string{"S/2018/1177 fn-12"}},
		{"en", "paragraphs 2 and 3 and the annex of resolution [2255 (2015)]", []string{"S/RES/2255 (2015) para-2 para-3 annex"}},
		{"en", "annexes I and III to resolution [2231 (2015)]; the annexes to resolution [2255 (2015)]", []string{
			"S/RES/2231 (2015) annex-1 annex-3", "S/RES/2255 (2015)"}},
		{"en", "the annexes to resolutions [2216 (2015)] and [2564 (2021)]; annex B to resolution [2806 (2025)]", []string{
			"S/RES/2216 (2015) annex", "S/RES/2564 (2021) annex", "S/RES/2806 (2025)"}},
		{"en", "annex I, 12 months after resolution [2231 (2015)]; in resolution [2255 (2015)], annex I, 12 boats", []string{
			"S/RES/2231 (2015)", "S/RES/2255 (2015) annex-1"}},
		{"fr", "la liste annexée à la résolution [2255 (2015)]", []string{"S/RES/2255 (2015) annex"}},
		{"ar", "في المرفق الثاني من القرار [2610 (2021)]", []string{"S/RES/2610 (2021) annex-2"}},
		{"zh", "[本决议]附件二", []string{"S/RES/9901 (2099) annex-2"}},
		{"en", "paragraphs 4 (b) (ii-iv) and 5 of resolution [1591 (2005)]", []string{
			"S/RES/1591 (2005) para-4.b.ii para-4.b.iii para-4.b.iv para-5"}},
		{"en", "paragraphs 3 and 4 of the report of the Museum and the Library of 5 June 2099 ([S/2018/1177])", []string{"S/2018/1177 para-3 para-4"}},
		{"en", "[paragraphs 41 and 42], of any guests", []string{"S/RES/9901 (2099) para-41 para-42"}},
		{"fr", "note de bas de page 12 du document [S/2018/1177]", []string{"S/2018/1177 fn-12"}},
		{"es", "nota a pie de página 12 de [S/2018/1177]", []string{"S/2018/1177 fn-12"}},
		{"ru", "сноска 12 в [S/2018/1177]", []string{"S/2018/1177 fn-12"}},
		{"ar", "الحاشية 12 من [S/2018/1177]", []string{"S/2018/1177 fn-12"}},
		{"fr", "le sous-alinéa v) de l’alinéa a) du paragraphe 3 de la résolution [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.a.v"}},
		{"fr", "le paragraphe 3) a) v) de la résolution [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.a.v"}},
		{"fr", "l’alinéa a) des paragraphes 1 et 81 de la résolution [2368 (2017)]", []string{"S/RES/2368 (2017) para-1.a para-81.a"}},
		{"fr", "du paragraphe 4 au paragraphe 6 de la résolution [2396 (2017)]", []string{"S/RES/2396 (2017) para-4 para-5 para-6"}},
		{"en", "paragraph 2 (e) of resolution [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"en", "paragraphs 2 (e) and 7–9 of its resolution [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e para-7 para-8 para-9"}},
		{"en", "paragraphs 9 (a), (b) and (c) of resolution [1970 (2011)]", []string{"S/RES/1970 (2011) para-9.a para-9.b para-9.c"}},
		{"en", "subparagraphs (c) and (d) of paragraph 3 of resolution [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.c para-3.d"}},
		{"en", "paragraphs 1 and 2 of resolution [1390 (2002)], and paragraph 4 of resolution [1989 (2011)]", []string{
			"S/RES/1390 (2002) para-1 para-2", "S/RES/1989 (2011) para-4"}},
		{"en", "OP 34(b) of resolution [2368 (2017)]", []string{"S/RES/2368 (2017) para-34.b"}},
		{"en", "preambular paragraph 14 of resolution [2396 (2017)]", []string{"S/RES/2396 (2017) pp-14"}},
		{"en", "paragraph 3 of the annex to resolution [2231 (2015)]", []string{"S/RES/2231 (2015) annex/para-3"}},
		{"en", "paragraph 12 of the report of the Secretary-General ([S/2025/72])", []string{"S/2025/72 para-12"}},
		{"en", "paragraph 12 of the Secretary-General’s report ([S/2025/72])", []string{"S/2025/72 para-12"}},
		{"en", "paragraph 8 of the outcome document", nil},
		{"en", "paragraphs 15 and 16 of [1970], as modified by paragraphs 11 of resolution [2213 (2015)], 11 of resolution [2362 (2017)] and 11 of resolution [2441 (2018)]", []string{
			"S/RES/1970 (2011) para-15 para-16", "S/RES/2213 (2015) para-11", "S/RES/2362 (2017) para-11", "S/RES/2441 (2018) para-11"}},
		{"en", "OP27–OP29 of resolution [2396 (2017)]", []string{"S/RES/2396 (2017) para-27 para-28 para-29"}},
		{"en", "In paragraph 27, resolution [2396 (2017)] calls on States", []string{"S/RES/2396 (2017) para-27"}},
		{"en", "Annex I, paragraph 3, of resolution [2231 (2015)]", []string{"S/RES/2231 (2015) annex-1/para-3"}},
		{"en", "section II, paragraph 5, of resolution [60/288]", []string{"A/RES/60/288 para-5"}},
		{"fr", "au paragraphe 2, alinéa e), de la résolution [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"es", "el párrafo 2, apartado e), de la resolución [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"en", "OP4 of its resolution [716 (1991)]", []string{"S/RES/716 (1991) para-4"}},
		{"en", "the State named in such paragraph(s)", nil},
		{"ar", "في الفقرات من 30 إلى 32 من القرار [2399 (2018)]", []string{"S/RES/2399 (2018) para-30 para-31 para-32"}},
		{"fr", "l’alinéa e) du paragraphe 2 de la résolution [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"fr", "aux paragraphes 1 à 3 de sa résolution [2396 (2017)]", []string{"S/RES/2396 (2017) para-1 para-2 para-3"}},
		{"es", "el párrafo 2 e) de la resolución [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"es", "los párrafos 1 d), 1 f) y 1 g) de [la presente resolución]", []string{"S/RES/9901 (2099) para-1.d para-1.f para-1.g"}},
		{"es", "los apartados c), d) y e) del párrafo 3 de la resolución [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.c para-3.d para-3.e"}},
		{"en", "paragraph 34 to paragraph 36 of resolution [2659 (2022)]", []string{"S/RES/2659 (2022) para-34 para-35 para-36"}},
		{"de", "die Ziffern 10 bis 12 und 15 der Resolution [2399 (2018)]", []string{"S/RES/2399 (2018) para-10 para-11 para-12 para-15"}},
		{"ru", "пункта 13 резолюции [2009 (2011)], пунктов 9 и 10 резолюции [2095 (2013)]", []string{"S/RES/2009 (2011) para-13", "S/RES/2095 (2013) para-9 para-10"}},
		{"ru", "в пункте 24 доклада Генерального секретаря ([S/2024/12])", []string{"S/2024/12 para-24"}},
		{"ru", "в пункте 41 специального доклада о музеях", nil},
		{"fr", "aux paragraphes 11 de la résolution [2213 (2015)], 9 et 10 de la résolution [2362 (2017)]", []string{"S/RES/2213 (2015) para-11", "S/RES/2362 (2017) para-9 para-10"}},
		{"es", "los apartados c) y d) del párrafo 3 de la resolución [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.c para-3.d"}},
		{"ru", "в подпунктах c) и d) пункта 3 резолюции [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.c para-3.d"}},
		{"ru", "в пункте 2 е) резолюции [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"ar", "في الفقرة 2 (هـ) من القرار [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
		{"ar", "الفقرات الفرعية (ج) و (د) من الفقرة 3 من القرار [1591 (2005)]", []string{"S/RES/1591 (2005) para-3.c para-3.d"}},
		{"de", "in Ziffer 2 e) der Resolution [1373 (2001)]", []string{"S/RES/1373 (2001) para-2.e"}},
	}},
	{name: "pinpoint after", examples: []example{
		{"en", "[S/2015/939], annex II, para. 3", []string{"S/2015/939 annex-2/para-3"}},
		{"fr", "[S/2015/939], annexe II, par. 3", []string{"S/2015/939 annex-2/para-3"}},
		{"es", "[S/2015/939], anexo II, párr. 3", []string{"S/2015/939 annex-2/para-3"}},
		{"ru", "[S/2015/939], приложение II, пункт 3", []string{"S/2015/939 annex-2/para-3"}},
		{"ar", "[S/2015/939]، المرفق الثاني، الفقرة 3", []string{"S/2015/939 annex-2/para-3"}},
		{"zh", "[S/2015/939]，附件二，第3段", []string{"S/2015/939 annex-2/para-3"}},
		{"zh", "第[1267(1999)]和[1989(2011)]号决议第2段", []string{"S/RES/1267 (1999) para-2", "S/RES/1989 (2011) para-2"}},
		{"en", "resolution [2396 (2017)], paras. 27 and 28", []string{"S/RES/2396 (2017) para-27 para-28"}},
		{"en", "[A/RES/76/181], annex, para. 77", []string{"A/RES/76/181 annex/para-77"}},
		{"en", "([S/2018/1177] and [S/2018/1177/Corr.1]), chap. II", []string{"S/2018/1177 chapter-II", "S/2018/1177/Corr.1 chapter-II"}},
		{"fr", "résolution [2200 A (XXI)] de l’Assemblée générale, annexe", []string{"A/RES/2200 A (XXI) annex"}},
		{"en", "resolution [2462 (2019)], tenth preambular paragraph and paras. 3 and 4", []string{"S/RES/2462 (2019) pp-10 para-3 para-4"}},
		{"en", "resolution [2462 (2019)], 10th preambular paragraph", []string{"S/RES/2462 (2019) pp-10"}},
		{"fr", "résolution [2462 (2019)], vingt-cinquième alinéa du préambule", []string{"S/RES/2462 (2019) pp-25"}},
		{"es", "resolución [2462 (2019)], décimo párrafo del preámbulo", []string{"S/RES/2462 (2019) pp-10"}},
		{"en", "[S/2015/939], annex II, guiding principle 15", []string{"S/2015/939 principle-15"}},
		{"en", "resolution [2806 (2025)], paragraph 40.c and 41", []string{"S/RES/2806 (2025) para-40.c para-41"}},
		{"en", "resolution [2396 (2017)] (para. 27)", []string{"S/RES/2396 (2017) para-27"}},
		{"zh", "第[1373(2001)]号决议第2(e)段", []string{"S/RES/1373 (2001) para-2.e"}},
		{"zh", "第[1591(2005)]号决议第3段(c)、(d)和(e)分段", []string{"S/RES/1591 (2005) para-3.c para-3.d para-3.e"}},
		{"en", "resolution [2396 (2017)], in particular paragraph 8 (d)", []string{"S/RES/2396 (2017) para-8.d"}},
		{"zh", "第[1701]号决议执行部分第11段", []string{"S/RES/1701 (2006) para-11"}},
		{"zh", "第[2396(2017)]号决议第9和第10段", []string{"S/RES/2396 (2017) para-9 para-10"}},
		{"zh", "第[2396(2017)]号决议第9和10段", []string{"S/RES/2396 (2017) para-9 para-10"}},
		{"fr", "résolution [2396 (2017)], par. 27", []string{"S/RES/2396 (2017) para-27"}},
		{"ru", "резолюция [2396 (2017)], пункт 27", []string{"S/RES/2396 (2017) para-27"}},
	}},
	{name: "self", examples: []example{
		{"en", "paragraph 2 of [this resolution]", []string{"S/RES/9901 (2099) para-2"}},
		{"en", "paragraph 1 (d), paragraph 1 (f) and paragraph 1 (g) of [the present resolution]", []string{"S/RES/9901 (2099) para-1.d para-1.f para-1.g"}},
		{"fr", "au paragraphe 5 de [la présente résolution]", []string{"S/RES/9901 (2099) para-5"}},
		{"es", "en el párrafo 5 de [la presente resolución]", []string{"S/RES/9901 (2099) para-5"}},
		{"ru", "в пункте 5 [настоящей резолюции]", []string{"S/RES/9901 (2099) para-5"}},
		{"ar", "في الفقرة 5 من [هذا القرار]", []string{"S/RES/9901 (2099) para-5"}},
		{"zh", "[本决议]第5段", []string{"S/RES/9901 (2099) para-5"}},
		{"de", "in Ziffer 5 [dieser Resolution]", []string{"S/RES/9901 (2099) para-5"}},
	}},
	{name: "internal", examples: []example{
		{"en", "as per [paragraph 12 (b)], 3) measures", []string{"S/RES/9901 (2099) para-12.b"}},
		{"zh", "为[第65段]之目的", []string{"S/RES/9901 (2099) para-65"}},
		{"zh", "[上文(a)和(b)分段]所述", []string{"S/RES/9901 (2099) para-5.a para-5.b"}},
		{"en", "referred to in [paragraphs 5, 12 and 14 above], and", []string{"S/RES/9901 (2099) para-5 para-12 para-14"}},
		{"en", "as provided in [paragraph 47], the", []string{"S/RES/9901 (2099) para-47"}},
		{"en", "[paragraphs 6 (b) and 6 (e)] apply", []string{"S/RES/9901 (2099) para-6.b para-6.e"}},
		{"en", "as in [subparagraph (b) above]", []string{"S/RES/9901 (2099) para-5.b"}},
		{"en", "in [paragraph 3, subparagraphs (a) and (c)], and in [paragraph 4, subparagraph (e)];", []string{
			"S/RES/9901 (2099) para-3.a para-3.c", "S/RES/9901 (2099) para-4.e"}},
		{"zh", "根据[附件二第17段]提交", []string{"S/RES/9901 (2099) annex-2/para-17"}},
		{"en", "paragraph 3 of annex II to the letter", nil},
		{"en", "in [paragraphs 19 above] and [28 and 29 below], the", []string{"S/RES/9901 (2099) para-19", "S/RES/9901 (2099) para-28 para-29"}},
		{"en", "(i) the tasks of [paragraph 30], (ii) the others", []string{"S/RES/9901 (2099) para-30"}},
		{"ar", "تنفيذ [الفقرة 1 من المنطوق]، علاوة", []string{"S/RES/9901 (2099) para-1"}},
		{"fr", "conformément à l’[alinéa b) du paragraphe 1 ci-après], ou", []string{"S/RES/9901 (2099) para-1.b"}},
		{"fr", "visées au [paragraphe 1 ci-dessus]", []string{"S/RES/9901 (2099) para-1"}},
		{"es", "en el [párrafo 87 b)], según proceda", []string{"S/RES/9901 (2099) para-87.b"}},
		{"ru", "в [пунктах 3–5 выше]", []string{"S/RES/9901 (2099) para-3 para-4 para-5"}},
		{"ar", "في [الفقرتين 1 و 2 أعلاه]", []string{"S/RES/9901 (2099) para-1 para-2"}},
		{"zh", "11日会议通过的公报第2段中", nil},
		{"zh", "[上文第1和2段]所述", []string{"S/RES/9901 (2099) para-1 para-2"}},
		{"de", "mit den [Ziffern 3, 6 und 11] verhängten", []string{"S/RES/9901 (2099) para-3 para-6 para-11"}},
	}},
	{name: "antecedent", examples: []example{
		{"en", "resolution [2396 (2017)], and paragraph 4 of [the aforesaid resolution]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"en", "resolution [2396 (2017)], and paragraph 4 of [the above-mentioned resolution]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"fr", "la résolution [2396 (2017)] et le paragraphe 4 de [la résolution susmentionnée]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"es", "la resolución [2396 (2017)] y el párrafo 4 de [dicha resolución]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"es", "la resolución [2396 (2017)] y el párrafo 4 de [la resolución mencionada]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"ru", "резолюция [2396 (2017)] и пункт 4 [вышеупомянутой резолюции]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"ru", "резолюция [2396 (2017)] и пункт 4 [той же резолюции]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"ar", "القرار [2396 (2017)] والفقرة 4 من [القرار نفسه]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"ar", "القرار [2396 (2017)] والفقرة 4 من [القرار المذكور أعلاه]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"zh", "第[2396(2017)]号决议和[同一决议]第4段", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"de", "Resolution [2396 (2017)] und Ziffer 4 [derselben Resolution]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"fr", "la résolution [2396 (2017)] et les paragraphes 2 et 3 [de celle-ci]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"fr", "la résolution [2396 (2017)] et ses [paragraphes 2 et 3]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"es", "la resolución [2396 (2017)] y los párrafos 2 y 3 [de esta última]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"es", "la resolución [2396 (2017)] y sus [párrafos 2 y 3]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"ru", "резолюция [2396 (2017)] и ее [пункты 2 и 3]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"ar", "القرار [2396 (2017)] والفقرتين 2 و 3 [منه]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"zh", "第[2396(2017)]号决议及其[第2和3段]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"de", "Resolution [2396 (2017)] und deren [Ziffern 2 und 3]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"en", "resolution [2396 (2017)] and its [paragraphs 2 and 3]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-2 para-3"}},
		{"en", "resolution [2396 (2017)], para. 5; [ibid.], para. 6", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"fr", "résolution [2396 (2017)], par. 5. [Ibid.], par. 6", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"es", "resolución [2396 (2017)], párr. 5. [Ibid.], párr. 6", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"ru", "резолюция [2396 (2017)], пункт 5. [Там же], пункт 6", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"ar", "القرار [2396 (2017)]، الفقرة 5. [المرجع نفسه]، الفقرة 6", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"zh", "第[2396(2017)]号决议，第5段。[同上]，第6段", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"de", "Resolution [2396 (2017)], Ziffer 5. [Ebd.], Ziffer 6", []string{"S/RES/2396 (2017) para-5", "S/RES/2396 (2017) para-6"}},
		{"zh", "第[2341(2017)]和[2396(2017)]号决议；违反[上述决议]的行为", []string{"S/RES/2341 (2017)", "S/RES/2396 (2017)", "S/RES/2341 (2017) + S/RES/2396 (2017)"}},
		{"fr", "l’[alinéa d) de son paragraphe 8]", []string{"S/RES/9901 (2099) para-8.d"}},
		{"en", "Recalling resolution [2396 (2017)] and paragraph 4 of [that resolution]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"en", "resolutions [2341 (2017)] and [2396 (2017)] and States bound by [those resolutions]", []string{
			"S/RES/2341 (2017)", "S/RES/2396 (2017)", "S/RES/2341 (2017) + S/RES/2396 (2017)"}},
		{"en", "resolutions [2341 (2017)] and [2396 (2017)]; in [that resolution]", []string{
			"S/RES/2341 (2017)", "S/RES/2396 (2017)", "ambiguous"}},
		{"en", "resolution [2240 (2015)], reaffirms paragraph 11 [thereof]", []string{"S/RES/2240 (2015)", "S/RES/2240 (2015) para-11"}},
		{"en", "noting that resolution [1540 (2004)] applies", []string{"S/RES/1540 (2004)"}},
		{"en", "resolution [1966 (2010)] and the date in paragraph 1 of [the resolution], to review", []string{"S/RES/1966 (2010)", "S/RES/1966 (2010) para-1"}},
		{"en", "the report ([S/2018/1177]) and section V of [the report];", []string{"S/2018/1177", "S/2018/1177 section-5"}},
		{"fr", "le rapport ([S/2018/1177]) et la section V du [rapport] ;", []string{"S/2018/1177", "S/2018/1177 section-5"}},
		{"en", "paragraph 12 of the report, and the resolution says", nil},
		{"en", "relevant resolutions, including resolutions [2341 (2017)] and [2396 (2017)]; bound by [those resolutions]", []string{
			"S/RES/2341 (2017)", "S/RES/2396 (2017)", "unresolved"}},
		{"en", "resolutions [2341 (2017)], [2396 (2017)] and [this resolution]; bound by [these resolutions]", []string{
			"S/RES/2341 (2017)", "S/RES/2396 (2017)", "S/RES/9901 (2099)", "S/RES/2341 (2017) + S/RES/2396 (2017) + S/RES/9901 (2099)"}},
		{"en", "Assembly resolution [60/288] and Council resolutions [2341 (2017)] and [2396 (2017)]; bound by [those resolutions]", []string{
			"A/RES/60/288", "S/RES/2341 (2017)", "S/RES/2396 (2017)", "A/RES/60/288 + S/RES/2341 (2017) + S/RES/2396 (2017)"}},
		{"en", "barred by [1556 (2005)] and [1591 (2005)] and by [those resolutions]", []string{
			"S/RES/1556 (2004) wrong-year", "S/RES/1591 (2005)", "S/RES/1556 (2004) + S/RES/1591 (2005)"}},
		{"es", "Recuerda la resolución [2628 (2022)] y recuerda además el [párrafo 52], y", []string{"S/RES/2628 (2022)", "S/RES/2628 (2022) para-52"}},
		{"fr", "les mesures du paragraphe 9 de la résolution [2206 (2015)] et celles édictées au [paragraphe 12] aux", []string{
			"S/RES/2206 (2015) para-9", "S/RES/2206 (2015) para-12"}},
		{"ar", "في ديباجة [هذا القرار] وفي الفقرة 8 [منه]، و", []string{"S/RES/9901 (2099)", "S/RES/9901 (2099) para-8"}},
		{"en", "as [that resolution] says", []string{"unresolved"}},
		{"en", "[op. cit.], para. 5", []string{"unresolved para-5"}},
		{"en", "[Ibid.], para. 4", []string{"unresolved para-4"}},
		{"zh", "第[2396(2017)]号决议和[该决议]第4段", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
		{"fr", "la résolution [2396 (2017)] et au paragraphe 4 de [ladite résolution]", []string{"S/RES/2396 (2017)", "S/RES/2396 (2017) para-4"}},
	}},
	{name: "committee", examples: []example{
		{"en", "the [Committee established pursuant to resolution [1373 (2001)]] concerning", []string{"SC-COMMITTEE/1373", "S/RES/1373 (2001)"}},
		{"en", "the [Security Council Committee pursuant to resolutions [1267 (1999)] and [1989 (2011)]], and", []string{
			"SC-COMMITTEE/1267-1989", "S/RES/1267 (1999)", "S/RES/1989 (2011)"}},
		{"en", "the [1540 Committee] and the Committee", []string{"SC-COMMITTEE/1540"}},
		{"en", "the committee (hereinafter “1540 Committee”) and a 2018 Committee", nil},
		{"zh", "人权委员会2020年4月6日", nil},
		{"en", "the Committee may consider resolution [2396 (2017)]", []string{"S/RES/2396 (2017)"}},
		{"fr", "le [Comité créé par la résolution [1718 (2006)]]", []string{"SC-COMMITTEE/1718", "S/RES/1718 (2006)"}},
		{"es", "el [Comité establecido en virtud de la resolución [1267 (1999)]]", []string{"SC-COMMITTEE/1267", "S/RES/1267 (1999)"}},
		{"ru", "[Комитет, учрежденный резолюцией [1718 (2006)]]", []string{"SC-COMMITTEE/1718", "S/RES/1718 (2006)"}},
		{"ar", "مع [اللجنة المنشأة عملا بالقرار [1718 (2006)]]", []string{"SC-COMMITTEE/1718", "S/RES/1718 (2006)"}},
		{"zh", "[第[1718(2006)]号决议所设委员会]", []string{"SC-COMMITTEE/1718", "S/RES/1718 (2006)"}},
		{"zh", "[第[2206(2015)]号决议第16段所设委员会]", []string{"SC-COMMITTEE/2206", "S/RES/2206 (2015) para-16"}},
		{"en", "[Committee established pursuant to resolutions [1267 (1999)], [1989 (2001)] and [2253 (2015)]]", []string{
			"SC-COMMITTEE/1267-1989-2253", "S/RES/1267 (1999)", "S/RES/1989 (2011) wrong-year", "S/RES/2253 (2015)"}},
	}},
	{name: "name", examples: []example{
		{"en", "Under [Charter] Article 51", []string{"UN-CHARTER art-51"}},
		{"en", "Articles 24 and 25 of the [Charter]", []string{"UN-CHARTER art-24 art-25"}},
		{"fr", "les Articles 24 et 25 de la [Charte]", []string{"UN-CHARTER art-24 art-25"}},
		{"es", "los Artículos 24 y 25 de la [Carta]", []string{"UN-CHARTER art-24 art-25"}},
		{"ru", "статьи 24 и 25 [Устава]", []string{"UN-CHARTER art-24 art-25"}},
		{"ar", "المادتين 24 و 25 من [الميثاق]", []string{"UN-CHARTER art-24 art-25"}},
		{"zh", "《[宪章]》第五十一条", []string{"UN-CHARTER art-51"}},
		{"zh", "《[宪章]》第51条", []string{"UN-CHARTER art-51"}},
		{"en", "the [Charter of the United Nations] and the [UN Charter]", []string{"UN-CHARTER", "UN-CHARTER"}},
		{"en", "invoked Chapter VII of the [United Nations Charter],", []string{"UN-CHARTER chapter-VII"}},
		{"en", "Article 2, paragraph 4, of the [Charter]", []string{"UN-CHARTER art-2.4"}},
		{"en", "Articles 39 and 41 of the [Charter]", []string{"UN-CHARTER art-39 art-41"}},
		{"en", "Article 1 (1-4) and Article 98-2 of the [Charter]", []string{"UN-CHARTER art-1.1 art-1.2 art-1.3 art-1.4 art-98.2"}},
		{"ru", "статья 14 Устава Механизма", nil},
		{"en", "the [Madrid Guiding Principles] and the [addendum thereto]", []string{"S/2015/939", "S/2018/1177"}},
		{"en", "under Article 39 (1) of the [UN Charter]", []string{"UN-CHARTER art-39.1"}},
		{"en", "the [2030 Agenda for Sustainable Development]", []string{"A/RES/70/1"}},
		{"en", "the [United Nations Global Counter-Terrorism Strategy]", []string{"A/RES/60/288"}},
		{"en", "the [Compendium of good practices on critical infrastructure] and the [Compendium]", []string{
			"un-compendium-critical-infrastructure-2018", "un-compendium-critical-infrastructure-2018"}},
		{"en", "a compendium, the Compendium, and the [Antalya memorandum on good practices in the counterterrorism context]", []string{"gctf-antalya-memorandum-2017"}},
		{"en", "the [2030 Agenda for Sustainable Development] (“the 2030 Agenda”)", []string{"A/RES/70/1"}},
		{"en", "the African Charter and the Charter of the Organization", nil},
		{"en", "Article 3 of the [Chicago Convention]", []string{"TREATY/CHICAGO-1944 art-3"}},
		{"fr", "en vertu du Chapitre VII de la [Charte des Nations Unies]", []string{"UN-CHARTER chapter-VII"}},
		{"es", "en virtud del Capítulo VII de la [Carta de las Naciones Unidas]", []string{"UN-CHARTER chapter-VII"}},
		{"ru", "на основании главы VII [Устава Организации Объединенных Наций]", []string{"UN-CHARTER chapter-VII"}},
		{"ar", "بموجب الفصل السابع من [ميثاق الأمم المتحدة]", []string{"UN-CHARTER chapter-VII"}},
		{"zh", "根据《[联合国宪章]》第七章采取行动", []string{"UN-CHARTER chapter-VII"}},
		{"de", "nach Kapitel VII der [Charta der Vereinten Nationen]", []string{"UN-CHARTER chapter-VII"}},
	}},
}

func compile(forms ...*form) []*form {
	for _, f := range forms {
		f.re = pattern(f.pattern)
	}
	return forms
}
