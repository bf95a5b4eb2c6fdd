package io.bailiwick.ingest.format;

import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The formats that a feed can be in; each is described in {@code docs/formats}. */
public enum FormatName {
  /** URLhaus CSV dumps, with 8 or 9 columns. */
  URLHAUS_CSV(Suggested.URLHAUS),
  /** The CSV that URLhaus makes for registries, one TLD a feed. */
  URLHAUS_TLD_CSV(Suggested.URLHAUS),
  /** URLhaus dumps and API answers in JSON. */
  URLHAUS_JSON(Suggested.URLHAUS),
  /** ThreatFox CSV exports, with 14 or 15 columns. */
  THREATFOX_CSV(Suggested.THREATFOX),
  /** ThreatFox exports and API answers in JSON. */
  THREATFOX_JSON(Suggested.THREATFOX),
  /** OpenPhish's premium feed, JSON lines; its free feed is a LIST. */
  OPENPHISH_JSON(Suggested.PHISHING),
  /** PhishTank CSV; verified only. */
  PHISHTANK_CSV(Suggested.PHISHING),
  /** PhishTank JSON; verified only. */
  PHISHTANK_JSON(Suggested.PHISHING),
  /** Pages of APWG's eCrime Exchange, HAL+JSON. */
  APWG_JSON(Suggested.PHISHING),
  /** Feodo Tracker CSV: addresses, no names. */
  FEODO_CSV(Suggested.FEODO),
  /** Feodo Tracker JSON: addresses, no names. */
  FEODO_JSON(Suggested.FEODO),
  /** The Spamhaus Domain Block List in rbldnsd form. */
  SPAMHAUS_DBL(Suggested.DBL),
  /** The SURBL multi list in rbldnsd form. */
  SURBL(Suggested.SURBL),
  /** STIX 2.1 bundles and TAXII 2.1 envelopes: indicators. */
  STIX(Suggested.STIX),
  /** MISP events. */
  MISP(Suggested.MISP),
  /** One URL or name a line. */
  LIST(Map.of()),
  /** A hosts file: an address to nowhere, then names. */
  HOSTS(Map.of()),
  /** CSV with a header line, mapped by column names. */
  GENERIC_CSV(Map.of()),
  /** One JSON object a line, mapped by member names. */
  GENERIC_JSON_LINES(Map.of());

  private final Map<String, Threat> suggestedThreats;

  FormatName(Map<String, Threat> suggestedThreats) {
    this.suggestedThreats = suggestedThreats;
  }

  /** What we suggest that words mean. Reasons stand in {@code docs/formats}. */
  private static final class Suggested {
    private static final Map<String, Threat> URLHAUS = Map.of("malware_download", Threat.MALWARE);
    private static final Map<String, Threat> THREATFOX =
        Map.of(
            "botnet_cc", Threat.BOTNET,
            "payload_delivery", Threat.MALWARE,
            "payload", Threat.MALWARE,
            "cc_skimming", Threat.MALWARE);
    private static final Map<String, Threat> PHISHING = Map.of("phishing", Threat.PHISHING);
    private static final Map<String, Threat> FEODO = Map.of("botnet_cc", Threat.BOTNET);
    private static final Map<String, Threat> DBL =
        Map.of(
            "phish", Threat.PHISHING,
            "malware", Threat.MALWARE,
            "botnet-cc", Threat.BOTNET,
            "abused-phish", Threat.PHISHING,
            "abused-malware", Threat.MALWARE,
            "abused-botnet-cc", Threat.BOTNET);
    private static final Map<String, Threat> SURBL =
        Map.of("ph", Threat.PHISHING, "mw", Threat.MALWARE);
    private static final Map<String, Threat> STIX =
        Map.of(
            "phishing", Threat.PHISHING,
            "malware", Threat.MALWARE,
            "botnet", Threat.BOTNET,
            "c2", Threat.BOTNET,
            "command-and-control", Threat.BOTNET);
    private static final Map<String, Threat> MISP =
        Map.of(
            "phishing", Threat.PHISHING,
            "malware", Threat.MALWARE,
            "rsit:fraud=\"phishing\"", Threat.PHISHING,
            "rsit:malicious-code=\"malware-distribution\"", Threat.MALWARE,
            "rsit:malicious-code=\"c2-server\"", Threat.BOTNET,
            "circl:incident-classification=\"phishing\"", Threat.PHISHING,
            "circl:incident-classification=\"malware\"", Threat.MALWARE);

    private Suggested() {}
  }

  /**
   * The reader of this format.
   *
   * @param asOf when the payload speaks: what its source had ended by then is ended
   * @throws IllegalArgumentException where a generic format comes without its columns
   */
  public FeedFormat format(@Nullable Columns columns, Instant asOf) {
    return switch (this) {
      case URLHAUS_CSV -> new UrlhausCsv();
      case URLHAUS_TLD_CSV -> new UrlhausTldCsv();
      case URLHAUS_JSON -> new UrlhausJson();
      case THREATFOX_CSV -> new ThreatFoxCsv();
      case THREATFOX_JSON -> new ThreatFoxJson();
      case OPENPHISH_JSON -> new OpenPhishJson();
      case PHISHTANK_CSV -> new PhishTankCsv();
      case PHISHTANK_JSON -> new PhishTankJson();
      case APWG_JSON -> new ApwgJson();
      case FEODO_CSV -> new FeodoCsv();
      case FEODO_JSON -> new FeodoJson();
      case SPAMHAUS_DBL -> new SpamhausDbl();
      case SURBL -> new Surbl();
      case STIX -> new StixJson(asOf);
      case MISP -> new MispJson();
      case LIST -> new PlainList();
      case HOSTS -> new HostsFile();
      case GENERIC_CSV -> new GenericCsv(required(columns));
      case GENERIC_JSON_LINES -> new GenericJsonLines(required(columns));
    };
  }

  private static Columns required(@Nullable Columns columns) {
    if (columns == null) {
      throw new IllegalArgumentException("a generic format needs its columns");
    }
    return columns;
  }

  /** Whether a feed of this format says which column means what. */
  public boolean isMapped() {
    return this == GENERIC_CSV || this == GENERIC_JSON_LINES;
  }

  /** Whether a feed says in which zone its times without one are; all other sources write UTC. */
  public boolean hasZoneOfItsFeed() {
    return this == LIST || this == HOSTS || isMapped();
  }

  /**
   * What we suggest that the words of the source mean: its kinds of threat, lower case, not its
   * tags. Empty where the format has no words of its own.
   */
  public Map<String, Threat> suggestedThreats() {
    return suggestedThreats;
  }

  /** Whether rows of this format say that a listing has ended. */
  public boolean saysEnds() {
    return this == STIX || this == MISP;
  }

  /**
   * Whether payloads hold personal data that nobody needs, so that their bytes must not be kept:
   * OpenPhish tells the e-mail addresses in phishing kits.
   */
  public boolean holdsPersonalData() {
    return this == OPENPHISH_JSON;
  }

  /**
   * How the names of the files end that a ZIP of this format may hold many of; null where it holds
   * exactly one.
   */
  public @Nullable String filesInZip() {
    return this == APWG_JSON || this == STIX || this == MISP ? ".json" : null;
  }

  /** Of the rules by which rows of this format are read; kept with what was read by them. */
  public int parserVersion() {
    return this == MISP ? 2 : 1;
  }
}
