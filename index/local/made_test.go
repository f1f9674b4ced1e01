package local

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// madeOf are words of several languages, inflected, to make works of.
var madeOf = map[lang.Tag][]string{
	"en": strings.Fields(`lantern lanterns harbour harbours keeper keepers keeping kept ferry ferries boat boats sailing sailed sailor rope roping
		anchor anchored anchors storm storms stormy winter bell bells ringing market markets baker bakers baking bakery bread orchard orchards
		picking pickers bridge bridges meadow meadows weaving weavers quarry quarries lamplighter lamplighters well-kept`),
	"fr": strings.Fields(`lanterne lanternes gardien gardiens gardienne bateau bateaux voile voiles cordage cordages ancre ancres tempête tempêtes
		hiver cloche cloches marché marchés boulanger boulangère boulangerie pain verger vergers pont ponts prairie prairies tisserand carrière l'été`),
	"es": strings.Fields(`linterna linternas guardián guardianes barco barcos vela velas cuerda cuerdas ancla anclas tormenta tormentas invierno
		campana campanas mercado mercados panadero panaderos panadería pan huerto huertos puente puentes prado prados tejedor cantera canteras`),
	"ru": strings.Fields(`фонарь фонари фонарём смотритель смотрители лодка лодки лодкой парус паруса верёвка верёвки якорь якоря буря бури зима
		зимой колокол колокола рынок рынки пекарь пекари хлеб сад сады мост мосты луг луга ткач ткачи карьер`),
	"ar": strings.Fields(`فانوس الفانوس حارس الحارس قارب القارب قوارب شراع الشراع حبل الحبال مرساة عاصفة العاصفة شتاء جرس الأجراس سوق الأسواق
		خباز الخباز خبز بستان البساتين جسر الجسور مرج نساج`),
	"zh": strings.Fields(`灯笼 港湾 看守人 渡轮 小船 船帆 绳索 铁锚 风暴 冬季 钟声 市场 面包师 面包 果园 桥梁 草地 织工 采石场 点灯人`),
}

// joining are common words of them.
var joining = map[lang.Tag][]string{
	"en": strings.Fields("the of and to in"), "fr": strings.Fields("le la les de et"), "es": strings.Fields("el la los de y"),
	"ru": strings.Fields("и в на с"), "ar": strings.Fields("في من على"), "zh": strings.Fields("的 和 在"),
}

var spoken = []lang.Tag{"en", "fr", "es", "ru", "ar", "zh"}

// maker makes works, the same ones from the same seed.
type maker struct{ r *rand.Rand }

func newMaker(seed uint64) *maker { return &maker{rand.New(rand.NewPCG(seed, seed+1))} }

func (m *maker) of(words []string) string { return words[m.r.IntN(len(words))] }

// text is of n words, of which some name terms of the vocabulary.
func (m *maker) text(l lang.Tag, n int) string {
	var b strings.Builder
	space := " "
	if l == lang.Chinese {
		space = ""
	}
	for i := range n {
		if i > 0 {
			b.WriteString(space)
		}
		switch x := m.r.IntN(40); {
		case x < 8:
			b.WriteString(m.of(joining[l]))
		case x == 8:
			b.WriteString(m.term().Label(l))
		default:
			b.WriteString(m.of(madeOf[l]))
		}
		switch m.r.IntN(30) {
		case 0:
			b.WriteString(map[bool]string{true: "。", false: ". "}[l == lang.Chinese])
		case 1:
			b.WriteString(map[bool]string{true: "，", false: ", "}[l == lang.Chinese])
		case 2:
			b.WriteString("\n")
		}
	}
	return b.String()
}

func (m *maker) term() *vocab.Term {
	ts := vocab.Terms([]string{"theme", "target", "threat"}[m.r.IntN(3)])
	return ts[m.r.IntN(len(ts))]
}

