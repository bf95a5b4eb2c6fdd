package io.bailiwick.launcher.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/**
 * The key that signs the tokens, kept in a file that only its owner reads, so that tokens outlive a
 * restart.
 */
final class SigningKey {
  private static final int BITS = 2048;

  private SigningKey() {}

  static JWK in(Path file) {
    try {
      if (Files.exists(file)) {
        return JWK.parse(Files.readString(file));
      }
      JWK key =
          new RSAKeyGenerator(BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .generate();
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, key.toJSONString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return key;
    } catch (ParseException e) {
      throw new LaunchException(
          "The signing key in "
              + file
              + " is damaged; delete the file to get a new one. "
              + e.getMessage(),
          e);
    } catch (IOException | JOSEException e) {
      throw new LaunchException("Cannot keep a signing key in " + file + ": " + e.getMessage(), e);
    }
  }
}
