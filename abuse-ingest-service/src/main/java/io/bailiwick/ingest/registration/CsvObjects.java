package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.registration.DepositManifest.Table;
import io.bailiwick.ingest.registration.DepositObjects.Line;
import io.bailiwick.ingest.registration.DomainObject.Extras;
import io.bailiwick.ingest.registration.DomainObject.Signing;
import io.bailiwick.ingest.registration.DomainObject.Statuses;
import io.bailiwick.ingest.registration.DomainObject.Transfer;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.rejection.Unfit;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the objects of the CSV model: the tables of RFC 9022, section 5, that we need. */
final class CsvObjects {
  private final DepositArchive archive;
  private final DepositFields fields;
  private final DepositObjects objects;

  CsvObjects(DepositArchive archive, DepositObjects objects) {
    this.archive = archive;
    this.fields = new DepositFields(archive.manifest().tld());
    this.objects = objects;
  }

  /** Reads one row of a table. */
  private interface RowWork {
    void of(TableRows row, Line line) throws Unfit, IOException;
  }

  void read() throws IOException {
    DepositManifest manifest = archive.manifest();
    registrars(manifest.content("registrar").orElse(null));
    domains(manifest);
    deletes(manifest.delete("domain").orElse(null));
  }

  private void each(TableRows rows, String table, int nameColumn, RowWork work) throws IOException {
    while (rows.next()) {
      Line line = new Line(table, rows.line());
      String fault = rows.fault();
      try {
        if (fault != null) {
          throw new Unfit(RejectionReason.MALFORMED_ROW, fault);
        }
        work.of(rows, line);
      } catch (Unfit unfit) {
        objects.rejected(
            line,
            unfit.reason(),
            unfit.detail(),
            rows.raw(),
            fault == null ? fields.nameOrNull(rows.get(nameColumn)) : null);
      }
    }
  }

  private void registrars(@Nullable Table table) throws IOException {
    if (table == null) {
      return;
    }
    try (TableRows rows = archive.open(table)) {
      int id = rows.column("fId");
      int name = rows.column("fName");
      int gurid = rows.column("fGurid");
      int status = rows.column("fStatus");
      each(
          rows,
          table.name(),
          -1,
          (row, line) -> {
            String client = DepositFields.required(row.get(id), "fId");
            String text = DepositFields.required(row.get(name), "fName");
            int ianaId = DepositFields.ianaId(row.get(gurid));
            String word = row.get(status);
            objects.registrar(
                line, ianaId, client, text, word == null ? "ok" : word.toLowerCase(Locale.ROOT));
          });
    }
  }

  private void deletes(@Nullable Table table) throws IOException {
    if (table == null) {
      return;
    }
    try (TableRows rows = archive.open(table)) {
      int name = rows.column("fName");
      each(rows, "deletes", -1, (row, line) -> objects.deleted(line, fields.name(row.get(name))));
    }
  }

  private void domains(DepositManifest manifest) throws IOException {
    Table table = manifest.content("domain").orElse(null);
    try (ExtrasTable<Statuses> statuses = statuses(open(manifest, "domainStatuses"));
        ExtrasTable<Signing> signings = signings(open(manifest, "dnssec"));
        ExtrasTable<Transfer> transfers = transfers(open(manifest, "domainTransfer"))) {
      if (table != null) {
        try (TableRows rows = archive.open(table)) {
          domains(rows, statuses, signings, transfers);
        }
      }
      statuses.rest((name, value) -> objects.late(name, new Extras(value, Signing.NONE, null)));
      signings.rest((name, value) -> objects.late(name, new Extras(Statuses.NONE, value, null)));
      transfers.rest(
          (name, value) -> objects.late(name, new Extras(Statuses.NONE, Signing.NONE, value)));
    }
  }

