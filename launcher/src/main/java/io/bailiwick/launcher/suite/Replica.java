package io.bailiwick.launcher.suite;

/**
 * One process of a service.
 *
 * @param number from 1 on
 */
record Replica(SuiteService service, int number) {

  /** For people, logs and the suite's notes: "abuse-ingest-service", "abuse-ingest-service-2". */
  String name() {
    return number == 1 ? service.module() : service.module() + "-" + number;
  }
}
