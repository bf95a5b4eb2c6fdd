package io.bailiwick.aip.casefile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class NoticeRepository implements PanacheRepositoryBase<Notice, UUID> {
  List<Notice> ofCase(UUID caseId) {
    return list("caseId", Sort.by("id"), caseId);
  }
}
