package io.bailiwick.qpi.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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

@RegisterRestClient(configKey = "scoring")
@OidcClientFilter
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface ScoringClient {

  @GET
  @Path("/runs")
  Runs runs(
      @QueryParam("month") String month,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/runs/{id}/scores")
  Scores scores(
      @PathParam("id") UUID run,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/scores")
  Scores standing(
      @QueryParam("month") String month,
      @QueryParam("published") boolean published,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/runs/{id}/measures")
  Measured measures(
      @PathParam("id") UUID run,
      @QueryParam("tld") String tld,
      @QueryParam("threat") String threat,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Runs(List<Run> items, @Nullable String next) implements PeerPage<Run> {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Scores(List<Score> items, @Nullable String next) implements PeerPage<Score> {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Measured(List<MeasuredRow> items, @Nullable String next)
      implements PeerPage<MeasuredRow> {}

  /** A row of a registrar, or of a family of them, which is nobody's here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record MeasuredRow(
      @Nullable RegistrarId registrar,
      Measures.@Nullable Cohort cohort,
      @Nullable List<Measures.Persistence> persistence,
      Measures.@Nullable Recurrence recurrence) {}
}
