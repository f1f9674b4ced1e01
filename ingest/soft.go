package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"

	"concordance/ingest/format"
)

// ErrNotDocument says that a file is a server's answer and no document.
var ErrNotDocument = errors.New("not a document")

// softErrors are what servers say instead of the document, often with every
// sign of success: the Official Document System has a PDF for it.
var softErrors = []*regexp.Regexp{
	regexp.MustCompile(`(?i)document you (?:are looking for|requested) (?:does not exist|(?:is|was) not (?:found|available))`),
	regexp.MustCompile(`(?i)(?:there is )?no document match(?:es|ing)? your (?:request|search)`),
	regexp.MustCompile(`(?i)^(?:error )?(?:40[0-9]|410|429|50[0-9])\b.{0,60}(?:not found|forbidden|error|unavailable|denied|gateway|too many|gone|unauthori[sz]ed|bad request|time-?out)`),
	regexp.MustCompile(`(?i)^(?:page|file|document) not found\b|^access (?:is )?denied\b|^(?:service|site) (?:is )?(?:temporarily )?unavailable\b`),
	regexp.MustCompile(`(?i)^just a moment\.\.\.|^checking your browser|enable javascript and cookies to continue|^attention required! \||^verify(?:ing)? (?:that )?you are (?:a )?human`),
	regexp.MustCompile(`(?i)^(?:page|document) introuvable|le document (?:demandé|que vous recherchez) n['’]existe pas|^(?:página|documento) no encontrad[oa]|el documento (?:solicitado|que busca) no existe`),
	regexp.MustCompile(`(?i)^страница не найдена|запрашиваемый документ не (?:существует|найден)|^الصفحة غير موجودة|الوثيقة المطلوبة غير موجودة|^(?:页面不存在|找不到页面|未找到页面)|您所?查找的文件不存在`),
}

// An error page is short: what says more than this is a document that speaks of one.
const softErrorLimit = 1500 // characters

// softError refuses a file whose whole text is a server's excuse.
func softError(t *format.Text) error {
	size := 0
	for _, x := range t.Blocks {
		if size += utf8.RuneCountInString(x.Text); size > softErrorLimit {
			return nil
		}
	}
	try := func(s string) error {
		for _, f := range softErrors {
			if f.MatchString(s) {
				return fmt.Errorf("%w: the page only says %q; look the symbol up and fetch the file anew", ErrNotDocument, shorten(s, 90))
			}
		}
		return nil
	}
	if err := try(t.Meta.Title); err != nil {
		return err
	}
	for i, x := range t.Blocks {
		if i > 8 {
			break
		}
		if err := try(x.Text); err != nil {
			return err
		}
	}
	return nil
}

func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + " ..."
}
