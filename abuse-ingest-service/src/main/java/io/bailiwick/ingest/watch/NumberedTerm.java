package io.bailiwick.ingest.watch;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A term of a list and its place in it. */
@Schema(name = "NumberedWatchTerm")
public record NumberedTerm(
    @Schema(description = "From 1", examples = "1") long number,
    @Schema(examples = "paypal") String term,
    boolean contains,
    @Schema(examples = "1") int maxEdits) {

  static NumberedTerm of(WatchRepository.Numbered numbered) {
    WatchTerm term = numbered.term();
    return new NumberedTerm(numbered.number(), term.term(), term.contains(), term.maxEdits());
  }
}
