package main

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// goal is the most that p95 of ours may be of a peer's; 0 is none.
type goal struct{ sqlite, lucene float64 }

// goals by class, of a hundred thousand passages and of a million.
func goals(class string, n int) goal {
	switch class {
	case "page", "page or":
		if n >= 1_000_000 {
			return goal{sqlite: .05, lucene: 1}
		}
		return goal{sqlite: .10, lucene: 1}
	case "or", "phrase":
		return goal{lucene: 2}
	case "common", "and", "prefix":
		return goal{lucene: 4}
	}
	return goal{}
}

// Nanoseconds a posting costs a loop that does nothing else on one core of the
// machine the goals were set on: reading, scoring and keeping the ten best, and
// counting six facets too.
const (
	leastScored  = 1.35
	leastCounted = 5.6
)

// floor is the time a query takes at the least by that; 0 is not known.
func (r *results) floor(k int) time.Duration {
	q := r.queries[k]
	each := leastScored
	if q.Page {
		each = leastCounted
	}
	return time.Duration(q.Share * float64(r.n) * each)
}

func (r *results) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s of text), %d cores\n\n", heading(r.n), megabytes(r.text), runtime.NumCPU())
	r.writeBuilds(&b)
	r.writeTimes(&b)
	r.writeCounts(&b)
	return b.String()
}

func (r *results) writeBuilds(b *strings.Builder) {
	b.WriteString("| engine | passages/s | before merging | on disk, with text | memory while building | after searches | heap | ready |\n|---|---|---|---|---|---|---|---|\n")
	rate := func(d time.Duration) string {
		if d == 0 {
			return "–"
		}
		return fmt.Sprintf("%.0f", float64(r.n)/d.Seconds())
	}
	for _, e := range r.engines {
		fmt.Fprintf(b, "| %s (%s) | %s | %s | %s | %s | %s | %s | %.0f ms |\n", e.name, e.version, rate(e.Build), rate(e.Written), megabytes(e.disk),
			megabytes(e.Peak), megabytes(e.steady), megabytes(int64(e.heap)), ms(e.ready))
	}
	ours, sqlite, lucene := r.engine("ours"), r.engine("sqlite"), r.engine("lucene")
	b.WriteString("\n")
	if ours < 0 {
		return
	}
	o := r.engines[ours]
	fmt.Fprintf(b, "Goals: memory at a million ≤ 15 MB per 100,000 passages: %.1f MB; ready ≤ 150 ms: %.0f ms", float64(o.steady)/1e6/float64(r.n)*1e5, ms(o.ready))
	if sqlite >= 0 {
		fmt.Fprintf(b, "; size ≤ 1.2 × SQLite: %.2f", float64(o.disk)/float64(r.engines[sqlite].disk))
	}
	if lucene >= 0 {
		l := r.engines[lucene]
		fmt.Fprintf(b, "; build ≥ .5 × the speed of Lucene: %.2f (%.2f of Lucene before its merging)", l.Build.Seconds()/o.Build.Seconds(), l.Written.Seconds()/o.Build.Seconds())
	}
	b.WriteString(".\n\n")
	var kept []string
	for _, e := range r.engines {
		if e.kept {
			kept = append(kept, e.name)
		}
	}
	if len(kept) > 0 {
		fmt.Fprintf(b, "Made in an earlier run, and their building measured then: %s.\n\n", strings.Join(kept, ", "))
	}
}

func (r *results) engine(name string) int {
	return slices.IndexFunc(r.engines, func(e built) bool { return e.name == name })
}

