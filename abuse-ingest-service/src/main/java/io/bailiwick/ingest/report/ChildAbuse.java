package io.bailiwick.ingest.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.ingest.rejection.ChildAbuseWords;
import java.util.Locale;
import java.util.Set;

/**
 * Tells reports of child-abuse and like categories by the words in their type fields. Free text
 * says nothing: a report may complain about such a category, or quote it. Where in doubt the word
 * counts, since a report that is refused by mistake can be sent again with another type.
 */
final class ChildAbuse {
  /** Members that name a type in XARF 3 and 4 and in our own JSON; letters only. */
  private static final Set<String> TYPE_MEMBERS =
      Set.of(
          "category",
          "categories",
          "subcategory",
          "type",
          "types",
          "subtype",
          "class",
          "classification",
          "threat",
          "threattype",
          "reporttype",
          "reportclass",
          "abusetype",
          "feedbacktype",
          "attackvector",
          "tag",
          "tags");

  /** The same for headers and lines of mails. */
  private static final Set<String> TYPE_FIELDS =
      Set.of("feedbacktype", "reporttype", "category", "abusetype", "type", "class", "subcategory");

  private ChildAbuse() {}

  /** Whether a type, as a source writes it, is one of these. */
  static boolean isMeantBy(String type) {
    return ChildAbuseWords.mean(type);
  }

  /** Whether any type field of a document, at whatever depth, says so. */
  static boolean isMeantBy(JsonNode document) {
    for (var member : document.properties()) {
      if (TYPE_MEMBERS.contains(letters(member.getKey())) && isTypeOf(member.getValue())) {
        return true;
      }
    }
    for (JsonNode child : document) {
      if (child.isContainerNode() && isMeantBy(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTypeOf(JsonNode value) {
    if (value.isTextual()) {
      return isMeantBy(value.textValue());
    }
    for (JsonNode element : value) {
      if (element.isTextual() && isMeantBy(element.textValue())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a header or a line {@code name: value} of a mail is a type field that says so. */
  static boolean isMeantBy(String field, String value) {
    String name = letters(field);
    boolean isType =
        name.startsWith("xarf") || name.startsWith("xxarf") || TYPE_FIELDS.contains(name);
    return isType && isMeantBy(value);
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
  }
}
