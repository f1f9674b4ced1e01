package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"concordance/corpus/lang"
)

// bibtex writes @techreport entries, or @report entries of BibLaTeX. Bodies stand
// in braces of their own, or BibTeX takes them for persons; words with capitals
// too, or it lowers them.
type bibtex struct {
	w     *bufio.Writer
	once  once
	latex bool // BibLaTeX
}

func newBibTeX(w io.Writer) Writer   { return &bibtex{bufio.NewWriter(w), once{}, false} }
func newBibLaTeX(w io.Writer) Writer { return &bibtex{bufio.NewWriter(w), once{}, true} }

var bibMonths = [...]string{"", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func (x *bibtex) Write(r Record) error {
	i := newItem(r)
	if !x.once.pass(r, i) {
		return nil
	}
	entry, annotation := "techreport", "annote"
	if x.latex {
		entry, annotation = "report", "annotation"
	}
	fmt.Fprintf(x.w, "@%s{%s", entry, i.key)
	var authors []string
	for _, a := range i.authors(", ") {
		authors = append(authors, "{"+texEscape(a)+"}")
	}
	x.raw("author", strings.Join(authors, " and "))
	x.raw("title", protect(i.title))
	x.field("institution", i.publisher())
	x.field("type", i.genre)
	x.field("number", i.number)
	x.date(i.date)
	if l := lang.Get(i.lang); l != nil {
		x.field("langid", strings.ToLower(l.English))
	}
	x.raw("url", i.link())
	x.field("note", i.pinpoint) // printed
	x.field(annotation, strings.Join(i.more(), ". "))
	x.field("keywords", strings.Join(i.keywords, ", "))
	x.field("abstract", i.abstract())
	_, err := x.w.WriteString("\n}\n\n")
	return err
}

// date writes a date as far as it is known: BibTeX has no field for all of it.
func (x *bibtex) date(d [3]int) {
	if x.latex {
		x.field("date", date(d))
		return
	}
	if d[0] > 0 {
		x.field("year", fmt.Sprintf("%04d", d[0]))
	}
	if d[1] > 0 {
		fmt.Fprintf(x.w, ",\n  month = %s", bibMonths[d[1]])
	}
	if d[2] > 0 {
		x.field("day", fmt.Sprint(d[2]))
	}
}

func (x *bibtex) field(name, value string) { x.raw(name, texEscape(value)) }

// raw writes a field whose value is escaped already, if there is one.
func (x *bibtex) raw(name, value string) {
	if value != "" {
		fmt.Fprintf(x.w, ",\n  %s = {%s}", name, value)
	}
}

func (x *bibtex) Close() error { return x.w.Flush() }

// texEscape writes what TeX reads as commands. Braces become words: BibTeX
// counts even those behind a backslash.
var texEscape = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`&`, `\&`, `%`, `\%`, `#`, `\#`, `_`, `\_`, `$`, `\$`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
).Replace

// protect puts braces around the words of a title that have capitals to keep;
// the first letter of the title is one anyway.
func protect(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		rest := w
		if i == 0 {
			rest = strings.TrimLeftFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			for _, r := range rest {
				rest = rest[len(string(r)):]
				break
			}
		}
		words[i] = texEscape(w)
		if strings.ContainsFunc(rest, unicode.IsUpper) {
			words[i] = "{" + words[i] + "}"
		}
	}
	return strings.Join(words, " ")
}
