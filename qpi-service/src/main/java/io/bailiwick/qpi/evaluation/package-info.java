/** The index of every registrar for a month, made from frozen inputs and never edited. */
package io.bailiwick.qpi.evaluation;
