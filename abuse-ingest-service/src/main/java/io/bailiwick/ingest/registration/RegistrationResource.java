package io.bailiwick.ingest.registration;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Registrations and their events over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(
    name = "Registrations",
    description = "Lifetimes of names, who sponsored them when, and what happened to them")
public class RegistrationResource {
  private final RegistrationService registrations;

  @Inject
  RegistrationResource(RegistrationService registrations) {
    this.registrations = registrations;
  }

  @GET
  @Path("/registrations/{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "Read the history of a name",
      description =
          "All known lifetimes of a domain (A-label), newest first, with their sponsors over time.")
  public RegistrationHistory history(
      @PathParam("name") @Parameter(example = "example.org") String name) {
    return registrations.history(name);
  }

  @GET
  @Path("/registration-events")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "List registration events",
      description =
          "In the order of recording; events are appended only, so a reader goes on from its last"
              + " cursor. Creates, renewals, transfers, deletes, restores, changes of DNSSEC data"
              + " and holds as the deposits show them or the registry streamed them. Kinds may be"
              + " added: a reader skips those that it does not know.")
  public Page<RegistrationEvent> events(
      @QueryParam("type") RegistrationEvent.@Nullable Type type,
      @QueryParam("registrar")
          @Parameter(
              description = "IANA ID; the losing registrar of a transfer counts, too",
              example = "90001")
          @Nullable RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    return registrations.events(type, registrar, request);
  }

  @GET
  @Path("/signed-names")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "List the signed names of a registrar",
      description =
          "Names with DNSSEC data that the registrar sponsored at the end of a day (UTC), by name:"
              + " those that `signedNames` of its portfolio counts where the day is the month's"
              + " last with a deposit. A change of DNSSEC data after the day tells how it was"
              + " before, in the words of the deposits; where a streamed one does not use these"
              + " words, the name counts as it is now. Example:"
              + " `/v1/signed-names?registrar=90001&day=2026-03-31`.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "409", description = "No deposit shows the end of the day")
  @APIResponse(responseCode = "422", description = "There is no registrar or no day")
  public Page<SignedName> signed(
      @NotNull @QueryParam("registrar") @Parameter(description = "IANA ID", example = "90001")
          RegistrarId registrar,
      @NotNull @QueryParam("day") @Parameter(description = "UTC", example = "2026-03-31") Day day,
      @Valid @BeanParam PageRequest request) {
    return registrations.signed(registrar, day, request);
  }

  @GET
  @Path("/registration-events/creates")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "Count the creates of each registrar and day",
      description =
          "By day and registrar; at most 366 days. A registrar without a create on a day has no"
              + " row.")
  public Page<CreatesOfDay> creates(
      @NotNull
          @QueryParam("from")
          @Parameter(description = "First day", required = true, example = "2026-03-01")
          Day from,
      @NotNull
          @QueryParam("until")
          @Parameter(
              description = "First day no longer counted",
              required = true,
              example = "2026-04-01")
          Day until,
      @Valid @BeanParam PageRequest request) {
    return registrations.creates(from, until, request);
  }
}
