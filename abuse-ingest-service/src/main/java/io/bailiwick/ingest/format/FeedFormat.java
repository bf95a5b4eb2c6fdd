package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.util.function.Consumer;

/** How one kind of feed is written down. */
public interface FeedFormat {

  /**
   * Hands every data row to {@code rows}, readable or not, in order.
   *
   * @throws Refusal where the text as a whole is not of this format
   */
  void read(Lines lines, Consumer<Row> rows) throws IOException;
}
