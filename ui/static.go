package ui

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"
)

//go:embed static
var staticFiles embed.FS

// assets are the static files. A file's address holds a hash of its bytes
// ("/static/concordance.1f2e3d4c.css"), so that it can be kept for ever.
type assets struct {
	urls  map[string]string // "concordance.css" to its address
	files map[string]asset  // last element of the address to the file
}

type asset struct {
	body  []byte
	media string
}

func loadAssets() (assets, error) {
	a := assets{urls: map[string]string{}, files: map[string]asset{}}
	names, err := fs.Glob(staticFiles, "static/*")
	if err != nil {
		return a, err
	}
	for _, n := range names {
		body, err := staticFiles.ReadFile(n)
		if err != nil {
			return a, fmt.Errorf("ui: %w", err)
		}
		base, ext := path.Base(n), path.Ext(n)
		sum := sha256.Sum256(body)
		hashed := fmt.Sprintf("%s.%x%s", strings.TrimSuffix(base, ext), sum[:4], ext)
		a.urls[base] = "/static/" + hashed
		a.files[hashed] = asset{body, mime.TypeByExtension(ext)}
	}
	return a, nil
}

func (u *UI) static(c *gin.Context) {
	f, ok := u.assets.files[c.Param("file")]
	if !ok {
		u.NotFound(c)
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, f.media, f.body)
}
