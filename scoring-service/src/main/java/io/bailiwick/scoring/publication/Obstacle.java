package io.bailiwick.scoring.publication;

/** What can forbid that a month is previewed or published. */
enum Obstacle {
  /** The waiting time after the month has not passed. Always forbids. */
  NOT_MATURE("The month is not mature yet; wait until it is."),
  /** Days without evidence of domains under management: there is no rate. Always forbids. */
  MISSING_DAYS(
      "Days of the month have no evidence of domains under management; send the deposits to abuse-ingest-service."),
  /** The counts differ from the registry's reports. */
  RECONCILIATION_DIFFERS(
      "The counts of the month differ from the registry's reports; correct one or the other in abuse-ingest-service."),
  /** A report has not come, and nobody has let the month go on without it. */
  RECONCILIATION_WAITING(
      "A registry's report of the month has not come; send it to abuse-ingest-service, or let a person waive it there with a reason."),
  /** A change of a feed awaits a person's look. */
  FEED_EPOCH(
      "A change of a feed that touches the month awaits a person's look; review it in abuse-ingest-service.");

  private final String step;

  Obstacle(String step) {
    this.step = step;
  }

  /** What to do about it. */
  String step() {
    return step;
  }
}
