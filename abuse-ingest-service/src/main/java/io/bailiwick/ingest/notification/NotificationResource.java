package io.bailiwick.ingest.notification;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Notifications over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(
    name = "Notifications",
    description = "Registrars are told of abuse under their names, provably, and answer")
public class NotificationResource {
  private final Notifications notifications;

  @Inject
  NotificationResource(Notifications notifications) {
    this.notifications = notifications;
  }

  /** That a notification was read. */
  @Schema(name = "NotificationAcknowledgement")
  public record Acknowledgement(
      @Size(max = 2000) @Schema(nullable = true, examples = "Ticket 4711") @Nullable String note) {}

  /** What was done about a notification. */
  @Schema(name = "NotificationAct")
  public record Act(
      @NotNull @Schema(examples = "SUSPENDED") RegistrarAction action,
      @Schema(
              description = "When; left out: now",
              nullable = true,
              examples = "2026-03-02T14:00:00Z")
          @Nullable Instant at,
      @Size(max = 2000)
          @Schema(nullable = true, examples = "Registered with a stolen card; clientHold set.")
          @Nullable String note) {}

  @GET
  @Path("/notifications")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.NOTIFICATION_READ)
  @Operation(
      summary = "List notifications",
      description =
          "In the order in which they were made; one for each incident. A registrar sees those that it was told, and what it"
              + " fetches here counts as delivered: the answer is the proof. Keep `next` to go on from there later.")
  public Page<Notification> list(
      @QueryParam("registrar") @Parameter(example = "90001") @Nullable RegistrarId registrar,
      @QueryParam("answered") @Parameter(description = "Whether the registrar has said what it did")
          @Nullable Boolean answered,
      @Valid @BeanParam PageRequest request) {
    return notifications.list(registrar, answered, request);
  }

  @GET
  @Path("/notifications/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.NOTIFICATION_READ)
  @Operation(
      summary = "Read a notification",
      description =
          "With when and how it was first proven to have arrived. Read by its registrar, it is.")
  public Notification get(@PathParam("id") UUID id) {
    return notifications.get(id);
  }

  @GET
  @Path("/notifications/{id}/answers")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.NOTIFICATION_READ)
  @Operation(
      summary = "List the answers to a notification",
      description = "Everything that the registrar said of it, oldest first; at most 1,000.")
  public List<Answer> answers(@PathParam("id") UUID id) {
    return notifications.answers(id);
  }

  @POST
  @Path("/notifications/{id}/acknowledgement")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.NOTIFICATION_ANSWER)
  @Operation(
      summary = "Acknowledge a notification",
      description =
          "The registrar has read it, which also proves that it arrived. A second acknowledgement changes nothing. Audited.")
  public Notification acknowledge(
      @PathParam("id") UUID id,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull Acknowledgement acknowledgement) {
    return notifications.acknowledge(id, acknowledgement.note(), key);
  }

  @POST
  @Path("/notifications/{id}/action")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.NOTIFICATION_ANSWER)
  @Operation(
      summary = "Say what was done",
      description =
          "The registrar's word, kept beside what registry data show; it may be said again as things go on. Who reported the abuse is"
              + " shown the action and its time. A finding that is wrong is contested with evidence under `/v1/corrections`."
              + " Audited.")
  @APIResponse(
      responseCode = "422",
      description = "The time is before the first listing or in the future")
  public Notification act(
      @PathParam("id") UUID id,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull Act act) {
    return notifications.act(id, act.action(), act.at(), act.note(), key);
  }

  @GET
  @Path("/notification-deliveries")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.NOTIFICATION_READ)
  @Operation(
      summary = "List deliveries",
      description =
          "One for each message, recipient and channel, with its state, attempts and proof. A registrar sees its own."
              + " Example: `/v1/notification-deliveries?state=FAILED`.")
  public Page<Delivery> deliveries(
      @QueryParam("batch") @Parameter(description = "Of one message") @Nullable UUID batch,
      @QueryParam("state") @Nullable DeliveryState state,
      @Valid @BeanParam PageRequest request) {
    return notifications.deliveries(batch, state, request);
  }

  @POST
  @Path("/notification-deliveries/{id}/retry")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.NOTIFICATION_SEND)
  @Operation(
      summary = "Try a delivery again",
      description =
          "At once, also one that was given up; under the same message identifier. Audited.")
  @APIResponse(responseCode = "409", description = "Delivered, under way, or nothing to send")
  public Delivery retry(@PathParam("id") UUID id) {
    return notifications.retry(id);
  }

  @POST
  @Path("/notification-runs")
  @ResponseStatus(201)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.NOTIFICATION_SEND)
  @Operation(
      summary = "Notify registrars now",
      description =
          "Puts in line every incident of which its sponsor is to be told by the policy `notification` and has not been, without"
              + " waiting for the registrars' intervals; and what is to be repeated. Each incident is told once. The messages go out"
              + " within the minute. Audited.")
  @APIResponse(
      responseCode = "201",
      description = "What was put in line",
      content = @Content(schema = @Schema(implementation = NotificationQueue.Run.class)))
  public RestResponse<NotificationQueue.Run> run(
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key) {
    return RestResponse.ResponseBuilder.<NotificationQueue.Run>created(
            URI.create("/v1/notification-deliveries"))
        .entity(notifications.run(key))
        .build();
  }
}
