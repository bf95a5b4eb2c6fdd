/** Files that people attach: what they are, by their bytes, and how they are given back. */
package io.bailiwick.common.attachment;
