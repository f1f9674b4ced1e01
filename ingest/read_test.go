package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"concordance/ingest/format"
)

// Whatever the bytes, the error is one line that names the file, says what is
// wrong and, where it helps, what to do.
func TestReadErrors(t *testing.T) {
	const open = `<akomaNtoso><statement name="resolution"><mainBody>`
	for _, c := range []struct {
		name, data string
		is         error
		says       string
	}{
		{"empty.xml", "", format.ErrEmpty, "empty"},
		{"blank.txt", " \n\t ", format.ErrEmpty, "empty"},
		{"cut.xml", open + "<paragraph><num>1.</num>", format.ErrDamaged, "the file ends inside <paragraph>"},
		{"crossed.xml", open + "<paragraph>\n</docTitle>", format.ErrDamaged, "line 2, column 12: <paragraph> is closed by </docTitle>"},
		{"twice.xml", open + `<p class="a" class="b">x</p>`, format.ErrDamaged, "class stands twice"},
		{"entity.xml", open + `<p>&bomb;</p>`, format.ErrDamaged, "bomb"},
		{"doctype.xml", `<!DOCTYPE x [<!ENTITY a "b">]>` + open + `<p>x</p>`, format.ErrDamaged, "document type"},
		{"attribute.xml", open + `<p class="` + strings.Repeat("x", 1<<20+1) + `">x</p>`, format.ErrTooLarge, "attribute"},
		{"deep.xml", open + strings.Repeat("<p>", 300), format.ErrTooLarge, "nested"},
		{"nothing.xml", open + `</mainBody></statement></akomaNtoso>`, format.ErrNoText, "no text"},
		{"no-utf8.xml", open + "<p>\xff\xfe\xfa</p></mainBody></statement></akomaNtoso>", format.ErrDamaged, "UTF-8"},
	} {
		_, err := Read(context.Background(), c.name, strings.NewReader(c.data))
		switch {
		case !errors.Is(err, c.is):
			t.Errorf("%s: %v, want %v", c.name, err, c.is)
		case !strings.HasPrefix(err.Error(), c.name+": ") || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n"):
			t.Errorf("%s: %q does not say %q in one line", c.name, err, c.says)
		}
	}
}

func TestReadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	long := `<akomaNtoso><statement name="resolution"><mainBody>` + strings.Repeat("<p>x</p>", 10_000) + `</mainBody></statement></akomaNtoso>`
	if _, err := Read(ctx, "long.xml", strings.NewReader(long)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want it cancelled", err)
	}
}
