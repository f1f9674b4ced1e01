package query

import (
	"reflect"

	"concordance/corpus/lang"
)

// Parse reads what was typed. l is the reader's language; "" is English.
func Parse(s string, l lang.Tag) Query {
	if l == "" {
		l = lang.English
	}
	q := Query{Lang: l}
	s = clean(s, &q.Repairs)
	q.Root = parse(s, &q.Repairs)
	if q.Root == nil && s != "" {
		q.Repairs = append(q.Repairs, "There is nothing to look for in the query: everything is shown.")
	}
	q.settle()
	return q
}

// settle prints and reads the tree until both agree: mending may join pieces
// into a reference that the first reading could not see.
func (q *Query) settle() {
	for range 8 {
		var none []string
		again := parse(clean(q.String(), &none), &none)
		if reflect.DeepEqual(again, q.Root) {
			return
		}
		q.Root = again
	}
}

func parse(s string, repairs *[]string) Node {
	if r, ok := whole(s); ok {
		return r
	}
	p := &parser{tokens: lex(s, repairs), repairs: repairs}
	p.limit()
	var parts []Node
	for {
		if n := p.either(0); n != nil {
			parts = append(parts, n)
		}
		if p.at == len(p.tokens) {
			return join(parts, false)
		}
		p.at++ // a closing parenthesis that nothing opened
		p.repair("A closing parenthesis had no partner: left out.")
	}
}

type parser struct {
	tokens  []token
	at      int
	repairs *[]string
	said    map[string]bool
}

func (p *parser) repair(s string) {
	if p.said == nil {
		p.said = map[string]bool{}
	}
	if !p.said[s] {
		p.said[s] = true
		*p.repairs = append(*p.repairs, s)
	}
}

// limit leaves out the terms beyond MaxTerms.
func (p *parser) limit() {
	n := 0
	for i, t := range p.tokens {
		if t.kind != leaf {
			continue
		}
		if n++; n > MaxTerms {
			p.tokens = p.tokens[:i]
			p.repair("The query has more than 200 words: the others were left out.")
			return
		}
	}
}

func (p *parser) peek() (kind, bool) {
	if p.at == len(p.tokens) {
		return 0, false
	}
	return p.tokens[p.at].kind, true
}

// either reads terms joined by OR, up to a closing parenthesis.
func (p *parser) either(depth int) Node {
	var parts []Node
	dangling := false
	for {
		n := p.both(depth)
		if n != nil {
			parts = append(parts, n)
		} else {
			dangling = true
		}
		if k, ok := p.peek(); !ok || k != or {
			break
		}
		if n == nil {
			p.repair("An OR had nothing beside it: left out.")
		}
		p.at++
		dangling = true
	}
	if dangling && len(parts) > 0 && p.at > 0 && p.tokens[p.at-1].kind == or {
		p.repair("An OR had nothing beside it: left out.")
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return Or{flatOr(parts)}
}

// both reads terms side by side or joined by AND.
func (p *parser) both(depth int) Node {
	var parts []Node
	strict, pending := false, false
	for {
		k, ok := p.peek()
		if !ok || k == or || k == shut {
			break
		}
		if k == and {
			p.at++
			if len(parts) == 0 || pending {
				p.repair("An AND had nothing beside it: left out.")
				continue
			}
			pending = true
			continue
		}
		if n := p.one(depth); n != nil {
			parts = append(parts, n)
			strict = strict || pending
			pending = false
		}
	}
	if pending {
		p.repair("An AND had nothing beside it: left out.")
	}
	return join(parts, strict)
}

// one reads a term, a negated term or a group; nil when it is empty.
func (p *parser) one(depth int) Node {
	t := p.tokens[p.at]
	p.at++
	switch t.kind {
	case leaf:
		return t.node
	case minus:
		return p.not(depth)
	}
	return p.group(depth) // open: both stops at every other kind
}

func (p *parser) not(depth int) Node {
	negate := true
	for {
		k, ok := p.peek()
		if !ok || k != minus {
			break
		}
		negate = !negate
		p.at++
	}
	if k, ok := p.peek(); !ok || k != leaf && k != open {
		p.repair("A NOT had nothing after it: left out.")
		return nil
	}
	n := p.one(depth)
	if n == nil || !negate {
		return n
	}
	if inner, ok := n.(Not); ok {
		return inner.Of
	}
	return Not{n}
}

func (p *parser) group(depth int) Node {
	if depth == MaxDepth {
		p.repair("The parentheses are too deep: the inner ones were left out.")
		p.skipOpen()
		depth--
	}
	n := p.either(depth + 1)
	if k, ok := p.peek(); ok && k == shut {
		p.at++
	} else {
		p.repair("A closing parenthesis was missing: added at the end.")
	}
	return n
}

// skipOpen passes further opening parentheses, so that depth costs no stack.
func (p *parser) skipOpen() {
	for {
		if k, ok := p.peek(); !ok || k != open && k != minus {
			return
		}
		p.at++
	}
}

// join makes one node of terms side by side; nested ones of the same sort are
// opened up.
func join(parts []Node, strict bool) Node {
	var flat []Node
	for _, n := range parts {
		if a, ok := n.(And); ok {
			flat = append(flat, a.Of...)
			strict = strict || a.Strict
			continue
		}
		flat = append(flat, n)
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return And{flat, strict}
}

func flatOr(parts []Node) []Node {
	var flat []Node
	for _, n := range parts {
		if o, ok := n.(Or); ok {
			flat = append(flat, o.Of...)
			continue
		}
		flat = append(flat, n)
	}
	return flat
}
