package io.bailiwick.launcher.demo;

import java.io.PrintStream;
import java.util.Locale;

/** What people read: the same text whatever the locale of the machine. */
final class Output {
  private final PrintStream stream;

  Output(PrintStream stream) {
    this.stream = stream;
  }

  void printf(String format, Object... values) {
    stream.printf(Locale.ROOT, format, values);
  }

  void println(String line) {
    stream.println(line);
  }
}
