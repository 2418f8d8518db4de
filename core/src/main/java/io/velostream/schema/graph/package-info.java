// SPDX-License-Identifier: Apache-2.0
/** References between schemas: resolution, cycle detection, topological order, dependency index. */
@NullMarked
package io.velostream.schema.graph;

import org.jspecify.annotations.NullMarked;
