package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Explanations over HTTP. */
@Path("/v1/runs/{id}/scores/{registrar}")
@RunOnVirtualThread
@Tag(
    name = "Explanations",
    description = "Why a score is what it is, what would change it, and what lies behind it")
public class ExplanationResource {

  private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

  private final ExplanationService explanations;

  @Inject
  ExplanationResource(ExplanationService explanations) {
    this.explanations = explanations;
  }

  @GET
  @Path("/explanation")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "Read why a score is what it is",
      description =
          "Every gate with its clauses as formulas in words and with their numbers, what the policy does not use, and what in the"
              + " scored month alone would have given a better state: the fewest malicious domains fewer, or the fewest clean"
              + " names more, asked of the gate itself with everything else as it is. Where no such number is enough, the"
              + " clauses that stand in the way. Then how others of the same size did, what the score was made from, the months"
              + " that were looked at, and the way down to the line of a payload. From the snapshot and the policy of the run,"
              + " so that it is the same whenever it is asked. As plain text: the sentences alone. A registrar reads its own"
              + " only; another's is answered 404. Example:"
              + " `/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/explanation`.")
  @APIResponse(
      responseCode = "200",
      description = "The explanation",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ExplanationView.class)),
        @Content(
            mediaType = MediaType.TEXT_PLAIN,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "text",
                    value =
                        "In 2026-03, 12 malicious domains of Meadow Names (IANA ID 90001) were first seen abused; 3 source families"
                            + " named them.\nOn a mean of 5000 names under management that is 24 per 10,000; chance alone would let"
                            + " it lie anywhere from 13.7347 to 41.9055 (95 %).\n…\n"))
      })
  @APIResponse(
      responseCode = "404",
      description = "There is no such run, or no such score for this caller")
  public Response explanation(
      @PathParam("id") UUID id,
      @PathParam("registrar") RegistrarId registrar,
      @Context HttpHeaders headers) {
    ExplanationView view = explanations.explain(id, registrar);
    for (MediaType wanted : headers.getAcceptableMediaTypes()) {
      if (wanted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        break;
      }
      if (wanted.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
        return Response.ok(String.join("\n", view.summary()) + "\n").type(TEXT).build();
      }
    }
    return Response.ok(view).type(MediaType.APPLICATION_JSON).build();
  }
}
