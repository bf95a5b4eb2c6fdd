/**
 * Tables that people upload: read row by row, with every row accepted or rejected with a reason.
 */
package io.bailiwick.qpi.upload;
