package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Transactions reports over HTTP. */
@Path("/v1/transaction-reports")
@RunOnVirtualThread
@Tag(
    name = "Reconciliation",
    description = "Our counts beside the registry's monthly reports to ICANN")
public class TransactionReportResource {
  private final TransactionReportService reports;

  @Inject
  TransactionReportResource(TransactionReportService reports) {
    this.reports = reports;
  }

  @POST
  @Consumes({
    "text/csv",
    MediaType.TEXT_PLAIN,
    "application/gzip",
    "application/zip",
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_UPLOAD)
  @Operation(
      summary = "Send a monthly registrar transactions report",
      description =
          "The CSV of Specification 3 of the Registry Agreement (39 columns, the row of totals last), plain or compressed. Zone and "
              + "month come from the parameters or from the name of the file. Spellings of headings are tolerated (case, "
              + "underscores, `nondecision`), and a `tld` column, which must say the zone. All or nothing: a report without "
              + "its row of totals, with a registrar twice, or whose columns do not add up to the totals is refused with "
              + "the line or the columns.\n\n"
              + "A further report of the same zone and month corrects the one before, which stays readable. The same bytes "
              + "again answer 200 and change nothing.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "Specification 3",
                    description = "All 39 columns in one line each; shortened here",
                    value =
                        "registrar-name,iana-id,total-domains,total-nameservers,net-adds-1-yr,…\n"
                            + "\"Example Registrar, Inc.\",90001,10000,412,120,…\nTotals,,10000,412,120,…\n")),
        @Content(
            mediaType = "application/gzip",
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Taken in",
      content = @Content(schema = @Schema(implementation = TransactionReport.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been taken in before; nothing changed",
      content = @Content(schema = @Schema(implementation = TransactionReport.class)))
  public RestResponse<TransactionReport> receive(
      @QueryParam("tld")
          @Parameter(description = "Zone (A-label); may stand in fileName", example = "org")
          @Nullable String tld,
      @QueryParam("month")
          @Parameter(description = "Month; may stand in fileName", example = "2026-03")
          @Nullable Month month,
      @QueryParam("fileName")
          @Parameter(
              description = "As Specification 3 names the file",
              example = "org-transactions-202603.csv")
          @Nullable String fileName,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    return reports
        .receive(tld, month, fileName, mediaType, body)
        .answer("/v1/transaction-reports", TransactionReport::id);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List transactions reports",
      description = "In the order of receipt, with those that a later one corrects.")
  public Page<TransactionReport> list(
      @QueryParam("tld") @Parameter(description = "Zone") @Nullable String tld,
      @QueryParam("month") @Nullable Month month,
      @Valid @BeanParam PageRequest request) {
    return reports.list(tld, month, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "Read a transactions report",
      description = "When it came, what it corrects and what corrects it.")
  public TransactionReport get(@PathParam("id") UUID id) {
    return reports.get(id);
  }

  @GET
  @Path("/{id}/rows")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List the rows of a transactions report",
      description = "By IANA ID, each with its 37 counts; the row of totals is left out.")
  public Page<TransactionReportRow> rows(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return reports.rows(id, request);
  }
}
