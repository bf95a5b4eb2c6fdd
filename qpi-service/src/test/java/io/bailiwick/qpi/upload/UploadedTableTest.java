package io.bailiwick.qpi.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.bailiwick.common.problem.ErrorCode;
import io.bailiwick.common.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UploadedTableTest {

  @Test
  void accountsForEveryRowOfACsv() {
    UploadedTable table =
        csv("name,value\r\n\"a, b\",1\n\nonly-one\nc,\nd,2,3\n" + "x".repeat(201) + ",1\n");
    assertThat(table.rows())
        .extracting(UploadedTable.Row::line, UploadedTable.Row::cells)
        .containsExactly(
            tuple(2L, Map.of("name", "a, b", "value", "1")), tuple(5L, Map.of("name", "c")));
    assertThat(table.rejections())
        .extracting(Rejection::line, Rejection::reason)
        .containsExactly(
            tuple(4L, RejectionReason.MALFORMED),
            tuple(6L, RejectionReason.MALFORMED),
            tuple(7L, RejectionReason.INVALID));
  }

  @Test
  void accountsForEveryLineOfNdjson() {
    UploadedTable table =
        read(
            """
            {"name": "a", "value": 1.50}

            {"name": "b", "value": null}
            {"name": "c", "other": 1}
            {"name": {"nested": 1}}
            [1]
            {"name":
            """,
            "application/x-ndjson; charset=utf-8");
    assertThat(table.rows())
        .extracting(UploadedTable.Row::line, UploadedTable.Row::cells)
        .containsExactly(
            tuple(1L, Map.of("name", "a", "value", "1.50")), tuple(3L, Map.of("name", "b")));
    assertThat(table.rejections())
        .extracting(Rejection::line, Rejection::detail)
        .containsExactly(
            tuple(4L, "has a member that is no column of this table"),
            tuple(5L, "name is neither text nor number"),
            tuple(6L, "is not a JSON object"),
            tuple(7L, "is not JSON"));
  }

  @Test
  void refusesWhatIsNoSuchTable() {
    for (String text : new String[] {"", "name\n", "other,name\n1,2\n", "name,name\n1,2\n"}) {
      assertThatThrownBy(() -> csv(text))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    }
    assertThatThrownBy(
            () ->
                UploadedTable.read(
                    new ByteArrayInputStream(new byte[] {(byte) 0xff, (byte) 0xfe}),
                    "text/csv",
                    Set.of("name"),
                    Set.of("name")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesMoreThanItsBounds() {
    assertThatThrownBy(() -> csv("name,value\n" + "a,1\n".repeat(200_001)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    assertThatThrownBy(() -> csv("name,value\n" + "a".repeat(UploadedTable.MOST_BYTES)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void readsNumbersWithoutExponents() {
    assertThat(Cells.number("12.5")).isPresent();
    for (String text : new String[] {"1e9", "-1", "", "1.", "NaN", "0x1", "1234567890123456"}) {
      assertThat(Cells.number(text)).isEmpty();
    }
    assertThat(Cells.number(null)).isEmpty();
    assertThat(Cells.registrar("0")).isEmpty();
    assertThat(Cells.month("2026-13")).isEmpty();
  }

  private static UploadedTable csv(String text) {
    return read(text, "text/csv");
  }

  private static UploadedTable read(String text, String mediaType) {
    return UploadedTable.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        mediaType,
        Set.of("name", "value"),
        Set.of("name", "value"));
  }
}
