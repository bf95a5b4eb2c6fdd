package io.bailiwick.scoring.publication;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ContestRepository implements PanacheRepositoryBase<ContestRow, UUID> {

  /** All of a publication, in the order in which they began. */
  List<ContestRow> of(UUID publication) {
    return list("publicationId = ?1 order by openFrom, id", publication);
  }

  List<ContestRow> of(UUID publication, int registrar) {
    return list(
        "publicationId = ?1 and registrar = ?2 order by openFrom, id", publication, registrar);
  }
}
