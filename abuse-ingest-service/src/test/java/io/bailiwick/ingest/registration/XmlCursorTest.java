package io.bailiwick.ingest.registration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlCursorTest {

  private static XmlCursor over(String xml) {
    return new XmlCursor(new ByteArrayInputStream(xml.getBytes(UTF_8)));
  }

  private static void readAll(XmlCursor cursor) {
    while (cursor.next()) {
      if (cursor.isStart() && cursor.name().equals("text")) {
        var unused = cursor.text();
      }
    }
  }

  @Test
  void readsTextsAndSkips() throws IOException {
    try (XmlCursor cursor =
        over("<a x=' 1 '><text> one <![CDATA[& ]]>two<b>three</b> </text><c><d/></c><e/></a>")) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.attribute("x")).isEqualTo("1");
      assertThat(cursor.attribute("y")).isNull();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.text()).isEqualTo("one & two");
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.name()).isEqualTo("c");
      cursor.skip();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.name()).isEqualTo("e");
    }
  }

  @Test
  void refusesDocumentTypesAndEntities() {
    for (String xml :
        List.of(
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><a><text>&e;</text></a>",
            "<!DOCTYPE a [<!ENTITY b \"xx\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>",
            "<a><text>&e;</text></a>")) {
      assertThatThrownBy(() -> readAll(over(xml)))
          .isInstanceOf(Refusal.class)
          .hasMessageMatching(".*(document type|entities).*");
    }
  }

  @Test
  void refusesWhatGoesTooDeepOrOnAndOn() {
    assertThatThrownBy(() -> readAll(over("<a>".repeat(33)))).hasMessageContaining("32 elements");
    assertThatThrownBy(() -> readAll(over("<a><text>" + "x".repeat(8193) + "</text></a>")))
        .hasMessageContaining("8,192 characters");
    // Four gigabytes of an attribute that never ends, of which a little more than one megabyte is
    // read.
    byte[] block = "x".repeat(1 << 16).getBytes(UTF_8);
    InputStream endless =
        new SequenceInputStream(
            Collections.enumeration(
                new ArrayList<>(
                    List.of(
                        new ByteArrayInputStream("<a b='".getBytes(UTF_8)),
                        new InputStream() {
                          private long left = 1L << 32;

                          @Override
                          public int read() {
                            return left-- > 0 ? 'x' : -1;
                          }

                          @Override
                          public int read(byte[] buffer, int offset, int length) {
                            int read = Math.min(length, block.length);
                            System.arraycopy(block, 0, buffer, offset, read);
                            left -= read;
                            return left > 0 ? read : -1;
                          }
                        }))));
    assertThatThrownBy(() -> readAll(new XmlCursor(endless)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("without the end of a tag");
  }

  @Test
  void refusesWhatIsNoXml() {
    for (String xml : List.of("<a><b></a>", "<a>", "plain", "<a>\u0001</a>")) {
      assertThatThrownBy(() -> readAll(over(xml))).isInstanceOf(Refusal.class);
    }
  }
}
