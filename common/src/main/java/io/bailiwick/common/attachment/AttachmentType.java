package io.bailiwick.common.attachment;

/** The kinds of files that are kept. Everything else is refused. */
public enum AttachmentType {
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg"),
  PDF("application/pdf", "pdf"),
  TXT("text/plain;charset=UTF-8", "txt"),
  EML("message/rfc822", "eml"),
  JSON("application/json", "json");

  private final String mediaType;
  private final String extension;

  AttachmentType(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extension;
  }
}
