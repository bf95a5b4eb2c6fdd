package io.bailiwick.ingest.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Our own JSON: url or domain, category, description, seenAt, reference. */
final class OwnReader {
  private static final Set<String> MEMBERS =
      Set.of("url", "domain", "category", "description", "seenAt", "reference");

  private OwnReader() {}

  static Draft read(JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    for (var member : body.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        violations.add(
            new Violation(Texts.kept(member.getKey(), 100), "is not a member of a report"));
      } else if (!member.getValue().isTextual() && !member.getValue().isNull()) {
        violations.add(new Violation(member.getKey(), "is text"));
      }
    }
    String url = Json.text(body, "url");
    String domain = Json.text(body, "domain");
    if (url == null && domain == null) {
      violations.add(new Violation("url", "is given, or else domain"));
    }
    String word = Json.text(body, "category");
    ReportCategory category = category(word);
    if (category == null) {
      violations.add(
          new Violation("category", "is one of " + Arrays.toString(ReportCategory.values())));
    }
    String time = Json.text(body, "seenAt");
    if (time != null && Texts.time(time) == null) {
      violations.add(
          new Violation("seenAt", "is a time with an offset, for example 2026-03-02T10:00:00Z"));
    }
    if (!violations.isEmpty() || category == null) {
      throw ProblemException.invalid("The report cannot be taken like this.", violations);
    }
    String reference = Json.text(body, "reference");
    String description = Json.text(body, "description");
    return new Draft(
        ReportForm.JSON,
        reference == null ? null : Texts.kept(reference, Texts.NAME),
        null,
        Stream.of(url != null ? url : domain).map(String::valueOf).toList(),
        false,
        category,
        category.name(),
        description == null ? null : Texts.kept(description, Texts.DESCRIPTION),
        Texts.time(time),
        List.of(),
        List.of());
  }

  private static @Nullable ReportCategory category(@Nullable String word) {
    for (ReportCategory category : ReportCategory.values()) {
      if (word != null && category.name().equals(word.toUpperCase(Locale.ROOT))) {
        return category;
      }
    }
    return null;
  }
}
