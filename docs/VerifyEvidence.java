import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Checks an evidence bundle without asking anybody: {@code java VerifyEvidence.java BUNDLE.zip
 * KEYS.json}. KEYS.json is a JWK set (RFC 7517) as /v1/signing-keys gives it; get it from the
 * registry once, and keep it. Needs a JDK and nothing else. Ends with 0 where the bundle is as it
 * was signed, else with 1 and the reason.
 */
public class VerifyEvidence {
  private static final String TYPE = "bailiwick-evidence";
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 2L << 30;

  /** Checks the bundle. */
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: java VerifyEvidence.java BUNDLE.zip KEYS.json");
      System.exit(2);
    }
    try {
      System.out.println(verify(Path.of(args[0]), Path.of(args[1])));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      System.out.println("NOT VALID: " + e.getMessage());
      System.exit(1);
    }
  }

  private static String verify(Path bundle, Path keys)
      throws IOException, GeneralSecurityException {
    Map<String, byte[]> files = read(bundle);
    byte[] sums = member(files, "SHA256SUMS");
    String[] jws = new String(member(files, "SHA256SUMS.jws"), US_ASCII).strip().split("\\.", -1);
    require(jws.length == 3, "the signature is no compact JWS");
    String header = new String(Base64.getUrlDecoder().decode(jws[0]), UTF_8);
    require("ES256".equals(value(header, "alg")), "the signature is not ES256");
    require(TYPE.equals(value(header, "typ")), "the signature is over something else");
    String kid = value(header, "kid");
    require(
        MessageDigest.isEqual(Base64.getUrlDecoder().decode(jws[1]), sums),
        "the signature is over other digests");
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(key(Files.readString(keys), kid));
    signature.update((jws[0] + "." + jws[1]).getBytes(US_ASCII));
    require(signature.verify(Base64.getUrlDecoder().decode(jws[2])), "the signature is wrong");

    files.remove("SHA256SUMS");
    files.remove("SHA256SUMS.jws");
    int checked = 0;
    for (String line : new String(sums, UTF_8).split("\n")) {
      require(line.matches("[0-9a-f]{64}  \\S+"), "SHA256SUMS has a line that is none");
      String name = line.substring(66);
      String digest =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(member(files, name)));
      require(digest.equals(line.substring(0, 64)), name + " was changed");
      files.remove(name);
      checked++;
    }
    require(files.isEmpty(), "files that nobody signed: " + files.keySet());
    return "valid: %d files, signed with the key %s".formatted(checked, kid);
  }

  private static Map<String, byte[]> read(Path bundle) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long bytes = 0;
    try (InputStream in = Files.newInputStream(bundle);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readNBytes(64 << 20);
        bytes += content.length;
        require(zip.read() < 0 && bytes <= MOST_BYTES, "the bundle is too large");
        require(files.put(entry.getName(), content) == null, entry.getName() + " is there twice");
        require(files.size() <= MOST_FILES, "the bundle has too many files");
      }
    }
    return files;
  }

  private static byte[] member(Map<String, byte[]> files, String name) {
    byte[] content = files.get(name);
    require(content != null, name + " is missing");
    return content;
  }

  /** RFC 7518, section 6.2: the point of a key on P-256. */
  private static PublicKey key(String set, String kid) throws GeneralSecurityException {
    Matcher each = Pattern.compile("\\{[^{}]*}").matcher(set);
    while (each.find()) {
      String jwk = each.group();
      if (jwk.contains("\"kid\"") && kid.equals(value(jwk, "kid"))) {
        require("P-256".equals(value(jwk, "crv")), "the key is not on P-256");
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(number(value(jwk, "x")), number(value(jwk, "y"))),
                    curve.getParameterSpec(ECParameterSpec.class)));
      }
    }
    throw new IllegalArgumentException("the key " + kid + " is not among the keys");
  }

  private static BigInteger number(String base64url) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64url));
  }

  private static String value(String json, String member) {
    Matcher found =
        Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
    require(found.find(), "there is no " + member);
    return found.group(1);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
