/**
 * The demo: a generated registry with its feeds, the main job done with them through the public
 * APIs, and a comparison of everything that the services say with what the generator knows to be
 * true.
 *
 * <p>The generator ({@link io.bailiwick.launcher.demo.Generator}) knows nothing of the services; it
 * writes files in the formats of the standards and keeps its own books. The run ({@link
 * io.bailiwick.launcher.demo.Demo}) knows nothing but the APIs.
 */
@NullMarked
package io.bailiwick.launcher.demo;

import org.jspecify.annotations.NullMarked;
