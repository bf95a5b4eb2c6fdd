package io.bailiwick.aip.restriction;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.enforcement.OrderState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Restriction orders over HTTP. */
@Path("/v1/restriction-orders")
@RunOnVirtualThread
@Tag(name = "Restriction orders", description = "What the EPP system enforces; each ends by itself")
public class OrderResource {
  /** RFC 7515, section 9.2.1. */
  private static final String JOSE = "application/jose";

  private final OrderService orders;
  private final OrderLists lists;

  @Inject
  OrderResource(OrderService orders, OrderLists lists) {
    this.orders = orders;
    this.lists = lists;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.ORDER_READ)
  @Operation(
      summary = "List the restriction orders",
      description =
          "In the order of issue; a registrar sees its own. An EPP system that keeps a copy polls"
              + " `?state=IN_FORCE` with the `ETag` of its copy in `If-None-Match`: 304 says that"
              + " nothing changed. Every order in the copy has its end, so that a copy which can no"
              + " longer be renewed limits nobody beyond it.")
  @APIResponse(responseCode = "200", description = "The orders")
  @APIResponse(responseCode = "304", description = "Nothing has changed since the given ETag")
  public Page<OrderView> list(
      @Parameter(description = "Only orders in this state") @QueryParam("state")
          @Nullable OrderState state,
      @Parameter(description = "ETag of an earlier answer") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          @Nullable String ifNoneMatch,
      @Valid @BeanParam PageRequest page,
      @Context HttpServerResponse response) {
    // Weak: one tag for the list, in whatever media type.
    String tag = "W/\"" + orders.fingerprint(state) + '"';
    response.putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (isAmong(ifNoneMatch, tag)) {
      throw new WebApplicationException(Response.Status.NOT_MODIFIED);
    }
    return orders.list(state, page);
  }

  @GET
  @Path("/signed")
  @Produces(JOSE)
  @RequiresPermission(Permission.COMMAND_DECIDE)
  @Operation(
      summary = "Read the signed list of orders",
      description =
          "A JWS (RFC 7515, compact serialization, ES256, `typ` `bailiwick-restriction-orders`)"
              + " that an EPP system keeps and goes by without asking: `issuer`, `serial` (only"
              + " grows), `issuedAt`, `validUntil`, and `orders` in force or to begin before that,"
              + " each with `orderId`, `caseReference`, `registrars`, `mode`, `tlds`, `creates`,"
              + " `windowMinutes`, `includes`, `startsAt` and `endsAt`. Payload in one spelling:"
              + " members sorted, no white space. Check it with `GET /v1/signing-keys`; take none"
              + " with a lower serial; after `validUntil` allow everything. Each change makes a new"
              + " list and an event `restriction-list.issued`, and so does half of its time.")
  @APIResponse(
      responseCode = "200",
      description = "The list",
      content =
          @Content(
              mediaType = JOSE,
              schema = @Schema(implementation = String.class),
              example = "eyJraWQiOiIyMDI2LTExIiwidHlwIjoi….eyJpc3N1ZWRBdCI6….MEUCIQD…"))
  @APIResponse(responseCode = "304", description = "Nothing has changed since the given ETag")
  public RestResponse<String> signed(
      @Parameter(description = "ETag of an earlier answer") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          @Nullable String ifNoneMatch) {
    OrderLists.Signed list = lists.current();
    String tag = '"' + Long.toString(list.serial()) + '"';
    return (isAmong(ifNoneMatch, tag)
            ? RestResponse.ResponseBuilder.<String>notModified()
            : RestResponse.ResponseBuilder.ok(list.text(), JOSE))
        .header(HttpHeaders.ETAG, tag)
        .build();
  }

  private static boolean isAmong(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null && Arrays.asList(ifNoneMatch.split("\\s*,\\s*", -1)).contains(tag);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.ORDER_READ)
  @Operation(summary = "Read a restriction order", description = "A registrar reads its own.")
  @APIResponse(responseCode = "200", description = "The order")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public OrderView get(@PathParam("id") UUID id) {
    return orders.get(id);
  }
}
