package io.bailiwick.ingest.report;

import io.bailiwick.common.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An attachment that is kept. */
record Attachment(AttachmentType type, byte[] bytes) {

  /** Those of one submission: allow-listed, sniffed, bounded; what is dropped leaves a note. */
  static final class Sieve {
    private static final int MOST = 20;

    private final List<Attachment> kept = new ArrayList<>();
    private final List<String> notes;

    Sieve(List<String> notes) {
      this.notes = notes;
    }

    void take(String mediaType, byte[] bytes) {
      Optional<AttachmentType> type = AttachmentType.declared(mediaType);
      if (type.isEmpty()) {
        notes.add("An attachment was dropped: its type is not among those that are kept.");
      } else if (!type.get().fits(bytes)) {
        notes.add(
            "An attachment was dropped: it is not the %s that it is declared to be."
                .formatted(type.get().mediaType()));
      } else if (kept.size() == MOST) {
        notes.add("An attachment was dropped: at most %d are kept.".formatted(MOST));
      } else if (type.get() == AttachmentType.EML && !isReadable(bytes)) {
        notes.add("An attached mail was dropped: it cannot be looked through.");
      } else {
        kept.add(new Attachment(type.get(), bytes));
      }
    }

    private static boolean isReadable(byte[] mail) {
      try {
        MailReader.inspect(mail);
        return true;
      } catch (ProblemException e) {
        return false;
      }
    }

    List<Attachment> kept() {
      return List.copyOf(kept);
    }
  }
}
