package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.registration.DepositObjects.Line;
import io.bailiwick.ingest.registration.DomainObject.Extras;
import io.bailiwick.ingest.registration.DomainObject.Signing;
import io.bailiwick.ingest.registration.DomainObject.Statuses;
import io.bailiwick.ingest.registration.DomainObject.Transfer;
import io.bailiwick.ingest.rejection.Unfit;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the objects of the XML model (RFC 9022, section 5): one pass, one object at a time. */
final class XmlObjects {
  static final String DOMAIN = "urn:ietf:params:xml:ns:rdeDomain-1.0";
  private static final String REGISTRAR = "urn:ietf:params:xml:ns:rdeRegistrar-1.0";
  private static final String SEC_DNS = "urn:ietf:params:xml:ns:secDNS-1.1";
  private static final int RAW_LIMIT = 200;

  private final DepositFields fields;
  private final DepositObjects objects;

  XmlObjects(DepositManifest manifest, DepositObjects objects) {
    this.fields = new DepositFields(manifest.tld());
    this.objects = objects;
  }

  void read(InputStream xml) throws IOException {
    try (XmlCursor cursor = new XmlCursor(xml)) {
      boolean inDeletes = false;
      while (cursor.next()) {
        if (cursor.isStart(ManifestReader.RDE, "deletes")) {
          inDeletes = true;
        } else if (cursor.isEnd(ManifestReader.RDE, "deletes")) {
          inDeletes = false;
        } else if (inDeletes && cursor.isStart(DOMAIN, "delete")) {
          deletes(cursor);
        } else if (!inDeletes && cursor.isStart(DOMAIN, "domain")) {
          domain(cursor);
        } else if (!inDeletes && cursor.isStart(REGISTRAR, "registrar")) {
          registrar(cursor);
        } else if (cursor.isStart(ManifestReader.CSV, "csv")) {
          cursor.skip();
        } else if (cursor.isStart()
            && !cursor.namespace().equals(ManifestReader.RDE)
            && !cursor.namespace().equals(ManifestReader.HEADER)
            && cursor.namespace().startsWith("urn:ietf:params:xml:ns:rde")) {
          String kind = ManifestReader.kind(cursor.namespace());
          cursor.skip();
          if (kind != null && !inDeletes) {
            objects.ignored(kind);
          }
        }
      }
    }
  }

  private void deletes(XmlCursor cursor) throws IOException {
    int outer = cursor.depth();
    while (cursor.next() && cursor.depth() >= outer) {
      if (cursor.isStart(DOMAIN, "name")) {
        Line line = new Line("deletes", cursor.line());
        String text = cursor.text();
        try {
          objects.deleted(line, fields.name(text));
        } catch (Unfit unfit) {
          objects.rejected(line, unfit.reason(), unfit.detail(), String.valueOf(text), null);
        }
      }
    }
  }

  private void registrar(XmlCursor cursor) throws IOException {
    Line line = new Line("registrar", cursor.line());
    int outer = cursor.depth();
    String id = null;
    String name = null;
    String gurid = null;
    String status = null;
    while (cursor.next() && cursor.depth() >= outer) {
      if (!cursor.isStart()) {
        continue;
      }
      if (cursor.depth() > outer + 1 || !cursor.namespace().equals(REGISTRAR)) {
        cursor.skip();
        continue;
      }
      switch (cursor.name()) {
        case "id" -> id = cursor.text();
        case "name" -> name = cursor.text();
        case "gurid" -> gurid = cursor.text();
        case "status" -> status = cursor.text();
        default -> cursor.skip();
      }
    }
    try {
      objects.registrar(
          line,
          DepositFields.ianaId(gurid),
          DepositFields.required(id, "id"),
          DepositFields.required(name, "name"),
          status == null ? "ok" : status.toLowerCase(Locale.ROOT));
    } catch (Unfit unfit) {
      objects.rejected(line, unfit.reason(), unfit.detail(), id + "," + name + "," + gurid, null);
    }
  }

