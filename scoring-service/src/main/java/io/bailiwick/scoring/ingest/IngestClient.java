package io.bailiwick.scoring.ingest;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The endpoints of abuse-ingest-service that scores are made from. Use {@link IngestGateway}. */
@Path("/v1")
@RegisterRestClient(configKey = "ingest")
@OidcClientFilter
interface IngestClient {

  @GET
  @Path("/tallies")
  @Produces(MediaType.APPLICATION_JSON)
  RestResponse<MonthTallies> tallies(
      @QueryParam("month") Month month,
      @QueryParam("since") @Nullable String since,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known);

  @GET
  @Path("/tallies/incidents")
  @Produces(MediaType.APPLICATION_JSON)
  CountedIncidents incidents(
      @QueryParam("month") Month month,
      @QueryParam("registrar") List<RegistrarId> registrars,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/tallies/changed")
  @Produces(MediaType.APPLICATION_JSON)
  ChangedTallies changed(
      @QueryParam("month") Month month, @QueryParam("since") @Nullable String since);

  @POST
  @Path("/tallies/incidents/today")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  IncidentsToday today(IncidentsToday.Question question);

  @GET
  @Path("/tallies/zones")
  @Produces(MediaType.APPLICATION_JSON)
  RestResponse<ZoneTallies> zoneTallies(
      @QueryParam("month") Month month,
      @QueryParam("since") @Nullable String since,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known);

  @GET
  @Path("/measures/zones")
  @Produces(MediaType.APPLICATION_JSON)
  RestResponse<ZoneMeasures> zoneMeasures(
      @QueryParam("month") Month month,
      @QueryParam("since") @Nullable String since,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known);

  @GET
  @Path("/feed-health/months/{month}")
  @Produces(MediaType.APPLICATION_JSON)
  FeedMonth feeds(@PathParam("month") Month month);

  @GET
  @Path("/reconciliations/{month}")
  @Produces(MediaType.APPLICATION_JSON)
  Reconciliation reconciliation(@PathParam("month") Month month);

  @GET
  @Path("/tally-changes")
  @Produces(MediaType.APPLICATION_JSON)
  TallyChanges tallyChanges(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

  @GET
  @Path("/corrections")
  @Produces(MediaType.APPLICATION_JSON)
  Contests contests(
      @QueryParam("month") Month month,
      @QueryParam("open") boolean open,
      @QueryParam("origin") String origin,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);
}
