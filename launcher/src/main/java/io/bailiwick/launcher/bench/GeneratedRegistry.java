package io.bailiwick.launcher.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A registry that is computed, not kept: every name follows from its number and the day. It writes
 * escrow deposits in the CSV model with the proportions of a large gTLD: most names locked, some
 * signed, few on hold or in redemption, a twentieth once transferred.
 *
 * <p>Names stand in the order of their creation, as registries number them; their labels are in no
 * order.
 */
final class GeneratedRegistry {
  private static final int REGISTRARS = 400;
  private static final long FIRST_CREATION = Instant.parse("2004-01-01T00:00:00Z").getEpochSecond();
  private static final Instant FIRST_WATERMARK = Instant.parse("2026-03-01T00:00:00Z");
  private static final long DAY = 86_400;
  private static final long YEAR = 31_556_952;
  private static final char[] LETTERS = "abcdefghijklmnopqrstuvwxyz".toCharArray();

  /** Of the first deposit. */
  private final Instant first;

  private final int registrars;
  private final int names;

  /** Share of the names that each day changes, in parts of 100,000; the first day is none. */
  private final int[] changes;

  /** Names ever created by the end of each day. */
  private final int[] counts;

  GeneratedRegistry(int names, int... changes) {
    this(FIRST_WATERMARK, REGISTRARS, names, changes);
  }

  /**
   * @param first the instant of the first deposit, which is that of day 0
   */
  GeneratedRegistry(Instant first, int registrars, int names, int... changes) {
    this.first = first;
    this.registrars = registrars;
    this.names = names;
    this.changes = changes;
    this.counts = new int[Math.max(1, changes.length)];
    long count = names;
    for (int day = 0; day < counts.length; day++) {
      count += day == 0 ? 0 : (long) names * changes[day] / 400_000;
      counts[day] = (int) count;
    }
  }

  /**
   * What a day is expected to show.
   *
   * @param live names at its end
   */
  record Day(long added, long changed, long deleted, long live) {}

  /** What happens to a name on a day. */
  private enum Change {
    NONE,
    RENEW,
    TRANSFER,
    HOLD,
    DELETE;
  }

  /** One name at the end of a day. */
  private static final class Name {
    int number;
    int sponsor;
    int creator;
    long created;
    long expires;
    long transferred;
    boolean hold;
    boolean deleted;
    boolean touched;
  }

  static String id(int day) {
    return "B" + day;
  }

  Instant watermark(int day) {
    return first.plusSeconds(day * DAY);
  }

  String label(int number) {
    // A bijection of 32 bits, so that no label comes twice, in base 26.
    long mixed = number * 0x9e3779b1L & 0xffffffffL;
    mixed = (mixed ^ (mixed >>> 15)) & 0xffffffffL;
    char[] label = new char[7 + number % 9];
    for (int i = 0; i < 7; i++) {
      label[i] = LETTERS[(int) (mixed % 26)];
      mixed /= 26;
    }
    for (int i = 7; i < label.length; i++) {
      label[i] = LETTERS[(number / i) % 26];
    }
    return new String(label);
  }

  Day day(int day) {
    long added = 0;
    long changed = 0;
    long deleted = 0;
    long live = 0;
    Name name = new Name();
    int count = countAt(day);
    for (int i = 0; i < count; i++) {
      boolean before = i < countAt(day - 1) && day > 0 && !at(name, i, day - 1).deleted;
      at(name, i, day);
      if (!name.deleted) {
        live++;
      }
      if (day == 0 || !before) {
        added += name.deleted ? 0 : 1;
      } else if (name.deleted) {
        deleted++;
      } else if (name.touched) {
        changed++;
      }
    }
    return new Day(added, changed, deleted, live);
  }

  /** Names ever created by the end of a day: each day creates a fourth of what it changes. */
  int countAt(int day) {
    return counts[Math.max(0, day)];
  }

