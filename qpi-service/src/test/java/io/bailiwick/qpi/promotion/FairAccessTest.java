package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.promotion.FairAccess.Assessment;
import io.bailiwick.qpi.promotion.FairAccess.Chance;
import io.bailiwick.qpi.promotion.PromotionPolicy.SizeClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairAccessTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<SizeClass> CLASSES =
      List.of(new SizeClass("small", 1_000L), new SizeClass("large", null));

  private static List<Chance> of(
      int count, Long names, Assessment assessment, boolean qualified, boolean enrolled) {
    return Collections.nCopies(
        count, new Chance(names, AT, OfferOccasion.PUBLICATION, assessment, qualified, enrolled));
  }

  @Test
  void countsByClassWithThoseWithoutAnIndexApart() {
    List<Chance> chances = new ArrayList<>();
    chances.addAll(of(6, 999L, Assessment.ASSESSED, true, true));
    chances.addAll(of(7, 0L, Assessment.ASSESSED, false, false));
    chances.addAll(of(8, 10L, Assessment.NOT_ASSESSABLE, false, false));
    chances.addAll(of(9, 1_000L, Assessment.ASSESSED, true, false));
    List<FairAccessView> rows = FairAccess.report(CLASSES, 5, chances);
    assertThat(rows)
        .containsExactly(
            new FairAccessView(1, "small", 21L, 13L, 6L, 6L, 8L, 0L, AT, AT),
            new FairAccessView(2, "large", 9L, 9L, 9L, 0L, 0L, 0L, AT, AT),
            new FairAccessView(3, "all", 30L, 22L, 15L, 6L, 8L, 0L, AT, AT));
  }

  @Test
  void aSmallCountIsNotShownNorOneFromWhichItCouldBeTold() {
    List<Chance> chances = new ArrayList<>();
    chances.addAll(of(16, 10L, Assessment.ASSESSED, true, false));
    chances.addAll(of(4, 10L, Assessment.NOT_ASSESSABLE, false, false));
    chances.addAll(of(9, 1_000L, Assessment.ASSESSED, false, false));
    List<FairAccessView> rows = FairAccess.report(CLASSES, 5, chances);
    FairAccessView small = rows.get(0);
    assertThat(small.offered()).isEqualTo(20);
    assertThat(small.notAssessable()).isNull();
    // 20 offered less 16 assessable would say that 4 are not.
    assertThat(small.assessable()).isNull();
    assertThat(small.qualified()).isEqualTo(16);
    // The total less the other class would say it, too.
    assertThat(rows.get(2).assessable()).isNull();
    assertThat(rows.get(2).notAssessable()).isNull();
    assertThat(rows.get(2).offered()).isEqualTo(29);
  }

  @Test
  void aClassOfAFewSaysNothing() {
    List<Chance> chances = new ArrayList<>(of(4, 10L, Assessment.ASSESSED, true, true));
    chances.addAll(of(5, 1_000L, Assessment.ASSESSED, true, true));
    List<FairAccessView> rows = FairAccess.report(CLASSES, 5, chances);
    assertThat(rows.get(0))
        .isEqualTo(new FairAccessView(1, "small", null, null, null, null, null, null, AT, AT));
    assertThat(rows.get(1).offered()).isEqualTo(5);
    assertThat(rows.get(2).offered()).isNull();
  }

  @Test
  void whoseSizeIsNotKnownIsAClassOfItsOwn() {
    List<FairAccessView> rows =
        FairAccess.report(CLASSES, 5, of(6, null, Assessment.NOT_EVALUATED, false, false));
    assertThat(rows)
        .extracting(FairAccessView::sizeClass)
        .containsExactly("small", "large", "unknown", "all");
    assertThat(rows.get(2).notEvaluated()).isEqualTo(6);
    assertThat(rows.get(0).offered()).isZero();
    assertThat(rows.get(0).firstOfferedAt()).isNull();
  }
}
