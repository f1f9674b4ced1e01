package store

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// extent is which paragraphs a work has, as far as its official texts make it
// certain: what is needed to say that a paragraph cited does not exist.
type extent struct {
	// Last is the number of the last paragraph; all of 1 to Last are held, and
	// Last is printed.
	Last int `json:"last"`
	// Beyond is the greatest number that stands elsewhere, in an annex, a part or
	// a note: "paragraph 77" may mean that one.
	Beyond int `json:"beyond,omitempty"`
	// Points gives, by paragraph, the last of its points (a), (b) ..., where two
	// versions or more, and all that are held, mark the same.
	Points map[int]string `json:"points,omitempty"`
}

// extentOf is the extent of a work; nil when its texts are not held, are only
// counted, have gaps, or hold a number at the start of a line inside a
// paragraph: there the reading of the file may have missed where one begins.
func extentOf(w *corpus.Work) *extent {
	if w.Kind == corpus.KindStatement || len(w.Documents) == 0 {
		return nil
	}
	e := &extent{Points: map[int]string{}}
	held := map[int]bool{}
	printed := false // the last one's number
	for i := range w.Provisions {
		p := &w.Provisions[i]
		n, rest := number(p.Locator)
		switch {
		case n == 0 || aside(p.Locator.Class()):
		case p.Locator.Class() != "para" || p.Locator.Only() != "" || len(p.Texts) == 0:
			e.Beyond = max(e.Beyond, n)
		case rest == "":
			if swallows(p) {
				return nil
			}
			held[n] = true
			if n >= e.Last {
				e.Last, printed = n, isPrinted(p)
			}
			if last := lastPoint(p); last != "" {
				e.Points[n] = last
			}
		}
	}
	if e.Last == 0 || !printed || len(held) != e.Last {
		return nil
	}
	return e
}

// aside reports whether the numbers of a class are ordinals of ours or those of
// notes, which nobody cites as paragraphs.
func aside(class string) bool {
	switch class[strings.LastIndexByte(class, '/')+1:] {
	case "pp", "fn", "head", "time":
		return true
	}
	return false
}

// number reads the number of a locator and what follows it: "2.e" is 2 and
// ".e", "12bis" 12 and "bis"; 0 when there is none.
func number(l corpus.Locator) (n int, rest string) {
	s := l.Number()
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return 0, s
	}
	return n, s[i:]
}

var numbered = regexp.MustCompile(`\n[0-9]{1,3}\.[ \t]`)

func swallows(p *corpus.Provision) bool {
	for _, t := range p.Texts {
		if numbered.MatchString(t.Text) {
			return true
		}
	}
	return false
}

func isPrinted(p *corpus.Provision) bool {
	for _, t := range p.Texts {
		if t.Number != "" && !t.Inferred {
			return true
		}
	}
	return false
}

// lastPoint is the last of the points (a), (b) ... of p; "" when only one version
// is held, or one marks none, others, or some out of order.
func lastPoint(p *corpus.Provision) string {
	if len(p.Texts) < 2 {
		return ""
	}
	last := ""
	for _, t := range p.Texts {
		next := byte('a')
		for _, part := range t.Parts {
			point, ok := strings.CutPrefix(string(part.Locator), string(p.Locator)+".")
			switch {
			case !ok:
				return ""
			case strings.Contains(point, "."):
				continue // a point of a point
			case point != string(next):
				return ""
			}
			next++
		}
		if next == 'a' || last != "" && last != string(next-1) {
			return ""
		}
		last = string(next - 1)
	}
	return last
}

// lacks says what the work that name names has instead of l; "" when l is there,
// or may be.
func (e *extent) lacks(name corpus.Target, l corpus.Locator) string {
	n, rest := number(l)
	switch {
	case l.Class() != "para" || n == 0 || rest != "" && rest[0] != '.':
		return ""
	case n > e.Last && n > e.Beyond && e.Last == 1:
		return fmt.Sprintf("%s has one paragraph", name)
	case n > e.Last && n > e.Beyond:
		return fmt.Sprintf("%s has paragraphs 1 to %d", name, e.Last)
	}
	point, _, _ := strings.Cut(strings.TrimPrefix(rest, "."), ".")
	if strings.Contains("ivx", point) {
		return "" // "paragraph 4 (a), (i)" means a point of a point
	}
	if last := e.Points[n]; last != "" && n > e.Beyond && len(point) == 1 && point > last && point <= "z" {
		return fmt.Sprintf("paragraph %d of %s has points (a) to (%s)", n, name, last)
	}
	return ""
}

// judge decides, for one reading of the library, which citations name paragraphs
// that do not exist. Nothing of it is stored with the citation: it changes when
// a text arrives or goes.
type judge struct {
	extents map[corpus.Target]*extent // of the works asked for; nil where nothing is certain
}

func newJudge() *judge { return &judge{map[corpus.Target]*extent{}} }

// doubtful reports whether a judge could ever find fault with c.
func doubtful(c *corpus.Citation) bool {
	if c.Status != corpus.Resolved || c.Target == "" || strings.Contains(string(c.Target), " + ") {
		return false
	}
	for _, l := range c.Pinpoints {
		if l.Class() == "para" {
			return true
		}
	}
	return false
}

// guessed are the forms that do not name their work: the grammar takes it from
// what stands around them.
var guessed = map[string]bool{"internal": true, "antecedent": true}

// settle gives c the status NoSuchParagraph, with a Detail, when it is due. Where
// the text does not name the work, the fault is not the text's: the mention
// becomes unresolved, for it means another work.
func (j *judge) settle(tx *bolt.Tx, c *corpus.Citation) error {
	if !doubtful(c) {
		return nil
	}
	e, ok := j.extents[c.Target]
	if !ok {
		if ids := find(tx, string(c.Target)); len(ids) == 1 {
			var err error
			if e, err = get[extent](extents.of(tx), []byte(ids[0])); err != nil {
				return err
			}
		}
		j.extents[c.Target] = e
	}
	if e == nil {
		return nil
	}
	for _, l := range c.Pinpoints {
		if why := e.lacks(c.Target, l); why != "" {
			c.Status, c.Detail = corpus.NoSuchParagraph, why
			if guessed[c.Form] {
				c.Status, c.Target, c.Detail = corpus.Unresolved, "", why+": another work is meant"
			}
			return nil
		}
	}
	return nil
}

// settleAll judges the citations of documents that were read for the caller alone.
func (j *judge) settleAll(tx *bolt.Tx, docs []*corpus.Document) error {
	for _, d := range docs {
		for i := range d.Passages {
			cs := d.Passages[i].Citations
			for k := range cs {
				if err := j.settle(tx, &cs[k]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// setExtent writes what the work has, or that nothing is certain.
func setExtent(tx *bolt.Tx, w *corpus.Work) error {
	e := extentOf(w)
	if e == nil {
		return extents.of(tx).Delete([]byte(w.ID))
	}
	return putJSON(extents.of(tx), []byte(w.ID), e)
}