  private Change change(int number, int day) {
    if (number >= countAt(day - 1)) {
      return Change.NONE;
    }
    long mixed = mix(number, day);
    if (Long.remainderUnsigned(mixed, 100_000) >= changes[day] * 3L / 4) {
      return Change.NONE;
    }
    return switch ((int) Long.remainderUnsigned(mixed >>> 20, 6)) {
      case 0 -> Change.DELETE;
      case 1 -> Change.TRANSFER;
      case 2 -> Change.HOLD;
      default -> Change.RENEW;
    };
  }

  private Name at(Name name, int number, int day) {
    name.number = number;
    name.creator = registrar(mix(number, -1));
    name.sponsor = name.creator;
    name.hold = number % 400 == 17;
    name.deleted = false;
    name.touched = false;
    name.transferred = 0;
    long last = first.getEpochSecond();
    if (number < names) {
      name.created = FIRST_CREATION + (last - FIRST_CREATION - 2 * DAY) / names * number;
    } else {
      int born = 1;
      while (number >= countAt(born)) {
        born++;
      }
      name.created = last + (born - 1) * DAY + number % DAY;
    }
    long years = Math.max(0, last - name.created) / YEAR + 1;
    name.expires = name.created + years * YEAR;
    if (number % 20 == 3 && number < names) {
      name.transferred = name.created + (last - name.created) / 2;
      name.sponsor = registrar(mix(number, -2));
    }
    for (int d = 1; d <= day; d++) {
      Change change = change(number, d);
      name.touched = change != Change.NONE;
      switch (change) {
        case NONE -> {}
        case RENEW -> name.expires += YEAR;
        case TRANSFER -> {
          int other = registrar(mix(number, 100 + d));
          name.sponsor = other == name.sponsor ? other % registrars + 1 : other;
          name.transferred = last + (d - 1) * DAY + 3600;
        }
        case HOLD -> name.hold = !name.hold;
        case DELETE -> {
          name.deleted = true;
          name.touched = true;
          return name;
        }
      }
    }
    return name;
  }

  /** A few registrars hold most names. */
  private int registrar(long mixed) {
    long square =
        Long.remainderUnsigned(mixed, registrars)
            * Long.remainderUnsigned(mixed >>> 17, registrars);
    return (int) (square / registrars) + 1;
  }

