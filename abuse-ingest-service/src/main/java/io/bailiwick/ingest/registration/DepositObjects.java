package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the objects of a deposit, whichever its model, in the order in which it holds them. What is
 * handed over has passed {@link DepositFields}.
 */
interface DepositObjects {

  void registrar(Line line, int ianaId, String clientId, String name, String status)
      throws IOException;

  void domain(Line line, DomainObject domain) throws IOException;

  /** A name that the registry holds no longer. */
  void deleted(Line line, String name) throws IOException;

  /**
   * What a table says of a name whose domain was read without it, since the tables are in different
   * orders.
   */
  void late(String name, DomainObject.Extras extras) throws IOException;

  /** A row that was read and belongs to an object that is handed over by itself. */
  void part();

  /**
   * An object that cannot be used.
   *
   * @param name whose it is, where that much can be read
   */
  void rejected(Line line, RejectionReason reason, String detail, String raw, @Nullable String name)
      throws IOException;

  /** An object of a kind that is not read: hosts, contacts. */
  void ignored(String kind);

  /**
   * Where something stands.
   *
   * @param table as in RFC 9022: registrar, domain, domainStatuses …; deletes
   * @param number line in its file, from 1
   */
  record Line(String table, long number) {}
}
