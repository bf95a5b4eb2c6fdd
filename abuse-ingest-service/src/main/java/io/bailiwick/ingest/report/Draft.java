package io.bailiwick.ingest.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one submission says, before anything of it is kept.
 *
 * @param sourceId its own identifier: report_id of XARF, Message-ID of a mail, the reporter's
 *     reference
 * @param reporter who it says complains, lower case; null: who sent it
 * @param values reported URLs and names, as written, 1 to 100
 * @param doubtful whether they come from a field that may name the victim
 * @param words its type in its own words
 * @param seenAt when it says that the abuse was seen
 * @param notes what was left out, in sentences
 */
record Draft(
    ReportForm form,
    @Nullable String sourceId,
    @Nullable String reporter,
    List<String> values,
    boolean doubtful,
    ReportCategory category,
    String words,
    @Nullable String description,
    @Nullable Instant seenAt,
    List<Attachment> attachments,
    List<String> notes) {

  static final int MOST_VALUES = 100;
}
