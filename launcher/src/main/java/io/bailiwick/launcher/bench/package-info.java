/** Benchmarks of the services, each against what PostgreSQL itself does in the same run. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.launcher.bench;
