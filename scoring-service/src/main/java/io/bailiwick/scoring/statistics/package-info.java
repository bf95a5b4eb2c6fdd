/**
 * What can be said about rates of rare events: intervals, priors, funnels, ratios, persistence,
 * survival. Pure functions and values in plain Java. Rates are per name (and month), never per
 * 10,000; a result is never NaN: what does not exist is refused or an empty optional, as each
 * function says.
 */
@NullMarked
package io.bailiwick.scoring.statistics;

import org.jspecify.annotations.NullMarked;
