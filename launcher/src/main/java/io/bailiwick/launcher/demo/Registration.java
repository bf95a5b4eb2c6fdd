package io.bailiwick.launcher.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lifetime of a name, from its creation to its purge: a name that is registered again is
 * another object with its own ROID.
 */
final class Registration {
  /** The sponsor from an instant on. */
  record Sponsorship(Instant from, RegistrarProfile registrar) {}

  /** Rows of the tables domain, domainStatuses and dnssec (null where the name is not signed). */
  record Rows(byte[] domain, byte[] status, byte @Nullable [] dnssec) {}

  final int index;

  /** A-label with the zone, lower case, no final dot. */
  final String name;

  final RegistrarProfile creator;
  final Instant created;

  /** Changes of sponsor after the creation, in order of time. */
  final List<Sponsorship> transfers = new ArrayList<>(0);

  private final RegistrarProfile firstSponsor;
  private @Nullable Instant transferredBefore;
  Instant expires;
  boolean signed;
  boolean redemption;
  @Nullable Instant purged;

  /**
   * A name with a part in the abuse plan: no chance event deletes or moves it, so that the plan
   * stays true.
   */
  boolean reserved;

  /** Position in the sponsor's portfolio, for removal in constant time. */
  int position;

  /**
   * The deposit rows (domain, status, DNSSEC) as bytes; made when first needed, dropped at every
   * change.
   */
  @Nullable Rows rows;

  Registration(
      int index,
      String name,
      RegistrarProfile creator,
      RegistrarProfile sponsor,
      Instant created,
      Instant expires,
      @Nullable Instant transferredBefore) {
    this.index = index;
    this.name = name;
    this.creator = creator;
    this.firstSponsor = sponsor;
    this.created = created;
    this.expires = expires;
    this.transferredBefore = transferredBefore;
  }

  /** Term at creation; only of names whose first term has not ended. */
  int years() {
    return expires.atOffset(ZoneOffset.UTC).getYear() - created.atOffset(ZoneOffset.UTC).getYear();
  }

  String roid() {
    return "D%07d-BWD".formatted(index);
  }

  RegistrarProfile sponsor() {
    return transfers.isEmpty() ? firstSponsor : transfers.getLast().registrar();
  }

  RegistrarProfile sponsorAt(Instant time) {
    RegistrarProfile sponsor = firstSponsor;
    for (Sponsorship transfer : transfers) {
      if (!transfer.from().isAfter(time)) {
        sponsor = transfer.registrar();
      }
    }
    return sponsor;
  }

  void transfer(Instant time, RegistrarProfile gaining) {
    transfers.add(new Sponsorship(time, gaining));
    transferredBefore = time;
  }

  /** Time of the last transfer, also of one before the first deposit. */
  @Nullable Instant transferred() {
    return transferredBefore;
  }

  boolean livesAt(Instant time) {
    return !created.isAfter(time) && (purged == null || time.isBefore(purged));
  }
}
