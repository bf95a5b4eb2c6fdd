package io.bailiwick.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.ingest.format.FormatName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuggestionTest {

  @ParameterizedTest
  @EnumSource
  void isToldInTheOpenApiDocument(FormatName format) {
    assertThat(format.suggestedThreats().keySet())
        .allSatisfy(word -> assertThat(NewFeed.SUGGESTED).contains(word));
  }
}
