import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene as a peer: requests and answers are lines of JSON (see peer.go).
 *
 * Fields title and text, stemmed, common words kept as the other engines keep them; facets are ordinals in doc values. A
 * page is one pass over the matches: the filter, the counts and the ten best together.
 */
public class Lucene {
  static final String[] FACETS = {"kind", "body", "year", "role", "country", "theme"};
  static final int THEME = 5;

  final Analyzer analyzer = new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  DirectoryReader reader;
  IndexSearcher searcher;
  UnifiedHighlighter highlighter;

  public static void main(String[] args) throws Exception {
    Lucene peer = new Lucene();
    Gson gson = new Gson();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line; (line = in.readLine()) != null; ) {
      Map<String, Object> answer = new HashMap<>();
      try {
        peer.answer(gson.fromJson(line, JsonObject.class), answer);
      } catch (Exception e) {
        answer.put("error", e.toString());
      }
      System.out.println(gson.toJson(answer));
      System.out.flush();
    }
  }

  void answer(JsonObject r, Map<String, Object> answer) throws Exception {
    switch (r.get("do").getAsString()) {
      case "build" -> build(Path.of(r.get("passages").getAsString()), Path.of(r.get("dir").getAsString()), answer);
      case "open" -> open(Path.of(r.get("dir").getAsString()), answer);
      case "search" -> search(r, answer);
      case "settle" -> System.gc();
      default -> throw new IllegalArgumentException("nothing to do");
    }
  }

  /** Two threads write, as in ours; then all segments become one. */
  void build(Path passages, Path dir, Map<String, Object> answer) throws Exception {
    long start = System.nanoTime();
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setSimilarity(new BM25Similarity());
    config.setRAMBufferSizeMB(256);
    config.setUseCompoundFile(false);
    try (FSDirectory d = FSDirectory.open(dir); IndexWriter w = new IndexWriter(d, config)) {
      BlockingQueue<List<String>> lines = new ArrayBlockingQueue<>(8);
      List<Thread> threads = new ArrayList<>();
      List<Exception> failed = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Thread t = new Thread(() -> {
          try {
            for (List<String> batch; !(batch = lines.take()).isEmpty(); ) {
              for (String line : batch) w.addDocument(document(line.split("\t", -1)));
            }
          } catch (Exception e) {
            synchronized (failed) { failed.add(e); }
          }
        });
        t.start();
        threads.add(t);
      }
      int n = 0;
      try (BufferedReader in = Files.newBufferedReader(passages)) {
        List<String> batch = new ArrayList<>();
        for (String line; (line = in.readLine()) != null; n++) {
          batch.add(line);
          if (batch.size() == 500) {
            lines.put(batch);
            batch = new ArrayList<>();
          }
        }
        if (!batch.isEmpty()) lines.put(batch);
      }
      for (Thread t : threads) lines.put(List.of());
      for (Thread t : threads) t.join();
      if (!failed.isEmpty()) throw failed.get(0);
      w.commit();
      answer.put("written", System.nanoTime() - start);
      w.forceMerge(1);
      w.commit();
      answer.put("passages", n);
    }
    answer.put("ns", System.nanoTime() - start);
  }

  static final FieldType TEXT = new FieldType(TextField.TYPE_STORED);
  static {
    // The highlighter is faster by a fifth with offsets than by reading the text again.
    TEXT.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    TEXT.freeze();
  }

  static Document document(String[] c) {
    Document d = new Document();
    d.add(new StoredField("work", c[0]));
    d.add(new StoredField("locator", c[6]));
    d.add(new Field("title", c[2] + "\n" + c[1], TextField.TYPE_STORED));
    d.add(new Field("text", c[10], TEXT));
    String[] values = {c[3], c[4], c[5].substring(0, 4), c[7], c[8]};
    for (int i = 0; i < values.length; i++) {
      if (!values[i].isEmpty()) d.add(new SortedDocValuesField(FACETS[i], new BytesRef(values[i])));
    }
    for (String t : c[9].split(" ")) {
      if (!t.isEmpty()) d.add(new SortedSetDocValuesField("theme", new BytesRef(t)));
    }
    return d;
  }

  void open(Path dir, Map<String, Object> answer) throws IOException {
    reader = DirectoryReader.open(MMapDirectory.open(dir));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null); // the same query is asked again: a cache would answer it
    highlighter = UnifiedHighlighter.builder(searcher, analyzer).build();
    answer.put("passages", reader.numDocs());
    answer.put("version", "Lucene " + org.apache.lucene.util.Version.LATEST + ", Java " + Runtime.version().feature());
  }

  static final Map<String, Float> BOOSTS = Map.of("title", 3f, "text", 1f);

  void search(JsonObject r, Map<String, Object> answer) throws Exception {
    String text = r.get("query").getAsString();
    boolean page = r.get("page").getAsBoolean();
    String facet = page ? r.get("facet").getAsString() : "", value = page ? r.get("value").getAsString() : "";
    long start = System.nanoTime();
    MultiFieldQueryParser parser = new MultiFieldQueryParser(new String[] {"title", "text"}, analyzer, BOOSTS);
    parser.setDefaultOperator(QueryParser.Operator.AND);
    Query q = parser.parse(text);
    if (page) page(q, facet, value, answer);
    else plain(q, answer);
    answer.put("ns", System.nanoTime() - start);
  }

  void plain(Query q, Map<String, Object> answer) throws IOException {
    TopDocs top = searcher.search(q, new TopScoreDocCollectorManager(10, null, Integer.MAX_VALUE));
    List<String> titles = new ArrayList<>();
    for (ScoreDoc d : top.scoreDocs) titles.add(searcher.storedFields().document(d.doc, java.util.Set.of("title")).get("title"));
    answer.put("total", top.totalHits.value);
    answer.put("hits", titles.size());
  }

  void page(Query q, String facet, String value, Map<String, Object> answer) throws IOException {
    Page p = new Page(facet, value);
    searcher.search(q, p);
    TopDocs top = p.top.topDocs();
    String[] snippets = highlighter.highlight("text", q, top, 2);
    List<String> titles = new ArrayList<>();
    for (ScoreDoc d : top.scoreDocs) titles.add(searcher.storedFields().document(d.doc, java.util.Set.of("title")).get("title"));
    int counted = 0;
    for (List<Count> f : p.values()) for (Count c : f) counted += c.count;
    answer.put("total", p.total);
    answer.put("hits", Math.min(titles.size(), snippets.length));
    answer.put("counted", counted);
  }

  record Count(String value, int count) {}

  /** Collects the ten best of the matches the filter lets through, and counts; a facet's own filter does not narrow it. */
  static class Page implements Collector {
    final int chosen;
    final BytesRef value;
    final TopScoreDocCollector top = new TopScoreDocCollectorManager(10, null, Integer.MAX_VALUE).newCollector();
    final List<Map<String, Integer>> found = new ArrayList<>();
    final List<Runnable> ends = new ArrayList<>();
    int total;

    Page(String facet, String value) {
      chosen = List.of(FACETS).indexOf(facet);
      this.value = new BytesRef(value);
      for (String f : FACETS) found.add(new HashMap<>());
    }

    @Override public ScoreMode scoreMode() { return ScoreMode.COMPLETE; }

    @Override public LeafCollector getLeafCollector(LeafReaderContext c) throws IOException {
      LeafCollector best = top.getLeafCollector(c);
      SortedDocValues[] single = new SortedDocValues[THEME];
      int[][] counts = new int[FACETS.length][];
      for (int i = 0; i < THEME; i++) {
        single[i] = DocValues.getSorted(c.reader(), FACETS[i]);
        counts[i] = new int[single[i].getValueCount()];
      }
      SortedSetDocValues theme = DocValues.getSortedSet(c.reader(), "theme");
      counts[THEME] = new int[(int) theme.getValueCount()];
      long wanted = chosen == THEME ? theme.lookupTerm(value) : single[chosen].lookupTerm(value);
      ends.add(() -> add(counts, single, theme));
      return new LeafCollector() {
        @Override public void setScorer(Scorable s) throws IOException { best.setScorer(s); }

        @Override public void collect(int doc) throws IOException {
          boolean in = false;
          if (chosen != THEME) {
            if (single[chosen].advanceExact(doc)) {
              int o = single[chosen].ordValue();
              counts[chosen][o]++;
              in = o == wanted;
            }
            if (!in) return;
          }
          if (theme.advanceExact(doc)) {
            int n = theme.docValueCount();
            for (int i = 0; i < n; i++) {
              int o = (int) theme.nextOrd();
              counts[THEME][o]++;
              in |= o == wanted && chosen == THEME;
            }
          }
          if (!in) return;
          for (int i = 0; i < THEME; i++) {
            if (i != chosen && single[i].advanceExact(doc)) counts[i][single[i].ordValue()]++;
          }
          total++;
          best.collect(doc);
        }
      };
    }

    void add(int[][] counts, SortedDocValues[] single, SortedSetDocValues theme) {
      try {
        for (int i = 0; i < counts.length; i++) {
          for (int o = 0; o < counts[i].length; o++) {
            if (counts[i][o] == 0) continue;
            BytesRef v = i == THEME ? theme.lookupOrd(o) : single[i].lookupOrd(o);
            found.get(i).merge(v.utf8ToString(), counts[i][o], Integer::sum);
          }
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    List<List<Count>> values() {
      for (Runnable end : ends) end.run();
      List<List<Count>> out = new ArrayList<>();
      for (Map<String, Integer> f : found) {
        List<Count> l = new ArrayList<>();
        f.forEach((v, n) -> l.add(new Count(v, n)));
        l.sort(Comparator.comparingInt(Count::count).reversed());
        out.add(l);
      }
      return out;
    }
  }
}
