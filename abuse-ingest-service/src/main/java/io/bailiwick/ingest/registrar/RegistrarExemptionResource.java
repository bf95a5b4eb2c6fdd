package io.bailiwick.ingest.registrar;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
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
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Exemptions over HTTP. */
@Path("/v1/registrar-exemptions")
@RunOnVirtualThread
@Tag(name = "Registrars")
public class RegistrarExemptionResource {
  private final RegistrarService registrars;

  @Inject
  RegistrarExemptionResource(RegistrarService registrars) {
    this.registrars = registrars;
  }

  /** An exemption to be entered. */
  @Schema(name = "NewRegistrarExemption")
  public record NewExemption(
      @NotNull RegistrarId registrar,
      @NotNull @Schema(examples = "LAST_RESORT") RegistrarExemption.Cause cause,
      @NotNull @Schema(examples = "2026-01-01") LocalDate from,
      @Schema(description = "Exclusive; left out: until further notice", nullable = true)
          @Nullable LocalDate until,
      @NotBlank
          @Size(max = 2000)
          @Schema(examples = "Takes over the names of a terminated registrar")
          String reason) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @RequiresPermission(Permission.FAMILY_WRITE)
  @Operation(
      summary = "Exempt a registrar from the gates",
      description =
          "A registrar of last resort, a test accreditation: its kind becomes EXEMPT in every month that ends within the time, "
              + "it is shown and not judged. IANA IDs 9998 and 9999 and what IANA reserves need no entry. Audited.")
  @APIResponse(responseCode = "201", description = "Entered")
  public RegistrarExemption enter(@Valid @NotNull NewExemption exemption) {
    return registrars.enterExemption(exemption);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRAR_READ)
  @Operation(
      summary = "List exemptions",
      description = "In the order of entry, with those that have ended.")
  public Page<RegistrarExemption> list(@Valid @BeanParam PageRequest request) {
    return registrars.exemptions(request);
  }

  @POST
  @Path("/{id}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FAMILY_WRITE)
  @Operation(
      summary = "End an exemption",
      description = "From a day on the registrar is judged again. Audited.")
  public RegistrarExemption end(
      @PathParam("id") UUID id, @Valid @NotNull RegistrarFamilyResource.End end) {
    return registrars.endExemption(id, end.until(), end.reason());
  }
}
