package io.bailiwick.scoring.method;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Published;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The method over HTTP, for anybody. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Method", description = "How abuse is measured, for anybody to read without a token")
public class MethodResource {

  private static final String EXAMPLE =
      "<!DOCTYPE html><html lang=\"en\"><head>…</head><body><main><h1>How abuse is measured</h1>…</main></body></html>";

  private final MethodService method;

  @Inject
  MethodResource(MethodService method) {
    this.method = method;
  }

  @GET
  @Path("/method")
  @Produces(MethodPage.MEDIA_TYPE)
  @Published
  @Operation(
      summary = "Read the method",
      description =
          "A page made from the scoring policy in force today: what is counted, how sure a rate is, what every gate asks with the"
              + " policy's numbers, a worked example, the definitions with their history, and what a registrar can do. Example:"
              + " `/v1/method`.")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = "text/html",
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "beginning", value = EXAMPLE)))
  public RestResponse<String> today() {
    return answer(method.today());
  }

  @GET
  @Path("/method/{version}")
  @Produces(MethodPage.MEDIA_TYPE)
  @Published
  @Operation(
      summary = "Read an earlier or later version of the method",
      description =
          "By an approved version of the scoring policy. One that is proposed or was rejected is not there. Example: `/v1/method/1`.")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = "text/html",
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "beginning", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "No approved policy has this version")
  public RestResponse<String> version(@PathParam("version") int version) {
    return answer(method.of(version));
  }

  @GET
  @Path("/definitions")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @Published
  @Operation(
      summary = "List the definitions of all metrics",
      description = "Sorted by name, each with the history of its versions.")
  public Page<Definition> definitions(@Valid @BeanParam PageRequest request) {
    return Page.of(
        request,
        Definition.class,
        (after, limit) ->
            Definitions.all().stream()
                .filter(definition -> after == null || definition.id().compareTo(after) > 0)
                .limit(limit)
                .toList(),
        definition -> Cursor.key(definition.id()));
  }

  @GET
  @Path("/definitions/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Published
  @Operation(
      summary = "Read the definition of a metric",
      description =
          "Since which version it is so, and what changed. Example: `/v1/definitions/flow-rate`.")
  @APIResponse(
      responseCode = "200",
      description = "The definition",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Definition.class)))
  @APIResponse(responseCode = "404", description = "There is no such metric")
  public Definition definition(@PathParam("id") String id) {
    return Definitions.of(id).orElseThrow(() -> ProblemException.notFound("definition"));
  }

  private static RestResponse<String> answer(MethodPage page) {
    return RestResponse.ResponseBuilder.ok(page.html())
        .header("Content-Security-Policy", MethodPage.CONTENT_SECURITY_POLICY)
        .build();
  }
}
