package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"concordance/corpus"
)

var errMoved = errors.New("moved")

// movedPlace is the error for a place that has another locator now: the answer
// sends whoever asks there, and says so.
type movedPlace struct {
	work string
	corpus.Move
}

func (m *movedPlace) Error() string {
	return fmt.Sprintf("%s has no %s any more: what stood there is %s since the text was revised or read anew", m.work, m.From, m.To)
}

// Is makes a movedPlace an errMoved.
func (m *movedPlace) Is(err error) bool { return err == errMoved }

// gone is the error for a place that w does not have: where it went, if that is
// known, else what is there instead.
func (a *API) gone(ctx context.Context, w *corpus.Work, l corpus.Locator) error {
	ms, err := a.Library.Moved(ctx, w.ID)
	if err != nil {
		return err
	}
	if m, ok := corpus.Follow(ms, l, ""); ok {
		if p := w.Provision(m.To); p != nil && holds(p, m.To) {
			return &movedPlace{string(w.Target()), m}
		}
	}
	return missingPassage(w, l)
}

// movesFrom are the places where what stood at l before stands now.
func (a *API) movesFrom(ctx context.Context, w *corpus.Work, l corpus.Locator) ([]corpus.Move, error) {
	ms, err := a.Library.Moved(ctx, w.ID)
	if err != nil {
		return nil, err
	}
	var out []corpus.Move
	for _, m := range ms {
		if p := w.Provision(m.To); m.From == l && p != nil && holds(p, m.To) {
			out = append(out, m)
		}
	}
	return out, nil
}

// address is the request's own address with the place where m leads.
func (m *movedPlace) address(r *http.Request) string {
	q := r.URL.Query()
	if r.URL.Path == UnAPIPath {
		q.Set("id", strings.TrimSuffix(q.Get("id"), string(m.From))+string(m.To))
		return UnAPIPath + "?" + q.Encode()
	}
	const before = "/passages/"
	path := strings.Replace(r.URL.Path, before+string(m.From), before+string(m.To), 1)
	return (&url.URL{Path: path, RawQuery: r.URL.RawQuery}).String()
}

// sendOn names the new address in the header of the answer.
func sendOn(c *gin.Context, cause error) {
	var m *movedPlace
	if errors.As(cause, &m) {
		c.Header("Location", m.address(c.Request))
	}
}
