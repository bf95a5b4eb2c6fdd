package io.bailiwick.common.openapi;

import io.bailiwick.common.problem.Problem;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.Published;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.security.Role;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the OpenAPI document what the code says anyway: the permission of each operation and
 * the roles that have it, the security scheme, and the problems that every operation may answer
 * with.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentFilter implements OASFilter {

  private static final String SCHEME = "token";

  /** Groups of operations that every service has, in their order. */
  private static final List<String> SHARED = List.of("Policies", "Events", "Audit", "Development");

  private final Map<String, Permission> permissions = new HashMap<>();
  private final Set<String> published = new HashSet<>();

  public DocumentFilter(IndexView index) {
    for (AnnotationInstance found :
        index.getAnnotations(DotName.createSimple(RequiresPermission.class))) {
      if (found.target().kind() == AnnotationTarget.Kind.METHOD) {
        permissions.put(
            operationId(found.target().asMethod()), Permission.valueOf(found.value().asEnum()));
      }
    }
    for (AnnotationInstance found : index.getAnnotations(DotName.createSimple(Published.class))) {
      published.add(operationId(found.target().asMethod()));
    }
  }

  /**
   * The service's own groups in the order of its configuration, and what every service has at the
   * end.
   */
  @Override
  public void filterOpenAPI(OpenAPI document) {
    List<Tag> tags = document.getTags();
    if (tags == null) {
      return;
    }
    List<String> own =
        ConfigProvider.getConfig()
            .getOptionalValues("bailiwick.openapi.groups", String.class)
            .orElse(List.of());
    document.setTags(
        tags.stream()
            .sorted(
                Comparator.<Tag>comparingInt(tag -> SHARED.indexOf(tag.getName()))
                    .thenComparingInt(
                        tag ->
                            own.contains(tag.getName()) ? own.indexOf(tag.getName()) : own.size())
                    .thenComparing(Tag::getName))
            .toList());
  }

  /**
   * Takes examples off filters: the page would fill them in, and a first try would find nothing.
   * The value types, which carry an example for bodies, are written out.
   */
  @Override
  public Parameter filterParameter(Parameter parameter) {
    if (parameter.getIn() == Parameter.In.QUERY && !Boolean.TRUE.equals(parameter.getRequired())) {
      parameter.setExample(null);
      parameter.setExamples(null);
      Schema schema = parameter.getSchema();
      String type = schema == null ? null : schema.getRef();
      if ("#/components/schemas/Month".equals(type)) {
        parameter.setSchema(
            OASFactory.createSchema().addType(Schema.SchemaType.STRING).pattern("\\d{4}-\\d{2}"));
      } else if ("#/components/schemas/RegistrarId".equals(type)) {
        parameter.setSchema(
            OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int32"));
      } else if (schema != null && type == null) {
        schema.setExamples(null);
      }
    }
    return parameter;
  }

  /** As the strategy CLASS_METHOD makes it. */
  private static String operationId(MethodInfo method) {
    return method.declaringClass().simpleName() + "_" + method.name();
  }

  @Override
  public @Nullable Operation filterOperation(Operation operation) {
    String id = Objects.requireNonNullElse(operation.getOperationId(), "");
    Permission permission = permissions.get(id);
    if (permission == null && !published.contains(id)) {
      return operation;
    }
    operation.setOperationId(shortId(id));
    APIResponses responses =
        operation.getResponses() == null
            ? OASFactory.createAPIResponses()
            : operation.getResponses();
    if (permission != null) {
      String roles =
          Arrays.stream(Role.values())
              .filter(role -> role.permissions().contains(permission))
              .map(role -> "`" + role.code() + "`")
              .collect(Collectors.joining(", "));
      String description = Objects.requireNonNullElse(operation.getDescription(), "");
      operation.setDescription(
          (description + "\n\nPermission `" + permission.code() + "`, held by " + roles + ".")
              .strip());
      operation.addExtension("x-permission", permission.code());
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(SCHEME));
      problem(responses, "401", "No valid access token");
      problem(responses, "403", "The caller lacks the permission");
    } else {
      operation.addExtension("x-published", true);
    }
    problem(
        responses,
        "default",
        "Any other problem; `type` tells which, `nextSteps` what can be done");
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if ((status.startsWith("4") || status.startsWith("5"))
                  && response.getContent() == null) {
                response.setContent(problem());
              }
            });
    operation.setResponses(responses);
    return operation;
  }

  /** {@code PolicyResource_approve} becomes {@code policyApprove}. */
  private static String shortId(String id) {
    String[] parts = id.replace("Resource_", "_").split("_", 2);
    return Character.toLowerCase(parts[0].charAt(0))
        + parts[0].substring(1)
        + Character.toUpperCase(parts[1].charAt(0))
        + parts[1].substring(1);
  }

  private static void problem(APIResponses responses, String status, String description) {
    APIResponse present = responses.getAPIResponse(status);
    if (present == null || present.getContent() == null) {
      responses.addAPIResponse(
          status, OASFactory.createAPIResponse().description(description).content(problem()));
    }
  }

  private static Content problem() {
    return OASFactory.createContent()
        .addMediaType(
            Problem.MEDIA_TYPE,
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
  }
}
