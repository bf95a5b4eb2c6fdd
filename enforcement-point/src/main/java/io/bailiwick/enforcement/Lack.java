package io.bailiwick.enforcement;

/** What a limit needs to know and was not told: the command is allowed, with this warning. */
public enum Lack {
  NAME("The order holds in some zones only; send the name."),
  CREATES_TODAY("The order allows so many new names a day; send createsToday."),
  CREATES_IN_WINDOW(
      "The order allows so many new names within some minutes; send createsInWindow."),
  CUSTOMER_VERIFIED("The order allows new names for verified customers; send customerVerified.");

  private final String sentence;

  Lack(String sentence) {
    this.sentence = sentence;
  }

  /** For whoever runs the EPP system. */
  public String sentence() {
    return sentence;
  }
}
