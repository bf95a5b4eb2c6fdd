package io.bailiwick.ingest.zone;

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

/** Zone files over HTTP. */
@Path("/v1/zone-files")
@RunOnVirtualThread
@Tag(name = "Register data")
public class ZoneFileResource {
  private final ZoneService zones;

  @Inject
  ZoneFileResource(ZoneService zones) {
    this.zones = zones;
  }

  @POST
  @Consumes({
    "text/dns",
    MediaType.TEXT_PLAIN,
    "application/gzip",
    "application/x-xz",
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_UPLOAD)
  @Operation(
      summary = "Send a zone file",
      description =
          "A master file (RFC 1035, section 5), plain or compressed. Names one label below the apex with NS records are delegated, with DS "
              + "records signed; glue and signatures are read over. It speaks of the day that the serial of its SOA record tells "
              + "(`YYYYMMDDnn`, or seconds since 1970), or `asOf`. Counted per sponsor of that day, and held against the register: names "
              + "on hold or without name servers are not in the zone. `$INCLUDE` is not taken. The same bytes again answer 200.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/dns",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "Master file",
                    value =
                        "org. 3600 IN SOA a0.nic.example. hostmaster.nic.example. 2026030201 1800 900 604800 3600\nexample.org. 3600 IN NS ns1.example.net.\n")),
        @Content(
            mediaType = "application/gzip",
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Taken in",
      content = @Content(schema = @Schema(implementation = ZoneFile.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been taken in before; nothing changed",
      content = @Content(schema = @Schema(implementation = ZoneFile.class)))
  public RestResponse<ZoneFile> receive(
      @QueryParam("tld") @Parameter(required = true, example = "org") @Nullable String tld,
      @QueryParam("asOf")
          @Parameter(description = "Day as of which it speaks, where its serial does not tell")
          @Nullable Day asOf,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    return zones.receive(tld, asOf, mediaType, body).answer("/v1/zone-files", ZoneFile::id);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "List zone files", description = "In the order of receipt.")
  public Page<ZoneFile> list(
      @QueryParam("tld") @Parameter(description = "One zone only") @Nullable String tld,
      @Valid @BeanParam PageRequest request) {
    return zones.list(tld, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "Read a zone file's summary",
      description = "What it delegates, and how many names are in one of zone and register only.")
  public ZoneFile get(@PathParam("id") UUID id) {
    return zones.get(id);
  }

  @GET
  @Path("/{id}/registrars")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List delegated and signed names per registrar",
      description = "By IANA ID; the sponsor is the one of that day.")
  public Page<ZoneDay> registrars(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return zones.registrars(id, request);
  }

  @GET
  @Path("/{id}/differences")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List names that are in one of zone and register only",
      description = "The first 1,000 of each reason, by reason and name.")
  public Page<ZoneDifferenceName> differences(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return zones.differences(id, request);
  }
}
