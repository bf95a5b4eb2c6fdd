package io.bailiwick.ingest.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.registration.DomainObject.Signing;
import io.bailiwick.ingest.registration.DomainObject.Statuses;
import io.bailiwick.ingest.rejection.Unfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepositFieldsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T00:00:00Z,2026-03-01T00:00:00Z",
    "2026-03-31T23:59:59Z,2026-03-31T23:59:59Z",
    "2024-02-29T12:00:00Z,2024-02-29T12:00:00Z",
    "2026-03-01T00:00:00.0Z,2026-03-01T00:00:00Z",
    "2026-03-01T00:00:00.1234567Z,2026-03-01T00:00:00.123456Z",
    "2026-03-01T02:00:00+02:00,2026-03-01T00:00:00Z",
    "2026-03-01T00:00:00-00:30,2026-03-01T00:30:00Z"
  })
  void readsTimesAsTheyOccur(String text, String expected) throws Unfit {
    assertThat(DepositFields.time(text, "fCrDate")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-03-01T24:00:01Z",
        "2026-03-01T00:60:00Z",
        "2026-03-01T00:00:00",
        "2026-03-01",
        "0001-01-01T00:00:00Z",
        "+12026-03-01T00:00:00Z",
        "2026-03-1xT00:00:00Z"
      })
  void refusesTimesThatAreNone(String text) {
    assertThatThrownBy(() -> DepositFields.time(text, "fCrDate"))
        .isInstanceOf(Unfit.class)
        .hasMessageContaining("fCrDate");
  }

  @Test
  void aNameIsOneLabelBelowTheZone() throws Unfit {
    DepositFields fields = new DepositFields("org");
    assertThat(fields.name("EXAMPLE.Org")).isEqualTo("example.org");
    for (String other : new String[] {"a.b.org", ".org", "org", "example.com", "exampleorg"}) {
      assertThatThrownBy(() -> fields.name(other)).as(other).isInstanceOf(Unfit.class);
    }
    assertThat(fields.nameOrNull("example.com")).isNull();
    DepositFields second = new DepositFields("co.example");
    assertThat(second.name("a.co.example")).isEqualTo("a.co.example");
    assertThatThrownBy(() -> second.name("b.a.co.example")).isInstanceOf(Unfit.class);
  }

  @Test
  void statusesAreSortedAndEachOnce() throws Unfit {
    Statuses statuses =
        DepositFields.status("serverHold", "Court order", "addPeriod")
            .and(DepositFields.status("clientHold", null, null))
            .and(DepositFields.status("serverHold", null, null));
    assertThat(statuses.names()).containsExactly("addPeriod", "clientHold", "serverHold");
    assertThat(statuses.reasons())
        .containsExactly(java.util.Map.entry("serverHold", "Court order"));
    assertThatThrownBy(() -> DepositFields.status("{evil}", null, null)).isInstanceOf(Unfit.class);
  }

  @Test
  void theOrderOfDnssecRecordsDoesNotMatterTheirDataDoes() {
    Signing one = Signing.of("1", "13", "2", "ABCD");
    Signing two = Signing.of("2", "8", "2", "EF01");
    assertThat(one.and(two)).isEqualTo(two.and(one));
    assertThat(Signing.of("1", "13", "2", " ab\n cd ")).isEqualTo(one);
    assertThat(Signing.of("1", "13", "2", "ABCE")).isNotEqualTo(one);
    assertThat(Signing.of("11", "3", "2", "ABCD")).isNotEqualTo(one);
    assertThat(Signing.NONE.and(one)).isEqualTo(one);
  }

  @Test
  void onlyAnApprovedTransferCounts() throws Unfit {
    assertThat(DepositFields.transfer("pending", "r2", "r1", "2026-03-01T00:00:00Z")).isNull();
    assertThat(DepositFields.transfer("serverApproved", "r2", "r1", null)).isNull();
    assertThat(DepositFields.transfer("serverApproved", "r2", "r1", "2026-03-01T00:00:00Z"))
        .isEqualTo(new DomainObject.Transfer("r2", "r1", "2026-03-01T00:00:00Z"));
  }
}
