package io.bailiwick.ingest.feed;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class FeedRepository implements PanacheRepositoryBase<FeedRecord, UUID> {

  Optional<FeedRecord> named(String name) {
    return find("name", name).firstResultOptional();
  }

  List<FeedRecord> page(@Nullable String afterName, int limit) {
    return find("name > ?1 order by name", afterName == null ? "" : afterName)
        .range(0, limit - 1)
        .list();
  }
}
