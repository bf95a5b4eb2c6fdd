package io.bailiwick.aip.scoring;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The wire; {@link ScoringGateway} is what the code calls. */
@RegisterRestClient(configKey = "scoring")
@OidcClientFilter
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface ScoringClient {
  /** A page of scores as scoring-service lists them. */
  record Scores(List<Score> items, @Nullable String next) implements PeerPage<Score> {
    /** Refuses an answer without its list: a gap must not look like nobody. */
    public Scores {
      items = List.copyOf(items);
    }
  }

  @GET
  @Path("/runs/{id}")
  Run run(@PathParam("id") UUID id);

  @GET
  @Path("/runs/{id}/scores")
  Scores scores(
      @PathParam("id") UUID id,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  /** A page of published scores. */
  record PublishedScores(List<PublishedScore> items, @Nullable String next) {
    /** Refuses an answer without its list. */
    public PublishedScores {
      items = List.copyOf(items);
    }
  }

  @GET
  @Path("/scores")
  PublishedScores published(
      @QueryParam("registrar") RegistrarId registrar,
      @QueryParam("published") boolean published,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);
}
