package io.bailiwick.ingest.zone;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks out of a master file what a zone delegates: names one label below its apex that own NS or
 * DS records. Glue, signatures and the apex itself are read over.
 */
final class Delegations implements MasterFile.Sink {
  private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);

  /** Takes names; the same one may come more than once. */
  interface Names {
    /**
     * @param signed whether it came with a DS record, else with an NS record
     */
    void name(String name, boolean signed) throws IOException;
  }

  private final String zone;
  private final Names names;
  private String lastName = "";
  private boolean lastSigned;
  private long records;
  private @Nullable Long serial;

  private Delegations(String zone, Names names) {
    this.zone = zone;
    this.names = names;
  }

  /**
   * What a file says of itself.
   *
   * @param serial of its SOA record
   */
  record Summary(long serial, long records) {

    /**
     * The day that the serial tells: written as {@code YYYYMMDDnn}, or the seconds since 1970. Null
     * where it is neither, or lies after the given day.
     */
    @Nullable LocalDate day(LocalDate latest) {
      LocalDate day = null;
      try {
        int date = Math.toIntExact(serial / 100);
        day = LocalDate.of(date / 10_000, date / 100 % 100, date % 100);
      } catch (DateTimeException | ArithmeticException e) {
        // not written as a date
      }
      if (day == null || day.isBefore(EARLIEST) || day.isAfter(latest)) {
        day = LocalDate.ofInstant(Instant.ofEpochSecond(serial), ZoneOffset.UTC);
      }
      return day.isBefore(EARLIEST) || day.isAfter(latest) ? null : day;
    }
  }

  static Summary read(InputStream text, String zone, Names names) throws IOException {
    Delegations delegations = new Delegations(zone, names);
    new MasterFile(text, zone).read(delegations);
    Long serial = delegations.serial;
    if (serial == null) {
      throw Refusal.unusable(
          "The zone file has no SOA record of %s: it is not of this zone, or a part of it."
              .formatted(zone));
    }
    return new Summary(serial, delegations.records);
  }

  @Override
  public void record(String owner, String type, List<String> data) throws IOException {
    records++;
    if (type.equals("SOA") && owner.equals(zone)) {
      soa(data);
      return;
    }
    boolean signed = type.equals("DS");
    if (!signed && !type.equals("NS")) {
      return;
    }
    int label = owner.length() - zone.length() - 1;
    if (label < 1
        || !owner.endsWith(zone)
        || owner.charAt(label) != '.'
        || owner.lastIndexOf('.', label - 1) >= 0) {
      return;
    }
    if (signed != lastSigned || !owner.equals(lastName)) {
      lastName = owner;
      lastSigned = signed;
      names.name(owner, signed);
    }
  }

  /** A transfer of a zone ends with the SOA record that it begins with. */
  private void soa(List<String> data) {
    long read = -1;
    if (data.size() == 7 && data.get(2).matches("\\d{1,10}")) {
      read = Long.parseLong(data.get(2));
    }
    if (read < 0 || read > 0xffff_ffffL) {
      throw Refusal.unusable("The SOA record of the zone has no serial.");
    }
    if (serial != null && serial != read) {
      throw Refusal.unusable("The zone file has SOA records with two serials.");
    }
    serial = read;
  }
}
