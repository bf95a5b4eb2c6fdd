package io.bailiwick.ingest.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Feedback reports by mail (ARF, RFC 5965), and XARF that comes as a part of a mail. A stream of
 * tokens is read, never a message object, so that nothing of a mail is spooled anywhere.
 */
final class MailReader {

  /** Longest mail, bytes: 5 MiB. */
  static final int LONGEST = 5 << 20;

  private static final int DEEPEST = 5;
  private static final int MOST_PARTS = 50;
  private static final int MOST_FIELDS = 500;
  private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,100})[ \\t]*:(.*)");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),;:]+@[^\\s<>\"(),;:]+");

  /** What one mail holds; a mail within it is one of its attachments. */
  private final Map<String, String> headers = new HashMap<>();

  private final List<Map<String, List<String>>> feedback = new ArrayList<>();
  private final List<JsonNode> xarf = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Attachment.Sieve attachments = new Attachment.Sieve(notes);
  private @Nullable String text;
  private int parts;
  private final boolean keeps;

  private MailReader(boolean keeps) {
    this.keeps = keeps;
  }

  /**
   * @throws SensitiveReport before anything else is looked at
   */
  static Draft read(byte[] mail) {
    MailReader reader = new MailReader(true);
    reader.take(mail, 0);
    for (JsonNode document : reader.xarf) {
      return reader.with(XarfReader.read(document));
    }
    for (Map<String, List<String>> report : reader.feedback) {
      return reader.feedback(report);
    }
    throw ProblemException.invalid(
        "The mail holds neither a feedback report (RFC 5965) nor a XARF report.");
  }

  /**
   * Looks through a mail that comes as evidence.
   *
   * @throws SensitiveReport where a type field in it says so
   */
  static void inspect(byte[] mail) {
    new MailReader(false).take(mail, 0);
  }

  private void take(byte[] mail, int depth) {
    if (depth > DEEPEST) {
      throw ProblemException.invalid("The mail holds mails within mails, too deep to look at.");
    }
    MimeTokenStream stream =
        new MimeTokenStream(
            new MimeConfig.Builder()
                .setMaxLineLen(LONGEST)
                .setMaxHeaderCount(MOST_FIELDS)
                .setMaxHeaderLen(100_000)
                .setMaxContentLen(LONGEST)
                .build());
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    stream.parse(new ByteArrayInputStream(mail));
    int nesting = 0;
    try {
      for (EntityState state = stream.getState();
          state != EntityState.T_END_OF_STREAM;
          state = stream.next()) {
        switch (state) {
          case T_START_MULTIPART -> {
            if (++nesting > DEEPEST) {
              throw ProblemException.invalid("The parts of the mail lie too deep to look at.");
            }
          }
          case T_END_MULTIPART -> nesting--;
          case T_FIELD -> {
            String name = stream.getField().getName().toLowerCase(Locale.ROOT);
            String value = String.valueOf(stream.getField().getBody()).strip();
            refuseSensitive(name, value);
            if (depth == 0) {
              headers.putIfAbsent(name, value);
            }
          }
          case T_BODY -> {
            if (++parts > MOST_PARTS) {
              throw ProblemException.invalid(
                  "The mail has more than %d parts.".formatted(MOST_PARTS));
            }
            try (InputStream body = stream.getDecodedInputStream()) {
              part(
                  stream.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT),
                  body.readAllBytes(),
                  depth);
            }
          }
          default -> {}
        }
      }
    } catch (MimeException | IOException e) {
      throw ProblemException.malformed("The mail cannot be read: it is broken or past the bounds.");
    }
  }

  private void part(String type, byte[] bytes, int depth) {
    switch (type) {
      case "message/feedback-report" -> feedback.add(fields(bytes));
      case "message/rfc822" -> {
        take(bytes, depth + 1);
        if (keeps && depth == 0) {
          attachments.take(type, bytes);
        }
      }
      default -> {
        JsonNode document = bytes.length <= Json.LONGEST ? Json.tree(bytes) : null;
        if (document != null) {
          if (ChildAbuse.isMeantBy(document)) {
            throw new SensitiveReport();
          }
          if (XarfReader.recognises(document)) {
            xarf.add(document);
            return;
          }
        } else if (type.endsWith("json")) {
          // A report that cannot be looked into is not kept, and nor is what comes with it.
          throw ProblemException.malformed(
              "A JSON part of the mail is not valid JSON, or past its bounds.");
        }
        if (type.equals("text/plain")) {
          var unused = fields(bytes);
        }
        if (!keeps || depth > 0) {
          return; // it is kept within the mail that it belongs to
        }
        if (type.equals("text/plain") && text == null) {
          text = new String(bytes, StandardCharsets.UTF_8);
        } else {
          attachments.take(type, bytes);
        }
      }
    }
  }

  /** Lines {@code name: value} with their continuations. Names lower case, in order. */
  private static Map<String, List<String>> fields(byte[] bytes) {
    Map<String, List<String>> fields = new HashMap<>();
    int count = 0;
    for (String line :
        new String(bytes, StandardCharsets.UTF_8).replaceAll("\\r?\\n[ \\t]+", " ").split("\\R")) {
      Matcher field = FIELD.matcher(line);
      if (field.matches() && count++ < MOST_FIELDS) {
        String name = field.group(1).toLowerCase(Locale.ROOT);
        String value = field.group(2).strip();
        refuseSensitive(name, value);
        fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    return fields;
  }

  private static void refuseSensitive(String name, String value) {
    if (ChildAbuse.isMeantBy(name, value)) {
      throw new SensitiveReport();
    }
  }

  private Draft feedback(Map<String, List<String>> report) {
    String type = first(report, "feedback-type");
    if (type == null || first(report, "version") == null || first(report, "user-agent") == null) {
      throw ProblemException.invalid(
          "The feedback report lacks Feedback-Type, User-Agent or Version.");
    }
    if (type.equalsIgnoreCase("not-spam") || type.equalsIgnoreCase("auth-failure")) {
      throw ProblemException.invalid("A feedback report of this type reports no abuse.");
    }
    List<String> values =
        report.getOrDefault("reported-uri", List.of()).stream()
            .map(MailReader::unbracketed)
            .filter(uri -> !uri.regionMatches(true, 0, "mailto:", 0, 7))
            .distinct()
            .toList();
    boolean doubtful = values.isEmpty();
    if (doubtful) {
      // RFC 5965 lets it name whoever is concerned: the abuser, or the one whose name was used.
      values = report.getOrDefault("reported-domain", List.of()).stream().distinct().toList();
      notes.add("It gives no URL, and the domain that it names may be the victim's.");
    }
    if (values.size() > Draft.MOST_VALUES) {
      notes.add("More than %d URLs; the rest was dropped.".formatted(Draft.MOST_VALUES));
      values = values.subList(0, Draft.MOST_VALUES);
    }
    String date = first(report, "arrival-date");
    if (date == null) {
      date = first(report, "received-date");
    }
    Instant time = date == null ? null : MailTime.parse(date);
    if (date != null && time == null) {
      notes.add("Its date cannot be read; the time of receipt stands for it.");
    }
    String id = headers.get("message-id");
    return new Draft(
        ReportForm.ARF,
        id == null ? null : Texts.kept(id, Texts.NAME),
        sender(),
        values,
        doubtful,
        ReportCategory.of(type),
        Texts.kept(type, Texts.NAME),
        text == null ? null : Texts.kept(text, Texts.DESCRIPTION),
        time,
        attachments.kept(),
        notes);
  }

  /** What came with the XARF part of a mail goes with it. */
  private Draft with(Draft document) {
    List<Attachment> all = new ArrayList<>(document.attachments());
    all.addAll(attachments.kept());
    List<String> allNotes = new ArrayList<>(document.notes());
    allNotes.addAll(notes);
    String description = document.description();
    if (description == null && text != null) {
      description = Texts.kept(text, Texts.DESCRIPTION);
    }
    return new Draft(
        document.form(),
        document.sourceId(),
        document.reporter(),
        document.values(),
        document.doubtful(),
        document.category(),
        document.words(),
        description,
        document.seenAt(),
        all,
        allNotes);
  }

  private @Nullable String sender() {
    Matcher address = ADDRESS.matcher(headers.getOrDefault("from", ""));
    return address.find() ? Texts.kept(address.group(), Texts.NAME).toLowerCase(Locale.ROOT) : null;
  }

  private static String unbracketed(String uri) {
    return uri.startsWith("<") && uri.endsWith(">") ? uri.substring(1, uri.length() - 1) : uri;
  }

  private static @Nullable String first(Map<String, List<String>> fields, String name) {
    List<String> values = fields.get(name);
    return values == null || values.getFirst().isEmpty() ? null : values.getFirst();
  }
}