  private void domains(
      TableRows rows,
      ExtrasTable<Statuses> statuses,
      ExtrasTable<Signing> signings,
      ExtrasTable<Transfer> transfers)
      throws IOException {
    int fName = rows.column("fName");
    int fRoid = rows.column("fRoid");
    int fClId = rows.column("fClID");
    int fCrRr = rows.column("fCrRr");
    int fCrDate = rows.column("fCrDate");
    int fExDate = rows.column("fExDate");
    int fTrDate = rows.column("fTrDate");
    int fUpDate = rows.column("fUpDate");
    each(
        rows,
        "domain",
        fName,
        (row, line) -> {
          String name = fields.name(row.get(fName));
          String roid = DepositFields.required(row.get(fRoid), "fRoid");
          String sponsor = DepositFields.required(row.get(fClId), "fClID");
          String creator = DepositFields.creator(row.get(fCrRr), sponsor);
          String created = DepositFields.requiredTime(row.get(fCrDate), "fCrDate");
          String expires = DepositFields.requiredTime(row.get(fExDate), "fExDate");
          String transferred = DepositFields.time(row.get(fTrDate), "fTrDate");
          String updated = DepositFields.time(row.get(fUpDate), "fUpDate");
          Statuses status = statuses.take(name);
          Signing signing = signings.take(name);
          Transfer transfer = transfers.take(name);
          objects.domain(
              line,
              new DomainObject(
                  name,
                  roid,
                  sponsor,
                  creator,
                  created,
                  expires,
                  transferred,
                  updated,
                  status == null && signing == null && transfer == null
                      ? Extras.NONE
                      : new Extras(
                          status == null ? Statuses.NONE : status,
                          signing == null ? Signing.NONE : signing,
                          transfer)));
        });
  }

  private @Nullable TableRows open(DepositManifest manifest, String table) {
    return manifest.content(table).map(archive::open).orElse(null);
  }

  private ExtrasTable<Statuses> statuses(@Nullable TableRows rows) {
    int status = rows == null ? -1 : rows.column("fStatus");
    int reason = rows == null ? -1 : rows.column("fStatusDescription");
    int gracePeriod = rows == null ? -1 : rows.column("fRgpStatus");
    // Millions of rows, a handful of words: each is made once.
    Map<String, Statuses> known = new HashMap<>();
    return new ExtrasTable<>(
        rows,
        fields,
        objects,
        row -> {
          String word = row.get(status);
          String why = row.get(reason);
          String period = row.get(gracePeriod);
          if (word == null || why != null || period != null) {
            return DepositFields.status(word, why, period);
          }
          Statuses seen = known.get(word);
          if (seen == null) {
            seen = DepositFields.status(word, null, null);
            if (known.size() < 100) {
              known.put(word, seen);
            }
          }
          return seen;
        },
        Statuses::and);
  }

  private ExtrasTable<Signing> signings(@Nullable TableRows rows) {
    int keyTag = rows == null ? -1 : rows.column("fKeyTag");
    int algorithm = rows == null ? -1 : rows.column("fDsAlg");
    int digestType = rows == null ? -1 : rows.column("fDigestType");
    int digest = rows == null ? -1 : rows.column("fDigest");
    int flags = rows == null ? -1 : rows.column("fFlags");
    int protocol = rows == null ? -1 : rows.column("fProtocol");
    int keyAlgorithm = rows == null ? -1 : rows.column("fKeyAlg");
    int key = rows == null ? -1 : rows.column("fPubKey");
    return new ExtrasTable<>(
        rows,
        fields,
        objects,
        row ->
            row.get(keyTag) != null || row.get(digest) != null || row.get(key) == null
                ? Signing.of(
                    row.get(keyTag), row.get(algorithm), row.get(digestType), row.get(digest))
                : Signing.of(
                    row.get(flags), row.get(protocol), row.get(keyAlgorithm), row.get(key)),
        Signing::and);
  }

  private ExtrasTable<Transfer> transfers(@Nullable TableRows rows) {
    int status = rows == null ? -1 : rows.column("fTrStatus");
    int gaining = rows == null ? -1 : rows.column("fReRr");
    int losing = rows == null ? -1 : rows.column("fAcRr");
    int decided = rows == null ? -1 : rows.column("fAcDate");
    return new ExtrasTable<>(
        rows,
        fields,
        objects,
        row ->
            DepositFields.transfer(
                row.get(status), row.get(gaining), row.get(losing), row.get(decided)),
        (one, other) -> one.decided().compareTo(other.decided()) >= 0 ? one : other);
  }
}
