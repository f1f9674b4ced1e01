package format

import (
	"regexp"
	"strconv"
	"strings"
)

// docxStyle is a paragraph style with what it inherits resolved.
type docxStyle struct {
	name    string
	list    string // numId; "" none
	level   int    // of the list
	heading int    // outline level from 1; 0 none
	bold    bool
	italic  bool
}

type docxNumPr struct {
	Level *docxVal `xml:"ilvl"`
	List  *docxVal `xml:"numId"`
}

type docxVal struct {
	Val string `xml:"val,attr"`
}

func (v *docxVal) int() int {
	if v == nil {
		return 0
	}
	n, _ := strconv.Atoi(v.Val)
	return n
}

// on reads a toggle: <w:b/> and <w:b w:val="true"/> are on.
func (v *docxVal) on() bool {
	return v != nil && v.Val != "0" && v.Val != "false" && v.Val != "none" && v.Val != "off"
}

// headingName: what headings are called, in Word's own styles in the languages
// read here and in the templates of the United Nations ("H1", "_ H_2_3_G", "HCh").
var headingName = regexp.MustCompile(`(?i)^(?:heading|titre|título|titulo|заголовок|überschrift|标题|عنوان) ?(\d)|^_? ?H ?_?(\d|Ch|M)`)

func (f *docxFile) styles(part string) (map[string]docxStyle, error) {
	var file struct {
		Style []struct {
			ID      string     `xml:"styleId,attr"`
			Type    string     `xml:"type,attr"`
			Name    docxVal    `xml:"name"`
			Based   docxVal    `xml:"basedOn"`
			Outline *docxVal   `xml:"pPr>outlineLvl"`
			Num     *docxNumPr `xml:"pPr>numPr"`
			Bold    *docxVal   `xml:"rPr>b"`
			Italic  *docxVal   `xml:"rPr>i"`
		} `xml:"style"`
	}
	if err := f.decode(part, &file); err != nil {
		return nil, err
	}
	byID := map[string]int{}
	for i, s := range file.Style {
		byID[s.ID] = i
	}
	styles := map[string]docxStyle{}
	var resolve func(id string, depth int) docxStyle
	resolve = func(id string, depth int) docxStyle {
		if s, done := styles[id]; done {
			return s
		}
		i, known := byID[id]
		if !known || depth > 20 {
			return docxStyle{}
		}
		def := file.Style[i]
		s := resolve(def.Based.Val, depth+1)
		s.name = def.Name.Val
		if def.Num != nil {
			if def.Num.List != nil {
				s.list = def.Num.List.Val
			}
			if def.Num.Level != nil {
				s.level = def.Num.Level.int()
			}
		}
		if def.Bold != nil {
			s.bold = def.Bold.on()
		}
		if def.Italic != nil {
			s.italic = def.Italic.on()
		}
		if def.Outline != nil {
			s.heading = def.Outline.int() + 1
		} else if m := headingName.FindStringSubmatch(s.name); m != nil {
			s.heading = max(1, int(strings.TrimLeft(m[1]+m[2]+"1", "CMhm")[0]-'0'))
		} else if strings.EqualFold(s.name, "Title") {
			s.heading = 1
		}
		if s.heading > 9 {
			s.heading = 0 // level 10 means body text
		}
		styles[id] = s
		return s
	}
	for _, s := range file.Style {
		resolve(s.ID, 0)
	}
	return styles, nil
}

// docxLists computes automatic numbers.
type docxLists struct {
	nums    map[string]docxNum      // by numId
	levels  map[string][]docxLevel  // by abstractNumId
	counts  map[string]map[int]int  // by abstractNumId, then level
	started map[string]map[int]bool // levels of a numId whose start was overridden, once used
}

type docxNum struct {
	abstract  string
	start     map[int]int // startOverride
	overrides map[int]docxLevel
}

type docxLevel struct {
	Index   int      `xml:"ilvl,attr"`
	Start   *docxVal `xml:"start"`
	Format  docxVal  `xml:"numFmt"`
	Text    docxVal  `xml:"lvlText"`
	Restart *docxVal `xml:"lvlRestart"`
	Legal   *docxVal `xml:"isLgl"`
	Style   docxVal  `xml:"pStyle"` // the paragraph style that numbers by this level
}