// writeTimes writes p50 and p95 across the queries of a class, of the best pass of each.
func (r *results) writeTimes(b *strings.Builder) {
	b.WriteString("p50 / p95 across queries, in ms; ratios are ours to the peer at p95, with the goal, bold where missed. The floor is what the postings alone cost one core at p95.\n\n| class | hits, median |")
	for _, e := range r.engines {
		fmt.Fprintf(b, " %s |", e.name)
	}
	ours, sqlite, lucene := r.engine("ours"), r.engine("sqlite"), r.engine("lucene")
	b.WriteString(" floor | ÷ SQLite | ÷ Lucene |\n|---|---|" + strings.Repeat("---|", len(r.engines)+3) + "\n")
	for _, class := range classes {
		in := r.of(class)
		if len(in) == 0 {
			continue
		}
		fmt.Fprintf(b, "| %s | %d |", class, quantile(choose(r.totals[0], in), .5))
		for i := range r.engines {
			times := choose(r.best[i], in)
			fmt.Fprintf(b, " %.2f / %.2f |", ms(quantile(times, .5)), ms(quantile(times, .95)))
		}
		floors := make([]time.Duration, len(in))
		for i, k := range in {
			floors[i] = r.floor(k)
		}
		fmt.Fprintf(b, " %s |", atLeast(quantile(floors, .95)))
		g := goals(class, r.n)
		fmt.Fprintf(b, " %s | %s |\n", r.ratio(ours, sqlite, in, g.sqlite), r.ratio(ours, lucene, in, g.lucene))
	}
	b.WriteString("\n")
}

func atLeast(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", ms(d))
}

// of gives the places of the queries of a class.
func (r *results) of(class string) []int {
	var in []int
	for k, q := range r.queries {
		if q.Class == class {
			in = append(in, k)
		}
	}
	return in
}

func (r *results) ratio(ours, peer int, in []int, most float64) string {
	if ours < 0 || peer < 0 {
		return "–"
	}
	x := float64(quantile(choose(r.best[ours], in), .95)) / float64(quantile(choose(r.best[peer], in), .95))
	switch {
	case most == 0:
		return fmt.Sprintf("%.2f", x)
	case x <= most:
		return fmt.Sprintf("%.2f (≤ %.2f)", x, most)
	}
	return fmt.Sprintf("**%.2f** (≤ %.2f)", x, most)
}

// writeCounts says how far the engines found the same.
func (r *results) writeCounts(b *strings.Builder) {
	ours := r.engine("ours")
	if ours < 0 || len(r.engines) < 2 {
		return
	}
	b.WriteString("Queries of which the peer counts as many passages as ours; the others differ by stemming, and prefixes by what they are of.\n\n| class |")
	for _, e := range r.engines {
		if e.name != "ours" {
			fmt.Fprintf(b, " %s |", e.name)
		}
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(r.engines)-1) + "\n")
	for _, class := range classes {
		in := r.of(class)
		if len(in) == 0 {
			continue
		}
		fmt.Fprintf(b, "| %s |", class)
		for i := range r.engines {
			if i != ours {
				fmt.Fprintf(b, " %s", same(choose(r.totals[ours], in), choose(r.totals[i], in)))
				if strings.HasPrefix(class, "page") {
					fmt.Fprintf(b, "; facets %s", same(choose(r.counted[ours], in), choose(r.counted[i], in)))
				}
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
}

func same(ours, theirs []int) string {
	n, a, b := 0, 0, 0
	for k, x := range ours {
		if a, b = a+x, b+theirs[k]; x == theirs[k] {
			n++
		}
	}
	return fmt.Sprintf("%d of %d (all together %d to our %d)", n, len(ours), b, a)
}

func choose[T any](of []T, in []int) []T {
	out := make([]T, len(in))
	for i, k := range in {
		out[i] = of[k]
	}
	return out
}

// quantile is the value below which that share of them lies.
func quantile[T cmp.Ordered](values []T, share float64) T {
	s := slices.Sorted(slices.Values(values))
	return s[min(len(s)-1, int(share*float64(len(s))))]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func megabytes(n int64) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func heading(n int) string { return fmt.Sprintf("## %d passages", n) }

// merge puts the results of n passages into a file of results: in place of
// those it has of as many, else at its end.
func merge(file, text string, n int) string {
	if file == "" {
		file = "# Results\n\nWritten by the benchmark: see README.md.\n"
	}
	start := strings.Index(file, heading(n)+" ")
	if start < 0 {
		return strings.TrimRight(file, "\n") + "\n\n" + text
	}
	rest := ""
	if next := strings.Index(file[start+1:], "\n## "); next >= 0 {
		rest = file[start+1+next:]
	}
	return file[:start] + text + rest
}
