// SPDX-License-Identifier: Apache-2.0
/** Pools of buffers for encoding records. */
@NullMarked
package io.velostream.schema.buffer;

import org.jspecify.annotations.NullMarked;
