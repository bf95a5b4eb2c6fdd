package io.bailiwick.scoring.ingest;

/** A class of DNS abuse, and the total in which a domain counts once whatever its classes. */
public enum Threat {
  PHISHING,
  MALWARE,
  BOTNET,
  PHARMING,
  SPAM,
  TOTAL
}
