package io.bailiwick.scoring.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionChangeTest {

  /** What the same counts are held against, conditions on the data, and words. */
  private static final Set<String> THRESHOLDS =
      Set.of(
          "basis",
          "displayConfidence",
          "decimals",
          "prior.publishedOn",
          "data.clauses",
          "data.minimumHealthyDays",
          "reward.thresholdPer10k",
          "reward.confidence",
          "reward.provisionalMaximumDomains",
          "watch.funnelTail",
          "watch.probability",
          "intervention.thresholdPer10k",
          "intervention.exitThresholdPer10k",
          "intervention.confidence",
          "intervention.minimumDomains",
          "intervention.minimumFamilies",
          "intervention.minimumRatio",
          "intervention.ratioConfidence",
          "intervention.funnelTail",
          "intervention.falseDiscoveries",
          "intervention.newRegistrationsPer10k",
          "intervention.clauses",
          "acute.timesThreshold",
          "acute.confidence",
          "acute.minimumDomains",
          "acute.minimumFamilies",
          "exit.confidence",
          "exit.maximumDomains");

  private static final String SHIPPED = CanonicalJson.text(ScoringPolicy.shipped());

  /** Whoever adds a member to the policy decides here which it is. */
  @Test
  void everyMemberOfThePolicyIsEitherADefinitionOrAThreshold() {
    Set<String> members = new TreeSet<>();
    collect("", ScoringPolicy.class, members);
    Set<String> decided = new TreeSet<>(DefinitionChange.definitions());
    assertThat(decided).doesNotContainAnyElementsOf(THRESHOLDS);
    decided.addAll(THRESHOLDS);
    assertThat(members).isEqualTo(decided);
  }

  private static void collect(String path, Class<?> type, Set<String> members) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = path + component.getName();
      if (component.getType().isRecord()) {
        collect(name + ".", component.getType(), members);
      } else {
        members.add(name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"minimumEvidence\":\"CORROBORATED\" | \"minimumEvidence\":\"VALIDATED\" | minimumEvidence",
        "\"maturityDays\":30 | \"maturityDays\":31 | maturityDays",
        "\"alpha\":1.5 | \"alpha\":1.6 | prior.alpha",
        "\"monthsObserved\":4 | \"monthsObserved\":5 | intervention.monthsObserved",
        "\"windowsInMonths\":[1,3,6,12] | \"windowsInMonths\":[1,12] | reward.windowsInMonths"
      })
  void seesAChangeOfWhatIsMeasured(String was, String is, String name) throws IOException {
    assertThat(SHIPPED).contains(was);
    assertThat(between(SHIPPED.replace(was, is))).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"minimumDomains\":5 | \"minimumDomains\":6",
        "\"thresholdPer10k\":5 | \"thresholdPer10k\":6",
        "\"alpha\":1.5 | \"alpha\":1.50"
      })
  void letsThresholdsChange(String was, String is) throws IOException {
    assertThat(SHIPPED).contains(was);
    assertThat(between(SHIPPED.replace(was, is))).isEmpty();
  }

  private static List<String> between(String changed) throws IOException {
    return DefinitionChange.between(
        ScoringPolicy.shipped(), CanonicalJson.read(changed, ScoringPolicy.class));
  }
}
