package io.bailiwick.ingest.namelist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.indicator.NameRules;
import io.bailiwick.ingest.indicator.PublicSuffixes;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The lists in force. They live in the database, so that every replica judges by the same, and are
 * read again when a newer one is there.
 */
@ApplicationScoped
public class NameLists {
  private static final String SUFFIXES = "public-suffix-list";
  private static final int MAX_CHARACTERS = 64 << 20;

  private final Sql sql;
  private final Uploads uploads;
  private final AuditTrail audit;
  private final Caller caller;
  private final BusinessClock clock;
  private final ObjectMapper mapper;
  private final PublicSuffixes configured;
  private volatile @Nullable InForce cached;

  @Inject
  NameLists(
      Sql sql,
      Uploads uploads,
      AuditTrail audit,
      Caller caller,
      BusinessClock clock,
      ObjectMapper mapper,
      @ConfigProperty(name = "bailiwick.public-suffix-list") Optional<Path> suffixList) {
    this.sql = sql;
    this.uploads = uploads;
    this.audit = audit;
    this.caller = caller;
    this.clock = clock;
    this.mapper = mapper;
    this.configured = suffixList.map(PublicSuffixes::from).orElseGet(PublicSuffixes::shipped);
  }

  /** A list and its version. */
  public record Version(String name, String version) {}

  /**
   * What names are judged by at this moment.
   *
   * @param sequence of the newest list, 0 where none was ever loaded
   * @param lists platform and caution lists, sorted by name
   */
  public record InForce(long sequence, NameRules rules, List<Version> lists) {

    /** The rules with more platforms, each for itself and what lies below. */
    public NameRules with(Collection<String> platforms) {
      Map<String, String> all = new HashMap<>(rules.platforms());
      platforms.forEach(name -> all.putIfAbsent(name, "policy"));
      return new NameRules(rules.suffixes(), all, rules.cautions());
    }
  }

  /** The lists in force, read from the database where they have changed. */
  public InForce inForce() {
    long newest = sql.number("SELECT coalesce(max(sequence), 0) FROM name_list");
    InForce known = cached;
    if (known == null || known.sequence() != newest) {
      known = read(newest);
      cached = known;
    }
    return known;
  }

  private record Stored(NameListKind kind, String name, String version, byte[] content) {}

  private InForce read(long newest) {
    PublicSuffixes suffixes = configured;
    Map<String, String> platforms = new HashMap<>();
    Map<String, String> cautions = new HashMap<>();
    List<Version> versions = new ArrayList<>();
    for (Stored list :
        sql.list(
            """
            SELECT * FROM (SELECT DISTINCT ON (kind, name) * FROM name_list WHERE sequence <= ?
                           ORDER BY kind, name, sequence DESC) newest
            WHERE entries > 0 ORDER BY name, kind
            """,
            row ->
                new Stored(
                    row.constant("kind", NameListKind.class),
                    row.text("name"),
                    row.text("version"),
                    row.bytes("content")),
            newest)) {
      String text = unpacked(list.content());
      switch (list.kind()) {
        case PUBLIC_SUFFIX -> suffixes = PublicSuffixes.parse(text).named(list.version());
        case PLATFORM -> text.lines().forEach(name -> platforms.put(name, list.name()));
        case CAUTION -> text.lines().forEach(name -> cautions.putIfAbsent(name, list.name()));
      }
      if (list.kind() != NameListKind.PUBLIC_SUFFIX) {
        versions.add(new Version(list.name(), list.version()));
      }
    }
    return new InForce(
        newest,
        new NameRules(suffixes, Map.copyOf(platforms), Map.copyOf(cautions)),
        List.copyOf(versions));
  }

  @Transactional
  NameList load(
      NameListKind kind,
      @Nullable String name,
      @Nullable String version,
      @Nullable String mediaType,
      @Nullable InputStream body) {
    String listName = kind == NameListKind.PUBLIC_SUFFIX ? SUFFIXES : name;
    if (listName == null || !listName.matches("[a-z0-9][a-z0-9-]{1,62}")) {
      throw ProblemException.malformed(
          "A list has a name of 2 to 63 lower-case letters, digits and hyphens: ?name=dynamic-dns");
    }
    boolean json = mediaType != null && mediaType.startsWith("application/json");
    return uploads.receive(
        body,
        content -> {
          String text = text(content, json ? null : mediaType);
          return switch (kind) {
            case PUBLIC_SUFFIX -> {
              PublicSuffixes list = suffixes(text);
              String own =
                  list.version().equals(PublicSuffixes.UNDATED)
                      ? clock.today().toString()
                      : list.version();
              yield insert(
                  kind, listName, version == null ? own : version, content, list.size(), text);
            }
            case PLATFORM, CAUTION -> {
              NameListText list = json ? warningList(text) : NameListText.ofLines(text);
              if (list.names().isEmpty()) {
                throw Refusal.unusable("There is no name on the list.");
              }
              String own = list.version() == null ? clock.today().toString() : list.version();
              yield insert(
                  kind,
                  listName,
                  version == null ? own : version,
                  content,
                  list.names().size(),
                  String.join("\n", list.names()));
            }
          };
        });
  }

