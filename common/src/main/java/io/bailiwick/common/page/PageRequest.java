package io.bailiwick.common.page;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list: after which cursor, and at most how many rows. A {@code @BeanParam} of
 * every list endpoint.
 */
public class PageRequest {

  public static final int MAXIMUM = 1000;

  @QueryParam("after")
  @Parameter(description = "Cursor: the `next` of the page before; leave out for the first page")
  public @Nullable String after;

  @QueryParam("limit")
  @DefaultValue("100")
  @Min(1)
  @Max(MAXIMUM)
  @Parameter(
      description =
          "Rows in a page, 1 to 1000. Ignored for CSV and NDJSON, which hold the whole list")
  public int limit = 100;
}
