package io.bailiwick.scoring.run;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The scores that stand, over HTTP. */
@Path("/v1/scores")
@RunOnVirtualThread
@Tag(name = "Scores", description = "The newest scores of every month")
public class ScoreResource {

  private final RunService runs;

  @Inject
  ScoreResource(RunService runs) {
    this.runs = runs;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List the scores that stand",
      description =
          "Of the newest version of each month, sorted by month and registrar; with `published=true` only those that"
              + " are published, as they were published. A registrar sees its own only; another"
              + " registrar's is answered 404, like that of one that does not exist. Numbers that sum up fewer than five other"
              + " registrars are held back from registrars and machines.")
  public Page<ScoreView> list(
      @QueryParam("registrar") @Nullable RegistrarId registrar,
      @QueryParam("month") @Nullable Month month,
      @QueryParam("published")
          @Parameter(
              description =
                  "true: of each registrar and month the score of the newest publication in which it is published")
          boolean published,
      @Valid @BeanParam PageRequest request) {
    return runs.latest(registrar, month, published, request);
  }
}
