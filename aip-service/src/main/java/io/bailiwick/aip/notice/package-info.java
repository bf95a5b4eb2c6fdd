/**
 * What registrars are told about their cases: templates, recipients, deliveries and their proof.
 */
@NullMarked
package io.bailiwick.aip.notice;

import org.jspecify.annotations.NullMarked;
