// SPDX-License-Identifier: Apache-2.0
/** Whether two schemas with their references read each other's data, as their format decides. */
@NullMarked
package io.velostream.schema.evolution.verdict;

import org.jspecify.annotations.NullMarked;
