package io.bailiwick.scoring.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The malicious domains of one registrar over some months, numbered from 0. Either each is
 * somebody's own, or they come in campaigns of one actor: four of five campaigns have one name, the
 * others floor(2 U^(-1/1.3)) names, at most 300, whose first abuse is spread evenly over the month
 * from the campaign's start, so that most campaigns of several names lie on both sides of a month's
 * end. The sizes are ours.
 */
final class Abuse {

  /** One actor's names of one month; a campaign has the same identifier in both of its months. */
  record Part(long campaign, int names) {}

  private static final double SINGLE = 0.8;
  private static final double TAIL = 1.3;
  private static final int SMALLEST = 2;
  static final int LARGEST = 300;

  /** How many names a campaign has on the average: the sum of P(size >= k) over all k. */
  static final double MEAN_SIZE = meanSize();

  private final int[] domains;
  private final @Nullable List<List<Part>> campaigns;
  private final int[] copies;
  private final int[] flood;
  private boolean lookedAt;

  private Abuse(int[] domains, @Nullable List<List<Part>> campaigns) {
    this.domains = domains;
    this.campaigns = campaigns;
    this.copies = new int[domains.length];
    this.flood = new int[domains.length];
  }

  /**
   * Domains that come one by one.
   *
   * @param mean how many are expected, by month
   */
  static Abuse single(Draw draw, int months, IntToDoubleFunction mean) {
    int[] domains = new int[months];
    for (int month = 0; month < months; month++) {
      domains[month] = draw.poisson(mean.applyAsDouble(month)).getAsInt();
    }
    return new Abuse(domains, null);
  }

  /** Domains that come in campaigns, as many expected. */
  static Abuse clustered(Draw draw, int months, IntToDoubleFunction mean) {
    int[] domains = new int[months];
    List<List<Part>> campaigns = new ArrayList<>();
    for (int month = 0; month < months; month++) {
      campaigns.add(new ArrayList<>());
    }
    long campaign = 0;
    // Those that began in the month before the first reach into it.
    for (int start = -1; start < months; start++) {
      int begun = draw.poisson(mean.applyAsDouble(Math.max(0, start)) / MEAN_SIZE).getAsInt();
      for (int i = 0; i < begun; i++) {
        int size = size(draw);
        int later = draw.binomial(size, draw.uniform());
        if (start >= 0 && later < size) {
          campaigns.get(start).add(new Part(campaign, size - later));
          domains[start] += size - later;
        }
        if (later > 0 && start + 1 < months) {
          campaigns.get(start + 1).add(new Part(campaign, later));
          domains[start + 1] += later;
        }
        campaign++;
      }
    }
    return new Abuse(domains, campaigns);
  }

  private static int size(Draw draw) {
    return draw.happens(SINGLE)
        ? 1
        : (int) Math.min(LARGEST, SMALLEST * Math.pow(1 - draw.uniform(), -1 / TAIL));
  }

  private static double meanSize() {
    double several = SMALLEST;
    for (int k = SMALLEST + 1; k <= LARGEST; k++) {
      several += Math.pow((double) SMALLEST / k, TAIL);
    }
    return SINGLE + (1 - SINGLE) * several;
  }

  /** Every domain of the month is counted twice, as if a feed had begun to list two for one. */
  void doubleIn(int month) {
    copies[month] = 1;
  }

  /** So many domains more, each its own actor's, that only two families know. */
  void floodIn(int month, int more) {
    flood[month] = more;
  }

  /** A person looks at every domain and confirms it, so that none rests on a source family. */
  void lookAt() {
    lookedAt = true;
  }

  boolean isLookedAt() {
    return lookedAt;
  }

  /** All of the month. */
  int domains(int month) {
    return domains[month] * (1 + copies[month]) + flood[month];
  }

  /** Those of {@link #domains} that only two families know. */
  int flood(int month) {
    return flood[month];
  }

  /** How many times a domain of the month is counted. */
  int times(int month) {
    return 1 + copies[month];
  }

  /** Those of the month without the flood, by campaign. */
  List<Part> parts(int month) {
    List<Part> parts = new ArrayList<>();
    if (campaigns == null) {
      for (int i = 0; i < domains[month] * times(month); i++) {
        parts.add(new Part(own(month, i), 1));
      }
      return parts;
    }
    for (Part part : campaigns.get(month)) {
      parts.add(new Part(part.campaign(), part.names() * times(month)));
    }
    return parts;
  }

  /** The identifier of a campaign of one name, unlike that of any other. */
  static long own(int month, int number) {
    return -1 - (((long) month << 32) + number);
  }
}
