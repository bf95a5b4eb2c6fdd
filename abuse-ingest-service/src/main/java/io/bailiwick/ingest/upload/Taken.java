package io.bailiwick.ingest.upload;

import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What came of an upload.
 *
 * @param known whether these bytes had been taken in before, so that nothing changed
 */
public record Taken<T>(T content, boolean known) {

  /**
   * 201 with the address of what was taken in, or 200 where nothing changed.
   *
   * @param collection path of the collection that it is in now: {@code /v1/deposits}
   */
  public RestResponse<T> answer(String collection, Function<T, UUID> id) {
    return known
        ? RestResponse.ok(content)
        : RestResponse.ResponseBuilder.<T>created(URI.create(collection + "/" + id.apply(content)))
            .entity(content)
            .build();
  }
}
