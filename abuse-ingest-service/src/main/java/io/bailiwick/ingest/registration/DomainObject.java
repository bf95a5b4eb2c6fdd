package io.bailiwick.ingest.registration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A domain as a deposit holds it. Times are as PostgreSQL reads them; registrars are EPP client
 * identifiers.
 *
 * @param transferred last transfer
 * @param updated last update of anything
 */
record DomainObject(
    String name,
    String roid,
    String sponsor,
    String creator,
    String created,
    String expires,
    @Nullable String transferred,
    @Nullable String updated,
    Extras extras) {

  /** What the CSV model holds in tables of its own. */
  record Extras(Statuses statuses, Signing signing, @Nullable Transfer transfer) {
    static final Extras NONE = new Extras(Statuses.NONE, Signing.NONE, null);

    boolean isEmpty() {
      return statuses.names().isEmpty() && signing.records() == 0 && transfer == null;
    }
  }

  /**
   * Statuses of EPP and of the registry grace period.
   *
   * @param names sorted, each once
   * @param reasons by status, where the registry wrote one
   */
  record Statuses(List<String> names, Map<String, String> reasons) {
    static final Statuses NONE = new Statuses(List.of(), Map.of());

    static Statuses of(String name) {
      return new Statuses(List.of(name), Map.of());
    }

    static Statuses of(String name, String reason) {
      return new Statuses(List.of(name), Map.of(name, reason));
    }

    Statuses and(Statuses other) {
      if (names.isEmpty()) {
        return other;
      }
      if (other.names.isEmpty()) {
        return this;
      }
      List<String> all = new ArrayList<>(names);
      for (String name : other.names) {
        int at = Collections.binarySearch(all, name);
        if (at < 0) {
          all.add(-at - 1, name);
        }
      }
      if (reasons.isEmpty() && other.reasons.isEmpty()) {
        return new Statuses(all, Map.of());
      }
      Map<String, String> both = new TreeMap<>(reasons);
      both.putAll(other.reasons);
      return new Statuses(all, both);
    }
  }

  /**
   * DNSSEC data.
   *
   * @param records DS records, or keys where the registry makes the DS records
   * @param digest sum of the hashes of the records, so that their order does not matter
   */
  record Signing(int records, long digest) {
    static final Signing NONE = new Signing(0, 0);

    /** One record; the same data gives the same digest in both models. */
    static Signing of(@Nullable String... parts) {
      long hash = 0xcbf29ce484222325L; // FNV-1a, then the finaliser of SplitMix64
      for (String part : parts) {
        String text = part == null ? "" : part;
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          if (!Character.isWhitespace(c)) {
            hash = (hash ^ Character.toUpperCase(c)) * 0x100000001b3L;
          }
        }
        hash = (hash ^ ',') * 0x100000001b3L;
      }
      hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
      hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
      return new Signing(1, hash ^ (hash >>> 31));
    }

    Signing and(Signing other) {
      return new Signing(records + other.records, digest + other.digest);
    }
  }

  /**
   * An approved transfer.
   *
   * @param decided when it took place
   */
  record Transfer(String gaining, String losing, String decided) {}
}
