package format

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	pool "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// workerVariable in the environment makes a run of this program a PDF worker.
const workerVariable = "CONCORDANCE_PDF_WORKER"

// CacheVariable names the folder for compiled code, instead of the user's cache
// directory. "off" keeps none: every worker then compiles pdfium anew, seconds each.
const CacheVariable = "CONCORDANCE_CACHE"

// documentsPerWorker: a worker ends after so many, whatever leaks.
const documentsPerWorker = 100

// RunWorkerIfAsked turns this run of the program into a PDF worker when it was
// started as one, and then never returns. It must come first in main and in the
// TestMain of every package whose tests read PDFs.
func RunWorkerIfAsked() {
	if os.Getenv(workerVariable) == "" {
		return
	}
	do := work
	if os.Getenv(workerVariable) == renderWorker {
		do = draw
	}
	if err := do(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// work answers requests until the other end closes. A request is the length of
// a PDF, eight bytes, and the PDF.
func work(in io.Reader, out io.Writer) error {
	limitMemory()
	engine, err := newPDFEngine()
	if err != nil {
		return err
	}
	requests, answers := bufio.NewReader(in), gob.NewEncoder(out)
	if err := answers.Encode(pdfAnswer{}); err != nil { // ready
		return err
	}
	for n := 1; ; n++ {
		var size uint64
		if err := binary.Read(requests, binary.BigEndian, &size); err != nil {
			return nil // the other end has gone
		}
		if size > MaxBytes {
			return fmt.Errorf("a request of %d bytes", size)
		}
		raw := make([]byte, size)
		if _, err := io.ReadFull(requests, raw); err != nil {
			return err
		}
		stop := limitTime(pdfTime(len(raw))) // also when nobody is left to end this worker
		a := engine.answer(raw)
		stop()
		a.Last = a.Last || n >= documentsPerWorker || memoryHeld() > enoughMemory
		if err := answers.Encode(a); err != nil || a.Last {
			return err
		}
	}
}

// pdfEngine starts a pdfium for each document.
type pdfEngine struct {
	pool   pool.Pool
	module api.Module // the pdfium started last
	memory *pdfMemory
}

func newPDFEngine() (*pdfEngine, error) {
	buf, err := reserve(maxPDFMemory)
	if err != nil {
		return nil, fmt.Errorf("starting pdfium: no memory: %w", err)
	}
	e := &pdfEngine{memory: &pdfMemory{buf: buf, limit: maxPDFMemory}}
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if dir := cacheDir(); dir != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	ctx := experimental.WithMemoryAllocator(context.Background(), e.memory)
	ctx = experimental.WithFunctionListenerFactory(ctx, e)
	e.pool, err = webassembly.Init(webassembly.Config{
		Context:       ctx,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // the default shows pdfium the whole disk
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		MaxTotal:      1,
	})
	if err != nil {
		return nil, fmt.Errorf("starting pdfium: %w", err)
	}
	return e, nil
}

// NewFunctionListener has the engine told of the call that starts a pdfium. It
// is the way to its module: through go-pdfium's own functions a character costs
// a dozen allocations, and reading takes five times as long.
func (e *pdfEngine) NewFunctionListener(f api.FunctionDefinition) experimental.FunctionListener {
	if !slices.Contains(f.ExportNames(), "FPDF_InitLibrary") {
		return nil
	}
	return experimental.FunctionListenerFunc(func(_ context.Context, m api.Module, _ api.FunctionDefinition, _ []uint64, _ experimental.StackIterator) {
		e.module = m
	})
}

// cacheDir is where compiled code is kept; "" keeps none.
func cacheDir() string {
	dir := os.Getenv(CacheVariable)
	if dir == "off" {
		return ""
	}
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(user, "concordance")
	}
	return filepath.Join(dir, "pdfium")
}

// answer reads a document. Whatever goes wrong inside pdfium, the answer is one
// line, and the worker ends when its state can no longer be trusted.
func (e *pdfEngine) answer(raw []byte) (a pdfAnswer) {
	e.memory.refused, e.memory.limit = false, pdfMemoryFor(len(raw))
	defer func() {
		if r := recover(); r != nil {
			a = pdfAnswer{Last: true}
			a.fail(fmt.Errorf("%w: %v", ErrDamaged, r))
		}
		if a.Error != "" && e.memory.refused {
			a.Last = true
			a.fail(fmt.Errorf("%w: this PDF unpacks to more than %d MB", ErrTooLarge, e.memory.limit>>20))
		}
	}()
	instance, err := e.pool.GetInstance(30 * time.Second)
	if err != nil {
		a.Last = true
		a.fail(fmt.Errorf("starting pdfium: %w", err))
		return a
	}
	p, err := newPDFium(e.module)
	var pages []*pdfPage
	if err == nil {
		pages, err = readPDFPages(p, raw)
	}
	if cerr := instance.Close(); cerr != nil {
		a.Last = true
	}
	if err == nil {
		a.Text, err = layout(pages)
	}
	if err != nil {
		a.Text = nil
		a.fail(err)
	}
	return a
}

func (a *pdfAnswer) fail(err error) {
	line, _, _ := strings.Cut(err.Error(), "\n")
	a.Error, a.Class = Normalize(line), 0
	for i, s := range sentinels {
		if errors.Is(err, s) {
			a.Class = i + 1
		}
	}
	if a.Class == 0 {
		a.Last = true // a trap, most likely
	}
}

// pdfMemory gives pdfium its memory: one buffer of the full size, which the
// system fills in only as it is used, so that it never moves as it grows.
type pdfMemory struct {
	buf     []byte
	limit   uint64 // bytes pdfium may have of it
	used    uint64
	refused bool // pdfium asked for more than there is
}

func (m *pdfMemory) Allocate(_, _ uint64) experimental.LinearMemory {
	return m
}

func (m *pdfMemory) Reallocate(size uint64) []byte {
	if size > m.limit {
		m.refused = true
		return nil
	}
	m.used = max(m.used, size)
	return m.buf[:size]
}

func (m *pdfMemory) Free() {
	empty(m.buf[:m.used])
	m.used = 0
}
