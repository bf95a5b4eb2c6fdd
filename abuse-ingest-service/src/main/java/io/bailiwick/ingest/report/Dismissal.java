package io.bailiwick.ingest.report;

/** Why a report came to nothing. */
public enum Dismissal {
  /** Looked at, and it is no phishing, malware, botnet, pharming, or spam that delivers them. */
  NOT_ABUSE,
  /** Not for a registry: content, a dispute, somebody else's name. */
  NOT_OURS,
  /** The same is known from another report or a feed. */
  DUPLICATE,
  /** It cannot be told from what was sent. */
  INSUFFICIENT
}
