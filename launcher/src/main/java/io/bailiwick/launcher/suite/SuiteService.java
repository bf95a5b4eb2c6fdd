package io.bailiwick.launcher.suite;

/** The four services, in the order in which they are started. */
public enum SuiteService {
  INGEST("abuse-ingest-service", "ingest", 1, 512),
  SCORING("scoring-service", "scoring", 2, 384),
  QPI("qpi-service", "qpi", 3, 384),
  AIP("aip-service", "aip", 4, 384);

  private final String module;
  private final String database;
  private final int number;
  private final int heapMegabytes;

  SuiteService(String module, String database, int number, int heapMegabytes) {
    this.module = module;
    this.database = database;
    this.number = number;
    this.heapMegabytes = heapMegabytes;
  }

  /**
   * Folder of the repository, name of the service, and its client identifier at the identity
   * provider.
   */
  public String module() {
    return module;
  }

  /** Name of its database. */
  public String database() {
    return database;
  }

  /** Whether it keeps sensitive listings, in a schema behind a role of their own. */
  boolean keepsSensitiveListings() {
    return this == INGEST;
  }

  /** Whether it signs what others check. */
  boolean signs() {
    return this == AIP;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  int number() {
    return number;
  }
}
