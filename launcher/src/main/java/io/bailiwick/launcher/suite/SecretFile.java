package io.bailiwick.launcher.suite;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Secrets that are made once, each kept in a file that only its owner reads. */
final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /**
   * A random key of 32 bytes in Base64. Without the file, what was digested with the key cannot be
   * found again: the lists must be uploaded anew.
   */
  static String key(Path file) {
    return kept(
        file,
        () -> {
          byte[] bytes = new byte[BYTES];
          new SecureRandom().nextBytes(bytes);
          return Base64.getEncoder().encodeToString(bytes);
        });
  }

  /**
   * A JWK set with one P-256 key that signs. Without the file there is another key, and those who
   * check signatures have to fetch it.
   */
  static String signingKeys(Path file) {
    return kept(
        file,
        () -> {
          try {
            return new JWKSet(
                    new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint(true)
                        .generate())
                .toString(false);
          } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
          }
        });
  }

  private static String kept(Path file, Supplier<String> fresh) {
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      String secret = fresh.get();
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, secret + "\n");
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return secret;
    } catch (IOException e) {
      throw new LaunchException("Cannot keep a secret in " + file + ": " + e.getMessage(), e);
    }
  }
}
