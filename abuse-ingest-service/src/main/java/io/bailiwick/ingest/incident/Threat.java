package io.bailiwick.ingest.incident;

/** The kinds of DNS abuse that are counted. */
public enum Threat {
  PHISHING,
  MALWARE,
  BOTNET,
  PHARMING,
  /** Only where it delivers one of the others; a feed maps to it what it knows to be that. */
  SPAM
}
