package query

import (
	"reflect"
	"strconv"

	"concordance/corpus/lang"
)

// Parse reads what was typed. l is the reader's language; "" is English.
func Parse(s string, l lang.Tag) Query {
	if l == "" {
		l = lang.English
	}
	q := Query{Lang: l}
	var m mender
	s = clean(s, &m)
	q.Root = parse(s, &m)
	if q.Root == nil && s != "" {
		m.mend(Nothing)
	}
	q.Repairs = m
	q.settle()
	return q
}

// settle prints and reads the tree until both agree: mending may join pieces
// into a reference that the first reading could not see.
func (q *Query) settle() {
	for range 8 {
		var unsaid mender
		again := parse(clean(q.String(), &unsaid), &unsaid)
		if reflect.DeepEqual(again, q.Root) {
			return
		}
		q.Root = again
	}
}

func parse(s string, m *mender) Node {
	if r, ok := whole(s); ok {
		return r
	}
	p := &parser{tokens: lex(s, m), mender: m}
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
		p.mend(GroupShut)
	}
}

type parser struct {
	*mender
	tokens []token
	at     int
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
			p.mend(TooMany, "limit", strconv.Itoa(MaxTerms))
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
			p.mend(OrAlone)
		}
		p.at++
		dangling = true
	}
	if dangling && len(parts) > 0 && p.at > 0 && p.tokens[p.at-1].kind == or {
		p.mend(OrAlone)
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return Or{Of: flatOr(parts)}
}

// both reads terms side by side or joined by AND. A NEAR that stands here has
// no two words to join: it is read as AND.
func (p *parser) both(depth int) Node {
	var parts []Node
	strict, pending := false, Code("") // what is wrong if nothing follows
	for {
		k, ok := p.peek()
		if !ok || k == or || k == shut {
			break
		}
		if k == and || k == near {
			alone := AndAlone
			if k == near {
				alone = NearAlone
			}
			p.at++
			if len(parts) == 0 || pending != "" {
				p.mend(alone)
				continue
			}
			pending = alone
			continue
		}
		if n := p.one(depth); n != nil {
			parts = append(parts, n)
			strict = strict || pending != ""
			if pending == NearAlone {
				p.mend(NearOperand)
			}
			pending = ""
		}
	}
	if pending != "" {
		p.mend(pending)
	}
	return join(parts, strict)
}

// one reads a term, a negated term or a group; nil when it is empty.
func (p *parser) one(depth int) Node {
	t := p.tokens[p.at]
	p.at++
	switch t.kind {
	case leaf:
		return p.near(t.node)
	case minus:
		return p.not(depth)
	}
	return p.group(depth) // open: both stops at every other kind
}

// near reads the chain of NEAR that n begins, if it does.
func (p *parser) near(n Node) Node {
	if !placed(n) {
		return n
	}
	for p.at+1 < len(p.tokens) && p.tokens[p.at].kind == near && placed(p.tokens[p.at+1].node) {
		n = Near{A: n, B: p.tokens[p.at+1].node, Within: p.tokens[p.at].within}
		p.at += 2
	}
	return n
}

// placed reports whether what n finds has a place in a text, to be near to.
func placed(n Node) bool {
	switch n.(type) {
	case Word, Phrase, Prefix, Fuzzy:
		return true
	}
	return false
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
		p.mend(NotAlone)
		return nil
	}
	n := p.one(depth)
	if n == nil || !negate {
		return n
	}
	if inner, ok := n.(Not); ok {
		return inner.Of
	}
	return Not{Of: n}
}

func (p *parser) group(depth int) Node {
	if depth == MaxDepth {
		p.mend(TooDeep)
		p.skipOpen()
		depth--
	}
	n := p.either(depth + 1)
	if k, ok := p.peek(); ok && k == shut {
		p.at++
	} else {
		p.mend(GroupOpen)
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
	return And{Of: flat, Strict: strict}
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
