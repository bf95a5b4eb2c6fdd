package io.bailiwick.common.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.problem.ErrorCode;
import io.bailiwick.common.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static Page<String> page(String cursor) {
    PageRequest request = new PageRequest();
    request.after = cursor;
    return Page.of(
        request,
        String.class,
        (after, limit) -> {
          List<String> key = Cursor.parts(Objects.requireNonNull(after), 3);
          return List.of(
              Instant.parse(key.get(0))
                  + " "
                  + UUID.fromString(key.get(1))
                  + Integer.parseInt(key.get(2)));
        },
        row -> row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2026-01-01T00:00:00Z",
        "yesterday\u001f01a203e9-072f-7696-9f08-bd642c108ab3\u001f1",
        "2026-01-01T00:00:00Z\u001f1\u001f1",
        "2026-01-01T00:00:00Z\u001f01a203e9-072f-7696-9f08-bd642c108ab3\u001f1e9",
        "2026-01-01T00:00:00Z\u001f01a203e9-072f-7696-9f08-bd642c108ab3\u001f9223372036854775808",
        "2026-01-01T00:00:00Z\u001f01a203e9-072f-7696-9f08-bd642c108ab3\u001f1\u0000"
      })
  void refusesACursorThatAnotherListGaveOrThatWasChanged(String key) {
    assertThatThrownBy(() -> page(Cursor.encode(key)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "=", "a b", "\u00ff", "_w"})
  void refusesWhatIsNoCursor(String cursor) {
    assertThatThrownBy(() -> page(cursor)).isInstanceOf(ProblemException.class);
  }
}
