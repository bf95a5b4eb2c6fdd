/**
 * Zones that never were, judged by the gates that are: how often an average registrar is called to
 * account by chance, and how soon one that is not average is found. Plain Java; nothing of it runs
 * in the service.
 */
@NullMarked
package io.bailiwick.scoring.simulation;

import org.jspecify.annotations.NullMarked;
