package io.bailiwick.aip.restriction;

import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was decided, over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Command decisions", description = "May this registrar execute this EPP command now?")
public class DecisionLogResource {
  private final Sql sql;
  private final Caller caller;
  private final UnfoundedCases unfounded;

  @Inject
  DecisionLogResource(Sql sql, Caller caller, UnfoundedCases unfounded) {
    this.sql = sql;
    this.caller = caller;
    this.unfounded = unfounded;
  }

  @Schema(name = "CommandRefusal")
  public record Refusal(
      UUID id,
      @Schema(description = "When it was decided") Instant at,
      RegistrarId registrar,
      @Schema(examples = "domain:create") String command,
      @Schema(examples = "example.org") @Nullable String name,
      UUID orderId,
      @Schema(examples = "AIP-2026-0001") String caseReference,
      @Schema(description = "Serial number of the list that was gone by", examples = "1795000000")
          long listSerial,
      @Schema(description = "Subject of the caller's token", examples = "srs") String askedBy) {}

  @Schema(name = "CommandCount")
  public record Count(
      @Schema(description = "Beginning of the minute") Instant minute,
      RegistrarId registrar,
      @Schema(description = "Serial number of the list that was gone by", examples = "1795000000")
          long listSerial,
      @Schema(description = "Commands allowed", examples = "1200") long allowed,
      @Schema(
              description = "Of these, allowed because an order was not told what it needs",
              examples = "0")
          long warned) {}

  @GET
  @Path("/command-refusals")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.ORDER_READ)
  @Operation(
      summary = "List the commands that were refused",
      description =
          "Each refusal that the decision endpoint has answered with, in the order of time; a"
              + " registrar sees its own. What an EPP system refuses by its own list is in its own"
              + " log.")
  @APIResponse(responseCode = "200", description = "The refusals")
  public Page<Refusal> refusals(
      @Parameter(description = "Only of this registrar") @QueryParam("registrar")
          @Nullable RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        Refusal.class,
        (after, limit) -> refusals(scope, registrar, Cursor.id(after), limit),
        refusal -> Cursor.key(refusal.id()));
  }

  private List<Refusal> refusals(
      RegistrarScope scope, @Nullable RegistrarId registrar, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT * FROM command_refusal
        WHERE (? OR registrar = ANY (?)) AND (?::integer IS NULL OR registrar = ?) AND (?::uuid IS NULL OR id > ?::uuid)
          AND (? OR NOT EXISTS (
            SELECT FROM restriction_order o JOIN casefile c ON c.id = o.case_id
            WHERE o.id = command_refusal.order_id AND c.state = 'UNFOUNDED'))
        ORDER BY id LIMIT ?
        """,
        row ->
            new Refusal(
                row.id("id"),
                row.time("at"),
                row.registrar("registrar"),
                row.text("command"),
                row.textOrNull("name"),
                row.id("order_id"),
                row.text("case_reference"),
                row.number("list_serial"),
                row.text("asked_by")),
        scope.isAll(),
        scope.sqlIds(),
        registrar,
        registrar,
        after,
        after,
        unfounded.areShown(),
        limit);
  }

  @GET
  @Path("/command-counts")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.ORDER_READ)
  @Operation(
      summary = "List how many commands were allowed",
      description =
          "Per minute, registrar and list, as the decision endpoint has counted them, in the order"
              + " of time; a registrar sees its own. Added to every second: a crash loses at most"
              + " the counts of the last one.")
  @APIResponse(responseCode = "200", description = "The counts")
  public Page<Count> counts(
      @Parameter(description = "Only of this registrar") @QueryParam("registrar")
          @Nullable RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        Count.class,
        (after, limit) -> counts(scope, registrar, after, limit),
        count -> Cursor.key(count.minute(), count.registrar().ianaId(), count.listSerial()));
  }

  private List<Count> counts(
      RegistrarScope scope, @Nullable RegistrarId registrar, @Nullable String after, int limit) {
    List<String> key = after == null ? List.of("-infinity", "0", "0") : Cursor.parts(after, 3);
    return sql.list(
        """
        SELECT * FROM command_count
        WHERE (? OR registrar = ANY (?)) AND (?::integer IS NULL OR registrar = ?)
          AND (minute, registrar, list_serial) > (?::timestamptz, ?::integer, ?::bigint)
        ORDER BY minute, registrar, list_serial LIMIT ?
        """,
        row ->
            new Count(
                row.time("minute"),
                row.registrar("registrar"),
                row.number("list_serial"),
                row.number("allowed"),
                row.number("warned")),
        scope.isAll(),
        scope.sqlIds(),
        registrar,
        registrar,
        key.get(0),
        key.get(1),
        key.get(2),
        limit);
  }
}
