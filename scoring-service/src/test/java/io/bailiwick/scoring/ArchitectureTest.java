package io.bailiwick.scoring;

import io.bailiwick.common.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    ArchitectureRules.check(
        "io.bailiwick.scoring",
        "statistics",
        "gate",
        "measure",
        "picture",
        "explanation",
        "simulation");
  }
}
