package io.bailiwick.ingest.registrar;

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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
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

/** IANA's lists over HTTP. */
@Path("/v1/registrar-lists")
@RunOnVirtualThread
@Tag(name = "Registrars")
public class RegistrarListResource {
  private final RegistrarService registrars;

  @Inject
  RegistrarListResource(RegistrarService registrars) {
    this.registrars = registrars;
  }

  @POST
  @Consumes({
    "text/csv",
    MediaType.TEXT_PLAIN,
    "application/gzip",
    "application/zip",
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_UPLOAD)
  @Operation(
      summary = "Send IANA's list of registrar identifiers",
      description =
          "`registrar-ids-1.csv` as IANA publishes it, with the day as of which it speaks; it holds until the next one. Lists may come "
              + "in any order of their days. All or nothing. The same bytes for the same day again answer 200 and change nothing.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "text/csv",
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "IANA",
                      value =
                          "ID,Registrar Name,Status,RDAP Base URL\n"
                              + "90001,\"Example Registrar, Inc.\",Accredited,https://rdap.example/\n9999,Reserved,Reserved,\n")))
  @APIResponse(
      responseCode = "201",
      description = "Taken in",
      content = @Content(schema = @Schema(implementation = RegistrarList.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been taken in before; nothing changed",
      content = @Content(schema = @Schema(implementation = RegistrarList.class)))
  public RestResponse<RegistrarList> receive(
      @QueryParam("asOf")
          @Parameter(
              required = true,
              description = "Day as of which the list speaks, UTC",
              example = "2026-03-02")
          @Nullable Day asOf,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    return registrars
        .receive(asOf, mediaType, body)
        .answer("/v1/registrar-lists", RegistrarList::id);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "List IANA's lists", description = "In the order of their days.")
  public Page<RegistrarList> list(@Valid @BeanParam PageRequest request) {
    return registrars.lists(request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "Read one of IANA's lists",
      description =
          "Its day, digest and size; a registrar's history tells what the lists say of it.")
  public RegistrarList get(@PathParam("id") UUID id) {
    return registrars.list(id);
  }
}
