package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.scoring.picture.Picture;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Pictures of a registrar over HTTP. */
@Path("/v1/registrars")
@RunOnVirtualThread
@Tag(name = "Pictures")
public class RegistrarPictureResource {

  /** What stays legible. */
  private static final int MOST_MONTHS = 36;

  private final PictureService pictures;

  @Inject
  RegistrarPictureResource(PictureService pictures) {
    this.pictures = pictures;
  }

  @GET
  @Path("/{registrar}/history.svg")
  @Produces(Picture.MEDIA_TYPE)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "See a registrar's rates month by month",
      description =
          "By the newest version of each month's scores, with 95 % intervals (Wilson) and the thresholds of both gates. A month"
              + " that cannot be assessed interrupts the line and is crossed, as is one that was never scored; versions after"
              + " the first and changes of policy are noted. A registrar sees its own only; another's is answered 404, like one"
              + " that was never scored. Example: `/v1/registrars/90001/history.svg?months=12`.")
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
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"history-title"
                              + " history-description\" viewBox=\"0 0 860 440\">…</svg>")))
  @APIResponse(responseCode = "404", description = "No score of this registrar for this caller")
  public RestResponse<String> history(
      @PathParam("registrar") RegistrarId registrar,
      @QueryParam("months")
          @DefaultValue("24")
          @Min(1)
          @Max(MOST_MONTHS)
          @Parameter(description = "How many, this month included")
          int months) {
    return RunPictureResource.answer(pictures.history(registrar, months));
  }
}
