package local

import (
	"context"

	"concordance/corpus/lang"
	"concordance/index"
)

// Suggest implements index.Engine.
func (e *Engine) Suggest(ctx context.Context, prefix string, l lang.Tag) ([]index.Suggestion, error) {
	return nil, nil
}
