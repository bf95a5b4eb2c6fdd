package io.bailiwick.launcher.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Values that programs have been seen to stumble over. */
final class Hostile {
  private static final int BOMB_BYTES = 64 << 20;

  /** As JSON spells strings; some cannot be written in any other way. */
  private static final List<String> JSON_STRINGS =
      List.of(
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\ud800\"",
          "\"x\\udfffy\"",
          "\"\\udc00\\ud800\"",
          "\"\\ufeff\\u200b\\u2028\\u2029\"",
          "\"\\u202egro.elpmaxe\\u202c\"");

  private static final List<String> JSON_NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "-1",
          "1e400",
          "-1e400",
          "1e-400",
          "1E+1000000000",
          "1E-1000000000",
          "NaN",
          "Infinity",
          "-Infinity",
          "0.1",
          "1.0000000000000000000000000000000001",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "123456789012345678901234567890123456789012345678901234567890",
          "00",
          "+1",
          "1.",
          ".5",
          "0x10");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u202egro.elpmaxe",
          "e" + "\u0301".repeat(2000),
          "\ufdfa".repeat(1000),
          "\ud835\udd0d\ud835\udd2c\ud835\udd30\ud835\udd31",
          "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "\ufeffmark",
          "A".repeat(10_000),
          "A".repeat(300_000),
          "../../../../../../etc/passwd",
          "..\\..\\..\\windows\\win.ini",
          "/etc/passwd",
          "....//....//",
          "file:///etc/passwd",
          "' OR '1'='1",
          "'; DROP TABLE audit_entry;--",
          "1; SELECT pg_sleep(30)",
          "\" OR \"\"=\"",
          "\\'; --",
          "%' AND 1=1 --",
          "*)(uid=*))(|(uid=*",
          "${jndi:ldap://127.0.0.1:9/a}",
          "${7*7}",
          "{{7*7}}",
          "{7*7}",
          "{cdi:caller.name}",
          "#{7*7}",
          "<script>alert(1)</script>",
          "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>",
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd",
          "+1+1",
          "-1+1",
          "\t=1+1",
          "\r\nSet-Cookie: a=b",
          "a\n2026-01-01 ERROR forged line",
          "\u001b[2Jescape",
          "\u007f\u0085",
          "http://169.254.169.254/latest/meta-data/",
          "http://[::ffff:127.0.0.1]:8081/v1/audit-entries",
          "http://localhost:9",
          "gopher://127.0.0.1:9/_",
          "2026-13-01",
          "2026-02-30",
          "0000-00-00",
          "0000-01-01",
          "-0001-01-01",
          "10000-01-01",
          "+10000-01-01",
          "+999999999-12-31",
          "-999999999-01-01",
          "9999-12-31",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "+294277-01-01T00:00:00Z",
          "2016-12-31T23:59:60Z",
          "2026-01-01T24:00:00Z",
          "2026-01-01T00:00:00+19:00",
          "2026-13",
          "0000-01",
          "9999-12",
          "10000-01",
          "+999999999-12",
          "-999999999-01",
          "NaN",
          "Infinity",
          "1e400",
          "1e999999999",
          "-0",
          "-1",
          "0",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "\uff11\uff12\uff13",
          "\u0663",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "1-1-1-1-1",
          "null",
          "undefined",
          "true",
          "{}",
          "[]",
          "xn--a",
          "xn--" + "a".repeat(70) + ".org",
          "a.".repeat(200) + "org",
          "\u0130\u0131\u00df\u1e9e.org",
          "1.1.1.1");

  /** Percent-encoded already, for a path or a query. */
  private static final List<String> ENCODED =
      List.of(
          "%00",
          "a%00b",
          "%",
          "%zz",
          "%c0%af",
          "%c0%ae%c0%ae%2f",
          "%ed%a0%80",
          "%ff%fe",
          "%f4%90%80%80",
          "%2e%2e%2f%2e%2e%2f",
          "..%2f..%2fetc%2fpasswd",
          "%252e%252e%252f",
          "%0d%0aSet-Cookie:%20a=b",
          "%0a",
          "%u0041",
          "a;b=c",
          "%3b",
          "%20",
          "%e2%80%ae",
          "+",
          "%2B1");

  private Hostile() {}

  /** A value in the spelling of JSON, which may be none that JSON allows. */
  static String json(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> pick(JSON_STRINGS, random);
      case 1, 2 -> pick(JSON_NUMBERS, random);
      case 3 ->
          pick(
              List.of("null", "true", "{}", "[]", "[null]", "{\"a\":{}}", "[[[]]]", "\"\""),
              random);
      default -> quoted(pick(TEXTS, random));
    };
  }

  static String text(Random random) {
    return pick(TEXTS, random);
  }

  /** For a place in a path or a query. */
  static String encoded(Random random) {
    return random.nextInt(3) == 0 ? pick(ENCODED, random) : percent(shorter(text(random)));
  }

  /** For the value of a header: bytes, one to one with its characters. */
  static String header(Random random) {
    String text =
        switch (random.nextInt(4)) {
          case 0 -> shorter(text(random));
          case 1 -> "\"" + shorter(text(random)) + "\"";
          case 2 ->
              pick(
                  List.of(
                      "*",
                      "W/\"",
                      "W/\"x\"",
                      "\"",
                      "\"\",\"\",\"\"",
                      "\"a\", W/\"b\", *",
                      "\"0\"",
                      "\"-1\"",
                      "\"9223372036854775808\"",
                      "\"1e9\"",
                      "x".repeat(4000)),
                  random);
          default -> "\u0080\u00ff\u00c0\u00af" + random.nextInt(100);
        };
    // Line ends would begin another header; that is done on purpose elsewhere.
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
        .replace("\r", "")
        .replace("\n", "");
  }

  private static String shorter(String text) {
    return text.length() <= 3000 ? text : text.substring(0, 3000);
  }

  static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < 0x20) {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }

  static String percent(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  /** 64 MiB of zeros in some 64 KiB. */
  static byte[] gzipBomb() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(new byte[BOMB_BYTES]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Names that lead out of a directory, one twice, and one that expands to 64 MiB. */
  static byte[] hostileZip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("../../../../tmp/out.csv", "/etc/absolute.csv", "a\\..\\b.csv")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("x,y\n".getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
      }
      zip.putNextEntry(new ZipEntry("org_2026-01-01_full_S1_R0.xml"));
      zip.write(new byte[BOMB_BYTES]);
      zip.closeEntry();
      // Another bomb inside, stored: what a reader that unpacks what it finds would meet.
      byte[] inner = gzipBomb();
      ZipEntry stored = new ZipEntry("inner.gz");
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(inner.length);
      CRC32 crc = new CRC32();
      crc.update(inner);
      stored.setCrc(crc.getValue());
      zip.putNextEntry(stored);
      zip.write(inner);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
