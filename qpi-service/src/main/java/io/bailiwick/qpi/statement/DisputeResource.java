package io.bailiwick.qpi.statement;

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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Disputes over HTTP. */
@Path("/v1/disputes")
@RunOnVirtualThread
@Tag(
    name = "Statements",
    description = "What each registrar earned, line by line, frozen when issued; and disputes")
public class DisputeResource {

  private final DisputeService disputes;

  @Inject
  DisputeResource(DisputeService disputes) {
    this.disputes = disputes;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List disputes",
      description =
          "In the order in which they were filed. A registrar's token sees its own only; asking for"
              + " another registrar answers 404.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  public Page<DisputeView> list(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("state") @Parameter(description = "Only this state", example = "OPEN")
          @Nullable DisputeState state,
      @QueryParam("statement")
          @Parameter(
              description = "Only this statement",
              example = "0197a6c0-0000-7000-8000-000000000000")
          @Nullable UUID statement,
      @Valid @BeanParam PageRequest request) {
    return disputes.list(registrar, state, statement, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Read a dispute",
      description = "With its history. A registrar reads its own only; another's is answered 404.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such dispute that the caller may see")
  public DisputeView get(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return disputes.get(id);
  }

  @POST
  @Path("/{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ADJUST)
  @Operation(
      summary = "Decide a dispute",
      description =
          "By a person of finance, with a reason. Rejected: what was held is released. Upheld: the"
              + " correction becomes a proposed adjustment, and once another person of finance has"
              + " approved it, it is booked, what was held is released, and a corrected statement takes"
              + " the place of the disputed one. 409 unless the dispute is open.")
  @APIResponse(responseCode = "200", description = "Decided")
  @APIResponse(responseCode = "404", description = "There is no such dispute")
  @APIResponse(responseCode = "409", description = "The dispute is not open")
  @APIResponse(
      responseCode = "422",
      description = "No reason, or a correction where there is none to be, or the other way round")
  public DisputeView decide(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @Valid @NotNull DisputeDecision decision) {
    return disputes.decide(id, decision);
  }

  @POST
  @Path("/{id}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_DISPUTE)
  @Operation(
      summary = "Take a dispute back",
      description =
          "By the registrar, while it is open; what was held is released. Another's dispute is answered"
              + " 404.")
  @APIResponse(responseCode = "200", description = "Withdrawn")
  @APIResponse(
      responseCode = "404",
      description = "There is no such dispute that the caller may see")
  @APIResponse(responseCode = "409", description = "The dispute is not open")
  @APIResponse(responseCode = "422", description = "There is no reason")
  public DisputeView withdraw(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @Valid @NotNull DisputeWithdrawal withdrawal) {
    return disputes.withdraw(id, withdrawal);
  }
}
