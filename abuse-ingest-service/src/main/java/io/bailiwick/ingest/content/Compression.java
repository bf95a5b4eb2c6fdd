package io.bailiwick.ingest.content;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How content is packed, told by its first bytes. */
public enum Compression {
  NONE,
  GZIP("application/gzip", 0x1f, 0x8b),
  XZ("application/x-xz", 0xfd, '7', 'z', 'X', 'Z', 0),
  ZIP("application/zip", 'P', 'K', 3, 4);

  private static final Set<String> JSON =
      Set.of(
          "application/json",
          "application/x-ndjson",
          "application/stix+json",
          "application/taxii+json");

  private final @Nullable String mediaType;
  private final int[] magic;

  Compression() {
    this.mediaType = null;
    this.magic = new int[0];
  }

  Compression(String mediaType, int... magic) {
    this.mediaType = mediaType;
    this.magic = magic;
  }

  /** Of content that begins with these bytes. */
  public static Compression of(byte[] head) {
    for (Compression candidate : values()) {
      if (candidate != NONE && candidate.begins(head)) {
        return candidate;
      }
    }
    return NONE;
  }

  private boolean begins(byte[] head) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether content packed like this may be declared as that media type. {@code
   * application/octet-stream} says nothing, so it agrees with everything; unpacked content is text
   * or one of the kinds of JSON.
   */
  boolean agreesWith(String declared) {
    String type = declared.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/octet-stream")) {
      return true;
    }
    if (mediaType != null) {
      return type.startsWith(mediaType);
    }
    int parameters = type.indexOf(';');
    return type.startsWith("text/")
        || JSON.contains((parameters < 0 ? type : type.substring(0, parameters)).strip());
  }
}
