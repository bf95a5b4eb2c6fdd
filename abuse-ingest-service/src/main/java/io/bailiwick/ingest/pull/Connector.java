package io.bailiwick.ingest.pull;

/** How a source is walked. */
public enum Connector {
  /** One document: conditional by ETag and Last-Modified. */
  PLAIN,
  /** Objects of a TAXII 2.1 collection since the last time, page by page. */
  TAXII,
  /** The manifest of a MISP feed, then each event that is new or changed. */
  MISP,
  /** HAL pages of APWG eCX, each leading to the next. */
  ECX;

  Source source() {
    return switch (this) {
      case PLAIN -> new PlainSource();
      case TAXII -> new TaxiiSource();
      case MISP -> new MispSource();
      case ECX -> new EcxSource();
    };
  }
}
