package api

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"

	"concordance/index"
)

// maxPage is the default and the greatest size of a page of works or groups.
const (
	defaultPage = 100
	maxPage     = 1000
)

// pageOf reads size and cursor. A cursor names the last thing of the page
// before; it is opaque so that it may change.
func pageOf(v url.Values) (size int, after string, err error) {
	size = defaultPage
	if s := v.Get("size"); s != "" {
		if size, err = strconv.Atoi(s); err != nil || size < 1 || size > maxPage {
			return 0, "", bad("size=%q is not a number from 1 to %d", s, maxPage)
		}
	}
	c := v.Get("cursor")
	if c == "" {
		return size, "", nil
	}
	b, err := base64.RawURLEncoding.DecodeString(c)
	after, ok := strings.CutPrefix(string(b), "after:")
	if err != nil || !ok || after == "" {
		return 0, "", index.ErrBadCursor
	}
	return size, after, nil
}

func cursorAfter(key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte("after:" + key))
}

// page cuts the page out of xs, whose keys are unique. A key that is not among
// them is the cursor of another list.
func page[T any](xs []T, key func(T) string, size int, after string) (part []T, next string, err error) {
	start := 0
	if after != "" {
		for start < len(xs) && key(xs[start]) != after {
			start++
		}
		if start == len(xs) {
			return nil, "", index.ErrBadCursor
		}
		start++
	}
	end := min(len(xs), start+size)
	if end < len(xs) {
		next = cursorAfter(key(xs[end-1]))
	}
	return xs[start:end], next, nil
}

// links are self, first and next of a list at the visit's address.
func (v visit) links(next string) (*Links, []string) {
	l := &Links{Self: v.address(v.path, v.query), First: v.address(v.path, v.with("cursor", ""))}
	header := []string{link(l.First, "first")}
	if next != "" {
		l.Next = v.address(v.path, v.with("cursor", next))
		header = append(header, link(l.Next, "next"))
	}
	return l, header
}

// with is the visit's query with one parameter changed, or taken out.
func (v visit) with(name, value string) url.Values {
	q := url.Values{}
	for k, xs := range v.query {
		q[k] = xs
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	return q
}

func link(address, rel string) string { return "<" + address + `>; rel="` + rel + `"` }
