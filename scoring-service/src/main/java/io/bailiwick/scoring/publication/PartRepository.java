package io.bailiwick.scoring.publication;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PartRepository implements PanacheRepositoryBase<Part, UUID> {

  /** All of a publication, in the order of registrars. */
  List<Part> of(UUID publication) {
    return list("publicationId = ?1 order by registrar", publication);
  }

  Optional<Part> of(UUID publication, int registrar) {
    return find("publicationId = ?1 and registrar = ?2", publication, registrar)
        .firstResultOptional();
  }

  long count(UUID publication, ResultState state) {
    return count("publicationId = ?1 and state = ?2", publication, state);
  }

  /** In the order of registrars, after one. */
  List<Part> page(
      UUID publication,
      boolean all,
      List<Integer> registrars,
      List<ResultState> states,
      int after,
      int limit) {
    return find(
            """
            publicationId = ?1 and (?2 = true or registrar in ?3) and state in ?4 and registrar > ?5
            order by registrar
            """,
            publication,
            all,
            registrars,
            states,
            after)
        .page(Page.ofSize(limit))
        .list();
  }
}
