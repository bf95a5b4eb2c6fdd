package io.bailiwick.launcher.postgres;

import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The random passwords of the database roles, made once and kept in a file that only its owner
 * reads.
 */
final class Passwords {
  private static final int BYTES = 24;

  private final Path file;
  private final Properties known = new Properties();
  private final SecureRandom random = new SecureRandom();

  private Passwords(Path file) {
    this.file = file;
  }

  static Passwords in(Path file) {
    Passwords passwords = new Passwords(file);
    if (Files.exists(file)) {
      try {
        passwords.known.load(new StringReader(Files.readString(file)));
      } catch (IOException e) {
        throw new LaunchException("Cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return passwords;
  }

  boolean knows(String role) {
    return known.containsKey(role);
  }

  /** The password of the role, made and written down at the first call. Hexadecimal digits only. */
  String of(String role) {
    String password = known.getProperty(role);
    if (password == null) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      password = HexFormat.of().formatHex(bytes);
      known.setProperty(role, password);
      save();
    }
    return password;
  }

  private void save() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      StringWriter text = new StringWriter();
      known.store(text, "Passwords of the embedded PostgreSQL");
      Files.writeString(fresh, text.toString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
