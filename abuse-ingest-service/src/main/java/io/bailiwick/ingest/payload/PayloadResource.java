package io.bailiwick.ingest.payload;

import io.bailiwick.common.attachment.Download;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
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
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Payloads over HTTP. */
@Path("/v1/payloads")
@RunOnVirtualThread
@Tag(name = "Payloads", description = "Content of feeds as received, every row accounted for")
public class PayloadResource {
  private final PayloadService payloads;
  private final Acceptances acceptances;

  @Inject
  PayloadResource(PayloadService payloads, Acceptances acceptances) {
    this.payloads = payloads;
    this.acceptances = acceptances;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "List payloads", description = "In the order of receipt.")
  public Page<Payload> list(
      @QueryParam("feed") @Parameter(description = "Name of a feed", example = "urlhaus-org")
          @Nullable String feed,
      @Valid @BeanParam PageRequest request) {
    return payloads.list(feed, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "Read a payload", description = "As it was answered when it was taken in.")
  public Payload get(@PathParam("id") UUID id) {
    return payloads.get(id);
  }

  @GET
  @Path("/{id}/rejections")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "List the rejected rows of a payload",
      description = "In the order of their lines, each with reason and the row as received.")
  public Page<Rejection> rejections(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return payloads.rejections(id, request);
  }

  @GET
  @Path("/{id}/content")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "Read the bytes of a payload",
      description =
          "As they were received, so that their SHA-256 is that of the payload. 409 where they are not kept: the feed says so, "
              + "or their time is over.")
  public RestResponse<InputStream> content(@PathParam("id") UUID id) {
    return Download.of(payloads.content(id), "payload-" + id);
  }

  @POST
  @Path("/{id}/replays")
  @ResponseStatus(201)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PAYLOAD_UPLOAD)
  @Operation(
      summary = "Replay a payload",
      description =
          "Judges the kept bytes again by the lists, the policy and the clock of today, so that rows in quarantine come in "
              + "once they can: a time that lay in the future, a host that a newer list explains. What was accepted stays as it "
              + "is, and the fetch time stays that of the first time. Rows that were too old need the days as of which they "
              + "speak (`historicalFrom`, `historicalTo`; permission `history:import`).")
  public Replay replay(
      @PathParam("id") UUID id,
      @QueryParam("historicalFrom")
          @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String from,
      @QueryParam("historicalTo")
          @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String to) {
    return payloads.replay(id, from, to);
  }

  @GET
  @Path("/{id}/replays")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "List the replays of a payload", description = "In their order.")
  public Page<Replay> replays(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return payloads.replays(id, request);
  }

  /** Why a short payload is the whole list. */
  @Schema(name = "NewPayloadAcceptance")
  public record Reason(
      @NotBlank
          @Size(max = 2000)
          @Schema(
              examples =
                  "The source has dropped its old entries, and says so on its page of 2 March")
          String reason) {}

  @POST
  @Path("/{id}/acceptance")
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PAYLOAD_UPLOAD)
  @Operation(
      summary = "Accept a short list as whole",
      description =
          "A payload that lacks more of a list than `largestDropPercent` is taken for truncated (`entries.shrunken`), and so is each one "
              + "after it, until somebody says that the list has really become short. From then on it is as if it had not been "
              + "refused: what it lacks counts as missing from its fetch on, once for each time that it was fetched, and "
              + "leaves the list after as many fetches as the feed says. Only the newest payload of a feed can be accepted. Audited.")
  @APIResponse(
      responseCode = "201",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = Acceptance.class)))
  @APIResponse(
      responseCode = "409",
      description = "Not taken for truncated, accepted already, or not the newest one of its feed")
  public Acceptance accept(@PathParam("id") UUID id, @Valid @NotNull Reason reason) {
    return acceptances.accept(id, reason.reason());
  }

  @GET
  @Path("/{id}/acceptance")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "Read who accepted a short list as whole",
      description = "404 where nobody has.")
  public Acceptance acceptance(@PathParam("id") UUID id) {
    return acceptances.get(id);
  }
}
