package ui

import (
	"embed"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"concordance/corpus/lang"
)

//go:embed messages
var messageFiles embed.FS

// message is a sentence with {placeholders}; or, when it counts, one a plural
// category ("one", "few", "many", "other" ...).
type message struct {
	text   string
	plural map[string]string
}

// Words is one language of the interface: its messages, and its ways with
// numbers, dates and plurals.
type Words struct {
	Tag      lang.Tag
	messages map[string]message
}

// messages gives the words of each language of the interface: a language is read
// when it is first asked for.
var messages = func() map[lang.Tag]func() *Words {
	all := map[lang.Tag]func() *Words{}
	for _, t := range lang.Interface {
		all[t] = sync.OnceValue(func() *Words {
			w, err := readWords(t)
			if err != nil {
				panic(err) // messages are compiled in, and a test reads them all: only a broken build comes here
			}
			return w
		})
	}
	return all
}()

func readWords(t lang.Tag) (*Words, error) {
	name := "messages/" + string(t) + ".yaml"
	b, err := messageFiles.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	var tree map[string]any
	if err := yaml.Unmarshal(b, &tree); err != nil {
		return nil, fmt.Errorf("ui: %s: %w", name, err)
	}
	w := &Words{Tag: t, messages: map[string]message{}}
	if err := w.flatten("", tree); err != nil {
		return nil, fmt.Errorf("ui: %s: %w", name, err)
	}
	return w, nil
}

// flatten reads nested keys as "search.count". A leaf is a string, or a map
// with the key "other": a plural.
func (w *Words) flatten(prefix string, tree map[string]any) error {
	for k, v := range tree {
		key := prefix + k
		switch v := v.(type) {
		case string:
			w.messages[key] = message{text: v}
		case map[string]any:
			if _, plural := v["other"].(string); !plural {
				if err := w.flatten(key+".", v); err != nil {
					return err
				}
				continue
			}
			m := message{plural: map[string]string{}}
			for c, s := range v {
				m.plural[c] = fmt.Sprint(s)
			}
			w.messages[key] = m
		default:
			return fmt.Errorf("%s: %v is not text", key, v)
		}
	}
	return nil
}

// Has reports whether there is a message under key.
func (w *Words) Has(key string) bool {
	_, ok := w.messages[key]
	return ok
}

// T is the message under key, its {names} replaced by the values that follow
// them in args: T("search.for", "query", q). A missing message shows as its
// key; a test sees to it that none is missing.
func (w *Words) T(key string, args ...any) string {
	m, ok := w.messages[key]
	if !ok {
		return key
	}
	return w.fill(m.text, args)
}

// N is the message under key for n things; {n} is n.
func (w *Words) N(key string, n int, args ...any) string {
	m, ok := w.messages[key]
	if !ok {
		return key
	}
	s, ok := m.plural[plural(w.Tag, n)]
	if !ok {
		s = m.plural["other"]
	}
	return w.fill(s, append([]any{"n", n}, args...))
}

func (w *Words) fill(s string, args []any) string {
	if len(args) == 0 {
		return s
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		v := args[i+1]
		if n, ok := v.(int); ok {
			v = w.Num(n)
		}
		pairs = append(pairs, "{"+fmt.Sprint(args[i])+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

var code = regexp.MustCompile("`([^`]+)`")

// H is T with what stands between backquotes set as code.
func (w *Words) H(key string, args ...any) template.HTML {
	s := html.EscapeString(w.T(key, args...))
	return template.HTML(code.ReplaceAllString(s, `<code dir="ltr">$1</code>`)) // escaped above
}

// Word is the message under prefix and name, or the name itself where there is
// none: for words that come with the data.
func (w *Words) Word(prefix, name string) string {
	if m, ok := w.messages[prefix+"."+slug(name)]; ok {
		return m.text
	}
	return name
}

// slug makes a key of a name: "Security Council" to "security-council".
func slug(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), " ", "-")
}

// Num writes n with the language's mark between thousands.
func (w *Words) Num(n int) string {
	s := strconv.Itoa(n)
	if len(s) < 5 && w.Tag == lang.Spanish { // four digits stand together in Spanish
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + w.T("number.group") + s[i:]
	}
	return s
}

// plural is the category of n, after the rules of the Unicode CLDR for whole numbers.
func plural(t lang.Tag, n int) string {
	if n < 0 {
		n = -n
	}
	switch t {
	case lang.Chinese:
		return "other"
	case lang.French:
		if n < 2 {
			return "one"
		}
	case lang.Russian:
		return pluralRussian(n)
	case lang.Arabic:
		return pluralArabic(n)
	default:
		if n == 1 {
			return "one"
		}
	}
	return "other"
}

func pluralRussian(n int) string {
	ten, hundred := n%10, n%100
	switch {
	case ten == 1 && hundred != 11:
		return "one"
	case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
		return "few"
	}
	return "many"
}

func pluralArabic(n int) string {
	hundred := n % 100
	switch {
	case n == 0:
		return "zero"
	case n == 1:
		return "one"
	case n == 2:
		return "two"
	case hundred >= 3 && hundred <= 10:
		return "few"
	case hundred >= 11:
		return "many"
	}
	return "other"
}

// Date writes "2017-12-21", "2019-06" or "2017" as the language does.
func (w *Words) Date(s string) string {
	parts := strings.Split(s, "-")
	nums := make([]int, len(parts))
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return s
		}
		nums[i] = n
	}
	switch {
	case len(nums) == 1:
		return w.T("date.year", "year", parts[0])
	case nums[1] < 1 || nums[1] > 12:
		return s
	case len(nums) == 2:
		return w.T("date.month", "month", w.T("month.m"+strconv.Itoa(nums[1])), "year", parts[0])
	case len(nums) == 3:
		day := strconv.Itoa(nums[2])
		if nums[2] == 1 {
			day = w.T("date.first")
		}
		return w.T("date.day", "day", day, "month", w.month(nums[1]), "year", parts[0])
	}
	return s
}

// month is the name as days are counted in it: in Russian, the genitive, as
// the texts have it.
func (w *Words) month(n int) string {
	if w.Tag == lang.Russian {
		return lang.Get(w.Tag).Months[n-1]
	}
	return w.T("month.m" + strconv.Itoa(n))
}

// Language is the name of a language of texts, in this one.
func (w *Words) Language(t lang.Tag) string { return w.Word("language", string(t)) }
