package io.bailiwick.ingest.indicator;

import io.bailiwick.ingest.rejection.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What became of one reported URL or name. */
public sealed interface Extraction {

  /**
   * A name under one of the registry's zones.
   *
   * @param host the reported host as an A-label name, lower case, without the final dot
   * @param domain the registrable domain by the ICANN section of the Public Suffix List, as an
   *     A-label name
   * @param unicodeDomain the same domain in Unicode
   * @param platform the suffix under which strangers get names: from the private section of the
   *     Public Suffix List, a platform list, or declared by policy; null for an ordinary name
   * @param caution the caution list that the name stands on; null for an ordinary name
   */
  record Indicator(
      String host,
      String domain,
      String unicodeDomain,
      @Nullable String platform,
      @Nullable String caution)
      implements Extraction {}

  /** No name to count. */
  record Rejected(RejectionReason reason, String detail) implements Extraction {}
}