func (l docxLevel) start() int {
	if l.Start == nil {
		return 1
	}
	return l.Start.int()
}

func (f *docxFile) numbering(part string, styles map[string]docxStyle) (*docxLists, error) {
	var file struct {
		Abstract []struct {
			ID    string      `xml:"abstractNumId,attr"`
			Level []docxLevel `xml:"lvl"`
			Like  docxVal     `xml:"numStyleLink"` // the list is that of a style
		} `xml:"abstractNum"`
		Num []struct {
			ID       string  `xml:"numId,attr"`
			Abstract docxVal `xml:"abstractNumId"`
			Override []struct {
				Index int        `xml:"ilvl,attr"`
				Start *docxVal   `xml:"startOverride"`
				Level *docxLevel `xml:"lvl"`
			} `xml:"lvlOverride"`
		} `xml:"num"`
	}
	if err := f.decode(part, &file); err != nil {
		return nil, err
	}
	lists := &docxLists{map[string]docxNum{}, map[string][]docxLevel{}, map[string]map[int]int{}, map[string]map[int]bool{}}
	for _, a := range file.Abstract {
		lists.levels[a.ID] = a.Level
	}
	for _, n := range file.Num {
		num := docxNum{abstract: n.Abstract.Val, start: map[int]int{}, overrides: map[int]docxLevel{}}
		for _, o := range n.Override {
			if o.Level != nil {
				num.overrides[o.Index] = *o.Level
			}
			if o.Start != nil {
				num.start[o.Index] = o.Start.int()
			}
		}
		lists.nums[n.ID] = num
	}
	for _, a := range file.Abstract {
		if like, ok := lists.nums[styles[a.Like.Val].list]; ok && len(a.Level) == 0 {
			lists.levels[a.ID] = lists.levels[like.abstract]
		}
	}
	return lists, nil
}

// levelOf is the level by which a list numbers the paragraphs of a style.
func (d *docxLists) levelOf(numID, style string) (int, bool) {
	num := d.nums[numID]
	for _, l := range d.levels[num.abstract] {
		if style != "" && l.Style.Val == style {
			return l.Index, true
		}
	}
	return 0, false
}

func (d *docxLists) level(num docxNum, index int) (docxLevel, bool) {
	if l, ok := num.overrides[index]; ok {
		return l, true
	}
	for _, l := range d.levels[num.abstract] {
		if l.Index == index {
			return l, true
		}
	}
	return docxLevel{}, false
}

var placeholder = regexp.MustCompile(`%[1-9]`)

// next counts a paragraph of a list and gives its number as Word prints it; ""
// when the list or level is not defined or has no number.
func (d *docxLists) next(numID string, index int) string {
	num, ok := d.nums[numID]
	if !ok || numID == "0" {
		return ""
	}
	level, ok := d.level(num, index)
	if !ok {
		return ""
	}
	d.count(numID, num, index, level)
	if level.Format.Val == "bullet" {
		return "•"
	}
	if level.Format.Val == "none" {
		return ""
	}
	return Normalize(placeholder.ReplaceAllStringFunc(level.Text.Val, func(p string) string {
		i := int(p[1] - '1')
		l, _ := d.level(num, i)
		format := l.Format.Val
		if level.Legal.on() {
			format = "decimal"
		}
		n, counted := d.counts[num.abstract][i]
		if !counted {
			n = l.start()
		}
		return docxNumber(format, n)
	}))
}

// count advances the counter of a level and restarts the levels below it.
func (d *docxLists) count(numID string, num docxNum, index int, level docxLevel) {
	counts := d.counts[num.abstract]
	if counts == nil {
		counts = map[int]int{}
		d.counts[num.abstract] = counts
	}
	start, override := num.start[index]
	if !override {
		start = level.start()
	}
	switch n, counted := counts[index]; {
	case override && !d.started[numID][index]:
		if d.started[numID] == nil {
			d.started[numID] = map[int]bool{}
		}
		d.started[numID][index] = true
		counts[index] = start
	case !counted:
		counts[index] = start
	default:
		counts[index] = n + 1
	}
	for below := range counts {
		if below <= index {
			continue
		}
		if l, ok := d.level(num, below); ok && l.Restart != nil && (l.Restart.Val == "0" || index >= l.Restart.int()) {
			continue // restarts only after a higher level, or never
		}
		delete(counts, below)
	}
}
