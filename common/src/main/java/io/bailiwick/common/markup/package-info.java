/** Writes markup in which everything that comes from outside is escaped. */
package io.bailiwick.common.markup;
