package io.bailiwick.ingest.registration;

import io.bailiwick.common.sql.CopyRows;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.registration.DomainObject.Extras;
import io.bailiwick.ingest.registration.DomainObject.Signing;
import io.bailiwick.ingest.registration.DomainObject.Statuses;
import io.bailiwick.ingest.registration.DomainObject.Transfer;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies the objects of a deposit into temporary tables, each checked: names with all that belongs
 * to them into {@code staged_domain}, names that went into {@code staged_delete}, and what cannot
 * be used into {@code staged_rejection} with its reason.
 */
@ApplicationScoped
class DepositStaging {
  private static final int RAW_LIMIT = 2000;
  private static final int REGISTRAR_LIMIT = 100_000;

  private final Sql sql;

  @Inject
  DepositStaging(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param registrars registrars taken over
   * @param registrarsRead registrars in the deposit
   * @param domainsRead domains in the deposit, the unfit ones, too
   * @param rowsRead objects and rows of tables in the deposit
   * @param ignored objects counted only, by kind
   */
  record Staged(
      long registrars,
      long registrarsRead,
      long domainsRead,
      long rowsRead,
      Map<String, Long> ignored) {}

  private static final String TABLES =
      """
      CREATE TEMP TABLE staged_registrar (line bigint, iana_id integer, client_id text, name text, status text) ON COMMIT DROP;
      CREATE TEMP TABLE staged_domain (line bigint, name text, roid text, sponsor integer, creator integer,
        created_at timestamptz, expires_at timestamptz, transferred_at timestamptz, updated_at timestamptz,
        statuses text[], reasons text, ds_records integer, ds_digest bigint, losing integer, decided_at timestamptz) ON COMMIT DROP;
      CREATE TEMP TABLE staged_delete (line bigint, name text) ON COMMIT DROP;
      CREATE TEMP TABLE staged_late (name text, statuses text[], reasons text, ds_records integer, ds_digest bigint,
        gaining integer, losing integer, decided_at timestamptz) ON COMMIT DROP;
      CREATE TEMP TABLE staged_rejection (csv text, line bigint, reason text, detail text, raw text, name text) ON COMMIT DROP;
      """;

  Staged stage(DepositArchive archive, Steps steps) throws IOException {
    DepositManifest manifest = archive.manifest();
    boolean withTable = manifest.content("domain").isPresent();
    if (manifest.type() == DepositType.FULL && !withTable && manifest.model() == DepositModel.CSV) {
      throw Refusal.unusable("A FULL deposit has a table of domains.");
    }
    sql.run(TABLES);
    try (Intake intake = new Intake()) {
      sql.copy(
          "staged_domain",
          rows -> {
            intake.domains = rows;
            if (manifest.inlineObjects()) {
              try (InputStream xml = archive.xml()) {
                new XmlObjects(manifest, intake).read(xml);
              }
            }
            new CsvObjects(archive, intake).read();
          });
      steps.done("read and stage");
      intake.registrars.copyTo(sql, "staged_registrar");
      intake.deletes.copyTo(sql, "staged_delete");
      intake.late.copyTo(sql, "staged_late");
      intake.rejections.copyTo(sql, "staged_rejection");
      sql.run("ANALYZE staged_domain; ANALYZE staged_delete");
      steps.done("analyze staged");
      long registrars = intake.registrars.count() == 0 ? 0 : takeRegistrars(manifest.watermark());
      Integer[] ianaIds = ianaIds(intake.clients);
      rejectUnknownRegistrars(intake.clients, ianaIds);
      sql.run(
          "CREATE TEMP TABLE staged_client (number integer PRIMARY KEY, iana_id integer) ON COMMIT DROP");
      sql.update(
          "INSERT INTO staged_client SELECT n, i FROM unnest(?::integer[]) WITH ORDINALITY AS u(i, n)",
          (Object) ianaIds);
      if (intake.late.count() > 0) {
        sql.run("ANALYZE staged_late");
        sql.update(ADD_LATE_STATUSES);
        sql.update(ADD_LATE_SIGNINGS);
        sql.update(ADD_LATE_TRANSFERS);
        steps.done("join tables in other orders");
      }
      sql.update(REJECT_REPEATED);
      steps.done("check registrars and repetitions");
      return new Staged(
          registrars,
          intake.registrarsRead,
          intake.domainsRead,
          intake.accepted + intake.rejections.count(),
          Map.copyOf(intake.ignored));
    }
  }

  private long takeRegistrars(Instant watermark) {
    sql.update(FREE_CLIENT_IDS, watermark);
    long taken = sql.update(REGISTRARS, watermark);
    sql.update(REGISTRAR_NAMES);
    return taken;
  }

  /** IANA ID by number of the client identifier, from 1; 0 where no registrar has it. */
  private Integer[] ianaIds(Map<String, Integer> clients) {
    Integer[] ids = new Integer[clients.size()];
    Arrays.fill(ids, 0);
    sql.list(
            "SELECT client_id, iana_id FROM registrar WHERE client_id = ANY (?)",
            row -> Map.entry(row.text("client_id"), (int) row.number("iana_id")),
            clients.keySet())
        .forEach(
            found -> {
              Integer number = clients.get(found.getKey());
              if (number != null) {
                ids[number - 1] = found.getValue();
              }
            });
    return ids;
  }

  private void rejectUnknownRegistrars(Map<String, Integer> clients, Integer[] ianaIds) {
    Integer[] unknown =
        clients.values().stream()
            .filter(number -> ianaIds[number - 1] == 0)
            .sorted()
            .toArray(Integer[]::new);
    if (unknown.length > 0) {
      sql.update(REJECT_UNKNOWN_REGISTRARS, unknown, unknown);
    }
  }

  /** Takes objects and spreads them over the tables. */
  private final class Intake implements DepositObjects, AutoCloseable {
    private final SpooledRows registrars = new SpooledRows();
    private final SpooledRows deletes = new SpooledRows();
    private final SpooledRows late = new SpooledRows();
    private final SpooledRows rejections = new SpooledRows();
    private final Map<String, Integer> clients = new HashMap<>();
    private final Map<String, Long> ignored = new TreeMap<>();
    private @Nullable CopyRows domains;
    private long registrarsRead;
    private long domainsRead;
    private long accepted;

    /** A small number in place of the identifier; which registrar that is, is looked up later. */
    private int number(String client) {
      Integer number = clients.get(client);
      if (number == null) {
        if (clients.size() == REGISTRAR_LIMIT) {
          throw Refusal.unusable(
              "The deposit names more than %,d registrars.".formatted(REGISTRAR_LIMIT));
        }
        number = clients.size() + 1;
        clients.put(client, number);
      }
      return number;
    }

    @Override
    public void registrar(Line line, int ianaId, String clientId, String name, String status)
        throws IOException {
      registrarsRead++;
      accepted++;
      if (registrarsRead > REGISTRAR_LIMIT) {
        throw Refusal.unusable(
            "The deposit holds more than %,d registrars.".formatted(REGISTRAR_LIMIT));
      }
      end(
          registrars
              .next()
              .number(line.number())
              .number(ianaId)
              .text(clientId)
              .text(name)
              .text(status));
    }

    @Override
    public void domain(Line line, DomainObject domain) throws IOException {
      domainsRead++;
      accepted++;
      CopyRows row =
          java.util.Objects.requireNonNull(domains)
              .number(line.number())
              .text(domain.name())
              .text(domain.roid())
              .number(number(domain.sponsor()))
              .number(number(domain.creator()))
              .text(domain.created())
              .text(domain.expires())
              .text(domain.transferred())
              .text(domain.updated());
      statusesAndSigning(row, domain.extras());
      Transfer transfer = domain.extras().transfer();
      if (transfer != null && transfer.gaining().equals(domain.sponsor())) {
        row.number(number(transfer.losing())).text(transfer.decided());
      } else {
        row.text(null).text(null);
      }
      end(row);
    }

    private static void statusesAndSigning(CopyRows row, Extras extras) {
      Statuses statuses = extras.statuses();
      row.text(
          switch (statuses.names().size()) {
            case 0 -> "{}";
            case 1 -> "{" + statuses.names().getFirst() + "}";
            default -> "{" + String.join(",", statuses.names()) + "}";
          });
      row.text(statuses.reasons().isEmpty() ? null : json(statuses.reasons()));
      Signing signing = extras.signing();
      if (signing.records() == 0) {
        row.text(null).text(null);
      } else {
        row.number(signing.records()).number(signing.digest());
      }
    }

    @Override
    public void deleted(Line line, String name) throws IOException {
      accepted++;
      end(deletes.next().number(line.number()).text(name));
    }

    @Override
    public void late(String name, Extras extras) throws IOException {
      if (extras.isEmpty()) {
        return;
      }
      CopyRows row = late.next().text(name);
      statusesAndSigning(row, extras);
      Transfer transfer = extras.transfer();
      if (transfer == null) {
        row.text(null).text(null).text(null);
      } else {
        row.number(number(transfer.gaining()))
            .number(number(transfer.losing()))
            .text(transfer.decided());
      }
      end(row);
    }

    @Override
    public void part() {
      accepted++;
    }

    @Override
    public void rejected(
        Line line, RejectionReason reason, String detail, String raw, @Nullable String name)
        throws IOException {
      switch (line.table()) {
        case "domain" -> domainsRead++;
        case "registrar" -> registrarsRead++;
        default -> {}
      }
      end(
          rejections
              .next()
              .text(line.table())
              .number(line.number())
              .text(reason.name())
              .text(detail)
              .text(raw.length() > RAW_LIMIT ? raw.substring(0, RAW_LIMIT) : raw)
              .text(name));
    }

    @Override
    public void ignored(String kind) {
      ignored.merge(kind, 1L, Long::sum);
    }

    @Override
    public void close() throws IOException {
      try (registrars;
          deletes;
          late;
          rejections) {
        // Each is closed, whatever happens to the others.
      }
    }
  }

  private static void end(CopyRows row) throws IOException {
    try {
      row.end();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static String json(Map<String, String> reasons) {
    StringBuilder json = new StringBuilder("{");
    reasons.forEach(
        (status, reason) ->
            json.append(json.length() == 1 ? "\"" : ",\"")
                .append(status)
                .append("\":")
                .append(quoted(reason)));
    return json.append('}').toString();
  }

  private static String quoted(String text) {
    return '"'
        + new String(
            com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text))
        + '"';
  }

  /** An identifier that went to another registrar is kept apart on the one that had it. */
  private static final String FREE_CLIENT_IDS =
      """
      UPDATE registrar r SET client_id = format('%s (%s until %s)', r.client_id, r.iana_id, to_char(?::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD'))
      FROM staged_registrar s
      WHERE s.client_id = r.client_id AND s.iana_id <> r.iana_id
      """;

  private static final String REGISTRARS =
      """
      INSERT INTO registrar (iana_id, client_id, name, status, noted_at)
      SELECT iana_id, client_id, name, status, ? FROM (
        SELECT DISTINCT ON (client_id) * FROM (
          SELECT DISTINCT ON (iana_id) * FROM staged_registrar ORDER BY iana_id, line) by_id
        ORDER BY client_id, line) s
      ON CONFLICT (iana_id) DO UPDATE SET
        client_id = excluded.client_id, name = excluded.name, status = excluded.status, noted_at = excluded.noted_at
      """;

  /** A name or status that is another than at the deposit before. */
  private static final String REGISTRAR_NAMES =
      """
      INSERT INTO registrar_name (registrar, from_at, name, status)
      SELECT r.iana_id, r.noted_at, r.name, r.status FROM registrar r
      LEFT JOIN LATERAL (SELECT name, status FROM registrar_name n
                         WHERE n.registrar = r.iana_id AND n.from_at <= r.noted_at ORDER BY n.from_at DESC LIMIT 1) n ON true
      WHERE r.iana_id IN (SELECT iana_id FROM staged_registrar)
        AND (r.name, r.status) IS DISTINCT FROM (n.name, n.status)
      ON CONFLICT DO NOTHING
      """;

  private static final String REJECT_UNKNOWN_REGISTRARS =
      """
      WITH lost AS (
        DELETE FROM staged_domain WHERE sponsor = ANY (?) OR creator = ANY (?) RETURNING line, name, roid)
      INSERT INTO staged_rejection (csv, line, reason, detail, raw, name)
      SELECT 'domain', line, 'UNKNOWN_REGISTRAR',
             'No registrar of this deposit or an earlier one has the identifier of its sponsor or creator.',
             concat_ws(',', name, roid), name
      FROM lost
      """;

  private static final String ADD_LATE_STATUSES =
      """
      UPDATE staged_domain d SET
        statuses = ARRAY(SELECT DISTINCT s COLLATE "C" FROM unnest(d.statuses || l.statuses) s ORDER BY 1),
        reasons = coalesce(d.reasons, l.reasons)
      FROM (SELECT name, array_agg(s) AS statuses, max(reasons) AS reasons
            FROM staged_late CROSS JOIN LATERAL unnest(statuses) s GROUP BY name) l
      WHERE d.name = l.name
      """;

  /** Sums of 64-bit numbers that wrap around, as in Java. */
  private static final String ADD_LATE_SIGNINGS =
      """
      UPDATE staged_domain d SET
        ds_records = coalesce(d.ds_records, 0) + l.records,
        ds_digest = (mod(mod(coalesce(d.ds_digest, 0) + l.digest + 9223372036854775808, 18446744073709551616)
                         + 18446744073709551616, 18446744073709551616) - 9223372036854775808)::bigint
      FROM (SELECT name, sum(ds_records)::integer AS records, sum(ds_digest::numeric) AS digest
            FROM staged_late WHERE ds_records IS NOT NULL GROUP BY name) l
      WHERE d.name = l.name
      """;

  private static final String ADD_LATE_TRANSFERS =
      """
      UPDATE staged_domain d SET losing = l.losing, decided_at = l.decided_at
      FROM (SELECT DISTINCT ON (name, gaining) name, gaining, losing, decided_at FROM staged_late
            WHERE decided_at IS NOT NULL ORDER BY name, gaining, decided_at DESC) l
      WHERE d.name = l.name AND d.sponsor = l.gaining AND (d.decided_at IS NULL OR d.decided_at < l.decided_at)
      """;

  private static final String REJECT_REPEATED =
      """
      WITH repeated AS (
        SELECT row FROM (SELECT ctid AS row, row_number() OVER (PARTITION BY name ORDER BY line, ctid) AS n FROM staged_domain
                         WHERE name IN (SELECT name FROM staged_domain GROUP BY name HAVING count(*) > 1)) by_name WHERE n > 1
        UNION
        SELECT row FROM (SELECT ctid AS row, row_number() OVER (PARTITION BY roid ORDER BY line, ctid) AS n FROM staged_domain
                         WHERE roid IN (SELECT roid FROM staged_domain GROUP BY roid HAVING count(*) > 1)) by_roid WHERE n > 1),
      lost AS (
        DELETE FROM staged_domain d USING repeated WHERE d.ctid = repeated.row RETURNING d.line, d.name, d.roid)
      INSERT INTO staged_rejection (csv, line, reason, detail, raw, name)
      SELECT 'domain', line, 'REPEATED_OBJECT', 'The name or its ROID stands on an earlier line, too.',
             concat_ws(',', name, roid), name
      FROM lost
      """;
}