// works makes n works of three to eight provisions in some languages, a few with notes.
func (m *maker) works(n int) []*corpus.Work {
	var works []*corpus.Work
	for i := range n {
		w := &corpus.Work{Description: corpus.Description{ID: corpus.WorkID(fmt.Sprintf("made-%03d", i)), Kind: corpus.KindReport,
			Date: fmt.Sprintf("%d-05-06", 1990+i%30), Titles: map[lang.Tag]string{}}}
		held := []lang.Tag{m.oneOf(spoken), m.oneOf(spoken), lang.English}[m.r.IntN(2):]
		for _, l := range held {
			w.Titles[l] = m.text(l, 3+m.r.IntN(4))
		}
		for j := range 3 + m.r.IntN(6) {
			p := corpus.Provision{Locator: corpus.Locator(fmt.Sprintf("para-%d", j+1)), Texts: map[lang.Tag]*corpus.Passage{}}
			for _, l := range held {
				p.Texts[l] = &corpus.Passage{Locator: p.Locator, Text: m.text(l, 5+m.r.IntN(1+m.r.IntN(120)))}
			}
			if m.r.IntN(4) == 0 {
				p.Notes = []corpus.Note{{Text: m.text("en", 6+m.r.IntN(30)), Role: corpus.RoleCall, Terms: []corpus.TermUse{{ID: m.term().ID}}}}
			}
			w.Provisions = append(w.Provisions, p)
		}
		works = append(works, w)
	}
	return works
}

func (m *maker) oneOf(ls []lang.Tag) lang.Tag { return ls[m.r.IntN(len(ls))] }

// yields gives works one after another.
func yields(works []*corpus.Work) func(func(*corpus.Work, error) bool) {
	return func(yield func(*corpus.Work, error) bool) {
		for _, w := range works {
			if !yield(w, nil) {
				return
			}
		}
	}
}

// asked is a query with what it asks for, part by part.
type asked struct {
	text     string
	words    []string // asked for by themselves
	phrases  []string
	prefixes []string
	fuzzy    []askedFuzzy
	nears    []askedNear
	size     int // words
}

type askedFuzzy struct {
	text  string
	edits int
}

// askedNear is phrases or words near each other.
type askedNear struct {
	parts  []string
	within []int
	mutual bool
}

// asker makes queries of the words of texts.
type asker struct {
	*maker
	texts map[lang.Tag][]string
}

func newAsker(m *maker, works []*corpus.Work) *asker {
	a := &asker{m, map[lang.Tag][]string{}}
	for _, w := range works {
		for _, p := range w.Provisions {
			for _, l := range spoken {
				if t := p.Texts[l]; t != nil {
					a.texts[l] = append(a.texts[l], t.Text)
				}
			}
			if s := notesText(&p); s != "" {
				a.texts["en"] = append(a.texts["en"], s)
			}
		}
	}
	return a
}

// stretch is n words side by side of a text in l, as they stand.
func (a *asker) stretch(l lang.Tag, n int) string {
	for {
		ws := cutWords(a.of(a.texts[l]))
		if len(ws) < n {
			continue
		}
		at := a.r.IntN(len(ws) - n + 1)
		words := make([]string, n)
		for i := range words {
			words[i] = ws[at+i].text
		}
		if l == lang.Chinese {
			return strings.Join(words, "")
		}
		return strings.Join(words, " ")
	}
}

// word is a word of a text in l that is no common word and has no digit; of
// Chinese two characters.
func (a *asker) word(l lang.Tag) string {
	for {
		n := 1
		if l == lang.Chinese {
			n = 2
		}
		s := a.stretch(l, n)
		common := slices.ContainsFunc(cutWords(s), func(w cutWord) bool { return commonAnywhere(w.text) })
		capitals := len(s) == strings.IndexFunc(s+"a", unicode.IsLower) // it may be an operator
		if !common && !strings.ContainsAny(s, "0123456789") && (l == lang.Chinese || len([]rune(s)) > 2 && (l == lang.Arabic || !capitals)) {
			return s
		}
	}
}

