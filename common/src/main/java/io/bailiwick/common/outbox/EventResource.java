package io.bailiwick.common.outbox;

import io.bailiwick.common.page.Cursor;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Events and the webhooks that push them. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Events", description = "What happened, to read by cursor or to have pushed")
public class EventResource {

  private final Outbox outbox;
  private final Webhooks webhooks;

  @Inject
  EventResource(Outbox outbox, Webhooks webhooks) {
    this.outbox = outbox;
    this.webhooks = webhooks;
  }

  /** A wish to have events pushed. */
  @Schema(name = "WebhookSubscription")
  public record Subscription(
      @NotNull @Schema(examples = "https://srs.registry.example/hooks/bailiwick") URI url,
      @NotNull
          @Size(max = 50)
          @Schema(description = "Types to push; empty: all", examples = "[\"run.completed\"]")
          List<@NotBlank String> eventTypes) {}

  /** The answer to a subscription: the only time that the secret is shown. */
  @Schema(name = "WebhookCreated")
  public record Subscribed(
      WebhookView webhook,
      @Schema(
              description = "Key of the signatures (Standard Webhooks); shown only here",
              examples = "whsec_…")
          String secret) {}

  @GET
  @Path("/events")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.EVENT_READ)
  @Operation(
      summary = "List events",
      description = "Oldest first; keep `next` to go on from there later.")
  public Page<Event> events(@Valid @BeanParam PageRequest request) {
    return Page.of(
        request,
        Event.class,
        (after, limit) -> outbox.events(after == null ? 0 : Cursor.number(after), limit),
        event -> Cursor.key(event.sequence()));
  }

  @GET
  @Path("/webhooks")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.WEBHOOK_WRITE)
  @Operation(summary = "List webhooks", description = "With how their deliveries stand.")
  public Page<WebhookView> webhooks(@Valid @BeanParam PageRequest request) {
    return Page.of(
        request,
        WebhookView.class,
        (after, limit) -> webhooks.list(after == null ? null : UUID.fromString(after), limit),
        webhook -> Cursor.key(webhook.id()));
  }

  @POST
  @Path("/webhooks")
  @ResponseStatus(201)
  @RequiresPermission(Permission.WEBHOOK_WRITE)
  @Operation(
      summary = "Subscribe to events",
      description =
          "Pushed at least once as JSON, signed by the Standard Webhooks specification (`webhook-id`, `webhook-timestamp`, "
              + "`webhook-signature`). Only to hosts that the configuration allows, over https.")
  public RestResponse<Subscribed> subscribe(@Valid @NotNull Subscription wanted) {
    Webhooks.Created created = webhooks.create(wanted.url(), wanted.eventTypes());
    return RestResponse.ResponseBuilder.<Subscribed>created(
            URI.create("/v1/webhooks/" + created.webhook().id()))
        .entity(new Subscribed(created.webhook(), created.secret()))
        .build();
  }

  @DELETE
  @Path("/webhooks/{id}")
  @RequiresPermission(Permission.WEBHOOK_WRITE)
  @Operation(
      summary = "End a subscription",
      description = "What was not delivered yet stays undelivered.")
  public void remove(@PathParam("id") UUID id) {
    webhooks.remove(id);
  }
}
