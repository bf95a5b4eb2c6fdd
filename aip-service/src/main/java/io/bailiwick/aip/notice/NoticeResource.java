package io.bailiwick.aip.notice;

import io.bailiwick.common.idempotency.Idempotency;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What registrars were told about their cases, over HTTP. */
@Path("/v1/cases")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Notices",
    description = "What a registrar was told about its case, and what proves that it was")
public class NoticeResource {
  private final CaseMessages messages;

  @Inject
  NoticeResource(CaseMessages messages) {
    this.messages = messages;
  }

  @Schema(name = "ResendRequest")
  public record ResendRequest(
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record",
              examples = "The registrar has named another address.")
          String reason) {}

  @GET
  @Path("/{id}/notices")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List what the registrar was told",
      description =
          "Notices and every other message about the case, oldest first, in the words that went out, and how many recipients have them. A registrar"
              + " reads those of its cases.")
  @APIResponse(responseCode = "200", description = "The messages")
  @APIResponse(responseCode = "404", description = "Not the caller's")
  public Page<Message> list(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
    return messages.list(id, page);
  }

  @GET
  @Path("/{id}/notices/{notice}/deliveries")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List the deliveries of a notice",
      description =
          "One for each recipient and channel, with its state, and the proof of its delivery: for a mail that the mail server took the message"
              + " under this Message-ID, for a webhook the status that it answered, each with the time and the SHA-256 of what was sent. A"
              + " failed recipient stops no other; it is tried up to 12 times, 1 minute to 6 hours apart.")
  @APIResponse(responseCode = "200", description = "The deliveries, those of the first round first")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public Page<Delivery> deliveries(
      @PathParam("id") UUID id,
      @Parameter(description = "A notice, or another message of the list") @PathParam("notice")
          UUID notice,
      @Valid @BeanParam PageRequest page) {
    return messages.deliveries(id, notice, page);
  }

  @POST
  @Path("/{id}/notices/{notice}/resends")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Send a notice again",
      description =
          "In the same words, to all who are contacts of the registrar by now, also to those who have it; with a reason. No clock changes.")
  @APIResponse(
      responseCode = "201",
      description = "In line",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CaseMessages.Resend.class)))
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Sent twenty times already")
  public RestResponse<CaseMessages.Resend> resend(
      @PathParam("id") UUID id,
      @PathParam("notice") UUID notice,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull ResendRequest request) {
    return RestResponse.ResponseBuilder.<CaseMessages.Resend>created(
            URI.create("/v1/cases/" + id + "/notices/" + notice + "/deliveries"))
        .entity(messages.resend(id, notice, request.reason(), key))
        .build();
  }
}
