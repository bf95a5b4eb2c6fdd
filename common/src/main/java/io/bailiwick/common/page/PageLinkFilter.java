package io.bailiwick.common.page;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Adds {@code Link: <…>; rel="next"} (RFC 8288) to a JSON page that has a next one. */
@Provider
public class PageLinkFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Page<?> page
        && page.getNext() != null
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(response.getMediaType())) {
      URI next =
          request
              .getUriInfo()
              .getRequestUriBuilder()
              .replaceQueryParam("after", page.getNext())
              .build();
      // Path and query only: which host the caller used is the caller's and the proxy's business.
      response
          .getHeaders()
          .add(
              HttpHeaders.LINK,
              "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
    }
  }
}
