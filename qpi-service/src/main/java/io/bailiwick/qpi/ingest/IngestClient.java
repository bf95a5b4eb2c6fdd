package io.bailiwick.qpi.ingest;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

@RegisterRestClient(configKey = "ingest")
@OidcClientFilter
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface IngestClient {

  @GET
  @Path("/portfolios")
  Portfolios portfolios(@QueryParam("month") String month);

  @GET
  @Path("/signed-names")
  SignedNames signedNames(
      @QueryParam("registrar") int registrar,
      @QueryParam("day") String day,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/registration-events")
  RegistrationEvents registrationEvents(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

  @GET
  @Path("/registrars")
  Registrars registrars(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

  @GET
  @Path("/incident-changes")
  IncidentChanges incidentChanges(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

  @GET
  @Path("/incidents")
  Incidents incidents(@QueryParam("id") List<UUID> ids, @QueryParam("limit") int limit);

  @GET
  @Path("/measurements")
  List<KnownOfName> known(@QueryParam("name") List<String> names, @QueryParam("at") String at);

  @GET
  @Path("/registration-events")
  RegistrationEvents registrationEvents(
      @QueryParam("type") String type,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/incidents")
  MaliciousNames incidents(
      @QueryParam("month") String month,
      @QueryParam("classification") String classification,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);
}
