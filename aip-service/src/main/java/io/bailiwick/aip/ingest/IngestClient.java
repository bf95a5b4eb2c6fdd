package io.bailiwick.aip.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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

/** The wire; {@link IngestGateway} is what the code calls. */
@RegisterRestClient(configKey = "ingest")
@OidcClientFilter
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface IngestClient {
  /** A page of incidents as abuse-ingest-service lists them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Incidents(List<NamedIncident> items) {
    /** Refuses an answer without its list. */
    public Incidents {
      items = List.copyOf(items);
    }
  }

  /** Where a registrar is told of abuse. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AbuseContacts(List<String> emails) {
    /** Refuses an answer without its list. */
    public AbuseContacts {
      emails = List.copyOf(emails);
    }
  }

  @GET
  @Path("/registrars/{id}/contacts")
  AbuseContacts contacts(@PathParam("id") RegistrarId registrar);

  @GET
  @Path("/incidents/{id}/evidence")
  byte[] evidence(@PathParam("id") UUID id, @QueryParam("reader") RegistrarId reader);

  @GET
  @Path("/incidents")
  Incidents incidents(@QueryParam("id") List<UUID> ids, @QueryParam("limit") int limit);
}
