package io.bailiwick.ingest.incident;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Incidents over HTTP. */
@Path("/v1/incidents")
@RunOnVirtualThread
@Tag(
    name = "Incidents",
    description =
        "One episode of one threat on one lifetime of a domain, with its sponsor at the time")
public class IncidentResource {
  private final IncidentService incidents;
  private final Caller caller;

  @Inject
  IncidentResource(IncidentService incidents, Caller caller) {
    this.incidents = incidents;
    this.caller = caller;
  }

  /** A person's classification. */
  @Schema(name = "ClassificationByPerson")
  public record Word(
      @NotNull @Schema(examples = "FALSE_POSITIVE") Classification classification,
      @NotBlank
          @Size(max = 2000)
          @Schema(
              description = "Why; shown to the registrar",
              examples = "The page is the bank's own campaign; checked with the bank on 2 March")
          String reason) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INCIDENT_READ)
  @Operation(
      summary = "List incidents",
      description =
          "Sorted by opening. A registrar sees those that were opened while it sponsored the name; what no registrar is "
              + "known for, it does not see. Example: `/v1/incidents?month=2026-03&registrar=90001&classification=MALICIOUS`.")
  public Page<Incident> list(
      @QueryParam("month")
          @Parameter(description = "Month of the opening, UTC", example = "2026-03")
          @Nullable Month month,
      @QueryParam("registrar")
          @Parameter(description = "IANA ID of the sponsor at the opening", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("threat") @Nullable Threat threat,
      @QueryParam("classification") @Nullable Classification classification,
      @QueryParam("state") @Nullable IncidentState state,
      @QueryParam("name")
          @Parameter(description = "Registrable domain in A-labels", example = "example.org")
          @Nullable String name,
      @QueryParam("id")
          @Size(max = IncidentQuery.MOST_IDS)
          @Parameter(
              description = "Only these, or those that took them in; may be given up to 50 times",
              example = "0197a6c0-0000-7000-8000-000000000000")
          List<UUID> ids,
      @Valid @BeanParam PageRequest request) {
    if (registrar != null) {
      caller.scope().require(registrar, "registrar");
    }
    return incidents.list(
        new IncidentQuery(
            caller.scope(), month, registrar, threat, classification, state, name, ids),
        request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INCIDENT_READ)
  @Operation(
      summary = "Read an incident",
      description =
          "With the listings that it rests on, each down to the line of the payload whose SHA-256 is given. The id of an "
              + "incident that was merged answers with the one that took it in.")
  public IncidentDetail get(@PathParam("id") UUID id) {
    return incidents.get(id);
  }

  @POST
  @Path("/{id}/classification")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INCIDENT_CLASSIFY)
  @Operation(
      summary = "Classify an incident",
      description =
          "A person's word: it stands above the rule's judgement, makes the evidence VALIDATED, survives every "
              + "re-computation and goes over to the incident that takes this one in. Audited.")
  public IncidentDetail classify(@PathParam("id") UUID id, @Valid @NotNull Word word) {
    return incidents.classify(id, word.classification(), word.reason());
  }
}
