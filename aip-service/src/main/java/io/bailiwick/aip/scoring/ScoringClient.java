package io.bailiwick.aip.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
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

  /** A page of publications. */
  record Publications(List<Publication> items, @Nullable String next)
      implements PeerPage<Publication> {
    /** Refuses an answer without its list. */
    public Publications {
      items = List.copyOf(items);
    }
  }

  /** The publication of a month. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Publication(UUID id, UUID runId) {
    /** Refuses an answer with a gap. */
    public Publication {
      Objects.requireNonNull(id);
      Objects.requireNonNull(runId);
    }
  }

  /** A page of the results of a publication. */
  record Results(List<Result> items, @Nullable String next) implements PeerPage<Result> {
    /** Refuses an answer without its list. */
    public Results {
      items = List.copyOf(items);
    }
  }

  /** One registrar's part of a publication. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Result(RegistrarId registrar, UUID runId) {
    /** Refuses an answer with a gap. */
    public Result {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(runId);
    }
  }

  @GET
  @Path("/publications")
  Publications publications(
      @QueryParam("month") Month month,
      @QueryParam("state") String state,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/publications/{id}/results")
  Results results(
      @PathParam("id") UUID id,
      @QueryParam("state") String state,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/scores")
  Scores standing(
      @QueryParam("registrar") RegistrarId registrar,
      @QueryParam("month") Month month,
      @QueryParam("published") boolean published,
      @QueryParam("limit") int limit);
}
