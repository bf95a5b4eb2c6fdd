package io.bailiwick.qpi.kpi;

/** What an indicator may be made of. Each is of one registrar and one calendar month in UTC. */
public enum Quantity {
  /** From the score: x, the distinct names that entered the abuse rate of the month. */
  ABUSIVE_DOMAINS("abusive names"),
  /** From the score: sum of the end-of-day domains under management over the days. */
  MEAN_DOMAINS("mean daily names under management"),
  /** Names whose period ended in the month and that were renewed. */
  RENEWALS_DONE("renewals"),
  /** Names whose period ended in the month. */
  RENEWALS_DUE("names due for renewal"),
  /** Names found in use, among {@link #NAMES_PROBED_FOR_USE}; "unknown" is in neither. */
  NAMES_IN_USE("names in use"),
  NAMES_PROBED_FOR_USE("names with a known usage"),
  /** Names that answer with a valid certificate, among {@link #NAMES_PROBED_FOR_TLS}. */
  NAMES_WITH_TLS("names with a valid certificate"),
  NAMES_PROBED_FOR_TLS("names with a known certificate state"),
  /** Names with a DS record at the end of the month. */
  SIGNED_NAMES("signed names"),
  /** Domains under management at the end of the month. */
  CLOSING_DOMAINS("names at the end of the month"),
  /** Sum of the years over the creates of the month. */
  TERM_YEARS("years registered"),
  /** Creates of the month, those deleted in the add grace period included. */
  CREATES("creates");

  private final String words;

  Quantity(String words) {
    this.words = words;
  }

  /** The quantity inside a sentence. */
  public String words() {
    return words;
  }
}
