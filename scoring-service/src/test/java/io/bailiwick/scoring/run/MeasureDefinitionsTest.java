package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.method.Definition;
import io.bailiwick.scoring.method.Definitions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureDefinitionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        MeasureView.FLOW,
        MeasureView.STOCK,
        MeasureView.COHORT,
        MeasureView.PERSISTENCE,
        MeasureView.RECURRENCE,
        MeasureView.CONCENTRATION,
        MeasureView.SENSITIVITY,
        MeasureView.COMPARISON
      })
  void everyMeasureThatIsShownHasADefinitionWithItsHistory(String name) {
    assertThat(Definitions.all()).extracting(Definition::name).contains(name);
  }
}
