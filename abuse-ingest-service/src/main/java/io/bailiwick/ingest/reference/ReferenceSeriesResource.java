package io.bailiwick.ingest.reference;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reference series over HTTP. */
@Path("/v1/reference-series")
@RunOnVirtualThread
@Tag(name = "Reconciliation")
public class ReferenceSeriesResource {
  private final ReferenceService references;

  @Inject
  ReferenceSeriesResource(ReferenceService references) {
    this.references = references;
  }

  @POST
  @Path("/metrica")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_UPLOAD)
  @Operation(
      summary = "Send a domain list of ICANN Metrica",
      description =
          "As MoSAPI answers it (`…/metrica/domainList/<day>`): a list to hold ours against, never part of a rate. A negative number "
              + "means that it is not available; `ianald` is read as `ianaId`. A later list of the same day takes the place "
              + "of the one before. The same bytes again answer 200 and change nothing.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(
                      name = "Domain list",
                      value =
                          "{\"version\":2,\"tld\":\"org\",\"domainListDate\":\"2026-03-02\",\"uniqueAbuseDomains\":2,\"domainListData\":[{\"threatType\":\"phishing\",\"count\":2,\"domains\":[\"a.org\",\"b.org\"]},{\"threatType\":\"spam\",\"count\":-1,\"domains\":[]}]}")))
  @APIResponse(
      responseCode = "201",
      description = "Taken in",
      content = @Content(schema = @Schema(implementation = ReferenceList.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been taken in before; nothing changed",
      content = @Content(schema = @Schema(implementation = ReferenceList.class)))
  public RestResponse<ReferenceList> receiveMetrica(@Nullable InputStream body) {
    return references.receiveMetrica(body).answer("/v1/reference-series", ReferenceList::id);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "List reference lists", description = "In the order of receipt.")
  public Page<ReferenceList> lists(@Valid @BeanParam PageRequest request) {
    return references.lists(request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "Read a reference list", description = "Its day, and its counts by threat.")
  public ReferenceList get(@PathParam("id") UUID id) {
    return references.get(id);
  }

  @GET
  @Path("/differences")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List names that only they or only we list",
      description =
          "For a zone and day, by name, each with a reason. Ours are names with an incident that was open on the day and that no "
              + "person called a false positive. Example: `/v1/reference-series/differences?tld=org&date=2026-03-02`.")
  public Page<ReferenceDifference> differences(
      @QueryParam("tld") @Parameter(required = true, example = "org") @Nullable String tld,
      @QueryParam("date") @Parameter(required = true, example = "2026-03-02") @Nullable Day date,
      @Valid @BeanParam PageRequest request) {
    return references.differences(tld, date, request);
  }

  @GET
  @Path("/agreement")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "Read how far a list and ours agree",
      description = "Names of both, of theirs and of ours only, with the reasons counted.")
  public ReferenceAgreement agreement(
      @QueryParam("tld") @Parameter(required = true, example = "org") @Nullable String tld,
      @QueryParam("date") @Parameter(required = true, example = "2026-03-02") @Nullable Day date) {
    return references.agreement(tld, date);
  }
}
