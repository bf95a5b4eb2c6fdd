package io.bailiwick.aip.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Day;
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

  /** A page of contests. */
  record Contests(List<Contest> items, @Nullable String next) implements PeerPage<Contest> {
    /** Refuses an answer without its list: it must not look like "nothing is contested". */
    public Contests {
      items = List.copyOf(items);
    }
  }

  /** A page of members of families. */
  record Members(List<Member> items, @Nullable String next) implements PeerPage<Member> {
    /** Refuses an answer without its list. */
    public Members {
      items = List.copyOf(items);
    }
  }

  /** A registrar in a family. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Member(RegistrarId registrar, String family) {
    /** Refuses a member without its parts. */
    public Member {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(family);
    }
  }

  @GET
  @Path("/corrections")
  Contests contests(
      @QueryParam("registrar") RegistrarId registrar,
      @QueryParam("origin") String origin,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  /** A registrar that the registry or IANA has named; of its history no more is read. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Known(RegistrarId registrar) {
    /** Refuses an answer about nobody. */
    public Known {
      Objects.requireNonNull(registrar);
    }
  }

  @GET
  @Path("/registrars/{id}")
  Known registrar(@PathParam("id") RegistrarId registrar);

  /** A page of creates. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record CreatesPage(List<Creates> items, @Nullable String next) implements PeerPage<Creates> {
    /** Refuses an answer without its list: a gap must not look like nobody. */
    public CreatesPage {
      items = List.copyOf(items);
    }
  }

  @GET
  @Path("/registration-events/creates")
  CreatesPage creates(
      @QueryParam("from") Day from,
      @QueryParam("until") Day until,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/registrar-families")
  Members families(
      @QueryParam("at") Day at,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);
}
