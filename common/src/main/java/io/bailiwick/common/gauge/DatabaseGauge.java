package io.bailiwick.common.gauge;

/**
 * A number that says how late or how wrong something is.
 *
 * @param name with dots, {@code bailiwick.webhook.late}; Prometheus sees {@code
 *     bailiwick_webhook_late_seconds}
 * @param unit as Prometheus appends it, {@code seconds} or {@code ratio}; empty for a count
 * @param description for people
 * @param sql one row of one number, or nothing where there is nothing to say; by an index, since it
 *     runs twice a minute in every replica
 */
public record DatabaseGauge(String name, String unit, String description, String sql) {
  static final String SECONDS = "seconds";

  /** How long something has been due that nobody has done; 0 where nothing is. */
  public static DatabaseGauge late(String name, String description, String sql) {
    return new DatabaseGauge(name, SECONDS, description, sql);
  }

  /** How many there are. */
  public static DatabaseGauge count(String name, String description, String sql) {
    return new DatabaseGauge(name, "", description, sql);
  }
}