  private void domain(XmlCursor cursor) throws IOException {
    Line line = new Line("domain", cursor.line());
    int outer = cursor.depth();
    String name = null;
    String roid = null;
    String sponsor = null;
    String creator = null;
    String created = null;
    String expires = null;
    String transferred = null;
    String updated = null;
    Statuses statuses = Statuses.NONE;
    Signing signing = Signing.NONE;
    Transfer transfer = null;
    Unfit unfitPart = null;
    while (cursor.next() && cursor.depth() >= outer) {
      if (!cursor.isStart()) {
        continue;
      }
      if (!cursor.namespace().equals(DOMAIN)) {
        cursor.skip();
        continue;
      }
      try {
        switch (cursor.name()) {
          case "name" -> name = cursor.text();
          case "roid" -> roid = cursor.text();
          case "clID" -> sponsor = cursor.text();
          case "crRr" -> creator = cursor.text();
          case "crDate" -> created = cursor.text();
          case "exDate" -> expires = cursor.text();
          case "trDate" -> transferred = cursor.text();
          case "upDate" -> updated = cursor.text();
          case "status" -> {
            String word = cursor.attribute("s");
            statuses = statuses.and(DepositFields.status(word, cursor.text(), null));
          }
          case "rgpStatus" -> {
            String word = cursor.attribute("s");
            cursor.skip();
            statuses = statuses.and(DepositFields.status(null, null, word));
          }
          case "secDNS" -> signing = signing(cursor);
          case "trnData" -> transfer = transfer(cursor);
          default -> cursor.skip();
        }
      } catch (Unfit unfit) {
        unfitPart = unfit;
      }
    }
    try {
      if (unfitPart != null) {
        throw unfitPart;
      }
      String sponsoring = DepositFields.required(sponsor, "clID");
      objects.domain(
          line,
          new DomainObject(
              fields.name(name),
              DepositFields.required(roid, "roid"),
              sponsoring,
              DepositFields.creator(creator, sponsoring),
              DepositFields.requiredTime(created, "crDate"),
              DepositFields.requiredTime(expires, "exDate"),
              DepositFields.time(transferred, "trDate"),
              DepositFields.time(updated, "upDate"),
              new Extras(statuses, signing, transfer)));
    } catch (Unfit unfit) {
      String raw =
          name + "," + roid + "," + sponsor + "," + creator + "," + created + "," + expires;
      objects.rejected(
          line,
          unfit.reason(),
          unfit.detail(),
          raw.substring(0, Math.min(RAW_LIMIT, raw.length())),
          fields.nameOrNull(name));
    }
  }

  private static @Nullable Transfer transfer(XmlCursor cursor) throws Unfit {
    int outer = cursor.depth();
    String status = null;
    String gaining = null;
    String losing = null;
    String decided = null;
    while (cursor.next() && cursor.depth() >= outer) {
      if (!cursor.isStart()) {
        continue;
      }
      switch (cursor.name()) {
        case "trStatus" -> status = cursor.text();
        case "reRr" -> gaining = cursor.text();
        case "acRr" -> losing = cursor.text();
        case "acDate" -> decided = cursor.text();
        default -> cursor.skip();
      }
    }
    return DepositFields.transfer(status, gaining, losing, decided);
  }

  private static Signing signing(XmlCursor cursor) {
    int outer = cursor.depth();
    Signing signing = Signing.NONE;
    while (cursor.next() && cursor.depth() >= outer) {
      if (cursor.isStart(SEC_DNS, "dsData")) {
        signing = signing.and(record(cursor, "keyTag", "alg", "digestType", "digest"));
      } else if (cursor.isStart(SEC_DNS, "keyData")) {
        signing = signing.and(record(cursor, "flags", "protocol", "alg", "pubKey"));
      }
    }
    return signing;
  }

  /** The parts of one record; a key within a DS record says nothing more. */
  private static Signing record(XmlCursor cursor, String... names) {
    int outer = cursor.depth();
    @Nullable String[] parts = new @Nullable String[names.length];
    while (cursor.next() && cursor.depth() >= outer) {
      if (!cursor.isStart()) {
        continue;
      }
      boolean taken = false;
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(cursor.name())) {
          parts[i] = cursor.text();
          taken = true;
          break;
        }
      }
      if (!taken) {
        cursor.skip();
      }
    }
    return Signing.of(parts);
  }
}
