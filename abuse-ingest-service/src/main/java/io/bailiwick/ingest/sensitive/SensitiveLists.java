package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.indicator.IndicatorReader;
import io.bailiwick.ingest.namelist.NameLists;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.sensitive.SensitiveNames.Reading;
import io.bailiwick.ingest.sensitive.SensitiveStore.Statements;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Taking lists in, and answering whether they hold a name. */
@ApplicationScoped
class SensitiveLists {
  private static final int BATCH = 5000;

  private final SensitiveStore store;
  private final SensitiveKey key;
  private final SensitiveAudit audit;
  private final Clearance clearance;
  private final NameLists nameLists;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final long maxBytes;

  @Inject
  SensitiveLists(
      SensitiveStore store,
      SensitiveKey key,
      SensitiveAudit audit,
      Clearance clearance,
      NameLists nameLists,
      Uploads uploads,
      BusinessClock clock,
      @ConfigProperty(name = "bailiwick.sensitive.max-bytes") long maxBytes) {
    this.store = store;
    this.key = key;
    this.audit = audit;
    this.clearance = clearance;
    this.nameLists = nameLists;
    this.uploads = uploads;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  SensitiveNames names() {
    return new SensitiveNames(
        new IndicatorReader(nameLists.inForce().rules(), uploads.zones()),
        uploads.zones().iterator().next());
  }

  ListUpload upload(
      SensitiveList list,
      ListUpload.Mode mode,
      ListLayout layout,
      @Nullable String column,
      char separator,
      InputStream body) {
    String person = clearance.clearedPerson();
    NameDigests digests = key.digests();
    if (layout == ListLayout.CSV && (column == null || column.isBlank())) {
      throw ProblemException.invalid(
          "A CSV needs the name of its column.", new Violation("column", "names a column"));
    }
    try {
      return store.transaction(
          db -> {
            Intake intake = new Intake(db, list, digests, names());
            EntryRows.read(body, layout, column, separator, maxBytes, intake::take);
            ListUpload upload = intake.end(mode, person);
            Map<String, Object> content = new LinkedHashMap<>();
            content.put("upload", upload.id());
            content.put("mode", mode);
            content.put("keyId", upload.keyId());
            content.put("rowsRead", upload.rowsRead());
            content.put("added", upload.added());
            content.put("removed", upload.removed());
            audit.append(db, person, SensitiveAction.LIST_UPLOADED, "list/" + list, content);
            return upload;
          });
    } catch (Refusal refusal) {
      throw switch (refusal.kind()) {
        case TOO_LARGE -> ProblemException.tooLarge(refusal.detail());
        case UNUSABLE, WRONG_TYPE -> ProblemException.invalid(refusal.detail());
      };
    }
  }

  /** One list on its way into the table. */
  private final class Intake {
    private final Statements db;
    private final SensitiveList list;
    private final NameDigests digests;
    private final SensitiveNames names;
    private final UUID id = Ids.next();
    private final List<byte[]> batch = new ArrayList<>(BATCH);
    private long read;
    private long good;
    private long added;
    private long elsewhere;
    private long unusable;

    Intake(Statements db, SensitiveList list, NameDigests digests, SensitiveNames names) {
      this.db = db;
      this.list = list;
      this.digests = digests;
      this.names = names;
    }

    void take(String value) {
      read++;
      switch (names.read(list, value)) {
        case Reading.Usable(String name) -> {
          good++;
          batch.add(digests.of(list, name));
          if (batch.size() == BATCH) {
            put();
          }
        }
        case Reading.Elsewhere() -> elsewhere++;
        case Reading.Unusable() -> unusable++;
      }
    }

    private void put() {
      added +=
          db.number(
              """
              WITH put AS (
                INSERT INTO sensitive.entry (list, key_id, digest, upload_id)
                SELECT DISTINCT ?, ?, d.digest, ?::uuid FROM unnest(?::bytea[]) AS d(digest)
                ON CONFLICT (list, key_id, digest) DO UPDATE SET upload_id = excluded.upload_id
                RETURNING xmax = 0 AS fresh)
              SELECT count(*) FILTER (WHERE fresh) FROM put
              """,
              list,
              digests.keyId(),
              id,
              batch.toArray(byte[][]::new));
      batch.clear();
    }

    ListUpload end(ListUpload.Mode mode, String person) {
      put();
      if (good == 0) {
        throw Refusal.unusable(
            "The list holds nothing that can be kept, so it was not taken: an empty list is a failed one.");
      }
      long removed =
          switch (mode) {
            case ADD -> 0;
            case REPLACE ->
                db.update(
                    "DELETE FROM sensitive.entry WHERE list = ? AND upload_id <> ?", list, id);
          };
      Instant at = clock.instant();
      ListUpload upload =
          new ListUpload(
              id,
              list,
              mode,
              digests.keyId(),
              at,
              read,
              added,
              good - added,
              elsewhere,
              unusable,
              removed);
      db.update(
          """
          INSERT INTO sensitive.upload (id, list, mode, key_id, at, by, rows_read, added, known, elsewhere, unusable, removed)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          id,
          list,
          mode,
          digests.keyId(),
          at,
          person,
          read,
          added,
          upload.known(),
          elsewhere,
          unusable,
          removed);
      return upload;
    }
  }

  List<ListState> states(String purpose) {
    String person = clearance.clearedPerson();
    String present = key.digests().keyId();
    return store.transaction(
        db -> {
          audit.append(db, person, SensitiveAction.LISTS_READ, "lists", Map.of("purpose", purpose));
          return db.list(
              "SELECT list, key_id, count(*) AS entries FROM sensitive.entry GROUP BY list, key_id ORDER BY list, key_id",
              row ->
                  new ListState(
                      SensitiveList.valueOf(row.getString("list")),
                      row.getString("key_id"),
                      row.getString("key_id").equals(present),
                      row.getLong("entries")));
        });
  }

  /** The same statements and an answer of the same length, whether listed or not. */
  NameCheck check(String name, String purpose, @Nullable String caseReference) {
    String person = clearance.clearedPerson();
    NameDigests digests = key.digests();
    String domain =
        names()
            .domainOf(name)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "This is no name that can be registered in a zone of this registry.",
                        new Violation("name", "is a name under a zone of this registry")));
    byte[] ofDomain = digests.of(SensitiveList.DOMAIN_ALERT, domain);
    byte[] ofLabel = digests.of(SensitiveList.TLD_HOPPING, SensitiveNames.labelOf(domain));
    return store.transaction(
        db -> {
          boolean alert = holds(db, SensitiveList.DOMAIN_ALERT, digests.keyId(), ofDomain);
          boolean label = holds(db, SensitiveList.TLD_HOPPING, digests.keyId(), ofLabel);
          Map<String, Object> content = new LinkedHashMap<>();
          content.put("purpose", purpose);
          content.put("caseReference", caseReference == null ? "" : caseReference);
          content.put("keyId", digests.keyId());
          content.put("digest", HexFormat.of().formatHex(ofDomain));
          content.put("domainAlert", NameCheck.Answer.of(alert));
          content.put("hoppingLabel", NameCheck.Answer.of(label));
          audit.append(db, person, SensitiveAction.NAME_CHECKED, "name", content);
          return new NameCheck(NameCheck.Answer.of(alert), NameCheck.Answer.of(label));
        });
  }

  private static boolean holds(Statements db, SensitiveList list, String keyId, byte[] digest) {
    return db.number(
            "SELECT count(*) FROM sensitive.entry WHERE list = ? AND key_id = ? AND digest = ?",
            list,
            keyId,
            digest)
        > 0;
  }
}
