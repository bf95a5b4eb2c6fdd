package io.bailiwick.ingest.pull;

/** One way to walk a source. */
interface Source {

  /** Fetches what is new and hands it in, document by document. */
  void read(Reading reading) throws FetchException;
}
