package io.bailiwick.qpi.reseller;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.upload.Rejection;
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
import java.net.URI;
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

/** Portfolios of resellers over HTTP. */
@Path("/v1/reseller-portfolios")
@RunOnVirtualThread
@Tag(name = "Resellers", description = "The same index for a registrar's own resellers")
public class ResellerResource {

  private final ResellerService resellers;

  @Inject
  ResellerResource(ResellerService resellers) {
    this.resellers = resellers;
  }

  @POST
  @Consumes({"text/csv", PageFormats.NDJSON})
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.RESELLER_WRITE)
  @Operation(
      summary = "Upload a registrar's resellers",
      description =
          "A row for each reseller and quantity of the month: `reseller`, `quantity` (as in the"
              + " explanation of an index), `value`. No service scores resellers, so the row"
              + " `ABUSE_GATE` says CLEAR or VETOED; without it the abuse gate is not assessable."
              + " The index of each is computed at once by the policy in force on the month's first"
              + " day, with the same code as for registrars. Another upload of the month is a new"
              + " version; the same bytes as the newest one's answer 200. A registrar uploads and"
              + " reads its own only. At most 16 MiB, 200,000 rows and 5,000 resellers.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "csv",
                    value =
                        "reseller,quantity,value\nshop-7,RENEWALS_DONE,82\nshop-7,RENEWALS_DUE,100\nshop-7,ABUSE_GATE,CLEAR\n")),
        @Content(
            mediaType = PageFormats.NDJSON,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "ndjson",
                    value =
                        "{\"reseller\":\"shop-7\",\"quantity\":\"RENEWALS_DONE\",\"value\":82}\n"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Taken in and computed",
      content = @Content(schema = @Schema(implementation = ResellerPortfolioView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The newest upload holds these bytes; nothing changed",
      content = @Content(schema = @Schema(implementation = ResellerPortfolioView.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  @APIResponse(responseCode = "409", description = "The month is not over")
  @APIResponse(
      responseCode = "413",
      description = "More bytes, rows or resellers than an upload may have")
  @APIResponse(
      responseCode = "422",
      description = "There is no registrar or month in the request, or no such table")
  public RestResponse<ResellerPortfolioView> take(
      @QueryParam("registrar")
          @Parameter(description = "IANA ID", required = true, example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("month") @Parameter(description = "UTC", required = true, example = "2026-03")
          @Nullable Month month,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    ResellerService.Answer answer = resellers.take(registrar, month, mediaType, body);
    ResellerPortfolioView view = answer.portfolio();
    return answer.made()
        ? RestResponse.ResponseBuilder.<ResellerPortfolioView>created(
                URI.create("/v1/reseller-portfolios/" + view.id()))
            .entity(view)
            .build()
        : RestResponse.ok(view);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List portfolios of resellers",
      description =
          "All versions, by IANA ID, month and version. A registrar's token sees its own only.")
  public Page<ResellerPortfolioView> list(@Valid @BeanParam PageRequest request) {
    return resellers.list(request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Read a portfolio of resellers",
      description = "Its version, digest, counts and policy.")
  @APIResponse(responseCode = "200", description = "The portfolio")
  @APIResponse(
      responseCode = "404",
      description = "There is no such portfolio that the caller may see")
  public ResellerPortfolioView get(@PathParam("id") UUID id) {
    return resellers.get(id);
  }

  @GET
  @Path("/{id}/results")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List the indexes of resellers",
      description = "By the registrar's own name of each.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such portfolio that the caller may see")
  public Page<ResellerResultView> results(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return resellers.results(id, request);
  }

  @GET
  @Path("/{id}/rejections")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List the rows of a portfolio that were not accepted",
      description = "With the reason, by line.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such portfolio that the caller may see")
  public Page<Rejection> rejections(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return resellers.rejections(id, request);
  }
}
