package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.registration.DepositManifest.Table;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.sql.CopyRows;
import io.bailiwick.ingest.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the tables of a deposit into temporary tables, row by row checked. A row that cannot be
 * used goes in with its reason and is left out of everything else.
 */
@ApplicationScoped
class DepositStaging {
  private static final int RAW_LIMIT = 2000;

  private final Sql sql;

  @Inject
  DepositStaging(Sql sql) {
    this.sql = sql;
  }

  private static final String TABLES =
      """
      CREATE TEMP TABLE staged_registrar (line bigint, reason text, detail text, raw text,
        client_id text, iana_id integer, name text, status text) ON COMMIT DROP;
      CREATE TEMP TABLE staged_domain (line bigint, reason text, detail text, raw text,
        name text, roid text, sponsor_client text, creator_client text, created_at timestamptz, expires_at timestamptz,
        transferred_at timestamptz) ON COMMIT DROP;
      CREATE TEMP TABLE staged_status (line bigint, reason text, detail text, raw text,
        name text, status text, rgp_status text) ON COMMIT DROP;
      CREATE TEMP TABLE staged_transfer (line bigint, reason text, detail text, raw text,
        name text, status text, gaining_client text, losing_client text, decided_at timestamptz) ON COMMIT DROP;
      CREATE TEMP TABLE staged_dnssec (line bigint, reason text, detail text, raw text, name text) ON COMMIT DROP;
      CREATE TEMP TABLE staged_delete (line bigint, reason text, detail text, raw text, name text) ON COMMIT DROP;
      """;

  /** Says that a row cannot be used. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;
    private final RejectionReason reason;

    Unfit(RejectionReason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }
  }

  /** Writes the cells of one row. */
  private interface Cells {
    /** Reads everything that may be unfit first, then hands over the writing. */
    Consumer<CopyRows> of(DepositArchive.Row row) throws Unfit;
  }

  void stage(DepositArchive archive) throws IOException {
    DepositManifest manifest = archive.manifest();
    sql.run(TABLES);
    copy(
        archive,
        manifest.content("registrar").orElse(null),
        "staged_registrar",
        4,
        row -> {
          String client = required(row, "fId");
          String name = required(row, "fName");
          int iana = ianaId(row);
          String status = row.get("fStatus") == null ? "ok" : required(row, "fStatus");
          return out ->
              out.text(client).number(iana).text(name).text(status.toLowerCase(Locale.ROOT));
        });
    Table domains = manifest.content("domain").orElse(null);
    if (domains == null && manifest.type() == DepositType.FULL) {
      throw Refusal.unusable("A FULL deposit has a table of domains.");
    }
    copy(
        archive,
        domains,
        "staged_domain",
        7,
        row -> {
          String name = name(row, manifest.tld());
          String roid = required(row, "fRoid");
          String sponsor = required(row, "fClID");
          String creator = row.get("fCrRr") == null ? sponsor : required(row, "fCrRr");
          String created = time(row, "fCrDate", true);
          String expires = time(row, "fExDate", true);
          String transferred = time(row, "fTrDate", false);
          return out ->
              out.text(name)
                  .text(roid)
                  .text(sponsor)
                  .text(creator)
                  .text(created)
                  .text(expires)
                  .text(transferred);
        });
    copy(
        archive,
        manifest.content("domainStatuses").orElse(null),
        "staged_status",
        3,
        row -> {
          String name = name(row, manifest.tld());
          String status = row.get("fStatus");
          String rgp = row.get("fRgpStatus");
          return out -> out.text(name).text(status).text(rgp);
        });
    copy(
        archive,
        manifest.content("domainTransfer").orElse(null),
        "staged_transfer",
        5,
        row -> {
          String name = name(row, manifest.tld());
          String status = required(row, "fTrStatus");
          String gaining = row.get("fReRr");
          String losing = row.get("fAcRr");
          String decided = time(row, "fAcDate", false);
          return out -> out.text(name).text(status).text(gaining).text(losing).text(decided);
        });
    copy(
        archive,
        manifest.content("dnssec").orElse(null),
        "staged_dnssec",
        1,
        row -> {
          String name = name(row, manifest.tld());
          return out -> out.text(name);
        });
    copy(
        archive,
        manifest.delete("domain").orElse(null),
        "staged_delete",
        1,
        row -> {
          String name = name(row, manifest.tld());
          return out -> out.text(name);
        });
    for (String table :
        List.of("staged_domain", "staged_status", "staged_dnssec", "staged_delete")) {
      sql.run("ANALYZE " + table);
    }
  }

