package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DesignEffectTest {

  @Test
  void countsThreeCampaignsAndTenSinglesAsLittleMoreThanTwo() {
    List<Long> sizes = new ArrayList<>(List.of(60L, 20L, 10L));
    sizes.addAll(Collections.nCopies(10, 1L));
    DesignEffect effect = DesignEffect.of(sizes);
    assertThat(effect.events()).isEqualTo(100);
    assertThat(effect.clusters()).isEqualTo(13);
    assertThat(effect.deff()).isCloseTo(41.1, within(1e-12));
    assertThat(effect.effectiveEvents()).isCloseTo(2.433, within(5.1e-4));
  }

  @Test
  void isDefinedForNoEventsAndRefusesEmptyClusters() {
    DesignEffect none = DesignEffect.of(List.of());
    assertThat(none.deff()).isEqualTo(1);
    assertThat(none.effectiveEvents()).isZero();
    assertThatThrownBy(() -> DesignEffect.of(List.of(0L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void liesBetweenOneEventAndAsManyAsClusters(
      @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 1, max = 1000) Long> sizes) {
    DesignEffect effect = DesignEffect.of(sizes);
    assertThat(effect.effectiveEvents()).isBetween(1 - 1e-12, sizes.size() * (1 + 1e-12));
    assertThat(DesignEffect.of(Collections.nCopies(sizes.size(), 7L)).effectiveEvents())
        .isCloseTo(sizes.size(), within(1e-9));
  }
}