func commonAnywhere(w string) bool {
	for _, l := range lang.Texts {
		if analysers()[l].stop[fold(w)] {
			return true
		}
	}
	return false
}

// part adds one part of a query in l.
func (a *asker) part(q *asked, l lang.Tag) string {
	switch x := a.r.IntN(20); {
	case x < 6:
		w := a.word(l)
		q.words, q.size = append(q.words, w), q.size+1
		return w
	case x < 9:
		s := a.stretch(l, 2+a.r.IntN(3))
		if a.r.IntN(6) == 0 {
			s = a.word(l) + " " + a.word(l)
		}
		q.phrases, q.size = append(q.phrases, s), q.size+len(cutWords(s))
		return `"` + s + `"`
	case x < 11:
		rs := []rune(a.word(l))
		s := string(rs[:min(len(rs), 2+a.r.IntN(3))])
		if commonAnywhere(s) || fold(s) == "" {
			return a.part(q, l)
		}
		q.prefixes, q.size = append(q.prefixes, s), q.size+1
		return s + "*"
	case x < 13 && l != lang.Chinese:
		rs := []rune(a.word(l))
		if len(rs) < 5 {
			return a.part(q, l)
		}
		i := a.r.IntN(len(rs) - 1)
		rs[i], rs[i+1] = rs[i+1], rs[i]
		f := askedFuzzy{string(rs), 1 + a.r.IntN(2)}
		q.fuzzy, q.size = append(q.fuzzy, f), q.size+1
		return fmt.Sprintf("%s~%d", f.text, f.edits)
	case x < 16:
		n := askedNear{}
		text := ""
		for i := range 2 + a.r.IntN(2) {
			s := a.word(l)
			if a.r.IntN(3) == 0 {
				s = a.stretch(l, 2)
			}
			n.parts = append(n.parts, s)
			if i > 0 {
				n.within = append(n.within, 1+a.r.IntN(20))
				text += fmt.Sprintf(" NEAR/%d ", n.within[i-1])
			}
			text += `"` + s + `"`
		}
		q.nears, q.size = append(q.nears, n), q.size+3
		return text
	case x < 17:
		n := askedNear{mutual: true}
		slop := 1 + a.r.IntN(15)
		for i := range 2 + a.r.IntN(2) {
			for _, w := range cutWords(a.word(l)) {
				n.parts = append(n.parts, w.text)
			}
			if i > 0 {
				n.within = append(n.within, slop)
			}
		}
		for len(n.within) < len(n.parts)-1 {
			n.within = append(n.within, slop)
		}
		q.nears, q.size = append(q.nears, n), q.size+3
		return fmt.Sprintf(`"%s"~%d`, strings.Join(n.parts, " "), slop)
	case x < 19:
		s := a.term().Label(l)
		if strings.ContainsAny(s, "0123456789-/()") {
			return a.part(q, l)
		}
		for _, w := range strings.Fields(s) {
			q.words, q.size = append(q.words, w), q.size+1
		}
		return s
	}
	return "(" + a.part(q, l) + " OR " + a.part(q, a.oneOf(spoken)) + ")"
}

// query makes a query.
func (a *asker) query() asked {
	var q asked
	l := a.oneOf(spoken)
	var parts []string
	for range 1 + a.r.IntN(3) {
		parts = append(parts, a.part(&q, l))
	}
	if a.r.IntN(6) == 0 {
		parts = append(parts, "-"+a.word(l))
	}
	q.text = strings.Join(parts, []string{" ", " AND "}[a.r.IntN(2)])
	return q
}

func TestMade(t *testing.T) {
	a, b := newMaker(1).works(3), newMaker(1).works(3)
	if a[2].Provisions[0].Locator != b[2].Provisions[0].Locator || fmt.Sprint(a[2].Titles) != fmt.Sprint(b[2].Titles) {
		t.Error("the same seed makes other works")
	}
}
