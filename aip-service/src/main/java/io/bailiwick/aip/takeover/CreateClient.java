package io.bailiwick.aip.takeover;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The wire to abuse-ingest-service; {@link CreateGateway} is what the code calls. */
@RegisterRestClient(configKey = "ingest")
@OidcClientFilter
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface CreateClient {
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Creates(LocalDate day, int registrar, long creates) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record CreatesPage(List<Creates> items, @Nullable String next) implements PeerPage<Creates> {
    /** Refuses an answer without its list: a gap must not look like nobody. */
    public CreatesPage {
      items = List.copyOf(items);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Member(String family, int registrar) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record MemberPage(List<Member> items, @Nullable String next) implements PeerPage<Member> {
    public MemberPage {
      items = List.copyOf(items);
    }
  }

  @GET
  @Path("/registration-events/creates")
  CreatesPage creates(
      @QueryParam("from") String from,
      @QueryParam("until") String until,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);

  @GET
  @Path("/registrar-families")
  MemberPage families(
      @QueryParam("at") String at,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") int limit);
}
