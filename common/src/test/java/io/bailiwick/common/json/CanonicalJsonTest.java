package io.bailiwick.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  record Sample(String zebra, RegistrarId apple, BigDecimal money, Instant at) {}

  @Test
  void sortsMembersWhateverTheyCameFrom() throws Exception {
    String expected =
        "{\"apple\":7,\"at\":\"2026-01-01T00:00:00Z\",\"money\":1.50,\"zebra\":\"z\"}";
    Sample sample =
        new Sample(
            "z", RegistrarId.of(7), new BigDecimal("1.50"), Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(CanonicalJson.text(sample)).isEqualTo(expected);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("zebra", "z");
    map.put("money", new BigDecimal("1.50"));
    map.put("at", Instant.parse("2026-01-01T00:00:00Z"));
    map.put("apple", 7);
    assertThat(CanonicalJson.text(map)).isEqualTo(expected);
    assertThat(
            CanonicalJson.text(
                CanonicalJson.tree(
                    "{ \"zebra\":\"z\", \"money\":1.50,\"at\":\"2026-01-01T00:00:00Z\",\"apple\":7}")))
        .isEqualTo(expected);
    assertThat(CanonicalJson.read(expected, Sample.class)).isEqualTo(sample);
    assertThat(CanonicalJson.textOfRecords(sample)).isEqualTo(expected);
    assertThat(CanonicalJson.textOfRecords(map)).isEqualTo(expected);
  }

  @Test
  void idsAreVersionSevenAndSortByTime() {
    UUID first = Ids.next();
    assertThat(first.version()).isEqualTo(7);
    assertThat(first.variant()).isEqualTo(2);
    long milliseconds = first.getMostSignificantBits() >>> 16;
    assertThat(milliseconds)
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
    assertThat(List.of(Ids.next(), Ids.next())).doesNotHaveDuplicates();
  }
}
