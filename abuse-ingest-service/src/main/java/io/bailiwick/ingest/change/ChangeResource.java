package io.bailiwick.ingest.change;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes over HTTP. */
@Path("/v1")
@RunOnVirtualThread
public class ChangeResource {
  private final Changes changes;

  @Inject
  ChangeResource(Changes changes) {
    this.changes = changes;
  }

  @GET
  @Path("/incident-changes")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.TALLY_READ)
  @Tag(name = "Incidents")
  @Operation(
      summary = "Follow the changes of incidents",
      description =
          "Oldest first, each with its cause and with the months and registrars that it touches, before and after. Keep the "
              + "`cursor` of the last row that was read and ask later with `after` set to it: what commits in between comes "
              + "behind it, and nothing is missed. What was answered once is never changed. Of all registrars, so not for "
              + "one of them.")
  public Page<IncidentChange> incidents(@Valid @BeanParam PageRequest request) {
    return changes.incidents(request);
  }

  @GET
  @Path("/tally-changes")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.TALLY_READ)
  @Tag(name = "Tallies")
  @Operation(
      summary = "Follow the changes of tallies",
      description =
          "The months and registrars whose abuse tallies may have changed since a cursor, each once however often they "
              + "changed, sorted by their last change. Keep the `cursor` of the last row and ask later with `after` set to "
              + "it. Exposure (domains under management, creates) changes with deposits and is not told here.")
  public Page<TallyChange> tallies(@Valid @BeanParam PageRequest request) {
    return changes.tallies(request);
  }
}
