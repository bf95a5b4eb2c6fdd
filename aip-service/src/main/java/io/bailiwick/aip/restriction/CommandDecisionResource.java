package io.bailiwick.aip.restriction;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.enforcement.SpecialCase;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The question that the EPP system asks before it executes a command. Nearly all of them are
 * answered on the way here, by {@link CommandDecisionRoute}; what is right or wrong with a question
 * is said here.
 */
@Path("/v1/command-decisions")
@Tag(name = "Command decisions", description = "May this registrar execute this EPP command now?")
public class CommandDecisionResource {
  static final int LONGEST_NAME = 255;

  private final CommandDecisions decisions;
  private final Caller caller;
  private final RoutingContext route;

  @Inject
  CommandDecisionResource(CommandDecisions decisions, Caller caller, RoutingContext route) {
    this.decisions = decisions;
    this.caller = caller;
    this.route = route;
  }

  @Schema(name = "CommandQuestion")
  public record Question(
      @NotNull @Schema(description = "The registrar whose client sends the command")
          RegistrarId registrar,
      @NotBlank
          @Schema(
              description =
                  "The command: object and verb, such as `domain:create`,"
                      + " `domain:transfer-request`, `host:update`; `domain:restore-request` and"
                      + " `domain:restore-report` for RFC 3915; `poll:req`, `poll:ack`, `hello`,"
                      + " `login`, `logout`",
              examples = "domain:create")
          String command,
      @Size(max = LONGEST_NAME)
          @Schema(description = "The object's name, if there is one", examples = "example.org")
          @Nullable String name,
      @PositiveOrZero
          @Schema(
              description =
                  "For DAILY_CAP: names that the registrar has created since the day began in UTC,"
                      + " in the zones of the order, as the EPP system counts them",
              examples = "49")
          @Nullable Long createsToday,
      @PositiveOrZero
          @Schema(
              description = "For RATE: the same within the order's window that ends now",
              examples = "3")
          @Nullable Long createsInWindow,
      @Schema(
              description =
                  "For VERIFIED_CUSTOMERS: whether the registrar has verified the customer",
              examples = "true")
          @Nullable Boolean customerVerified,
      @Size(max = 10)
          @Schema(
              description =
                  "For a create: what is special about it (VARIANT, PREMIUM, PENDING_APPLICATION);"
                      + " such creates are limited only where the order includes them",
              examples = "[\"PREMIUM\"]")
          @Nullable Set<@NotNull SpecialCase> specialCases) {

    /**
     * @throws ProblemException INVALID where EPP has no such command
     */
    CommandRequest request() {
      EppCommand known =
          EppCommand.ofCode(command)
              .orElseThrow(
                  () ->
                      ProblemException.invalid(
                          "EPP has no such command.",
                          new Violation(
                              "command",
                              "is one of "
                                  + Arrays.stream(EppCommand.values())
                                      .map(EppCommand::code)
                                      .collect(Collectors.joining(", ")))));
      return new CommandRequest(
          registrar.ianaId(),
          known,
          name,
          createsToday,
          createsInWindow,
          customerVerified,
          specialCases == null ? Set.of() : specialCases);
    }
  }

  @Schema(name = "CommandDecision")
  public record Decision(
      @Schema(description = "Whether the command may be executed") boolean allowed,
      @Schema(
              description =
                  "EPP result code (RFC 5730, section 3): 1000, or 2308 (data management policy"
                      + " violation). The session stays open in either case",
              examples = "2308")
          int eppCode,
      @Schema(
              description = "For `<extValue><reason>`; null when allowed",
              examples =
                  "New registrations are limited until 1 May 2026 12:00 UTC (case AIP-2026-0001)."
                      + " Existing registrations are not affected.")
          @Nullable String reason,
      @Schema(examples = "AIP-2026-0001") @Nullable String caseReference,
      @Nullable UUID orderId,
      @Schema(description = "When the limit ends by itself") @Nullable Instant endsAt,
      @Schema(
              description =
                  "What an order in force needed to know and was not told, for whoever runs the EPP"
                      + " system: the command is allowed for all of that",
              examples = "[\"The order allows so many new names a day; send createsToday.\"]")
          List<String> warnings) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.COMMAND_DECIDE)
  @Operation(
      summary = "Ask whether a command may be executed",
      description =
          "`domain:create` is refused while an order on the registrar is in force, as far as the order goes: in its zones, past its count, or"
              + " without a verified customer. Every other command is always allowed, but for special cases that policy and order include: requests for"
              + " transfers to the registrar, and checks. What an order needs and the question does not say refuses nothing and is named in `warnings`."
              + " A refusal is written down before it is answered (`GET /v1/command-refusals`), what is allowed is counted (`GET /v1/command-counts`)."
              + " Without an answer the EPP system goes by its signed list, and without a list executes the command: doubt never stops a registrar.")
  @APIResponse(responseCode = "200", description = "The decision")
  @APIResponse(responseCode = "422", description = "Not a command that EPP has")
  @APIResponse(
      responseCode = "503",
      description = "The database has been away for ten seconds, or does not take a refusal")
  // On the event loop, for this is asked thousands of times a second and waits for nothing but the
  // record of a refusal. Authenticated: so that the token is looked at before, not when it is read.
  @NonBlocking
  @Authenticated
  public Uni<Decision> decide(@Valid @NotNull Question question) {
    Throwable failure = CommandDecisionRoute.failure(route);
    if (failure != null) {
      return Uni.createFrom().failure(failure);
    }
    return Uni.createFrom().completionStage(decisions.answer(question.request(), caller.name()));
  }
}
