"""SQLite FTS5 as a peer: requests and answers are lines of JSON (see peer.go).

A passage is a row of an FTS5 table (title with symbol, text) and a row of a narrow table of its facets, as numbers;
themes, of which a passage may have several, are a table of their own.
"""
import json, os, sqlite3, sys, time

SINGLE = ["kind", "body", "year", "role", "country"]
FACETS = SINGLE + ["theme"]
SETUP = """
PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA temp_store=memory; PRAGMA page_size=8192;
PRAGMA cache_size=-400000; PRAGMA mmap_size=8589934592;
"""
SCHEMA = """
CREATE VIRTUAL TABLE passages USING fts5(title, text, tokenize='porter unicode61');
CREATE TABLE passage(id INTEGER PRIMARY KEY, work TEXT, locator TEXT);
CREATE TABLE facet(id INTEGER PRIMARY KEY, kind INT, body INT, year INT, role INT, country INT);
CREATE TABLE theme(id INT, theme INT, PRIMARY KEY(id, theme)) WITHOUT ROWID;
CREATE TABLE value(n INTEGER PRIMARY KEY, facet TEXT, value TEXT);
"""
# The title weighs more, as it does in the others. Ordering by bm25() and reading titles after is twice as fast as by rank.
BEST = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 3.0, 1.0) LIMIT 10"
COUNT = "SELECT count(*) FROM passages WHERE passages MATCH ?"
TITLES = "SELECT rowid, title FROM passages WHERE rowid IN (%s)"
SNIPPETS = """SELECT rowid, title, snippet(passages, 1, '[', ']', '...', 40) FROM passages
WHERE passages MATCH ? AND rowid IN (%s)"""
TOTAL, HIT = -1, -2


def page(facet):
    """One pass over the matches for all of a page but its snippets. A facet's own filter does not narrow its counts."""
    parts = []
    for i, f in enumerate(FACETS):
        where = "" if f == facet else "WHERE m.chosen"
        join = "m" if f in SINGLE else "m CROSS JOIN theme t ON t.id = m.id"
        column = f"m.{f}" if f in SINGLE else "t.theme"
        parts.append(f"SELECT {i}, {column}, count(*) FROM {join} {where} GROUP BY 2")
    parts.append(f"SELECT {TOTAL}, 0, count(*) FROM m WHERE chosen")
    parts.append(f"SELECT * FROM (SELECT {HIT}, id, 0 FROM m WHERE chosen ORDER BY score LIMIT 10)")
    chosen = f"f.{facet} = :v" if facet in SINGLE else "EXISTS (SELECT 1 FROM theme WHERE id = f.id AND theme = :v)"
    return f"""WITH m AS MATERIALIZED (SELECT f.*, {chosen} AS chosen, CASE WHEN {chosen} THEN bm25(passages, 3.0, 1.0) END AS score
FROM passages p CROSS JOIN facet f ON f.id = p.rowid WHERE p.passages MATCH :q)
""" + "\nUNION ALL ".join(parts)


def marks(ids):
    return ",".join("?" * len(ids))


class Peer:
    def path(self, r):
        return os.path.join(r["dir"], "passages.db")

    def connect(self, r):
        self.db = sqlite3.connect(self.path(r), isolation_level=None, cached_statements=256)
        self.db.executescript(SETUP)

    def build(self, r):
        start = time.perf_counter_ns()
        self.connect(r)
        db = self.db
        db.executescript(SCHEMA)
        db.execute("BEGIN")
        numbers = {}

        def number(facet, value):
            return numbers.setdefault((facet, value), len(numbers) + 1) if value else None

        n, rows, facets, places, themes = 0, [], [], [], []

        def flush():
            db.executemany("INSERT INTO passages(rowid, title, text) VALUES(?,?,?)", rows)
            db.executemany("INSERT INTO facet VALUES(?,?,?,?,?,?)", facets)
            db.executemany("INSERT INTO passage VALUES(?,?,?)", places)
            db.executemany("INSERT INTO theme VALUES(?,?)", themes)
            for l in (rows, facets, places, themes):
                l.clear()

        with open(r["passages"], encoding="utf8") as lines:
            for line in lines:
                work, symbol, title, kind, body, date, locator, role, country, tags, text = line.rstrip("\n").split("\t")
                n += 1
                rows.append((n, title + "\n" + symbol, text))
                places.append((n, work, locator))
                values = (kind, body, date[:4], role, country)
                facets.append((n, *(number(f, v) for f, v in zip(SINGLE, values))))
                themes.extend((n, number("theme", t)) for t in tags.split())
                if len(rows) == 1000:
                    flush()
        flush()
        db.executemany("INSERT INTO value VALUES(?,?,?)", [(i, f, v) for (f, v), i in numbers.items()])
        db.execute("COMMIT")
        written = time.perf_counter_ns()
        db.execute("INSERT INTO passages(passages) VALUES('optimize')")
        db.execute("ANALYZE")
        db.close()
        return {"passages": n, "written": written - start, "ns": time.perf_counter_ns() - start}

    def open(self, r):
        self.connect(r)
        self.numbers = {(f, v): n for n, f, v in self.db.execute("SELECT n, facet, value FROM value")}
        self.values = {n: v for (_, v), n in self.numbers.items()}
        self.pages = {f: page(f) for f in FACETS}
        return {"version": "SQLite " + sqlite3.sqlite_version}

    def search(self, r):
        start = time.perf_counter_ns()
        hits, total, facets = self.page(r) if r["page"] else self.plain(r)
        ns = time.perf_counter_ns() - start
        return {"ns": ns, "total": total, "hits": len(hits), "counted": sum(n for f in facets for _, n in f)}

    def plain(self, r):
        ids = [i for i, in self.db.execute(BEST, (r["query"],))]
        titles = dict(self.db.execute(TITLES % marks(ids), ids))
        (total,), = self.db.execute(COUNT, (r["query"],))
        return [(i, titles[i]) for i in ids], total, []

    def page(self, r):
        q, f = r["query"], r["facet"]
        facets, total, ids = [[] for _ in FACETS], 0, []
        for i, n, count in self.db.execute(self.pages[f], {"q": q, "v": self.numbers.get((f, r["value"]), 0)}):
            if i == TOTAL:
                total = count
            elif i == HIT:
                ids.append(n)
            elif n is not None:
                facets[i].append((self.values[n], count))
        for values in facets:
            values.sort(key=lambda c: -c[1])
        shown = {i: rest for i, *rest in self.db.execute(SNIPPETS % marks(ids), (q, *ids))}
        return [shown[i] for i in ids], total, facets

    def settle(self, r):
        return {}


peer = Peer()
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = getattr(peer, request["do"])(request)
    except Exception as e:
        answer = {"error": repr(e)}
    print(json.dumps(answer), flush=True)
