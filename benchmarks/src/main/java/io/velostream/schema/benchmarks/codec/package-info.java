// SPDX-License-Identifier: Apache-2.0
/** The codecs that are compared, behind one interface. */
@NullMarked
package io.velostream.schema.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
