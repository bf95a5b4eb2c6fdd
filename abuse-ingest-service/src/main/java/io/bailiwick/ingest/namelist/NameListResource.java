package io.bailiwick.ingest.namelist;

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
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Lists of names over HTTP. */
@Path("/v1/name-lists")
@RunOnVirtualThread
@Tag(
    name = "Lists",
    description = "Lists that names are judged by: public suffixes, platforms, cautions")
public class NameListResource {
  private final NameLists lists;

  @Inject
  NameListResource(NameLists lists) {
    this.lists = lists;
  }

  @POST
  @Path("/{kind}")
  @ResponseStatus(201)
  @Consumes({
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_JSON,
    "application/gzip",
    "application/x-xz",
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LIST_WRITE)
  @Operation(
      summary = "Load a list",
      description =
          "The newest version of a name is in force for payloads that come after it, in every replica; what was judged before "
              + "keeps the version that it was judged by. `PUBLIC_SUFFIX`: the list as published. `PLATFORM` and `CAUTION`: one "
              + "name a line, or a warning list as MISP publishes them (`application/json`, type hostname or string); a name "
              + "holds for itself and what lies below it. A listing under a platform never counts against a registrar; one on "
              + "a caution list is classified UNKNOWN until a person has looked.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.TEXT_PLAIN,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(name = "Names", value = "dyn.example.org\npages.example.org\n")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "Warning list",
                    value =
                        "{\"name\":\"Dynamic DNS\",\"version\":20260311,\"type\":\"hostname\",\"list\":[\"dyn.example.org\"]}"))
      })
  public NameList load(
      @PathParam("kind") @Parameter(example = "PLATFORM") NameListKind kind,
      @QueryParam("name")
          @Parameter(
              description = "Name of the list; not needed for PUBLIC_SUFFIX",
              example = "dynamic-dns")
          @Nullable String name,
      @QueryParam("version")
          @Parameter(description = "Where left out: as the list says, or today's date")
          @Nullable String version,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    return lists.load(kind, name, version, mediaType, body);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LIST_READ)
  @Operation(
      summary = "List the lists",
      description =
          "All versions in the order of loading. Where no Public Suffix List was loaded, the one that the service was "
              + "delivered with is in force.")
  public Page<NameList> list(
      @QueryParam("kind") @Nullable NameListKind kind, @Valid @BeanParam PageRequest request) {
    return lists.page(kind, request);
  }

  @GET
  @Path("/{sequence}/content")
  @Produces(MediaType.TEXT_PLAIN)
  @RequiresPermission(Permission.LIST_READ)
  @Operation(
      summary = "Read the names of a version",
      description = "One a line; of the Public Suffix List the text as loaded.")
  public String content(@PathParam("sequence") @Parameter(example = "1") long sequence) {
    return lists.text(sequence);
  }

  @DELETE
  @Path("/{kind}/{name}")
  @RequiresPermission(Permission.LIST_WRITE)
  @Operation(
      summary = "Put a list out of force",
      description =
          "Its versions stay readable. Without a Public Suffix List the one that the service was delivered with is in force.")
  public void withdraw(
      @PathParam("kind") @Parameter(example = "PLATFORM") NameListKind kind,
      @PathParam("name") @Parameter(example = "dynamic-dns") String name) {
    lists.withdraw(kind, name);
  }
}
