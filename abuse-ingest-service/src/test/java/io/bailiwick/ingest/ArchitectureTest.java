package io.bailiwick.ingest;

import io.bailiwick.common.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    ArchitectureRules.check(
        "io.bailiwick.ingest", "rejection", "spool", "content", "indicator", "format");
  }
}
