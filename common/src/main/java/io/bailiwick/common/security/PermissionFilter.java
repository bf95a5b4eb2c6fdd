package io.bailiwick.common.security;

import io.bailiwick.common.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;

/**
 * Deny by default: every resource method states its permission, or that it is public, or nobody
 * reaches it.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class PermissionFilter implements ContainerRequestFilter {

  private final Caller caller;
  private final ResourceInfo resource;

  @Inject
  PermissionFilter(Caller caller, @Context ResourceInfo resource) {
    this.caller = caller;
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method.isAnnotationPresent(Published.class)) {
      return;
    }
    RequiresPermission required = method.getAnnotation(RequiresPermission.class);
    if (required == null) {
      throw caller.isAnonymous()
          ? ProblemException.unauthenticated()
          : ProblemException.forbidden(
              "This endpoint states no permission, so nobody may call it.");
    }
    caller.require(required.value());
  }
}
