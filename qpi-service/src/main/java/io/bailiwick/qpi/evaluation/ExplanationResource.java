package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Explanations over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Index")
public class ExplanationResource {

  private final ExplanationService explanations;

  @Inject
  ExplanationResource(ExplanationService explanations) {
    this.explanations = explanations;
  }

  /** Other numbers. */
  @Schema(name = "WhatIfRequest")
  public record Numbers(
      @NotNull
          @Size(min = 1, max = 60)
          @Schema(
              description =
                  "Quantities of the evaluated month by name, each 0 or more: those of the"
                      + " indicators' inputs in the explanation",
              examples = "{\"RENEWALS_DONE\": 94}")
          Map<String, BigDecimal> quantities) {}

  @GET
  @Path("/evaluations/{id}/results/{registrar}/explanation")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Explain a registrar's index",
      description =
          "Gates, the sum with its numbers, each indicator with its definition, inputs and"
              + " contribution, the trend over months, and the quartiles of at least five others of"
              + " the same size. Made from the frozen inputs and the policy of the evaluation, so it"
              + " is the same for as long as they are kept; the trend goes on. A registrar's token"
              + " reads its own only.")
  @APIResponse(responseCode = "200", description = "The explanation")
  @APIResponse(
      responseCode = "404",
      description = "There is no such result that the caller may see")
  public ExplanationView explain(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar) {
    return explanations.explain(id, registrar);
  }

  @POST
  @Path("/evaluations/{id}/results/{registrar}/what-if")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Ask what other numbers would give",
      description =
          "The index that would come out if some quantities of the month were others, by the same"
              + " policy and with everything else as it is. Nothing is stored.")
  @APIResponse(responseCode = "200", description = "What would come out")
  @APIResponse(
      responseCode = "404",
      description = "There is no such result that the caller may see")
  @APIResponse(
      responseCode = "422",
      description = "A quantity is not known, or its number cannot be used")
  public WhatIfView whatIf(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar,
      @Valid @NotNull Numbers numbers) {
    return explanations.whatIf(id, registrar, numbers.quantities());
  }

  @GET
  @Path("/evaluations/{id}/results/{registrar}/nearest-ways")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Ask for the nearest way to a baseline",
      description =
          "For each indicator the least change of it alone, in whole numbers of what it counts, that"
              + " would reach the baseline with everything else as it is; or that no change of it"
              + " alone does. Where an abuse gate is in the way, scoring-service explains what would"
              + " change it.")
  @APIResponse(responseCode = "200", description = "The ways")
  @APIResponse(
      responseCode = "404",
      description = "There is no such result that the caller may see")
  @APIResponse(responseCode = "422", description = "There is no baseline from 0 to 100")
  public NearestView nearest(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar,
      @QueryParam("baseline") @Parameter(description = "0 to 100", required = true, example = "95")
          @Nullable BigDecimal baseline) {
    return explanations.nearest(id, registrar, baseline);
  }

  @GET
  @Path("/evaluations/{id}/differences")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List what is otherwise than in the version before",
      description =
          "By IANA ID: whose state, index or indicators differ, and what changed between the"
              + " versions. Empty for a first version. A registrar's token sees its own only.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such evaluation that the caller may see")
  public Page<DifferenceView> differences(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return explanations.differences(id, request);
  }
}
