// SPDX-License-Identifier: Apache-2.0
/** What the comparisons of all formats share: positions, findings and their limits. */
@NullMarked
package io.velostream.schema.evolution.comparison.walk;

import org.jspecify.annotations.NullMarked;
