package io.bailiwick.common.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBoundsTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  static {
    new JsonBounds().customize(JSON);
  }

  record Sent(String text, List<String> texts, Instant at, LocalDate on, BigDecimal amount) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"a\\u0000b\"}",
        "{\"text\": \"\\ud800\"}",
        "{\"text\": \"\\udc00\\ud800\"}",
        "{\"text\": \"x\\ud83d\"}",
        "{\"texts\": [\"fine\", \"\\u0000\"]}",
        "{\"at\": \"+10000-01-01T00:00:00Z\"}",
        "{\"at\": \"-0001-01-01T00:00:00Z\"}",
        "{\"at\": \"+1000000000-12-31T23:59:59.999999999Z\"}",
        "{\"at\": 253402300800}",
        "{\"on\": \"+10000-01-01\"}",
        "{\"on\": \"0000-01-01\"}",
        "{\"amount\": 1E+1000000000}",
        "{\"amount\": 1e-1000000000}",
        "{\"amount\": 1e61}",
      })
  void refusesWhatNothingCanKeepAndNamesTheMember(String json) {
    assertThatThrownBy(() -> JSON.readValue(json, Sent.class))
        .isInstanceOfSatisfying(
            JsonMappingException.class,
            e -> assertThat(json).startsWith("{\"" + e.getPath().getFirst().getFieldName() + "\""));
  }

  @Test
  void takesWhatIsAtTheBounds() throws Exception {
    Sent sent =
        JSON.readValue(
            """
            {"text": "\\ud83d\\udc69 e\\u0301 \\u202e", "texts": [], "at": "9999-12-31T23:59:59.999999Z",
             "on": "0001-01-01", "amount": 123456789012345678901234567890.5}
            """,
            Sent.class);
    assertThat(sent.text()).isEqualTo("\ud83d\udc69 e\u0301 \u202e");
    assertThat(sent.at()).isEqualTo("9999-12-31T23:59:59.999999Z");
    assertThat(sent.on()).isEqualTo("0001-01-01");
    assertThat(sent.amount()).isEqualByComparingTo("123456789012345678901234567890.5");
    assertThat(JSON.readValue("{\"text\": null}", Sent.class).text()).isNull();
  }
}
