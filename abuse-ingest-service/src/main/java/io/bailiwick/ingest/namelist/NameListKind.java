package io.bailiwick.ingest.namelist;

/** What standing on a list means. */
public enum NameListKind {
  /** The Public Suffix List. */
  PUBLIC_SUFFIX,
  /** Names under which strangers have names or pages of their own. */
  PLATFORM,
  /** Names that are often listed by mistake; a person looks before they count. */
  CAUTION
}
