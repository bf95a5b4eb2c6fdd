package io.bailiwick.ingest.registration;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
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
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Deposits over HTTP. */
@Path("/v1/deposits")
@RunOnVirtualThread
@Tag(name = "Deposits", description = "Escrow deposits: what the registry knows, day by day")
public class DepositResource {
  private final RegistrationService registrations;

  @Inject
  DepositResource(RegistrationService registrations) {
    this.registrations = registrations;
  }

  @POST
  @Consumes({
    "application/zip",
    "application/xml",
    "text/xml",
    "application/gzip",
    "application/octet-stream"
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_UPLOAD)
  @Operation(
      summary = "Send an escrow deposit",
      description =
          "A ZIP with one XML file (container of RFC 8909, header and objects of RFC 9022) and, in the CSV model, the files that "
              + "it names, plain or gzip, with CRC32 checksums; or the XML alone, plain or gzip. Read are registrars, domains with "
              + "their statuses, transfer and DNSSEC data, and the deletes of domains; other objects are counted or read over.\n\n"
              + "FULL says everything, DIFF what changed since the deposit that it names, INCR what changed since the last FULL. "
              + "A DIFF that does not go on from the last deposit loaded, or an INCR that names one that is not loaded, is refused "
              + "with 409, and the missing one is named. The first FULL is the baseline. What a deposit shows to have happened "
              + "becomes registration events; it is evidence of the domains under management at the end of the UTC day that "
              + "holds the instant before its watermark; and incidents without a sponsor are judged again. "
              + "The same bytes again answer 200 and change nothing.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "201",
      description = "Loaded",
      content = @Content(schema = @Schema(implementation = Deposit.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been loaded before; nothing changed",
      content = @Content(schema = @Schema(implementation = Deposit.class)))
  public RestResponse<Deposit> receive(@Nullable InputStream body) {
    return registrations.receive(body).answer("/v1/deposits", Deposit::id);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "List deposits", description = "In the order of their watermarks.")
  public Page<Deposit> list(@Valid @BeanParam PageRequest request) {
    return registrations.deposits(request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "Read a deposit", description = "As it was answered when it was loaded.")
  public Deposit get(@PathParam("id") UUID id) {
    return registrations.deposit(id);
  }

  @GET
  @Path("/{id}/rejections")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List the rejected rows of a deposit",
      description = "By table and line, each with reason and the row.")
  public Page<DepositRejection> rejections(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return registrations.rejections(id, request);
  }
}
