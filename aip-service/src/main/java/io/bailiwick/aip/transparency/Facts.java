package io.bailiwick.aip.transparency;

import java.util.List;

/** All that the counts of a period are made from. */
record Facts(List<CaseFact> cases, List<LimitFact> limits, List<AppealFact> appeals) {}
