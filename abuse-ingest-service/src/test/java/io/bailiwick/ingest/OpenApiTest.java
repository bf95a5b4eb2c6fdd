package io.bailiwick.ingest;

import io.bailiwick.common.testing.OpenApiDocument;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class OpenApiTest {

  @Test
  void theCommittedDocumentIsWhatIsServed() {
    OpenApiDocument.assertCommitted();
  }
}
