package io.bailiwick.common.audit;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit trail over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Audit", description = "Who did what when, in a chain that shows any change")
public class AuditResource {

  private final AuditTrail trail;

  @Inject
  AuditResource(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * @param reason why the content has to go, kept for ever
   */
  @Schema(name = "Redaction")
  public record Redaction(
      @NotBlank @Size(max = 1000) @Schema(examples = "Erasure request 2026-017 of a reporter")
          String reason) {}

  @GET
  @Path("/audit-entries")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.AUDIT_READ)
  @Operation(
      summary = "List the audit entries",
      description =
          "Oldest first. With `Accept: application/x-ndjson` the whole trail, for verification offline.")
  public Page<AuditEntry> entries(@Valid @BeanParam PageRequest request) {
    return Page.of(
        request,
        AuditEntry.class,
        (after, limit) -> trail.entries(after == null ? 0 : Cursor.number(after), limit),
        entry -> Cursor.key(entry.sequence()));
  }

  @GET
  @Path("/audit-verification")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.AUDIT_READ)
  @Operation(
      summary = "Verify the audit trail",
      description =
          "Walks the whole chain and recomputes every hash. A redacted entry is valid if a later entry records the redaction.")
  public AuditVerification verification() {
    return trail.verify();
  }

  @POST
  @Path("/audit-entries/{sequence}/redaction")
  @RequiresPermission(Permission.AUDIT_REDACT)
  @Operation(
      summary = "Erase the content of an entry",
      description = "The entry and the chain stay valid; the redaction becomes an entry itself.")
  @APIResponse(responseCode = "204", description = "Erased")
  public void redact(@PathParam("sequence") long sequence, @Valid @NotNull Redaction redaction) {
    trail.redact(sequence, redaction.reason());
  }
}
