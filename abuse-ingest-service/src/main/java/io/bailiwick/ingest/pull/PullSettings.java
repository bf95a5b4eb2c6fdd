package io.bailiwick.ingest.pull;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator says about fetching. */
@ConfigMapping(prefix = "bailiwick.pull")
interface PullSettings {

  /**
   * Hosts that may be fetched from, as {@link Destinations} reads them. None: nothing is pulled.
   */
  Optional<List<String>> hosts();

  /** Those of them that may be spoken to without TLS. */
  Optional<List<String>> plainHttpHosts();

  /** For development and test: start-up fails elsewhere. */
  @WithDefault("false")
  boolean allowLoopback();

  /** How often a replica looks for feeds that are due; {@code off} for never. */
  @WithDefault("10s")
  String every();

  /** Fetches at the same time in one replica. */
  @WithDefault("4")
  int concurrent();

  /** How long a replica is waited for that says nothing. */
  @WithDefault("PT2M")
  Duration lease();

  @WithDefault("PT10S")
  Duration connectTimeout();

  /** From the request to the head of the answer. */
  @WithDefault("PT30S")
  Duration firstByteTimeout();

  /** Longest pause within an answer. */
  @WithDefault("PT30S")
  Duration idleTimeout();

  /** One answer from the request to its last byte. */
  @WithDefault("PT5M")
  Duration answerTimeout();

  /** Largest answer of a plain pull. */
  @WithDefault("268435456")
  long maxBytes();

  /** Largest page, manifest or event, which is held in memory. */
  @WithDefault("16777216")
  int maxPageBytes();

  /** Pages or events in one fetch; the rest comes with the next. */
  @WithDefault("200")
  int maxDocuments();

  /** Secrets by the names that pulls refer to. */
  Map<String, Credential> credentials();

  /** A secret and the one host that it is for. */
  interface Credential {
    String host();

    String value();
  }
}
