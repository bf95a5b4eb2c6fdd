package io.bailiwick.qpi.kpi;

/** The six indicators of the Quality Performance Index. Three are core, three are secondary. */
public enum Kpi {
  ABUSE("abuse"),
  RENEWAL("renewal"),
  USAGE("usage"),
  SSL("SSL"),
  DNSSEC("DNSSEC"),
  TERM("average term");

  private final String words;

  Kpi(String words) {
    this.words = words;
  }

  /** The indicator's name inside a sentence. */
  public String words() {
    return words;
  }
}
