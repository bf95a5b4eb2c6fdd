package io.bailiwick.ingest.pull;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fetch that failed, with its reason and a sentence that holds no secret. */
final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FetchFailure failure;
  private final int status;
  private final @Nullable Duration retryAfter;

  FetchException(FetchFailure failure, String sentence) {
    this(failure, sentence, 0, null);
  }

  private FetchException(
      FetchFailure failure, String sentence, int status, @Nullable Duration retryAfter) {
    super(sentence);
    this.failure = failure;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  static FetchException status(int status, @Nullable Duration retryAfter) {
    return new FetchException(
        FetchFailure.HTTP_STATUS, "The source answered " + status + ".", status, retryAfter);
  }

  FetchFailure failure() {
    return failure;
  }

  /** 0 where the failure is not the status. */
  int status() {
    return status;
  }

  /** How long the source asks to be left alone; null where it does not say. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
