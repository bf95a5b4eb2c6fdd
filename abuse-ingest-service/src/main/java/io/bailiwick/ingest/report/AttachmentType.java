package io.bailiwick.ingest.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Kinds of attachments that are kept; everything else is dropped. */
@Schema(name = "ReportAttachmentType")
public enum AttachmentType {
  TEXT("text/plain"),
  PNG("image/png"),
  JPEG("image/jpeg"),
  PDF("application/pdf"),
  /** A whole mail. */
  EML("message/rfc822");

  private static final Pattern HEADER_FIELD = Pattern.compile("\\A[!-9;-~]{1,100}:[ \\t]?\\S");
  private static final Pattern MARKUP = Pattern.compile("\\A\\s*<[!?a-zA-Z/]");

  private final String mediaType;

  AttachmentType(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** By the declared media type, without parameters; empty for what is not on the list. */
  static Optional<AttachmentType> declared(String mediaType) {
    return switch (mediaType.toLowerCase(Locale.ROOT).strip()) {
      case "text/plain", "text/csv" -> Optional.of(TEXT);
      case "image/png" -> Optional.of(PNG);
      case "image/jpeg", "image/jpg" -> Optional.of(JPEG);
      case "application/pdf" -> Optional.of(PDF);
      case "message/rfc822", "text/email" -> Optional.of(EML);
      default -> Optional.empty();
    };
  }

  /** Whether the bytes are what they are declared to be. */
  boolean fits(byte[] bytes) {
    return switch (this) {
      case PNG -> begins(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
      case JPEG -> begins(bytes, 0xff, 0xd8, 0xff);
      case PDF -> begins(bytes, '%', 'P', 'D', 'F', '-');
      case TEXT -> isPlainText(bytes);
      case EML -> HEADER_FIELD.matcher(head(bytes)).find();
    };
  }

  private static boolean begins(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlainText(byte[] bytes) {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    try {
      var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      return false;
    }
    return !MARKUP.matcher(head(bytes)).find();
  }

  private static String head(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
  }
}
