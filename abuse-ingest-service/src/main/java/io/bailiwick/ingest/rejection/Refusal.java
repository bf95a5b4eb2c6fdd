package io.bailiwick.ingest.rejection;

/** The whole of a payload or deposit is refused; nothing of it is kept. */
public final class Refusal extends RuntimeException {

  /** What kind of refusal, which decides the HTTP status. */
  public enum Kind {
    /** Well received, but not what it should be (422). */
    UNUSABLE,
    /** More than the bounds allow, as sent or once expanded (413). */
    TOO_LARGE,
    /** The content is not of the declared type (415). */
    WRONG_TYPE
  }

  private final Kind kind;

  private Refusal(Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  public static Refusal unusable(String detail) {
    return new Refusal(Kind.UNUSABLE, detail);
  }

  public static Refusal tooLarge(String detail) {
    return new Refusal(Kind.TOO_LARGE, detail);
  }

  public static Refusal wrongType(String detail) {
    return new Refusal(Kind.WRONG_TYPE, detail);
  }

  public Kind kind() {
    return kind;
  }

  /** A sentence for the sender. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
