package io.bailiwick.qpi.aip;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

@RegisterRestClient(configKey = "aip")
@OidcClientFilter
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface AipClient {

  @GET
  @Path("/restriction-orders")
  Orders orders(@QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Orders(List<RestrictionOrder> items, @Nullable String next)
      implements PeerPage<RestrictionOrder> {}
}
