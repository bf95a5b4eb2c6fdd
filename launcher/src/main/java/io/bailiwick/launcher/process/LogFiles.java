package io.bailiwick.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The logs of the children: one file for each start, the last few kept. */
final class LogFiles {
  private static final int KEPT = 5;
  private static final int TAIL_BYTES = 64 * 1024;

  private LogFiles() {}

  /** Moves {@code x.log} to {@code x.log.1}, that to {@code x.log.2} and so on; the oldest goes. */
  static void rotate(Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    for (int i = KEPT; i >= 1; i--) {
      Path from = i == 1 ? log : numbered(log, i - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(log, i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path numbered(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }

  static List<String> lastLines(Path log, int count) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of("(cannot read " + log + ": " + e.getMessage() + ")");
    }
  }
}
