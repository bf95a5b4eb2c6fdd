package io.bailiwick.ingest.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ContentTest {
  private static final Bounds BOUNDS = new Bounds(64 << 20, 200);

  @Test
  void readsTheSameTextHoweverItIsPacked() throws IOException {
    byte[] text = "example.org\n".getBytes(UTF_8);
    assertThat(read(text, "text/plain")).isEqualTo("example.org\n");
    assertThat(read(gzip(text), "application/gzip")).isEqualTo("example.org\n");
    assertThat(read(xz(text), "application/x-xz")).isEqualTo("example.org\n");
    assertThat(read(zip(text), "application/zip")).isEqualTo("example.org\n");
    assertThat(read(xz(text), "application/octet-stream")).isEqualTo("example.org\n");
    assertThat(read(text, "text/csv; charset=UTF-8")).isEqualTo("example.org\n");
  }

  @Test
  void namesContentByTheSha256OfItsBytes() throws IOException {
    // FIPS 180-2, appendix B.1
    try (Content content = Content.receive(new ByteArrayInputStream("abc".getBytes(UTF_8)), 10)) {
      assertThat(content.sha256())
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
      assertThat(content.bytes()).isEqualTo(3);
      assertThat(content.file()).exists();
      content.close();
      assertThat(content.file()).doesNotExist();
    }
  }

  @Test
  void refusesATypeThatTheBytesBelie() throws IOException {
    assertRefused(gzip("x".getBytes(UTF_8)), "text/csv", Refusal.Kind.WRONG_TYPE);
    assertRefused("x".getBytes(UTF_8), "application/gzip", Refusal.Kind.WRONG_TYPE);
    assertRefused("x".getBytes(UTF_8), "application/pdf", Refusal.Kind.WRONG_TYPE);
    assertRefused(gzip("x".getBytes(UTF_8)), "application/json", Refusal.Kind.WRONG_TYPE);
  }

  @Test
  void refusesDamagedContent() throws IOException {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    for (byte[] packed : new byte[][] {gzip(random), xz(random), zip(random)}) {
      for (int length : new int[] {packed.length - 1, packed.length / 2, 10}) {
        assertRefused(
            Arrays.copyOf(packed, length), "application/octet-stream", Refusal.Kind.UNUSABLE);
      }
    }
  }

  @Test
  void refusesWhatIsNoData() throws IOException {
    assertRefused(new byte[0], "text/plain", Refusal.Kind.UNUSABLE);
    assertRefused(" \r\n\n".getBytes(UTF_8), "text/plain", Refusal.Kind.UNUSABLE);
    assertRefused(gzip(new byte[0]), "application/gzip", Refusal.Kind.UNUSABLE);
    assertRefused("\n <!DOCTYPE HTML><p>503".getBytes(UTF_8), "text/csv", Refusal.Kind.UNUSABLE);
    assertRefused(gzip("<html>".getBytes(UTF_8)), "application/gzip", Refusal.Kind.UNUSABLE);
    assertRefused(gzip(gzip("a".getBytes(UTF_8))), "application/gzip", Refusal.Kind.UNUSABLE);
  }

  @Test
  void stopsExpandingABomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros.csv"));
      zip.write('a');
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertRefused(bytes.toByteArray(), "application/zip", Refusal.Kind.TOO_LARGE);
    assertThatThrownBy(() -> read("abcdef".getBytes(UTF_8), "text/plain", new Bounds(5, 10)))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
  }

  @Test
  void refusesAZipOfSeveralFiles() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"a.csv", "b.csv"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('a');
        zip.closeEntry();
      }
    }
    assertRefused(bytes.toByteArray(), "application/zip", Refusal.Kind.UNUSABLE);
  }

  @Test
  void refusesMoreThanMayBeSent() {
    assertThatThrownBy(() -> Content.receive(new ByteArrayInputStream(new byte[11]), 10))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/x-ndjson",
        "application/stix+json;version=2.1",
        "application/taxii+json;version=2.1"
      })
  void takesJsonUnderItsNames(String type) throws IOException {
    assertThat(read("{}".getBytes(UTF_8), type)).isEqualTo("{}");
  }

  @Test
  void readsManyFilesOfAZipOnlyWhereTheFormatHasThem() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"b.json", "feed/a.JSON", "hashes.csv", "../../etc/c.json"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    try (Content content = Content.receive(new ByteArrayInputStream(bytes.toByteArray()), 1 << 20);
        InputStream text = content.text("application/zip", BOUNDS, ".json")) {
      assertThat(new String(text.readAllBytes(), UTF_8))
          .isEqualTo("../../etc/c.json\nb.json\nfeed/a.JSON");
    }
    assertRefused(bytes.toByteArray(), "application/zip", Refusal.Kind.UNUSABLE);
    try (Content content =
        Content.receive(new ByteArrayInputStream(bytes.toByteArray()), 1 << 20)) {
      assertThatThrownBy(() -> content.text("application/zip", BOUNDS, ".xml"))
          .isInstanceOf(Refusal.class);
    }
  }

  private static void assertRefused(byte[] bytes, String type, Refusal.Kind kind) {
    assertThatThrownBy(() -> read(bytes, type))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static String read(byte[] bytes, String type) throws IOException {
    return read(bytes, type, BOUNDS);
  }

  private static String read(byte[] bytes, String type, Bounds bounds) throws IOException {
    try (Content content = Content.receive(new ByteArrayInputStream(bytes), 1 << 24);
        InputStream text = content.text(type, bounds)) {
      assertThat(Files.size(content.file())).isEqualTo(bytes.length);
      return new String(text.readAllBytes(), UTF_8);
    }
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] xz(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(1))) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("folder/"));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("folder/feed.csv"));
      zip.write(text);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
