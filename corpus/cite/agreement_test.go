package cite

import (
	"bytes"
	"html"
	"maps"
	"os"
	"path/filepath"
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
// titles, which not every language gives. A committee stands for the resolutions
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
			if len(c.Pinpoints) == 0 {
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

// The same paragraph cites the same places of the same works in every language.
func TestLanguagesAgree(t *testing.T) {
	path := shared(t, "data/un-akn-sc.tar.zst")
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
	same, all := map[lang.Tag]int{}, map[lang.Tag]int{}
	show := os.Getenv("CITE_SHOW")
	for _, key := range slices.Sorted(maps.Keys(versions)) {
		english := versions[key][lang.English]
		if len(english.texts) == 0 {
			continue
		}
		for i, text := range english.texts {
			in := Place{Work: "S/RES/" + corpus.Target(key), Locator: corpus.Locator("para-" + english.numbers[i])}
			want := essence(tagger.Find(text, lang.English, in))
			if len(want) == 0 {
				continue
			}
			for l, v := range versions[key] {
				if l == lang.English || !slices.Equal(v.numbers, english.numbers) {
					continue
				}
				got := essence(tagger.Find(v.texts[i], l, in))
				all[l]++
				if slices.Equal(got, want) {
					same[l]++
				} else if show == string(l) {
					t.Logf("%s/%s\n en %v\n %s %v\n en: %s\n %s: %s", filepath.Base(key), english.numbers[i], want, l, got, text, l, v.texts[i])
				}
			}
		}
	}
	for _, l := range lang.Texts[1:] {
		if all[l] < 50 {
			t.Errorf("%s: only %d paragraphs to compare", l, all[l])
			continue
		}
		share := float64(same[l]) / float64(all[l])
		t.Logf("%s: %d of %d paragraphs cite what the English cites: %.3f", l, same[l], all[l], share)
		least := 0.97
		if l == lang.German { // a translation of its own, often of another version
			least = 0.94
		}
		if share < least {
			t.Errorf("%s: %.3f is under %.2f", l, share, least)
		}
	}
}
