package io.bailiwick.ingest.registrar;

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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Families over HTTP. */
@Path("/v1/registrar-families")
@RunOnVirtualThread
@Tag(name = "Registrars")
public class RegistrarFamilyResource {
  private final RegistrarService registrars;

  @Inject
  RegistrarFamilyResource(RegistrarService registrars) {
    this.registrars = registrars;
  }

  /** A membership to be entered. */
  @Schema(name = "NewRegistrarFamily")
  public record NewMember(
      @NotNull
          @Pattern(
              regexp = "[a-z0-9][a-z0-9-]{1,62}",
              message = "is 2 to 63 lower-case letters, digits and hyphens")
          @Schema(examples = "example-group")
          String family,
      @NotNull RegistrarId registrar,
      @NotNull @Schema(examples = "2026-01-01") LocalDate from,
      @Schema(description = "Exclusive; left out: until further notice", nullable = true)
          @Nullable LocalDate until,
      @NotBlank @Size(max = 2000) @Schema(examples = "Same owner by the filing of 2 March")
          String reason) {}

  /** The end of a membership or an exemption. */
  @Schema(name = "EndOfEntry")
  public record End(
      @NotNull
          @Schema(description = "First day on which it no longer holds", examples = "2026-07-01")
          LocalDate until,
      @NotBlank @Size(max = 2000) @Schema(examples = "Sold to another owner") String reason) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @RequiresPermission(Permission.FAMILY_WRITE)
  @Operation(
      summary = "Put a registrar into a family",
      description =
          "From a day on. A registrar is in one family at a time (409). Families are entered by a person, never guessed. Audited.")
  @APIResponse(responseCode = "201", description = "Entered")
  public RegistrarFamily enter(@Valid @NotNull NewMember member) {
    return registrars.enterFamily(member);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRAR_READ)
  @Operation(
      summary = "List families and their members",
      description = "In the order of entry, with those that have ended.")
  public Page<RegistrarFamily> list(
      @QueryParam("family") @Parameter(description = "One family only") @Nullable String family,
      @QueryParam("at") @Parameter(description = "Members on this day only") @Nullable Day at,
      @Valid @BeanParam PageRequest request) {
    return registrars.families(family, at, request);
  }

  @POST
  @Path("/{id}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FAMILY_WRITE)
  @Operation(
      summary = "End a membership",
      description = "From a day on the registrar is in that family no longer. Audited.")
  public RegistrarFamily end(@PathParam("id") UUID id, @Valid @NotNull End end) {
    return registrars.endFamily(id, end.until(), end.reason());
  }
}
