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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Registrars over HTTP. */
@Path("/v1/registrars")
@RunOnVirtualThread
@Tag(
    name = "Registrars",
    description = "Who they are: names over time, IANA's list, families, exemptions")
public class RegistrarResource {
  private final RegistrarService registrars;

  @Inject
  RegistrarResource(RegistrarService registrars) {
    this.registrars = registrars;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRAR_READ)
  @Operation(
      summary = "List registrars",
      description =
          "The registry's registrars by IANA ID, as they were at the end of a day: name and status by the deposits until "
              + "then, kind, family, and what IANA's newest list until then said. Example: `/v1/registrars?at=2026-03-31`.")
  public Page<Registrar> registrars(
      @QueryParam("at")
          @Parameter(description = "Day, UTC; today where left out", example = "2026-03-31")
          @Nullable Day at,
      @Valid @BeanParam PageRequest request) {
    return registrars.registrars(at, request);
  }

  @GET
  @Path("/{registrar}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRAR_READ)
  @Operation(
      summary = "Read the history of a registrar",
      description =
          "Names and statuses as ranges of time, by the deposits and by IANA's lists, and families and exemptions.")
  public RegistrarHistory history(
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar) {
    return registrars.history(registrar);
  }
}
