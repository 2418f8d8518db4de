// SPDX-License-Identifier: Apache-2.0
/** JSON to rows of Flink and back. */
@NullMarked
package io.velostream.schema.flink.json;

import org.jspecify.annotations.NullMarked;
