package io.bailiwick.ingest.registrar;

import io.bailiwick.common.audit.AuditAction;
import java.util.Locale;

enum RegistrarAction implements AuditAction {
  REGISTRAR_LIST_ACCEPTED,
  REGISTRAR_FAMILY_ENTERED,
  REGISTRAR_FAMILY_ENDED,
  REGISTRAR_EXEMPTION_ENTERED,
  REGISTRAR_EXEMPTION_ENDED;

  @Override
  public String code() {
    String name = name().toLowerCase(Locale.ROOT);
    int verb = name.lastIndexOf('_');
    return name.substring(0, verb).replace('_', '-') + "." + name.substring(verb + 1);
  }
}
