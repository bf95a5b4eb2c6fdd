package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random key of 32 bytes, made once and kept in a file that only its owner reads. Without the
 * file, what was digested with the key cannot be found again: the lists must be uploaded anew.
 */
final class SecretKey {
  private static final int BYTES = 32;

  private SecretKey() {}

  /** The key in Base64, made at the first call. */
  static String in(Path file) {
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      String key = Base64.getEncoder().encodeToString(bytes);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, key + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return key;
    } catch (IOException e) {
      throw new LaunchException("Cannot keep a key in " + file + ": " + e.getMessage(), e);
    }
  }
}
