// SPDX-License-Identifier: Apache-2.0
/** What the codecs of both formats know of a row beyond its columns. */
@NullMarked
package io.velostream.schema.flink.row;

import org.jspecify.annotations.NullMarked;
