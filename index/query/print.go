package query

import (
	"fmt"
	"strings"
	"unicode"
)

// String prints the query in its normal form; "" finds everything.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	var p printer
	q.Root.print(&p)
	return p.String()
}

type printer struct{ strings.Builder }

// list prints parts with sep between them, groups among them in parentheses.
func (p *printer) list(parts []Node, sep string) {
	for i, n := range parts {
		if i > 0 {
			p.WriteString(sep)
		}
		p.part(n)
	}
}

func (p *printer) part(n Node) {
	switch n.(type) {
	case And, Or:
		p.WriteByte('(')
		n.print(p)
		p.WriteByte(')')
	default:
		n.print(p)
	}
}

func (n And) print(p *printer) {
	if n.Strict {
		p.list(n.Of, " AND ")
	} else {
		p.list(n.Of, " ")
	}
}

func (n Or) print(p *printer) { p.list(n.Of, " OR ") }

func (n Not) print(p *printer) {
	if y, ok := n.Of.(Years); ok && y.From == 0 {
		p.WriteString("NOT ") // "-..2023" would be a word
	} else {
		p.WriteByte('-')
	}
	p.part(n.Of)
}

// A Near needs no parentheses: nothing binds tighter, and only A may be another.
func (n Near) print(p *printer) {
	n.A.print(p)
	fmt.Fprintf(p, " NEAR/%d ", n.Within)
	n.B.print(p)
}

func (n Word) print(p *printer)   { p.WriteString(n.Text) }
func (n Prefix) print(p *printer) { p.WriteString(n.Text + "*") }
func (n Fuzzy) print(p *printer)  { fmt.Fprintf(p, "%s~%d", n.Text, n.Edits) }
func (r Ref) print(p *printer)    { p.WriteString(r.text()) }

func (n Phrase) print(p *printer) {
	p.WriteString(`"` + n.Text + `"`)
	if n.Slop > 0 {
		fmt.Fprintf(p, "~%d", n.Slop)
	}
}

func (n Field) print(p *printer) {
	if bare(n.Value) {
		p.WriteString(n.Name + ":" + n.Value)
	} else {
		p.WriteString(n.Name + `:"` + n.Value + `"`)
	}
}

// bare reports whether a value can stand without quotation marks.
func bare(s string) bool {
	t, star := trim(s)
	return t == s && !star && !strings.ContainsFunc(s, func(r rune) bool {
		return breaks(r) || !solid(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_/.", r)
	})
}

func (n Years) print(p *printer) {
	if n.From != 0 {
		fmt.Fprintf(p, "%d", n.From)
	}
	p.WriteString("..")
	if n.To != 0 {
		fmt.Fprintf(p, "%d", n.To)
	}
}
