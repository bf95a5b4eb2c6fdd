/**
 * Indicators as data: what is divided by what, over how long, which way is better, how many points.
 */
package io.bailiwick.qpi.kpi;
