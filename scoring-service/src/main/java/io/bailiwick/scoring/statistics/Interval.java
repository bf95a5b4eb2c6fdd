package io.bailiwick.scoring.statistics;

/** A confidence interval of a rate, per name and month (not per 10,000). */
public record Interval(double lower, double upper) {}
