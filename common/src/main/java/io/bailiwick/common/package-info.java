/** What must be the same in every service of Bailiwick, and nothing else. */
package io.bailiwick.common;
