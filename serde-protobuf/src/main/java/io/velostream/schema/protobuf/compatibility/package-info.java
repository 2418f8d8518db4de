// SPDX-License-Identifier: Apache-2.0
/** Comparison of schemas: whether one reads all that was written with the other. */
@NullMarked
package io.velostream.schema.protobuf.compatibility;

import org.jspecify.annotations.NullMarked;
