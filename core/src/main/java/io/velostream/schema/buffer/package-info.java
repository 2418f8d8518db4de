// SPDX-License-Identifier: Apache-2.0
/** Byte arrays that records are written into, kept for the next record. */
@NullMarked
package io.velostream.schema.buffer;

import org.jspecify.annotations.NullMarked;
