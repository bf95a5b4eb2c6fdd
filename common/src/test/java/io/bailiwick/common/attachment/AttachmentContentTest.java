package io.bailiwick.common.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentContentTest {

  @Test
  void knowsTheFilesThatAreKeptByTheirContent() {
    // The smallest PNG there is: one transparent pixel.
    byte[] png =
        Base64.getDecoder()
            .decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
    assertThat(AttachmentContent.type(png)).contains(AttachmentType.PNG);
    assertThat(AttachmentContent.type(HexFormat.of().parseHex("ffd8ffe000104a464946000101")))
        .contains(AttachmentType.JPEG);
    assertThat(AttachmentContent.type("%PDF-1.7\n%âãÏÓ\n".getBytes(ISO_8859_1)))
        .contains(AttachmentType.PDF);
    assertThat(AttachmentContent.type(" {\"a\": [1, 2]}\n".getBytes(UTF_8)))
        .contains(AttachmentType.JSON);
    assertThat(AttachmentContent.type("Seen on 2 March.\r\n\tNaïve.\n".getBytes(UTF_8)))
        .contains(AttachmentType.TXT);
  }

  @Test
  void tellsAMessageFromATextThatTalksOfOne() {
    // RFC 5322, appendix A.1.1.
    String message =
        """
        From: John Doe <jdoe@machine.example>
        To: Mary Smith <mary@example.net>
        Subject: Saying Hello
        Date: Fri, 21 Nov 1997 09:55:06 -0600
        Message-ID: <1234@local.machine.example>

        This is a message just to say hello.
        So, "Hello".
        """;
    assertThat(AttachmentContent.type(message.getBytes(UTF_8))).contains(AttachmentType.EML);
    assertThat(AttachmentContent.type(("See this:\n" + message).getBytes(UTF_8)))
        .contains(AttachmentType.TXT);
    assertThat(AttachmentContent.type("{\"a\": 1} and more".getBytes(UTF_8)))
        .contains(AttachmentType.TXT);
    assertThat(AttachmentContent.type(("[".repeat(5000)).getBytes(UTF_8)))
        .contains(AttachmentType.TXT);
  }

  /** A ZIP, an ELF and a Windows program, a GIF, text in UTF-16, text with an escape, nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "504b0304140000000800",
        "7f454c46020101000000",
        "4d5a90000300000004000000",
        "474946383961010001008000000000ffff",
        "fffe48006900",
        "1b5b33316d726564",
        "89504e470d0a1a0a",
        "ffd8",
        "2020",
        ""
      })
  void refusesEverythingElse(String hex) {
    assertThat(AttachmentContent.type(HexFormat.of().parseHex(hex))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "letter.pdf,letter.pdf",
    "letter.exe,letter.pdf",
    "../../etc/passwd,passwd.pdf",
    "C:\\Users\\me\\scan 1.pdf,scan_1.pdf",
    "a\u202efdp.exe,a_fdp.pdf",
    "x\"; filename=y.html,x_filename_y.pdf",
    ".htaccess,htaccess.pdf",
    "'',attachment.pdf",
    "...,attachment.pdf"
  })
  void makesNamesSafe(String sent, String kept) {
    assertThat(AttachmentContent.name(sent, AttachmentType.PDF)).isEqualTo(kept);
    assertThat(AttachmentContent.name("n".repeat(500), AttachmentType.PDF)).hasSizeLessThan(100);
    assertThat(AttachmentContent.name(null, AttachmentType.PDF)).isEqualTo("attachment.pdf");
  }
}
