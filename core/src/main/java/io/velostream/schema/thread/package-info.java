// SPDX-License-Identifier: Apache-2.0
/** The creation of background threads. */
@NullMarked
package io.velostream.schema.thread;

import org.jspecify.annotations.NullMarked;
