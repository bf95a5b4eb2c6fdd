package io.bailiwick.launcher.demo;

import java.util.List;

/**
 * A fictional registrar and how it behaves. IANA IDs lie outside the assigned range, but 9999,
 * which is the registry itself.
 *
 * @param size names at the start, at scale 1
 * @param scaled whether the size follows the scale; what shows a trap keeps its size at every scale
 * @param renewal share of expiring names that stay, 0 to 1
 * @param signed share of names with DNSSEC, 0 to 1
 * @param monthlyCreates creates a month as a share of the size
 * @param longTerm share of creates for more than one year
 * @param abusePer10k newly abused names a month per 10,000 names
 */
record RegistrarProfile(
    int ianaId,
    String name,
    int size,
    boolean scaled,
    double renewal,
    double signed,
    double monthlyCreates,
    double longTerm,
    double abusePer10k,
    Role role) {

  /** What a registrar is there to show. */
  enum Role {
    ORDINARY,
    /** Abuse stays high: March, April and June. Ends with a limit. */
    PERSISTENT,
    /** One month with a burst of abused names, nothing to speak of before and after. */
    BURST,
    /** Two names, both abused. */
    TWO_NAMES,
    /** A few hundred names and never any abuse. */
    CLEAN_SMALL,
    /** The registry's own names under 9999. */
    REGISTRY
  }

  static final int PERSISTENT = 90013;
  static final int BURST = 90014;
  static final int CLEAN_SMALL = 90027;
  static final int TWO_NAMES = 90040;

  /** Sponsor of the dynamic-DNS platform. */
  static final int PLATFORM_SPONSOR = 90003;

  static final int REGISTRY = 9999;

  /** The EPP client id that stands in the deposits; the IANA ID is found by the registrar table. */
  String clientId() {
    return "bwd-" + ianaId;
  }

  /** Names at the start at a scale: never fewer than 30 where the size follows the scale. */
  int sizeAt(double scale) {
    return scaled ? Math.max(30, (int) Math.round(size * scale)) : size;
  }

  private static RegistrarProfile good(int id, String name, int size) {
    return new RegistrarProfile(id, name, size, true, 0.88, 0.62, 0.014, 0.30, 1.2, Role.ORDINARY);
  }

  private static RegistrarProfile plain(int id, String name, int size) {
    return new RegistrarProfile(id, name, size, true, 0.74, 0.12, 0.018, 0.12, 5, Role.ORDINARY);
  }

  private static RegistrarProfile weak(int id, String name, int size) {
    return new RegistrarProfile(id, name, size, true, 0.52, 0.02, 0.030, 0.03, 10, Role.ORDINARY);
  }

  private static RegistrarProfile fixed(int id, String name, int size, Role role) {
    return new RegistrarProfile(id, name, size, false, 0.72, 0.05, 0.015, 0.10, 0, role);
  }

  private static RegistrarProfile cared(int id, String name, int size, Role role) {
    return new RegistrarProfile(id, name, size, false, 1, 0.65, 0.02, 0.35, 0, role);
  }

  /** All registrars, by IANA ID; some 200,000 names at scale 1. */
  static List<RegistrarProfile> all() {
    return List.of(
        cared(REGISTRY, "Registry Operator", 12, Role.REGISTRY),
        plain(90001, "Aldermoor Names", 41_000),
        good(90002, "Brackenfield Domains", 30_000),
        plain(90003, "Candlewick Registrations", 23_000),
        weak(90004, "Dunmarrow Online", 17_500),
        good(90005, "Elmsgate Internet", 14_000),
        plain(90006, "Farthinghoe Domains", 11_000),
        weak(90007, "Gullwater Hosting", 9_000),
        good(90008, "Hartsedge Names", 8_000),
        plain(90009, "Inglethorn Registry Services", 6_500),
        plain(90010, "Juniper Combe Domains", 5_500),
        good(90011, "Kestrel Row Internet", 4_500),
        weak(90012, "Larkenshaw, \"Names\" & Co", 4_000),
        fixed(PERSISTENT, "Mirkwell Domains", 3_000, Role.PERSISTENT),
        fixed(BURST, "Netherby Click Domains", 2_600, Role.BURST),
        plain(90015, "Oxlip Hill Names", 3_400),
        good(90016, "Pennyfarthing Domains", 3_000),
        plain(90017, "Quillmarsh Online", 2_600),
        weak(90018, "Ravelstone Hosting", 2_200),
        plain(90019, "Saltbarrow Internet", 1_900),
        good(90020, "Thistledown Names", 1_600),
        plain(90021, "Underhay Registrations", 1_400),
        plain(90022, "Vellum Quay Domains", 1_200),
        weak(90023, "Wexcombe Online", 1_000),
        plain(90024, "Yarrowdale Names", 900),
        good(90025, "Zennor Lane Domains", 800),
        plain(90026, "Ashpole Internet", 700),
        cared(CLEAN_SMALL, "Birchlight Cooperative", 420, Role.CLEAN_SMALL),
        plain(90028, "Cloverfold Hosting", 600),
        plain(90029, "Dovecote Registrations", 500),
        weak(90030, "Emberley Names", 450),
        plain(90031, "Foxglove Domains", 380),
        plain(90032, "Greywether Online", 320),
        good(90033, "Hazelmere Row Names", 280),
        plain(90034, "Ivybridge Yard Domains", 240),
        plain(90035, "Jessamy Internet", 200),
        plain(90036, "Kittiwake Names", 160),
        plain(90037, "Lambswool Domains", 120),
        plain(90038, "Moorhen Registrations", 80),
        plain(90039, "Nutbourne Names", 40),
        fixed(TWO_NAMES, "Owlbarn Names", 2, Role.TWO_NAMES));
  }
}
