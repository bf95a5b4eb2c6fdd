/** Lists that names are judged by: public suffixes, platforms, cautions; replaced while it runs. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.namelist;