  private static long mix(int number, int salt) {
    long z = (number * 0x9e3779b97f4a7c15L) ^ (salt * 0xd1b54a32d192ed03L);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Reports of one name in 500, CSV, from the day before the first deposit. */
  String reports() {
    StringBuilder csv = new StringBuilder("name,time\n");
    for (int i = 1; i < names; i += 500) {
      csv.append(label(i)).append(".org,2026-02-28T12:00:00Z\n");
    }
    return csv.toString();
  }

  /** Everything at the end of the day, with an identifier and watermark of its own. */
  void full(Path file, int day, int number) throws IOException {
    write(file, "FULL", id(number), null, watermark(number), day, -1);
  }

  /** What the day changed. */
  void diff(Path file, int day, int number) throws IOException {
    write(file, "DIFF", id(number), id(number - 1), watermark(number), day, day - 1);
  }

  private void write(
      Path file,
      String type,
      String id,
      @Nullable String previous,
      Instant watermark,
      int day,
      int since)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      StringBuilder tables = new StringBuilder();
      tables.append("<csvRegistrar:contents>");
      tables.append(
          table(
              zip,
              "registrar",
              "<csvRegistrar:fId/><csvRegistrar:fName/><csvRegistrar:fGurid/><csvRegistrar:fStatus/>",
              rows -> {
                for (int r = 1; r <= registrars; r++) {
                  rows.add("r")
                      .add(r)
                      .add(",Registrar ")
                      .add(r)
                      .add(",")
                      .add(90_000 + r)
                      .add(",ok\n");
                }
              }));
      tables.append("</csvRegistrar:contents><csvDomain:contents>");
      tables.append(
          table(
              zip,
              "domain",
              "<csvDomain:fName/><rdeCsv:fRoid/><rdeCsv:fClID/><rdeCsv:fCrRr/><rdeCsv:fCrDate/>"
                  + "<rdeCsv:fExDate/><rdeCsv:fTrDate/>",
              rows -> each(day, since, name -> domain(rows, name))));
      tables.append(
          table(
              zip,
              "domainStatuses",
              "<csvDomain:fName parent=\"true\"/><csvDomain:fStatus/><csvDomain:fRgpStatus/>",
              rows -> each(day, since, name -> statuses(rows, name))));
      tables.append(
          table(
              zip,
              "dnssec",
              "<csvDomain:fName parent=\"true\"/><rdeCsv:fKeyTag/><rdeCsv:fDsAlg/><rdeCsv:fDigestType/><rdeCsv:fDigest/>",
              rows -> each(day, since, name -> dnssec(rows, name))));
      tables.append("</csvDomain:contents>");
      String deletes = "";
      if (since >= 0) {
        deletes =
            "<rde:deletes><csvDomain:deletes>"
                + table(
                    zip,
                    "domain",
                    "deletes",
                    "<csvDomain:fName/>",
                    rows -> deletes(rows, day, since))
                + "</csvDomain:deletes></rde:deletes>";
      }
      zip.putNextEntry(entry(id + ".xml"));
      zip.write(xml(type, id, previous, watermark, tables.toString(), deletes, day));
      zip.closeEntry();
    }
  }

  private interface Each {
    void of(Name name) throws IOException;
  }

  private interface Content {
    void write(Rows rows) throws IOException;
  }

  private void each(int day, int since, Each each) throws IOException {
    Name name = new Name();
    int count = countAt(day);
    int before = since < 0 ? 0 : countAt(since);
    for (int i = 0; i < count; i++) {
      if (since >= 0 && since == day - 1 && i < before && change(i, day) == Change.NONE) {
        continue; // most names of a DIFF: what they are need not be found out
      }
      at(name, i, day);
      if (!name.deleted && (since < 0 || i >= before || name.touched)) {
        each.of(name);
      }
    }
  }

  private void deletes(Rows rows, int day, int since) throws IOException {
    Name name = new Name();
    int count = countAt(since);
    for (int i = 0; i < count; i++) {
      if (change(i, day) == Change.DELETE
          && at(name, i, day).deleted
          && !at(name, i, since).deleted) {
        rows.add(label(i)).add(".org\n").end();
      }
    }
  }

  private void domain(Rows rows, Name name) throws IOException {
    rows.add(label(name.number)).add(".org,D").add(name.number).add("-ORG,r").add(name.sponsor);
    rows.add(",r")
        .add(name.creator)
        .add(",")
        .time(name.created)
        .add(",")
        .time(name.expires)
        .add(",");
    if (name.transferred > 0) {
      rows.time(name.transferred);
    }
    rows.add("\n").end();
  }

  private void statuses(Rows rows, Name name) throws IOException {
    int kind = name.number % 100;
    if (kind < 15) {
      status(rows, name, kind == 0 ? "pendingDelete" : "ok", kind == 0 ? "redemptionPeriod" : "");
    } else {
      status(rows, name, "clientTransferProhibited", "");
      if (kind >= 85) {
        status(rows, name, "clientUpdateProhibited", "");
        status(rows, name, "clientDeleteProhibited", "");
      }
    }
    if (name.hold) {
      status(rows, name, "serverHold", "");
    }
  }

  private void status(Rows rows, Name name, String status, String period) throws IOException {
    rows.add(label(name.number)).add(".org,").add(status).add(",").add(period).add("\n").end();
  }

  private void dnssec(Rows rows, Name name) throws IOException {
    if (name.number % 16 == 5) {
      rows.add(label(name.number)).add(".org,").add(name.number % 65_536).add(",13,2,");
      for (int i = 0; i < 4; i++) {
        rows.hex(mix(name.number, 1000 + i));
      }
      rows.add("\n").end();
    }
  }

  private static byte[] xml(
      String type,
      String id,
      @Nullable String previous,
      Instant watermark,
      String tables,
      String deletes,
      int day) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rde:deposit xmlns:rde="urn:ietf:params:xml:ns:rde-1.0" xmlns:rdeHeader="urn:ietf:params:xml:ns:rdeHeader-1.0"
            xmlns:rdeCsv="urn:ietf:params:xml:ns:rdeCsv-1.0" xmlns:csvDomain="urn:ietf:params:xml:ns:csvDomain-1.0"
            xmlns:csvRegistrar="urn:ietf:params:xml:ns:csvRegistrar-1.0" type="%s" id="%s"%s>
          <rde:watermark>%s</rde:watermark>
          %s
          <rde:contents>
            <rdeHeader:header><rdeHeader:tld>org</rdeHeader:tld></rdeHeader:header>
            %s
          </rde:contents>
        </rde:deposit>
        """
        .formatted(
            type,
            id,
            previous == null ? "" : " prevId=\"" + previous + "\"",
            watermark,
            deletes,
            tables)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String table(ZipOutputStream zip, String name, String fields, Content content)
      throws IOException {
    return table(zip, name, name, fields, content);
  }

  private static String table(
      ZipOutputStream zip, String name, String file, String fields, Content content)
      throws IOException {
    zip.putNextEntry(entry(file + ".csv"));
    CRC32 checksum = new CRC32();
    Rows rows = new Rows(new CheckedOutputStream(zip, checksum));
    content.write(rows);
    rows.flush();
    zip.closeEntry();
    return "<rdeCsv:csv name=\"%s\"><rdeCsv:fields>%s</rdeCsv:fields><rdeCsv:files><rdeCsv:file cksum=\"%08X\">%s.csv</rdeCsv:file></rdeCsv:files></rdeCsv:csv>"
        .formatted(name, fields, checksum.getValue(), file);
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    return entry;
  }

  /** Text in a buffer, since there are hundreds of megabytes of it. */
  private static final class Rows {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int length;

    Rows(OutputStream out) {
      this.out = out;
    }

    Rows add(String text) {
      for (int i = 0; i < text.length(); i++) {
        buffer[length++] = (byte) text.charAt(i);
      }
      return this;
    }

    Rows add(int number) {
      return add(Integer.toString(number));
    }

    Rows hex(long number) {
      for (int shift = 60; shift >= 0; shift -= 4) {
        buffer[length++] = HEX[(int) (number >>> shift & 15)];
      }
      return this;
    }

    /** Seconds of the epoch as {@code 2026-03-01T00:00:00Z}. */
    Rows time(long seconds) {
      long days = Math.floorDiv(seconds, DAY);
      int rest = (int) Math.floorMod(seconds, DAY);
      // Days to a date of the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
      // algorithms").
      long z = days + 719_468;
      long era = Math.floorDiv(z, 146_097);
      long dayOfEra = z - era * 146_097;
      long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
      long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
      long shifted = (5 * dayOfYear + 2) / 153;
      int month = (int) (shifted < 10 ? shifted + 3 : shifted - 9);
      int year = (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
      two(year / 100).two(year % 100).one('-').two(month).one('-');
      two((int) (dayOfYear - (153 * shifted + 2) / 5 + 1)).one('T');
      return two(rest / 3600).one(':').two(rest / 60 % 60).one(':').two(rest % 60).one('Z');
    }

    private Rows two(int number) {
      return one((char) ('0' + number / 10)).one((char) ('0' + number % 10));
    }

    private Rows one(char c) {
      buffer[length++] = (byte) c;
      return this;
    }

    void end() throws IOException {
      if (length > buffer.length - 1024) {
        flush();
      }
    }

    void flush() throws IOException {
      out.write(buffer, 0, length);
      length = 0;
    }
  }
}