  private NameListText warningList(String text) {
    try {
      return NameListText.ofWarningList(mapper.readTree(text));
    } catch (JsonProcessingException e) {
      throw Refusal.unusable("The content is not JSON.");
    }
  }

  private static PublicSuffixes suffixes(String text) {
    try {
      return PublicSuffixes.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.unusable(
          "This is not a Public Suffix List: it needs both of its sections and a rule for org.");
    }
  }

  private String text(Content content, @Nullable String mediaType) throws IOException {
    try (InputStream in = content.text(mediaType, uploads.bounds())) {
      byte[] bytes = in.readNBytes(MAX_CHARACTERS + 1);
      if (bytes.length > MAX_CHARACTERS) {
        throw Refusal.tooLarge("A list has at most 64 MiB.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.unusable("The bytes are not UTF-8.");
    }
  }

  @Transactional
  void withdraw(NameListKind kind, String name) {
    if (sql.number(
            "SELECT count(*) FROM (SELECT entries FROM name_list WHERE kind = ? AND name = ? ORDER BY sequence DESC LIMIT 1) n WHERE entries > 0",
            kind,
            name)
        == 0) {
      throw ProblemException.notFound("list in force");
    }
    insert(kind, name, "withdrawn", Hashes.sha256Hex(new byte[0]), 0, "");
    audit.record(NameListAction.NAME_LIST_WITHDRAWN, "name-list/" + name, Map.of("kind", kind));
  }

  private NameList insert(
      NameListKind kind, String name, String version, Content content, int entries, String text) {
    NameList list = insert(kind, name, version, content.sha256(), entries, text);
    audit.record(
        NameListAction.NAME_LIST_LOADED,
        "name-list/" + name,
        Map.of("kind", kind, "version", version, "sha256", content.sha256(), "entries", entries));
    return list;
  }

  private NameList insert(
      NameListKind kind, String name, String version, String sha256, int entries, String text) {
    String shortVersion = version.length() <= 100 ? version : version.substring(0, 100);
    long sequence =
        sql.number(
            """
            INSERT INTO name_list (kind, name, version, sha256, entries, content, loaded_at, loaded_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence
            """,
            kind,
            name,
            shortVersion,
            sha256,
            entries,
            packed(text),
            clock.instant(),
            caller.name());
    return list(null, sequence - 1, 1).getFirst();
  }

  Page<NameList> page(@Nullable NameListKind kind, PageRequest request) {
    return Page.of(
        request,
        NameList.class,
        (after, limit) -> list(kind, after == null ? 0 : Cursor.number(after), limit),
        list -> Cursor.key(list.sequence()));
  }

  /** In the order of loading. */
  private List<NameList> list(@Nullable NameListKind kind, long after, int limit) {
    return sql.list(
        """
        SELECT l.sequence, l.kind, l.name, l.version, l.sha256, l.entries, l.loaded_at, l.loaded_by,
               l.entries > 0 AND NOT EXISTS (SELECT 1 FROM name_list n
                                             WHERE n.kind = l.kind AND n.name = l.name AND n.sequence > l.sequence) AS in_force
        FROM name_list l WHERE (?::text IS NULL OR kind = ?) AND sequence > ? ORDER BY sequence LIMIT ?
        """,
        NameLists::list,
        kind,
        kind,
        after,
        limit);
  }

  private static NameList list(Columns row) throws SQLException {
    return new NameList(
        row.number("sequence"),
        row.constant("kind", NameListKind.class),
        row.text("name"),
        row.text("version"),
        row.text("sha256"),
        Math.toIntExact(row.number("entries")),
        row.flag("in_force"),
        row.time("loaded_at"),
        row.text("loaded_by"));
  }

  /** The text of a version: the Public Suffix List as loaded, or one name a line. */
  String text(long sequence) {
    return sql.first(
            "SELECT content FROM name_list WHERE sequence = ?",
            row -> row.bytes("content"),
            sequence)
        .map(NameLists::unpacked)
        .orElseThrow(() -> ProblemException.notFound("list"));
  }

  private static byte[] packed(String text) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unpacked(byte[] content) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
