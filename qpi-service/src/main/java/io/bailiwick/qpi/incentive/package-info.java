/**
 * What a promotion pays for: the models of incentives, exact to the cent, without a framework. The
 * numbers are each promotion's own.
 */
package io.bailiwick.qpi.incentive;