  private void copy(
      DepositArchive archive, @Nullable Table table, String target, int cells, Cells reader)
      throws IOException {
    if (table == null) {
      return;
    }
    sql.copy(
        target,
        copy ->
            archive.read(
                table,
                new DepositArchive.RowReader() {
                  @Override
                  public void row(DepositArchive.Row row) throws IOException {
                    try {
                      Consumer<CopyRows> write = reader.of(row);
                      write.accept(copy.number(row.line()).text(null).text(null).text(null));
                      end(copy);
                    } catch (Unfit unfit) {
                      reject(
                          row.line(), row.raw(), unfit.reason, String.valueOf(unfit.getMessage()));
                    }
                  }

                  @Override
                  public void malformed(long line, String raw, String detail) throws IOException {
                    reject(line, raw, RejectionReason.MALFORMED_ROW, detail);
                  }

                  private void reject(long line, String raw, RejectionReason reason, String detail)
                      throws IOException {
                    copy.number(line)
                        .text(reason.name())
                        .text(detail)
                        .text(raw.length() > RAW_LIMIT ? raw.substring(0, RAW_LIMIT) : raw);
                    for (int i = 0; i < cells; i++) {
                      copy.text(null);
                    }
                    end(copy);
                  }
                }));
  }

  private static void end(CopyRows copy) throws IOException {
    try {
      copy.end();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static String required(DepositArchive.Row row, String field) throws Unfit {
    String value = row.get(field);
    if (value == null) {
      throw new Unfit(RejectionReason.MISSING_VALUE, field + " is empty.");
    }
    return value;
  }

  private static String name(DepositArchive.Row row, String tld) throws Unfit {
    String name = required(row, "fName").toLowerCase(Locale.ROOT);
    if (!name.endsWith("." + tld) || name.indexOf('.') != name.length() - tld.length() - 1) {
      throw new Unfit(RejectionReason.OUT_OF_ZONE, "The name is not one label below " + tld + ".");
    }
    return name;
  }

  private static int ianaId(DepositArchive.Row row) throws Unfit {
    String text = row.get("fGurid");
    try {
      int id = text == null ? 0 : Integer.parseInt(text);
      if (id >= 1 && id <= 99_999_999) {
        return id;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Unfit(RejectionReason.UNKNOWN_REGISTRAR, "fGurid is no IANA ID.");
  }

  /**
   * The time as PostgreSQL reads it; the usual spelling passes as it is, since there are millions
   * of them.
   */
  private static @Nullable String time(DepositArchive.Row row, String field, boolean required)
      throws Unfit {
    String text = required ? required(row, field) : row.get(field);
    if (text == null || isPlainTime(text)) {
      return text;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS).toString();
    } catch (DateTimeException e) {
      throw new Unfit(RejectionReason.INVALID_TIME, field + " is no date and time with a zone.");
    }
  }

  /** Whether it is {@code 2026-01-05T13:00:00Z} with a day that every month has. */
  private static boolean isPlainTime(String text) {
    return text.length() == 20
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(19) == 'Z'
        && between(text, 0, 4, 1000, 9999)
        && between(text, 5, 7, 1, 12)
        && between(text, 8, 10, 1, 28)
        && between(text, 11, 13, 0, 23)
        && between(text, 14, 16, 0, 59)
        && between(text, 17, 19, 0, 59);
  }

  private static boolean between(String text, int from, int to, int low, int high) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = number * 10 + digit;
    }
    return number >= low && number <= high;
  }
}
