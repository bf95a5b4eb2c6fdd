package io.bailiwick.ingest.spool;

import java.io.IOException;

/** A temporary file could not be written: most often, its disk is full. */
public final class SpoolException extends IOException {
  private static final long serialVersionUID = 1L;

  SpoolException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
