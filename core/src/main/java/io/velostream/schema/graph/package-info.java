// SPDX-License-Identifier: Apache-2.0
/** References between schemas: the walk that collects them, cycles, order. */
@NullMarked
package io.velostream.schema.graph;

import org.jspecify.annotations.NullMarked;
