/** The six indicators as data: what is divided by what, which way is better, how many points. */
package io.bailiwick.qpi.kpi;
