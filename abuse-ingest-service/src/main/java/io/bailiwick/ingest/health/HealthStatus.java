package io.bailiwick.ingest.health;

/** Whether a feed was well on a day. */
public enum HealthStatus {
  HEALTHY,
  UNHEALTHY,
  /** Nothing came, and nobody has said how often something should. */
  NOT_JUDGED
}
