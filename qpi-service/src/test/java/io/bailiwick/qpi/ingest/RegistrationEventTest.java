package io.bailiwick.qpi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RegistrationEventTest {

  @Test
  void aKindThatIngestAddsIsReadOver() throws Exception {
    RegistrationEvent event =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .build()
            .readValue(
                """
                {"sequence": 7, "type": "DS_CHANGE", "name": "a.org", "roid": "A-ORG", "registrar": 90001,
                 "occurredAt": "2026-03-05T09:00:00Z", "years": null, "detail": "signed", "recordedAt": "2026-03-06T00:00:00Z"}
                """,
                RegistrationEvent.class);
    assertThat(event.type()).isEqualTo(RegistrationEvent.Kind.OTHER);
    assertThat(event.sequence()).isEqualTo(7);
  }

  @Test
  void premiumAndPriceThatNobodySaidAreNotKnown() throws Exception {
    JsonMapper mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    String event =
        """
        {"sequence": 7, "type": "CREATE", "name": "a.org", "roid": "A-ORG", "registrar": 90001,
         "occurredAt": "2026-03-05T09:00:00Z", "years": 1%s}
        """;
    RegistrationEvent silent = mapper.readValue(event.formatted(""), RegistrationEvent.class);
    assertThat(silent.premium()).isNull();
    assertThat(silent.price()).isNull();
    RegistrationEvent told =
        mapper.readValue(
            event.formatted(
                ", \"premium\": true, \"price\": {\"amount\": 9.93, \"currency\": \"USD\"}"),
            RegistrationEvent.class);
    assertThat(told.premium()).isTrue();
    assertThat(told.price()).isEqualTo(new RegistrationEvent.Price(new BigDecimal("9.93"), "USD"));
  }
}
