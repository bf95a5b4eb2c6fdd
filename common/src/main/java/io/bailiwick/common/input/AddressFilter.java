package io.bailiwick.common.input;

import io.bailiwick.common.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an address with NUL in it: no name, identifier or search has one, and nothing keeps it.
 */
@Provider
@PreMatching
public class AddressFilter implements ContainerRequestFilter {
  private static final String NUL = "%00";

  @Override
  public void filter(ContainerRequestContext request) {
    URI uri = request.getUriInfo().getRequestUri();
    @Nullable String query = uri.getRawQuery();
    if (uri.getRawPath().contains(NUL) || (query != null && query.contains(NUL))) {
      throw ProblemException.malformed("The address holds a NUL character.");
    }
  }
}
