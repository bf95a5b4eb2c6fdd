package io.bailiwick.ingest.watch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A term to watch for.
 *
 * @param maxEdits 1 needs five folded characters, 2 needs eight: otherwise everything is near
 */
@Schema(name = "WatchTerm")
public record WatchTerm(
    @NotBlank
        @Size(max = 63)
        @Schema(description = "In any script, as people write it", examples = "paypal")
        String term,
    @Schema(
            description =
                "Whether a name that contains it is a hit; needs four characters once folded. Otherwise the whole label, or a part between hyphens, must be the term",
            examples = "true")
        boolean contains,
    @Min(0)
        @Max(2)
        @Schema(
            description =
                "Insertions, deletions, substitutions and swaps of neighbours that still make a hit: 0 to 2; 1 needs five characters once folded, 2 needs eight",
            examples = "1")
        int maxEdits) {

  static final int SHORTEST_CONTAINED = 4;
  static final int SHORTEST_FOR_ONE_EDIT = 5;
  static final int SHORTEST_FOR_TWO_EDITS = 8;

  /** What is wrong with it; null where nothing is. */
  static @org.jspecify.annotations.Nullable String fault(WatchTerm term) {
    int length = Folding.fold(term.term().strip()).length();
    if (length < 2) {
      return "is too short: folded, two characters are the least";
    }
    if (term.contains() && length < SHORTEST_CONTAINED) {
      return "is too short to be looked for inside names: folded, four characters are the least";
    }
    if (term.maxEdits() == 1 && length < SHORTEST_FOR_ONE_EDIT) {
      return "is too short for one edit: folded, five characters are the least";
    }
    if (term.maxEdits() == 2 && length < SHORTEST_FOR_TWO_EDITS) {
      return "is too short for two edits: folded, eight characters are the least";
    }
    return null;
  }
}
