package cite

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

var (
	numberTag = regexp.MustCompile(`<num>\s*([0-9]+)\s*(?:\.|-)\s*</num>`)
	fileKey   = regexp.MustCompile(`(?:S_RES[_-]|SC_)([0-9]{4})`)
)

// operative returns the numbered paragraphs of a resolution, without its notes
// and annexes, and their numbers.
func operative(b []byte) (texts []string, numbers []string) {
	i, j := bytes.Index(b, []byte("<mainBody")), bytes.Index(b, []byte("</mainBody>"))
	if i < 0 || j < i {
		return nil, nil
	}
	b = noteTag.ReplaceAll(b[i:j], nil)
	found := numberTag.FindAllSubmatchIndex(b, -1)
	for k, m := range found {
		end := len(b)
		if k+1 < len(found) {
			end = found[k+1][0]
		}
		plain := html.UnescapeString(anyTag.ReplaceAllString(string(b[m[1]:end]), ""))
		texts = append(texts, strings.Join(strings.Fields(plain), " "))
		numbers = append(numbers, string(b[m[2]:m[3]]))
	}
	return texts, numbers
}

// essence is what a paragraph cites, in any language: each place of each work
// once, as a language repeats a name where another says "it"; and without the
// titles, which not every language gives, and without what names no work at all. A committee stands for the resolutions
// that name it: one language writes "the 1540 Committee", another them all.
func essence(cs []corpus.Citation) []string {
	var out []string
	for _, c := range cs {
		if c.Form == "name" {
			continue
		}
		if _, numbers, ok := strings.Cut(string(c.Target), "/"); ok && c.Form == "committee" {
			for _, n := range strings.Split(numbers, "-") {
				number, _ := strconv.Atoi(n)
				out = append(out, string(council(number, 0).target))
			}
			continue
		}
		for _, t := range strings.Split(string(c.Target), " + ") {
			if len(c.Pinpoints) == 0 && t != "" {
				out = append(out, t)
			}
			for _, place := range c.Pinpoints {
				out = append(out, t+" "+string(place))
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(s string) bool { // the work is named anyway where a place of it is
		return slices.ContainsFunc(out, func(o string) bool { return strings.HasPrefix(o, s+" ") })
	})
}

// agreed compares the language versions of the same paragraphs.
type agreed struct {
	same, all map[lang.Tag]int
	causes    map[string]*differences
	misnamed  int // paragraphs of files that hold another language than their name says
}

// agreement reads the operative paragraphs of the archive's resolutions in
// every language and compares what each cites with what the English cites.
func agreement(t *testing.T, path string) *agreed {
	type version struct{ texts, numbers []string }
	versions := map[string]map[lang.Tag]version{}
	archive(t, path, func(name string, b []byte) {
		l, key := languageOf(name), fileKey.FindStringSubmatch(name)
		if l == "" || key == nil || strings.Contains(name, "Pre-2020") {
			return
		}
		texts, numbers := operative(b)
		if versions[key[1]] == nil {
			versions[key[1]] = map[lang.Tag]version{}
		}
		versions[key[1]][l] = version{texts, numbers}
	})
	tagger := NewTagger(nil)
	a := &agreed{same: map[lang.Tag]int{}, all: map[lang.Tag]int{}, causes: map[string]*differences{}}
	show := os.Getenv("CITE_SHOW")
	for _, key := range slices.Sorted(maps.Keys(versions)) {
		english := versions[key][lang.English]
		for i, text := range english.texts {
			in := Place{Work: corpus.Target(councilOf(key)), Locator: corpus.Locator("para-" + english.numbers[i])}
			want := essence(tagger.Find(text, lang.English, in))
			if len(want) == 0 {
				continue
			}
			for _, l := range lang.Texts[1:] {
				v := versions[key][l]
				if len(v.texts) == 0 || !slices.Equal(v.numbers, english.numbers) {
					continue
				}
				if found, sure := lang.Detect(v.texts[i]); found != l && sure > 0.2 {
					a.misnamed++
					continue
				}
				got := essence(tagger.Find(v.texts[i], l, in))
				if a.all[l]++; slices.Equal(got, want) {
					a.same[l]++
					continue
				}
				why := whyApart(in.Work, text, v.texts[i], want, got)
				if a.causes[why] == nil {
					a.causes[why] = &differences{by: map[lang.Tag]int{}}
				}
				a.causes[why].add(l, key+"."+string(l)+", paragraph "+english.numbers[i])
				if show == string(l) {
					t.Logf("%s/%s: %s\n en %v\n %s %v\n en: %s\n %s: %s", key, english.numbers[i], why, want, l, got, text, l, v.texts[i])
				}
			}
		}
	}
	return a
}

// councilOf is the symbol of the Council resolution of a number.
func councilOf(number string) string {
	n, _ := strconv.Atoi(number)
	return string(council(n, 0).target)
}

var digitRun = regexp.MustCompile(`[0-9]+`)

// whyApart says why a version cites other places than the English: its text
// prints another number, or the words were read otherwise.
func whyApart(self corpus.Target, english, other string, want, got []string) string {
	for _, side := range []struct {
		only []string
		text string
	}{{without(want, got), other}, {without(got, want), english}} {
		printed := digitRun.FindAllString(side.text, -1)
		for _, item := range side.only {
			if s, ok := strings.CutPrefix(item, string(self)); ok {
				item = s
			}
			missing := false
			for _, n := range digitRun.FindAllString(item, -1) {
				missing = missing || !slices.Contains(printed, n)
			}
			if !missing {
				return "every number is printed in both: the words between were read otherwise"
			}
		}
	}
	return "one version prints a number that the other does not"
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

// print adds the measurement to the scoreboard.
func (a *agreed) print(b *strings.Builder) {
	b.WriteString("\n### The same paragraph in every language\n\n" +
		"Operative paragraphs that cite anything in English, beside the paragraph of the same number in a version with the same\n" +
		"numbers: the same means the same places in the same works, each once. Titles do not count, as not every language gives\n" +
		"them; a committee stands for the resolutions that name it. ")
	fmt.Fprintf(b, "%d paragraphs of files that hold another\nlanguage than their name says are left out. German is a translation of its own.\n\n| language | paragraphs | the same | share |\n|---|---:|---:|---:|\n", a.misnamed)
	for _, l := range lang.Texts[1:] {
		fmt.Fprintf(b, "| %s | %d | %d | **%.4f** |\n", l, a.all[l], a.same[l], float64(a.same[l])/float64(a.all[l]))
	}
	printCauses(b, a.causes, lang.Texts[1:], "file, paragraph")
}

// enough fails where the versions agree too rarely.
func (a *agreed) enough(t *testing.T) {
	for _, l := range lang.Texts[1:] {
		least := 0.98
		if l == lang.German { // a translation of its own, often of another version
			least = 0.94
		}
		if share := float64(a.same[l]) / float64(max(a.all[l], 1)); a.all[l] < 50 || share < least {
			t.Errorf("%s: %.4f of %d paragraphs cite what the English cites, under %.2f", l, share, a.all[l], least)
		}
	}
}
