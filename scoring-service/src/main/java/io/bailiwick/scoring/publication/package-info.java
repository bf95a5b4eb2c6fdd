/**
 * How a month's scores become public: previewed by the registrars, contested name by name in
 * ingest, published by a second person, and corrected by a later publication that names the first.
 */
@NullMarked
package io.bailiwick.scoring.publication;

import org.jspecify.annotations.NullMarked;
