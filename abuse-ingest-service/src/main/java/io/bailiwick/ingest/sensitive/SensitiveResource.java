package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.audit.AuditEntry;
import io.bailiwick.common.audit.AuditVerification;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lists, checks and the store's own trail over HTTP. */
@Path("/v1/sensitive")
@RunOnVirtualThread
@Tag(name = "Sensitive listings", description = "For cleared persons only; every use is on record")
public class SensitiveResource {
  static final String PURPOSE = "X-Purpose";
  static final String PURPOSE_TEXT =
      "Why, in 10 to 500 characters without a domain name; kept with the read";

  private final SensitiveLists lists;
  private final SensitiveStore store;
  private final SensitiveAudit audit;
  private final Clearance clearance;

  @Inject
  SensitiveResource(
      SensitiveLists lists, SensitiveStore store, SensitiveAudit audit, Clearance clearance) {
    this.lists = lists;
    this.store = store;
    this.audit = audit;
    this.clearance = clearance;
  }

  /** A question for one name. */
  @Schema(name = "SensitiveNameQuestion")
  public record Question(
      @NotBlank
          @Size(max = 2000)
          @Schema(
              description =
                  "A name or an address under it; only its registrable domain is looked at",
              examples = "example.org")
          String name,
      @NotBlank
          @Size(min = 10, max = 500)
          @Schema(
              description = PURPOSE_TEXT,
              examples = "Complaint of 12 March; the caller asks whether it is known")
          String purpose,
      @Size(max = 200) @Schema(examples = "IR-2026-0417", nullable = true)
          @Nullable String caseReference) {}

  @POST
  @Path("/lists/{list}/entries")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_WRITE)
  @Operation(
      summary = "Upload a sensitive list",
      description =
          "Each value is digested with the store's key (HMAC-SHA-256) while it is read; no name, no address and none of the bytes are kept, "
              + "in memory, on disk or in a log. DOMAIN_ALERT holds names or addresses, of which the registrable domain counts; TLD_HOPPING holds "
              + "single labels. The layout is the sender's: one value a line, or a named column of a CSV. At most 32 MiB, uncompressed. All or nothing. "
              + "A REPLACE takes out what the list no longer holds, and what an older key digested. The answer has counts only.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples = @ExampleObject(name = "A column", value = "id,domain\n1,example.org\n")),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = SchemaType.STRING),
            examples = @ExampleObject(name = "A value a line", value = "example.org\n"))
      })
  public ListUpload upload(
      @PathParam("list") SensitiveList list,
      @QueryParam("mode") @DefaultValue("ADD") ListUpload.Mode mode,
      @QueryParam("layout") @DefaultValue("LINES") ListLayout layout,
      @QueryParam("column")
          @Size(max = 200)
          @Parameter(description = "Of a CSV: the column that holds the values, by its header")
          @Nullable String column,
      @QueryParam("separator")
          @DefaultValue(",")
          @Size(min = 1, max = 1)
          @Parameter(description = "Of a CSV")
          String separator,
      @NotNull InputStream body) {
    return lists.upload(list, mode, layout, column, separator.charAt(0), body);
  }

  @GET
  @Path("/lists")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(
      summary = "See what the store holds",
      description =
          "Counts by list and key. Entries of a key that is no longer in use match nothing until their list is uploaded again.")
  public List<ListState> states(
      @HeaderParam(PURPOSE) @Parameter(description = PURPOSE_TEXT, required = true)
          @Nullable String purpose) {
    return lists.states(PlainWords.purpose(PURPOSE, purpose));
  }

  @POST
  @Path("/checks")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(
      summary = "Ask whether a name is listed",
      description =
          "On record with its purpose and, as a keyed digest, the name. Every answer has the same length. Asked by POST, so that no name stands in an address.")
  public NameCheck check(@Valid @NotNull Question question) {
    String reference = question.caseReference();
    return lists.check(
        question.name(),
        PlainWords.purpose("purpose", question.purpose()),
        reference == null ? null : PlainWords.check("caseReference", reference));
  }

  @GET
  @Path("/audit-entries")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(
      summary = "List the store's own audit entries",
      description =
          "Oldest first: who used the store, when, for which purpose; names as keyed digests. Reading it is an entry, too.")
  public Page<AuditEntry> entries(
      @HeaderParam(PURPOSE) @Parameter(description = PURPOSE_TEXT, required = true)
          @Nullable String purpose,
      @Valid @BeanParam PageRequest request) {
    String why = PlainWords.purpose(PURPOSE, purpose);
    String person = clearance.clearedPerson();
    store.transaction(
        db -> {
          audit.append(
              db, person, SensitiveAction.AUDIT_READ, "audit", java.util.Map.of("purpose", why));
          return person;
        });
    return Page.of(
        request,
        AuditEntry.class,
        (after, limit) ->
            store.transaction(
                db -> audit.entries(db, after == null ? 0 : Cursor.number(after), limit)),
        entry -> Cursor.key(entry.sequence()));
  }

  @GET
  @Path("/audit-verification")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(
      summary = "Walk the chain of the store's own trail",
      description = "As for the ordinary trail: keep the head's hash elsewhere.")
  public AuditVerification verification() {
    var unused = clearance.clearedPerson();
    return audit.verify();
  }
}
