package io.bailiwick.aip.contact;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Contacts for cases over HTTP. */
@Path("/v1/registrars/{id}/case-contacts")
@RunOnVirtualThread
@Tag(name = "Notices")
public class CaseContactResource {
  private final CaseContactService contacts;

  @Inject
  CaseContactResource(CaseContactService contacts) {
    this.contacts = contacts;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read who of a registrar is told of its cases",
      description =
          "Beside its abuse contacts, which abuse-ingest-service keeps. With its ETag, which a change has to send back. A registrar reads its own.")
  @APIResponse(
      responseCode = "200",
      description = "The contacts; version 0 where nobody has set any",
      content = @Content(schema = @Schema(implementation = CaseContacts.class)))
  @APIResponse(responseCode = "404", description = "Not the caller's")
  public RestResponse<CaseContacts> get(
      @PathParam("id") @Parameter(example = "90001") RegistrarId id) {
    return answer(contacts.get(id));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CASE_ANSWER)
  @Operation(
      summary = "Say who of a registrar is told of its cases",
      description =
          "By the registrar for itself, or by an officer who was told. These addresses are written to beside the abuse contacts; a webhook is"
              + " called over https on hosts that the operator allows, signed by the Standard Webhooks specification, and its key is shown only"
              + " in the answer that makes it. Audited.")
  @APIResponse(
      responseCode = "200",
      description = "The contacts as they are now",
      content = @Content(schema = @Schema(implementation = CaseContacts.class)))
  @APIResponse(responseCode = "404", description = "Not the caller's")
  @APIResponse(responseCode = "412", description = "Changed since they were read")
  @APIResponse(responseCode = "422", description = "An address that cannot be used")
  public RestResponse<CaseContacts> set(
      @PathParam("id") @Parameter(example = "90001") RegistrarId id,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(
              description = "The ETag that was read; left out to make the first",
              example = "\"1\"")
          @Nullable String ifMatch,
      @Valid @NotNull NewCaseContacts wanted) {
    return answer(contacts.set(id, ifMatch, wanted));
  }

  private static RestResponse<CaseContacts> answer(CaseContacts contacts) {
    return RestResponse.ResponseBuilder.ok(contacts).tag(Long.toString(contacts.version())).build();
  }
}
