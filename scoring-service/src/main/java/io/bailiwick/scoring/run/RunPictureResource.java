package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.scoring.picture.Picture;
import io.bailiwick.scoring.picture.Scorecard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Pictures and pages of a run over HTTP. */
@Path("/v1/runs")
@RunOnVirtualThread
@Tag(
    name = "Pictures",
    description =
        "SVG with the numbers in words for those who do not see it, and a page to print; no scripts, nothing loaded from"
            + " elsewhere")
public class RunPictureResource {

  /** A picture needs nothing and may do nothing. */
  static final String PICTURE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

  private final PictureService pictures;

  @Inject
  RunPictureResource(PictureService pictures) {
    this.pictures = pictures;
  }

  @GET
  @Path("/{id}/funnel.svg")
  @Produces(Picture.MEDIA_TYPE)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "See a month's funnel plot",
      description =
          "Rates against size (logarithmic) with the common rate as target and the over-dispersed limits of 95 % and 99.8 %,"
              + " exact where few domains are expected. Those who may see all registrars see every accredited one, named where"
              + " pointed at and marked by the limits that all others make. A registrar sees itself by name, and the others as"
              + " groups of five or more by size with the middle half of their rates; with fewer than five others, neither them"
              + " nor the limits. Also of a run that was superseded. Example:"
              + " `/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/funnel.svg`.")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content =
          @Content(
              mediaType = Picture.MEDIA_TYPE,
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "beginning",
                      value =
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"funnel-title"
                              + " funnel-description\" viewBox=\"0 0 860 540\">…</svg>")))
  @APIResponse(responseCode = "404", description = "There is no such run")
  public RestResponse<String> funnel(@PathParam("id") UUID id) {
    return answer(pictures.funnel(id));
  }

  @GET
  @Path("/{id}/scores/{registrar}/survival.svg")
  @Produces(Picture.MEDIA_TYPE)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "See how long a month's abuse lived",
      description =
          "The share of malicious incidents that began in the month and were still live after a time (Kaplan and Meier), from the"
              + " first listing and from the proven notification of the registrar, with the number at risk below the axis: of the"
              + " registrar with its 95 % interval, and of the zone where at least five other registrars have incidents on that"
              + " clock. As frozen in the run's snapshot, so that an old run's picture never changes. A registrar sees its own only; another's is answered 404. Example:"
              + " `/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/survival.svg`.")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content =
          @Content(
              mediaType = Picture.MEDIA_TYPE,
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "beginning",
                      value =
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"survival-title"
                              + " survival-description\" viewBox=\"0 0 860 470\">…</svg>")))
  @APIResponse(
      responseCode = "404",
      description =
          "There is no such run, no such score for this caller, or the snapshot is from before lifetimes were frozen")
  public RestResponse<String> survival(
      @PathParam("id") UUID id, @PathParam("registrar") RegistrarId registrar) {
    return answer(pictures.survival(id, registrar));
  }

  @GET
  @Path("/{id}/scores/{registrar}/scorecard.html")
  @Produces(Scorecard.MEDIA_TYPE)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "See or print a registrar's scorecard",
      description =
          "One page for a registrar and month, as this version said: what was counted, rates with their intervals, every gate"
              + " with every clause's sentence and numbers, the pictures, policy version and digest of the frozen input, and"
              + " how to contest. The pictures hold no other registrar's name, size or rate, whoever asks, so that the page may"
              + " be passed on. A registrar reads its own only; another's is answered 404. Example:"
              + " `/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/scorecard.html`.")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = "text/html",
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "beginning",
                      value =
                          "<!DOCTYPE html><html lang=\"en\"><head>…</head><body>…</body></html>")))
  @APIResponse(
      responseCode = "404",
      description = "There is no such run, or no such score for this caller")
  public RestResponse<String> scorecard(
      @PathParam("id") UUID id, @PathParam("registrar") RegistrarId registrar) {
    return RestResponse.ResponseBuilder.ok(pictures.scorecard(id, registrar).html())
        .header("Content-Security-Policy", Scorecard.CONTENT_SECURITY_POLICY)
        .build();
  }

  static RestResponse<String> answer(Picture picture) {
    return RestResponse.ResponseBuilder.ok(picture.svg())
        .header("Content-Security-Policy", PICTURE_POLICY)
        .build();
  }
}
