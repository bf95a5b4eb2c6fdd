package io.bailiwick.ingest.notification;

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

/** Abuse contacts of registrars over HTTP. */
@Path("/v1/registrars/{id}/contacts")
@RunOnVirtualThread
@Tag(name = "Notifications")
public class ContactResource {
  private final ContactService contacts;

  @Inject
  ContactResource(ContactService contacts) {
    this.contacts = contacts;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CONTACT_READ)
  @Operation(
      summary = "Read where a registrar is told of abuse",
      description =
          "With its ETag, which a change has to send back. A registrar reads its own; 404 for one without contacts.")
  @APIResponse(
      responseCode = "200",
      description = "The contacts",
      content = @Content(schema = @Schema(implementation = Contacts.class)))
  public RestResponse<Contacts> get(@PathParam("id") @Parameter(example = "90001") RegistrarId id) {
    return answer(contacts.get(id));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CONTACT_WRITE)
  @Operation(
      summary = "Say where a registrar is told of abuse",
      description =
          "By the registry, or by the registrar for itself. Each e-mail address gets a message of its own; a webhook is called over"
              + " https on hosts that the operator allows, signed by the Standard Webhooks specification, and its key is shown only"
              + " in the answer that makes it. Without either, the list under `/v1/notifications` remains. Audited.")
  @APIResponse(
      responseCode = "200",
      description = "The contacts as they are now",
      content = @Content(schema = @Schema(implementation = Contacts.class)))
  @APIResponse(responseCode = "412", description = "Changed since they were read")
  public RestResponse<Contacts> set(
      @PathParam("id") @Parameter(example = "90001") RegistrarId id,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(
              description = "The ETag that was read; left out to make the first",
              example = "\"1\"")
          @Nullable String ifMatch,
      @Valid @NotNull NewContacts wanted) {
    return answer(contacts.set(id, ifMatch, wanted));
  }

  private static RestResponse<Contacts> answer(Contacts contacts) {
    return RestResponse.ResponseBuilder.ok(contacts).tag(Long.toString(contacts.version())).build();
  }
}
